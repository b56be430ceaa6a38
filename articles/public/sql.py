"""SQL by hand, for SQLite and PostgreSQL: rows read, rows put, and the values that the two know otherwise."""

import json
from collections.abc import Callable, Iterable, Sequence, Sized
from datetime import UTC, datetime
from typing import Any

from django.db import connection


def rows(sql: str, values: Sequence[Any] = ()) -> list[tuple]:
    """All rows of a statement. Points in time among `values` go through `point`, those in the rows through `utc`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def put_rows(
    table: str, names: Sequence[str], found: Iterable[Sequence[Any]], *, keys: Sequence[str] = ()
) -> None:
    """Insert rows, in place of those that are the same in `keys`, which are unique together. Points in time and JSON
    among the values are made into what the database takes.
    """
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)})"
    if keys:
        others = ", ".join(f"{name} = EXCLUDED.{name}" for name in names if name not in keys)
        sql += f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {others}"
    adapt = connection.ops.adapt_datetimefield_value  # looked up once: it takes as long as what it does
    values = [[plain(value, adapt) for value in row] for row in found]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


def drop_rows(table: str, name: str, values: Sequence[Any]) -> None:
    """Delete the rows that have one of these values."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {name} IN ({marks(values)})", values)


def plain(value: Any, adapt: Callable[[datetime], Any]) -> Any:
    kind = type(value)
    if kind is datetime:
        return adapt(value)
    return json.dumps(value) if kind is dict else value


def marks(values: Sized) -> str:
    """As many placeholders as there are values."""
    return ", ".join(["%s"] * len(values))


def point(at: datetime) -> Any:
    """A point in time as the database compares it."""
    return connection.ops.adapt_datetimefield_value(at)


def utc(value: Any) -> Any:
    """A point in time as the ORM gives it: SQLite gives one without a zone, or a text where it is a result."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
