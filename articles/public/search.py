"""Look up what is public: a query in, results of one kind out, the same ones in the same order on both databases.

First what has the words in its title, then the rest; within each the newest first. The index alone says what
matches; both databases hold the same words and are asked for the same ones. Only a phrase of three units or more
is also compared with the text of the rows that have all its pairs.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from articles.models import SearchRow
from articles.public.search_index import INDEX
from articles.public.searchable import IN_TITLE
from articles.text.search_query import Query
from articles.text.search_words import Units, asked_for, row_of

ON_PAGE = 20
MOST_COUNTED = 1000  # results of one kind are counted up to here
NEWEST = 2**63 - 1
TITLE, TEXT = 1, 2  # where the words stand: the tiers of the results

Place = tuple[int, int]  # tier and key of the last result that was shown
START: Place = (TITLE, NEWEST)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results of one kind. `counts` are those of each kind, MOST_COUNTED + 1 where there are more."""

    rows: tuple[SearchRow, ...]
    counts: dict[str, int]
    older: Place | None  # where the next page begins, None at the end


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of the index that a row has and has not, and rows of units that stand in it or do not."""

    has: tuple[str, ...]
    lacks: tuple[tuple[str, ...], ...]  # none of these groups as a whole
    holds: tuple[str, ...]
    holds_not: tuple[str, ...]


def search(query: Query, kind: str, *, after: Place = START) -> Results:
    """The results of a query that asks for something. Reads only; four queries at most, and two of settings.

    `kind` is one of SearchRow.KINDS, `after` the `older` of the page before.
    """
    found: list[Place] = []
    with reading():
        for tier in (TITLE, TEXT) if query.phrases else (TEXT,):
            if tier >= after[0] and len(found) <= ON_PAGE:
                below = after[1] if tier == after[0] else NEWEST
                room = ON_PAGE + 1 - len(found)
                found += [(tier, key) for key in newest(kind, condition_of(query, tier), below, room)]
        counts = counted(condition_of(query))
        rows = SearchRow.objects.in_bulk([key for _, key in found[:ON_PAGE]])
    shown = tuple(rows[key] for _, key in found[:ON_PAGE] if key in rows)
    return Results(shown, counts, found[ON_PAGE - 1] if len(found) > ON_PAGE else None)


def condition_of(query: Query, tier: int = 0) -> Condition:
    """What rows have to meet; with a tier only those that have the words in the title, or do not."""
    words = [word for phrase in query.phrases for word in asked_for(phrase)]
    titled = tuple(IN_TITLE + word for word in words)
    lacks = [(word,) for word in query.not_filters]
    lacks += [tuple(asked_for(phrase)) for phrase in query.without if len(phrase) <= 2]
    if tier == TEXT and titled:
        lacks.append(titled)
    has = (*(titled if tier == TITLE else words), *query.filters)
    return Condition(
        tuple(dict.fromkeys(has)), tuple(lacks), long_ones(query.phrases), long_ones(query.without)
    )


def long_ones(phrases: Iterable[Units]) -> tuple[str, ...]:
    """Those phrases that their pairs alone do not tell, as they stand in a row of units."""
    return tuple(row_of(phrase) for phrase in phrases if len(phrase) > 2)


# OFFSET 0: else PostgreSQL might go through all rows by their key and read the words of each. What it finds is not
# written down first, as a materialised WITH would: that took half of the time for a common word.
NEWEST_SQL = {
    "sqlite": "SELECT i.rowid FROM {} AND i.rowid < %s ORDER BY i.rowid DESC LIMIT %s",
    "postgresql": "SELECT id FROM (SELECT i.rowid AS id FROM {} OFFSET 0) AS hits "
    "WHERE id < %s ORDER BY id DESC LIMIT %s",
}
COUNTED_SQL = "(SELECT count(*) FROM (SELECT 1 FROM {} LIMIT %s) AS few)"


def newest(kind: str, condition: Condition, below: int, limit: int) -> list[int]:
    """The keys of the newest rows under `below` that meet the condition."""
    where, values = condition_sql(kind, condition)
    sql = NEWEST_SQL[connection.vendor].format(where)
    return [key for (key,) in asked(sql, [*values, below, limit])]


def counted(condition: Condition) -> dict[str, int]:
    """How many rows of each kind meet the condition, counted up to one more than MOST_COUNTED."""
    parts, values = [], []
    for kind in SearchRow.KINDS:
        where, own = condition_sql(kind, condition)
        parts.append(COUNTED_SQL.format(where))
        values += [*own, MOST_COUNTED + 1]
    return dict(zip(SearchRow.KINDS, asked("SELECT " + ", ".join(parts), values)[0], strict=True))


def condition_sql(kind: str, condition: Condition) -> tuple[str, list]:
    """What comes after FROM, with its values. `i` is the index, `r` the rows where their units are needed."""
    index, plain = INDEX[kind], connection.vendor == "sqlite"
    match = f"i.{index} MATCH %s" if plain else "i.words @@ %s::tsquery"
    values = [(fts5 if plain else tsquery)(condition)]
    texts = [(row, "> 0") for row in condition.holds] + [(row, "= 0") for row in condition.holds_not]
    if not texts:
        return f"{index} i WHERE {match}", values
    place = "instr(r.units, %s)" if plain else "strpos(r.units, %s)"
    # A cross join keeps SQLite from going through the rows first.
    joined = "".join(f" AND {place} {sign}" for _, sign in texts)
    return (
        f"{index} i CROSS JOIN articles_searchrow r WHERE {match} AND r.id = i.rowid{joined}",
        values + [row for row, _ in texts],
    )


def fts5(condition: Condition) -> str:
    """For SQLite. Words hold letters, digits and the index's own signs only: nothing can end a quotation."""
    wanted = " AND ".join(f'"{word}"' for word in condition.has)
    for group in condition.lacks:
        unwanted = " AND ".join(f'"{word}"' for word in group)
        wanted = f"({wanted}) NOT ({unwanted})"
    return wanted


def tsquery(condition: Condition) -> str:
    """For PostgreSQL."""
    parts = [f"'{word}'" for word in condition.has]
    for group in condition.lacks:
        unwanted = " & ".join(f"'{word}'" for word in group)
        parts.append(f"!({unwanted})")
    return " & ".join(parts)


@contextmanager
def reading() -> Iterator[None]:
    """Around the queries of one search. PostgreSQL takes the index, whatever it estimates: reading the words of
    all rows one by one takes seconds.
    """
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def asked(sql: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
