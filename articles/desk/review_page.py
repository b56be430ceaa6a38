"""What the page of a claim under review shows; several forms lead back to it."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.actions.drafting import draft_of
from articles.actions.scales import scale_in_force
from articles.desk.citations import known_sources
from articles.desk.common import may, page
from articles.desk.context import place_of
from articles.desk.forms_reviews import ReturnForm, ReviewForm
from articles.desk.forms_sources import CiteForm
from articles.desk.keys import keys_of
from articles.desk.typed import kept_of_draft
from articles.enums import ClaimStatus, Verdict
from articles.models import Citation, Claim, RatingScale, Review, ReviewDraft
from articles.models.queue import (
    DISPUTED,
    MINE,
    WAITING,
    articles_by_claim,
    queue_for,
    told,
    with_holders,
)
from articles.models.scales import ENGLISH
from articles.public.site import direction, safe_url
from articles.text.hidden import summary


def citations_of(claim: Claim) -> list[Citation]:
    return list(claim.citations.for_display())


def show_claim(
    request: HttpRequest,
    claim: Claim,
    *,
    form: ReviewForm | None = None,
    return_form: ReturnForm | None = None,
    cite_form: CiteForm | None = None,
    kept: dict[str, Any] | None = None,
    newer: ReviewDraft | None = None,
    adjudicating: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The claim in its context, its evidence, what was said in rounds that are closed, and the form to judge it.

    `kept` is what was typed into the review by somebody who did something else in between; without it the form holds
    their draft. `newer` is the draft of another window, which they are shown beside what they typed here: from then on
    they have seen it.
    """
    citations = citations_of(claim)
    draft = draft_of(claim, by=request.user)
    scale = scale_in_force()
    if kept is None:
        kept = kept_of_draft(draft) if draft else {}
    standing = {"seen": claim.digest, "scale": scale.pk}
    if form is None:
        form = ReviewForm(
            initial=standing | {name: value for name, value in kept.items() if value}, citations=citations
        )
    places = _places(request, claim)
    context = {
        "claim": claim,
        "adjudicating": adjudicating,
        "citations": _evidence(citations, form),
        "form": form,
        "verdicts": _verdicts(form, scale, places["place"].article.language if places["place"] else ""),
        "draft": draft,
        "newer": newer,
        "number": newer.number if newer else kept.get("draft", 0),
        "unsaved": status != 200 or draft is None or kept.get("draft", 0) != draft.number,
        "outdated": draft is not None and draft.seen != claim.digest,
        "return_form": return_form or ReturnForm(initial={"note": kept.get("note", "")}),
        "cite_form": cite_form or CiteForm(known=known_sources(claim)),
        "cite_open": cite_form is not None,
        "may_adjudicate": may(request, "adjudicate_claim"),
        "hides": summary(claim.text),
        "keys": keys_of("review"),
    }
    context |= places | _standing(request, claim) | _reviews(request, claim)
    return page(request, "desk/review.html", context, status=status)


def _evidence(citations: list[Citation], form: ReviewForm) -> list[dict[str, Any]]:
    ticked = {str(one) for one in form["evidence"].value() or ()}
    return [
        {"row": row, "href": safe_url(row.source.url), "ticked": str(row.pk) in ticked} for row in citations
    ]


def _verdicts(form: ReviewForm, scale: RatingScale, language: str) -> list[dict[str, Any]]:
    """The five choices with their meanings and keys, and what readers of the article will read."""
    chosen = form["verdict"].value()
    found = []
    for number, verdict in enumerate(Verdict, start=1):
        own, readers = scale.label(verdict, ENGLISH), scale.label(verdict, language)
        found.append(
            {
                "value": str(verdict),
                "label": own.words,
                "words": own.meaning,
                "readers": readers if readers.language != ENGLISH else None,
                "direction": direction(readers.language),
                "key": number,
                "checked": verdict == chosen,
            }
        )
    return found


def _standing(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """Whose turn it is."""
    rows = with_holders(queue_for(request.user.pk, reviews=True)).filter(pk=claim.pk)
    found = rows.first()
    group = told(found.rank)[0] if found else ""
    return {
        "group": group,
        "mine": group == MINE and claim.status != ClaimStatus.DISPUTED,
        "takeable": group == WAITING,
        "disputed": group == DISPUTED or (group == MINE and claim.status == ClaimStatus.DISPUTED),
        "holders": found.holders if found else [],
        "due": found.due if found else None,
        "past": bool(found and found.due and found.due <= timezone.now()),
    }


def _reviews(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """Reviews that this person may read: of this round once it is closed, and of earlier ones."""
    evidence = Prefetch("evidence", queryset=Citation.objects.select_related("source"))
    rows = (
        Review.objects.visible_to(request.user)
        .filter(claim=claim)
        .select_related("reviewer", "scale")
        .prefetch_related(evidence)
        .order_by("-round", "created_at", "pk")
    )
    found = list(rows)
    return {
        "sides": [row for row in found if row.round == claim.round],
        "earlier": [row for row in found if row.round < claim.round],
    }


def _places(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """The articles where the claim stands now, and its place in one: that named in the address, or the first."""
    articles = articles_by_claim([claim])[claim.pk]
    wanted = request.GET.get("article")
    chosen = next(
        (article for article in articles if article.slug == wanted), articles[0] if articles else None
    )
    return {"articles": articles, "place": place_of(claim, article_id=chosen.pk) if chosen else None}
