"""manage.py import_memory FILE: takes over fragments and rules that export_memory wrote."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.actions.lists import import_lines, read_lines
from articles.errors import NotAllowed
from articles.permissions import check_may


class Command(BaseCommand):
    help = (
        "Takes fragments and rules over from a file of JSON lines. The same file again changes nothing. "
        "A bad line is reported with its number and the rest goes on; exit code 1 then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", metavar="USERNAME", help="who imports; without it, the system")

    def handle(self, *, file: str, by: str | None, **options: Any) -> None:
        person = _person(by)
        changed = same = bad = 0
        try:
            with Path(file).open("rb") as lines:
                for number, done, problem in import_lines(read_lines(lines), by=person):
                    changed, same, bad = (
                        changed + done,
                        same + (not done and not problem),
                        bad + bool(problem),
                    )
                    if problem:
                        self.stdout.write(f"line {number}: {problem}")
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        self.stdout.write(f"{changed} taken over, {same} unchanged, {bad} bad")
        if bad:
            raise CommandError(f"{bad} line{' is' if bad == 1 else 's are'} bad; the reasons stand above.")


def _person(username: str | None) -> Any:
    if username is None:
        return None
    person = get_user_model().objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no user {username!r}.")
    try:
        check_may(person, "edit_rule")
    except NotAllowed as error:
        raise CommandError(str(error)) from error
    return person
