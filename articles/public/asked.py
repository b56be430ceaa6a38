"""What a publication asks the database, in SQL that SQLite and PostgreSQL both understand.

By hand, because a publication asks some thirty times: building those statements by the ORM took a third of its
processor time, answering them takes a twentieth. What is asked seldom is asked by the ORM, where it is needed.
`but` is the edition whose entries do not count, 0 for none.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from articles.public.sql import marks, point, rows, utc
from articles.public.types import LISTED_FIELDS, OBJECTION_FIELDS, Key, Listed

LAST_FIRST = "ORDER BY first_published_at DESC, edition_id DESC"


# -- entries


def live_edition(article: int) -> int:
    """The edition of an article that is live, 0 if none is."""
    found = rows(
        "SELECT e.id FROM articles_edition e JOIN articles_editionentry n ON n.edition_id = e.id AND n.kind = 'front'"
        " WHERE e.article_id = %s",
        (article,),
    )
    return found[0][0] if found else 0


def editions_in(key: Key, *, but: int, limit: int, skip: int = 0) -> list[int]:
    """The editions that stand in a list, the newest first, without the first `skip` of them."""
    found = rows(
        "SELECT edition_id FROM articles_editionentry WHERE kind = %s AND key = %s AND edition_id <> %s"
        f" {LAST_FIRST} LIMIT %s OFFSET %s",
        (*key, but, limit, skip),
    )
    return [edition for (edition,) in found]


def editions_by_key(kind: str, keys: Sequence[str], *, but: int) -> list[tuple[str, int]]:
    """(key, edition) of all that stand in these lists of one kind, the newest first."""
    return rows(
        "SELECT key, edition_id FROM articles_editionentry"
        f" WHERE kind = %s AND key IN ({marks(keys)}) AND edition_id <> %s {LAST_FIRST}",
        (kind, *keys, but),
    )


def extents(kind: str, keys: Sequence[str], *, but: int) -> list[tuple[str, int, datetime, datetime]]:
    """(key, how many editions, when the first and the last of them was first published) of lists that have any."""
    found = rows(
        "SELECT key, COUNT(*), MIN(first_published_at), MAX(first_published_at) FROM articles_editionentry"
        f" WHERE kind = %s AND key IN ({marks(keys)}) AND edition_id <> %s GROUP BY key",
        (kind, *keys, but),
    )
    return [(key, number, utc(since), utc(until)) for key, number, since, until in found]


def newer_than(key: Key, first: datetime, *, but: int) -> tuple[int, int]:
    """How many editions in a list were first published later, and how many at the very same time."""
    found = rows(
        "SELECT first_published_at > %s, COUNT(*) FROM articles_editionentry"
        " WHERE kind = %s AND key = %s AND edition_id <> %s AND first_published_at >= %s GROUP BY 1",
        (point(first), *key, but, point(first)),
    )
    counts = {bool(newer): number for newer, number in found}
    return counts.get(True, 0), counts.get(False, 0)


def newest_in(kind: str, keys: Sequence[str], *, but: int) -> list[tuple[str, int]]:
    """(key, the edition published last) of each of these lists that has any."""
    return rows(
        "SELECT key, MAX(edition_id) FROM articles_editionentry"
        f" WHERE kind = %s AND key IN ({marks(keys)}) AND edition_id <> %s GROUP BY key",
        (kind, *keys, but),
    )


def published_last(*, but: int, limit: int) -> list[int]:
    """The live editions that were published last, the last first."""
    found = rows(
        "SELECT id FROM articles_edition e WHERE id <> %s AND EXISTS"
        " (SELECT 1 FROM articles_editionentry n WHERE n.edition_id = e.id AND n.kind = 'front')"
        " ORDER BY published_at DESC, id DESC LIMIT %s",
        (but, limit),
    )
    return [edition for (edition,) in found]


def carriers_of(claims: Sequence[str], *, article: int | None) -> list[tuple[int, str]]:
    """(article, claim) wherever one of these claims stands in a live edition of another article."""
    return rows(
        "SELECT e.article_id, n.key FROM articles_editionentry n JOIN articles_edition e ON e.id = n.edition_id"
        f" WHERE n.kind = 'claim' AND n.key IN ({marks(claims)}) AND e.article_id <> %s",
        (*claims, article or 0),
    )


# -- records


def digests_of(editions: Sequence[int]) -> dict[int, str]:
    """{edition: digest of its record}"""
    sql = f"SELECT id, digest FROM articles_edition WHERE id IN ({marks(editions)})"
    return dict(rows(sql, editions))


def read_records(editions: Sequence[int]) -> dict[str, dict]:
    """{digest: record} of these editions."""
    sql = f"SELECT digest, record FROM articles_edition WHERE id IN ({marks(editions)})"
    return {digest: json.loads(record) for digest, record in rows(sql, editions)}


# -- listings

LISTING = f"SELECT {', '.join(LISTED_FIELDS)} FROM articles_listing"


def listings(where: str, values: Sequence[Any]) -> list[Listed]:
    """The Listings of a condition, or more that follows FROM."""
    return [
        Listed(kind, key, count, utc(since), utc(until), utc(at), json.loads(shown))
        for kind, key, count, since, until, at, shown in rows(f"{LISTING} {where}", values)
    ]


def listings_of(names: Mapping[str, Sequence[str]]) -> list[Listed]:
    """Those of these keys, by kind."""
    parts = [f"(kind = %s AND key IN ({marks(keys)}))" for keys in names.values()]
    values = [value for kind, keys in names.items() for value in (kind, *keys)]
    return listings(f"WHERE {' OR '.join(parts)}", values) if parts else []


def listings_by_count(kind: str, but: Sequence[str], limit: int | None) -> list[Listed]:
    """The Listings of a kind that most articles stand in, without the keys `but`, all or at most `limit`."""
    where, values = others(kind, but)
    most = "" if limit is None else f" LIMIT {int(limit)}"
    return listings(f"{where} ORDER BY count DESC, key{most}", values)


def others(kind: str, but: Sequence[str]) -> tuple[str, tuple]:
    """The condition for the Listings of a kind without the keys `but`, and its values."""
    without = f" AND key NOT IN ({marks(but)})" if but else ""
    return f"WHERE kind = %s{without}", (kind, *but)


def number_of_listings(kind: str) -> int:
    return rows("SELECT COUNT(*) FROM articles_listing WHERE kind = %s", (kind,))[0][0]


def last_arrival(kind: str, but: Sequence[str]) -> datetime | None:
    """When the list of a kind that came last came, without the keys `but`."""
    where, values = others(kind, but)
    found = rows(f"SELECT since FROM articles_listing {where} ORDER BY since DESC, key DESC LIMIT 1", values)
    return utc(found[0][0]) if found else None


def arrived_after(kind: str, but: Sequence[str], since: datetime, key: str) -> int:
    """How many lists of a kind came after this place, without the keys `but`."""
    where, values = others(kind, but)
    later = f"SELECT COUNT(*) FROM articles_listing {where} AND (since > %s OR (since = %s AND key > %s))"
    return rows(later, (*values, point(since), point(since), key))[0][0]


def arrivals(kind: str, but: Sequence[str], *, skip: int, limit: int) -> list[tuple[str, dict]]:
    """(key, what is shown) of the lists of a kind, the last that came first: without `but`, then without `skip`."""
    found = _arrivals("key, shown", kind, but, skip, limit)
    return [(key, json.loads(shown)) for key, shown in found]


def arrived_keys(kind: str, but: Sequence[str], *, skip: int, limit: int) -> list[str]:
    """Their keys alone."""
    return [key for (key,) in _arrivals("key", kind, but, skip, limit)]


def _arrivals(names: str, kind: str, but: Sequence[str], skip: int, limit: int) -> list[tuple]:
    where, values = others(kind, but)
    newest = f"SELECT {names} FROM articles_listing {where} ORDER BY since DESC, key DESC LIMIT %s OFFSET %s"
    return rows(newest, (*values, limit, skip))


# -- what is laid over records


def retracted_sources() -> list[tuple[str, datetime, str, list]]:
    """(slug, when, why, verdicts that rest on it) of each SourceRetraction, the oldest first."""
    found = rows("SELECT slug, at, reason, verdicts FROM articles_sourceretraction ORDER BY at, id")
    return [(slug, utc(at), reason, json.loads(verdicts)) for slug, at, reason, verdicts in found]


def objections_to(claims: Sequence[str]) -> list[dict]:
    """The AnsweredObjections to these claims."""
    found = rows(
        f"SELECT {', '.join(OBJECTION_FIELDS)} FROM articles_answeredobjection WHERE claim IN ({marks(claims)})",
        [int(claim) for claim in claims],
    )
    return [
        dict(zip(OBJECTION_FIELDS, row, strict=True))
        | {"received_at": utc(row[-2]), "answered_at": utc(row[-1])}
        for row in found
    ]


# -- pages


def stored_marks(paths: Sequence[str]) -> list[tuple]:
    """(path, ETag, status, type, location) of these pages, as far as they are stored."""
    return rows(
        "SELECT path, etag, status, content_type, location FROM articles_page"
        f" WHERE path IN ({marks(paths)})",
        paths,
    )


# -- search


def search_rows(kind: str, keys: Sequence[str]) -> list[tuple[str, int, str]]:
    """(key, id, digest) of what search knows of these things of one kind."""
    found = f"SELECT key, id, digest FROM articles_searchrow WHERE kind = %s AND key IN ({marks(keys)})"
    return rows(found, (kind, *keys)) if keys else []
