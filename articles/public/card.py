"""The picture of an article that other sites show beside a link to it: its page, and what other pages say of it."""

import hashlib
import json

from articles.public.records import counts_of
from articles.public.site import absolute, card_path, site
from articles.public.types import PageBytes, Record
from articles.public.write import finish_bytes

WIDTH, HEIGHT = 1200, 630
DRAWING = 1  # counts up when the drawing changes, so that other sites fetch pictures anew


def card(record: Record) -> PageBytes:
    """The picture of a live edition. It is compressed already, so no other form of it is stored."""
    from articles.public.card_drawn import (
        drawn,  # 5 MB with Pillow, which only a process that publishes needs
    )

    name, headline, counts = face(record)
    body = drawn(name, headline, counts)
    return finish_bytes(card_path(record["slug"]), body, content_type="image/png")


def new_card(record: Record, before: Record | None) -> list[PageBytes]:
    """The picture, if it shows something else than that of the record `before`, which was live until now."""
    same = before is not None and before["slug"] == record["slug"] and face(before) == face(record)
    return [] if same else [card(record)]


def face(record: Record) -> tuple[str, str, tuple[tuple[str, str, int], ...]]:
    """All that the picture of an edition shows: two editions of the same face have the same picture."""
    counts = tuple(
        (count["verdict"], count["label"], count["number"]) for count in counts_of(record["claims"])
    )
    return site()["name"], record["headline"], counts


def card_meta(record: Record) -> dict:
    """What a page says of its picture. Its address changes with its face: other sites keep pictures for long."""
    shown = face(record)
    digest = hashlib.sha256(json.dumps([DRAWING, shown]).encode()).hexdigest()[:8]
    told = ", ".join(f"{number} {label}" for _, label, number in shown[2])
    return {
        "url": f"{absolute(card_path(record['slug']))}?v={digest}",
        "width": WIDTH,
        "height": HEIGHT,
        "alt": f"{shown[1]}{f' Claims: {told}.' if told else ''}",
    }
