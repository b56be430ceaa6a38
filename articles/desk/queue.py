"""The queue: which claims wait, whose turn each one is, who has how many; take and give back, and being away."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.actions import reviewing
from articles.actions.absences import set_away
from articles.actions.assigning import name_of
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.drafts import keep_typed
from articles.desk.fetch import claim_of
from articles.desk.forms_queue import AwayForm
from articles.desk.keys import keys_of
from articles.enums import ClaimStatus
from articles.errors import Conflict, NewsroomError, NotAllowed, Refused
from articles.models import Article, Claim
from articles.models.queue import (
    BLOCKED,
    GROUPS,
    LATE,
    WAITING,
    articles_by_claim,
    home_of,
    in_group,
    queue_for,
    told,
    with_groups,
    with_holders,
)
from articles.models.shares import Share, shares
from articles.permissions import check_independent, check_may

PER_PAGE = 50
OVERDUE = "overdue"
# Group: its name in the list, and what it says above its rows.
NAMES = {
    OVERDUE: ("Overdue", "Their time is up. These come first."),
    "mine": ("Yours", "You have these. Judge them, hand them over, or give them back."),
    "returned": ("Came back", "A reviewer could not judge these. Mend them, or set them aside."),
    "disputed": ("Disputed", "Their reviewers disagree. You may settle these."),
    "waiting": ("Waiting", "The oldest first. Take one and it is yours."),
    "taken": ("With others", "Somebody has these, or your own review of them is in."),
    "blocked": ("Not for you", "These need somebody else; each says why."),
}
# What the groups say to somebody who only looks.
LOOKING = {
    OVERDUE: ("Overdue", "Their time is up."),
    "returned": NAMES["returned"],
    "disputed": ("Disputed", "Their reviewers disagree; an adjudicator settles these."),
    "waiting": ("Waiting", "The oldest first. Nobody has taken these yet."),
    "taken": ("With reviewers", "Being reviewed."),
}


@desk_view("queue")
def queue(request: HttpRequest) -> HttpResponse:
    """All claims under review in one list, in groups by whose turn it is; what is overdue stands before all."""
    return _queue_page(request)


def _queue_page(request: HttpRequest, *, away: AwayForm | None = None, status: int = 200) -> HttpResponse:
    reviews, assigns = may(request, "review_claim"), may(request, "assign_claim")
    names = NAMES if reviews else LOOKING
    rows = queue_for(request.user.pk, reviews=reviews)
    counts = counts_of(rows)
    chosen = request.GET.get("group", "")
    if chosen == OVERDUE:
        rows = rows.filter(LATE)
    elif chosen in names:
        rows = rows.filter(in_group(chosen))
    # Numbers first: SQLite works out every column of all rows before it cuts the page.
    listed = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    claims = with_groups(with_holders(rows.filter(pk__in=list(listed))))
    people = shares()
    if away is None and reviews:
        away = AwayForm(shares=people, own=request.user, others=assigns)
    context = {
        "listed": listed,
        "groups": _groups(claims, chosen, counts, names, request.user),
        "tabs": [{"name": name, "label": names[name][0], "number": counts[name]["all"]} for name in names],
        "chosen": chosen if chosen in names else "",
        "total": sum(counts[name]["all"] for name in GROUPS),
        "why_looking": "" if reviews else _why_not(request.user),
        "shares": [one for one in people if _shown(one, request.user)],
        "may_assign": assigns,
        "away": away,
        "keys": keys_of("queue"),
    }
    return page(request, "desk/queue.html", context, status=status)


def counts_of(rows: Any) -> dict[str, dict[str, int]]:
    """{group: {"all": how many, "late": how many of them}}, in one query; `overdue` counts over all groups."""
    counts = {name: {"all": 0, "late": 0} for name in (OVERDUE, *GROUPS)}
    for rank, number in rows.order_by().values_list("rank").annotate(number=Count("pk")):
        group, late = told(rank)
        for name in (group, OVERDUE) if late else (group,):
            counts[name]["all"] += number
        counts[group]["late"] += number * late
    return counts


def _groups(
    claims: Sequence[Claim],
    chosen: str,
    counts: dict[str, dict[str, int]],
    names: dict[str, tuple[str, str]],
    person: Any,
) -> list[dict[str, Any]]:
    """The sections of the list. In that of one group its overdue claims stay, marked; among all they come first."""
    alone = chosen in GROUPS
    articles = articles_by_claim(claims)
    found = []
    for name in (OVERDUE, *GROUPS):
        inside = [
            _line(claim, articles, person)
            for claim in claims
            if name == (OVERDUE if claim.late and not alone else claim.group)
        ]
        if inside:
            label, words = names[name]
            apart = 0 if alone or name == OVERDUE else counts[name]["late"]
            number = counts[name]["all"] - apart
            found.append({"name": name, "label": label, "words": words, "number": number, "rows": inside})
    return found


def _line(claim: Claim, articles: dict[int, list[Article]], person: Any) -> dict[str, Any]:
    return {
        "claim": claim,
        "articles": articles[claim.pk],
        "holders": claim.holders,
        "label": NAMES[claim.group][0],
        "free": _is_free(claim),
        "past": claim.due is not None and claim.due <= timezone.now(),
        "why": _why_blocked(claim, person) if claim.group == BLOCKED else "",
    }


def _is_free(claim: Claim) -> bool:
    """Whether somebody may still be given it; it is counted already."""
    return claim.busy == 0 if claim.status == ClaimStatus.DISPUTED else claim.taken < claim.wanted


def _shown(share: Share, person: Any) -> bool:
    """Reviewers, and of the others who may review those who have to do with it."""
    return bool(share.reviewer or share.held or share.back_on or share.person == person)


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
    """Gives the claim back; what was typed on its page stays for this person."""
    claim = claim_of(pk)
    if refused := keep_typed(request, claim):
        return refused
    try:
        reviewing.give_back(claim, by=request.user, article=home_of(claim))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "You gave the claim back; it waits in its old place.")
    return redirect("desk:queue")


@desk_view("queue", "review_claim")
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """This person, or for an editor anybody who reviews, says until when they are away."""
    form = AwayForm(request.POST, shares=shares(), own=request.user, others=may(request, "assign_claim"))

    def act() -> None:
        set_away(_person(form, request.user), back_on=form.cleaned_data["back_on"], by=request.user)

    if status := attempt(form, act):
        return _queue_page(request, away=form, status=status)
    person, back_on = _person(form, request.user), form.cleaned_data["back_on"]
    who = "You are" if person == request.user else f"{name_of(person)} is"
    words = f"{who} here again."
    if back_on:
        words = f"{who} away until {back_on:%-d %B}: no claim is given in that time."
    messages.success(request, words)
    return redirect("desk:queue")


def _person(form: AwayForm, own: Any) -> Any:
    return form.people.get(form.cleaned_data.get("person") or own.pk, own)


def take_next(person: Any) -> Claim | None:
    """Takes an overdue claim that this person may take, else the oldest; None when there is none."""
    for claim in queue_for(person.pk, reviews=True).filter(in_group(WAITING))[:10]:
        try:
            reviewing.take(claim, by=person, article=home_of(claim))
        except NewsroomError:
            continue  # somebody else was faster, or it is no longer in the queue
        return claim
    return None
