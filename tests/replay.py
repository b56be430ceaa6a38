"""States that many tests start from: built once in each process by the actions, and from then on written again.

A factory marked with `kept` runs for real the first time, and the statements that it wrote are kept. A test that asks for
the same thing at the same point, on a database in which nothing else was written since the test began, gets the same
statements again: the same rows under the same keys, some twenty times faster. So a state still is one that only the
actions made. In a test that patches code every state is built for real; what the fixture `web` puts in place of other
servers is told apart instead (`also`).

That nothing else was written SQLite tells by the number of rows ever changed; on PostgreSQL the statements that may
write are counted. PostgreSQL's keys go on counting when a test is taken back, so they are set first to where they stood.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import Model

Statement = tuple[str, Any, bool]


class _Test:
    """What the running test has built so far, how many rows had been changed then, and what it patches."""

    built: tuple[Any, ...] = ()
    changes = 0
    patches: pytest.MonkeyPatch | None = None
    others: tuple[Callable[[], Any], ...] = ()


_kept: dict[tuple[Any, ...], tuple[list[Statement], Any]] = {}
# PostgreSQL only: where the keys stood after what was built, as the statement that sets them so.
_keys: dict[tuple[Any, ...], str] = {}
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")


class _Counter:
    """Counts the statements of the connection that may write; those taken back count too."""

    written = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith(READING):
            self.written += 1
        return execute(sql, params, many, context)


_counter = _Counter()


def begin(patches: pytest.MonkeyPatch) -> None:
    """At the start of each test."""
    if connection.vendor == "postgresql" and _counter not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _counter)
    _Test.built, _Test.changes, _Test.patches, _Test.others = (), _changes(), patches, ()


def also(known: Callable[[], Any]) -> None:
    """For a fixture that changes what actions do: `known` gives what states have to be told apart by besides."""
    _Test.others += (known,)


def _changes() -> int:
    """How often this connection ever changed something; undone changes count too."""
    if connection.vendor == "postgresql":
        return _counter.written
    return connection.connection.total_changes if connection.connection is not None else 0


def _untouched() -> bool:
    """Whether the test has changed nothing but by what it built, and runs on the code as it is."""
    patches = _Test.patches
    plain = patches is not None and not patches._setattr and not patches._setitem
    return plain and _Test.changes == _changes()


def kept(read: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For a factory that returns the key of what it made; `read` gives the thing as it is in the database then."""

    def wrap(factory: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(factory)
        def make(*args: Any, **kwargs: Any) -> Any:
            if not _untouched():
                return read(factory(*args, **kwargs))
            others = tuple(known() for known in _Test.others)
            built = (*_Test.built, (factory, _known(args), _known(kwargs), _overrides(), others))
            _set_keys()
            found = _kept.get(built)
            if found is None:
                key = _record(built, factory, args, kwargs)
            else:
                statements, key = found
                _write(statements)
            _Test.built, _Test.changes = built, _changes()
            return read(key)

        return make

    return wrap


def _record(built: tuple[Any, ...], factory: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Builds it for real and keeps the statements, unless one of them failed and was taken back."""
    statements: list[Statement] = []
    with connection.execute_wrapper(_recorder(statements)):
        key = factory(*args, **kwargs)
    if not any(sql.startswith("ROLLBACK") for sql, _, _ in statements):
        _kept[built] = statements, key
        _note_keys(built)
    return key


def _set_keys() -> None:
    """PostgreSQL goes on from the keys that what was built so far ended with, whatever was taken back since."""
    if connection.vendor != "postgresql":
        return
    if _Test.built not in _keys:
        _note_keys(_Test.built)
    with connection.cursor() as cursor:
        cursor.execute(_keys[_Test.built])


def _note_keys(built: tuple[Any, ...]) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value, start_value FROM pg_sequences WHERE schemaname = current_schema()"
        )
        places = [
            f"setval('{name}', {start if last is None else last}, {last is not None})"
            for name, last, start in cursor.fetchall()
        ]
    _keys[built] = f"SELECT {', '.join(places)}"


def _known(value: Any) -> Any:
    """A value to know an argument by."""
    if isinstance(value, Model):
        return value._meta.label, value.pk
    if isinstance(value, dict):
        return tuple((name, _known(one)) for name, one in sorted(value.items()))
    return tuple(map(_known, value)) if isinstance(value, list | tuple) else value


def _overrides() -> tuple[Any, ...]:
    """The settings that are not as the file has them, by their representation."""
    found: dict[str, str] = {}
    holder = settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        found = {name: repr(value) for name, value in vars(holder).items() if name.isupper()} | found
        holder = holder.default_settings
    return tuple(sorted(found.items()))


def _recorder(statements: list[Statement]) -> Callable[..., Any]:
    def run(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        params = list(params) if many else params  # rows may be made while they are written
        if not sql.lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            statements.append((sql, params, many))
        return execute(sql, params, many, context)

    return run


def _write(statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params, many in statements:
            (cursor.executemany if many else cursor.execute)(sql, params)


@contextmanager
def as_before() -> Iterator[None]:
    """Around a block whose changes are all taken back at its end: what was built before it counts again after it."""
    untouched, built = _untouched(), _Test.built
    yield
    if untouched:
        _Test.built, _Test.changes = built, _changes()
