"""How the database is set up: the connection, and the triggers that stand in it."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython

from articles.migrations._triggers import keeping_triggers

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles no query")
def test_postgresql_compiles_no_query():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


# A row of these is never changed once it is written.
FROZEN = ("revision", "review", "snapshot", "edition", "correction", "event", "rule")
# Of these another row with the same key does not take the place of one.
KEYED = ("revision", "event", "rule")
# What else is refused, by table.
GUARDED = {
    "review": "again turn scale",
    "review_evidence": "turn update delete",
    "citation": "rested",
    "claim": "replaced identity content decided disputed closed opened",
    "appearance": "join_insert join_update",
    "article": "replaced identity text submitter",
    "edition": "again text submitter near",
    "match": "insert identity decided content joined kept",
    "ratingscale": "frozen kept again",
    "reviewdraft": "judged_insert judged_update",
    "objection": "new words answered near delete",
    "answeredobjection": "new update delete",
}
GUARDS = {f"articles_{table}_guard_{name}" for table, names in GUARDED.items() for name in names.split()}
TRIGGERS = {
    "sqlite": {
        f"articles_{name}_frozen_{event}" for name in FROZEN for event in ("insert", "update", "delete")
    }
    | {"articles_review_near", "articles_review_stale"}
    | {f"articles_{name}_guard_again" for name in KEYED}
    | {f"articles_token_kept_{event}" for event in ("insert", "update", "delete")}
    | {"articles_searchindex_follows"}
    | GUARDS,
    "postgresql": {f"articles_{name}_frozen" for name in FROZEN}
    | {"articles_review_check", "articles_token_kept"}
    | {"articles_searchindex_follows", "articles_searchindex_emptied"}
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
        assert {name for (name,) in cursor.fetchall()} == TRIGGERS[connection.vendor]


def test_models_are_those_of_the_migrations(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps them by itself")
def test_triggers_are_set_aside_and_put_back():
    before, between = triggers(), []
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=lambda sql, params=None: cursor.execute(sql))
        aside, look, back = keeping_triggers([RunPython(lambda apps, editor: between.append(triggers()))])
        for step in (aside, look, back):
            step.code(None, editor)
    assert (between, triggers()) == ([{}], before)
    assert before.keys() == TRIGGERS["sqlite"]


def triggers() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())
