"""What a new edition leaves alone is not rendered; whatever shows a difference is."""

import pytest

from articles.public import SiteChange, pages_of
from articles.public.unchanged import unchanged_claims, unchanged_sources
from tests.public.records import (
    NOW,
    TEXT,
    citation,
    claim,
    correction,
    editions_of,
    live_record,
    put_live,
    record,
)

WORDS = "delivered 21 gigawatt hours"


def edition(number: int = 1, **changes) -> dict:
    own = [claim(WORDS, id=7, citations=[citation(3), citation(4)]), claim("Port Averly covered", id=8)]
    return record(1, number, **({"claims": own} | changes))


def other(**changes) -> dict:
    """The first claim otherwise."""
    return edition(2, claims=[edition()["claims"][0] | changes, edition()["claims"][1]])


@pytest.mark.parametrize(
    ("new", "shared", "claims", "sources"),
    [
        (edition(2), set(), {"7", "8"}, {"source-3", "source-4"}),
        (
            edition(2, corrections=[correction(2)], summary="New.", tags=[]),
            set(),
            {"7", "8"},
            {"source-3", "source-4"},
        ),
        (other(start=1, end=9), set(), {"7", "8"}, {"source-3", "source-4"}),
        (other(verdict="mixed"), set(), {"8"}, set()),
        (other(rationale="Read again."), set(), {"8"}, set()),
        (other(decided_at=""), set(), {"8"}, set()),
        (other(citations=[citation(3)]), set(), {"8"}, set()),
        (edition(2), {"8"}, {"7"}, {"source-4"}),
        (edition(2, claims=edition()["claims"][::-1]), set(), {"7", "8"}, {"source-4"}),
        (edition(2, claims=edition()["claims"][:1]), set(), {"7"}, {"source-4"}),
        (edition(2, headline="Other"), set(), set(), set()),
        (edition(2, slug="other"), set(), set(), set()),
        (edition(2, language="de"), set(), set(), set()),
        (None, set(), set(), set()),
    ],
)
def test_unchanged_is_what_pages_show_alike(new, shared, claims, sources):
    found = unchanged_claims(edition(), new, shared)
    assert (found, unchanged_sources(edition(), new, found)) == (
        claims,
        {("source", slug) for slug in sources},
    )


@pytest.mark.django_db
def test_correction_of_the_text_renders_no_claim_and_no_source():
    put_live(edition())
    new = edition(2, text=TEXT.replace("director", "head"), corrections=[correction(2)])
    change = SiteChange(1, new, before=live_record(1), editions=(*editions_of(1), new))
    paths = {page.path for page in pages_of(change, now=NOW).put}
    assert [path for path in paths if path.startswith(("/claims/7", "/claims/8", "/sources/s"))] == []
    assert {
        "/articles/harbour-1/",
        "/articles/harbour-1/editions/1/",
        "/tags/energy/",
        "/corrections/",
    } <= paths
