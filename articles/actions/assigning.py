"""Who gets a claim: given by an editor, handed over, handed out by the system, taken back when its time is up."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.actions.due import TAKEN, due_after, start_again
from articles.actions.log import record, writing
from articles.actions.move import move
from articles.actions.notices import tell
from articles.enums import ClaimStatus, NoticeKind
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Article, Assignment, Claim, Review
from articles.models.shares import Share, people_who_may, shares
from articles.permissions import can_may, check_independent, check_may
from articles.workflow import CLAIM_QUEUED


@dataclass(frozen=True)
class Candidate:
    """Somebody who may review claims: what they have, and why this claim is not for them ("" if it is)."""

    share: Share
    why: str
    let_go: bool  # had it in this round, and gave it back or let its time go by


def name_of(person: Any) -> str:
    return person.get_full_name() or person.get_username()


def candidates(claim: Claim) -> list[Candidate]:
    """Everybody who may review claims, in the order of their turn, each with why not this one. Seven queries.

    A disputed claim takes somebody who may adjudicate and reviewed no side of it.
    """
    involved = claim.involved_people()
    judged = set(claim.reviews.filter(round=claim.round).values_list("reviewer", flat=True))
    rows = list(claim.assignments.filter(round=claim.round).values_list("reviewer", "ended_at"))
    holding = {person for person, ended_at in rows if ended_at is None}
    had = {person for person, ended_at in rows if ended_at is not None} - judged
    settling = claim.status == ClaimStatus.DISPUTED
    found = []
    for share in shares():
        person = share.person
        why = _why_not(person, claim, involved, judged, holding)
        if not why and settling and not can_may(person, "adjudicate_claim"):
            why = f"{name_of(person)} may not adjudicate."
        found.append(Candidate(share, why, person.pk in had))
    return found


def _why_not(
    person: Any, claim: Claim, involved: Collection[int], judged: Collection[int], holding: Collection[int]
) -> str:
    """Why this claim is not for somebody, in words for others to read."""
    name = name_of(person)
    if person.pk in judged:
        return f"{name} reviewed this claim in this round."
    if person.pk in holding:
        return f"{name} has this claim already."
    if person.pk == claim.written_by_id:
        return f"{name} wrote this claim."
    try:
        check_independent(person, involved=involved, written_by=claim.written_by_id)
    except NotAllowed:
        return f"{name} imported, wrote or last edited an article with this claim."
    return ""


def check_candidate(claim: Claim, person: Any) -> None:
    """Raises Refused unless this claim may be given to this person; says why not, and what to do."""
    found = next((one for one in candidates(claim) if one.share.person.pk == person.pk), None)
    if found is None:
        raise Refused(f"{name_of(person)} may not review claims. Choose somebody with that role.")
    if found.why:
        raise Refused(f"{found.why} Choose somebody else.")


def assign(claim: Claim, *, to: Any, by: Any, article: Article | None = None) -> Assignment:
    """Gives a claim that waits to an independent reviewer, a disputed one to somebody who settles it.

    `by` is an editor, None the system. Writes the Assignment with its due date, one Event and a Notice to the
    person. Refuses who may not review it (Refused), a claim that is not under review (Refused), and one that
    enough others have (Conflict).
    """
    check_may(by, "assign_claim")
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        if locked.status not in CLAIM_QUEUED:
            raise Refused(f"This claim is {locked.get_status_display().lower()}; there is nothing to give.")
        check_candidate(locked, to)
        if not free_places(locked):
            raise Conflict("Somebody has taken this claim in the meantime. Hand it over instead.")
        assignment = _give(locked, to, by)
        name, facts = "hand_out" if by is None else "assign", {"reviewer": to.get_username()}
        if locked.status == ClaimStatus.WAITING:
            move(locked, name, by=by, article=article, facts=facts)
        else:
            record(by=by, action=name, thing=locked, article=article, after=facts)
    claim.refresh_from_db()
    return assignment


def free_places(claim: Claim) -> int:
    """How many more people may have the claim now; inside the caller's transaction where it decides something."""
    held = Assignment.objects.filter(claim=claim, round=claim.round, ended_at__isnull=True).count()
    if claim.status == ClaimStatus.DISPUTED:
        return 1 - held
    return claim.wanted - held - Review.objects.filter(claim=claim, round=claim.round).count()


