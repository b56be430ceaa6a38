"""The tables of legal moves. Plain data and questions about it: no ORM, no request.

Each thing with a status (article, finding, claim, objection) has one table. A move says from which statuses it starts,
where it ends, which permission it needs and whether a reason must be given. `articles.actions.move` is the
only caller that writes a status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.enums import ArticleStatus as A
from articles.enums import ClaimStatus as C
from articles.enums import FindingStatus as F
from articles.enums import ObjectionStatus as O
from articles.enums import ReviewKind, ReviewPolicy, Strength, Verdict
from articles.errors import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """One legal step. An empty `permission` marks a step that follows from another, or from time, by itself."""

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str = ""
    needs_reason: bool = False


ARTICLE = (
    Move("submit", (A.DRAFT,), A.IN_REVIEW, "submit_article"),
    Move("send_back", (A.IN_REVIEW,), A.DRAFT, "edit_article", needs_reason=True),
    Move("publish", (A.IN_REVIEW, A.PUBLISHED, A.UNPUBLISHED), A.PUBLISHED, "publish_article"),
    Move("reopen", (A.PUBLISHED, A.UNPUBLISHED, A.SET_ASIDE), A.DRAFT, "edit_article", needs_reason=True),
    Move(
        "unpublish", (A.PUBLISHED, A.DRAFT, A.IN_REVIEW), A.UNPUBLISHED, "publish_article", needs_reason=True
    ),
    Move(
        "retract",
        (A.PUBLISHED, A.UNPUBLISHED, A.DRAFT, A.IN_REVIEW),
        A.RETRACTED,
        "publish_article",
        needs_reason=True,
    ),
    # Nothing but spam, or nothing for this desk. Only what no reader has seen.
    Move("set_aside", (A.DRAFT,), A.SET_ASIDE, "edit_article", needs_reason=True),
)

FINDING = (
    Move("remove", (F.OPEN, F.KEPT), F.REMOVED, "decide_finding"),
    Move("keep", (F.OPEN, F.REMOVED), F.KEPT, "decide_finding"),
    Move("undo", (F.REMOVED, F.KEPT), F.OPEN, "decide_finding"),
)

CLAIM = (
    Move("accept", (C.PROPOSED, C.OPINION, C.DISMISSED), C.ACCEPTED, "edit_claim"),
    Move("mark_opinion", (C.PROPOSED, C.ACCEPTED, C.RETURNED), C.OPINION, "edit_claim"),
    Move(
        "dismiss",
        (C.PROPOSED, C.ACCEPTED, C.RETURNED, C.OPINION),
        C.DISMISSED,
        "edit_claim",
        needs_reason=True,
    ),
    Move("submit", (C.ACCEPTED, C.RETURNED), C.WAITING, "submit_article"),
    Move("take", (C.WAITING,), C.IN_REVIEW, "review_claim"),
    Move("assign", (C.WAITING,), C.IN_REVIEW, "assign_claim"),
    # Its time was up: the system finds somebody, or takes it from who let the time go by.
    Move("hand_out", (C.WAITING,), C.IN_REVIEW),
    Move("release", (C.IN_REVIEW,), C.WAITING),
    Move("give_back", (C.IN_REVIEW,), C.WAITING, "review_claim"),
    Move("decide", (C.IN_REVIEW,), C.DECIDED),
    Move("dispute", (C.IN_REVIEW,), C.DISPUTED),
    Move("adjudicate", (C.DISPUTED,), C.DECIDED, "adjudicate_claim", needs_reason=True),
    Move("return", (C.IN_REVIEW, C.DISPUTED), C.RETURNED, "review_claim", needs_reason=True),
    Move("withdraw", (C.WAITING, C.IN_REVIEW, C.DISPUTED), C.ACCEPTED, "edit_claim", needs_reason=True),
    Move("reopen", (C.DECIDED,), C.WAITING, "reopen_claim", needs_reason=True),
    # The words changed: what was decided on the old ones no longer counts. It follows from a correction or an edit.
    Move("void", (C.WAITING, C.IN_REVIEW, C.DISPUTED, C.DECIDED, C.RETURNED), C.ACCEPTED),
)

OBJECTION = (
    Move("take", (O.RECEIVED,), O.IN_HAND, "answer_objection"),
    Move("give_back", (O.IN_HAND,), O.RECEIVED, "answer_objection"),
    Move("uphold", (O.IN_HAND,), O.UPHELD, "answer_objection", needs_reason=True),
    Move("uphold_partly", (O.IN_HAND,), O.PARTLY, "answer_objection", needs_reason=True),
    Move("reject", (O.IN_HAND,), O.REJECTED, "answer_objection", needs_reason=True),
    # No objection at all: advertising, abuse. Readers see nothing of it.
    Move("dismiss", (O.IN_HAND,), O.DISMISSED, "answer_objection", needs_reason=True),
)

TABLES: dict[str, tuple[Move, ...]] = {
    "article": ARTICLE, "finding": FINDING, "claim": CLAIM, "objection": OBJECTION,
}  # fmt: skip
STATUSES = {"article": A, "finding": F, "claim": C, "objection": O}
OBJECTION_OPEN = (O.RECEIVED, O.IN_HAND)
OBJECTION_PUBLIC = (O.UPHELD, O.PARTLY, O.REJECTED)
OBJECTION_ANSWERED = (*OBJECTION_PUBLIC, O.DISMISSED)

# An article in one of these is not worked on.
ARTICLE_CLOSED = (A.RETRACTED, A.SET_ASIDE)

# A claim in one of these holds its article back; in one of the others it is settled.
CLAIM_OPEN = (C.PROPOSED, C.ACCEPTED, C.WAITING, C.IN_REVIEW, C.DISPUTED, C.RETURNED)
CLAIM_SETTLED = (C.DECIDED, C.OPINION, C.DISMISSED)
CLAIM_QUEUED = (C.WAITING, C.IN_REVIEW, C.DISPUTED)


def find_move(kind: str, name: str) -> Move:
    """The move called `name` of the table `kind`; KeyError when the code asks for one that is not there."""
    for move in TABLES[kind]:
        if move.name == name:
            return move
    raise KeyError(f"{kind} has no move {name!r}")


def can_move(kind: str, name: str, status: str) -> bool:
    """Whether the table allows the move from this status."""
    return status in find_move(kind, name).sources


def check_move(kind: str, name: str, status: str, *, reason: str = "") -> Move:
    """The move, if the table allows it from `status`; else Refused, with the sentence to show."""
    move = find_move(kind, name)
    if status not in move.sources:
        label: str = STATUSES[kind](status).label.lower()
        allowed = ", ".join(STATUSES[kind](source).label.lower() for source in move.sources)
        words = name.replace("_", " ")
        raise Refused(f"This {kind} is {label}; to {words} it must be {allowed}.")
    if move.needs_reason and not reason.strip():
        article = "an" if kind[0] in "aeio" else "a"
        raise Refused(f"Give a reason: to {name.replace('_', ' ')} {article} {kind} needs one.")
    return move


def verdict_of(verdicts: Sequence[str], *, wanted: int) -> tuple[str, str]:
    """What the sealed verdicts of one round amount to: the claim's next move and its verdict.

    ("", "") while reviews are missing, ("decide", verdict) when all agree, ("dispute", "") when they do not.
    """
    if len(verdicts) < wanted:
        return "", ""
    if len(set(verdicts)) == 1:
        return "decide", verdicts[0]
    return "dispute", ""


# The first review says neither yes nor no: under the policy "middle" a second person looks.
MIDDLE_VERDICTS = (Verdict.MIXED, Verdict.UNPROVEN)
STRICTNESS = tuple(ReviewPolicy)


def strictest(policies: Iterable[str]) -> ReviewPolicy:
    """The policy that asks for the most; a claim in several articles takes it. At least one is given."""
    return max((ReviewPolicy(policy) for policy in policies), key=STRICTNESS.index)


def reviews_at_first(policy: str, *, least: int) -> int:
    """How many reviews a round wants when it opens; `least` is the desk's REVIEWS_PER_CLAIM."""
    return max(least, 2 if policy == ReviewPolicy.DOUBLE else 1)


