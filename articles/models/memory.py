"""What the desk knows about fragments, and the rules that find them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.enums import Decision, RuleKind
from articles.text.spam.keys import KEY_LENGTH


class Fragment(models.Model):
    """Words that were removed as injected, or kept for the whole site. `key` is their folded form."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    text = models.TextField(help_text="As last seen.")
    category = models.CharField(max_length=40)
    decision = models.CharField(max_length=10, choices=Decision, db_index=True)
    standing = models.BooleanField(
        default=False,
        help_text="Said by a person for the whole site or brought by a list; it needs no article behind it.",
    )
    first_seen = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-last_seen", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="fragment_key_not_empty"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="fragment_decision_known"),
        ]

    def __str__(self) -> str:
        return self.text.strip()[:60]


class Rule(models.Model):
    """One version of a rule; a change is a new row and the newest counts.

    A rule of the finder without a row is in force in version 1.
    """

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RuleKind)
    phrase = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=40, blank=True)
    active = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="rules"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "-version"]
        permissions = [("edit_rule", "Can edit rules and decide on campaigns")]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="rule_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="rule_version_from_one"),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.BUILTIN, phrase="") | (Q(kind=RuleKind.PHRASE) & ~Q(phrase="")),
                name="rule_phrase_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.phrase}”" if self.phrase else self.name

    def get_desk_url(self) -> str:
        return reverse("desk:rule", args=[self.name])
