"""The one function that writes a status."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.actions.due import due_in
from articles.actions.log import record
from articles.actions.words import passage
from articles.enums import ClaimStatus
from articles.errors import Conflict, NotAllowed
from articles.models import Article, Claim, Event, Finding, Objection
from articles.permissions import check_may
from articles.workflow import check_move, find_move

KINDS: dict[type, str] = {Article: "article", Finding: "finding", Claim: "claim", Objection: "objection"}
# What a decision on the thing rests on: when one of these is not what the copy in hand says, somebody was faster.
SEEN = {
    "article": ("status", "revision_id", "live_edition_id", "submitted_by_id"),
    "finding": ("status", "removed_in_id"),
    "claim": ("status", "round", "digest"),
    "objection": ("status", "taken_by_id"),
}
# Fields whose old and new value the log repeats; verdicts stand here only once their round has closed.
LOGGED = (
    "verdict", "round", "policy", "wanted", "return_note", "publish_at", "text", "claimant", "said_on",
)  # fmt: skip
REASON_LENGTH = 6000


Thing = Article | Finding | Claim | Objection


def move(
    thing: Thing,
    name: str,
    *,
    by: Any,
    article: Article | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    **also: Any,
) -> Event:
    """Takes `thing` along the move `name` of its table; returns the Event it wrote.

    Checks the permission the move needs (NotAllowed) and the table (Refused), then compares and sets: the row is
    changed only if what the decision rests on is still as in hand (Conflict). `also` are fields set in the same
    update, `facts` what the log says besides. Must run inside a transaction.
    """
    kind = KINDS[type(thing)]
    if permission := find_move(kind, name).permission:
        if by is None:
            raise NotAllowed(f"To {name.replace('_', ' ')} a {kind} takes a person.")
        check_may(by, permission)
    reason = passage(reason, what="The reason", most=REASON_LENGTH)
    step = check_move(kind, name, thing.status, reason=reason)
    changed = {"status": step.target} | also
    if kind == "claim" and step.target != ClaimStatus.IN_REVIEW:  # in review a free place keeps its date
        changed["due_at"] = due_in(step.target)
    before = {key: _plain(getattr(thing, key)) for key in changed if key == "status" or key in LOGGED}
    if kind in ("article", "claim"):
        changed["updated_at"] = timezone.now()
    if not _unchanged(thing).update(**changed):
        raise _faster(thing)
    for field, value in changed.items():
        setattr(thing, field, value)
    after = {key: _plain(changed[key]) for key in before}
    same = [key for key in before if before[key] == after[key] and key != "status"]
    return record(
        by=by,
        action=name,
        thing=thing,
        article=article,
        before={key: value for key, value in before.items() if key not in same},
        after={key: value for key, value in after.items() if key not in same} | (facts or {}),
        reason=reason,
    )


def check_unchanged(thing: Thing) -> None:
    """Raises Conflict when what a decision rests on is no longer as in hand; inside the caller's transaction."""
    if not _unchanged(thing).exists():
        raise _faster(thing)


def _unchanged(thing: Thing) -> QuerySet:
    seen = {name: getattr(thing, name) for name in SEEN[KINDS[type(thing)]]}
    return type(thing)._default_manager.filter(pk=thing.pk, **seen)


def _faster(thing: Thing) -> Conflict:
    kind = KINDS[type(thing)]
    return Conflict(f"Somebody else changed this {kind} in the meantime. Look at it again, then decide.")


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value if type(value) in (str, int, float, bool) else str(value)
