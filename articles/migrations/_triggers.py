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
