"""Claims: of an article, one by itself, accepted and set aside, submitted, withdrawn, opened again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from articles.actions import claiming, reviewing
from articles.api import schema as s
from articles.api.articles import ONE, REASON
from articles.api.fetch import article_of, claim_of, claims
from articles.api.route import PAGED, Answer, Asked, Route, listed, page_of
from articles.api.shapes import CITATION, CLAIM, PLACE, REVIEW, STANDING, schema_of, shaped
from articles.enums import ClaimStatus, Verdict
from articles.errors import Conflict
from articles.models import Appearance, Article, Citation, Claim, Review, Revision, TaggedClaim
from articles.models.claims import only_aside
from articles.models.queue import home_of

CLAIM_PATH = "claims/<int:pk>"
PLACED = s.thing(
    schema_of(CLAIM)["properties"] | {"place": PLACE, "state": STANDING["state"][0]},
    required=(*CLAIM, "place", "state"),
)
PARTS = {"standings": STANDING, "citations": CITATION, "reviews": REVIEW}
WHOLE = s.thing(
    schema_of(CLAIM)["properties"] | {name: s.many(schema_of(shape)) for name, shape in PARTS.items()},
    required=(*CLAIM, *PARTS),
)


def claim_list(asked: Asked) -> Answer:
    rows, query = claims().exclude(only_aside()), asked.query
    for name in ("status", "verdict"):
        if name in query:
            rows = rows.filter(**{name: query[name]})
    if "tag" in query:
        tagged = TaggedClaim.objects.filter(content_object=OuterRef("pk"))
        rows = rows.filter(Exists(tagged.filter(Q(tag__slug=query["tag"]) | Q(tag__name=query["tag"]))))
    if "q" in query:
        rows = rows.filter(Q(text__icontains=query["q"]) | Q(claimant__icontains=query["q"]))
    return page_of(rows, asked, CLAIM)


def of_article(asked: Asked) -> Answer:
    """In the order of the text; those that lost their place come last."""
    article = article_of(asked.path["slug"])
    places = Appearance.objects.filter(revision=article.revision)
    rows = places.prefetch_related(Prefetch("claim", queryset=claims()))
    ordered = sorted(rows, key=lambda one: (one.start is None, one.start or 0, one.claim_id))
    return 200, {"items": [_placed(one) for one in ordered], "next": None}


def _placed(one: Appearance) -> dict[str, Any]:
    place = None if one.start is None else {"start": one.start, "end": one.end}
    return shaped(CLAIM, one.claim) | {"place": place, "state": one.state}


def read(asked: Asked) -> Answer:
    return 200, whole(asked.path["pk"], asked.person)


def whole(pk: int, person: Any) -> dict[str, Any]:
    """A claim with where it stands, what it rests on, and the reviews that this person may read."""
    claim = claims().get(pk=claim_of(pk).pk)
    texts = Revision.objects.select_related("article").only("number", "article__slug")
    standing = Appearance.objects.filter(claim=claim, revision__current_of__isnull=False)
    reviews = Review.objects.visible_to(person).filter(claim=claim).select_related("reviewer")
    found = {
        "standings": standing.prefetch_related(Prefetch("revision", queryset=texts)).order_by("pk"),
        "citations": claim.citations.select_related("source", "created_by").order_by("pk"),
        "reviews": reviews.prefetch_related(
            Prefetch("evidence", queryset=Citation.objects.only("pk"))
        ).order_by("round", "created_at", "pk"),
    }
    parts = {name: [shaped(PARTS[name], row) for row in rows] for name, rows in found.items()}
    return shaped(CLAIM, claim) | parts


def add(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    fields = dict(asked.body)
    said_on = fields.pop("said_on", None)
    day = date.fromisoformat(said_on) if said_on else None
    made = claiming.add_claim(article, by=asked.person, said_on=day, **fields)
    return 201, whole(made.pk, asked.person)


def accept(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    number = claiming.accept_claims(article, asked.body.get("claims"), by=asked.person)
    return 200, {"accepted": number}


def correct(asked: Asked) -> Answer:
    claim = claim_of(asked.path["pk"])
    fields = dict(asked.body)
    said_on = fields.pop("said_on")
    day = date.fromisoformat(said_on) if said_on else None
    claiming.edit_claim(claim, by=asked.person, article=home_of(claim), said_on=day, **fields)
    return 200, whole(claim.pk, asked.person)


def set_aside(asked: Asked) -> Answer:
    claim = claim_of(asked.path["pk"])
    if asked.body.get("seen", claim.status) != claim.status:
        label = claim.get_status_display().lower()
        raise Conflict(f"Somebody else changed this claim in the meantime: it is {label} now.")
    reason = asked.body.get("reason", "")
    claiming.set_aside(claim, asked.body["decision"], by=asked.person, reason=reason, article=home_of(claim))
    return 200, whole(claim.pk, asked.person)


def doing(
    act: Callable[..., Any], *, status: int = 200, prepare: Callable[[Claim], Article | None] = home_of
) -> Callable[[Asked], Answer]:
    """A handler that gives the body to one action on the claim, and answers with the claim as it is then."""

    def handle(asked: Asked) -> Answer:
        claim = claim_of(asked.path["pk"])
        act(claim, by=asked.person, article=prepare(claim), **asked.body)
        return status, whole(claim.pk, asked.person)

    return handle


FILTERS = {
    "status": s.one_of(ClaimStatus.values),
    "verdict": s.one_of(Verdict.values),
    "tag": s.words(100),
    "q": s.words(200),
}
SAYS = {"text": s.words(2000), "claimant": s.words(200), "said_on": s.maybe(s.DATE)}
TO_ADD = s.thing(
    {"start": s.INTEGER, "end": s.INTEGER, "revision": s.ID} | SAYS, required=("start", "end", "revision")
)
TO_CORRECT = s.thing(SAYS | {"seen": s.words(64)}, required=(*SAYS, "seen"))
ASIDE = s.thing(
    {
        "decision": s.one_of(("accept", "mark_opinion", "dismiss")),
        "reason": s.words(2000),
        "seen": s.one_of(ClaimStatus.values),
    },
    required=("decision",),
)

ROUTES = (
    Route("GET", f"{ONE}/claims", "list-article-claims", "use_desk", of_article,
          "The claims of its newest text, with their places in code points.",
          s.thing({"items": s.many(PLACED), "next": s.maybe(s.ID)}, required=("items", "next"))),
    Route("POST", f"{ONE}/claims", "add-claim", "edit_claim", add,
          "Add a claim: code points of the newest revision, and its words where those do not stand alone.", WHOLE,
          TO_ADD, statuses=(201,)),
    Route("POST", f"{ONE}/claims/accept", "accept-claims", "edit_claim", accept,
          "Accept the proposed claims that are named, or all.",
          s.thing({"accepted": s.INTEGER}, required=("accepted",)), s.thing({"claims": s.many(s.ID)})),
    Route("GET", "claims", "list-claims", "use_desk", claim_list, "Claims, the newest first.", listed(CLAIM),
          query=FILTERS | PAGED),
    Route("GET", CLAIM_PATH, "read-claim", "use_desk", read,
          "A claim with its places, citations, and the reviews that are open to you.", WHOLE),
    Route("PUT", CLAIM_PATH, "correct-claim", "edit_claim", correct,
          "Correct a claim; seen is the digest of what was corrected. What was decided on other words is void.",
          WHOLE, TO_CORRECT),
    Route("POST", f"{CLAIM_PATH}/set-aside", "set-aside-claim", "edit_claim", set_aside,
          "Accept a claim, or set it aside as opinion or (with a reason) as no claim.", WHOLE, ASIDE),
    Route("POST", f"{CLAIM_PATH}/submit", "submit-claim", "submit_article", doing(reviewing.submit_claim),
          "Put an accepted or mended claim into the queue.", WHOLE),
    Route("POST", f"{CLAIM_PATH}/withdraw", "withdraw-claim", "edit_claim", doing(claiming.withdraw_claim),
          "Pull a claim out of the queue.", WHOLE, REASON),
    Route("POST", f"{CLAIM_PATH}/reopen", "reopen-claim", "reopen_claim", doing(reviewing.reopen_claim),
          "Open a new round for a decided claim.", WHOLE, REASON),
)  # fmt: skip
