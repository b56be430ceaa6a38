"""What the pages about claims show: those of an article in its text, and one by itself."""

from typing import Any

from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.actions.carrying import last_sure
from articles.actions.citing import kept_citations
from articles.actions.joining import sides_of
from articles.desk.citations import known_sources
from articles.desk.common import may, page, public_address
from articles.desk.fetch import articles_of
from articles.desk.forms import ReasonForm, TagsForm, tags_text
from articles.desk.forms_claims import AddClaimForm, EditClaimForm, SetAsideForm
from articles.desk.forms_sources import CiteForm
from articles.desk.log import lines
from articles.desk.marks import claim_mark, shown
from articles.desk.match_rows import match_rows, open_matches, similar_rows
from articles.desk.standing import ASIDE, LOOSE, holders_of, status_counts, why_void, words_of
from articles.desk.steps import figures_of, steps_of
from articles.enums import ClaimStatus
from articles.models import Appearance, Article, Claim, Event, Review
from articles.models.queue import articles_by_claim, queue_for
from articles.text.claims.find import LOOKED_AT
from articles.text.hidden import summary
from articles.text.parse import parse
from articles.workflow import ARTICLE_CLOSED, can_move

HISTORY = 60


def article_claims_page(
    request: HttpRequest,
    article: Article,
    status: int = 200,
    *,
    add: Form | None = None,
    place: tuple[Appearance, Form] | None = None,
    detach: Form | None = None,
    ticked: list[str] | None = None,
) -> HttpResponse:
    """The text with its claims beside the list of them.

    `place` is the claim whose words are being shown anew, with the form for it: selecting words then fills that.
    `detach` is the form beside it, for a claim that the text no longer makes.
    """
    figures = figures_of(article)
    places = _places(article)
    numbered = list(enumerate(places, start=1))
    marks = [mark for number, one in numbered if (mark := claim_mark(one, number))]
    editable = may(request, "edit_claim") and article.status not in ARTICLE_CLOSED
    people = _people(article)
    alike = open_matches(article)
    makers = articles_by_claim(one.claim for one in places)
    shared = {pk: [one for one in made if one.pk != article.pk] for pk, made in makers.items()}
    context = {
        "article": article,
        "figures": figures,
        "counts": status_counts(figures),
        "steps": steps_of(article, figures, "article-claims"),
        "text": shown(parse(article.revision.text, article.format), marks),
        "rows": [
            _row(one, number, editable, people, ticked or []) | {"shared": shared.get(one.claim_id, [])}
            for number, one in numbered
        ],
        "matches": match_rows(request, alike),
        "alike": len({sides_of(match)[1].pk for match in alike}),
        "here": reverse("desk:article-claims", args=[article.slug]),
        "add": add or AddClaimForm(auto_id="add_%s", initial={"revision": article.revision.number}),
        "adding": add is not None,
        "place": place,
        "judged": last_sure(article, [place[0].claim_id]).get(place[0].claim_id) if place else None,
        "detach": detach or ReasonForm(auto_id="detach_%s"),
        "looked_at": f"{LOOKED_AT:,}" if len(article.revision.text) > LOOKED_AT else "",
        "proposed": figures.claims(ClaimStatus.PROPOSED),
        "may_edit": editable,
        "may_submit": may(request, "submit_article") and can_move("article", "submit", article.status),
    }
    return page(request, "desk/article_claims.html", context, status=status)


def _places(article: Article) -> list[Appearance]:
    """Every claim of the newest text by its place; those that lost it come last."""
    rows = (
        Appearance.objects.filter(revision=article.revision)
        .select_related("claim")
        .prefetch_related("claim__tagged__tag")
        .annotate(citations=Count("claim__citations"))
    )
    return sorted(rows, key=lambda one: (one.start is None, one.start or 0, one.claim_id))


def _people(article: Article) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in holders_of(article):
        name = row.reviewer.get_full_name() or row.reviewer.get_username()
        found.setdefault(row.claim_id, []).append(name)
    return found


def _row(
    place: Appearance, number: int, editable: bool, people: dict[int, list[str]], ticked: list[str]
) -> dict[str, Any]:
    claim = place.claim
    can = {
        name: editable and can_move("claim", name, claim.status)
        for name in ("accept", "mark_opinion", "dismiss")
    }
    edit = EditClaimForm(initial=_content(claim), auto_id=f"edit{claim.pk}_%s")
    return {
        "claim": claim,
        "place": place,
        "number": number,
        "can": can,
        "can_tick": can["accept"] and claim.status == ClaimStatus.PROPOSED,
        "ticked": str(claim.pk) in ticked,
        "loose": place.state in LOOSE and claim.status not in ASIDE,
        "people": people.get(claim.pk, []),
        "tags": [item.tag for item in claim.tagged.all()],
        "edit": edit if editable and claim.status not in ASIDE else None,
        "dismiss": SetAsideForm(
            initial={"decision": "dismiss", "seen": claim.status}, auto_id=f"dismiss{claim.pk}_%s"
        ),
    }


