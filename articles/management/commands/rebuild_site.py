"""manage.py rebuild_site: render all public pages again."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.public import Busy, rebuild_all


class Command(BaseCommand):
    help = "Render all public pages again from the live editions: after a change of templates or settings."

    def handle(self, *args: object, **options: object) -> None:
        quiet = options["verbosity"] == 0
        with tqdm(unit="batch", desc="Rendering", disable=True if quiet else None) as bar:
            try:
                number = rebuild_all(total=bar.reset, done=bar.update)
            except Busy as error:
                raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(f"{number} pages written.")
