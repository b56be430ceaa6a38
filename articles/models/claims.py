"""Checkable statements and where each stands."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from articles.enums import AnchorState, ArticleStatus, ClaimStatus, ReviewPolicy, Verdict
from articles.models.articles import Article, Revision
from articles.workflow import ARTICLE_CLOSED


class Claim(models.Model):
    """One self-contained statement. `digest` names its content; a verdict counts for one digest only."""

    text = models.TextField(max_length=2000)
    claimant = models.CharField(
        max_length=200, blank=True, help_text="Who says it, where the text names somebody."
    )
    said_on = models.DateField(null=True, blank=True, help_text="When it was said, where that is known.")
    digest = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.PROPOSED, db_index=True)
    round = models.PositiveIntegerField(default=1)
    # Set when the round opens and kept until the next one, whatever becomes of the settings meanwhile.
    policy = models.CharField(max_length=6, choices=ReviewPolicy, blank=True)
    wanted = models.PositiveSmallIntegerField(default=1, help_text="How many reviews its round wants.")
    # Sealed: who knew it could tell from a second review that is asked for what the first one says.
    drawn = models.BooleanField(default=False, editable=False)
    closed_round = models.PositiveIntegerField(
        default=0, help_text="The newest round that was closed; reviews up to it are open to read."
    )
    verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    verdict_digest = models.CharField(max_length=64, blank=True, help_text="The content that was judged.")
    decided_at = models.DateTimeField(null=True, blank=True)
    return_note = models.TextField(blank=True, help_text="Why a reviewer sent it back.")
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="written_claims",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submitted_claims",
    )
    due_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When somebody has to have taken it, settled it or mended it; its reviewers have dates of their own.",
    )
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    tags = TaggableManager(through="TaggedClaim", blank=True, related_name="claims")

    class Meta:
        ordering = ["id"]
        permissions = [
            ("edit_claim", "Can edit claims"),
            ("review_claim", "Can review claims"),
            ("adjudicate_claim", "Can adjudicate disputed claims"),
            ("assign_claim", "Can give claims to reviewers"),
            ("reopen_claim", "Can open a new round for a decided claim"),
        ]
        indexes = [models.Index(fields=["status", "waiting_since"])]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ClaimStatus.values), name="claim_status_known"),
            models.CheckConstraint(condition=~Q(text=""), name="claim_text_not_empty"),
            models.CheckConstraint(
                condition=(Q(status=ClaimStatus.DECIDED) & ~Q(verdict="") & Q(decided_at__isnull=False))
                | (~Q(status=ClaimStatus.DECIDED) & Q(verdict="")),
                name="claim_decided_has_verdict",
            ),
            models.CheckConstraint(
                condition=~Q(status=ClaimStatus.DECIDED) | Q(verdict_digest=F("digest")),
                name="claim_verdict_on_its_content",
            ),
            models.CheckConstraint(
                condition=Q(policy__in=["", *ReviewPolicy.values]), name="claim_policy_known"
            ),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="claim_wants_a_review"),
            models.CheckConstraint(
                condition=Q(closed_round__lte=F("round")), name="claim_closed_round_was_opened"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ClaimStatus.DECIDED, ClaimStatus.DISPUTED])
                | Q(closed_round=F("round")),
                name="claim_judged_round_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"/claims/{self.pk}/"

    def get_desk_url(self) -> str:
        return reverse("desk:claim", args=[self.pk])

    def involved_people(self) -> set[int]:
        """Ids of those who imported, wrote a revision as the last, or edited an article the claim stands in."""
        rows = Article.objects.filter(revision__appearances__claim=self).values_list(
            "imported_by_id", "revision__created_by_id"
        )
        return {person for row in rows for person in row if person is not None}


class Appearance(models.Model):
    """Where a claim stands in one revision: a quote selector and its position in code points."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="appearances")
    exact = models.TextField()
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AnchorState, default=AnchorState.ANCHORED)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision", "start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "revision"], name="appearance_once_per_revision"),
            models.CheckConstraint(
                condition=Q(state=AnchorState.ORPHANED, start__isnull=True, end__isnull=True)
                | (~Q(state=AnchorState.ORPHANED) & Q(start__lt=F("end"))),
                name="appearance_has_a_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.revision_id}: {self.get_state_display()}"


def only_aside() -> Q:
    """Whether a claim stands in newest texts of articles that are set aside, and in no other."""
    places = Appearance.objects.filter(revision__current_of__isnull=False)
    aside = Q(revision__current_of__status=ArticleStatus.SET_ASIDE)
    elsewhere = places.exclude(aside).filter(claim=OuterRef("pk"))
    return Q(pk__in=places.filter(aside).values("claim")) & ~Q(Exists(elsewhere))


def places_elsewhere(article: Article) -> models.QuerySet[Appearance]:
    """Where a claim of the outer query stands in the newest texts of other articles that are worked on."""
    places = Appearance.objects.filter(claim=OuterRef("pk"), revision__current_of__isnull=False)
    return places.exclude(revision__article=article).exclude(revision__article__status__in=ARTICLE_CLOSED)
