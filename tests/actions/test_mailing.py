"""Notices by mail: one digest for each person, never twice, and a mail that fails costs only itself."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from articles.actions import mailing
from articles.actions.mailing import send_notices
from articles.actions.notices import mark_seen, tell
from articles.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def sent() -> list[tuple[str, int, str]]:
    return [(person.username, number, words) for person, number, words in send_notices()]


def test_each_person_gets_one_mail_with_everything_once(reporter, reviewer, settings):
    settings.SITE_URL, settings.SITE_NAME = "https://news.example", "The\nBay"
    article = factories.imported(by=reporter)
    claim = factories.claims_of(article)[0]
    tell([reporter, reviewer], kind="due", words="Judge it by Friday.", claim=claim)
    tell([reporter], kind="voided", words="The figure changed.", article=article)
    assert sent() == [("rita", 2, ""), ("ravi", 1, "")]
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["rita@newsroom.example"], "2 notices from the desk of The Bay"),
        (["ravi@newsroom.example"], "1 notice from the desk of The Bay"),
    ]
    assert mail.outbox[0].body == (
        "Hello rita,\n\n"
        f"Due soon: Judge it by Friday.\n{claim.text}\nhttps://news.example/desk/claims/{claim.pk}/\n\n"
        f"Decision no longer counts: The figure changed.\n{article.headline}\nhttps://news.example/desk/articles/{article.slug}/\n\n"
        "All your notices:\nhttps://news.example/desk/notices/\n"
    )
    assert sent() == []
    tell([reviewer], kind="due", words="Another.")
    assert sent() == [("ravi", 1, "")]


def test_a_mail_that_fails_costs_only_itself_and_is_tried_again(reporter, reviewer, monkeypatch, caplog):
    tell([reporter, reviewer], kind="due", words="Soon.")
    send = EmailMessage.send

    def broken(message, **kwargs):
        if message.to == [reporter.email]:
            raise ConnectionRefusedError("no server")
        return send(message, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", broken)
    assert sent() == [("rita", 1, "ConnectionRefusedError: no server"), ("ravi", 1, "")]
    assert "could not be mailed" in caplog.text
    monkeypatch.undo()
    assert sent() == [("rita", 1, "")]
    assert [one.to for one in mail.outbox] == [[reviewer.email], [reporter.email]]


def test_who_has_seen_it_or_cannot_read_it_gets_no_mail(reporter, reviewer, editor, outsider, colleague):
    tell([reporter, reviewer, editor, outsider, colleague], kind="due", words="Soon.")
    mark_seen(reporter, notice=reporter.notices.get().pk)
    for person, change in ((reviewer, {"email": ""}), (editor, {"is_active": False})):
        type(person).objects.filter(pk=person.pk).update(**change)
    assert sent() == [("colin", 1, "")]
    assert Notice.objects.filter(mailed_at=None).count() == 4


def test_what_another_run_has_marked_is_left_alone(reporter, monkeypatch):
    tell([reporter], kind="due", words="Soon.")
    may = mailing.can_may

    def meanwhile(*args):
        Notice.objects.update(mailed_at=timezone.now())
        return may(*args)

    monkeypatch.setattr(mailing, "can_may", meanwhile)
    assert sent() == []


def test_a_long_digest_says_how_many_more(reporter, monkeypatch):
    monkeypatch.setattr(mailing, "MOST", 2)
    for number in range(3):
        tell([reporter], kind="due", words=f"Number {number}.")
    assert sent() == [("rita", 3, "")]
    body = mail.outbox[0].body
    assert ["Number 0." in body, "Number 1." in body, "Number 2." in body] == [True, True, False]
    assert "And 1 more." in body
