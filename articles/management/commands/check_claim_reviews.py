"""Holds the ClaimReview markup of the public pages against the rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.public.stored_reviews import check_stored_reviews


class Command(BaseCommand):
    help = (
        "Says whether the ClaimReview on each claim's page, and those in the feed, keep the rules of schema.org and of "
        "search engines. One line for each page that does not; exit code 1 then."
    )

    def handle(self, **options: Any) -> None:
        number = broken = 0
        for path, problems in check_stored_reviews():
            number += 1
            if problems:
                broken += 1
                self.stdout.write(f"{path}: {' '.join(problems)}")
        if broken:
            raise CommandError(f"{broken} of {number} pages break a rule.")
        self.stdout.write(f"{number} page{'' if number == 1 else 's'}: all keep the rules.")
