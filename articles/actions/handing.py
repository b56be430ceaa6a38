"""An article's way between desk, review and the moment it goes out: submit, send back, reopen, set aside, schedule."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.utils import timezone

from articles.actions.checklist import submission_list
from articles.actions.freezing import basis_of, check_basis
from articles.actions.log import record, writing
from articles.actions.move import move
from articles.actions.publishing import check_publisher, publish
from articles.actions.reviewing import submit_claim
from articles.enums import ArticleStatus, ClaimStatus
from articles.errors import NewsroomError, NotReady, Refused
from articles.models import Article, Claim
from articles.models.claims import places_elsewhere
from articles.permissions import check_may
from articles.workflow import CLAIM_QUEUED, check_move

logger = logging.getLogger(__name__)


def submit_article(article: Article, *, by: Any) -> int:
    """Hands an article and all its accepted and returned claims to review; returns how many claims went.

    Writes one Event for the article and one for each claim. Refuses while the submission list has open lines
    (NotReady).
    """
    check_may(by, "submit_article")
    check_move("article", "submit", article.status)
    basis = basis_of(article)
    if open_lines := [line.words for line in submission_list(article) if not line.ok]:
        raise NotReady(open_lines)
    ready = (ClaimStatus.ACCEPTED, ClaimStatus.RETURNED)
    with writing():
        check_basis(article, basis)
        move(article, "submit", by=by, submitted_by=by)
        claims = Claim.objects.filter(appearances__revision=article.revision, status__in=ready)
        todo = list(claims.order_by("pk"))
        for claim in todo:
            submit_claim(claim, by=by, article=article)
    return len(todo)


def send_back(article: Article, *, by: Any, reason: str) -> None:
    """Gives an article in review back to the desk with a reason; claims under review stay with their reviewers."""
    with writing():
        move(article, "send_back", by=by, reason=reason, publish_at=None, scheduled_by=None)


def reopen_article(article: Article, *, by: Any, reason: str) -> None:
    """Takes a published article back to the desk to be worked on, or one that was set aside.

    Readers keep the live edition meanwhile.
    """
    with writing():
        move(article, "reopen", by=by, reason=reason)


def set_article_aside(article: Article, *, by: Any, reason: str) -> None:
    """Puts away what is no article, such as an import that is nothing but spam. `reopen_article` takes it up again.

    One Event. Its texts, findings and claims stay as they are, and nothing of it waits on the desk any more. Refuses
    what readers have seen, a claim under review that stands in no other article, a missing reason (Refused).
    """
    check_may(by, "edit_article")
    check_move("article", "set_aside", article.status, reason=reason)
    if article.editions.exists():
        raise Refused("Readers have seen this article: unpublish or retract it.")
    with writing():
        claims = Claim.objects.filter(appearances__revision=article.revision, status__in=CLAIM_QUEUED)
        held = claims.exclude(Exists(places_elsewhere(article)))
        if number := held.count():
            which = "A claim of it is" if number == 1 else f"{number} claims of it are"
            raise Refused(f"{which} under review. Withdraw {'it' if number == 1 else 'them'} first.")
        move(article, "set_aside", by=by, reason=reason)


def schedule(article: Article, *, at: datetime | None, by: Any) -> None:
    """Sets when the article goes out by itself, as published by this person; None takes the time away. One Event.

    Refuses a time in the past, an article that is not in review or needs a note because readers saw an earlier
    edition (Refused), and its submitter (NotAllowed).
    """
    with writing():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        check_publisher(by, submitted_by=locked.submitted_by_id)
        if at is not None:
            _check_time(locked, at)
        before = {"publish_at": locked.publish_at.isoformat() if locked.publish_at else None}
        after = {"publish_at": at.isoformat() if at else None}
        if before == after:
            return
        locked.publish_at, locked.scheduled_by = at, by if at else None
        locked.save(update_fields=["publish_at", "scheduled_by", "updated_at"])
        record(by=by, action="schedule", thing=locked, before=before, after=after)
    article.publish_at, article.scheduled_by = at, by if at else None


def _check_time(article: Article, at: datetime) -> None:
    if article.status != ArticleStatus.IN_REVIEW:
        raise Refused("Only an article in review can be given a time.")
    if article.editions.exists():
        raise Refused(
            "Readers saw an earlier edition: publish this one by hand, with a note on what changed."
        )
    if at <= timezone.now():
        raise Refused("That time is in the past. Publish now, or choose a later time.")


def publish_due(*, now: datetime | None = None) -> Iterator[tuple[Article, str]]:
    """Publishes every article whose time has come, one by one; yields each with "" or why it could not.

    One that fails, for whatever reason, keeps its time and is tried again at the next call; the others go on. The
    failure is logged as an Event once for each different reason.
    """
    due = Article.objects.filter(publish_at__lte=now or timezone.now(), status=ArticleStatus.IN_REVIEW)
    for pk in list(due.order_by("publish_at", "pk").values_list("pk", flat=True)):
        # Read anew: the time may have been taken away while an earlier one went out.
        article = due.select_related("revision", "live_edition", "scheduled_by").filter(pk=pk).first()
        if article is None:
            continue
        words = ""
        try:
            publish(article, by=article.scheduled_by)
        except NewsroomError as error:
            words = str(error)
        except Exception as error:
            logger.exception("Publishing %s failed.", article.slug)
            words = f"The program failed: {type(error).__name__}. An administrator finds more in its output."
        if words:
            _log_failure(article, words)
        yield article, words


def _log_failure(article: Article, words: str) -> None:
    last = article.events.first()
    if last is not None and last.action == "publish_failed" and last.reason == words:
        return
    with writing():
        record(by=None, action="publish_failed", thing=article, reason=words)
