"""Looks at the addresses of sources."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.actions.checking import check_source, sources_to_check
from articles.actions.fetching import check_outgoing
from articles.enums import LinkState
from articles.errors import NewsroomError
from articles.models import Source

FINE = (LinkState.ALIVE, LinkState.MOVED, LinkState.BARRED)
NOTHING_FETCHED = 2  # the exit code when the settings keep the door shut


class Command(BaseCommand):
    help = (
        "Looks at the address of each source that is not retracted, those not looked at for longest first: alive, "
        "moved, changed, gone (dead after three days), taken over by spam. Exit code 1 when one is gone, changed or "
        "taken over, or could not be looked at; 2 when the site fetches nothing (OUTGOING_REQUESTS)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help="how many at most")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each source")

    def handle(self, *, limit: int | None, json: bool, **options: Any) -> None:
        if limit is not None and limit < 1:
            raise CommandError("--limit takes 1 or more.")
        try:
            check_outgoing()
        except NewsroomError as error:
            raise CommandError(str(error), returncode=NOTHING_FETCHED) from error
        ids, bad = sources_to_check(limit=limit), 0
        with tqdm(ids, unit="source", file=sys.stderr, disable=None, leave=False) as bar:
            for pk in bar:
                row = _look(pk)
                if row is None:
                    continue
                good = row["state"] in FINE and not row["error"]
                bad += not good
                if json or row["state"] != LinkState.ALIVE or row["error"]:
                    bar.clear(nolock=True)
                    self.stdout.write(_line(row, as_json=json))
        if not json:
            self.stdout.write(f"{len(ids)} source{'' if len(ids) == 1 else 's'} looked at.")
        if bad:
            raise CommandError(f"{bad} of {len(ids)} need somebody; the reasons stand above.")


def _look(pk: int) -> dict[str, Any] | None:
    """One source, whatever happens with it: a bad one never stops the others. None when it is gone by now."""
    source = Source.objects.filter(pk=pk).first()
    if source is None or not source.url:
        return None
    row: dict[str, Any] = {"source": source.slug, "url": source.url, "outcome": "", "error": ""}
    found: dict[str, Any] = {"status": None, "found_at": "", "note": ""}
    try:
        check = check_source(source)
        found = {"status": check.status, "found_at": check.url, "note": check.note}
        row["outcome"] = str(check.outcome)
    except NewsroomError as error:
        row["error"] = str(error)
    except Exception as error:
        row["error"] = f"by a fault of this program: {type(error).__name__}: {str(error)[:200]}"
    return row | {"state": str(source.link_state), "strikes": source.strikes} | found


def _line(row: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(row, ensure_ascii=False)
    state = "failed" if row["error"] else row["state"].replace("_", " ")
    return f"{state:<10} {row['source']}: {row['error'] or row['note'] or row['url']}"
