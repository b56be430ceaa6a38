"""The review policy of an article, and what a claim's round was opened with."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from articles.migrations._triggers import keeping_triggers

POLICIES = [
    ("single", "One review"),
    ("middle", "A second review for middle verdicts and a random share"),
    ("double", "Two sealed reviews"),
]


def fill(apps, schema_editor):
    """Rounds that are open go on with the number of reviews that the settings ask for now."""
    Claim = apps.get_model("articles", "Claim")
    Review = apps.get_model("articles", "Review")
    rows = Review.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), kind="review").order_by()
    done = Coalesce(Subquery(rows.values("claim").annotate(n=Count("pk")).values("n")), 0)
    judged = Q(status__in=["decided", "disputed"])
    Claim.objects.filter(judged).update(closed_round=F("round"), policy="single", wanted=Greatest(done, 1))
    Claim.objects.exclude(judged).update(closed_round=F("round") - 1)
    # One that has as many already was left open by a lower setting: one more review closes it.
    wanted = Greatest(settings.REVIEWS_PER_CLAIM, done + 1)
    Claim.objects.filter(status__in=["waiting", "in_review"]).update(policy="single", wanted=wanted)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_notices")]
    operations = keeping_triggers(
        [
            migrations.AddField(
                "article",
                "review_policy",
                models.CharField(blank=True, choices=POLICIES, help_text="Empty: the desk's.", max_length=6),
            ),
            migrations.AddField(
                "claim",
                "closed_round",
                models.PositiveIntegerField(
                    default=0,
                    help_text="The newest round that was closed; reviews up to it are open to read.",
                ),
            ),
            migrations.AddField("claim", "drawn", models.BooleanField(default=False, editable=False)),
            migrations.AddField(
                "claim", "policy", models.CharField(blank=True, choices=POLICIES, max_length=6)
            ),
            migrations.AddField(
                "claim",
                "wanted",
                models.PositiveSmallIntegerField(default=1, help_text="How many reviews its round wants."),
            ),
            migrations.RunPython(fill, migrations.RunPython.noop),
        ]
    )
