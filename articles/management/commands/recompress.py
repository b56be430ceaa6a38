"""manage.py recompress: the best compression for every public page."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.public.recompress import recompress_all


class Command(BaseCommand):
    help = "Compress the public pages anew as far as it goes; publishing itself compresses fast instead."

    def handle(self, *args: object, **options: Any) -> None:
        quiet = options["verbosity"] == 0
        with tqdm(unit="page", desc="Compressing", disable=True if quiet else None) as bar:
            number, saved = recompress_all(total=bar.reset, done=bar.update)
        if not quiet:
            self.stdout.write(f"{number} pages are smaller now, by {saved} bytes together.")
