"""What one person is told: on the desk's page of notices, and by mail."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.enums import NoticeKind


class NoticeQuerySet(models.QuerySet):
    def new_for(self, person: Any) -> "NoticeQuerySet":
        """What this person has not seen yet."""
        return self.filter(person=person.pk, seen_at__isnull=True)


class Notice(models.Model):
    """One message to one person about a claim, article or source. Written by `actions.notices.tell` alone.

    A message, no record: what happened stands in the log. So it goes with the person and with what it is about.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)  # a NoticeKind
    words = models.TextField(max_length=600)
    claim = models.ForeignKey("Claim", null=True, on_delete=models.CASCADE, related_name="notices")
    article = models.ForeignKey("Article", null=True, on_delete=models.CASCADE, related_name="notices")
    source = models.ForeignKey("Source", null=True, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["person"], condition=Q(seen_at__isnull=True), name="notice_unseen"),
            models.Index(fields=["person"], condition=Q(mailed_at__isnull=True), name="notice_unmailed"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="notice_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.words[:80]}"

    @property
    def label(self) -> str:
        """What it is about, in two or three words."""
        return NoticeKind(self.kind).label if self.kind in NoticeKind.values else self.kind

    @property
    def about(self) -> models.Model | None:
        """What it is about, the nearest first; needs the three fetched along."""
        return self.claim or self.article or self.source

    def get_desk_url(self) -> str:
        """The page of what it is about."""
        return self.about.get_desk_url() if self.about else reverse("desk:notices")
