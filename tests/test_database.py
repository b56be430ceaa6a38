"""How the database is set up: the connection, and the triggers that stand in it."""

from importlib import import_module

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles no query")
def test_postgresql_compiles_no_query():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


# A row of these is never changed once it is written.
FROZEN = ("revision", "review", "snapshot", "edition", "correction", "event", "rule")
ROUNDS = import_module("articles.migrations.0010_round_guards")
SCALES = import_module("articles.migrations.0014_scales_drafts")
OBJECTIONS = import_module("articles.migrations.0016_objections")
GUARDED = [
    named.name_of(table, name)
    for named, guards in ((ROUNDS, ROUNDS.GUARDS), (SCALES, SCALES.GUARDS), (ROUNDS, OBJECTIONS.GUARDS))
    for table, name, *_ in guards
]
GUARDS = set(GUARDED)
TRIGGERS = {
    "sqlite": {
        f"articles_{name}_frozen_{event}" for name in FROZEN for event in ("insert", "update", "delete")
    }
    | {"articles_review_near", "articles_review_stale"}
    | {ROUNDS.name_of(table, "again") for table in ROUNDS.KEYS}
    | {"articles_searchindex_follows"}
    | GUARDS,
    "postgresql": {f"articles_{name}_frozen" for name in FROZEN}
    | {"articles_review_check", "articles_searchindex_follows", "articles_searchindex_emptied"}
    | GUARDS,
}
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_no_migration_has_lost_a_trigger():
    """One that changes a table without `keeping_triggers` would, on SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        assert TRIGGERS[connection.vendor] - {name for (name,) in cursor.fetchall()} == set()
    assert len(GUARDS) == len(GUARDED)
