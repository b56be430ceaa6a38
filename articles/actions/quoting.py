"""Whether a citation's quote stands in a kept copy of its source."""

from typing import Any

from articles.enums import CaptureStatus, QuoteState
from articles.models import Citation, Snapshot, Source
from articles.text.quoted import find_quotes

MOST_COPIES = 5  # the newest with words in them; older ones are not read again


def newest_copy(source: Source) -> int:
    """The id of the copy that was kept last, 0 when there is none."""
    rows = source.snapshots.filter(status=CaptureStatus.CAPTURED).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def look_up(source: Source, quote: str) -> dict[str, Any]:
    """The fields of a citation that say where its quote stands; the newest copy that has it counts. Reads only."""
    if not quote:
        return _fields("")
    copies = Snapshot.objects.filter(source=source, status=CaptureStatus.CAPTURED)
    if not copies.exists():
        return _fields(QuoteState.NOT_CAPTURED)
    with_words = copies.exclude(text="").order_by("-pk").values_list("pk", "text")[:MOST_COPIES]
    for pk, text in with_words:
        if place := find_quotes([quote], text)[0]:
            return _fields(QuoteState.FOUND, pk, *place)
    return _fields(QuoteState.NOT_FOUND if with_words else QuoteState.NO_TEXT)


def look_up_all(rows: list[Citation], text: str) -> list[tuple[int, int] | None]:
    """Where the words of a copy say the quote of each of these citations."""
    return find_quotes([row.quote for row in rows], text) if text else [None] * len(rows)


def note_copy(snapshot: Snapshot, rows: list[Citation], places: list[tuple[int, int] | None]) -> int:
    """Writes what a new copy says of these citations, inside the caller's transaction; returns how many it has.

    A quote that an older copy has and this one has not keeps its place in the older one.
    """
    found = 0
    for row, place in zip(rows, places, strict=True):
        if place:
            fields = _fields(QuoteState.FOUND, snapshot.pk, *place)
            found += 1
        elif row.quote_state == QuoteState.FOUND or (
            row.quote_state == QuoteState.NOT_FOUND and not snapshot.text
        ):
            continue
        else:
            fields = _fields(QuoteState.NOT_FOUND if snapshot.text else QuoteState.NO_TEXT)
        Citation.objects.filter(pk=row.pk).update(**fields)
    return found


def _fields(
    state: str, copy: int | None = None, start: int | None = None, end: int | None = None
) -> dict[str, Any]:
    return {"quote_state": str(state), "found_in_id": copy, "found_start": start, "found_end": end}
