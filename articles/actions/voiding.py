"""What no longer counts when a claim's words change: its decision, its open round, who has it; and who is told."""

from typing import Any

from django.utils import timezone

from articles.actions.move import move
from articles.actions.notices import tell
from articles.enums import NoticeKind
from articles.models import Article, Assignment, Claim, Event, Review

_CLEARED: dict[str, Any] = {"verdict": "", "verdict_digest": "", "decided_at": None, "waiting_since": None}


def void(
    claim: Claim, *, by: Any, article: Article | None, told: str, reason: str = "", **content: Any
) -> Event:
    """Takes a claim out of review, or its decision away, because its words changed; inside the caller's transaction.

    Writes one Event, and a Notice with the words `told` to who wrote, submitted, has or judged it; `content` are
    the claim's new words, if it is those that changed. What was decided stays readable and is never revived: the
    claim goes to review anew. Refuses a claim that has no decision and no open round (Refused).
    """
    people = concerned(claim)
    end_assignments(claim)
    event = move(claim, "void", by=by, article=article, reason=reason, **_CLEARED, **content)
    tell(people, kind=NoticeKind.VOIDED, words=told, claim=claim, but=by)
    return event


def concerned(claim: Claim) -> set[int | None]:
    """Who wrote or submitted the claim, has it or had it in its round, and judged it."""
    had = Assignment.objects.filter(claim=claim, round=claim.round).values_list("reviewer_id", flat=True)
    judged = Review.objects.filter(claim=claim, round=claim.round).values_list("reviewer_id", flat=True)
    return {claim.written_by_id, claim.submitted_by_id, *had, *judged}


def end_assignments(claim: Claim) -> None:
    """Nobody has this claim any more; inside the caller's transaction."""
    Assignment.objects.filter(claim=claim, ended_at__isnull=True).update(ended_at=timezone.now())
