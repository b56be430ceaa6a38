"""The log, line by line."""

from django.contrib import admin

from articles.admin.base import RecordAdmin, cut
from articles.admin.show import pretty
from articles.models import Event


@admin.register(Event)
class EventAdmin(RecordAdmin):
    desk_of = "article"
    list_display = (
        "number", "at", "actor_name", "action", "object_type", cut("object_label", "Object", 60),
        cut("reason", "Reason", 60),
    )  # fmt: skip
    search_fields = ("=action", "=actor_name", "=object_id", "object_label")
    search_help_text = (
        "An action, a user name or an object's number, exactly; or words of what it was done to."
    )
    date_hierarchy = "at"
    fields = (
        "number", "at", "actor", "actor_name", "action", "object_type", "object_id", "object_label", "article",
        pretty("before", "Before"), pretty("after", "After"), "reason", "previous", "hash",
    )  # fmt: skip
