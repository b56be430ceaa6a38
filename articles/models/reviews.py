"""One reviewer's verdict on one claim, what they have typed of it so far, and who has taken what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from articles.enums import ReviewKind, Verdict
from articles.models.claims import Claim
from articles.models.scales import RatingScale
from articles.models.sources import Citation


class Assignment(models.Model):
    """Who has a claim in a round, taken by themselves or given to them; of a disputed one, who settles it.

    Ended when the review is in, when the claim was given back or handed over, or when its time was up.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveIntegerField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    taken_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When the claim goes back to the queue.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "reviewer"],
                condition=Q(ended_at__isnull=True),
                name="assignment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} round {self.round}: {self.reviewer_id}"


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """The reviews this person may read: those of closed rounds, and their own; the others are sealed.

        A round that was given up stays sealed until a later one is closed: its reviewers may judge again.
        """
        return self.filter(Q(claim__closed_round__gte=F("round")) | Q(reviewer=user.pk))

    def counting(self) -> "ReviewQuerySet":
        """Those of the round and the content that their claims have now."""
        return self.filter(round=F("claim__round"), claim_digest=F("claim__digest"))

    def deciding(self) -> "ReviewQuerySet":
        """Those that the verdict of their round was made by: the adjudication where there is one, else all."""
        settled = Review.objects.filter(
            claim=OuterRef("claim"), round=OuterRef("round"), kind=ReviewKind.ADJUDICATION
        )
        return self.filter(Q(kind=ReviewKind.ADJUDICATION) | ~Exists(settled))


class Review(models.Model):
    """Sealed until the round closes; never edited, only superseded in a new round."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=ReviewKind, default=ReviewKind.REVIEW)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=14, choices=Verdict)
    rationale = models.TextField(max_length=5000)
    claim_digest = models.CharField(max_length=64, help_text="The content that was judged.")
    evidence = models.ManyToManyField(Citation, blank=True, related_name="reviews")
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="reviews")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "round", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "reviewer"], name="review_once_per_round"),
            models.UniqueConstraint(
                fields=["claim", "round"],
                condition=Q(kind=ReviewKind.ADJUDICATION),
                name="review_one_adjudication",
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="review_has_rationale"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="review_verdict_known"),
            models.CheckConstraint(condition=Q(kind__in=ReviewKind.values), name="review_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} round {self.round}: {self.reviewer_id}"


class ReviewDraft(models.Model):
    """What a reviewer has typed so far: sealed as the review will be, theirs alone, gone when the review is in.

    `number` goes up with each save, so a second window can tell that it shows older words; `tab` is the window that
    saved last. The words are kept as they were typed, also when they are too long or their claim has changed (`seen`).
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="drafts")
    round = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    rationale = models.TextField(blank=True)
    note = models.TextField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    seen = models.CharField(max_length=64, help_text="The content that it is about.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["claim", "round"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "reviewer"], name="review_draft_once"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values), name="review_draft_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} round {self.round}: {self.reviewer_id}"