def _content(claim: Claim) -> dict[str, Any]:
    return {"text": claim.text, "claimant": claim.claimant, "said_on": claim.said_on, "seen": claim.digest}


def claim_page(request: HttpRequest, claim: Claim, status: int = 200, **refused: Form) -> HttpResponse:
    """One claim: what it says, where it stands, what it rests on. `refused` are forms as they were filled in."""
    kept = kept_citations(claim)
    citations = [{"row": row, "kept": kept.get(row.pk, "")} for row in claim.citations.for_display()]
    editable = may(request, "edit_claim")
    forms: dict[str, Form] = {
        "edit": EditClaimForm(initial=_content(claim), auto_id="edit_%s"),
        "tags": TagsForm(
            initial={"tags": tags_text(tag.name for tag in claim.tags.all())}, auto_id="tags_%s"
        ),
        "set_aside": SetAsideForm(initial={"decision": "dismiss", "seen": claim.status}, auto_id="aside_%s"),
        "withdraw": ReasonForm(auto_id="withdraw_%s"),
        "reopen": ReasonForm(auto_id="reopen_%s"),
        "cite": CiteForm(auto_id="cite_%s", known=known_sources(claim)),
    } | refused
    rows = Event.objects.filter(object_type="claim", object_id=str(claim.pk)).select_related("article")
    events = list(rows[:HISTORY])
    context = {
        "claim": claim,
        "public": public_address(claim),
        "words": words_of(claim),
        "places": _standing_places(claim),
        "citations": citations,
        "tag_list": claim.tags.all(),
        "rounds": _rounds(claim, request.user),
        "lines": lines(events),
        "voided": why_void(events),
        "forms": forms,
        "may": _may(request, claim, editable),
        "here": reverse("desk:claim", args=[claim.pk]),
        "similar": similar_rows(request, claim),
        "hides": summary(claim.text),
        **_due(request, claim),
        "objections": claim.objections.all() if may(request, "answer_objection") else [],
    }
    return page(request, "desk/claim.html", context, status=status)


def _due(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """When its next step has to be done, and whether that is past; as the queue says it."""
    rows = queue_for(request.user.pk, reviews=may(request, "review_claim")).filter(pk=claim.pk)
    due = rows.order_by("pk").values_list("due", flat=True).first()
    return {"due": due, "past": due is not None and due <= timezone.now()}


def _may(request: HttpRequest, claim: Claim, editable: bool) -> dict[str, bool]:
    """What this person may do with the claim as it stands now."""
    moves = {
        name: can_move("claim", name, claim.status)
        for name in ("accept", "mark_opinion", "dismiss", "withdraw")
    }
    return {name: editable and allowed for name, allowed in moves.items()} | {
        "edit": editable and claim.status not in ASIDE,
        "tag": editable,
        "cite": may(request, "edit_source"),
        "submit": may(request, "submit_article") and can_move("claim", "submit", claim.status),
        "reopen": may(request, "reopen_claim") and can_move("claim", "reopen", claim.status),
        "review": may(request, "review_claim")
        and claim.status in (ClaimStatus.WAITING, ClaimStatus.IN_REVIEW, ClaimStatus.DISPUTED),
    }


def _standing_places(claim: Claim) -> list[dict[str, Any]]:
    """Where the claim stands in newest texts."""
    articles = {article.revision_id: article for article in articles_of(claim)}
    rows = Appearance.objects.filter(claim=claim, revision__in=articles)
    return [
        {
            "place": row,
            "article": articles[row.revision_id],
            "loose": row.state in LOOSE and claim.status not in ASIDE,
        }
        for row in rows
    ]


def _rounds(claim: Claim, person: Any) -> list[dict[str, Any]]:
    """The reviews this person may read, newest round first; of a sealed round only their own."""
    rows = (
        Review.objects.filter(claim=claim)
        .visible_to(person)
        .select_related("reviewer", "scale")
        .prefetch_related("evidence__source")
    )
    found: dict[int, list[Review]] = {}
    for row in rows:
        found.setdefault(row.round, []).append(row)
    return [{"number": number, "reviews": found[number]} for number in sorted(found, reverse=True)]
