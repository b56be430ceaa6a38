"""Imports files and folders of articles."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.actions.importing import import_article, read_text
from articles.actions.reading import Item, find_files, read_items
from articles.enums import Origin
from articles.errors import NewsroomError
from articles.models import Article


class Command(BaseCommand):
    help = (
        'Imports articles from files and folders (.txt, .md, .html, .jsonl with one {"text"} a line). '
        "The same text again changes nothing. A bad file is reported and the rest goes on; exit code 1 then."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="read and screen, store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each article")
        parser.add_argument("--by", metavar="USERNAME", help="who imports; without it, the system")

    def handle(self, *, paths: list[str], dry_run: bool, json: bool, by: str | None, **options: Any) -> None:
        importer = self._person(by)
        files = list(find_files(paths))
        if not files:
            raise CommandError(
                "There is no article in these folders: no file ends in .txt, .md, .html or .jsonl."
            )
        counts: Counter[str] = Counter()
        with tqdm(files, unit="file", file=sys.stderr, disable=None, leave=False) as bar:
            for path, problem in bar:
                items = [Item(str(path), path.name, error=problem)] if problem else read_items(path)
                for row in self._rows(items, importer, dry_run):
                    counts[row["status"]] += 1
                    bar.clear(nolock=True)
                    self.stdout.write(_line(row, as_json=json))
        if not json:
            words = ", ".join(f"{counts[status]} {status}" for status in ("created", "unchanged", "failed"))
            self.stdout.write(words + (" (dry run: nothing was stored)" if dry_run else ""))
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {counts.total()} failed; the reasons stand above.")

    def _person(self, username: str | None) -> Any:
        if username is None:
            return None
        try:
            return get_user_model().objects.get(username=username)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no user {username!r}.") from error

    def _rows(self, items: Any, importer: Any, dry_run: bool) -> Iterator[dict[str, Any]]:
        for item in items:
            row = {
                "path": item.path,
                "status": "failed",
                "article": None,
                "findings": 0,
                "claims": 0,
                "error": None,
            }
            try:
                if item.error:
                    raise NewsroomError(item.error)
                yield row | (_try(item) if dry_run else _store(item, importer))
            except NewsroomError as error:
                yield row | {"error": str(error)}


def _store(item: Item, importer: Any) -> dict[str, Any]:
    done = import_article(
        by=importer, origin=Origin.COMMAND, data=item.data, text=item.text, name=item.name, format=item.format
    )
    return {
        "status": "created" if done.created else "unchanged",
        "article": done.article.slug,
        "findings": done.findings,
        "claims": done.claims,
    }


def _try(item: Item) -> dict[str, Any]:
    read = read_text(data=item.data, text=item.text, name=item.name, format=item.format)
    known = Article.objects.filter(digest=read.digest).values_list("slug", flat=True).first()
    return {
        "status": "unchanged" if known else "created",
        "article": known,
        "findings": len(read.found),
        "claims": len(read.claims),
    }


def _line(row: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(row, ensure_ascii=False)
    if row["error"]:
        return f"failed     {row['path']}: {row['error']}"
    found = f"{row['findings']} findings, {row['claims']} claims"
    return f"{row['status']:<10} {row['path']} → {row['article'] or 'new'} ({found})"
