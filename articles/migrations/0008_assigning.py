"""Due dates, who submitted a claim, who is away, and the right to give claims out."""

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

EDITORS = ("editor", "administrator")
PERMISSIONS = [("claim", "assign_claim", "Can give claims to reviewers"), ("absence", "view_absence", "Can view absence")]
# For what is under review already the time begins now, so that nothing is overdue at once.
DAYS = {"waiting": 2, "in_review": 2, "disputed": 2, "returned": 5}
TAKEN = 3


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


def begin(apps, schema_editor):
    """Gives what is under review its due date, and says from the log who submitted it."""
    Claim, Event = apps.get_model("articles", "Claim"), apps.get_model("articles", "Event")
    now = timezone.now()
    for status, days in DAYS.items():
        Claim.objects.filter(status=status).update(due_at=now + timedelta(days=days))
    open_ones = apps.get_model("articles", "Assignment").objects.filter(ended_at__isnull=True)
    open_ones.update(due_at=now + timedelta(days=TAKEN))
    for claim in Claim.objects.filter(status__in=DAYS).only("pk").iterator():
        events = Event.objects.filter(object_type="claim", object_id=str(claim.pk), action="submit")
        actor = events.order_by("-number").values_list("actor", flat=True).first()
        Claim.objects.filter(pk=claim.pk).update(submitted_by=actor)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0007_rounds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='claim',
            options={'ordering': ['id'], 'permissions': [('edit_claim', 'Can edit claims'), ('review_claim', 'Can review claims'), ('adjudicate_claim', 'Can adjudicate disputed claims'), ('assign_claim', 'Can give claims to reviewers'), ('reopen_claim', 'Can open a new round for a decided claim')]},
        ),
        migrations.AddField(
            model_name='assignment',
            name='due_at',
            field=models.DateTimeField(blank=True, help_text='When the claim goes back to the queue.', null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='due_at',
            field=models.DateTimeField(blank=True, help_text='When somebody has to have taken it, settled it or mended it; its reviewers have dates of their own.', null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='submitted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submitted_claims', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('back_on', models.DateField(help_text='The first day on which they are back.')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='absence', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['back_on', 'person'],
            },
        ),
        migrations.RunPython(give_permissions, take_permissions),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
