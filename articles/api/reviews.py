"""Reviewing: whose turn it is, take, give back, judge, return, settle a dispute."""

from articles.actions import reviewing
from articles.api import schema as s
from articles.api.claims import CLAIM_PATH, WHOLE, doing
from articles.api.fetch import claims
from articles.api.route import Answer, Asked, Route
from articles.api.shapes import CLAIM, schema_of, shaped
from articles.enums import Verdict
from articles.models.queue import GROUPS, in_group, queue_for, told
from articles.permissions import can_may

MOST = 50
LINE = s.thing(
    schema_of(CLAIM)["properties"] | {"group": s.one_of(GROUPS), "late": s.BOOLEAN},
    required=(*CLAIM, "group", "late"),
)


def queue(asked: Asked) -> Answer:
    """The first of the claims under review, in the order in which the desk shows them."""
    rows = queue_for(asked.person.pk, reviews=can_may(asked.person, "review_claim"))
    if "group" in asked.query:
        rows = rows.filter(in_group(asked.query["group"]))
    first = list(rows.values_list("pk", "rank")[: asked.query.get("limit", MOST)])
    by_key = claims().in_bulk([pk for pk, _ in first])
    lines = [
        shaped(CLAIM, by_key[pk]) | dict(zip(("group", "late"), told(rank), strict=True))
        for pk, rank in first
    ]
    return 200, {"items": lines}


VERDICT = s.thing(
    {
        "verdict": s.one_of(Verdict.values),
        "rationale": s.words(reviewing.RATIONALE_LENGTH, least=1),
        "evidence": s.many(s.ID, 200),
        "seen": s.words(64),
    },
    required=("verdict", "rationale", "seen"),
)
NOTE = s.thing({"note": s.words(reviewing.NOTE_LENGTH, least=1)}, required=("note",))

ROUTES = (
    Route("GET", "queue", "read-queue", "use_desk", queue,
          "The claims under review: yours first by what is late, then by whose turn it is.",
          s.thing({"items": s.many(LINE, MOST)}, required=("items",)),
          query={"group": s.one_of(GROUPS), "limit": s.INTEGER | {"minimum": 1, "maximum": MOST}}),
    Route("POST", f"{CLAIM_PATH}/take", "take-claim", "review_claim", doing(reviewing.take),
          "The claim is yours to judge. Twice changes nothing.", WHOLE),
    Route("POST", f"{CLAIM_PATH}/give-back", "give-back-claim", "review_claim", doing(reviewing.give_back),
          "It is not yours any more.", WHOLE),
    Route("POST", f"{CLAIM_PATH}/review", "review-claim", "review_claim",
          doing(reviewing.submit_review, status=201),
          "Your verdict. seen is the digest of the claim that you judged, evidence the ids of citations.", WHOLE,
          VERDICT, statuses=(201,)),
    Route("POST", f"{CLAIM_PATH}/return", "return-claim", "review_claim", doing(reviewing.return_claim),
          "Send it back to the desk with a note on what is missing.", WHOLE, NOTE),
    Route("POST", f"{CLAIM_PATH}/adjudicate", "adjudicate-claim", "adjudicate_claim",
          doing(reviewing.adjudicate, status=201), "Settle a dispute.", WHOLE, VERDICT, statuses=(201,)),
)  # fmt: skip
