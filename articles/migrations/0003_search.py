"""The database's own index over the words of what search finds.

The index of each kind is a table beside SearchRow, under the same keys: of SQLite's FTS5, whose tokenizer here only
divides at blanks, or of PostgreSQL's tsvector with a GIN index. Both hold the words that `text/search_words.py`
made, and no positions. A row that is deleted takes its words along, by a trigger.
"""

from django.db import migrations

ROWS = "articles_searchrow"
INDEXES = [f"articles_searchindex_{kind}" for kind in ("article", "claim", "source")]
FORGET = " ".join(f"DELETE FROM {name} WHERE rowid = OLD.id;" for name in INDEXES)
FOLLOWS = "articles_searchindex_follows"


def sqlite():
    for name in INDEXES:
        # Everything outside ASCII belongs to a word, and so do the signs that search_words puts into one.
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5("
            """words, detail=none, columnsize=0, tokenize="ascii tokenchars '_^:-'")"""
        )
    yield f"CREATE TRIGGER {FOLLOWS} AFTER DELETE ON {ROWS} FOR EACH ROW BEGIN {FORGET} END"


def postgresql():
    for name in INDEXES:
        # Long words lists lie apart from their rows, so that counting and sorting reads little.
        yield f"CREATE TABLE {name} (rowid bigint PRIMARY KEY, words tsvector NOT NULL) WITH (toast_tuple_target = 128)"
        # Without fastupdate a search never has to read through a list of what was written last.
        yield f"CREATE INDEX {name}_words ON {name} USING gin (words) WITH (fastupdate = off)"
    yield (
        f"CREATE FUNCTION {FOLLOWS}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'TRUNCATE' THEN "
        f"TRUNCATE {', '.join(INDEXES)}; ELSE {FORGET} END IF; RETURN NULL; END $$"
    )
    for name, event, each in ((FOLLOWS, "DELETE", "ROW"), ("articles_searchindex_emptied", "TRUNCATE", "STATEMENT")):
        yield f"CREATE TRIGGER {name} AFTER {event} ON {ROWS} FOR EACH {each} EXECUTE FUNCTION {FOLLOWS}()"


def install(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {FOLLOWS}() CASCADE")
    else:
        schema_editor.execute(f"DROP TRIGGER {FOLLOWS}")
    for name in INDEXES:
        schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    # What sites of before have applied in its place.
    replaces = [
        ("articles", "0003_roles"),
        ("articles", "0004_memory"),
        ("articles", "0005_rule_desk"),
        ("articles", "0006_notices"),
        ("articles", "0007_rounds"),
        ("articles", "0008_assigning"),
        ("articles", "0009_sources_checked"),
        ("articles", "0010_round_guards"),
        ("articles", "0011_policy_right"),
        ("articles", "0012_edition_proof"),
        ("articles", "0013_matches"),
        ("articles", "0014_scales_drafts"),
        ("articles", "0015_tokens"),
        ("articles", "0016_objections"),
    ]
    dependencies = [("articles", "0002_guards")]
    operations = [migrations.RunPython(install, remove)]
