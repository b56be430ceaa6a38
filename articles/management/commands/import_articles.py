"""Imports files and folders of articles."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from articles.actions.importing import import_article
from articles.actions.memory import read_lists
from articles.actions.pool import read_all
from articles.actions.reading import LINES, Item, count_passed_over, find_files, read_items
from articles.enums import Origin
from articles.errors import NewsroomError, NotAllowed
from articles.management.commands._import_summary import Summary
from articles.models import Article
from articles.permissions import check_may
from articles.text.incoming import Incoming

Row = dict[str, Any]
MOST_JOBS = 64
SCREEN = 40  # lines: what failed in a longer import is gone from sight, and stands again at its end
MOST_KINDS = 10  # of files that are passed over


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
        parser.add_argument(
            "--jobs",
            type=int,
            default=0,
            metavar="N",
            help="how many processes read and screen; 1: this one alone; without it, one for each core",
        )

    def handle(
        self, *, paths: list[str], dry_run: bool, json: bool, by: str | None, jobs: int, **options: Any
    ) -> None:
        if not 0 <= jobs <= MOST_JOBS:
            raise CommandError(f"--jobs takes 1 to {MOST_JOBS}.")
        importer = _person(by)
        files = list(find_files(paths))
        if not files:
            raise CommandError(
                "There is no article in these folders: no file ends in .txt, .md, .html or .jsonl."
            )
        counts: Counter[str] = Counter()
        summary = Summary()
        # How many articles a file of JSON lines holds is known at its end.
        total = None if any(path.suffix.lower() == LINES for path, _ in files) else len(files)
        with tqdm(total=total, unit=" article", file=sys.stderr, disable=None, leave=False) as bar:
            for row, read in _rows(_items(files), importer, dry_run=dry_run, jobs=jobs):
                counts[row["status"]] += 1
                matches = row.pop("matches", 0)
                if row["status"] == "created":
                    summary.add(row["article"] or row["path"], read, counts.total(), matches)
                elif row["status"] == "failed":
                    summary.fail(f"{row['path']}: {row['error']}")
                bar.clear(nolock=True)
                self.stdout.write(_line(row, as_json=json))
                bar.update()
                bar.refresh(nolock=True)
        if not json:
            # On one screen with its own line a failure is not told twice.
            again = counts["failed"] if counts.total() > SCREEN else 0
            for line in summary.lines(stored=not dry_run, failed=again):
                self.stdout.write(line)
            if others := count_passed_over(paths):
                kinds = ", ".join(f"{ending or 'no ending'} {number}" for ending, number in _most(others))
                self.stdout.write(f"\npassed over, as no article ends so: {kinds}")
            words = ", ".join(f"{counts[status]} {status}" for status in ("created", "unchanged", "failed"))
            self.stdout.write(words + (" (dry run: nothing was stored)" if dry_run else ""))
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {counts.total()} failed; the reasons stand above.")


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], not pair[0], pair[0]))[:MOST_KINDS]


def _person(username: str | None) -> Any:
    if username is None:
        return None
    try:
        person = get_user_model().objects.get(username=username)
        check_may(person, "import_article")
    except get_user_model().DoesNotExist as error:
        raise CommandError(f"There is no user {username!r}.") from error
    except NotAllowed as error:
        raise CommandError(str(error)) from error
    return person


def _items(files: Iterable[tuple[Path, str]]) -> Iterator[Item]:
    for path, problem in files:
        if problem:
            yield Item(str(path), path.name, error=problem)
        else:
            yield from read_items(path)


def _rows(items: Iterable[Item], importer: Any, *, dry_run: bool, jobs: int) -> Iterator[tuple[Row, Any]]:
    """What became of each item, in their order, with what was read of it."""
    tried: dict[str, str | None] = {}  # in a dry run: the digests so far, and the article that has each
    for item, read in read_all(items, jobs=jobs, lists=read_lists()):
        row: Row = {
            "path": item.path,
            "status": "failed",
            "article": None,
            "findings": 0,
            "claims": 0,
            "error": None,
        }
        try:
            if isinstance(read, str):
                raise NewsroomError(read)
            done = _try(read, tried) if dry_run else _store(item, read, importer)
            yield row | done, read
        except NewsroomError as error:
            yield row | {"error": str(error)}, read
        except DatabaseError as error:
            yield row | {"error": f"The database did not take it: {str(error)[:200]}"}, read


def _store(item: Item, read: Incoming, importer: Any) -> Row:
    done = import_article(by=importer, origin=Origin.COMMAND, name=item.name, incoming=read)
    return {
        "status": "created" if done.created else "unchanged",
        "article": done.article.slug,
        "findings": done.findings,
        "claims": done.claims,
        "matches": done.matches,
    }


def _try(read: Incoming, tried: dict[str, str | None]) -> Row:
    again = read.digest in tried
    if not again:
        rows = Article.objects.filter(digest=read.digest)
        tried[read.digest] = rows.values_list("slug", flat=True).first()
    known = tried[read.digest]
    return {
        "status": "unchanged" if known or again else "created",
        "article": known,
        "findings": len(read.found),
        "claims": len(read.claims),
    }


def _line(row: Row, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(row, ensure_ascii=False)
    if row["error"]:
        return f"failed     {row['path']}: {row['error']}"
    found = f"{row['findings']} findings, {row['claims']} claims"
    return f"{row['status']:<10} {row['path']} → {row['article'] or 'new'} ({found})"
