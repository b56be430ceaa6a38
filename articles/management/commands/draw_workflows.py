"""Draws the tables of moves into articles/README.md."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.workflow import TABLES, diagram

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def drawn(text: str) -> str:
    """`text` with the diagram of each table between its markers as the table is now."""
    for kind in TABLES:
        block = f"<!-- {kind} -->\n```mermaid\n{diagram(kind)}\n```\n<!-- /{kind} -->"
        text, found = re.subn(
            rf"<!-- {kind} -->.*?<!-- /{kind} -->", lambda _, b=block: b, text, flags=re.DOTALL
        )
        if found != 1:
            raise CommandError(f"articles/README.md needs one pair of markers for {kind!r}.")
    return text


class Command(BaseCommand):
    help = "Draws each workflow into articles/README.md from its table; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        old = README.read_text(encoding="utf-8")
        new = drawn(old)
        if check and new != old:
            raise CommandError("The diagrams are not those of the tables; run manage.py draw_workflows.")
        if not check:
            README.write_text(new, encoding="utf-8")
