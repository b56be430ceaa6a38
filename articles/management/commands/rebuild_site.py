"""manage.py rebuild_site: render all public pages again."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.public import Busy, rebuild_all


class Command(BaseCommand):
    help = (
        "Render all public pages again from the live editions: after a change of templates or settings. "
        "Goes on where it was broken off."
    )

    def handle(self, *args: object, **options: object) -> None:
        quiet = options["verbosity"] == 0
        with tqdm(unit="list", desc="Rendering", disable=True if quiet else None) as bar:
            try:
                number = rebuild_all(
                    total=bar.reset, done=bar.update, resumed=lambda at: None if quiet else self.resumed(at)
                )
            except Busy as error:
                raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(f"{number} pages rendered.")

    def resumed(self, began: datetime) -> None:
        at = timezone.localtime(began)
        self.stdout.write(f"Going on with the rebuild of {at:%Y-%m-%d %H:%M}, which was broken off.")
