"""Slices of endless lists: their numbers, what a change touches, and that a site grown step by step is the one that a
rebuild makes.
"""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Listing, Page
from articles.public import rebuild_all, slices
from articles.public.slices import LENGTH, bounds, dropped, every, neighbours, number_at, older, touched
from tests.public.browse import html_of, links_of, status_of, words_of
from tests.public.records import NOW, citation, claim, put_live, record, tag, take_off

SIZES = st.integers(min_value=1, max_value=40)
TOTALS = st.integers(min_value=0, max_value=500)


@given(TOTALS, SIZES)
def test_slices_cover_every_place_once(total, length):
    covered = [place for number in every(total, length) for place in range(*bounds(number, total, length))]
    assert sorted(covered) == list(range(total))
    for place in range(total):
        start, end = bounds(number_at(place, total, length), total, length)
        assert start <= place < end


@given(TOTALS, SIZES)
def test_newest_slice_is_never_short_and_the_others_are_full(total, length):
    sizes = {
        number: bounds(number, total, length)[1] - bounds(number, total, length)[0]
        for number in every(total, length)
    }
    for number, size in sizes.items():
        assert size == length if number else min(total, length) <= size < 2 * length


@given(TOTALS, SIZES)
def test_the_way_leads_through_all_slices_and_back(total, length):
    seen, number = [], 0
    while number is not None and total:
        seen.append(number)
        after = neighbours(number, total, length)[1]
        if after is not None:
            assert neighbours(after, total, length)[0] == number
        number = after
    assert sorted(seen) == sorted(every(total, length))


@given(TOTALS, st.integers(min_value=-3, max_value=3), st.data(), SIZES)
def test_what_is_not_touched_shows_the_same(before, growth, data, length):
    """A list of numbers to which some come, or from which some go, at one place."""
    old = list(range(before))
    at = data.draw(st.integers(min_value=0, max_value=before))
    new = (
        old[:at] + [-one for one in range(1, growth + 1)] + old[at:]
        if growth > 0
        else old[:at] + old[at - growth :]
    )
    render = touched((), total=len(new), before=before, start=at, length=length)
    for number in every(len(new), length) - render:
        assert number in every(before, length)
        assert [new[place] for place in range(*bounds(number, len(new), length))] == [
            old[place] for place in range(*bounds(number, before, length))
        ]
        assert neighbours(number, len(new), length) == neighbours(number, before, length)
    gone = every(before, length) - every(len(new), length)
    assert gone - {0} == set(dropped(total=len(new), before=before, length=length))


def at(number: int) -> str:
    return (datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=number)).isoformat()


PUBLISHED = count(1)


def article(number: int, edition: int = 1, **changes) -> dict:
    """Published later than everything made before it, as the clock has it."""
    published = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=next(PUBLISHED))
    return record(
        number, edition, first_published_at=at(number), published_at=published.isoformat(), **changes
    )


def stored() -> dict:
    rows = Page.objects.values_list("path", "status", "etag", "location", "gzip", "brotli")
    return {
        row[0]: tuple(bytes(one) if isinstance(one, memoryview) else one for one in row[1:]) for row in rows
    }


def listings() -> list:
    return list(
        Listing.objects.order_by("kind", "key").values_list(
            "kind", "key", "count", "since", "until", "at", "shown"
        )
    )


