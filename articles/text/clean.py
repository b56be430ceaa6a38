"""Take spans out of a text, put them back, and move positions along.

A change is a replacement in the text before; a tuple of changes is sorted and disjoint, and leads from one
revision to the next. All offsets are code points. Nothing here looks at what the words mean.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.text.types import Change, Span

MAX_TOKENS = 4_000  # words on both sides together that are compared one by one
_TOKEN = re.compile(
    r"\s+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|\W"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without the removed spans, and the changes that lead to it."""

    text: str
    changes: tuple[Change, ...]


def clean(text: str, spans: Iterable[Span | tuple[int, int]]) -> Cleaned:
    """Return `text` without `spans`. Spans that touch or overlap count as one; an empty span removes nothing.

    Refuses with ValueError a span that is out of bounds or ends before it starts.
    """
    pairs = sorted((span.start, span.end) if isinstance(span, Span) else (span[0], span[1]) for span in spans)
    merged: list[tuple[int, int]] = []
    for start, end in pairs:
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"The span {start} to {end} does not lie in a text of {len(text)} characters.")
        if start == end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    changes = tuple(Change(start, end) for start, end in merged)
    return Cleaned(apply_changes(text, changes), changes)


def check_changes(changes: Sequence[Change], length: int) -> None:
    """Refuse (ValueError) changes that are not sorted, overlap, or leave a text of `length` code points."""
    position = 0
    for change in changes:
        if not position <= change.start <= change.end <= length:
            raise ValueError(
                f"The change at {change.start} to {change.end} overlaps another or leaves the text ({length})."
            )
        position = change.end


def apply_changes(text: str, changes: Sequence[Change]) -> str:
    """Return `text` after `changes`, whose offsets all refer to `text`. Refuses like `check_changes`."""
    check_changes(changes, len(text))
    pieces: list[str] = []
    position = 0
    for change in changes:
        pieces += (text[position : change.start], change.text)
        position = change.end
    return "".join((*pieces, text[position:]))


def invert(text: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that lead back: `apply_changes(apply_changes(text, c), invert(text, c)) == text`."""
    check_changes(changes, len(text))
    found: list[Change] = []
    shift = 0
    for change in changes:
        start = change.start + shift
        found.append(Change(start, start + len(change.text), text[change.start : change.end]))
        shift += _growth(change)
    return tuple(found)


def map_position(changes: Sequence[Change], offset: int) -> int:
    """Where the code point at `offset` of the text before stands after `changes`.

    A position inside a replaced range goes to the start of what stands there now; at the place of an
    insertion it goes behind the inserted text.
    """
    shift = 0
    for change in changes:
        if change.end <= offset:
            shift += _growth(change)
        elif change.start <= offset:
            return change.start + shift
        else:
            break
    return offset + shift


def map_span(changes: Sequence[Change], start: int, end: int) -> tuple[int, int] | None:
    """Where the range stands after `changes`; None where one of them touches what the range holds."""
    if start > end:
        raise ValueError(f"The range {start} to {end} ends before it starts.")
    shift = 0
    for change in changes:
        if change.end <= start:
            shift += _growth(change)
        elif change.start >= end:
            break
        else:
            return None
    return start + shift, end + shift


@dataclass(frozen=True, slots=True)
class Restored:
    """The change that puts a removed span back into the newest text, or None and why it cannot."""

    change: Change | None
    reason: str = ""


def restore(original: str, chain: Sequence[Sequence[Change]], start: int, end: int) -> Restored:
    """Find the change that puts `original[start:end]` back into the newest revision.

    `chain` holds the changes from the text `original` to the next revision, from that to the one after, and
    so on. The first of them must have removed the whole range. The place is followed through the later ones;
    where a later change rewrote the words on both sides, the place is gone and a reason is given.
    """
    if not 0 <= start < end <= len(original):
        raise ValueError(f"The span {start} to {end} does not lie in a text of {len(original)} characters.")
    if not chain:
        return Restored(None, "Nothing has been removed from this text yet.")
    check_changes(chain[0], len(original))
    removal = next((c for c in chain[0] if c.start <= start and end <= c.end), None)
    if removal is None or removal.text:
        return Restored(None, "This span was not removed as a whole, so it cannot be put back as a whole.")
    place = removal.start + sum(_growth(c) for c in chain[0] if c.start < removal.start)
    before = original[removal.start : start]
    for changes in chain[1:]:
        after = _follow(changes, place, before)
        if after is None:
            return Restored(
                None, "The words around the removed span were rewritten later, so its place is gone."
            )
        place = after
    return Restored(Change(place, place, original[start:end]))


def _growth(change: Change) -> int:
    return len(change.text) - (change.end - change.start)


def _follow(changes: Sequence[Change], place: int, before: str) -> int | None:
    """Where a place between two characters stands after `changes`; None inside a replaced range.

    `before` is what was removed together with the span, in front of it: put back at the same place, it
    comes first again.
    """
    shift = 0
    for change in changes:
        if change.start < place < change.end:
            return None
        own = change.start == change.end == place and change.text in before
        if change.start < place or own:
            shift += _growth(change)
    return place + shift


def diff_changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the changes from `before` to `after`, word by word, so that applying them gives `after`.

    The equal beginning and end are cut off first. What remains is compared word by word up to MAX_TOKENS
    words, and is one replacement beyond that, so the work stays bounded.
    """
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old and not new:
        return ()
    old_words, new_words = _TOKEN.findall(old), _TOKEN.findall(new)
    if not old or not new or len(old_words) + len(new_words) > MAX_TOKENS:
        return (Change(head, head + len(old), new),)
    changes: list[Change] = []
    starts = _starts(old_words, head)
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for name, i1, i2, j1, j2 in matcher.get_opcodes():
        if name != "equal":
            changes.append(Change(starts[i1], starts[i2], "".join(new_words[j1:j2])))
    return tuple(changes)


def _starts(words: Sequence[str], start: int) -> list[int]:
    found = [start]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def common(one: str, other: str) -> int:
    """How many code points two texts share at their beginning; by halves, so that C compares."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
