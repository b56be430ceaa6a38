"""Changing tables that triggers stand on, or speak of.

SQLite changes most of a table by making a new one in its place. The triggers on the old one are gone then, without
a word, and a trigger on another table that names it stops the change. PostgreSQL keeps them all by itself.
"""

from collections.abc import Iterable

from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation


def keeping_triggers(operations: Iterable[Operation]) -> list[Operation]:
    """The operations of a migration, with all triggers set aside before and put back after them."""
    return [RunPython(_set_aside, _put_back), *operations, RunPython(_put_back, _set_aside)]


Guard = tuple[str, str, str, str, str]


def guarding(guards: Iterable[Guard]) -> RunPython:
    """Refuses rows: for each (table, name, event, condition, words) what is true of a row that is about to be written.

    The condition is SQL that both databases read; the table is named without the application's name.
    """
    guards = list(guards)

    def install(apps, schema_editor):
        make = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[schema_editor.connection.vendor]
        for guard in guards:
            for statement in make(*guard):
                schema_editor.execute(statement, params=None)

    def remove(apps, schema_editor):
        for table, name, *_ in guards:
            guard = f"articles_{table}_guard_{name}"
            words = f"FUNCTION {guard}() CASCADE" if schema_editor.connection.vendor == "postgresql" else f"TRIGGER {guard}"
            schema_editor.execute(f"DROP {words}", params=None)

    return RunPython(install, remove)


def _for_sqlite(table, name, event, condition, words):
    yield (
        f"CREATE TRIGGER articles_{table}_guard_{name} BEFORE {event} ON articles_{table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _for_postgresql(table, name, event, condition, words):
    guard = f"articles_{table}_guard_{name}"
    yield (
        f"CREATE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    yield f"CREATE TRIGGER {guard} BEFORE {event} ON articles_{table} FOR EACH ROW EXECUTE FUNCTION {guard}()"


def _set_aside(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        # On the editor: one migration, one editor.
        schema_editor.triggers = cursor.fetchall()
    for name, _ in schema_editor.triggers:
        schema_editor.execute(f'DROP TRIGGER "{name}"')


def _put_back(apps, schema_editor):
    for _, statement in getattr(schema_editor, "triggers", ()):
        schema_editor.execute(statement, params=None)
