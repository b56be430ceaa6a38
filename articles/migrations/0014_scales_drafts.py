"""Reviews name the scale whose labels they were made with, versions of scales never change, drafts of reviews."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from articles.migrations._scale_words import MEANINGS
from articles.migrations._triggers import keeping_triggers

VERDICTS = ("supported", "refuted", "mixed", "unproven", "not_checkable")
CHOICES = [
    ("supported", "Supported"),
    ("refuted", "Refuted"),
    ("mixed", "Mixed"),
    ("unproven", "Unproven"),
    ("not_checkable", "Not checkable"),
]
NAME = "Can change the labels of verdicts"
# (table, name, event, condition under which the row is refused, words), as in 0010.
GUARDS = [
    ("ratingscale", "frozen", "UPDATE",
     "NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.version <> OLD.version OR NEW.labels <> OLD.labels "
     "OR NEW.meanings <> OLD.meanings",
     "a version of a scale never changes"),
    ("ratingscale", "kept", "DELETE", "1 = 1", "a version of a scale never changes"),
    ("ratingscale", "again", "INSERT",
     "EXISTS (SELECT 1 FROM articles_ratingscale s WHERE s.id = NEW.id "
     "OR (s.name = NEW.name AND s.version = NEW.version))",
     "a version of a scale never changes"),
    ("review", "scale", "INSERT",
     "NOT EXISTS (SELECT 1 FROM articles_ratingscale s WHERE s.id = NEW.scale_id AND s.is_default)",
     "a review is made with the scale in force"),
    *(("reviewdraft", f"judged_{event.lower()}", event,
       "EXISTS (SELECT 1 FROM articles_review v WHERE v.claim_id = NEW.claim_id AND v.round = NEW.round "
       "AND v.reviewer_id = NEW.reviewer_id)",
       "a review that is in has no draft")
      for event in ("INSERT", "UPDATE")),
]  # fmt: skip


def name_of(table, name):
    return f"articles_{table}_guard_{name}"


def guard(apps, schema_editor):
    for table, name, event, condition, words in GUARDS:
        trigger = name_of(table, name)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {trigger} BEFORE {event} ON articles_{table} FOR EACH ROW WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {trigger} BEFORE {event} ON articles_{table} FOR EACH ROW EXECUTE FUNCTION {trigger}()"
        )


def unguard(apps, schema_editor):
    for table, name, *_ in GUARDS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name_of(table, name)}")
        else:
            schema_editor.execute(f"DROP FUNCTION {name_of(table, name)}() CASCADE")


def name_scales(apps, schema_editor):
    """Reviews so far were made with the only scale that could be in force. Their rows are frozen for all else."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute("ALTER TABLE articles_review DISABLE TRIGGER USER")
    scale = apps.get_model("articles", "RatingScale").objects.filter(is_default=True).first()
    apps.get_model("articles", "Review").objects.filter(scale=None).update(scale=scale)
    if postgresql:
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("ALTER TABLE articles_review ENABLE TRIGGER USER")


def add_meanings(apps, schema_editor):
    """The next version of the scale in force: the same labels, and a sentence for each."""
    RatingScale = apps.get_model("articles", "RatingScale")
    scale = RatingScale.objects.filter(is_default=True, meanings={}).first()
    if scale is None:
        return
    newest = RatingScale.objects.filter(name=scale.name).order_by("-version").first().version
    RatingScale.objects.filter(pk=scale.pk).update(is_default=False)
    RatingScale.objects.create(
        name=scale.name, version=newest + 1, labels=scale.labels, meanings=MEANINGS, is_default=True
    )


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="ratingscale"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="edit_scale", defaults={"name": NAME}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="administrator"):
        group.permissions.add(permission)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename="edit_scale"
    ).delete()


DRAFT = migrations.CreateModel(
    "ReviewDraft",
    [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("round", models.PositiveIntegerField()),
        ("number", models.PositiveIntegerField(default=1)),
        ("tab", models.CharField(blank=True, max_length=40)),
        ("verdict", models.CharField(blank=True, choices=CHOICES, max_length=14)),
        ("rationale", models.TextField(blank=True)),
        ("note", models.TextField(blank=True)),
        ("evidence", models.JSONField(blank=True, default=list)),
        ("seen", models.CharField(help_text="The content that it is about.", max_length=64)),
        ("saved_at", models.DateTimeField()),
        (
            "claim",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="articles.claim"
            ),
        ),
        (
            "reviewer",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ],
    options={
        "ordering": ["claim", "round"],
        "constraints": [
            models.UniqueConstraint(fields=("claim", "round", "reviewer"), name="review_draft_once"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=list(VERDICTS)), name="review_draft_verdict_known"
            ),
        ],
    },
)


def scale_field(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="reviews",
        to="articles.ratingscale",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_matches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *keeping_triggers(
            [
                migrations.AlterModelOptions(
                    "ratingscale",
                    {"ordering": ["name", "-version"], "permissions": [("edit_scale", NAME)]},
                ),
                migrations.AddField("ratingscale", "meanings", models.JSONField(blank=True, default=dict)),
                migrations.AlterField(
                    "ratingscale",
                    "is_default",
                    models.BooleanField(
                        default=False, help_text="In force: new reviews are made with it."
                    ),
                ),
                migrations.AddConstraint(
                    "ratingscale",
                    models.CheckConstraint(
                        condition=Q(version__gte=1), name="rating_scale_version_from_one"
                    ),
                ),
                migrations.AddConstraint(
                    "ratingscale",
                    models.CheckConstraint(
                        condition=Q(labels__has_keys=list(VERDICTS))
                        & Q(**{f"labels__{verdict}__has_key": "en" for verdict in VERDICTS}),
                        name="rating_scale_has_english",
                    ),
                ),
                migrations.AddField("review", "scale", scale_field(null=True)),
                migrations.RunPython(name_scales, migrations.RunPython.noop),
                migrations.AlterField("review", "scale", scale_field()),
                DRAFT,
            ]
        ),
        migrations.RunPython(add_meanings, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
        migrations.RunPython(give, take),
    ]
