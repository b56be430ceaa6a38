"""Which claims are likely the same, what people said of it, and what they are looked up by."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from articles.enums import ClaimStatus, MatchState
from articles.models.claims import Claim, only_aside

ASIDE = (ClaimStatus.OPINION, ClaimStatus.DISMISSED)
# What can be given up for the other one: nobody is reviewing it, nor has decided on it.
GIVEN_UP = (ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.RETURNED)


class ClaimKey(models.Model):
    """One of the numbers that a claim is looked up by among all others (`text/claims/same.py`: `keys_of`)."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="keys", db_index=False)
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["claim"], name="claim_key_of")]
        constraints = [
            # The index of this constraint is what looking up reads.
            models.UniqueConstraint(fields=["key", "claim"], name="claim_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.key}"


class MatchQuerySet(QuerySet["Match"]):
    def open(self) -> "MatchQuerySet":
        """Those that wait for a yes or no: proposed, and one claim can be given up.

        Neither was set aside since, nor the article of one.
        """
        rows = self.filter(
            Q(first__status__in=GIVEN_UP) | Q(second__status__in=GIVEN_UP), state=MatchState.PROPOSED
        )
        aside = Claim.objects.filter(only_aside()).values("pk")
        return rows.exclude(
            Q(first__status__in=ASIDE)
            | Q(second__status__in=ASIDE)
            | Q(first__in=aside)
            | Q(second__in=aside)
        )

    def clashes(self) -> "MatchQuerySet":
        """Likely the same and decided differently; nobody said that they are two claims."""
        decided = Q(first__status=ClaimStatus.DECIDED, second__status=ClaimStatus.DECIDED)
        return self.filter(decided, state=MatchState.PROPOSED).exclude(first__verdict=F("second__verdict"))


class Match(models.Model):
    """Two claims, the earlier one first, that are likely the same; later what a person said.

    What is said holds for the contents that the digests name. Confirmed, the one that was given up is dismissed and
    its articles make the other.
    """

    first = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="later_matches")
    second = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="earlier_matches")
    first_digest = models.CharField(max_length=64)
    second_digest = models.CharField(max_length=64)
    score = models.FloatField(help_text="How alike their words are, 0 to 1.")
    reasons = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=MatchState, default=MatchState.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decided_matches",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        verbose_name_plural = "matches"
        indexes = [models.Index(fields=["state", "-created_at"], name="match_state")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="match_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="match_earlier_first"),
            models.CheckConstraint(condition=Q(state__in=MatchState.values), name="match_state_known"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="match_score_is_a_share"),
            models.CheckConstraint(
                condition=Q(state=MatchState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=MatchState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="match_decided_has_person",
            ),
        ]

    def __str__(self) -> str:
        return f"claims {self.first_id} and {self.second_id}"

    def get_desk_url(self) -> str:
        return reverse("desk:claim", args=[self.second_id]) + "#similar"
