"""The desk's side of objections: take, give back, answer, dismiss; and what goes when its time is over."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from articles import public
from articles.actions.log import writing
from articles.actions.move import move
from articles.actions.notices import tell
from articles.actions.publishing import in_step
from articles.actions.reviewing import reopen_claim
from articles.actions.words import passage
from articles.enums import ClaimStatus, NoticeKind, ObjectionStatus
from articles.errors import NotAllowed, Refused
from articles.models import AnsweredObjection, Article, Objection
from articles.models.queue import home_of
from articles.permissions import check_answerer, check_may
from articles.workflow import check_move

logger = logging.getLogger(__name__)
ANSWER_LENGTH = 2000
OUTCOMES = {
    ObjectionStatus.UPHELD: "uphold",
    ObjectionStatus.PARTLY: "uphold_partly",
    ObjectionStatus.REJECTED: "reject",
}


def check_free(objection: Objection, *, by: Any) -> None:
    """Raises NotAllowed unless this person may answer objections, and neither wrote nor reviewed the claim."""
    if by is None:
        raise NotAllowed("To answer an objection takes a person.")
    check_may(by, "answer_objection")
    check_answerer(by, near=objection.too_near())


def take_objection(objection: Objection, *, by: Any) -> None:
    """The objection is this person's to answer. One Event. Refuses who is not independent (NotAllowed)."""
    with writing():
        check_free(objection, by=by)
        move(objection, "take", by=by, article=home_of(objection.claim), taken_by=by)


def give_back_objection(objection: Objection, *, by: Any) -> None:
    """Others may take it. One Event. Whoever may answer may also free what a colleague has in hand."""
    with writing():
        move(objection, "give_back", by=by, article=home_of(objection.claim), taken_by=None)


def answer_objection(
    objection: Objection, *, outcome: str, answer: str, by: Any, reopen: bool = False
) -> AnsweredObjection:
    """Answers an objection; readers see both at once, where the claim is published.

    `outcome` is upheld, partly or rejected; with `reopen` the claim goes to a new round in the same step. Writes the
    Objection, its public row, the pages that show it, one Event (and one for the new round) and Notices to those
    concerned in one transaction. Refuses no answer, an objection that somebody else has in hand, a claim that is
    under review already (Refused); who wrote or reviewed the claim (NotAllowed).
    """
    if outcome not in OUTCOMES:
        raise Refused("Say what comes of the objection: upheld, partly upheld or rejected.")
    if reopen and outcome == ObjectionStatus.REJECTED:
        raise Refused(
            "An objection that is rejected opens no new round. Uphold it, or leave the round closed."
        )
    name = OUTCOMES[ObjectionStatus(outcome)]
    words = _ready(objection, name, answer, by=by)
    at = timezone.now()
    whole = public.Answered(
        number=objection.number,
        claim=objection.claim_id,
        outcome=str(outcome),
        reason=objection.reason,
        link=objection.link,
        answer=words,
        received_at=objection.received_at,
        answered_at=at,
    )

    def write() -> AnsweredObjection:
        check_free(objection, by=by)
        claim, home = objection.claim, home_of(objection.claim)
        _close(objection, name, words, at, by=by, article=home)
        row = AnsweredObjection.objects.create(**{one: getattr(whole, one) for one in whole.__slots__})
        concerned = _concerned(objection)  # before a new round, in which others are
        if reopen:
            claim.refresh_from_db()
            if claim.status != ClaimStatus.DECIDED:
                raise Refused("The claim is under review already; answer without opening a new round.")
            reopen_claim(claim, reason=f"Objection {objection.number}: {words}", by=by, article=home)
        told = _told(objection.number, outcome, reopen)
        tell(concerned, kind=NoticeKind.OBJECTION, words=told, claim=claim, but=by)
        return row

    return in_step(lambda: public.pages_of_answer(whole), write)


def _told(number: int, outcome: str, reopen: bool) -> str:
    label = ObjectionStatus(outcome).label.lower()
    again = " The claim is reviewed again." if reopen else ""
    return (
        f"Objection {number} to a verdict that you had a part in is answered: {label}.{again} "
        "Read the answer on the claim's page."
    )


def dismiss_objection(objection: Objection, *, reason: str, by: Any) -> None:
    """Sets aside what is no objection at all (advertising, abuse): readers see nothing of it. One Event.

    Refuses without a reason, and as answer_objection does.
    """
    words = _ready(objection, "dismiss", reason, by=by)
    with writing():
        check_free(objection, by=by)
        _close(objection, "dismiss", words, timezone.now(), by=by, article=home_of(objection.claim))


def _ready(objection: Objection, name: str, words: str, *, by: Any) -> str:
    """The checked words, if this person may do this to the objection now."""
    check_free(objection, by=by)
    words = passage(words.replace("\r\n", "\n"), what="The answer", most=ANSWER_LENGTH)
    check_move("objection", name, objection.status, reason=words)
    if objection.taken_by_id != by.pk:
        raise Refused("Somebody else has this objection in hand. Give it back first, then take it.")
    return words


def _close(objection: Objection, name: str, words: str, at: Any, *, by: Any, article: Article | None) -> None:
    also = {"answer": words, "answered_by": by, "answered_at": at}
    move(objection, name, by=by, article=article, reason=words, **also)


def _concerned(objection: Objection) -> set[Any]:
    """Who wrote or reviewed the claim, and who submitted the articles where it stands."""
    sent = Article.objects.filter(revision__appearances__claim=objection.claim_id)
    return {*objection.too_near(), *sent.values_list("submitted_by_id", flat=True)}


def mail_answer(objection: Objection) -> str:
    """Mails the reader who left an address that the answer is there; "" when that was done already.

    Marked before it is sent, so that two runs at once send one; the mark goes when the mail cannot be handed over.
    """
    rows = Objection.objects.filter(pk=objection.pk, told_at=None).exclude(contact="")
    if not rows.update(told_at=timezone.now()):
        return ""
    url = public.absolute(f"/objections/{objection.key}/")
    words = (
        f"You objected to a verdict of {settings.SITE_NAME} (objection {objection.number}). It is answered now: "
        f"{objection.get_status_display().lower()}.\n\nRead the answer: {url}\n\n"
        f"Your mail address is deleted {settings.OBJECTION_CONTACT_DAYS} days after the answer.\n"
    )
    try:
        send_mail(f"Your objection {objection.number} is answered", words, None, [objection.contact])
    except OSError:  # smtplib's errors are of this kind
        Objection.objects.filter(pk=objection.pk).update(told_at=None)
        raise
    return f"mailed the reader that objection {objection.number} is answered"


def forget_contact(objection: Objection) -> str:
    """Deletes the mail address; only that, and for good. Called when its time is over."""
    if not Objection.objects.filter(pk=objection.pk).exclude(contact="").update(contact=""):
        return ""
    return f"deleted the mail address of objection {objection.number}"


def forget_senders() -> int:
    """Deletes what senders are counted by once their day is over; returns how many."""
    day = timezone.now() - timedelta(days=1)
    return Objection.objects.filter(received_at__lte=day).exclude(sender="").update(sender="")
