"""manage.py export_memory FILE: what was decided about fragments, and the rules, as JSON lines."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.actions.lists import export_lines


class Command(BaseCommand):
    help = "Writes the remembered fragments and all versions of the rules to a file, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="is written anew; - for the standard output")

    def handle(self, *, file: str, **options: Any) -> None:
        if file == "-":
            for line in export_lines():
                self.stdout.write(line)
            return
        number = 0
        try:
            with Path(file).open("w", encoding="utf-8", newline="\n") as out:
                for line in export_lines():
                    out.write(line + "\n")
                    number += 1
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{number} lines written to {file}.")
