"""What search finds: a row for each public thing, and the database's own index over the words of all rows.

The index is a table beside the rows, under the same key: of SQLite's FTS5, whose tokenizer here only divides at
blanks, or of PostgreSQL's tsvector with a GIN index. Both hold the words that `text/search_words.py` made, and no
positions. A row that is deleted takes its words along, by a trigger.
"""

import django.db.models
from django.db import migrations, models

ROWS, INDEX = "articles_searchrow", "articles_searchindex"

SQLITE = (
    # Everything outside ASCII belongs to a word, and the signs that search_words and search_query put into one.
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(
        words, detail=none, columnsize=0, tokenize="ascii tokenchars '_^:-'")""",
    f"""CREATE TRIGGER {INDEX}_follows AFTER DELETE ON {ROWS} FOR EACH ROW
        BEGIN DELETE FROM {INDEX} WHERE rowid = OLD.id; END""",
)
POSTGRESQL = (
    # The words lie apart from their rows, so that counting and sorting reads little.
    f"""CREATE TABLE {INDEX} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)
        WITH (toast_tuple_target = 128)""",
    # Without fastupdate a search never has to read through a list of what was written last.
    f"CREATE INDEX {INDEX}_words ON {INDEX} USING gin (words) WITH (fastupdate = off)",
    f"""CREATE FUNCTION {INDEX}_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN TRUNCATE {INDEX}; ELSE DELETE FROM {INDEX} WHERE rowid = OLD.id; END IF;
        RETURN NULL; END $$""",
    f"""CREATE TRIGGER {INDEX}_follows AFTER DELETE ON {ROWS} FOR EACH ROW
        EXECUTE FUNCTION {INDEX}_follows()""",
    f"""CREATE TRIGGER {INDEX}_emptied AFTER TRUNCATE ON {ROWS} FOR EACH STATEMENT
        EXECUTE FUNCTION {INDEX}_follows()""",
)


def install(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {INDEX}_follows() CASCADE")
    else:
        schema_editor.execute(f"DROP TRIGGER {INDEX}_follows")
    schema_editor.execute(f"DROP TABLE {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_policy_right")]
    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("shown", models.JSONField()),
                ("title", models.TextField()),
                ("units", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="search_row_once"),
                    models.CheckConstraint(
                        condition=django.db.models.Q(("kind__in", ["article", "claim", "source"])),
                        name="search_row_kind_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
