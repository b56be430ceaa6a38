"""What readers object to, from reception to the answer. What readers see of it is AnsweredObjection."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.enums import ObjectionStatus
from articles.models.claims import Claim
from articles.workflow import OBJECTION_ANSWERED, OBJECTION_OPEN


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> "ObjectionQuerySet":
        """Those that somebody still has to answer."""
        return self.filter(status__in=OBJECTION_OPEN)

    def overdue(self) -> "ObjectionQuerySet":
        return self.open().filter(due_at__lte=timezone.now())


class Objection(models.Model):
    """A reader says that a verdict is wrong, and why. `round` is the one whose verdict stood on the public page."""

    number = models.PositiveIntegerField(unique=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="objections")
    round = models.PositiveIntegerField()
    reason = models.TextField(max_length=2000)
    link = models.CharField(max_length=1000, blank=True)
    # Never public, never in the log, and gone some time after the answer.
    contact = models.EmailField(max_length=254, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the answer was mailed.")
    # Which sender of the day, for the limit; no address can be read from it, and it goes after a day.
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    key = models.CharField(
        max_length=40, unique=True, help_text="The address at which the reader follows it."
    )
    status = models.CharField(max_length=10, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_objections",
    )
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answered_objections",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        permissions = [("answer_objection", "Can answer objections of readers")]
        indexes = [models.Index(fields=["status", "due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ObjectionStatus.values), name="objection_status_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_reason"),
            models.CheckConstraint(
                condition=Q(
                    status__in=OBJECTION_ANSWERED, answered_by__isnull=False, answered_at__isnull=False
                )
                & ~Q(answer="")
                | Q(status__in=OBJECTION_OPEN, answered_by__isnull=True, answered_at__isnull=True, answer=""),
                name="objection_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(answered_by=F("taken_by")),
                name="objection_answered_by_who_took_it",
            ),
            models.CheckConstraint(
                condition=Q(status=ObjectionStatus.RECEIVED, taken_by__isnull=True)
                | (~Q(status=ObjectionStatus.RECEIVED) & Q(taken_by__isnull=False)),
                name="objection_in_hand_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Objection {self.number}"

    def get_desk_url(self) -> str:
        return reverse("desk:objection", args=[self.number])

    @property
    def late(self) -> bool:
        return self.status in OBJECTION_OPEN and self.due_at <= timezone.now()

    def too_near(self) -> set[Any]:
        """Ids of those who wrote the claim, or reviewed it in the round that is objected to or the one that counts."""
        rounds = (self.round, self.claim.round)
        reviewers = self.claim.reviews.filter(round__in=rounds).values_list("reviewer_id", flat=True)
        return {*reviewers, self.claim.written_by_id} - {None}
