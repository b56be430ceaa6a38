"""What a reviewer has typed, read out of any form that carries it: the review page, the login page."""

from typing import Any

from django.http import HttpRequest, QueryDict

from articles.actions.drafting import EVIDENCE_MOST, Typed
from articles.models import ReviewDraft

DIGITS = 9


def typed_in(post: QueryDict, before: str = "") -> Typed:
    """The words under their names, each with `before` in front. Browsers send a line break as two characters."""

    def words(name: str) -> str:
        return post.get(before + name, "").replace("\r\n", "\n")

    evidence = [number_in(one) for one in post.getlist(before + "evidence")[:EVIDENCE_MOST]]
    return Typed(
        verdict=words("verdict"),
        rationale=words("rationale"),
        note=words("note"),
        evidence=[one for one in evidence if one],
        seen=words("seen"),
        number=number_in(words("draft")),
        tab=words("tab"),
    )


def number_in(value: str) -> int:
    """The number that a hidden field holds; 0 for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= DIGITS else 0


def kept_of(typed: Typed) -> dict[str, Any]:
    """As the review page takes what was typed by somebody who did something else in between."""
    return {
        "verdict": typed.verdict,
        "rationale": typed.rationale,
        "note": typed.note,
        "evidence": [str(one) for one in typed.evidence],
        "seen": typed.seen,
        "draft": typed.number,
        "tab": typed.tab,
    }


def kept_of_draft(draft: ReviewDraft) -> dict[str, Any]:
    return {
        "verdict": draft.verdict,
        "rationale": draft.rationale,
        "note": draft.note,
        "evidence": [str(one) for one in draft.evidence],
        "draft": draft.number,
    }


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which keeps the page as it is."""
    return request.headers.get("Accept", "") == "application/json"
