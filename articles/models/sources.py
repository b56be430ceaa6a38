"""Who or what is cited, the kept copies, and which claim rests on what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from taggit.managers import TaggableManager

from articles.enums import CaptureStatus, Reliability, SourceKind, SourceRank, Stance
from articles.models.claims import Claim


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
    note = models.TextField(blank=True, max_length=2000)
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
        permissions = [("edit_source", "Can edit sources and cite them")]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_url_once"),
            models.CheckConstraint(condition=~Q(slug=""), name="source_slug_not_empty"),
            models.CheckConstraint(
                condition=Q(reliability=Reliability.UNRATED) | ~Q(reliability_note=""),
                name="source_rating_has_reason",
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
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=500, blank=True)
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


class Citation(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=10, choices=Stance)
    quote = models.TextField(blank=True, max_length=2000)
    locator = models.CharField(
        max_length=200, blank=True, help_text="Page, paragraph, minute: where to look."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="citations"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "source", "locator"], name="citation_once_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.get_stance_display()} {self.source_id}"
