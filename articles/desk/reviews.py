"""The review page: judge a claim, add evidence, return it; and the adjudicator's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.actions import reviewing
from articles.actions.drafting import IN_ALREADY, NewerDraft
from articles.actions.rounds import judged
from articles.actions.scales import scale_in_force
from articles.desk.attempt import attempt
from articles.desk.citations import cite_by, known_sources
from articles.desk.common import desk_view
from articles.desk.fetch import claim_of
from articles.desk.forms_reviews import ReturnForm, ReviewForm
from articles.desk.forms_sources import CiteForm
from articles.desk.login import keeping_words
from articles.desk.queue import take_next
from articles.desk.review_page import citations_of, show_claim
from articles.desk.typed import kept_of, typed_in
from articles.errors import Conflict, NewsroomError, NotAllowed
from articles.models import Citation, Claim, Review
from articles.models.queue import home_of
from articles.permissions import check_independent


@keeping_words
@desk_view("queue", "review_claim")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim to judge. Each button of its form posts here and says in `do` what it is for."""
    claim = claim_of(pk)
    reviewing.check_reviewer(claim, by=request.user)
    if request.method != "POST":
        return show_claim(request, claim)
    do = request.POST.get("do")
    if do == "cite":
        return _cite(request, claim)
    if do == "take":
        return _take(request, claim)
    return _judge(request, claim, adjudicating=False)


@keeping_words
@desk_view("queue", "adjudicate_claim")
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a dispute: what the reviewers said, side by side, and one's own verdict."""
    claim = claim_of(pk)
    check_independent(request.user, involved=claim.involved_people(), written_by=claim.written_by_id)
    if Review.objects.filter(claim=claim, round=claim.round, reviewer=request.user).exists():
        raise NotAllowed(reviewing.JUDGED)
    if request.method != "POST":
        return show_claim(request, claim, adjudicating=True)
    if request.POST.get("do") == "cite":
        return _cite(request, claim, adjudicating=True)
    return _judge(request, claim, adjudicating=True)


def _judge(request: HttpRequest, claim: Claim, *, adjudicating: bool) -> HttpResponse:
    act = reviewing.adjudicate if adjudicating else reviewing.submit_review
    form = ReviewForm(request.POST, citations=citations_of(claim))
    draft, newer = typed_in(request.POST), []
    if not adjudicating and judged(claim, by=request.user):
        messages.error(request, IN_ALREADY)
        kept = kept_of(draft)
        return show_claim(request, claim, form=form, kept=kept, status=Conflict.status)

    def send() -> None:
        try:
            act(claim, **form.cleaned_data, draft=draft, by=request.user, article=home_of(claim))
        except NewerDraft as error:
            newer.append(error.draft)
            raise

    status = attempt(form, send)
    if status == Conflict.status:
        # What they wrote stays; from here on they have seen the claim, its labels and drafts as they are now.
        claim = claim_of(claim.pk)
        form.data = form.data.copy()
        form.data["seen"] = claim.digest
        form.data["scale"] = scale_in_force().pk
    if status:
        kept = kept_of(draft)
        return show_claim(
            request,
            claim,
            form=form,
            kept=kept,
            newer=newer[0] if newer else None,
            adjudicating=adjudicating,
            status=status,
        )
    if request.POST.get("do") != "next":
        messages.success(request, "The dispute is settled." if adjudicating else "Your review is in.")
        return redirect("desk:queue")
    following = take_next(request.user)
    if following is None:
        messages.success(request, "Your review is in. Nothing else waits for you.")
        return redirect("desk:queue")
    messages.success(request, "Your review is in. This is the next claim.")
    return redirect("desk:review", following.pk)


def _take(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Takes the claim from its own page; what was written for it before stays."""
    status = 200
    try:
        reviewing.take(claim, by=request.user, article=home_of(claim))
    except NotAllowed:
        raise
    except NewsroomError as error:
        messages.error(request, str(error))
        status = error.status
    return show_claim(request, claim_of(claim.pk), kept=kept_of(typed_in(request.POST)), status=status)


def _cite(request: HttpRequest, claim: Claim, *, adjudicating: bool = False) -> HttpResponse:
    """Adds evidence in the middle of a review: the new citation is ticked, what was written stays."""
    form = CiteForm(request.POST, known=known_sources(claim))
    added: list[Citation] = []
    status = attempt(form, lambda: added.append(cite_by(form, claim, by=request.user)))
    kept = kept_of(typed_in(request.POST))
    kept["evidence"] += [str(citation.pk) for citation in added]
    if not status:
        messages.success(request, "The source is cited, and ticked as evidence.")
    return show_claim(
        request,
        claim,
        kept=kept,
        cite_form=form if status else None,
        adjudicating=adjudicating,
        status=status or 200,
    )


@keeping_words
@desk_view("queue", "review_claim")
@require_POST
def return_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = claim_of(pk)
    reviewing.check_reviewer(claim, by=request.user)
    form = ReturnForm(request.POST)

    def act() -> None:
        reviewing.return_claim(claim, **form.cleaned_data, by=request.user, article=home_of(claim))

    if status := attempt(form, act):
        return show_claim(
            request,
            claim_of(pk),
            return_form=form,
            kept=kept_of(typed_in(request.POST)),
            adjudicating="adjudicating" in request.POST,
            status=status,
        )
    messages.success(request, "The claim goes back to the desk with your note.")
    return redirect("desk:queue")
