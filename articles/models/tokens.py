"""Keys with which programs of a person use the API."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Token(models.Model):
    """A program's key to the API, with the rights of its person and never more. Only the hash of the key is kept.

    Never deleted: the log names it. Whose it is and its hash never change, and one that was revoked stays so
    (triggers, migration 0002).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60, help_text="What it is for, such as the program that uses it.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the key.")
    last_four = models.CharField(max_length=4)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True, help_text="To the hour.")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_it_was_made"
            ),
            models.UniqueConstraint(
                fields=["person", "name"], condition=Q(revoked_at__isnull=True), name="token_name_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (…{self.last_four})"
