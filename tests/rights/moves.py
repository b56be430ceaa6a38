"""Every move of the workflows as people make it, and what is expected of each cell.

`right` and statuses come from the tables of `workflow.py` and `permissions.py`. What a person's relation to the thing adds
stands here: `free` moves take somebody independent (or who did not submit), `held` ones who has the claim.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from articles.actions.answering import (
    OUTCOMES,
    answer_objection,
    dismiss_objection,
    give_back_objection,
    take_objection,
)
from articles.actions.assigning import assign
from articles.actions.claiming import edit_claim, set_aside, withdraw_claim
from articles.actions.handing import reopen_article, send_back, set_article_aside, submit_article
from articles.actions.publishing import publish, retract, unpublish
from articles.actions.reviewing import (
    adjudicate,
    give_back,
    reopen_claim,
    return_claim,
    submit_claim,
    submit_review,
    take,
)
from articles.actions.screening import decide_finding
from articles.models import Finding
from articles.workflow import STATUSES, Move
from tests import factories
from tests.desk.claim_states import claim_in
from tests.rights.rows import carries
from tests.rights.states import BY_STATUS, fresh, ready

WHY = "So."
NOTE = ("update", "The summary is new.")
Act = Callable[[Any, Any], Any] | None


@dataclass(frozen=True)
class Step:
    """How a move is made. `act` is None for one that nobody makes: it follows from others, or from time."""

    act: Act
    free: bool = False
    held: tuple[
        str, ...
    ] = ()  # in these statuses only who has it: the claim the reviewer, the objection the editor
    holder: str = "reviewer"
    sides: bool = False  # in a dispute not who reviewed a side
    also: tuple[str, ...] = ()  # statuses from which the act makes another move to the same end
    again: tuple[str, ...] = ()  # statuses in which it changes nothing for who has it
    stays: tuple[str, ...] = ()  # statuses in which it is done as well, and that stay as they are
    right: str = ""  # where it is not that of the move

    def outcome(self, move: Move, status: str, who: str, owner: str) -> str:
        if self.act is None:
            return "by itself"
        if not carries(who, self.right or move.permission):
            return "not allowed"
        if self.free and who == owner:
            return "not allowed"
        if status in self.again:
            return "nothing" if who == "reviewer" else "refused"
        if status not in (*move.sources, *self.also, *self.stays):
            return "refused"
        if status in self.held and who != self.holder:
            return "refused"
        if self.sides and status == "disputed" and who in ("reviewer", "second_reviewer"):
            return "refused"
        return "done"


def judging(act: Callable[..., Any]) -> Act:
    return lambda claim, by: act(claim, verdict="unproven", rationale=WHY, seen=claim.digest, by=by)


def answering(outcome: str) -> Act:
    return lambda objection, by: answer_objection(objection, outcome=outcome, answer=WHY, by=by)


def corrected(claim: Any, by: Any) -> None:
    edit_claim(claim, text="It has 4,200 panels.", claimant="", said_on=None, seen=claim.digest, by=by)


def given(claim: Any, by: Any) -> None:
    """To a reviewer who has nothing to do with it."""
    assign(claim, to=factories.person("reviewer", username="new"), by=by)


ACTS: dict[str, dict[str, Step]] = {
    "article": {
        "submit": Step(lambda article, by: submit_article(article, by=by)),
        "send_back": Step(lambda article, by: send_back(article, by=by, reason=WHY)),
        "publish": Step(lambda article, by: publish(article, by=by, correction=NOTE), free=True),
        "reopen": Step(lambda article, by: reopen_article(article, by=by, reason=WHY)),
        "unpublish": Step(lambda article, by: unpublish(article, by=by, reason=WHY)),
        "retract": Step(lambda article, by: retract(article, by=by, note=WHY)),
        "set_aside": Step(lambda article, by: set_article_aside(article, by=by, reason=WHY)),
    },
    "finding": {
        name: Step(lambda finding, by, name=name: decide_finding(finding, name, by=by))
        for name in ("remove", "keep", "undo")
    },
    "objection": {
        "take": Step(lambda objection, by: take_objection(objection, by=by)),
        "give_back": Step(lambda objection, by: give_back_objection(objection, by=by)),
        "uphold": Step(answering("upheld"), held=("in_hand",), holder="editor"),
        "uphold_partly": Step(answering("partly"), held=("in_hand",), holder="editor"),
        "reject": Step(answering("rejected"), held=("in_hand",), holder="editor"),
        "dismiss": Step(lambda objection, by: dismiss_objection(objection, reason=WHY, by=by), held=("in_hand",), holder="editor"),
    },
    "claim": {
        "accept": Step(lambda claim, by: set_aside(claim, "accept", by=by)),
        "mark_opinion": Step(lambda claim, by: set_aside(claim, "mark_opinion", by=by)),
        "dismiss": Step(lambda claim, by: set_aside(claim, "dismiss", by=by, reason=WHY)),
        "submit": Step(lambda claim, by: submit_claim(claim, by=by)),
        "take": Step(lambda claim, by: take(claim, by=by), free=True, again=("in_review",)),
        "assign": Step(given, stays=("disputed",)),
        "hand_out": Step(None),
        "release": Step(None),
        "give_back": Step(lambda claim, by: give_back(claim, by=by), held=("in_review",)),
        "decide": Step(judging(submit_review), free=True, held=("in_review",), right="review_claim"),
        "dispute": Step(None),
        "adjudicate": Step(judging(adjudicate), free=True, sides=True),
        "return": Step(lambda claim, by: return_claim(claim, note=WHY, by=by), free=True, held=("in_review",), sides=True),
        "withdraw": Step(lambda claim, by: withdraw_claim(claim, by=by, reason=WHY)),
        "reopen": Step(lambda claim, by: reopen_claim(claim, by=by, reason=WHY)),
        "void": Step(corrected, right="edit_claim", also=("proposed", "accepted", "opinion", "dismissed")),
    },
}  # fmt: skip
STEPS = [(kind, str(status)) for kind, statuses in STATUSES.items() for status in statuses.values]


def cells(kind: str, status: str, owner: str, people: dict[str, Any]) -> Callable[[str], Any]:
    """Brings about the state, with `owner` who imported, last edited and submitted; gives copies of the thing.

    A copy is asked for by the move that it is for: what readers saw cannot be set aside, and only that be taken off.
    """
    by, reviewer, publisher = people[owner], people["second_reviewer"], people["administrator"]
    if kind == "article":
        article = BY_STATUS[status](by, reviewer, publisher)
        unseen = ready(by) if status == "draft" else article
        return lambda move: copy(unseen if move == "set_aside" else article)
    if kind == "finding":
        finding = Finding.objects.filter(revision__article=fresh(by)).earliest("pk")
        if status != "open":
            decide_finding(finding, {"removed": "remove", "kept": "keep"}[status], by=by)
        finding = Finding.objects.select_related("revision__article").get(pk=finding.pk)
        return lambda move: copy(finding)
    if kind == "objection":
        claim = factories.claims_of(BY_STATUS["published"](by, reviewer, publisher))[0]
        objection = factories.objected(claim)
        if status != "received":
            take_objection(objection, by=people["editor"])
        if status in OUTCOMES:
            answer_objection(objection, outcome=status, answer=WHY, by=people["editor"])
        elif status == "dismissed":
            dismiss_objection(objection, reason=WHY, by=people["editor"])
        return lambda move: copy(objection)
    named = {"reporter": by, "reviewer": people["reviewer"], "second": people["second_reviewer"]}
    claim = claim_in(status, named)
    return lambda move: copy(claim)
