"""The values that the public site is rendered from and to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

Record = dict  # Edition.record, version 1: all that a reader may see of one edition
Key = tuple[str, str]  # of a list: kind and key of an EditionEntry


@dataclass(frozen=True, slots=True)
class Retraction:
    """A source that was retracted; `verdicts` are (claim id, round) of those that rest on it."""

    slug: str
    at: str  # as the times of a record
    reason: str
    verdicts: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Answered:
    """An objection of a reader with its answer: the fields of an AnsweredObjection."""

    number: int
    claim: int
    outcome: str
    reason: str
    link: str
    answer: str
    received_at: datetime
    answered_at: datetime


OBJECTION_FIELDS = tuple(one.name for one in fields(Answered))


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What happens to one article on the public site.

    `gone` is `{"status": 410, "kind": "retraction" | "unpublished", "note": str, "at": iso}` and set exactly
    when `record` is None. `editions` are the records of all the article's editions, oldest first, with the
    new one. `moved_from` are earlier slugs of the article; those of its editions are known anyway.
    `proofs` are those of the editions, by number, as far as they have one.
    `merged_tags` maps the slugs of tags that were merged away to those of the tags they went into.
    """

    article: int
    record: Record | None
    before: Record | None = None
    gone: dict | None = None
    editions: tuple[Record, ...] = ()
    moved_from: tuple[str, ...] = ()
    merged_tags: dict[str, str] = field(default_factory=dict)
    proofs: dict[int, dict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageBytes:
    """One public URL, finished. `path` is decoded, `location` is encoded and only set with status 301."""

    path: str
    body: bytes
    gzip: bytes = b""
    brotli: bytes = b""
    etag: str = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str = ""


PAGE_FIELDS = tuple(one.name for one in fields(PageBytes))


def page_of_row(row: Iterable[Any]) -> PageBytes:
    """A stored page from the values of PAGE_FIELDS; PostgreSQL gives its bytes as views."""
    return PageBytes(*(bytes(value) if isinstance(value, memoryview) else value for value in row))


@dataclass(frozen=True, slots=True)
class Searchable:
    """What search knows of one article, claim or source: as SearchRow, and the words of its index."""

    id: int
    kind: str
    key: str
    digest: str
    shown: dict
    title: str
    units: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the indexes know of one list: as Listing."""

    kind: str
    key: str
    count: int
    since: datetime
    until: datetime
    at: datetime
    shown: dict


LISTED_FIELDS = tuple(one.name for one in fields(Listed))


@dataclass(frozen=True, slots=True)
class Rendered:
    """Pages to write and paths to delete; what search has to know, and (kind, key) of what it has to forget; the
    same for the indexes.
    """

    put: tuple[PageBytes, ...] = ()
    drop: tuple[str, ...] = field(default=())
    found: tuple[Searchable, ...] = ()
    lost: tuple[Key, ...] = ()
    listed: tuple[Listed, ...] = ()
    unlisted: tuple[Key, ...] = ()

    def __add__(self, other: "Rendered") -> "Rendered":
        return Rendered(*(getattr(self, name) + getattr(other, name) for name in RENDERED_FIELDS))


RENDERED_FIELDS = tuple(one.name for one in fields(Rendered))
