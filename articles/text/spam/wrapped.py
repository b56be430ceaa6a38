"""Paragraphs of a text that was wrapped at a width: their lines are judged as one."""

from collections.abc import Iterable

from articles.text.spam.habits import NARROWEST, Habits
from articles.text.spam.segment import Segment, build
from articles.text.spam.segments import Segments

MOST_LINES = 12  # of a paragraph that advertises


def wrapped(parts: Segments, told: Iterable[int], habits: Habits) -> dict[int, Segment]:
    """The paragraphs of some lines, for each of their lines; none for a line that stands alone."""
    found: dict[int, Segment] = {}
    if parts.tagged:
        return found  # a tag says where a paragraph ends
    for i in told:
        lines = range(0) if i in found else _lines(parts, i)
        if len(lines) > 1 and _is_wrapped(parts, lines, habits):
            paragraph = _segment(parts, lines)
            found.update((line, paragraph) for line in lines)
    return found


def _lines(parts: Segments, i: int) -> range:
    """The lines around a line up to the next blank ones."""
    low = high = i
    while low and parts.line(low - 1)[1] == parts.line(low)[0] and high - low < MOST_LINES:
        low -= 1
    while (
        high + 1 < len(parts) and parts.line(high)[1] == parts.line(high + 1)[0] and high - low < MOST_LINES
    ):
        high += 1
    return range(low, high + 1) if high - low < MOST_LINES else range(0)


def _is_wrapped(parts: Segments, lines: range, habits: Habits) -> bool:
    """Are lines full but for the last, and did some go on in a text that was wrapped?"""
    full = all(parts.width(i) >= NARROWEST for i in lines[:-1])
    plain = all(parts.kind(i) in ("heading", "body") and parts.width(i) == len(parts.shown(i)) for i in lines)
    return full and plain and not habits.continued.isdisjoint(lines[1:])


def _segment(parts: Segments, lines: range) -> Segment:
    """All lines as one segment, with a blank for each newline."""
    first, last = parts[lines[0]], parts[lines[-1]]
    made = build(parts.text, first.start, last.end, (first.line_start, last.line_end), "body", [])
    made.shown, made.index = made.shown.replace("\n", " "), first.index
    return made
