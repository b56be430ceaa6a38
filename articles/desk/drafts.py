"""Saving the draft of a review: by the page every few seconds, or by its button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.actions.drafting import NewerDraft, save_draft
from articles.desk.common import desk_view
from articles.desk.fetch import claim_of
from articles.desk.login import keeping_words
from articles.desk.review_page import show_claim
from articles.desk.typed import kept_of, typed_in, wants_json
from articles.errors import NewsroomError, NotAllowed
from articles.models import Claim, ReviewDraft


@keeping_words
@desk_view("queue")
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what was typed. A script is answered in JSON, a person with the page."""
    claim = claim_of(pk)
    adjudicating = "adjudicating" in request.POST
    try:
        draft = save_draft(claim, typed_in(request.POST), by=request.user, adjudicating=adjudicating)
    except NotAllowed as error:
        if wants_json(request):
            return JsonResponse({"words": str(error)}, status=400)  # a 403 says that the token is old
        raise
    except NewsroomError as error:
        if wants_json(request):
            return JsonResponse(_told(error), status=error.status)
        return show_refused(request, claim, error, adjudicating=adjudicating)
    if wants_json(request):
        return JsonResponse({"number": draft.number if draft else 0, "at": f"{timezone.localtime():%H:%M}"})
    messages.success(request, "The draft is saved. Nobody but you sees it.")
    return redirect("desk:adjudicate" if adjudicating else "desk:review", pk)


def show_refused(
    request: HttpRequest, claim: Claim, error: NewsroomError, *, adjudicating: bool = False
) -> HttpResponse:
    """The page with what was typed, and why it was not kept."""
    newer = error.draft if isinstance(error, NewerDraft) else None
    if newer is None:
        messages.error(request, str(error))
    kept = kept_of(typed_in(request.POST))
    return show_claim(request, claim, kept=kept, newer=newer, adjudicating=adjudicating, status=error.status)


def keep_typed(request: HttpRequest, claim: Claim) -> HttpResponse | None:
    """Saves what came along with another button of the review page; the page to answer with if that was refused."""
    if "seen" not in request.POST:
        return None
    try:
        save_draft(claim, typed_in(request.POST), by=request.user)
    except NotAllowed:
        raise
    except NewsroomError as error:
        return show_refused(request, claim, error)
    return None


def _told(error: NewsroomError) -> dict[str, Any]:
    newer: ReviewDraft | None = getattr(error, "draft", None)
    if newer is None:
        return {"words": str(error)}
    return {
        "words": str(error),
        "newer": {
            "number": newer.number,
            "verdict": newer.get_verdict_display(),
            "rationale": newer.rationale,
            "note": newer.note,
            "at": f"{timezone.localtime(newer.saved_at):%H:%M}",
        },
    }