@pytest.mark.django_db
def test_long_list_is_cut_and_grows_on_top_and_every_article_stands_in_it_once():
    for number in range(1, 3 * LENGTH + 1):
        put_live(article(number))
    full = Page.objects.filter(path__contains="/older/")
    before = dict(full.values_list("path", "updated_at"))
    for number in range(3 * LENGTH + 1, 3 * LENGTH + 4):
        put_live(article(number))
    assert dict(full.values_list("path", "updated_at")) == before
    assert len(before) > 4
    assert older(3 * LENGTH + 3) == 2
    paths = ["/tags/energy/", "/tags/energy/older/2/", "/tags/energy/older/1/"]
    found = [[link for link in links_of(html_of(path)) if link.startswith("/articles/")] for path in paths]
    assert [len(links) for links in found] == [LENGTH + 3, LENGTH, LENGTH]
    assert [int(link.split("-")[1].strip("/")) for links in found for link in links] == list(
        range(3 * LENGTH + 3, 0, -1)
    )
    assert "/tags/energy/older/2/" in links_of(html_of("/tags/energy/"))
    assert {"/tags/energy/", "/tags/energy/older/1/"} <= set(links_of(html_of("/tags/energy/older/2/")))
    assert "Energy, part 2" in words_of(html_of("/tags/energy/older/2/"))
    assert f"Claims of {3 * LENGTH + 3} articles rest on it" in words_of(html_of("/sources/source-3/"))


def shorten(monkeypatch) -> None:
    """Slices of two articles, so that few of them make many slices."""
    for name in ("older", "number_at", "bounds", "neighbours", "every", "described"):
        function = getattr(slices, name)
        monkeypatch.setattr(function, "__defaults__", (*function.__defaults__[:-1], 2))
    for function in (touched, dropped):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "length": 2})
    for place, length in {
        "live.LENGTH": 2,
        "live.ON_FRONT": 3,
        "indexes.SOURCES_LENGTH": 3,
        "index_pages.SOURCES_LENGTH": 3,
        "sitemaps.ARTICLES_LENGTH": 2,
        "rebuild_parts.ARTICLES_LENGTH": 2,
        "sitemaps.LISTS_LENGTH": 2,
    }.items():
        monkeypatch.setattr(f"articles.public.{place}", length)


@pytest.mark.django_db
def test_site_grown_step_by_step_is_what_a_rebuild_makes(monkeypatch):
    """Goes on, follows, comes between, goes off, comes back; names change; claims are shared between slices."""
    shorten(monkeypatch)
    words = "delivered 21 gigawatt hours"

    def shared(number: int, edition: int = 1, **changes) -> dict:
        own = claim(
            words, id=7, tags=[tag("Solar")], citations=[citation(3), citation(40 + number)], **changes
        )
        return article(number, edition, claims=[own])

    steps = [
        *(lambda number=number: put_live(article(number)) for number in (1, 2, 4, 5, 6, 7)),
        lambda: put_live(shared(8)),
        lambda: put_live(article(9)),
        lambda: put_live(article(10)),
        lambda: put_live(shared(3, verdict="refuted", decided_at="2026-11-22T09:00:00+00:00", round=2)),
        lambda: put_live(shared(11)),
        lambda: take_off(8, "unpublished"),
        lambda: put_live(article(2, 2, tags=[tag("Ports")])),
        lambda: put_live(article(5, 2, tags=[tag("ENERGY", "energy"), tag("Ports")])),
        lambda: put_live(
            article(6, 2, claims=[claim(words, id=62, citations=[citation(3, name="Renamed")])])
        ),
        lambda: take_off(1, "unpublished"),
        lambda: put_live(shared(8, 2)),
        lambda: put_live(article(11, 2)),
        lambda: take_off(10, "unpublished"),
        lambda: take_off(9, "unpublished"),
    ]
    for step in steps:
        step()
        grown, known = stored(), listings()
        rebuild_all(now=NOW)
        again = stored()
        assert [path for path in {*grown, *again} if grown.get(path) != again.get(path)] == []
        assert listings() == known
    assert status_of("/tags/energy/older/1/") == 200


@pytest.mark.django_db
def test_source_that_goes_from_the_middle_moves_those_behind_it(monkeypatch):
    """Nothing comes in its place, so what tells where it stood is the sources alone."""
    shorten(monkeypatch)
    for number in range(1, 13):
        put_live(
            article(number, claims=[claim("Port Averly covered", id=number, citations=[citation(number)])])
        )
    take_off(4, "unpublished")
    grown = stored()
    rebuild_all(now=NOW)
    again = stored()
    assert [path for path in {*grown, *again} if grown.get(path) != again.get(path)] == []
