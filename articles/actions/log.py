"""The log: every change of state writes one Event, chained by hash to the one before."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Event
from articles.public.sql import rows
from articles.text.canonical import canonical

SYSTEM = "system"
# Any number that nothing else in the database uses; it keeps two writers from taking the same line.
CHAIN_LOCK = 0x6E657773
# Through which program of theirs a person does things now; "" is by hand. Each thread and each task has its own.
_through: ContextVar[str] = ContextVar("through", default="")


@contextmanager
def through(program: str) -> Iterator[None]:
    """What people do inside the block, they do by this program: their Events say so under `via`."""
    mark = _through.set(program)
    try:
        yield
    finally:
        _through.reset(mark)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that changes something; one at a time on both databases, so what is read inside stays true.

    SQLite lets one writer in by itself, on PostgreSQL a lock does. Taken first, it also keeps two actions that
    write several rows and several Events from waiting for each other. Slow work is done before.
    """
    with transaction.atomic():
        _lock_chain()
        yield


def _lock_chain() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


@dataclass(frozen=True)
class Line:
    """What one Event says: `by` is the person, None the system; `before` and `after` hold only what changed."""

    by: Any
    action: str
    thing: Model
    article: Article | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""


def record(*, by: Any, action: str, thing: Model, **more: Any) -> Event:
    """Writes one Event about `thing` and returns it; must run inside the transaction of the change itself.

    Takes the values of a Line, as JSON where they are stored so.
    """
    return record_all([Line(by=by, action=action, thing=thing, **more)])[0]


def record_all(lines: Iterable[Line]) -> list[Event]:
    """The same for several state changes of one transaction, in their order, in as many queries as for one."""
    lines = list(lines)
    if not lines:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An event is written inside the transaction of its change."
        )
    _lock_chain()
    newest = rows("SELECT number, hash FROM articles_event ORDER BY number DESC LIMIT 1")
    number, previous = newest[0] if newest else (0, "")
    events = []
    for line in lines:
        event = _event(line, number + 1, previous)
        number, previous = event.number, event.hash
        events.append(event)
    return Event.objects.bulk_create(events)


def _event(line: Line, number: int, previous: str) -> Event:
    by, thing = line.by, line.thing
    via = {"via": _through.get()} if by is not None and _through.get() else {}
    event = Event(
        number=number,
        at=timezone.now(),
        actor=by,
        actor_name=by.get_username() if isinstance(by, AbstractBaseUser) else SYSTEM,
        action=line.action,
        object_type=thing._meta.model_name or "",
        object_id=str(thing.pk),
        object_label=str(thing)[:200],
        article=line.article or (thing if isinstance(thing, Article) else None),
        before=line.before or {},
        after=(line.after or {}) | via,
        reason=line.reason,
        previous=previous,
    )
    event.hash = digest_of(event)
    return event


def digest_of(event: Event) -> str:
    """SHA-256 of the event's canonical JSON together with the hash of the line before."""
    fields = {
        "number": event.number,
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "action": event.action,
        "object": [event.object_type, event.object_id, event.object_label],
        "article": event.article_id,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "previous": event.previous,
    }
    return hashlib.sha256(canonical(fields)).hexdigest()


def broken_lines() -> Iterator[tuple[int, str]]:
    """(number, what is wrong) of each line that does not fit the one before; nothing when the chain holds."""
    number, previous = 0, ""
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != number + 1:
            yield event.number, f"line {number + 1} is missing"
        if event.previous != previous:
            yield event.number, "does not name the hash of the line before"
        if digest_of(event) != event.hash:
            yield event.number, "was changed after it was written"
        number, previous = event.number, event.hash
