"""Who may set an article's review policy."""

from django.db import migrations

EDITORS = ("editor", "administrator")
NAME = "Can set how many reviews the claims of an article get"
PERMISSIONS = [
    ("use_desk", "Can use the desk"),
    ("import_article", "Can import articles"),
    ("edit_article", "Can edit articles"),
    ("submit_article", "Can submit articles to review"),
    ("publish_article", "Can publish, unpublish and retract"),
    ("set_review_policy", NAME),
]


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="article"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="set_review_policy", defaults={"name": NAME}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=EDITORS):
        group.permissions.add(permission)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename="set_review_policy"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_round_guards")]
    operations = [
        migrations.AlterModelOptions(
            "article", {"ordering": ["-created_at", "-id"], "permissions": PERMISSIONS}
        ),
        migrations.RunPython(give, take),
    ]
