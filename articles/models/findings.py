"""Suspected injected fragments and what was decided on each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.enums import FindingStatus
from articles.models.articles import Revision
from articles.text.spam.keys import KEY_LENGTH


class Finding(models.Model):
    """`[start, end)` of its revision's text, in code points, with the reason it is suspected."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="findings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    key = models.CharField(
        max_length=KEY_LENGTH,
        blank=True,
        db_index=True,
        help_text="Its words in the form in which fragments are remembered.",
    )
    rule = models.CharField(max_length=60, db_index=True)
    rule_version = models.PositiveIntegerField(default=1)
    category = models.CharField(max_length=40)
    confidence = models.FloatField()
    sure = models.BooleanField()
    reason = models.TextField()
    signals = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=10, choices=FindingStatus, default=FindingStatus.OPEN, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decided_findings",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    removed_in = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="removed_findings"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision", "start"]
        permissions = [("decide_finding", "Can decide on findings")]
        constraints = [
            models.UniqueConstraint(fields=["revision", "start", "end"], name="finding_span_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="finding_span_not_empty"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="finding_confidence"
            ),
            models.CheckConstraint(
                condition=Q(status=FindingStatus.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    status__in=[FindingStatus.REMOVED, FindingStatus.KEPT],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="finding_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_in__isnull=True) | Q(status=FindingStatus.REMOVED),
                name="finding_removed_in_when_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.text.strip()[:60]
