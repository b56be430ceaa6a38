"""Tags, which can be made, described, renamed, merged and, when nothing uses them, deleted here."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

from articles.actions.tagging import add_tag, delete_tag, edit_tag, merge_tags, uses_of
from articles.admin.base import ActionAdmin, RecordAdmin, cut, listing
from articles.admin.forms import ActionForm, line_field, text_field
from articles.admin.show import links
from articles.errors import NewsroomError
from articles.models import Tag, TagAlias
from articles.models.tags import NAME_LENGTH, with_counts
from articles.permissions import can_may

MOST_AT_ONCE = 50
NUMBER = re.compile(r"[0-9]{1,18}")


class TagForm(ActionForm):
    name = line_field(max_length=NAME_LENGTH, show_hidden_initial=True)
    description = text_field(
        3,
        required=False,
        max_length=500,
        show_hidden_initial=True,
        help_text="One or two sentences for readers.",
    )

    class Meta:
        model = Tag
        fields: list[str] = []

    def read(self, tag: Tag) -> dict[str, Any]:
        return {"name": tag.name, "description": tag.description}

    def act(self) -> Tag:
        words = {name: self.cleaned_data[name] for name in ("name", "description")}
        if self.instance.pk is None:
            return add_tag(**words, by=self.by)
        if words != self.read(self.instance):
            edit_tag(self.instance, **self.read(self.instance) | self.changed(words), by=self.by)
        return self.instance


@admin.register(Tag)
class TagAdmin(ActionAdmin):
    form = add_form = TagForm
    add_right = change_right = "merge_tags"
    desk_of = ""
    actions = ("merge",)
    list_display = (
        "name",
        "slug",
        "article_count",
        "claim_count",
        "source_count",
        cut("description", "Description"),
    )
    search_fields = ("name", "slug")
    shown = ("name", "description")
    kept = ("records", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return with_counts(super().get_queryset(request))

    @admin.display(description="Articles")
    def article_count(self, tag: Tag) -> int:
        return tag.article_count

    @admin.display(description="Claims")
    def claim_count(self, tag: Tag) -> int:
        return tag.claim_count

    @admin.display(description="Sources")
    def source_count(self, tag: Tag) -> int:
        return tag.source_count

    @admin.display(description="Carried by")
    def records(self, tag: Tag) -> SafeString:
        kinds = (("article", "Articles"), ("claim", "Claims"), ("source", "Sources"))
        return links((listing(model, tag=tag.slug), words) for model, words in kinds)

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        """For administrators, and only what nothing uses. Never several at once: there is no list to delete from."""
        return obj is not None and can_may(request.user, "delete_tag") and not uses_of(obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except NewsroomError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect("admin:articles_tag_change", object_id)

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        delete_tag(obj, by=request.user)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """What was ticked are numbers; Django looks for them unchecked."""
        if not all(NUMBER.fullmatch(pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise SuspiciousOperation("A ticked row is named by its number.")
        return super().response_action(request, queryset)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return can_may(request.user, "merge_tags")

    @admin.action(description="Merge selected tags …", permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """First the page that shows what would happen, then, confirmed there, the merge."""
        tags = list(queryset[: MOST_AT_ONCE + 1])
        if not 2 <= len(tags) <= MOST_AT_ONCE:
            self.message_user(request, f"Choose 2 to {MOST_AT_ONCE} tags to merge.", messages.ERROR)
            return None
        into = next((tag for tag in tags if str(tag.pk) == request.POST.get("into")), None)
        if "confirmed" in request.POST and into is not None:
            return self._merge(request, tags, into)
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge tags",
            "opts": self.opts,
            "tags": tags,
            "unchosen": "confirmed" in request.POST,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/merge_tags.html", context)

    def _merge(self, request: HttpRequest, tags: list[Tag], into: Tag) -> None:
        try:
            moved = merge_tags(tags, into=into, by=request.user)
        except NewsroomError as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        words = f"{len(tags) - 1} merged into “{into}”; things tagged with it anew: {moved}."
        self.message_user(request, words, messages.SUCCESS)


@admin.register(TagAlias)
class TagAliasAdmin(RecordAdmin):
    desk_of = "tag"
    list_display = ("name", "slug", "tag")
    list_select_related = ("tag",)
    search_fields = ("name", "slug", "tag__name")
    fields = ("name", "slug", "key", "tag")
