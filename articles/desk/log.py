"""The log: of one article, and of everything."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.desk.common import desk_view, page
from articles.desk.fetch import article_of
from articles.desk.forms import FilterForm
from articles.desk.steps import figures_of, steps_of
from articles.models import Event

PER_PAGE = 50
VALUE_LENGTH = 160
# What is said instead of the name of a move or an action.
WORDS = {
    "import": "imported",
    "screen": "looked for injected fragments",
    "propose_claims": "proposed claims",
    "cleaned": "took out fragments, or put them back",
    "edited": "edited the text",
    "edit": "edited",
    "tag": "set the tags",
    "set_policy": "set how many reviews its claims get",
    "remove": "decided to remove",
    "keep": "decided to keep",
    "undo": "took the decision back",
    "mark": "marked by hand",
    "accept": "accepted",
    "add": "added",
    "anchor": "showed where it stands",
    "detach": "said that the text no longer makes it",
    "propose_matches": "proposed claims that are likely the same",
    "confirm_match": "said that these are the same claim",
    "refuse_match": "said that these are two claims",
    "separate": "made it a claim of its own",
    "mark_opinion": "set aside as opinion",
    "dismiss": "dismissed",
    "submit": "submitted",
    "send_back": "sent back",
    "take": "took",
    "assign": "gave out",
    "hand_out": "gave out, since nobody had taken it",
    "hand_over": "handed over",
    "release": "took back, since its time was up",
    "away": "said who is away",
    "back": "said who is back",
    "give_back": "gave back",
    "review": "reviewed",
    "decide": "decided",
    "dispute": "reviews disagree",
    "adjudicate": "adjudicated",
    "return": "returned",
    "withdraw": "withdrew",
    "void": "changed its words; what was reviewed no longer counts",
    "reopen": "opened again",
    "publish": "published",
    "publish_failed": "could not publish",
    "unpublish": "unpublished",
    "retract": "retracted",
    "set_aside": "set aside",
    "schedule": "set the time of publication",
    "change_slug": "changed the address",
    "object": "took in what a reader objected",
    "uphold": "upheld",
    "uphold_partly": "upheld a part of",
    "reject": "rejected",
    "cite": "cited a source",
    "drop_citation": "dropped a citation",
    "capture": "kept a copy",
    "capture_failed": "could not keep a copy",
    "check": "looked at the address",
    "retract_source": "marked as retracted",
    "restore_source": "took back that it is retracted",
    "merge": "merged",
    "remember": "remembered the words",
    "forget": "forgot the words",
    "switch_on": "put in force",
    "switch_off": "switched off",
    "choose_scale": "put in force",
    "make_token": "made a token",
    "revoke_token": "revoked a token",
}


class LogFilter(FilterForm):
    """By person and by action; `before` is where the next page begins."""

    actor = forms.ChoiceField(required=False, label="Who")
    action = forms.ChoiceField(required=False, label="What")
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="log_%s")
        people = (
            get_user_model()
            .objects.filter(Exists(Event.objects.filter(actor=OuterRef("pk"))))
            .order_by("username")
        )
        names = [(str(one.pk), one.get_full_name() or one.get_username()) for one in people]
        self.fields["actor"].choices = [("", "Anybody"), ("system", "The system"), *names]
        self.fields["action"].choices = [("", "Anything"), *sorted(WORDS.items(), key=lambda pair: pair[1])]


@desk_view("log")
def log(request: HttpRequest) -> HttpResponse:
    return _page(request, Event.objects.all(), "desk/log.html", {})


@desk_view("articles")
def article_log(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    context = {"article": article, "steps": steps_of(article, figures_of(article))}
    return _page(request, Event.objects.filter(article=article), "desk/article_log.html", context)


def _page(request: HttpRequest, events: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """Newest first; the next page begins below a number, so a line is never shown twice nor skipped."""
    form = LogFilter(request.GET)
    chosen = form.chosen()
    if chosen["actor"]:
        events = events.filter(actor=None if chosen["actor"] == "system" else chosen["actor"])
    if chosen["action"]:
        events = events.filter(action=chosen["action"])
    if chosen["before"]:
        events = events.filter(number__lt=chosen["before"])
    found = list(events.select_related("article").order_by("-number")[: PER_PAGE + 1])
    more = found[PER_PAGE - 1].number if len(found) > PER_PAGE else 0
    context |= {
        "form": form,
        "lines": lines(found[:PER_PAGE]),
        "more": more,
        "later": bool(chosen["before"]),
        "narrowed": bool(chosen["actor"] or chosen["action"]),
    }
    return page(request, template, context)


def lines(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events as the log shows them. Needs `article` fetched along."""
    return [
        {
            "event": event,
            "words": WORDS.get(event.action, event.action.replace("_", " ")),
            "what": _label(event),
            "url": _url(event),
            "changes": _changes(event),
        }
        for event in events
    ]


def _label(event: Event) -> str:
    if event.object_type == "revision":
        return f"revision {event.after.get('revision', '')}"
    if event.object_type == "citation":
        return str((event.before | event.after).get("source", ""))
    return event.object_label


def _url(event: Event) -> str:
    if event.object_type == "claim":
        return reverse("desk:claim", args=[event.object_id])
    if event.object_type == "match":
        return (
            reverse("desk:claim", args=[event.after["stays"]])
            if "stays" in event.after
            else reverse("desk:matches")
        )
    if event.object_type == "fragment":
        return reverse("desk:memory")
    if event.object_type == "token":
        return reverse("desk:account")
    if event.object_type == "absence":
        return reverse("desk:queue")
    if event.object_type == "rule":
        return reverse("desk:rules")
    if event.object_type == "ratingscale":
        return reverse("desk:scale", args=[event.object_id])
    if event.article is None:
        return ""
    if event.object_type == "revision" and "revision" in event.after:
        return reverse("desk:revision", args=[event.article.slug, event.after["revision"]])
    name = "clean" if event.object_type == "finding" else "article"
    return reverse(f"desk:{name}", args=[event.article.slug])


def _changes(event: Event) -> list[dict[str, str]]:
    return [
        {
            "name": name.replace("_", " "),
            "old": _short(event.before.get(name)),
            "new": _short(event.after.get(name)),
        }
        for name in {**event.before, **event.after}
        if name not in ("digest", "claim")
    ]


def _short(value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return words if len(words) <= VALUE_LENGTH else words[: VALUE_LENGTH - 1] + "…"
