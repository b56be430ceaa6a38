"""Objections of readers: the list, one by itself, and what is done about it. Only for those who may answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.actions import answering
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, page, way_back
from articles.desk.forms import ReasonForm
from articles.desk.forms_objections import AnswerForm
from articles.desk.log import lines
from articles.desk.standing import words_of
from articles.enums import ClaimStatus, ObjectionStatus
from articles.models import Event, Objection
from articles.permissions import can_answer
from articles.public import public_claim
from articles.public.site import safe_url
from articles.workflow import OBJECTION_OPEN

PER_PAGE = 50
RIGHT = "answer_objection"
OPEN = Q(status__in=OBJECTION_OPEN)
# Name -> its label, and what it holds for the person who looks.
GROUPS: dict[str, tuple[str, Callable[[Any], Q]]] = {
    "open": ("Open", lambda person: OPEN),
    "mine": ("Yours", lambda person: OPEN & Q(taken_by=person)),
    "free": ("Nobody's yet", lambda person: OPEN & Q(taken_by=None)),
    "overdue": ("Overdue", lambda person: OPEN & Q(due_at__lte=timezone.now())),
    "answered": ("Answered", lambda person: Q(answered_at__isnull=False)),
}


@desk_view("claims", RIGHT)
def objection_list(request: HttpRequest) -> HttpResponse:
    """What readers objected to: open ones with the nearest day first, overdue ones, answered ones."""
    group = request.GET.get("group", "")
    group = group if group in GROUPS else "open"
    held = {name: which(request.user) for name, (_, which) in GROUPS.items()}
    numbers = Objection.objects.aggregate(**{name: Count("pk", filter=which) for name, which in held.items()})
    rows = Objection.objects.filter(held[group]).select_related("claim", "taken_by", "answered_by")
    rows = rows.order_by("-answered_at", "pk") if group == "answered" else rows.order_by("due_at", "pk")
    context = {
        "listed": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "group": group,
        "tabs": [
            {"name": name, "label": GROUPS[name][0], "number": number} for name, number in numbers.items()
        ],
    }
    return page(request, "desk/objections.html", context)


@desk_view("claims", RIGHT)
def objection(request: HttpRequest, number: int) -> HttpResponse:
    return _show(request, _objection(number))


def _objection(number: int) -> Objection:
    return get_object_or_404(
        Objection.objects.select_related("claim", "taken_by", "answered_by"), number=number
    )


def _show(request: HttpRequest, one: Objection, *, status: int = 200, **forms: Form) -> HttpResponse:
    """One objection with what readers see of the claim, and the forms as they were typed."""
    events = Event.objects.filter(object_type="objection", object_id=str(one.pk)).select_related("article")
    mine = one.taken_by_id == request.user.pk
    decided = one.claim.status == ClaimStatus.DECIDED
    context: dict[str, Any] = {
        "objection": one,
        "href": safe_url(one.link),
        "public": public_claim(one.claim_id),
        "standing": words_of(one.claim),
        "free": can_answer(request.user, near=one.too_near()),
        "mine": mine,
        "answer_form": forms.get("answer") or AnswerForm(decided=decided),
        "dismiss_form": forms.get("dismiss") or ReasonForm(auto_id="dismiss_%s"),
        "lines": lines(events),
    }
    return page(request, "desk/objection.html", context, status=status)


@desk_view("claims", RIGHT)
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    answering.take_objection(_objection(number), by=request.user)
    messages.success(request, "It is yours to answer.")
    return redirect("desk:objection", number)


@desk_view("claims", RIGHT)
@require_POST
def give_back(request: HttpRequest, number: int) -> HttpResponse:
    answering.give_back_objection(_objection(number), by=request.user)
    messages.success(request, "Given back; others may take it.")
    return redirect(way_back(request) if request.POST.get("next") else reverse("desk:objections"))


@desk_view("claims", RIGHT)
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The answer goes to the public pages with this."""
    one = _objection(number)
    form = AnswerForm(request.POST, decided=one.claim.status == ClaimStatus.DECIDED)

    def act() -> None:
        answering.answer_objection(one, by=request.user, **form.cleaned_data)

    if status := attempt(form, act):
        return _show(request, _objection(number), status=status, answer=form)
    label = ObjectionStatus(form.cleaned_data["outcome"]).label.lower()
    again = " The claim waits for a new round." if form.cleaned_data["reopen"] else ""
    messages.success(request, f"Answered: {label}. Readers see it on the claim's page.{again}")
    return redirect("desk:objection", number)


@desk_view("claims", RIGHT)
@require_POST
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    one = _objection(number)
    form = ReasonForm(request.POST, auto_id="dismiss_%s")

    def act() -> None:
        answering.dismiss_objection(one, by=request.user, reason=form.cleaned_data["reason"])

    if status := attempt(form, act):
        return _show(request, _objection(number), status=status, dismiss=form)
    messages.success(request, "Dismissed. Readers see nothing of it.")
    return redirect("desk:objections")
