"""Publishes what is scheduled; meant for cron, once a minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions.handing import publish_due


class Command(BaseCommand):
    help = (
        "Publishes every article whose time has come. One that cannot be published does not stop the others."
    )

    def handle(self, **options: Any) -> None:
        failed = total = 0
        for article, problem in publish_due():
            total += 1
            failed += bool(problem)
            self.stdout.write(f"{article.slug}: {problem or 'published'}")
        if failed:
            raise CommandError(f"{failed} of {total} could not be published; the reasons stand above.")
        self.stdout.write(f"{total} published.")
