"""Tokens for the API, and the triggers that keep one what it was when it was made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = ("id", "person_id", "name", "digest", "last_four", "created_at", "expires_at")
WORDS = "a token stays what it was made as, and one that was revoked stays so"


def install(apps, schema_editor):
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in KEPT)
    revived = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
    if schema_editor.connection.vendor == "postgresql":
        raising = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';"
        schema_editor.execute(
            "CREATE FUNCTION articles_token_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' OR {changed} OR ({revived}) THEN {raising} END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER articles_token_kept BEFORE UPDATE OR DELETE ON articles_token FOR EACH ROW "
            "EXECUTE FUNCTION articles_token_kept()"
        )
        return
    for event, when in (
        ("UPDATE", f"WHEN {changed} OR ({revived})"),
        ("DELETE", ""),
        # INSERT OR REPLACE would go around the other two.
        ("INSERT", "WHEN EXISTS (SELECT 1 FROM articles_token WHERE id = NEW.id OR digest = NEW.digest)"),
    ):
        schema_editor.execute(
            f"CREATE TRIGGER articles_token_kept_{event.lower()} BEFORE {event} ON articles_token "
            f"FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_token_kept() CASCADE")
        return
    for event in ("update", "delete", "insert"):
        schema_editor.execute(f"DROP TRIGGER articles_token_kept_{event}")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_scales_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='What it is for, such as the program that uses it.', max_length=60)),
                ('digest', models.CharField(help_text='SHA-256 of the key.', max_length=64, unique=True)),
                ('last_four', models.CharField(max_length=4)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(blank=True, help_text='To the hour.', null=True)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='token_has_name'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='token_expires_after_it_was_made'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('person', 'name'), name='token_name_once')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
