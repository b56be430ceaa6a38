"""What readers get: editions, the lists they stand in, pages, corrections. All of it is made by publishing."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest

from articles.admin.base import RecordAdmin, cut
from articles.admin.show import pretty, size, whole
from articles.models import (
    AnsweredObjection,
    Correction,
    Edition,
    EditionEntry,
    Generation,
    Page,
    SourceRetraction,
)

BYTES = ("body", "gzip", "brotli")


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    desk_of = "article"
    list_display = (
        cut("headline", "Headline"),
        "number",
        "slug",
        "published_by",
        "submitted_by",
        "published_at",
    )
    list_select_related = ("published_by", "submitted_by")
    search_fields = ("headline", "slug")
    date_hierarchy = "published_at"
    fields = (
        "article", "number", "headline", "slug", "revision", "digest", "submitted_by", "published_by", "published_at",
        pretty("record", "Record"),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("record")


@admin.register(EditionEntry)
class EditionEntryAdmin(RecordAdmin):
    desk_of = "edition.article"
    list_display = ("kind", "key", cut("edition", "Edition"), "first_published_at")
    list_select_related = ("edition",)
    search_fields = ("=key",)
    search_help_text = "The key, exactly: a tag's or source's slug, a claim's number, a month."
    fields = ("edition", "kind", "key", "first_published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditionEntry]:
        return super().get_queryset(request).defer("edition__record")


class StatusFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("200", "200 There"), ("301", "301 Moved"), ("410", "410 Gone")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value() in ("200", "301", "410")
        return queryset.filter(status=self.value()) if chosen else queryset


@admin.register(SourceRetraction)
class SourceRetractionAdmin(RecordAdmin):
    list_display = ("slug", cut("reason", "Reason"), "at")
    search_fields = ("slug",)
    fields = ("slug", "at", "reason", pretty("verdicts", "Verdicts that rest on it"))


@admin.register(AnsweredObjection)
class AnsweredObjectionAdmin(RecordAdmin):
    list_display = ("number", "outcome", cut("reason", "Reason"), "claim", "answered_at")
    list_filter = ("outcome",)
    date_hierarchy = "answered_at"
    fields = (
        "number", "claim", "outcome", whole("reason", "Reason"), "link", whole("answer", "Answer"),
        "received_at", "answered_at",
    )  # fmt: skip


@admin.register(Page)
class PageAdmin(RecordAdmin):
    """Of the bytes only how many there are."""

    list_display = ("path", "status", "content_type", size("body_size", "Size"), "updated_at")
    list_filter = (StatusFilter,)
    search_fields = ("path",)
    date_hierarchy = "updated_at"
    fields = (
        "path", "status", "content_type", "location", size("body_size", "Size"), size("gzip_size", "As gzip"),
        size("brotli_size", "As Brotli"), "etag", "updated_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        sizes = {f"{name}_size": Length(name) for name in BYTES}
        return super().get_queryset(request).defer(*BYTES).annotate(**sizes)


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    desk_of = "edition.article"
    list_display = (cut("note", "Note"), "kind", cut("edition", "Edition", 60), "created_by", "created_at")
    list_filter = ("kind",)
    list_select_related = ("edition", "created_by")
    search_fields = ("edition__headline", "edition__slug")
    date_hierarchy = "created_at"
    fields = ("edition", "kind", whole("note", "Note"), "created_by", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).defer("edition__record")


@admin.register(Generation)
class GenerationAdmin(RecordAdmin):
    list_display = ("id", "number")
    fields = ("number",)
