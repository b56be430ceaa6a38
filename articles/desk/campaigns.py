"""Possible campaigns to accept or refuse, and what is remembered about fragments."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.actions import campaigns as found
from articles.actions.memory import MOST_FORGOTTEN, articles_of, forget, forget_all
from articles.desk.common import desk_view, may, page
from articles.desk.forms_rules import CampaignForm, ForgetForm, FragmentFilter
from articles.errors import Refused
from articles.models import Article, Finding, Fragment
from articles.text.spam import folded

PER_PAGE = 10
FRAGMENTS_PER_PAGE = 50
FIRST = 6  # fragments and articles of one campaign that are in sight; the others are folded away
SHOWN = 50  # of both, with those that are folded away
SAID = 10  # of what was in the way, so many lines are shown


@desk_view("rules")
def campaigns(request: HttpRequest) -> HttpResponse:
    """Groups of fragments that recur and that nobody decided on yet, the widest first."""
    listed = Paginator(found.campaigns(), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(listed.object_list)
    newest = [one.newest for group in shown for one in group.fragments[:SHOWN]]
    texts = Finding.objects.only("text", "category", "reason", "key").in_bulk(newest)
    articles = Article.objects.only("headline", "slug", "language", "status").in_bulk(
        [pk for group in shown for pk in group.articles[:SHOWN]]
    )
    context = {
        "listed": listed,
        "groups": [_group(group, texts, articles) for group in shown],
        "may_edit": may(request, "edit_rule"),
        "enough": found.ENOUGH,
        "latest": f"{found.LATEST:,}",
    }
    return page(request, "desk/campaigns.html", context)


def _group(group: found.Campaign, texts: dict[int, Finding], articles: dict[int, Article]) -> dict[str, Any]:
    fragments = [
        {"words": texts[one.newest].text.strip(), "row": one, "articles": len(one.articles)}
        for one in group.fragments[:SHOWN]
        if one.newest in texts
    ]
    listed = [articles[pk] for pk in group.articles[:SHOWN] if pk in articles]
    return {
        "campaign": group,
        "fragments": fragments[:FIRST],
        "folded_fragments": fragments[FIRST:],
        "category": next((texts[one.newest].category for one in group.fragments if one.newest in texts), ""),
        "articles": listed[:FIRST],
        "folded_articles": listed[FIRST:],
        "more_fragments": max(0, len(group.fragments) - SHOWN),
        "more_articles": max(0, len(group.articles) - SHOWN),
    }


@require_POST
@desk_view("rules", "edit_rule")
def decide(request: HttpRequest) -> HttpResponse:
    """Accepts or refuses the campaign that the person saw."""
    form = CampaignForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose a campaign, and whether it is injected or genuine.")
    name = form.cleaned_data["name"]
    if form.cleaned_data["decision"] == "accept":
        outcome = found.accept_campaign(name, by=request.user, apply=form.cleaned_data["apply"])
    else:
        outcome = found.refuse_campaign(name, by=request.user)
    tell(request, outcome, going=form.cleaned_data["decision"] == "accept")
    return redirect("desk:campaigns")


def tell(request: HttpRequest, outcome: found.Outcome, *, going: bool) -> None:
    """What a step did, and what was in the way."""
    words = f"Fragments remembered: {outcome.remembered}; findings decided: {outcome.decided}"
    messages.success(request, words + (f"; articles cleaned: {outcome.applied}." if outcome.applied else "."))
    if going and outcome.decided and not outcome.applied:
        messages.success(request, "The words go out of the drafts on “Accept together”.")
    for line in outcome.left[:SAID]:
        messages.warning(request, line)
    if len(outcome.left) > SAID:
        messages.warning(request, f"And {len(outcome.left) - SAID} more articles; see their own pages.")


@desk_view("rules")
def memory(request: HttpRequest) -> HttpResponse:
    """What is known as injected or kept for the site, seen last first."""
    form = FragmentFilter(request.GET, auto_id="filter_%s")
    rows, narrowed = _narrowed(form)
    listed = Paginator(rows, FRAGMENTS_PER_PAGE).get_page(request.GET.get("page"))
    counts = articles_of([one.key for one in listed.object_list])
    context = {
        "listed": listed,
        "rows": [{"fragment": one, "articles": counts.get(one.key, 0)} for one in listed.object_list],
        "form": form,
        "narrowed": narrowed,
        "may_edit": may(request, "edit_rule"),
        "most": MOST_FORGOTTEN,
    }
    return page(request, "desk/memory.html", context)


def _narrowed(form: FragmentFilter) -> tuple[QuerySet[Fragment], bool]:
    """The fragments that a form chooses, and whether these are not all."""
    chosen = form.chosen()
    rows = Fragment.objects.order_by("-last_seen", "-id")
    if words := folded(chosen["q"]):
        rows = rows.filter(key__contains=words)
    if chosen["decision"]:
        rows = rows.filter(decision=chosen["decision"])
    return rows, bool(words or chosen["decision"])


@require_POST
@desk_view("rules", "edit_rule")
def forget_found(request: HttpRequest) -> HttpResponse:
    """Forgets all that a search found, when it still finds as many as the person saw."""
    form = ForgetForm(request.POST)
    rows, narrowed = _narrowed(form)
    if not form.is_valid() or not narrowed:
        raise Refused("Search for the fragments to forget first.")
    number = forget_all(rows, seen=form.cleaned_data["seen"], by=request.user)
    messages.success(request, f"{number} forgotten. What was decided in the articles stays as it is.")
    return redirect("desk:memory")


@require_POST
@desk_view("rules", "edit_rule")
def forget_fragment(request: HttpRequest, pk: int) -> HttpResponse:
    fragment = get_object_or_404(Fragment, pk=pk)
    forget(fragment, by=request.user)
    messages.success(request, "Forgotten. What was decided in the articles stays as it is.")
    return redirect("desk:memory")
