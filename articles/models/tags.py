"""Tags: shared by articles, claims and sources through real foreign keys."""

import hashlib
import unicodedata

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

NAME_LENGTH = 60


def tag_name(name: str) -> str:
    """The name as shown: NFC, blanks folded, cut to the longest allowed."""
    return " ".join(unicodedata.normalize("NFC", name).split())[:NAME_LENGTH]


def tag_key(name: str) -> str:
    """What makes two names one tag: `News`, `news` and a decomposed accent are the same."""
    return unicodedata.normalize("NFC", tag_name(name).casefold())


def tag_slug(name: str) -> str:
    """Never empty: a name of emoji only gets a short digest."""
    slug = slugify(tag_name(name), allow_unicode=True)[:NAME_LENGTH].strip("-")
    return slug or "tag-" + hashlib.sha256(tag_key(name).encode()).hexdigest()[:10]


class Tag(TagBase):
    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    key = models.CharField(max_length=NAME_LENGTH * 3, unique=True, editable=False)
    description = models.TextField(blank=True, max_length=500, help_text="One or two sentences for readers.")

    class Meta:
        ordering = ["name"]
        permissions = [("merge_tags", "Can merge tags")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="tag_slug_not_empty"),
            models.CheckConstraint(condition=~models.Q(key=""), name="tag_key_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/tags/{self.slug}/"

    def get_desk_url(self) -> str:
        return reverse("desk:tag", args=[self.slug])

    def save(self, *args, **kwargs) -> None:
        self.name = tag_name(self.name)
        self.key = tag_key(self.name)
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        return tag_slug(tag) if i is None else f"{tag_slug(tag)}-{i}"


class TagAlias(models.Model):
    """A name that a merge left behind: who types it gets the tag it went into."""

    key = models.CharField(max_length=NAME_LENGTH * 3, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "tag aliases"

    def __str__(self) -> str:
        return f"{self.name} → {self.tag}"


class TaggedBase(ItemBase):
    """One tag on one thing. Indexed both ways: a thing's tags, and a tag's things."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="%(class)s_items")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"


class TaggedArticle(TaggedBase):
    content_object = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once")]
        indexes = [models.Index(fields=["tag", "content_object"])]


class TaggedClaim(TaggedBase):
    content_object = models.ForeignKey("Claim", on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="claim_tag_once")]
        indexes = [models.Index(fields=["tag", "content_object"])]


class TaggedSource(TaggedBase):
    content_object = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="source_tag_once")]
        indexes = [models.Index(fields=["tag", "content_object"])]


# Where things carry tags: article, claim and source, in the order in which they are named.
ITEMS: dict[str, type[TaggedBase]] = {
    "articles": TaggedArticle,
    "claims": TaggedClaim,
    "sources": TaggedSource,
}


def with_counts(tags: models.QuerySet) -> models.QuerySet:
    """Adds article_count, claim_count and source_count, each as one subquery."""
    return tags.annotate(
        **{
            name.removesuffix("s") + "_count": Coalesce(
                models.Subquery(
                    items.objects.filter(tag=models.OuterRef("pk"))
                    .order_by()
                    .values("tag")
                    .annotate(number=models.Count("pk"))
                    .values("number"),
                    output_field=models.IntegerField(),
                ),
                0,
            )
            for name, items in ITEMS.items()
        }
    )
