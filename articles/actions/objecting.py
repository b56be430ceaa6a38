"""A reader objects to a verdict: what is taken in, from whom how often, and who is told."""

import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles import public
from articles.actions.fetching import address_of
from articles.actions.log import record, writing
from articles.actions.notices import tell
from articles.actions.words import line, passage
from articles.enums import NoticeKind
from articles.errors import Refused, TooMany
from articles.models import Claim, Objection
from articles.models.queue import home_of
from articles.models.shares import people_who_may
from articles.text.takeover import SHARE, spam_share
from articles.workflow import OBJECTION_OPEN

REASON_LENGTH = 2000
LINK_LENGTH = 1000
CONTACT_LENGTH = 254
DAY = timedelta(days=1)
PER_SENDER = 5  # in 24 hours
PER_SITE = 500  # in 24 hours, whoever sends: more than a desk could read
SPAM = "Most of this reads like advertising, so it cannot be taken. Say in your own words what is wrong."


def object_to(claim: int, *, reason: str, link: str = "", contact: str = "", sender: str) -> Objection:
    """Takes in an objection to the public verdict on a claim; it gets the next number and a day when it is due.

    `sender` is what `sender_of` makes of an address. The same objection sent twice is one. Writes the Objection, one
    Event and a Notice to each who may answer it. Refuses a claim that no reader can see, no reason, one that is mostly
    spam by our own finder, a link or a mail address that is none (Refused); more than five a day of one sender, or
    500 of all (TooMany).
    """
    words = checked_reason(reason)
    link, contact = checked_link(link), checked_contact(contact)
    shown = public.public_claim(claim)
    if shown is None:
        raise Refused("This claim is no longer published; there is nothing to object to.")
    now = timezone.now()
    with writing():
        about = Claim.objects.get(pk=claim)
        same = Objection.objects.filter(
            claim=about, reason=words, sender=sender, status__in=OBJECTION_OPEN
        ).first()
        if same:
            return same
        _check_number(sender)
        objection = Objection.objects.create(
            number=(Objection.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
            claim=about,
            round=shown["round"],
            reason=words,
            link=link,
            contact=contact,
            sender=sender,
            key=secrets.token_urlsafe(24),
            received_at=now,
            due_at=now + timedelta(days=settings.OBJECTION_DAYS),
        )
        # The log is for ever, so nothing that the reader sent stands in it.
        after = {"claim": claim, "due_at": objection.due_at.isoformat()}
        record(by=None, action="object", thing=objection, article=home_of(about), after=after)
        near = objection.too_near()
        able = [person for person in people_who_may("answer_objection") if person.pk not in near]
        told = f"A reader objects to the verdict on this claim (objection {objection.number}); take it and answer it."
        tell(able, kind=NoticeKind.OBJECTION, words=told, claim=about)
    return objection


def sender_of(address: str) -> str:
    """What an internet address is counted by: an HMAC under SECRET_KEY that is another one each day.

    Of an IPv6 address its network of 64 bits, which is what one household has.
    """
    try:
        found = ipaddress.ip_address(address)
        mapped = getattr(found, "ipv4_mapped", None)
        name = str(mapped or found)
        if found.version == 6 and mapped is None:
            name = str(ipaddress.ip_network((found, 64), strict=False))
    except ValueError:
        name = ""
    day = timezone.now().date().isoformat()
    return salted_hmac("articles.objecting.sender", f"{day} {name}", algorithm="sha256").hexdigest()


def _check_number(sender: str) -> None:
    """Raises TooMany when this sender, or all together, have sent what is taken in 24 hours."""
    recent = Objection.objects.filter(received_at__gt=timezone.now() - DAY)
    if recent.filter(sender=sender).count() >= PER_SENDER:
        raise TooMany(
            f"{PER_SENDER} objections in a day are the most that we take from one reader. Come back tomorrow."
        )
    if recent.count() >= PER_SITE:
        raise TooMany("So many objections came in today that we take no more. Come back tomorrow.")


def checked_reason(reason: str) -> str:
    """The reason as it is stored; refuses none, more than 2,000 code points, and what is mostly spam (Refused)."""
    words = passage(reason.replace("\r\n", "\n"), what="The reason", most=REASON_LENGTH)
    if not words:
        raise Refused("Say what is wrong with the verdict.")
    if spam_share(words) >= SHARE:
        raise Refused(SPAM)
    return words


def checked_link(link: str) -> str:
    """The address as it is stored, "" for none; refuses what is no http or https address (Refused)."""
    link = line(link, what="The link", most=LINK_LENGTH)
    if not link:
        return ""
    try:
        found = address_of(link)
    except Refused as error:
        raise Refused(
            "The link is no web address. Copy it whole, from http:// or https:// on, or leave it out."
        ) from error
    if len(found) > LINK_LENGTH:
        raise Refused("The link is too long. Leave out what follows its question mark.")
    return found


def checked_contact(contact: str) -> str:
    """The mail address, "" for none; refuses what is none (Refused)."""
    contact = line(contact, what="The mail address", most=CONTACT_LENGTH)
    if contact:
        try:
            validate_email(contact)
        except ValidationError as error:
            raise Refused("The mail address cannot be read. Type it again, or leave it out.") from error
    return contact
