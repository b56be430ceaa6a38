"""States that many tests start from: built once in each process by the actions, and from then on written again.

A factory marked with `kept` runs for real the first time, and the statements that it wrote are kept. A test that asks for
the same thing at the same point, on a database in which nothing else was written since the test began, gets the same
statements again: the same rows under the same keys, some twenty times faster. So a state still is one that only the
actions made. SQLite tells how many rows were ever changed, which is how "nothing else" is known; on PostgreSQL, whose
keys go on counting when a test is taken back, every state is built for real, as in each test that patches code.
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


_kept: dict[tuple[Any, ...], tuple[list[Statement], Any]] = {}


def begin(patches: pytest.MonkeyPatch) -> None:
    """At the start of each test."""
    _Test.built, _Test.changes, _Test.patches = (), _changes(), patches


def _changes() -> int:
    """How many rows this connection ever changed; undone changes count too."""
    known = connection.vendor == "sqlite" and connection.connection is not None
    return connection.connection.total_changes if known else 0


def _untouched() -> bool:
    """Whether the test has changed nothing but by what it built, and runs on the code as it is."""
    patches = _Test.patches
    plain = patches is not None and not patches._setattr and not patches._setitem
    return plain and connection.vendor == "sqlite" and _Test.changes == _changes()


def kept(read: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For a factory that returns the key of what it made; `read` gives the thing as it is in the database then."""

    def wrap(factory: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(factory)
        def make(*args: Any, **kwargs: Any) -> Any:
            if not _untouched():
                return read(factory(*args, **kwargs))
            built = (*_Test.built, (factory, _known(args), _known(kwargs), _overrides()))
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
    return key


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
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
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
