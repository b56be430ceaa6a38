"""manage.py send_notices."""

import io

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from articles.actions.notices import tell

pytestmark = pytest.mark.django_db


def run() -> list[str]:
    out = io.StringIO()
    call_command("send_notices", stdout=out)
    return out.getvalue().splitlines()


def test_it_says_who_got_how_many(reporter):
    tell([reporter], kind="due", words="Soon.")
    assert run() == ["rita: 1 sent", "1 mails sent."]
    assert run() == ["0 mails sent."]


def test_failures_are_told_by_its_exit(reporter, monkeypatch, caplog):
    tell([reporter], kind="due", words="Soon.")
    monkeypatch.setattr(EmailMessage, "send", lambda message: 1 / 0)
    with pytest.raises(CommandError, match="1 of 1 mails could not be sent; they are tried again"):
        run()


def test_without_a_mail_server_nothing_is_marked(reporter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tell([reporter], kind="due", words="Soon.")
    with pytest.raises(CommandError, match="Set EMAIL_HOST"):
        run()
    assert reporter.notices.get().mailed_at is None
