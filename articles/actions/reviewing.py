"""Review: submit, take, judge, return, adjudicate, open again."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from articles.actions.claiming import end_assignments
from articles.actions.drafting import IN_ALREADY, Typed, check_newest, forget_draft
from articles.actions.due import TAKEN, due_after, start_again
from articles.actions.log import record, writing
from articles.actions.move import move
from articles.actions.notices import tell
from articles.actions.rounds import check_free, judged, opening
from articles.actions.scales import scale_in_force
from articles.actions.words import passage
from articles.enums import ClaimStatus, NoticeKind, ReviewKind, ReviewPolicy, Verdict
from articles.errors import Conflict, Refused
from articles.models import Article, Assignment, Citation, Claim, Review
from articles.models.claims import only_aside
from articles.permissions import check_may
from articles.workflow import reviews_wanted, verdict_of

# These say something about the world, so they rest on something that can be looked at.
NEED_EVIDENCE = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.MIXED)
RATIONALE_LENGTH = 5000
NOTE_LENGTH = 2000
JUDGED = "You reviewed this claim in this round; somebody else has to adjudicate."


def check_reviewer(claim: Claim, *, by: Any) -> None:
    """Raises NotAllowed unless this person may review claims and is independent of this one."""
    check_free(claim, "review_claim", by=by)


def submit_claim(claim: Claim, *, by: Any, article: Article | None = None) -> None:
    """Puts an accepted or returned claim into the queue; a new round when this one has reviews already.

    The review policy is settled here, the strictest of the articles where the claim stands, and stays as it is
    until the next round. Refuses a claim of an article that is set aside, and of no other (Refused).
    """
    with writing():
        if Claim.objects.filter(only_aside(), pk=claim.pk).exists():
            raise Refused("The article of this claim is set aside. Take it up again first.")
        round = claim.round + claim.reviews.filter(round=claim.round).exists()
        end_assignments(claim)
        fields = {"submitted_by": by, "return_note": ""} | opening(claim, round)
        move(claim, "submit", by=by, article=article, **fields)


def take(claim: Claim, *, by: Any, article: Article | None = None) -> Assignment:
    """The claim is this reviewer's to judge. Writes an Assignment and one Event; taking it twice changes nothing.

    Refuses people who are not independent (NotAllowed), a claim that is not in the queue (Refused), and one
    that enough others have taken (Conflict).
    """
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        check_reviewer(locked, by=by)
        mine = Assignment.objects.filter(
            claim=locked, round=locked.round, reviewer=by, ended_at__isnull=True
        ).first()
        if mine:
            return mine
        if locked.status not in (ClaimStatus.WAITING, ClaimStatus.IN_REVIEW):
            raise Refused(f"This claim is {locked.get_status_display().lower()}; there is nothing to take.")
        if judged(locked, by=by):
            raise Refused("You have reviewed this claim in this round.")
        busy = Assignment.objects.filter(claim=locked, round=locked.round, ended_at__isnull=True)
        done = Review.objects.filter(claim=locked, round=locked.round, kind=ReviewKind.REVIEW)
        if busy.count() + done.count() >= locked.wanted:
            raise Conflict("Somebody else has taken this claim in the meantime. Take another one.")
        assignment = Assignment.objects.create(
            claim=locked, round=locked.round, reviewer=by, due_at=due_after(TAKEN)
        )
        if locked.status == ClaimStatus.WAITING:
            move(locked, "take", by=by, article=article)
        else:
            record(by=by, action="take", thing=locked, article=article)
    claim.refresh_from_db()
    return assignment


def give_back(claim: Claim, *, by: Any, article: Article | None = None) -> None:
    """This reviewer no longer has the claim; others may take it. One Event. Refuses who does not have it (Refused)."""
    check_may(by, "review_claim")
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        _end_own(locked, by)
        others = Assignment.objects.filter(claim=locked, round=locked.round, ended_at__isnull=True).exists()
        if others or locked.reviews.filter(round=locked.round).exists():
            record(by=by, action="give_back", thing=locked, article=article)
        else:
            move(locked, "give_back", by=by, article=article)
    claim.refresh_from_db()


def _end_own(claim: Claim, by: Any) -> None:
    own = Assignment.objects.filter(claim=claim, round=claim.round, reviewer=by, ended_at__isnull=True)
    if not own.update(ended_at=timezone.now()):
        raise Refused("You have not taken this claim, or it was withdrawn in the meantime.")
    start_again(claim)


def submit_review(
    claim: Claim,
    *,
    verdict: str,
    rationale: str,
    evidence: Collection[int] = (),
    seen: str,
    by: Any,
    article: Article | None = None,
    scale: int | None = None,
    draft: Typed | None = None,
) -> Review:
    """One reviewer's verdict with its reason and the ids of the citations it rests on; sealed until the round closes.

    `seen` is the digest of the claim that was judged, `scale` the id of the rating scale whose labels were chosen
    from, `draft` what the window held and which draft it showed; the last two are not looked at when None. When the
    last review of the round is in, the claim is decided or, where they disagree, disputed. Writes the Review, its
    Event, and the Event of that step; takes the draft away. Refuses: no reason, a verdict that needs evidence without
    any (Refused); a person who did not take the claim (Refused), is not independent (NotAllowed); changed content,
    other labels, a newer draft, a review that is in already (Conflict).
    """
    with writing():
        locked = _locked(claim, seen, scale, draft, "review_claim", by)
        if locked.status != ClaimStatus.IN_REVIEW:
            raise Refused(f"This claim is {locked.get_status_display().lower()}; it takes no review now.")
        _end_own(locked, by)
        review = _write_review(locked, ReviewKind.REVIEW, verdict, rationale, evidence, by)
        record(by=by, action="review", thing=locked, article=article, after={"round": locked.round})
        _close(locked, article)
    claim.refresh_from_db()
    return review


def _close(claim: Claim, article: Article | None) -> None:
    """Closes the round when the reviews that it wants are in; the log then also says whether the lot had a part."""
    rows = Review.objects.filter(claim=claim, round=claim.round).order_by("pk")
    verdicts = list(rows.values_list("verdict", flat=True))
    wanted = reviews_wanted(claim.policy, verdicts, wanted=claim.wanted, drawn=claim.drawn)
    if wanted > claim.wanted:
        Claim.objects.filter(pk=claim.pk).update(wanted=wanted)
        return
    step, agreed = verdict_of(verdicts, wanted=wanted)
    if not step:
        return
    facts = {"drawn": claim.drawn} if claim.policy == ReviewPolicy.MIDDLE else None
    also = _decision(claim, agreed) if step == "decide" else {}
    move(claim, step, by=None, article=article, facts=facts, closed_round=claim.round, **also)


def adjudicate(
    claim: Claim,
    *,
    verdict: str,
    rationale: str,
    evidence: Collection[int] = (),
    seen: str,
    by: Any,
    article: Article | None = None,
    scale: int | None = None,
    draft: Typed | None = None,
) -> Review:
    """Settles a dispute: a person who reviewed neither side decides, with a reason. Refuses as submit_review."""
    with writing():
        locked = _locked(claim, seen, scale, draft, "adjudicate_claim", by)
        if locked.status != ClaimStatus.DISPUTED:
            raise Refused(
                f"This claim is {locked.get_status_display().lower()}; only a disputed one is adjudicated."
            )
        end_assignments(locked)
        review = _write_review(locked, ReviewKind.ADJUDICATION, verdict, rationale, evidence, by)
        move(locked, "adjudicate", by=by, article=article, reason=rationale, **_decision(locked, verdict))
    claim.refresh_from_db()
    return review


def _locked(
    claim: Claim, seen: str, scale: int | None, draft: Typed | None, permission: str, by: Any
) -> Claim:
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    check_free(locked, permission, by=by)
    if judged(locked, by=by):
        raise Conflict(IN_ALREADY) if permission == "review_claim" else Refused(JUDGED)
    if draft is not None:
        check_newest(locked, draft, by=by)
    if scale is not None and scale != scale_in_force().pk:
        raise Conflict(
            "The labels of the verdicts were changed while you were reviewing. Look at them again."
        )
    if locked.digest != seen:
        raise Conflict(
            "The claim was corrected while you were reviewing. Your words are still here: judge it anew."
        )
    return locked


def _decision(claim: Claim, verdict: str) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "verdict_digest": claim.digest,
        "decided_at": timezone.now(),
        "waiting_since": None,
    }


def _write_review(
    claim: Claim, kind: ReviewKind, verdict: str, rationale: str, evidence: Collection[int], by: Any
) -> Review:
    rationale = passage(rationale, what="The reason", most=RATIONALE_LENGTH)
    if verdict not in Verdict.values:
        raise Refused("Choose a verdict.")
    if not rationale:
        raise Refused("Say why: a verdict needs its reason.")
    citations = list(Citation.objects.filter(claim=claim, pk__in=evidence).select_related("source"))
    if len(citations) < len(set(evidence)):
        raise Conflict("A citation that you ticked is gone. Look at those that are left, then judge.")
    if any(one.source.retracted_at for one in citations):
        raise Refused("A source that you ticked is retracted: no verdict can rest on it. Untick it.")
    if verdict in NEED_EVIDENCE and not citations:
        raise Refused("This verdict rests on evidence: tick a citation, or add one and tick it.")
    review = Review.objects.create(
        claim=claim,
        round=claim.round,
        kind=kind,
        reviewer=by,
        verdict=verdict,
        rationale=rationale,
        claim_digest=claim.digest,
        scale=scale_in_force(),
    )
    review.evidence.set(citations)
    forget_draft(claim, by=by)
    return review


def return_claim(claim: Claim, *, note: str, by: Any, article: Article | None = None) -> None:
    """Sends a claim back to the desk with a note on what is missing.

    Refuses without a note, without a take, and in a dispute who reviewed a side of it (Refused).
    """
    note = passage(note, what="The note", most=NOTE_LENGTH)
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        check_reviewer(locked, by=by)
        if locked.status == ClaimStatus.IN_REVIEW:
            _end_own(locked, by)
        if locked.status == ClaimStatus.DISPUTED and judged(locked, by=by):
            raise Refused(JUDGED)
        end_assignments(locked)
        forget_draft(locked, by=by)
        move(locked, "return", by=by, article=article, reason=note, return_note=note, waiting_since=None)
        owners = [locked.submitted_by_id, locked.written_by_id]
        words = (
            "This claim came back from review. Read the note, mend it and submit it again, or set it aside."
        )
        tell(owners, kind=NoticeKind.RETURNED, words=words, claim=locked, article=article, but=by)
    claim.refresh_from_db()


def reopen_claim(claim: Claim, *, reason: str, by: Any, article: Article | None = None) -> None:
    """Opens a new round for a decided claim; what is published keeps the old verdict until the next edition."""
    with writing():
        move(
            claim,
            "reopen",
            by=by,
            article=article,
            reason=reason,
            verdict="",
            verdict_digest="",
            decided_at=None,
            **opening(claim, claim.round + 1),
        )
