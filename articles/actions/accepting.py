"""Many articles accepted together: the fragments of those whose open findings are all sure go out."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from articles.actions.log import canonical, writing
from articles.actions.move import move
from articles.actions.screening import prepare_removals, write_removals
from articles.actions.spans import Place, current_spans
from articles.enums import ArticleStatus, FindingStatus
from articles.errors import Conflict, NewsroomError, NotAllowed, Refused
from articles.models import Article, Finding
from articles.permissions import check_may

MOST_ARTICLES = 200
MOST_FRAGMENTS = 50  # of one article; more of them are not looked at in a line of a list


@dataclass(frozen=True)
class Accepted:
    """What became of one article: its fragments are out, or `problem` says why nothing was changed."""

    article: Article
    removed: int = 0
    problem: str = ""


def stamp_of(revision: int, findings: Iterable[int]) -> str:
    """What a person sees of an article in the list: its text and its open findings, by their ids."""
    return hashlib.sha256(canonical([revision, sorted(findings)])).hexdigest()[:32]


def accept_sure(articles: Iterable[Article], *, by: Any, seen: Mapping[int, str]) -> list[Accepted]:
    """Decides that every open finding of each article goes out, and takes them out; returns what became of each.

    `seen` is the stamp of each article as the person saw it. Each article is written in a transaction of its own,
    with the Events of its decisions and of its revision: one that fails stays as it is and stops no other. Left
    alone with words: no draft, text or findings other than seen, a finding that is not sure, somebody at work
    on it. Refuses a person without the right (NotAllowed) and more than MOST_ARTICLES (Refused).
    """
    if by is None:
        raise NotAllowed("To accept removals takes a person.")
    check_may(by, "decide_finding")
    chosen = list(articles)
    if len(chosen) > MOST_ARTICLES:
        raise Refused(f"{len(chosen)} articles are too many at once; {MOST_ARTICLES} are the most.")
    return [_accept(article, by=by, seen=seen.get(article.pk, "")) for article in chosen]


def _accept(article: Article, *, by: Any, seen: str) -> Accepted:
    try:
        todo = _todo(article, seen)
        cut = prepare_removals(article, todo)
        with writing():
            _check_same(article, seen)
            decided = {"decided_by": by, "decided_at": timezone.now()}
            for finding in cut.findings:
                move(finding, "remove", by=by, article=article, **decided)
            write_removals(article, cut, by=by)
    except NewsroomError as error:
        return Accepted(article, problem=str(error))
    except DatabaseError:
        return Accepted(article, problem="The database was busy, so nothing was changed. Try this one again.")
    return Accepted(article, removed=len(todo))


def _todo(article: Article, seen: str) -> list[tuple[Finding, Place]]:
    """The open findings with their places, if they are what the person saw and may go out unread."""
    if article.status != ArticleStatus.DRAFT:
        raise Refused("It is not a draft any more; look at it on its own page.")
    spans = current_spans(article)
    todo = [(one, span) for one, span in spans if one.status == FindingStatus.OPEN]
    if not todo or stamp_of(article.revision.pk, (one.pk for one, _ in todo)) != seen:
        raise Conflict("Its text or its findings changed since you looked; look at it again.")
    if not all(one.sure for one, _ in todo):
        raise Refused("Not all of its findings are sure; decide on them one by one.")
    if len(todo) > MOST_FRAGMENTS:
        raise Refused(f"{len(todo)} fragments are too many for a list; look at it on its own page.")
    if any(one.status == FindingStatus.REMOVED and one.removed_in_id is None for one, _ in spans):
        raise Refused("Somebody decided on a part of it and has not applied that yet.")
    return todo


def _check_same(article: Article, seen: str) -> None:
    """Once more, inside the transaction: a finding may have been marked while the new text was prepared."""
    rows = Article.objects.filter(pk=article.pk).values_list("status", "revision_id")
    status, revision = rows.select_for_update().get()
    found = Finding.objects.filter(revision__article=article, status=FindingStatus.OPEN)
    if status != ArticleStatus.DRAFT or stamp_of(revision, found.values_list("pk", flat=True)) != seen:
        raise Conflict("Its text or its findings changed since you looked; look at it again.")
