"""Sources, which can be added and edited here, with their kept copies and citations."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.actions.citing import FIELDS, add_source, edit_source
from articles.actions.tagging import set_tags
from articles.admin.base import ActionAdmin, RecordAdmin, cut, listing
from articles.admin.filters import SourceTagFilter, tag_list
from articles.admin.forms import ActionForm, line_field, tag_names, tags_field, tags_text, text_field
from articles.admin.show import links, size, whole
from articles.enums import Reliability, SourceKind, SourceRank
from articles.models import Citation, Snapshot, Source, SourceCheck


class SourceForm(ActionForm):
    name = line_field(
        max_length=200, show_hidden_initial=True, help_text="A person, a body, or the title of what is cited."
    )
    kind = forms.ChoiceField(choices=SourceKind.choices, show_hidden_initial=True)
    url = forms.URLField(
        required=False,
        label="Address",
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        show_hidden_initial=True,
        help_text="Where readers find it. One address is one source.",
    )
    rank = forms.ChoiceField(
        label="Primary or secondary",
        choices=SourceRank.choices,
        initial=SourceRank.SECONDARY,
        show_hidden_initial=True,
    )
    reliability = forms.ChoiceField(
        choices=Reliability.choices, initial=Reliability.UNRATED, show_hidden_initial=True
    )
    reliability_note = line_field(
        required=False,
        max_length=500,
        label="Why it is rated so",
        show_hidden_initial=True,
        help_text="A rating needs its reason.",
    )
    note = text_field(3, required=False, max_length=2000, label="Note for the desk", show_hidden_initial=True)
    tag_names = tags_field("source", show_hidden_initial=True)

    class Meta:
        model = Source
        fields: list[str] = []

    def read(self, source: Source) -> dict[str, Any]:
        return {name: getattr(source, name) for name in FIELDS} | {"tag_names": tags_text(source)}

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise ValidationError("A source's address starts with http:// or https://.")
        known = Source.objects.filter(url=url).exclude(pk=self.instance.pk).first() if url else None
        if known:
            raise ValidationError(f"“{known}” has this address already; cite that one.")
        return url

    def clean_tag_names(self) -> list[str]:
        return tag_names(self.cleaned_data["tag_names"])

    def act(self) -> Source:
        words = self.cleaned_data
        if self.instance.pk is None:
            source = add_source(by=self.by, **{name: words[name] for name in FIELDS})
        else:
            source = self.instance
            edit_source(source, by=self.by, **self.changed(FIELDS))
        if "tag_names" in self.changed_data:
            set_tags(source, words["tag_names"], by=self.by)
        return source


@admin.register(Source)
class SourceAdmin(ActionAdmin):
    form = add_form = SourceForm
    add_right = change_right = "edit_source"
    desk_of = ""
    list_display = ("name", "kind", "rank", "reliability", cut("url", "Address", 50), tag_list, "created_at")
    list_filter = ("kind", "rank", "reliability", "link_state", SourceTagFilter)
    search_fields = ("name", "slug", "url")
    shown = (*FIELDS, "tags")
    kept = (
        "records", "slug", "rated_at", "retracted_at", "retracted_reason", "link_state", "checked_at",
        "created_by", "created_at", "updated_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).prefetch_related("tagged__tag")

    @admin.display(description="Belongs to it")
    def records(self, source: Source) -> SafeString:
        kinds = (
            ("snapshot", "Kept copies"),
            ("sourcecheck", "Looks at its address"),
            ("citation", "Citations"),
        )
        return links((listing(model, source__id__exact=source.pk), words) for model, words in kinds)


@admin.register(Snapshot)
class SnapshotAdmin(RecordAdmin):
    """Of the bytes only how many there are: they came from outside and are never shown in a page."""

    desk_of = "source"
    list_display = (
        "source", "status", cut("file_name", "File", 50), cut("url", "Fetched from", 50), "content_type",
        size("size", "Size"), "captured_by", "captured_at",
    )  # fmt: skip
    list_filter = ("status",)
    list_select_related = ("source", "captured_by")
    search_fields = ("source__name", "source__slug", "=digest")
    fields = (
        "source", "status", "file_name", "url", "content_type", size("size", "Size"), "digest", "note",
        "captured_by", "captured_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).defer("content", "text")


@admin.register(SourceCheck)
class SourceCheckAdmin(RecordAdmin):
    desk_of = "source"
    list_display = ("source", "outcome", "status", cut("note", "Note"), "at")
    list_filter = ("outcome",)
    list_select_related = ("source",)
    search_fields = ("source__name", "source__slug")
    fields = ("source", "outcome", "status", "url", "note", "at")


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    desk_of = "claim"
    list_display = (
        "source", "stance", cut("claim", "Claim"), cut("locator", "Where", 40), "quote_state", "created_by",
        "created_at",
    )  # fmt: skip
    list_filter = ("stance", "quote_state")
    list_select_related = ("source", "claim", "created_by")
    search_fields = ("source__name", "source__slug")
    fields = (
        "claim", "source", "stance", whole("quote", "Its words"), "quote_state", "locator", "created_by",
        "created_at",
    )  # fmt: skip
