"""Many articles accepted together: what is sure, or decided to be removed already, goes out."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from articles.actions.log import canonical, writing
from articles.actions.memory import read_lists
from articles.actions.move import move
from articles.actions.screening import prepare_removals, write_removals
from articles.actions.spans import Place, current_spans
from articles.enums import ArticleStatus, FindingStatus
from articles.errors import Conflict, NewsroomError, NotAllowed, Refused
from articles.models import Article, Finding
from articles.permissions import check_may
from articles.text.spam import Lists

MOST_ARTICLES = 200
MOST_FRAGMENTS = 1_000  # of one article: so many are decided in a second or two, in one transaction
SECONDS = 20.0  # then a person hears what became of the articles so far


@dataclass(frozen=True)
class Accepted:
    """What became of one article: its fragments are out, or `problem` says why nothing was changed."""

    article: Article
    removed: int = 0
    problem: str = ""


def stamp_of(revision: int, findings: Iterable[int]) -> str:
    """What a person sees of an article in the list: its text and the findings that go out, by their ids."""
    return hashlib.sha256(canonical([revision, sorted(findings)])).hexdigest()[:32]


def accept_sure(articles: Iterable[Article], *, by: Any, seen: Mapping[int, str]) -> list[Accepted]:
    """Decides that every open finding of each article goes out, and takes them out; returns what became of each.

    With them goes out what somebody decided to remove and has not applied. `seen` is the stamp of each article as
    the person saw it. Each article is written in a transaction of its own, with the Events of its decisions and of
    its revision: one that fails stays as it is and stops no other. Left alone with words: no draft, text or
    findings other than seen, an open finding that is not sure, what is not reached in SECONDS. Refuses a person
    without the right (NotAllowed) and more than MOST_ARTICLES (Refused).
    """
    if by is None:
        raise NotAllowed("To accept removals takes a person.")
    check_may(by, "decide_finding")
    chosen = list(articles)
    if len(chosen) > MOST_ARTICLES:
        raise Refused(f"{len(chosen)} articles are too many at once; {MOST_ARTICLES} are the most.")
    end, lists = monotonic() + SECONDS, read_lists()
    return [
        _accept(article, by=by, seen=seen.get(article.pk, ""), lists=lists)
        if monotonic() < end
        else Accepted(article, problem="There was no time left for it. It is still in the list.")
        for article in chosen
    ]


def _accept(article: Article, *, by: Any, seen: str, lists: Lists) -> Accepted:
    try:
        todo = _todo(article, seen)
        cut = prepare_removals(article, todo, lists=lists)
        with writing():
            _check_same(article, seen)
            decided = {"decided_by": by, "decided_at": timezone.now()}
            for finding in cut.findings:
                if finding.status == FindingStatus.OPEN:
                    move(finding, "remove", by=by, article=article, **decided)
            write_removals(article, cut, by=by)
    except NewsroomError as error:
        return Accepted(article, problem=str(error))
    except DatabaseError:
        return Accepted(article, problem="The database was busy, so nothing was changed. Try this one again.")
    return Accepted(article, removed=len(todo))


def _todo(article: Article, seen: str) -> list[tuple[Finding, Place]]:
    """The findings that go out with their places, if they are what the person saw and may go out unread."""
    if article.status != ArticleStatus.DRAFT:
        raise Refused("It is not a draft any more; look at it on its own page.")
    todo = [(one, span) for one, span in current_spans(article) if _waits(one)]
    if not todo:
        raise Conflict("Nothing in it waits any more: it was cleaned, or decided on, since you looked.")
    if stamp_of(article.revision.pk, (one.pk for one, _ in todo)) != seen:
        raise Conflict("Its text or its findings changed since you looked; look at it again.")
    if not all(one.sure for one, _ in todo if one.status == FindingStatus.OPEN):
        raise Refused("Not all of its findings are sure; decide on them one by one.")
    if len(todo) > MOST_FRAGMENTS:
        raise Refused(f"{len(todo):,} fragments are too many at once; look at it on its own page.")
    return todo


def _waits(finding: Finding) -> bool:
    """Open, or decided to be removed and not applied."""
    return finding.status == FindingStatus.OPEN or (
        finding.status == FindingStatus.REMOVED and finding.removed_in_id is None
    )


def _check_same(article: Article, seen: str) -> None:
    """Once more, inside the transaction: a finding may have been marked while the new text was prepared."""
    rows = Article.objects.filter(pk=article.pk).values_list("status", "revision_id")
    status, revision = rows.select_for_update().get()
    waiting = Q(status=FindingStatus.OPEN) | Q(status=FindingStatus.REMOVED, removed_in__isnull=True)
    found = Finding.objects.filter(waiting, revision__article=article)
    if status != ArticleStatus.DRAFT or stamp_of(revision, found.values_list("pk", flat=True)) != seen:
        raise Conflict("Its text or its findings changed since you looked; look at it again.")
