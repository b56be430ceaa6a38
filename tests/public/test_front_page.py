"""The front page: a lead, more articles, and beside them the newest verdicts and corrections."""

import re

import pytest

from articles.public.listings import BEST
from articles.public.newest import VERDICTS, VERDICTS_OF_ONE
from articles.public.records import METER, meter_of
from tests.public.browse import html_of, links_of, words_of
from tests.public.records import TEXT, claim, correction, put_live, record, take_off

pytestmark = pytest.mark.django_db


def column(name: str) -> str:
    """The words of one of the columns."""
    html = html_of("/")
    section = html[html.index(f'aria-labelledby="{name}"') :]
    return words_of(f"<!doctype html><title>x</title><div {section[: section.index('</section>')]}</div>")


def test_first_articles_have_summaries_the_rest_is_brief():
    for number in range(1, BEST + 3):
        put_live(record(number))
    html = html_of("/")
    best, more = html.split('<ol class="items more">')
    assert (best.count('class="dek"'), more.count('class="dek"')) == (BEST, 0)
    assert (best.count('<li class="item"'), more.count('<li class="item"')) == (BEST, 2)
    assert html.count('<div class="meter"') == BEST + 2


def test_verdicts_are_the_newest_and_at_most_two_of_an_article():
    def decided(article: int, day: int) -> list[dict]:
        return [
            claim(
                "Port Averly",
                id=10 * article + n,
                decided_at=f"2026-11-{day:02d}T0{n}:00:00+00:00",
                text=TEXT,
            )
            | {"text": f"Claim {article}.{n}"}
            for n in range(1, 4)
        ]

    for article in range(1, 6):
        put_live(record(article, claims=decided(article, 10 + article)))
    told = re.findall(r"Claim (\d\.\d)", column("verdicts"))
    assert told == ["5.3", "5.2", "4.3", "4.2", "3.3", "3.2"]
    assert (VERDICTS, VERDICTS_OF_ONE) == (6, 2)
    assert "/claims/53/" in links_of(html_of("/"))


def test_claim_without_a_day_is_not_among_the_newest_verdicts():
    put_live(record(claims=[claim("Port Averly") | {"decided_at": ""}]))
    assert 'id="verdicts"' not in html_of("/")


def test_corrections_are_the_newest_of_live_articles():
    put_live(
        record(
            1, corrections=[correction(1, f"Note {n}.", at=f"2026-11-2{n}T08:00:00+00:00") for n in range(4)]
        )
    )
    put_live(record(2, corrections=[correction(1, "Later.", at="2026-11-22T09:00:00+00:00")]))
    assert re.findall(r"Note \d|Later", column("notes")) == ["Note 3", "Later", "Note 2", "Note 1"]
    put_live(record(3))
    take_off(1)
    assert re.findall(r"Note \d|Later|retracted", column("notes")) == ["Later"]


def test_site_without_a_correction_has_no_column_for_them():
    put_live(record())
    assert 'id="notes"' not in html_of("/")


@pytest.mark.parametrize(
    ("numbers", "pieces"), [((6, 1), (6, 1)), ((0, 40), (0, 40)), ((390, 9, 1), (39, 1, 1)), ((), ())]
)
def test_meter_of_many_claims_keeps_the_shares(numbers, pieces):
    names = ("supported", "refuted", "mixed")
    counts = [
        {"verdict": name, "label": name, "number": number}
        for name, number in zip(names, numbers, strict=False)
    ]
    found = meter_of([count for count in counts if count["number"]])
    assert found == [name for name, number in zip(names, pieces, strict=False) for _ in range(number)]
    assert len(found) <= METER + len(names)
