"""The front page, and the slices of months and tags: lists of what is live."""

from datetime import date

from django.conf import settings
from markupsafe import Markup

from articles.public.kept_records import fragment
from articles.public.live import Live, front
from articles.public.newest import newest_columns
from articles.public.pages import html_page
from articles.public.records import item_of
from articles.public.site import entry_path, href, site
from articles.public.templates import macro
from articles.public.types import PageBytes, Record

BEST = 5  # items of the front page with room for a summary; the first is the lead


def item(record: Record) -> Markup:
    """An article in a list, as HTML; the same in all lists."""
    return fragment("item", record, _item)


def _item(record: Record) -> Markup:
    return macro("parts/article_item", "article_item", item_of(record), settings.LANGUAGE_CODE)


def brief(record: Record) -> Markup:
    """An article in a list without its summary, as HTML."""
    return fragment("brief item", record, _brief)


def _brief(record: Record) -> Markup:
    return macro("parts/article_item", "article_item", item_of(record) | {"dek": ""}, settings.LANGUAGE_CODE)


def front_page(live: Live) -> PageBytes:
    """The newest articles, verdicts and corrections; on an empty site a page that says so."""
    name = site()["name"]
    records = front(live)
    items = {"best": [item(one) for one in records[:BEST]], "more": [brief(one) for one in records[BEST:]]}
    return html_page(
        "/",
        "front",
        items | newest_columns(live),
        title=name,
        description=f"{name}: articles whose claims are reviewed by somebody who did not write them.",
        section="front",
    )


def month_page(key: str, records: list[Record], *, slice: dict, total: int) -> PageBytes:
    """A slice of the articles first published in a month, newest first."""
    name = month_name(key)
    part = part_of(slice)
    return html_page(
        slice["path"],
        "month",
        {
            "heading": name,
            "items": [item(record) for record in records],
            "slice": slice,
            "base": href(entry_path("month", key)),
        },
        title=f"Archive: {name}{part}",
        description=f"Articles first published in {name}{part}.",
        section="articles",
    )


def month_name(key: str) -> str:
    """2026-11 in words."""
    return date(int(key[:4]), int(key[5:]), 1).strftime("%B %Y")


def part_of(slice: dict) -> str:
    """What tells an older slice from the list itself, for titles."""
    return f", part {slice['number']}" if slice["number"] else ""


def tag_page(
    slug: str, records: list[Record], *, slice: dict, total: int, claims: list[Markup], shown: dict
) -> PageBytes:
    """A slice of the articles under a tag, and the claims of theirs that carry it. `shown` is how the edition published
    last in the list writes the tag.
    """
    name = shown["name"]
    part = part_of(slice)
    return html_page(
        slice["path"],
        "tag",
        {
            "name": name,
            "items": [item(record) for record in records if slug in {tag["slug"] for tag in record["tags"]}],
            "claims": claims,
            "slice": slice,
            "base": href(entry_path("tag", slug)),
        },
        title=f"{name}{part}",
        description=f"Articles and reviewed claims about {name}{part}.",
        section="tags",
    )
