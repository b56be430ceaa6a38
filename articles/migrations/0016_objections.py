"""Objections of readers: what is stored, who may answer, and what must never be false of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.migrations._triggers import guarding

EDITORS = ("editor", "administrator")
ANSWERED = "('upheld', 'partly', 'rejected', 'dismissed')"
# Who wrote the claim, or reviewed it in the round that is objected to or in the one that counts.
NEAR = (
    "EXISTS (SELECT 1 FROM articles_claim c WHERE c.id = NEW.claim_id AND (c.written_by_id = NEW.{who} OR EXISTS ("
    "SELECT 1 FROM articles_review v WHERE v.claim_id = c.id AND v.reviewer_id = NEW.{who} "
    "AND v.round IN (NEW.round, c.round))))"
)
GUARDS = [
    ("objection", "new", "INSERT", "NEW.status <> 'received' OR EXISTS (SELECT 1 FROM articles_objection o "
     "WHERE o.id = NEW.id OR o.number = NEW.number OR o.key = NEW.key)",
     "an objection begins by being received, once"),
    ("objection", "words", "UPDATE", "NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.claim_id <> OLD.claim_id "
     "OR NEW.round <> OLD.round OR NEW.reason <> OLD.reason OR NEW.link <> OLD.link OR NEW.key <> OLD.key "
     "OR NEW.received_at <> OLD.received_at OR NEW.due_at <> OLD.due_at "
     "OR (NEW.contact <> OLD.contact AND NEW.contact <> '')",
     "what a reader sent never changes"),
    ("objection", "answered", "UPDATE", f"OLD.status IN {ANSWERED} AND (NEW.status <> OLD.status "
     "OR NEW.answer <> OLD.answer OR COALESCE(NEW.answered_by_id, 0) <> OLD.answered_by_id "
     "OR COALESCE(NEW.taken_by_id, 0) <> OLD.taken_by_id OR NEW.answered_at <> OLD.answered_at)",
     "an answer never changes"),
    ("objection", "near", "UPDATE", "COALESCE(NEW.answered_by_id, 0) <> COALESCE(OLD.answered_by_id, 0) "
     f"AND {NEAR.format(who='answered_by_id')}",
     "an objection is answered by somebody who did not write or review the claim"),
    ("objection", "delete", "DELETE", "1 = 1", "an objection is kept"),
    # Nothing that is not answered comes to the public side.
    ("answeredobjection", "new", "INSERT", "EXISTS (SELECT 1 FROM articles_answeredobjection a WHERE a.id = NEW.id "
     "OR a.number = NEW.number) OR NOT EXISTS (SELECT 1 FROM articles_objection o WHERE o.number = NEW.number "
     "AND o.claim_id = NEW.claim AND o.status = NEW.outcome AND o.reason = NEW.reason AND o.link = NEW.link "
     "AND o.answer = NEW.answer)",
     "readers see of an objection what was answered"),
    ("answeredobjection", "update", "UPDATE", "1 = 1", "an answered objection never changes"),
    ("answeredobjection", "delete", "DELETE", "1 = 1", "an answered objection never changes"),
]  # fmt: skip


def give(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="objection"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="answer_objection",
        defaults={"name": "Can answer objections of readers"},
    )
    shown, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="answeredobjection"
    )
    view, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=shown,
        codename="view_answeredobjection",
        defaults={"name": "Can view answered objection"},
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=EDITORS):
        group.permissions.add(permission, view)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=["answer_objection", "view_answeredobjection"]
    ).delete()



class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnsweredObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('claim', models.PositiveBigIntegerField(db_index=True)),
                ('outcome', models.CharField(choices=[('received', 'Received'), ('in_hand', 'In hand'), ('upheld', 'Upheld'), ('partly', 'Partly upheld'), ('rejected', 'Rejected'), ('dismissed', 'Dismissed')], max_length=10)),
                ('reason', models.TextField(max_length=2000)),
                ('link', models.CharField(blank=True, max_length=1000)),
                ('answer', models.TextField(max_length=2000)),
                ('received_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ['-answered_at', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ('upheld', 'partly', 'rejected'))), name='answered_objection_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('answer', ''), _negated=True)), name='answered_objection_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('round', models.PositiveIntegerField()),
                ('reason', models.TextField(max_length=2000)),
                ('link', models.CharField(blank=True, max_length=1000)),
                ('contact', models.EmailField(blank=True, max_length=254)),
                ('told_at', models.DateTimeField(blank=True, help_text='When the answer was mailed.', null=True)),
                ('sender', models.CharField(blank=True, db_index=True, max_length=64)),
                ('key', models.CharField(help_text='The address at which the reader follows it.', max_length=40, unique=True)),
                ('status', models.CharField(choices=[('received', 'Received'), ('in_hand', 'In hand'), ('upheld', 'Upheld'), ('partly', 'Partly upheld'), ('rejected', 'Rejected'), ('dismissed', 'Dismissed')], default='received', max_length=10)),
                ('received_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=2000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_objections', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='articles.claim')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_objections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'permissions': [('answer_objection', 'Can answer objections of readers')],
                'indexes': [models.Index(fields=['status', 'due_at'], name='articles_ob_status_994d62_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['received', 'in_hand', 'upheld', 'partly', 'rejected', 'dismissed'])), name='objection_status_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='objection_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('status__in', ('upheld', 'partly', 'rejected', 'dismissed')), models.Q(('answer', ''), _negated=True)), models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('status__in', ('received', 'in_hand'))), _connector='OR'), name='objection_answered_whole'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), ('answered_by', models.F('taken_by')), _connector='OR'), name='objection_answered_by_who_took_it'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'received'), ('taken_by__isnull', True)), models.Q(models.Q(('status', 'received'), _negated=True), ('taken_by__isnull', False)), _connector='OR'), name='objection_in_hand_of_somebody')],
            },
        ),
        guarding(GUARDS),
        migrations.RunPython(give, take),
    ]
