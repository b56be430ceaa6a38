"""Articles, which can be written and edited here, with their revisions and findings, which can be looked at."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.actions.editing import DETAILS, edit_details, edit_text
from articles.actions.importing import import_article
from articles.actions.tagging import set_tags
from articles.admin.base import ActionAdmin, RecordAdmin, cut, listing
from articles.admin.filters import ArticleTagFilter, LanguageFilter, tag_list
from articles.admin.forms import (
    ActionForm,
    language_choices,
    line_field,
    tag_names,
    tags_field,
    tags_text,
    text_field,
)
from articles.admin.show import links, pretty, whole
from articles.enums import Format, Origin
from articles.errors import Refused
from articles.models import Article, Claim, Finding, Revision
from articles.text.check import check_text
from articles.text.refusal import TextRefused
from articles.workflow import ARTICLE_CLOSED

BREAK = re.compile(r"\r\n|\r")
ONLY_IF = "Only when the text has no title of its own."


class WordsForm(ActionForm):
    """What adding and changing an article have in common."""

    headline = line_field(max_length=300, show_hidden_initial=True)
    language = forms.ChoiceField(required=False, show_hidden_initial=True)
    text = text_field(30, strip=False)
    summary = text_field(
        3,
        required=False,
        max_length=500,
        show_hidden_initial=True,
        help_text="One or two sentences for lists and search.",
    )
    byline = line_field(
        required=False, max_length=200, show_hidden_initial=True, help_text="Who wrote it, as readers see it."
    )
    tag_names = tags_field("article", show_hidden_initial=True)

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(self.initial.get("language", ""))

    def clean_text(self) -> str:
        try:
            return check_text(self.cleaned_data["text"])
        except TextRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean_tag_names(self) -> list[str]:
        return tag_names(self.cleaned_data["tag_names"])


class AddArticleForm(WordsForm):
    """A new article comes in like any other: its text is kept as revision 1, screened and searched for claims."""

    headline = line_field(required=False, max_length=300, help_text=ONLY_IF)
    format = forms.ChoiceField(required=False, choices=[("", "Find out by itself"), *Format.choices])
    field_order = ("headline", "language", "format", "text", "summary", "byline", "tag_names")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].help_text = "Found out from the text when not set."
        for field in self.fields.values():
            field.show_hidden_initial = False

    def act(self) -> Article:
        words = self.cleaned_data
        # Browsers send every line break as CR LF; what was written had one character for it.
        text = BREAK.sub("\n", words["text"])
        done = import_article(
            by=self.by, origin=Origin.ADMIN, text=text, format=words["format"], headline=words["headline"]
        )
        if not done.created:
            raise Refused(f"“{done.article}” has this very text already. Change that article instead.")
        article = done.article
        details = {name: words[name] for name in ("summary", "byline", "language") if words[name]}
        if details:
            edit_details(article, by=self.by, **details)
        if words["tag_names"]:
            own = [item.tag.name for item in article.tagged.select_related("tag")]
            set_tags(article, own + words["tag_names"], by=self.by)
        return article


class ArticleForm(WordsForm):
    """`based_on` is the number of the revision whose text the person was shown."""

    note = line_field(
        required=False,
        max_length=500,
        label="What you changed in the text, and why",
        help_text="Stands beside the new revision and in the log.",
    )
    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    field_order = ("headline", "language", "text", "note", "summary", "byline", "tag_names", "based_on")

    def read(self, article: Article) -> dict[str, Any]:
        details = {name: getattr(article, name) for name in DETAILS}
        own = {"text": article.revision.text, "based_on": article.revision.number}
        return details | own | {"tag_names": tags_text(article)}

    def act(self) -> Article:
        article, words = self.instance, self.cleaned_data
        shown = article.revisions.filter(number=words["based_on"]).first()
        if shown is None:
            raise Refused("This form names a text that is not there. Open the page again.")
        if BREAK.sub("\n", words["text"]) != BREAK.sub("\n", shown.text):
            edit_text(article, text=words["text"], based_on=words["based_on"], by=self.by, note=words["note"])
        if details := self.changed(DETAILS):
            edit_details(article, by=self.by, seen=self.seen(), **details)
        if "tag_names" in self.changed_data:
            set_tags(article, words["tag_names"], by=self.by)
        return article


@admin.register(Article)
class ArticleAdmin(ActionAdmin):
    form, add_form = ArticleForm, AddArticleForm
    add_right, change_right = "import_article", "edit_article"
    desk_of = ""
    list_display = ("headline", "status", "language", tag_list, "imported_by", "created_at", "publish_at")
    list_filter = ("status", LanguageFilter, "format", "origin", ArticleTagFilter)
    list_select_related = ("imported_by",)
    search_fields = ("headline", "slug")
    date_hierarchy = "created_at"
    shown = ("headline", "language", "text", "summary", "byline", "tags")
    kept = (
        "records", "status", "slug", "format", "origin", "origin_name", "encoding", "digest", "revision",
        "live_edition", "imported_by", "submitted_by", "publish_at", "scheduled_by", "created_at", "updated_at",
    )  # fmt: skip
    kept_title = "What the workflow keeps"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).prefetch_related("tagged__tag")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What was taken back or set aside is not worked on."""
        gone = obj is not None and obj.status in ARTICLE_CLOSED
        return not gone and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Article, form: ActionForm, change: bool) -> None:
        """The action has written; what it found is looked at on the desk."""
        if not change:
            findings = Finding.objects.filter(revision__article=obj).count()
            claims = Claim.objects.filter(appearances__revision__article=obj).count()
            words = f"Suspected fragments: {findings}, proposed claims: {claims}."
            self.message_user(
                request,
                format_html('{} <a href="{}">Look at them at the desk</a>.', words, obj.get_desk_url()),
                messages.INFO,
            )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The desk's log has all of an article: its findings, claims and editions too."""
        article = self.get_object(request, admin.utils.unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return redirect("desk:article-log", article.slug)

    def text(self, article: Article) -> SafeString:
        return whole("text", "Text")(article.revision)

    @admin.display(description="Belongs to it")
    def records(self, article: Article) -> SafeString:
        kinds = (
            ("revision", "article__id__exact", "Revisions"),
            ("finding", "revision__article__id__exact", "Findings"),
            ("appearance", "revision__article__id__exact", "Claims in its texts"),
            ("edition", "article__id__exact", "Editions"),
            ("event", "article__id__exact", "Log"),
        )
        return links((listing(model, **{key: article.pk}), words) for model, key, words in kinds)


@admin.register(Revision)
class RevisionAdmin(RecordAdmin):
    desk_of = "article"
    list_display = ("article", "number", "kind", "created_by", "created_at", cut("note", "Note"))
    list_filter = ("kind",)
    list_select_related = ("article", "created_by")
    search_fields = ("article__headline", "article__slug")
    fields = (
        "article", "number", "kind", "based_on", "note", "digest", "created_by", "created_at",
        pretty("changes", "Changes"), whole("text", "Text"),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("text", "changes")


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    desk_of = "revision.article"
    linked_by = ("revision__article__id__exact",)
    list_display = (
        cut("text", "Fragment"), "status", "sure", "category", "rule", "confidence",
        cut("revision__article", "Article", 60), "decided_by", "decided_at",
    )  # fmt: skip
    list_filter = ("status", "sure")
    list_select_related = ("revision__article", "decided_by")
    search_fields = ("rule", "revision__article__headline", "revision__article__slug")
    fields = (
        "revision", "start", "end", whole("text", "Fragment"), "key", "status", "sure", "category", "rule",
        "rule_version", "confidence", "reason", pretty("signals", "Signals"), "decided_by", "decided_at",
        "removed_in", "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        return super().get_queryset(request).defer("revision__text", "revision__changes")
