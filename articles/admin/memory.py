"""Remembered fragments and the versions of rules, to look at; both are changed at the desk."""

from django.contrib import admin

from articles.admin.base import RecordAdmin, cut
from articles.admin.show import whole
from articles.models import Fragment, Rule


@admin.register(Fragment)
class FragmentAdmin(RecordAdmin):
    list_display = (cut("text", "Fragment"), "decision", "category", "standing", "first_seen", "last_seen")
    list_filter = ("decision", "standing")
    search_fields = ("key",)
    fields = (
        whole("text", "Fragment"), "key", "decision", "category", "standing", "first_seen", "last_seen",
    )  # fmt: skip


@admin.register(Rule)
class RuleAdmin(RecordAdmin):
    list_display = ("name", "version", "kind", "phrase", "category", "active", "created_by", "created_at")
    list_filter = ("kind", "active")
    list_select_related = ("created_by",)
    search_fields = ("name", "phrase")
    fields = ("name", "version", "kind", "phrase", "category", "active", "note", "created_by", "created_at")
