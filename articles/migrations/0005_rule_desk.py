"""Who may edit rules, versions of rules that never change, and what was removed before this as known."""

from django.db import migrations
from django.db.models import Max, Min

from articles.text.spam.keys import key_of

EDITORS = ("editor", "administrator")
PERMISSIONS = [
    ("rule", "edit_rule", "Can edit rules and decide on campaigns"),
    ("rule", "view_rule", "Can view rule"),
    ("fragment", "view_fragment", "Can view fragment"),
]
BATCH = 1000
WORDS = "a version of a rule never changes"


def give_permissions(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    groups = list(apps.get_model("auth", "Group").objects.filter(name__in=EDITORS))
    for model, codename, name in PERMISSIONS:
        kind, _ = ContentType.objects.get_or_create(app_label="articles", model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        for group in groups:
            group.permissions.add(permission)


def take_permissions(apps, schema_editor):
    names = [codename for _, codename, _ in PERMISSIONS]
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=names
    ).delete()


def freeze_rules(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event, when in (
            ("UPDATE", ""),
            ("DELETE", ""),
            ("INSERT", "WHEN EXISTS (SELECT 1 FROM articles_rule WHERE id = NEW.id)"),
        ):
            schema_editor.execute(
                f"CREATE TRIGGER articles_rule_frozen_{event.lower()} BEFORE {event} ON articles_rule FOR EACH ROW "
                f"{when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION articles_rule_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER articles_rule_frozen BEFORE UPDATE OR DELETE ON articles_rule FOR EACH ROW "
        "EXECUTE FUNCTION articles_rule_frozen()"
    )


def thaw_rules(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_rule_frozen() CASCADE")
        return
    for event in ("update", "delete", "insert"):
        schema_editor.execute(f"DROP TRIGGER articles_rule_frozen_{event}")


def remember(apps, schema_editor):
    """Gives each finding its key; what is out of a text is known from then on."""
    Finding = apps.get_model("articles", "Finding")
    rows, last = Finding.objects.order_by("pk").only("pk", "text"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            row.key = key_of(row.text)
        Finding.objects.bulk_update(batch, ["key"])
        last = batch[-1].pk
    Fragment = apps.get_model("articles", "Fragment")
    out = Finding.objects.filter(removed_in__kind="cleaned").exclude(key="").order_by()
    keys = list(out.values("key").annotate(newest=Max("pk"), first=Min("decided_at"), last=Max("decided_at")))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        newest = Finding.objects.only("text", "category").in_bulk([one["newest"] for one in batch])
        Fragment.objects.bulk_create(
            Fragment(
                key=one["key"],
                text=newest[one["newest"]].text,
                category=newest[one["newest"]].category,
                decision="removed",
                first_seen=one["first"],
                last_seen=one["last"],
            )
            for one in batch
        )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_memory"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(give_permissions, take_permissions),
        migrations.RunPython(freeze_rules, thaw_rules),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