def _give(claim: Claim, to: Any, by: Any) -> Assignment:
    due = due_after(TAKEN)
    who = "Nobody had taken this claim, so it was given to you." if by is None else ""
    tell(
        [to],
        kind=NoticeKind.ASSIGNED,
        words=f"{who or f'{name_of(by)} gave you this claim.'} It is due on {day(due)}: "
        f"{'settle' if claim.status == ClaimStatus.DISPUTED else 'judge'} it, or give it back.",
        claim=claim,
        but=by,
    )
    return Assignment.objects.create(claim=claim, round=claim.round, reviewer=to, due_at=due)


def day(at: Any) -> str:
    """A due date as people say it."""
    return f"{timezone.localtime(at):%A, %-d %B, %H:%M}"


def hand_over(
    claim: Claim, *, to: Any, by: Any, holder: Any = None, article: Article | None = None
) -> Assignment:
    """Passes a claim from who has it (`by`, or another `holder` when an editor does it) to an independent reviewer.

    The time begins anew. Writes the Assignment, one Event, and a Notice to those two who did not do it. Refuses
    a claim that the holder does not have any more, and a person who may not review it (Refused).
    """
    holder = holder or by
    check_may(by, "review_claim" if holder == by else "assign_claim")
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        check_candidate(locked, to)
        rows = Assignment.objects.filter(claim=locked, round=locked.round, reviewer=holder)
        if not rows.filter(ended_at__isnull=True).update(ended_at=timezone.now()):
            who = "You do" if holder == by else f"{name_of(holder)} does"
            raise Refused(f"{who} not have this claim any more. Look at the queue again.")
        assignment = _give(locked, to, by)
        record(
            by=by,
            action="hand_over",
            thing=locked,
            article=article,
            before={"reviewer": holder.get_username()},
            after={"reviewer": to.get_username()},
        )
        words = f"{name_of(by)} handed this claim over to {name_of(to)}. You do not need to judge it."
        tell([holder], kind=NoticeKind.RELEASED, words=words, claim=locked, but=by)
    claim.refresh_from_db()
    return assignment


def release(assignment: Assignment, *, article: Article | None = None) -> bool:
    """The reviewer let the time go by, so the claim goes back to the queue; returns whether it did.

    By the system: one Event, and a Notice to the reviewer and to the editors. False when the review came in, or
    the claim was given back, handed over or given more time meanwhile.
    """
    with writing():
        claim = Claim.objects.select_for_update().get(pk=assignment.claim_id)
        rows = Assignment.objects.filter(pk=assignment.pk, ended_at__isnull=True, due_at__lte=timezone.now())
        if not rows.update(ended_at=timezone.now()):
            return False
        reviewer = assignment.reviewer
        facts = {"reviewer": reviewer.get_username()}
        others = Assignment.objects.filter(claim=claim, round=claim.round, ended_at__isnull=True).exists()
        if others or claim.reviews.filter(round=claim.round).exists():
            record(by=None, action="release", thing=claim, article=article, before=facts)
            start_again(claim)
        else:
            move(claim, "release", by=None, article=article, facts=facts)
        words = "Your time for this claim was up, so it went back to the queue. What you typed is kept."
        tell([reviewer], kind=NoticeKind.RELEASED, words=words, claim=claim)
        words = f"{name_of(reviewer)} let the time for this claim go by; it waits in the queue again."
        tell(people_who_may("assign_claim"), kind=NoticeKind.RELEASED, words=words, claim=claim, but=reviewer)
    return True
