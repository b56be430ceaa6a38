"""Front page, archives, tag pages and the indexes: lists of what is live."""

from datetime import date

from articles.public.live import Live, counted, examples, newest
from articles.public.pages import html_page
from articles.public.records import claim_line, item_of, link, moment
from articles.public.site import entry_path, href, site
from articles.public.source_page import citations_of
from articles.public.types import PageBytes, Record

ON_FRONT = 30
ON_TAG = 100


def front_page(live: Live) -> PageBytes:
    """The newest articles; on an empty site a page that says so."""
    name = site()["name"]
    items = [item_of(record) for record in newest(live, "front", limit=ON_FRONT)]
    return html_page(
        "/",
        "front",
        {"items": items},
        title=name,
        description=f"{name}: articles whose claims are reviewed by somebody who did not write them.",
        section="front",
    )


def month_page(key: str, records: list[Record]) -> PageBytes:
    """All articles first published in a month, newest first."""
    name = month_name(key)
    return html_page(
        entry_path("month", key),
        "month",
        {"heading": name, "items": [item_of(record) for record in records]},
        title=f"Archive: {name}",
        description=f"All articles first published in {name}.",
        section="articles",
    )


def archive_page(live: Live) -> PageBytes:
    """All months with the number of their articles, newest first, by year."""
    counts = counted(live, "month")
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


def month_name(key: str) -> str:
    """2026-11 in words."""
    return date(int(key[:4]), int(key[5:]), 1).strftime("%B %Y")


def tag_page(slug: str, records: list[Record]) -> PageBytes:
    """The newest articles under a tag, and the claims that carry it."""
    claims = {
        claim["id"]: claim_line(claim, record)
        for record in reversed(records)
        for claim in record["claims"]
        if slug in {tag["slug"] for tag in claim["tags"]}
    }
    tagged = [record for record in records if slug in {tag["slug"] for tag in record["tags"]}]
    name = tag_name(slug, max(records, key=lambda record: moment(record["published_at"])))
    return html_page(
        entry_path("tag", slug),
        "tag",
        {
            "name": name,
            "items": [item_of(record) for record in tagged],
            "claims": list(reversed(claims.values())),
        },
        title=name,
        description=f"Articles and reviewed claims about {name}.",
        section="tags",
    )


def tag_name(slug: str, record: Record) -> str:
    """How an edition writes a tag that it or one of its claims carries."""
    tags = [*record["tags"], *(tag for claim in record["claims"] for tag in claim["tags"])]
    return next(tag["name"] for tag in tags if tag["slug"] == slug)


def tags_page(live: Live) -> PageBytes:
    """All tags with the number of articles they stand on."""
    counts = counted(live, "tag")
    tags = [
        {"name": tag_name(slug, record), "url": link("tag", slug), "count": counts[slug]}
        for slug, record in examples(live, "tag").items()
    ]
    return html_page(
        "/tags/",
        "tags",
        {"tags": sorted(tags, key=lambda tag: (tag["name"].casefold(), tag["url"]))},
        title="Tags",
        description="All tags of articles and claims.",
        section="tags",
    )


def sources_page(live: Live) -> PageBytes:
    """All sources with the number of articles in which a claim rests on them."""
    counts = counted(live, "source")
    sources = [
        citations_of(record, slug)[-1][1] | {"page": link("source", slug), "count": counts[slug]}
        for slug, record in examples(live, "source").items()
    ]
    return html_page(
        "/sources/",
        "sources",
        {"sources": sorted(sources, key=lambda source: (source["name"].casefold(), source["slug"]))},
        title="Sources",
        description="All sources that reviewed claims rest on.",
        section="sources",
    )
