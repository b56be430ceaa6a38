"""The newest verdicts and corrections, as the front page shows them beside the articles.

Both come with a new edition, so they stand in the editions published last: those that the feed of claim reviews reads.
"""

from datetime import datetime
from operator import itemgetter

from articles.public.corrections_page import line
from articles.public.live import Live, latest
from articles.public.records import claim_line, decided_at, moment
from articles.public.types import Record

NOTES, VERDICTS, VERDICTS_OF_ONE = 4, 6, 2


def newest_columns(live: Live) -> dict[str, list[dict]]:
    """`verdicts` and `notes` as templates take them."""
    records = latest(live)
    return {"verdicts": newest_verdicts(records), "notes": newest_notes(records)}


def newest_notes(records: list[Record]) -> list[dict]:
    """The newest notes on these editions. What was retracted stands on the page of corrections alone."""
    rows = [(note, record["slug"], record) for record in records for note in record["corrections"]]
    rows.sort(key=lambda row: (moment(row[0]["at"]), row[1]), reverse=True)
    return [line(row) for row in rows[:NOTES]]


def newest_verdicts(records: list[Record]) -> list[dict]:
    """The claims of these editions that were decided last, each once, and at most two of an article."""
    dated: list[tuple[datetime, int, dict, Record]] = []
    for record in records:
        own = [
            (at, claim["id"], claim, record)
            for claim in record["claims"]
            if (at := decided_at(claim)) is not None
        ]
        dated += sorted(own, key=itemgetter(0, 1), reverse=True)[:VERDICTS_OF_ONE]
    found: dict[int, dict] = {}
    for _, number, claim, record in sorted(dated, key=itemgetter(0, 1), reverse=True):
        if number not in found and len(found) < VERDICTS:
            found[number] = claim_line(claim, record)
    return list(found.values())
