"""Triggers for what must never be false and no constraint can say: frozen rows, and who may review what."""

from django.db import migrations

FROZEN = ("revision", "review", "snapshot", "edition", "correction", "event")

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
    for name in FROZEN:
        table, words = f"articles_{name}", f"a {name} never changes"
        for event, when in (
            ("UPDATE", ""),
            ("DELETE", ""),
            # INSERT OR REPLACE would go around the other two.
            ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
        ):
            yield (
                f"CREATE TRIGGER {table}_frozen_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
    for name, query, words in (("near", INVOLVED, NEAR), ("stale", OTHER_CONTENT, STALE)):
        yield (
            f"CREATE TRIGGER articles_review_{name} BEFORE INSERT ON articles_review FOR EACH ROW "
            f"WHEN EXISTS ({query}) BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def postgresql():
    raising = "RAISE EXCEPTION '%s' USING ERRCODE = 'integrity_constraint_violation';"
    for name in FROZEN:
        table = f"articles_{name}"
        yield (
            f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{raising % f'a {name} never changes'} END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_frozen()"
        )
    yield (
        "CREATE FUNCTION articles_review_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF EXISTS ({INVOLVED}) THEN {raising % NEAR} END IF; "
        f"IF EXISTS ({OTHER_CONTENT}) THEN {raising % STALE} END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER articles_review_check BEFORE INSERT ON articles_review FOR EACH ROW "
        "EXECUTE FUNCTION articles_review_check()"
    )


def install(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in FROZEN:
            schema_editor.execute(f"DROP FUNCTION articles_{name}_frozen() CASCADE")
        schema_editor.execute("DROP FUNCTION articles_review_check() CASCADE")
        return
    for name in FROZEN:
        for event in ("update", "delete", "insert"):
            schema_editor.execute(f"DROP TRIGGER articles_{name}_frozen_{event}")
    for name in ("near", "stale"):
        schema_editor.execute(f"DROP TRIGGER articles_review_{name}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