def reviews_wanted(policy: str, verdicts: Sequence[str], *, wanted: int, drawn: bool) -> int:
    """How many reviews a round wants, now that these verdicts are in.

    More than `wanted` only under "middle" after a first review: with a middle verdict, or where the lot fell on
    the claim.
    """
    if policy != ReviewPolicy.MIDDLE or wanted > 1 or len(verdicts) != 1:
        return wanted
    return 2 if drawn or verdicts[0] in MIDDLE_VERDICTS else 1


def satisfies(policy: str, *, decided_by: str, wanted: int) -> bool:
    """Whether a verdict of a round under `decided_by`, which wanted so many reviews, is enough for `policy`."""
    return policy in ("", ReviewPolicy.SINGLE, decided_by) or wanted > 1


def strength_of(kinds: Sequence[str], verdicts: Sequence[str]) -> Strength:
    """How well the verdict of a closed round stands, by the kind and verdict of each of its reviews.

    ValueError for reviews that decide nothing: none at all, or different verdicts that nobody adjudicated.
    """
    if ReviewKind.ADJUDICATION in kinds:
        return Strength.ADJUDICATED
    if len(set(verdicts)) != 1:
        raise ValueError("these reviews amount to no verdict")
    return Strength.SINGLE if len(verdicts) == 1 else Strength.AGREED


def edges(kind: str) -> Iterable[tuple[str, str, str]]:
    """(source, target, name) of each arrow of a table, in its order."""
    for move in TABLES[kind]:
        for source in move.sources:
            yield source, move.target, move.name


def diagram(kind: str) -> str:
    """The table as a Mermaid state diagram; articles/README.md holds it and a test compares."""
    lines = ["stateDiagram-v2", f"    [*] --> {STATUSES[kind].values[0]}"]
    lines += [f"    {source} --> {target}: {name}" for source, target, name in edges(kind)]
    return "\n".join(lines)
