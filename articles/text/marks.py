"""Put marks around ranges of a text without breaking the nesting of HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from html import escape

from articles.text.types import Run

# Characters that HTML does not allow become the replacement character.
_BAD_CODES = (*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_FORBIDDEN = dict.fromkeys(_BAD_CODES, "\ufffd")


@dataclass(frozen=True, slots=True)
class Mark:
    """HTML to put around the visible text of the raw range `[start, end)`.

    `open` and `close` are trusted HTML of our own. Where a mark must be interrupted (a new block, another
    mark that ends inside it), it is closed and opened again with `again`, or `open` where that is empty: an
    id belongs into `open` alone.
    """

    start: int
    end: int
    open: str
    close: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a run with one set of marks around it, the outermost first."""

    text: str
    run: Run
    marks: tuple[int, ...]


def escaped(words: str) -> str:
    """`words` safe between tags and in quoted attributes."""
    return escape(words.translate(_FORBIDDEN))


def check_marks(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """Return the marks by place, the longer ones first. Refuses (ValueError) empty ones and ones out of bounds."""
    found = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for mark in found:
        if not 0 <= mark.start < mark.end <= length:
            raise ValueError(
                f"The mark {mark.start} to {mark.end} does not lie in a text of {length} characters."
            )
    return tuple(found)


def fragments(runs: Iterable[Run], marks: Sequence[Mark]) -> Iterator[Fragment]:
    """Cut runs, sorted by place, where a mark begins or ends. An atomic run takes every mark that touches it."""
    following = 0
    active: list[tuple[int, int]] = []  # heap of (end, number)
    for run in runs:
        position = run.start
        whole = len(run.text) != run.end - run.start
        while position < run.end:
            limit = run.end if whole else position + 1
            while following < len(marks) and marks[following].start < limit:
                heappush(active, (marks[following].end, following))
                following += 1
            while active and active[0][0] <= position:
                heappop(active)
            stop = run.end
            if not whole:
                stop = min([stop, *(end for end, _ in active[:1])])
                if following < len(marks):
                    stop = min(stop, marks[following].start)
            text = run.text if whole else run.text[position - run.start : stop - run.start]
            yield Fragment(text, run, tuple(sorted(number for _, number in active)))
            position = stop


class Nesting:
    """Which marks are open while one document is written, and which have been open before."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.open: list[int] = []
        self.seen: set[int] = set()

    def move(self, wanted: Sequence[int]) -> str:
        """The HTML that closes and opens marks so that exactly `wanted` are open."""
        kept = 0
        while kept < min(len(self.open), len(wanted)) and self.open[kept] == wanted[kept]:
            kept += 1
        pieces = [self.marks[number].close for number in reversed(self.open[kept:])]
        for number in wanted[kept:]:
            mark = self.marks[number]
            pieces.append((mark.again or mark.open) if number in self.seen else mark.open)
            self.seen.add(number)
        self.open[kept:] = wanted[kept:]
        return "".join(pieces)
