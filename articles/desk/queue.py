"""The queue: which claims wait, whose turn each one is; take and give back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.actions import reviewing
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import claim_of
from articles.errors import Conflict, NewsroomError, NotAllowed, Refused
from articles.models import Article, Claim
from articles.models.queue import (
    BLOCKED,
    GROUPS,
    WAITING,
    articles_by_claim,
    home_of,
    queue_for,
    with_holders,
)
from articles.permissions import check_independent, check_may

PER_PAGE = 50
# Group: its name in the list, and what it says above its rows.
NAMES = {
    "mine": ("Yours", "You took these. Judge them, or give them back."),
    "disputed": ("Disputed", "Their reviewers disagree. You may settle these."),
    "waiting": ("Waiting", "The oldest first. Take one and it is yours."),
    "taken": ("With others", "Somebody has these, or your own review of them is in."),
    "blocked": ("Not for you", "These need somebody else; each says why."),
}
# What the groups say to somebody who only looks.
LOOKING = {
    "disputed": ("Disputed", "Their reviewers disagree; an adjudicator settles these."),
    "waiting": ("Waiting", "The oldest first. Nobody has taken these yet."),
    "taken": ("With reviewers", "Being reviewed."),
}


@desk_view("queue")
def queue(request: HttpRequest) -> HttpResponse:
    """All claims under review in one list, in groups by whose turn it is."""
    reviews = may(request, "review_claim")
    rows = queue_for(request.user.pk, reviews=reviews)
    numbers = rows.order_by().values_list("place").annotate(number=Count("pk"))
    counts = {GROUPS[place]: number for place, number in numbers}
    names = NAMES if reviews else LOOKING
    chosen = request.GET.get("group", "")
    if chosen in names:
        rows = rows.filter(place=GROUPS.index(chosen))
    listed = Paginator(with_holders(rows), PER_PAGE).get_page(request.GET.get("page"))
    claims = list(listed)
    articles = articles_by_claim(claims)
    context = {
        "listed": listed,
        "groups": [
            {
                "name": name,
                "label": names[name][0],
                "words": names[name][1],
                "number": counts[name],
                "rows": lines,
            }
            for place, name in enumerate(GROUPS)
            if (lines := [_line(claim, articles, request.user) for claim in claims if claim.place == place])
        ],
        "tabs": [
            {"name": name, "label": names[name][0], "number": counts.get(name, 0)}
            for name in GROUPS
            if name in names
        ],
        "chosen": chosen if chosen in names else "",
        "total": sum(counts.values()),
        "wanted": settings.REVIEWS_PER_CLAIM,
        "why_looking": "" if reviews else _why_not(request.user),
    }
    return page(request, "desk/queue.html", context)


def _line(claim: Claim, articles: dict[int, list[Article]], person: Any) -> dict[str, Any]:
    return {
        "claim": claim,
        "articles": articles[claim.pk],
        "holders": claim.holders,
        "why": _why_blocked(claim, person) if GROUPS[claim.place] == BLOCKED else "",
    }


def _why_not(person: Any) -> str:
    try:
        check_may(person, "review_claim")
    except NotAllowed as error:
        return str(error)
    return ""


def _why_blocked(claim: Claim, person: Any) -> str:
    """The reason in words; that the claim is blocked for this person is known from the query."""
    if claim.judged:
        return reviewing.JUDGED
    try:
        check_independent(person, involved={person.pk}, written_by=claim.written_by_id)
    except NotAllowed as error:
        return str(error)
    return ""


@desk_view("queue", "review_claim")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    claim = claim_of(pk)
    try:
        reviewing.take(claim, by=request.user, article=home_of(claim))
    except (Conflict, Refused) as error:
        messages.error(request, str(error))
        return redirect("desk:queue")
    return redirect("desk:review", pk)


@desk_view("queue", "review_claim")
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    claim = claim_of(pk)
    try:
        reviewing.give_back(claim, by=request.user, article=home_of(claim))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "You gave the claim back; it waits in its old place.")
    return redirect("desk:queue")


def take_next(person: Any) -> Claim | None:
    """Takes the oldest claim that this person may take; None when there is none."""
    for claim in queue_for(person.pk, reviews=True).filter(place=GROUPS.index(WAITING))[:10]:
        try:
            reviewing.take(claim, by=person, article=home_of(claim))
        except NewsroomError:
            continue  # somebody else was faster, or it is no longer in the queue
        return claim
    return None
