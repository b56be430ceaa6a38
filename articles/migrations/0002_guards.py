"""Triggers for what must never be false and no constraint can say.

Rows that are frozen once they are written, tokens, who may review what; and all that stands in `_guards.py`.
"""

from django.db import migrations

from articles.migrations._guards import GUARDS
from articles.migrations._triggers import guarding

# A row of these never changes: the words of the refusal.
FROZEN = {name: f"a {name} never changes" for name in ("revision", "review", "snapshot", "edition", "correction", "event")}
FROZEN["rule"] = "a version of a rule never changes"
# INSERT OR REPLACE takes away the row that has the same key, on a connection without recursive triggers unseen.
KEYS = {"revision": ("article_id", "number"), "event": ("number",), "rule": ("name", "version")}

# What of a token stays.
TOKEN = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in ("id", "person_id", "name", "digest", "last_four", "created_at", "expires_at")
)
REVIVED = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
TOKEN_WORDS = "a token stays what it was made as, and one that was revoked stays so"

# Who is too near to a claim: its writer, and whoever imported or last edited an article where it stands now.
INVOLVED = """
    SELECT 1 FROM articles_claim c WHERE c.id = NEW.claim_id AND c.written_by_id = NEW.reviewer_id
    UNION ALL
    SELECT 1 FROM articles_appearance p
      JOIN articles_article a ON a.revision_id = p.revision_id
      JOIN articles_revision r ON r.id = a.revision_id
     WHERE p.claim_id = NEW.claim_id
       AND (a.imported_by_id = NEW.reviewer_id OR r.created_by_id = NEW.reviewer_id)
"""
NEAR = "a claim is reviewed by somebody who did not write, import or last edit it"
STALE = "a review counts for the content and round that the claim has"
OTHER_CONTENT = """
    SELECT 1 FROM articles_claim c
     WHERE c.id = NEW.claim_id AND (c.digest <> NEW.claim_digest OR c.round <> NEW.round)
"""


def sqlite():
    for name, words in FROZEN.items():
        table = f"articles_{name}"
        for event, when in (
            ("UPDATE", ""),
            ("DELETE", ""),
            # INSERT OR REPLACE would go around the other two.
            ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
        ):
            yield _refusing(f"{table}_frozen_{event.lower()}", event, table, when, words)
    for table, fields in KEYS.items():
        same = " AND ".join(f"{field} = NEW.{field}" for field in fields)
        when = f"WHEN EXISTS (SELECT 1 FROM articles_{table} WHERE {same})"
        name = f"articles_{table}_guard_again"
        yield _refusing(name, "INSERT", f"articles_{table}", when, f"a {table} never changes")
    for name, query, words in (("near", INVOLVED, NEAR), ("stale", OTHER_CONTENT, STALE)):
        when = f"WHEN EXISTS ({query})"
        yield _refusing(f"articles_review_{name}", "INSERT", "articles_review", when, words)
    for event, when in (
        ("UPDATE", f"WHEN {TOKEN} OR ({REVIVED})"),
        ("DELETE", ""),
        ("INSERT", "WHEN EXISTS (SELECT 1 FROM articles_token WHERE id = NEW.id OR digest = NEW.digest)"),
    ):
        yield _refusing(f"articles_token_kept_{event.lower()}", event, "articles_token", when, TOKEN_WORDS)


def _refusing(name, event, table, when, words):
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def postgresql():
    raising = "RAISE EXCEPTION '%s' USING ERRCODE = 'integrity_constraint_violation';"
    for name, words in FROZEN.items():
        yield from _checking(f"articles_{name}_frozen", "UPDATE OR DELETE", name, raising % words)
    yield from _checking(
        "articles_review_check",
        "INSERT",
        "review",
        f"IF EXISTS ({INVOLVED}) THEN {raising % NEAR} END IF; "
        f"IF EXISTS ({OTHER_CONTENT}) THEN {raising % STALE} END IF; RETURN NEW;",
    )
    yield from _checking(
        "articles_token_kept",
        "UPDATE OR DELETE",
        "token",
        f"IF TG_OP = 'DELETE' OR {TOKEN} OR ({REVIVED}) THEN {raising % TOKEN_WORDS} END IF; RETURN NEW;",
    )


def _checking(name, event, table, body):
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON articles_{table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def install(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in [*(f"{table}_frozen" for table in FROZEN), "review_check", "token_kept"]:
            schema_editor.execute(f"DROP FUNCTION articles_{name}() CASCADE")
        return
    for statement in sqlite():
        schema_editor.execute(f"DROP TRIGGER {statement.split()[2]}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(install, remove), guarding(GUARDS)]
