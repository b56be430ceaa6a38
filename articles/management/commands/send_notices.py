"""Mails people their notices; meant for cron, every quarter of an hour."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.actions.mailing import send_notices


class Command(BaseCommand):
    help = "Mails each person one digest of the notices that they have not seen. A notice is mailed once."

    def handle(self, **options: Any) -> None:
        if settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):
            raise CommandError(
                "No mail server is set. Set EMAIL_HOST; people find their notices on the desk."
            )
        failed = total = 0
        for person, number, problem in send_notices():
            total += 1
            failed += bool(problem)
            self.stdout.write(f"{person.get_username()}: {problem or f'{number} sent'}")
        if failed:
            raise CommandError(
                f"{failed} of {total} mails could not be sent; they are tried again next time."
            )
        self.stdout.write(f"{total} mails sent.")
