"""The log: one line for each change of state, chained by hash."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events"
    )
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=40, db_index=True)
    object_type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=200)
    article = models.ForeignKey("Article", null=True, on_delete=models.PROTECT, related_name="events")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, blank=True, help_text="Hash of the line before.")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-number"]),
            models.Index(fields=["article", "-number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.object_label}"
