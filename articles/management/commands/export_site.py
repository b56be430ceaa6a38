"""manage.py export_site DIR: the public site as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.public.export import Unfit, export_site


class Command(BaseCommand):
    help = "Write the public site as files, with .gz and .br forms, for any web server or content network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="an empty folder, or an earlier export's"
        )

    def handle(self, *args: object, folder: Path, **options: Any) -> None:
        quiet = options["verbosity"] == 0
        try:
            with tqdm(unit="page", desc="Writing", disable=True if quiet else None) as bar:
                number = export_site(folder, total=bar.reset, done=bar.update)
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(f"{number} pages in {folder}. Static files: manage.py collectstatic.")
