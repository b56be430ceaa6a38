"""The one function that writes a status."""

from typing import Any

from django.utils import timezone

from articles.actions.log import record
from articles.errors import Conflict
from articles.models import Article, Claim, Event, Finding
from articles.permissions import check_may
from articles.workflow import check_move

KINDS: dict[type, str] = {Article: "article", Finding: "finding", Claim: "claim"}


def move(
    thing: Article | Finding | Claim,
    name: str,
    *,
    by: Any,
    article: Article | None = None,
    reason: str = "",
    **also: Any,
) -> Event:
    """Takes `thing` along the move `name` of its table; returns the Event it wrote.

    Checks the table (Refused), the permission the move needs (NotAllowed), then compares and sets: the row is
    changed only if its status is still the one in hand (Conflict). `also` are fields set in the same update.
    Must run inside a transaction.
    """
    kind = KINDS[type(thing)]
    step = check_move(kind, name, thing.status, reason=reason)
    if step.permission:
        check_may(by, step.permission)
    before = thing.status
    if kind != "finding":
        also["updated_at"] = timezone.now()
    rows = type(thing)._default_manager.filter(pk=thing.pk, status=before)
    if not rows.update(status=step.target, **also):
        raise Conflict(f"Somebody else changed this {kind} in the meantime. Look at it again, then decide.")
    thing.status = step.target
    for field, value in also.items():
        setattr(thing, field, value)
    return record(
        by=by,
        action=name,
        thing=thing,
        article=article,
        before={"status": str(before)},
        after={"status": str(step.target)}
        | {key: _plain(value) for key, value in also.items() if key in LOGGED},
        reason=reason,
    )


# Fields whose new value the log repeats; verdicts stand here only once their round has closed.
LOGGED = {"verdict", "round", "return_note", "publish_at"}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
