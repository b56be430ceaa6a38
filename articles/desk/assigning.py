"""Giving a claim to somebody, and handing one over: who there is, whose turn it is, and why not the others."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.actions import assigning
from articles.actions.assigning import Candidate, candidates, name_of
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import claim_of
from articles.desk.forms_queue import GiveForm
from articles.errors import Conflict, Refused
from articles.models import Assignment, Claim
from articles.models.queue import articles_by_claim, home_of
from articles.permissions import check_may
from articles.workflow import CLAIM_QUEUED


class HolderForm(forms.Form):
    """Who has the claim now; oneself when nobody is named."""

    holder = forms.ModelChoiceField(queryset=get_user_model().objects.all(), required=False)


@desk_view("queue", "assign_claim")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    claim = claim_of(pk)
    if request.method == "POST":
        form = GiveForm(request.POST)

        def act() -> None:
            to = form.cleaned_data["person"]
            assigning.assign(claim, to=to, by=request.user, article=home_of(claim))

        return _done(request, claim, form, act)
    if claim.status not in CLAIM_QUEUED:
        raise Refused(f"This claim is {claim.get_status_display().lower()}; there is nothing to give.")
    if not assigning.free_places(claim):
        raise Conflict("Somebody has this claim. Hand it over instead.")
    return _show(request, claim)


@desk_view("queue", "review_claim")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder passes it on, or an editor does it for the `holder` named in the address or the form."""
    claim = claim_of(pk)
    named = HolderForm(request.POST if request.method == "POST" else request.GET)
    if not named.is_valid():
        raise Refused("Choose in the queue whose claim is handed over.")
    holder = named.cleaned_data["holder"] or request.user
    if holder != request.user:
        check_may(request.user, "assign_claim")
    if request.method == "POST":
        form = GiveForm(request.POST)

        def act() -> None:
            to = form.cleaned_data["person"]
            assigning.hand_over(claim, to=to, by=request.user, holder=holder, article=home_of(claim))

        return _done(request, claim, form, act, holder)
    get_object_or_404(Assignment, claim=claim, round=claim.round, reviewer=holder, ended_at__isnull=True)
    return _show(request, claim, holder=holder)


def _done(
    request: HttpRequest, claim: Claim, form: GiveForm, act: Callable[[], None], holder: Any = None
) -> HttpResponse:
    if status := attempt(form, act):
        return _show(request, claim_of(claim.pk), form=form, holder=holder, status=status)
    messages.success(request, f"{name_of(form.cleaned_data['person'])} has the claim now, and is told so.")
    return redirect("desk:queue")


def _show(
    request: HttpRequest, claim: Claim, *, form: GiveForm | None = None, holder: Any = None, status: int = 200
) -> HttpResponse:
    found = candidates(claim)
    able = sorted((one for one in found if not one.why), key=_turn)
    chosen = str(form["person"].value()) if form else ""
    if chosen not in {str(one.share.person.pk) for one in able} and able:
        chosen = str(able[0].share.person.pk)
    context = {
        "claim": claim,
        "articles": articles_by_claim([claim])[claim.pk],
        "form": form or GiveForm(),
        "holder": holder,
        "own": holder == request.user,
        "able": [{"one": one, "checked": str(one.share.person.pk) == chosen} for one in able],
        "next": able[0] if able and not _turn(able[0])[0] else None,
        "others": [one.why for one in found if one.why and one.share.person != holder],
        "may_assign": may(request, "assign_claim"),
    }
    return page(request, "desk/assign.html", context, status=status)


def _turn(one: Candidate) -> tuple[bool, Any]:
    """Those who are here and did not let it go come first, in the order of their turn."""
    return one.let_go or one.share.back_on is not None, one.share.turn
