"""The indexes: all months, the tags, and all sources."""

from collections.abc import Iterable

from articles.public.listed import Ages, most
from articles.public.listings import month_name, part_of
from articles.public.live import Live
from articles.public.pages import html_page
from articles.public.records import link
from articles.public.site import entry_path, href
from articles.public.slices import bounds, described
from articles.public.types import Listed, PageBytes

ON_TAGS = 500
SOURCES = "/sources/"
SOURCES_LENGTH = 30  # of a slice


def archive_page(months: Iterable[Listed]) -> PageBytes:
    """All months with the number of their articles, newest first, by year."""
    counts = {one.key: one.count for one in months}
    years: dict[str, list[dict]] = {}
    for key in sorted(counts, reverse=True):
        month = {"name": month_name(key), "url": href(entry_path("month", key)), "count": counts[key]}
        years.setdefault(key[:4], []).append(month)
    context = {"years": [{"year": year, "months": months} for year, months in years.items()]}
    return html_page(
        "/archive/",
        "archive",
        context | {"total": sum(counts.values())},
        title="Archive",
        description="All articles by month of publication.",
        section="articles",
    )


def tags_page(live: Live) -> PageBytes:
    """The tags that most articles stand under, with their number, in the order of the alphabet."""
    tags = [
        {"name": one.shown["name"], "url": link("tag", one.key), "count": one.count}
        for one in most(live, "tag", ON_TAGS)
    ]
    return html_page(
        "/tags/",
        "tags",
        {
            "tags": sorted(tags, key=lambda tag: (tag["name"].casefold(), tag["url"])),
            "most": ON_TAGS if len(tags) == ON_TAGS else 0,
        },
        title="Tags",
        description="Tags of articles and claims.",
        section="tags",
    )


def sources_page(ages: Ages, number: int) -> PageBytes:
    """A slice of all sources, those that came last first."""
    start, end = bounds(number, ages.total, SOURCES_LENGTH)
    slice = described(SOURCES, number, ages.total, SOURCES_LENGTH)
    part = part_of(slice)
    return html_page(
        slice["path"],
        "sources",
        {
            "sources": [
                shown | {"page": link("source", key)} for key, shown in reversed(ages.lines(start, end))
            ],
            "total": ages.total,
            "slice": slice,
            "base": SOURCES,
        },
        title=f"Sources{part}",
        description=f"Sources that reviewed claims rest on{part}.",
        section="sources",
    )
