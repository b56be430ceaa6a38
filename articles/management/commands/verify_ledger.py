"""Recomputes the ledgers of the archive."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.actions.verifying import verify_ledgers
from articles.models import Article

SHOWN = 3  # problems of one article


class Command(BaseCommand):
    help = (
        "Says whether each article's text is what came in, less the removals and edits on record, and whether "
        "each has a person behind it. One line for each article where it is not; exit code 1 then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="one article only")

    def handle(self, *, slug: str | None, **options: Any) -> None:
        articles = Article.objects.order_by("pk")
        if slug is not None:
            articles = articles.filter(slug=slug)
            if "\0" in slug or not articles.exists():
                raise CommandError(f"There is no article {slug!r}.")
        number, broken = articles.count(), 0
        rows = verify_ledgers(articles.iterator(chunk_size=500))
        with tqdm(rows, total=number, unit=" article", file=sys.stderr, disable=None, leave=False) as bar:
            for article, problems in bar:
                if problems:
                    broken += 1
                    bar.clear(nolock=True)
                    more = f" and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
                    self.stdout.write(f"{article.slug}: {' '.join(problems[:SHOWN])}{more}")
        if broken:
            raise CommandError(f"{broken} of {number} ledgers do not add up.")
        self.stdout.write(f"{number} ledger{'' if number == 1 else 's'}: all add up.")
