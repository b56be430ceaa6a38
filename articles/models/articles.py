"""The article and its immutable texts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from articles.enums import ArticleStatus, Format, Origin, ReviewPolicy, RevisionKind


class Article(models.Model):
    """The story's identity. Its text lives in revisions, what readers see in editions."""

    headline = models.CharField(max_length=300)
    headline_edited = models.BooleanField(
        default=False,
        editable=False,
        help_text="Until somebody edits it, the headline follows the text's title.",
    )
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    summary = models.TextField(
        blank=True, max_length=500, help_text="One or two sentences for lists and search."
    )
    byline = models.CharField(max_length=200, blank=True, help_text="Who wrote it, as readers see it.")
    language = models.CharField(max_length=12, blank=True, help_text="Two letters, such as en or zh.")
    format = models.CharField(max_length=10, choices=Format)
    origin = models.CharField(max_length=10, choices=Origin)
    origin_name = models.CharField(max_length=500, blank=True, help_text="The file or address it came from.")
    encoding = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the text as it came in.")
    status = models.CharField(
        max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT, db_index=True
    )
    # Empty only inside the transaction of the import; so the type says that there always is one.
    revision: "models.OneToOneField[Revision, Revision]" = models.OneToOneField(
        "Revision",
        null=True,
        on_delete=models.PROTECT,
        related_name="current_of",
        help_text="The newest text.",
    )
    live_edition = models.OneToOneField(
        "Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="live_of"
    )
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="imported_articles"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="submitted_articles"
    )
    review_policy = models.CharField(
        max_length=6, choices=ReviewPolicy, blank=True, help_text="Empty: the desk's."
    )
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scheduled_articles",
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)

    tags = TaggableManager(through="TaggedArticle", blank=True, related_name="articles")

    class Meta:
        ordering = ["-created_at", "-id"]
        permissions = [
            ("use_desk", "Can use the desk"),
            ("import_article", "Can import articles"),
            ("edit_article", "Can edit articles"),
            ("submit_article", "Can submit articles to review"),
            ("publish_article", "Can publish, unpublish and retract"),
            ("set_review_policy", "Can set how many reviews the claims of an article get"),
        ]
        indexes = [models.Index(fields=["status", "-created_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ArticleStatus.values), name="article_status_known"),
            models.CheckConstraint(condition=~Q(slug=""), name="article_slug_not_empty"),
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.PUBLISHED) | Q(live_edition__isnull=False),
                name="article_published_has_edition",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[ArticleStatus.RETRACTED, ArticleStatus.UNPUBLISHED, ArticleStatus.SET_ASIDE]
                )
                | Q(live_edition__isnull=True),
                name="article_off_has_no_live_edition",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True) | Q(scheduled_by__isnull=False),
                name="article_schedule_has_person",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(scheduled_by=F("submitted_by")),
                name="article_scheduler_not_submitter",
            ),
            models.CheckConstraint(
                condition=Q(review_policy__in=["", *ReviewPolicy.values]), name="article_policy_known"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return f"/articles/{self.slug}/"

    def get_desk_url(self) -> str:
        return reverse("desk:article", args=[self.slug])


class Revision(models.Model):
    """One full text, never changed. `changes` says how it came from `based_on`, by offsets in that text."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RevisionKind)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    based_on = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    changes = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, kind=RevisionKind.IMPORTED, based_on__isnull=True)
                | (Q(number__gt=1, based_on__isnull=False) & ~Q(kind=RevisionKind.IMPORTED)),
                name="revision_one_is_the_import",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} revision {self.number}"
