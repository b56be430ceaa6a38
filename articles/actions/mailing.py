"""Notices by mail: one digest for each person, never twice."""

import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from articles.actions.log import writing
from articles.models import Notice
from articles.permissions import can_may

MOST = 100
ABOUT_LENGTH = 160
logger = logging.getLogger(__name__)


def send_notices() -> Iterator[tuple[Any, int, str]]:
    """Mails each person what they were told and have not seen; yields (person, how many notices, "" or why not).

    The notices are marked as mailed before the mail goes out, so that two runs at once never send one twice; a
    mail that could not be handed over takes the mark off again and is tried at the next run. It costs only
    itself. Who has no address, no account in use or no right to the desk is passed over. No Event.
    """
    waiting = Notice.objects.filter(mailed_at__isnull=True, seen_at__isnull=True).order_by().values("person")
    people = get_user_model().objects.filter(pk__in=waiting, is_active=True).exclude(email="")
    for person in people.order_by("pk"):
        if not can_may(person, "use_desk"):
            continue
        stamp = timezone.now()
        with writing():
            number = Notice.objects.new_for(person).filter(mailed_at__isnull=True).update(mailed_at=stamp)
        if not number:
            continue
        words, marked = "", person.notices.filter(mailed_at=stamp)
        try:
            digest_of(person, marked, number).send()
        except Exception as error:
            logger.exception("The notices for %s could not be mailed.", person.get_username())
            words = f"{type(error).__name__}: {error}"
            marked.update(mailed_at=None)
        yield person, number, words


def digest_of(person: Any, notices: QuerySet[Notice], number: int) -> EmailMessage:
    """One plain mail with the `number` of them, each with its link; the oldest 100, and how many more there are."""
    lines = [f"Hello {person.get_full_name() or person.get_username()},", ""]
    for notice in notices.select_related("claim", "article", "source").order_by("at", "pk")[:MOST]:
        lines += [f"{notice.label}: {notice.words}", *_about(notice), ""]
    if number > MOST:
        lines += [f"And {number - MOST} more."]
    lines += ["All your notices:", settings.SITE_URL + reverse("desk:notices"), ""]
    subject = f"{number} notice{'' if number == 1 else 's'} from the desk of {settings.SITE_NAME}"
    return EmailMessage(
        subject=" ".join(subject.split()),
        body="\n".join(lines),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _about(notice: Notice) -> list[str]:
    """What it is about in a line, where there is something, and its address."""
    words = notice.claim.text if notice.claim else str(notice.about or "")
    line = Truncator(" ".join(words.split())).chars(ABOUT_LENGTH)
    return [line] * bool(line) + [settings.SITE_URL + notice.get_desk_url()]
