"""Reminds, takes back and hands out what is overdue; meant for cron, every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions.drafting import forget_old_drafts
from articles.actions.reminding import remind


class Command(BaseCommand):
    help = (
        "Reminds reviewers whose time is nearly up, takes claims back that they let go by, and finds somebody "
        "for claims that nobody took in time. Running it again changes nothing."
    )

    def handle(self, **options: Any) -> None:
        forget_old_drafts()
        failed = total = 0
        for claim, done, problem in remind():
            total += 1
            failed += bool(problem)
            self.stdout.write(f"claim {claim.pk}: {problem or done}")
        if failed:
            raise CommandError(f"{failed} of {total} failed; the reasons stand above.")
        self.stdout.write(f"{total} done.")
