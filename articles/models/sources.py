"""Who or what is cited, the kept copies, and which claim rests on what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest, Least, Substr
from django.urls import reverse
from taggit.managers import TaggableManager

from articles.enums import (
    CaptureStatus,
    LinkState,
    QuoteState,
    Reliability,
    SourceKind,
    SourceRank,
    Stance,
)
from articles.models.claims import Claim

AROUND = 80  # code points shown on each side of a quote that was found


class Source(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=14, choices=SourceKind)
    url = models.URLField(max_length=1000, blank=True)
    rank = models.CharField(
        "primary or secondary", max_length=10, choices=SourceRank, default=SourceRank.SECONDARY
    )
    reliability = models.CharField(max_length=10, choices=Reliability, default=Reliability.UNRATED)
    reliability_note = models.CharField(max_length=500, blank=True, help_text="Why it is rated so.")
    rated_at = models.DateTimeField(null=True, blank=True, help_text="When it was rated so.")
    note = models.TextField(blank=True, max_length=2000)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_reason = models.CharField(max_length=500, blank=True, help_text="As readers are told.")
    link_state = models.CharField(
        max_length=10, choices=LinkState, default=LinkState.UNCHECKED, db_index=True
    )
    strikes = models.PositiveSmallIntegerField(default=0, help_text="Days in a row on which it was gone.")
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="added_sources",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    tags = TaggableManager(through="TaggedSource", blank=True, related_name="sources")

    class Meta:
        ordering = ["name"]
        permissions = [
            ("edit_source", "Can edit sources and cite them"),
            ("retract_source", "Can mark sources as retracted"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_url_once"),
            models.CheckConstraint(condition=~Q(slug=""), name="source_slug_not_empty"),
            models.CheckConstraint(
                condition=Q(reliability=Reliability.UNRATED) | ~Q(reliability_note=""),
                name="source_rating_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(reliability=Reliability.UNRATED) | Q(rated_at__isnull=False),
                name="source_rating_has_date",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retracted_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retracted_reason="")),
                name="source_retracted_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(link_state__in=LinkState.values), name="source_link_state_known"
            ),
            models.CheckConstraint(
                condition=Q(link_state=LinkState.UNCHECKED, checked_at__isnull=True)
                | (~Q(link_state=LinkState.UNCHECKED) & Q(checked_at__isnull=False)),
                name="source_checked_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(link_state=LinkState.DEAD) | Q(strikes__gte=3), name="source_dead_after_three"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/sources/{self.slug}/"

    def get_desk_url(self) -> str:
        return reverse("desk:source", args=[self.slug])


class Snapshot(models.Model):
    """The stored bytes of a source as captured."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    status = models.CharField(max_length=10, choices=CaptureStatus)
    url = models.CharField(max_length=2000, blank=True, help_text="Where it was fetched; uploads have none.")
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True, help_text="The words that could be read out of it.")
    note = models.CharField(max_length=500, blank=True, help_text="Why it was not captured, or has no text.")
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="snapshots"
    )
    captured_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-captured_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status=CaptureStatus.CAPTURED) & ~Q(digest="") & Q(size__gt=0))
                | Q(status=CaptureStatus.FAILED, digest="", size=0),
                name="snapshot_captured_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.captured_at:%Y-%m-%d} {self.get_status_display()}"


class SourceCheck(models.Model):
    """One look at the address of a source. `outcome` is a LinkState that a single look can tell."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=LinkState)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The answer's HTTP status.")
    url = models.CharField(max_length=2000, blank=True, help_text="Where it was found in the end.")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["source", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=LinkState.values)
                & ~Q(outcome__in=[LinkState.UNCHECKED, LinkState.DEAD]),
                name="source_check_outcome_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.at:%Y-%m-%d} {self.get_outcome_display()}"


class CitationQuerySet(models.QuerySet):
    def for_display(self) -> "CitationQuerySet":
        """With the source, who cited it, and the words around a quote that was found: one query for all rows."""
        return (
            self.select_related("source", "created_by", "found_in")
            .defer("found_in__content", "found_in__text")
            .annotate(
                before=Substr(
                    "found_in__text",
                    Greatest(F("found_start") + 1 - AROUND, 1),
                    Least(F("found_start"), Value(AROUND)),
                ),
                after=Substr("found_in__text", F("found_end") + 1, AROUND),
            )
        )


class Citation(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=10, choices=Stance)
    quote = models.TextField(blank=True, max_length=2000)
    locator = models.CharField(
        max_length=200, blank=True, help_text="Page, paragraph, minute: where to look."
    )
    quote_state = models.CharField(max_length=12, choices=QuoteState, blank=True)
    found_in = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="found_quotes"
    )
    # Where the quote stands in the text of `found_in`, in code points.
    found_start = models.PositiveIntegerField(null=True, blank=True)
    found_end = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="citations"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "source", "locator"], name="citation_once_per_place"),
            models.CheckConstraint(
                condition=Q(quote="", quote_state="") | (~Q(quote="") & Q(quote_state__in=QuoteState.values)),
                name="citation_quote_has_state",
            ),
            models.CheckConstraint(
                condition=Q(
                    quote_state=QuoteState.FOUND, found_in__isnull=False, found_start__lt=F("found_end")
                )
                | (
                    ~Q(quote_state=QuoteState.FOUND)
                    & Q(found_in__isnull=True, found_start__isnull=True, found_end__isnull=True)
                ),
                name="citation_found_has_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.get_stance_display()} {self.source_id}"
