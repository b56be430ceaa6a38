"""Filters that do not read a whole table to know what they offer, and the column of tags."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from articles.admin.forms import language_choices
from articles.models import TaggedArticle, TaggedClaim, TaggedSource
from articles.text.claims.words import languages


class TagFilter(SimpleListFilter):
    """Narrows to what carries a tag. The links of the tags lead here; the list of all tags has its own page."""

    title = "tag"
    parameter_name = "tag"
    through: Any = None

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        slug = request.GET.get(self.parameter_name)
        return [(slug, slug)] if slug else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        carried = self.through.objects.filter(content_object=OuterRef("pk"), tag__slug=self.value())
        return queryset.filter(Exists(carried)) if self.value() else queryset


class ArticleTagFilter(TagFilter):
    through = TaggedArticle


class ClaimTagFilter(TagFilter):
    through = TaggedClaim


class SourceTagFilter(TagFilter):
    through = TaggedSource


class LanguageFilter(SimpleListFilter):
    """The languages that claims are found in, from their tables: asking the articles would read them all."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = dict(language_choices())
        return [(code, names.get(code, code)) for code in languages()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.display(description="Tags")
def tag_list(row: Any) -> str:
    return ", ".join(sorted(item.tag.name for item in row.tagged.all()))
