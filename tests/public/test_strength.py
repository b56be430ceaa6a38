"""How well each verdict stands, and since when, on every page that shows it."""

import pytest

from articles.public.records import how_decided, how_well, strength
from tests.public.browse import html_of, links_of, words_of
from tests.public.records import claim, put_live, record, tag

pytestmark = pytest.mark.django_db
ROOFS, POWER = "Port Averly covered 61 roofs with panels", "delivered 21 gigawatt hours"
METHOD = "/how-we-work/#review"


def reviews(*said: tuple[str, str]) -> list[dict]:
    at = "2026-11-20T09:00:00+00:00"
    return [
        {"kind": kind, "verdict": verdict, "label": verdict, "rationale": "So.", "at": at}
        for kind, verdict in said
    ]


BOTH = reviews(("review", "mixed"), ("review", "mixed"))
SETTLED = reviews(("review", "mixed"), ("review", "refuted"), ("adjudication", "mixed"))


@pytest.mark.parametrize(
    ("changes", "found", "words"),
    [
        ({"standing": "single"}, "single", "single review"),
        ({"standing": "agreed", "reviews": BOTH}, "agreed", "two reviewers agreed"),
        ({"standing": "adjudicated"}, "adjudicated", "adjudicated"),
        # Editions that say nothing have their reviews, or nothing at all.
        ({"standing": "", "reviews": BOTH[:1]}, "single", "single review"),
        ({"standing": "", "reviews": BOTH}, "agreed", "two reviewers agreed"),
        ({"standing": "", "reviews": SETTLED}, "adjudicated", "adjudicated"),
        ({"standing": "", "reviews": []}, "", "reviewed"),
    ],
)
def test_strength_of_a_frozen_verdict(changes, found, words):
    one = claim(POWER, **changes)
    assert (strength(one), how_decided(one)) == (found, words)


def test_strengths_of_several_verdicts_are_counted_with_the_newest_day():
    claims = [
        claim(POWER),
        claim(ROOFS, decided_at="2026-11-22T09:00:00+00:00"),
        claim(POWER, standing="adjudicated", decided_at=""),
    ]
    found = how_well(claims)
    assert found["words"] == "1 adjudicated, 2 single reviews"
    assert found["as_of"].isoformat() == "2026-11-22T09:00:00+00:00"
    assert how_well([]) is None


def test_pages_say_how_well_a_verdict_stands_since_when_and_how_we_review():
    put_live(record(claims=[claim(POWER, id=7, standing="agreed", reviews=BOTH, tags=[tag("Solar")])]))
    shown = {
        "/articles/harbour-1/": "1 agreed by several reviewers, as of 20 November 2026",
        "/articles/harbour-1/editions/1/": "two reviewers agreed, 20 November 2026",
        "/claims/7/": "Two reviewers agreed, decided 20 November 2026",
        "/sources/source-3/": "two reviewers agreed, 20 November 2026",
        "/tags/solar/": "two reviewers agreed, 20 November 2026",
    }
    for path, words in shown.items():
        assert words in words_of(html_of(path)), path
        assert METHOD in links_of(html_of(path)), path
    assert "1 agreed by several reviewers, 20 Nov 2026" in words_of(html_of("/"))
    method = html_of("/how-we-work/")
    assert 'id="review"' in method
    for label in ("Single review", "Reviews agreed", "Adjudicated"):
        assert f"<dt>{label}</dt>" in method


def test_edition_of_before_without_the_fields_is_shown():
    old = claim(POWER, id=7, tags=[tag("Solar")])
    del old["standing"], old["decided_at"]
    put_live(record(claims=[old]))
    for path in ("/", "/articles/harbour-1/", "/claims/7/", "/sources/source-3/", "/tags/solar/"):
        assert "ingle review" in words_of(html_of(path)), path
