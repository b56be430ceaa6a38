"""Claims, whose words and tags can be changed here, and where they stand."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.actions.claiming import TEXT_LENGTH, edit_claim
from articles.actions.tagging import set_tags
from articles.admin.base import ActionAdmin, RecordAdmin, cut, listing
from articles.admin.filters import ClaimTagFilter
from articles.admin.forms import ActionForm, line_field, squash, tag_names, tags_field, tags_text, text_field
from articles.admin.show import links, pretty, whole
from articles.models import Appearance, Article, Claim, Match
from articles.models.queue import home_of

AGAIN = (
    "Changing words, claimant or date ends its round: what was decided or is under review no longer counts."
)


class ClaimForm(ActionForm):
    """`seen` is the digest of what the person was shown."""

    text = text_field(3, label="Claim", max_length=TEXT_LENGTH, help_text=AGAIN)
    claimant = line_field(
        required=False, max_length=200, help_text="Who says it, where the text names somebody."
    )
    said_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="When it was said, where that is known.",
    )
    tag_names = tags_field("claim", show_hidden_initial=True)
    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Claim
        fields: list[str] = []

    def read(self, claim: Claim) -> dict[str, Any]:
        content = {"text": claim.text, "claimant": claim.claimant, "said_on": claim.said_on}
        return content | {"seen_digest": claim.digest, "tag_names": tags_text(claim)}

    def clean_tag_names(self) -> list[str]:
        return tag_names(self.cleaned_data["tag_names"])

    def act(self) -> Claim:
        claim, words = self.instance, self.cleaned_data
        new = (squash(words["text"]), squash(words["claimant"]), words["said_on"])
        # Line breaks that the browser changed are no correction; they must not end a round.
        if words["seen_digest"] != claim.digest or new != (
            squash(claim.text),
            squash(claim.claimant),
            claim.said_on,
        ):
            content = {name: words[name] for name in ("text", "claimant", "said_on")}
            edit_claim(claim, **content, seen=words["seen_digest"], by=self.by, article=home_of(claim))
        if "tag_names" in self.changed_data:
            set_tags(claim, words["tag_names"], by=self.by)
        return claim


@admin.register(Claim)
class ClaimAdmin(ActionAdmin):
    """New claims are made at the desk, where the words of the text are selected."""

    form = ClaimForm
    change_right = "edit_claim"
    desk_of = ""
    list_display = (
        cut("text", "Claim"), cut("claimant", "Who says it", 40), "status", "verdict", "round",
        cut("home", "Article", 60), "written_by", "waiting_since",
    )  # fmt: skip
    list_filter = ("status", "verdict", ClaimTagFilter)
    list_select_related = ("written_by",)
    search_fields = ("text", "claimant")
    search_help_text = (
        "Words of the claim, or who says it. New claims are made at the desk, from the words of a text."
    )
    shown = (whole("text", "Claim"), "claimant", "said_on", "tags")
    kept = (
        "records", "status", "round", "verdict", "decided_at", "verdict_digest", "digest", "return_note",
        "waiting_since", "score", pretty("reasons", "Why it was proposed"), "written_by", "created_at", "updated_at",
    )  # fmt: skip
    kept_title = "What the workflow keeps"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        homes = Article.objects.filter(revision__appearances__claim=OuterRef("pk")).order_by("pk")
        return super().get_queryset(request).annotate(home=Subquery(homes.values("headline")[:1]))

    @admin.display(description="Belongs to it")
    def records(self, claim: Claim) -> SafeString:
        kinds = (
            ("appearance", "Appearances"),
            ("citation", "Citations"),
            ("assignment", "Assignments"),
            ("review", "Reviews of closed rounds"),
        )
        return links((listing(model, claim__id__exact=claim.pk), words) for model, words in kinds)


@admin.register(Appearance)
class AppearanceAdmin(RecordAdmin):
    desk_of = "claim"
    linked_by = ("revision__article__id__exact",)
    list_display = (
        cut("exact", "Words in the text"), "state", cut("revision__article", "Article", 60), "number", "start", "end",
    )  # fmt: skip
    list_filter = ("state",)
    list_select_related = ("revision__article",)
    search_fields = ("revision__article__headline", "revision__article__slug")
    fields = (
        "claim", "revision", "state", "prefix", whole("exact", "Words in the text"), "suffix", "start", "end",
        "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).defer("revision__text", "revision__changes")

    @admin.display(description="Revision", ordering="revision__number")
    def number(self, place: Appearance) -> int:
        return place.revision.number


@admin.register(Match)
class MatchAdmin(RecordAdmin):
    """Whether two claims are the same is said at the desk."""

    list_display = (
        cut("first", "Earlier"),
        cut("second", "Later"),
        "score",
        "state",
        "decided_by",
        "created_at",
    )
    list_filter = ("state",)
    list_select_related = ("first", "second", "decided_by")
    search_fields = ("first__text", "second__text")
    fields = (
        "first", "second", "score", pretty("reasons", "Reasons"), "state", "decided_by", "decided_at", "first_digest",
        "second_digest", "created_at",
    )  # fmt: skip
