"""The words around what was found, with the found ones marked. Cut between words, in Chinese as in English."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.search_words import Units, placed, row_of, units_of

BEFORE, LENGTH = 60, 240  # code points before the first found word, and in all
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `found` is what was looked for."""

    text: str
    found: bool = False


def marked(text: str, phrases: Sequence[Units]) -> list[Piece]:
    """The whole text in pieces, the phrases in it marked."""
    return _pieces(text, 0, len(text), phrases)


def snippet(text: str, phrases: Sequence[Units], *, row: str = "") -> list[Piece]:
    """The stretch of the text that holds most of the phrases, at most LENGTH code points and two ellipses.

    `row` is `row_of(units_of(text))` where the caller has it. Without a found phrase it is the beginning.
    """
    row = row or row_of(units_of(text))
    places = _first_places(text, row, phrases)
    start = _best(places)
    return _cut(text, start, phrases)


def _first_places(text: str, row: str, phrases: Sequence[Units]) -> list[int]:
    """Where in the text each phrase stands first, of those that do, in code points."""
    numbers = set()
    for phrase in phrases:
        at = row.find(row_of(phrase))
        if at >= 0:
            numbers.add(row.count(" ", 0, at + 1) - 1)
    if not numbers:
        return []
    places, last = [], max(numbers)
    for number, (_, start, _) in enumerate(placed(text)):
        if number in numbers:
            places.append(start)
        if number >= last:
            break
    return places


def _best(places: list[int]) -> int:
    """The place after which most of the others follow closely; the first of equals."""
    room = LENGTH - BEFORE
    near = [(-sum(place <= other < place + room for other in places), place) for place in places]
    return min(near)[1] if near else 0


def _cut(text: str, place: int, phrases: Sequence[Units]) -> list[Piece]:
    low = max(place - BEFORE, 0)
    high = min(low + LENGTH, len(text))
    # A word that the cut would break is left out: units are known a little beyond both ends.
    near = max(low - 80, 0)
    units = list(placed(text[near : high + 80]))
    if low > 0:
        low = min((near + start for _, start, _ in units if near + start >= low), default=low)
    if high < len(text):
        high = max((near + end for _, _, end in units if near + end <= high), default=high)
    pieces = _pieces(text, low, max(high, low), phrases)
    before = [Piece(ELLIPSIS + " ")] if low > 0 else []
    after = [Piece(" " + ELLIPSIS)] if high < len(text) else []
    return before + pieces + after


def _pieces(text: str, low: int, high: int, phrases: Sequence[Units]) -> list[Piece]:
    units = list(placed(text[low:high]))
    words = [unit for unit, _, _ in units]
    hits: list[list[int]] = []
    for phrase in phrases:
        size = len(phrase)
        for first in range(len(words) - size + 1):
            if tuple(words[first : first + size]) == phrase:
                hits.append([low + units[first][1], low + units[first + size - 1][2]])
    found, at = [], low
    for start, end in sorted(hits):
        if end <= at:
            continue
        start = max(start, at)
        if start > at:
            found.append(Piece(text[at:start]))
        if found and found[-1].found and start == at:
            found[-1] = Piece(found[-1].text + text[start:end], found=True)
        else:
            found.append(Piece(text[start:end], found=True))
        at = end
    return [*found, Piece(text[at:high])] if at < high else found
