"""Drafts of reviews: what is typed is kept until the review is in, and never dropped for another window's words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.actions.rounds import check_free, judged
from articles.actions.words import passage
from articles.enums import Verdict
from articles.errors import Conflict
from articles.models import Claim, ReviewDraft

# Four times what a review may have: a text that is too long is kept all the same, to be shortened.
MOST = 20_000
EVIDENCE_MOST = 500
KEPT_DAYS = 30
IN_ALREADY = "Your review of this claim is in already. What you typed here is below; nothing of it was sent."
NEWER = "A newer draft of this review was saved in another window. What you typed here is still in the form."


@dataclass(frozen=True)
class Typed:
    """What a window holds of a review: its words, the draft it began from (`number`, 0 for none) and its own name.

    `seen` is the digest of the claim that it is about. Without a name (`tab`) a window is known by its number alone.
    """

    verdict: str = ""
    rationale: str = ""
    note: str = ""
    evidence: Collection[int] = field(default_factory=tuple)
    seen: str = ""
    number: int = 0
    tab: str = ""

    def words(self) -> tuple[Any, ...]:
        return self.verdict, self.rationale.strip(), self.note.strip(), sorted(set(self.evidence))


class NewerDraft(Conflict):
    """Another window has saved since; `draft` is what it saved."""

    def __init__(self, draft: ReviewDraft) -> None:
        self.draft = draft
        super().__init__(NEWER)


def draft_of(claim: Claim, *, by: Any) -> ReviewDraft | None:
    """What this person has typed for the claim's round; nobody else's draft is ever read."""
    return ReviewDraft.objects.filter(claim=claim, round=claim.round, reviewer=by).first()


def save_draft(claim: Claim, typed: Typed, *, by: Any, adjudicating: bool = False) -> ReviewDraft | None:
    """Keeps what was typed; writes a ReviewDraft and no Event, since nothing about the claim has changed.

    Nothing typed and nothing kept before is nothing to keep (None). Refuses who may not judge the claim (NotAllowed),
    words that cannot be stored or are far too long (Refused), a review that is in already, and a newer draft of
    another window that says something else (NewerDraft).
    """
    verdict, rationale, note, evidence = _checked(typed)
    with transaction.atomic():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        check_free(locked, "adjudicate_claim" if adjudicating else "review_claim", by=by)
        if judged(locked, by=by):
            raise Conflict(IN_ALREADY)
        kept = check_newest(locked, typed, by=by)
        if kept is None and not (verdict or rationale or note or evidence):
            return None
        values = {
            "number": kept.number + 1 if kept else 1,
            "tab": typed.tab[:40],
            "verdict": verdict,
            "rationale": rationale,
            "note": note,
            "evidence": evidence,
            "seen": typed.seen[:64] or locked.digest,
            "saved_at": timezone.now(),
        }
        draft, _ = ReviewDraft.objects.update_or_create(
            claim=locked, round=locked.round, reviewer=by, defaults=values
        )
    return draft


def _checked(typed: Typed) -> tuple[str, str, str, list[int]]:
    return (
        typed.verdict if typed.verdict in Verdict.values else "",
        passage(typed.rationale, what="The reason", most=MOST),
        passage(typed.note, what="The note", most=MOST),
        sorted(set(typed.evidence))[:EVIDENCE_MOST],
    )


def check_newest(claim: Claim, typed: Typed, *, by: Any) -> ReviewDraft | None:
    """The draft that is kept, if what was typed began from it or says the same; else raises NewerDraft."""
    kept = draft_of(claim, by=by)
    if kept is None or kept.number == typed.number or (typed.tab and typed.tab == kept.tab):
        return kept
    same = (kept.verdict, kept.rationale, kept.note, sorted(kept.evidence)) == typed.words()
    if not same:
        raise NewerDraft(kept)
    return kept


def forget_draft(claim: Claim, *, by: Any) -> None:
    """The review is in, or the claim went back: nothing is left to keep."""
    ReviewDraft.objects.filter(claim=claim, round=claim.round, reviewer=by).delete()


def forget_old_drafts() -> int:
    """Takes away drafts of rounds that are over, a month after they were saved. Returns how many."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    over = ReviewDraft.objects.exclude(claim__round=F("round")).filter(saved_at__lt=before)
    return over.delete()[0]
