"""Which claims are likely the same, what people said of it, and what they are looked up by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.text.claims.same import keys_of

EDITORS = ("editor", "administrator")
OTHER_WORDS = (
    "EXISTS (SELECT 1 FROM articles_claim c WHERE (c.id = {row}.first_id AND c.digest <> {row}.first_digest) "
    "OR (c.id = {row}.second_id AND c.digest <> {row}.second_digest))"
)
# A condition on a row that is about to be written, in SQL that both databases read: where it is true, it is refused.
GUARDS = [
    ("insert", "INSERT", "NEW.state <> 'proposed' OR EXISTS (SELECT 1 FROM articles_match m WHERE m.id = NEW.id "
     "OR (m.first_id = NEW.first_id AND m.second_id = NEW.second_id))",
     "a match is proposed before somebody decides on it"),
    ("identity", "UPDATE", "NEW.id <> OLD.id OR NEW.first_id <> OLD.first_id OR NEW.second_id <> OLD.second_id "
     "OR NEW.first_digest <> OLD.first_digest OR NEW.second_digest <> OLD.second_digest",
     "a match is of two claims and what they said"),
    ("decided", "UPDATE", "OLD.state <> 'proposed'", "what was said of a match never changes"),
    ("content", "UPDATE", f"NEW.state <> 'proposed' AND {OTHER_WORDS.format(row='NEW')}",
     "a match is decided on what its claims say"),
    ("joined", "UPDATE", "NEW.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM articles_claim c "
     "WHERE c.id IN (NEW.first_id, NEW.second_id) AND c.status = 'dismissed')",
     "of two claims that are the same one is given up"),
    ("kept", "DELETE", f"OLD.state = 'confirmed' OR (OLD.state = 'refused' AND NOT {OTHER_WORDS.format(row='OLD')})",
     "what was said of a match stays while its claims say the same"),
]  # fmt: skip


def install(apps, schema_editor):
    for name, event, condition, words in GUARDS:
        guard = f"articles_match_guard_{name}"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {guard} BEFORE {event} ON articles_match FOR EACH ROW WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {guard} BEFORE {event} ON articles_match FOR EACH ROW EXECUTE FUNCTION {guard}()"
        )


def remove(apps, schema_editor):
    for name, *_ in GUARDS:
        guard = f"articles_match_guard_{name}"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {guard}")
        else:
            schema_editor.execute(f"DROP FUNCTION {guard}() CASCADE")


def fill(apps, schema_editor):
    """What the claims that are here already are looked up by."""
    Claim, ClaimKey = apps.get_model("articles", "Claim"), apps.get_model("articles", "ClaimKey")
    batch = []
    for pk, text in Claim.objects.order_by("pk").values_list("pk", "text").iterator(chunk_size=2000):
        batch += [ClaimKey(claim_id=pk, key=key) for key in keys_of(text)]
        if len(batch) > 5000:
            ClaimKey.objects.bulk_create(batch)
            batch = []
    ClaimKey.objects.bulk_create(batch)


def give_permission(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="match"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="view_match", defaults={"name": "Can view match"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=EDITORS):
        group.permissions.add(permission)


def take_permission(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename="view_match"
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_edition_proof'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField()),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='articles.claim')),
            ],
            options={
                'indexes': [models.Index(fields=['claim'], name='claim_key_of')],
                'constraints': [models.UniqueConstraint(fields=('key', 'claim'), name='claim_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_digest', models.CharField(max_length=64)),
                ('second_digest', models.CharField(max_length=64)),
                ('score', models.FloatField(help_text='How alike their words are, 0 to 1.')),
                ('reasons', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('proposed', 'Likely the same'), ('confirmed', 'The same'), ('refused', 'Not the same')], default='proposed', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_matches', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='later_matches', to='articles.claim')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_matches', to='articles.claim')),
            ],
            options={
                'verbose_name_plural': 'matches',
                'ordering': ['-score', 'id'],
                'indexes': [models.Index(fields=['state', '-created_at'], name='match_state')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='match_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='match_earlier_first'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'refused'])), name='match_state_known'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='match_score_is_a_share'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='match_decided_has_person')],
            },
        ),
        migrations.RunPython(install, remove),
        migrations.RunPython(give_permission, take_permission),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
