"""What search finds, kept in step with the pages: written in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from articles.models import EditionEntry, SearchRow
from articles.public.asked import search_rows
from articles.public.sql import drop_rows, marks, put_rows, rows
from articles.public.types import Searchable

# Beside SearchRow, by the same keys (migration 0003): one for each kind.
INDEX = {kind: f"articles_searchindex_{kind}" for kind in SearchRow.KINDS}
ROW = ("id", "kind", "key", "digest", "shown", "title", "units", "text")
BATCH = 200
VALUE = {"sqlite": "%s", "postgresql": "array_to_tsvector(%s)"}


def write_search(found: Iterable[Searchable], lost: Iterable[tuple[str, str]]) -> None:
    """Store what is found from now on and forget what is not, inside the caller's transaction.

    What is stored already, word for word, is left alone.
    """
    new = {(one.kind, one.key): one for one in found}
    keys = sorted({*new, *lost})
    stored = {key: row for part in parts(keys) for key, row in stored_rows(part).items()}
    same = {key for key, (_, digest) in stored.items() if key in new and new[key].digest == digest}
    old = [row for key, (row, _) in stored.items() if key not in same]
    for part in parts(old):
        drop_rows("articles_searchrow", "id", part)
    fresh = [one for key, one in new.items() if key not in same]
    if fresh:
        put(fresh)


def parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def stored_rows(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    """What is stored under these keys: key and digest; no digest where the index does not know the row."""
    found = {}
    for kind in SearchRow.KINDS:
        stored = search_rows(kind, [key for one, key in keys if one == kind])
        known = indexed(kind, [pk for _, pk, _ in stored])
        found |= {(kind, key): (pk, digest if pk in known else "") for key, pk, digest in stored}
    return found


def indexed(kind: str, ids: Sequence[int]) -> set[int]:
    """Those of these rows that the index has words of."""
    there = f"SELECT rowid FROM {INDEX[kind]} WHERE rowid IN ({marks(ids)})"  # noqa: S608 - our own names
    return {one for (one,) in rows(there, ids)} if ids else set()


def put(found: Sequence[Searchable]) -> None:
    """New rows and their words."""
    put_rows("articles_searchrow", ROW, ([getattr(one, name) for name in ROW] for one in found))
    plain = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for kind, index in INDEX.items():
            words = [
                (one.id, " ".join(one.words) if plain else list(one.words))
                for one in found
                if one.kind == kind
            ]
            if words:
                value = VALUE[connection.vendor]
                cursor.executemany(f"INSERT INTO {index} (rowid, words) VALUES (%s, {value})", words)  # noqa: S608


def drop_lost() -> None:
    """Forget what no live edition carries, for whoever rebuilds the site; inside a transaction."""
    live = EditionEntry.objects.filter(kind="front").values_list("edition__article_id", flat=True)
    there = {"article": {str(article) for article in live}}
    for kind in ("claim", "source"):
        there[kind] = set(EditionEntry.objects.filter(kind=kind).values_list("key", flat=True))
    stored = SearchRow.objects.values_list("kind", "key", "pk")
    strays = [pk for kind, key, pk in stored if key not in there[kind]]
    for part in parts(strays):
        SearchRow.objects.filter(pk__in=part).delete()
