"""What readers get: frozen editions, the lists they stand in, and finished pages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.enums import CorrectionKind, ObjectionStatus
from articles.workflow import OBJECTION_PUBLIC


class Edition(models.Model):
    """One act of publishing. `record` holds all a reader sees; `digest` is the SHA-256 of its canonical JSON."""

    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey("Revision", on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=100, allow_unicode=True)
    headline = models.CharField(max_length=300)
    record = models.JSONField()
    digest = models.CharField(max_length=64)
    # How its text follows from what came in; editions of before there were proofs have none.
    proof = models.JSONField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="submitted_editions"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="published_editions"
    )
    published_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True) | ~Q(published_by=F("submitted_by")),
                name="edition_publisher_not_submitter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (edition {self.number})"

    def get_absolute_url(self) -> str:
        return f"/articles/{self.slug}/editions/{self.number}/"


class EditionEntry(models.Model):
    """A list that a live edition stands in: kind claim, source, tag, month or front. Gone when it goes off."""

    KINDS = ("front", "month", "tag", "claim", "source")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=100, blank=True)
    first_published_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "key", "-first_published_at"]
        verbose_name_plural = "edition entries"
        constraints = [models.UniqueConstraint(fields=["edition", "kind", "key"], name="entry_once")]
        indexes = [models.Index(fields=["kind", "key", "-first_published_at", "edition"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.edition_id}"


class Listing(models.Model):
    """A tag, a source or a month that live editions stand in, as the indexes show it; gone with the last of them.

    `count` articles stand in it, first published between `since` and `until`. `shown` is what the edition published
    last, `at`, says of it. Made from the entries, so that a publication need not count them.
    """

    KINDS = ("tag", "source", "month")

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=100)
    count = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    at = models.DateTimeField()
    shown = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind", "since", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="listing_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="listing_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["tag", "source", "month"]), name="listing_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "since", "key"]),
            models.Index(fields=["kind", "-count", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.count}"


class Page(models.Model):
    """One public URL as finished bytes. `path` is decoded, starts with a slash."""

    path = models.CharField(max_length=500, primary_key=True)
    status = models.PositiveSmallIntegerField(default=200)
    content_type = models.CharField(max_length=100, default="text/html; charset=utf-8")
    location = models.CharField(max_length=500, blank=True)
    body = models.BinaryField()
    gzip = models.BinaryField(default=bytes)
    brotli = models.BinaryField(default=bytes)
    etag = models.CharField(max_length=70)
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/"), name="page_path_absolute"),
            models.CheckConstraint(condition=Q(status__in=[200, 301, 410]), name="page_status_known"),
            models.CheckConstraint(
                condition=(Q(status=301) & ~Q(location="")) | (~Q(status=301) & Q(location="")),
                name="page_location_when_moved",
            ),
        ]

    def __str__(self) -> str:
        return self.path


class SearchRow(models.Model):
    """A live article, a claim or a source of one, as search finds and shows it. Gone with the last live edition.

    The key grows with the time that results are sorted by, so the newest comes first by itself. `units` are the
    folded words of title and text in a row; the database's index over them is made by migration 0003.
    """

    KINDS = ("article", "claim", "source")

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    shown = models.JSONField()
    title = models.TextField()
    units = models.TextField()
    text = models.TextField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_row_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["article", "claim", "source"]), name="search_row_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Generation(models.Model):
    """One row: how often the public site has changed. A publication made on an older number starts again."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="generation_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Rebuild(models.Model):
    """One row while the whole public site is rendered again: how far that came, so that it can be gone on with."""

    stamp = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    part = models.CharField(max_length=20)
    after = models.JSONField(default=list)
    steps = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="rebuild_one_row")]

    def __str__(self) -> str:
        return f"{self.part} {self.after}"


class SourceRetraction(models.Model):
    """What readers are told of a source that was retracted; gone again when that was a mistake.

    `verdicts` are [claim id, round] of every verdict, in whatever edition, that rests on the source.
    """

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    verdicts = models.JSONField(default=list)

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="source_retraction_has_reason")]

    def __str__(self) -> str:
        return f"{self.slug}: {self.reason}"


class AnsweredObjection(models.Model):
    """What readers get of an objection that was answered. Written with the answer, and never changed after it.

    `claim` is the number of the claim that it is about; it shows only where a live edition carries that claim.
    """

    number = models.PositiveIntegerField(unique=True)
    claim = models.PositiveBigIntegerField(db_index=True)
    outcome = models.CharField(max_length=10, choices=ObjectionStatus)
    reason = models.TextField(max_length=2000)
    link = models.CharField(max_length=1000, blank=True)
    answer = models.TextField(max_length=2000)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-answered_at", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=OBJECTION_PUBLIC), name="answered_objection_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(answer=""), name="answered_objection_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"Objection {self.number}: {self.get_outcome_display()}"


class Correction(models.Model):
    """A public note on an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=14, choices=CorrectionKind)
    note = models.TextField(max_length=2000)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections"
    )
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="correction_has_note")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.edition_id}"
