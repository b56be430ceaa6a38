"""What the indexes show of tags, sources and months; how far a rebuild came."""

from datetime import datetime

from django.db import migrations, models
from django.db.models import Count, Max, Min


def fill(apps, schema_editor):
    """From the entries of live editions; the names from the edition published last."""
    alias = schema_editor.connection.alias
    entries = apps.get_model("articles", "EditionEntry").objects.using(alias)
    editions = apps.get_model("articles", "Edition").objects.using(alias)
    listing = apps.get_model("articles", "Listing")
    withdrawn = {
        row.slug: {"at": row.at.isoformat(), "reason": row.reason}
        for row in apps.get_model("articles", "SourceRetraction").objects.using(alias).all()
    }
    rows = entries.filter(kind__in=["tag", "source", "month"]).values_list("kind", "key")
    first = "first_published_at"
    rows = rows.annotate(count=Count("id"), since=Min(first), until=Max(first), last=Max("edition_id"))
    for kind, key, count, since, until, last in rows.order_by("kind", "key"):
        record = editions.values_list("record", flat=True).get(pk=last)
        shown = SHOWN[kind](record, key)
        if kind == "source":
            shown["withdrawn"] = withdrawn.get(key)
        at = datetime.fromisoformat(record["published_at"])
        listing.objects.using(alias).create(
            kind=kind, key=key, count=count, since=since, until=until, at=at, shown=shown
        )


NAMES = ("source", "slug", "name", "kind_label", "url", "rank_label", "reliability_label")


def tag(record, slug):
    tags = [*record["tags"], *(tag for claim in record["claims"] for tag in claim["tags"])]
    return {"name": next(tag["name"] for tag in tags if tag["slug"] == slug)}


def source(record, slug):
    cited = [one for claim in record["claims"] for one in claim["citations"] if one["slug"] == slug][-1]
    return {name: cited[name] for name in NAMES}


SHOWN = {"tag": tag, "source": source, "month": lambda record, key: {}}


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('key', models.CharField(max_length=100)),
                ('count', models.PositiveIntegerField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('shown', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['kind', 'since', 'key'],
                'indexes': [models.Index(fields=['kind', 'since', 'key'], name='articles_li_kind_b2bf97_idx'), models.Index(fields=['kind', '-count', 'key'], name='articles_li_kind_a27228_idx')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='listing_once'), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='listing_not_empty'), models.CheckConstraint(condition=models.Q(('kind__in', ['tag', 'source', 'month'])), name='listing_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Rebuild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.CharField(max_length=64)),
                ('began_at', models.DateTimeField()),
                ('part', models.CharField(max_length=20)),
                ('after', models.JSONField(default=list)),
                ('steps', models.PositiveIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='rebuild_one_row')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
