"""The pages that tell of all lists: indexes and sitemaps. A change renders those it touches."""

from collections.abc import Mapping
from datetime import datetime

from articles.public.indexes import SOURCES, SOURCES_LENGTH, archive_page, sources_page, tags_page
from articles.public.listed import Ages, most
from articles.public.live import FRONT, Extent, Live
from articles.public.sitemaps import (
    AGED,
    aged_sitemaps,
    articles_sitemaps,
    lists_sitemap,
    news_sitemap,
    sitemap_index,
)
from articles.public.slices import dropped, every, slice_path, touched
from articles.public.types import Key, Listed, Rendered


def index_pages(live: Live, was: Mapping[Key, Listed], *, now: datetime, whole: bool = False) -> Rendered:
    """The indexes and sitemaps that a change touches, or all but the sitemaps of articles. `was` is what the indexes
    know until then.
    """
    months = most(live, "month")
    total = sum(one.count for one in months)
    live.extents[FRONT] = Extent(
        total - (FRONT in live.keys),
        min((one.since for one in months), default=None),
        max((one.until for one in months), default=None),
    )
    ages = {kind: Ages(live, kind, was) for kind in AGED}
    put = [
        archive_page(months),
        tags_page(live),
        sitemap_index(live, total, ages),
        lists_sitemap(one.key for one in months),
        news_sitemap(live, now),
    ]
    rendered = Rendered(tuple(put)) + source_pages(ages["source"], whole=whole)
    for kind in AGED:
        rendered += aged_sitemaps(kind, ages[kind], whole=whole)
    return rendered + articles_sitemaps(live, total)


def source_pages(ages: Ages, *, whole: bool = False) -> Rendered:
    """The slices of the index of sources that change, or all. Its first page is there even without any source."""
    sizes = {"total": ages.total, "length": SOURCES_LENGTH}
    if whole or not ages.total:
        numbers = {0} | every(**sizes)
    else:
        numbers = touched(ages.altered, before=ages.before, start=ages.start, **sizes)
    put = tuple(sources_page(ages, number) for number in sorted(numbers))
    gone = dropped(before=ages.before, **sizes)
    return Rendered(put, tuple(slice_path(SOURCES, number) for number in gone))
