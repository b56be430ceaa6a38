"""Telling people: one notice to each, inside the transaction of what happened."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import Truncator

from articles.enums import NoticeKind
from articles.models import Article, Claim, Notice, Source

WORDS_LENGTH = 600


def tell(
    people: Iterable[Any],
    *,
    kind: str,
    words: str,
    claim: Claim | None = None,
    article: Article | None = None,
    source: Source | None = None,
    but: Any = None,
) -> int:
    """Writes one Notice to each of these people, inside the caller's transaction; returns to how many.

    `people` are users or their ids; None among them, doubles and `but` (whoever did it and so knows) are left
    out. `words` is one sentence that says what happened and what to do, cut at 600 code points. It may name no
    sealed verdict, nor anything that differs by one. No Event: what happened wrote its own.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("People are told in the transaction of what happened.")
    kind = NoticeKind(kind)
    ids = {getattr(person, "pk", person) for person in people} - {None, getattr(but, "pk", but)}
    text = Truncator(" ".join(words.split())).chars(WORDS_LENGTH)
    about = {"claim": claim, "article": article, "source": source}
    Notice.objects.bulk_create(
        Notice(person_id=person, kind=kind, words=text, **about) for person in sorted(ids)
    )
    return len(ids)


def mark_seen(person: Any, *, upto: int = 0, notice: int = 0) -> int:
    """This person has seen one notice, or all new ones up to the id `upto`; returns how many. Only their own.

    No Event: what somebody has read is nobody else's affair.
    """
    rows = Notice.objects.new_for(person)
    rows = rows.filter(pk=notice) if notice else rows.filter(pk__lte=upto)
    return rows.update(seen_at=timezone.now())
