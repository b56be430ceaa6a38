"""What time brings: reminders, claims taken back, claims handed out. Nothing sits without an owner past its time."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.actions.answering import forget_contact, forget_senders, mail_answer
from articles.actions.assigning import Candidate, assign, candidates, day, name_of, release
from articles.actions.due import TAKEN
from articles.actions.log import writing
from articles.actions.notices import tell
from articles.enums import ClaimStatus, NoticeKind
from articles.errors import Conflict, NewsroomError, Refused
from articles.models import Assignment, Claim, Notice, Objection
from articles.models.queue import home_of, unclaimed
from articles.models.shares import people_who_may
from articles.workflow import OBJECTION_ANSWERED

logger = logging.getLogger(__name__)
# After so long people are told again of what is still as it was.
AGAIN = timedelta(days=3)


def remind() -> Iterator[tuple[Claim, str, str]]:
    """Does what is due, claim by claim; yields each with what was done, and "" or why it could not be.

    Reviewers whose time is nearly up are told, once. Who let it go by loses the claim to the queue, with an Event
    and word to the editors. What nobody took in time goes to the independent reviewer with the least; where there
    is none, the editors are told why. Who submitted what came back is told when it was not mended in time. Overdue
    objections are pressed for, readers who left an address are mailed the answer, and the address is deleted when its
    time is over. Called again it does nothing twice; a claim that fails, for whatever reason, stops no other.
    """
    forget_senders()
    for rows, act in STEPS:
        for row in list(rows()):
            claim = row if isinstance(row, Claim) else row.claim
            try:
                done, problem = act(row), ""
            except Conflict:  # somebody was faster: seen anew at the next call
                continue
            except NewsroomError as error:
                done, problem = "", str(error)
            except Exception as error:
                logger.exception("Reminding about claim %s failed.", claim.pk)
                done, problem = "", f"The program failed: {type(error).__name__}. Its output says more."
            if done or problem:
                yield claim, done, problem


def _told(kind: NoticeKind, **where: Any) -> Exists:
    return Exists(Notice.objects.filter(kind=kind, **where))


def _nearly_due() -> QuerySet[Assignment]:
    now = timezone.now()
    told = _told(
        NoticeKind.DUE, claim=OuterRef("claim"), person=OuterRef("reviewer"), at__gte=OuterRef("taken_at")
    )
    # Not in the first half of the time, when that is short.
    hours = min(settings.REMIND_HOURS, 12 * settings.REVIEW_DAYS[TAKEN])
    soon = now + timedelta(hours=hours)
    rows = Assignment.objects.filter(~told, ended_at__isnull=True, due_at__gt=now, due_at__lte=soon)
    return rows.select_related("claim", "reviewer").order_by("due_at", "pk")


def _remind_reviewer(assignment: Assignment) -> str:
    with writing():
        if not _nearly_due().filter(pk=assignment.pk).exists():
            return ""
        words = (
            f"Your time for this claim ends on {day(assignment.due_at)}. "
            "Judge it, hand it over, or give it back; else it goes back to the queue by itself."
        )
        tell([assignment.reviewer], kind=NoticeKind.DUE, words=words, claim=assignment.claim)
    return f"reminded {assignment.reviewer.get_username()}"


def _lapsed() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(ended_at__isnull=True, due_at__lte=timezone.now())
    return rows.select_related("claim", "reviewer").order_by("due_at", "pk")


def _take_back(assignment: Assignment) -> str:
    if not release(assignment, article=home_of(assignment.claim)):
        return ""
    return f"taken back from {assignment.reviewer.get_username()}"


def _unclaimed() -> QuerySet[Claim]:
    return unclaimed().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


def _hand_out(claim: Claim) -> str:
    """Gives it to whose turn it is; who is away, or let it go in this round already, is passed over."""
    if not _unclaimed().filter(pk=claim.pk).exists():
        return ""
    found = candidates(claim)
    able = [one for one in found if not (one.why or one.let_go or one.share.back_on)]
    if able:
        to = able[0].share.person
        assign(claim, to=to, by=None, article=home_of(claim))
        return f"given to {to.get_username()}"
    words = f"This claim is overdue and nobody can be given it: {_reasons(found)}. Find somebody for it."
    return _tell_editors(claim, NoticeKind.STUCK, words)


def _reasons(found: list[Candidate]) -> str:
    """Why there is nobody, with numbers and without names."""
    if not found:
        return "nobody has the role reviewer"
    why = Counter(
        "too near to it, or part of this round" if one.why else "away" if one.share.back_on else "let it go"
        for one in found
    )
    return f"of {len(found)} who may review claims, " + ", ".join(f"{why[words]} {words}" for words in why)


def _tell_editors(claim: Claim, kind: NoticeKind, words: str, *others: Any) -> str:
    """Once, and again every three days while it lasts."""
    with writing():
        told = Notice.objects.filter(kind=kind, claim=claim, at__gte=claim.due_at)
        if told.filter(at__gt=timezone.now() - AGAIN).exists():
            return ""
        if not tell([*people_who_may("assign_claim"), *others], kind=kind, words=words, claim=claim):
            raise Refused("Nobody has the role editor, so nobody could be told that this claim is overdue.")
    return "told the editors"


def _unmended() -> QuerySet[Claim]:
    rows = Claim.objects.filter(status=ClaimStatus.RETURNED, due_at__lte=timezone.now())
    return rows.select_related("submitted_by", "written_by").order_by("due_at", "pk")


def _press(claim: Claim) -> str:
    owners = [person for person in (claim.submitted_by, claim.written_by) if person]
    who = " or ".join(dict.fromkeys(name_of(person) for person in owners)) or "Nobody"
    words = f"This claim came back from review and is overdue: {who} has to mend it, or set it aside."
    return _tell_editors(claim, NoticeKind.OVERDUE, words, *owners)


def _unanswered() -> QuerySet[Objection]:
    return Objection.objects.overdue().select_related("claim", "taken_by").order_by("due_at", "pk")


def _press_answer(objection: Objection) -> str:
    """Once, and again every three days while it lasts, to who has it and to all who could."""
    who = name_of(objection.taken_by) if objection.taken_by else "Nobody"
    words = f"Objection {objection.number} to this claim is overdue. {who} has it in hand: answer it."
    with writing():
        told = Notice.objects.filter(
            kind=NoticeKind.OBJECTION, claim=objection.claim, at__gte=objection.due_at, words=words
        )
        if told.filter(at__gt=timezone.now() - AGAIN).exists():
            return ""
        able = [one for one in people_who_may("answer_objection") if one.pk not in objection.too_near()]
        if not tell(able, kind=NoticeKind.OBJECTION, words=words, claim=objection.claim):
            raise Refused(
                f"Nobody who may answer objection {objection.number} had no part in the verdict: ask somebody."
            )
    return f"told the editors that objection {objection.number} is overdue"


def _unmailed() -> QuerySet[Objection]:
    rows = Objection.objects.filter(status__in=OBJECTION_ANSWERED, told_at=None).exclude(contact="")
    return rows.select_related("claim").order_by("pk")


def _outlived() -> QuerySet[Objection]:
    """Those whose reader's mail address has served its time."""
    before = timezone.now() - timedelta(days=settings.OBJECTION_CONTACT_DAYS)
    rows = Objection.objects.filter(answered_at__lte=before).exclude(contact="")
    return rows.select_related("claim").order_by("pk")


# What is looked for, and what is done about each that is found; in this order.
STEPS: tuple[tuple[Callable[[], QuerySet[Any]], Callable[[Any], str]], ...] = (
    (_nearly_due, _remind_reviewer),
    (_lapsed, _take_back),
    (_unclaimed, _hand_out),
    (_unmended, _press),
    (_unanswered, _press_answer),
    (_outlived, forget_contact),
    (_unmailed, mail_answer),
)
