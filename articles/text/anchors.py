"""Quotes that stay with their words while the text around them changes.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model with a position beside it. A quote
is moved only when it is sure; when in doubt the anchor is "drifted" and a person is asked.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from articles.text.clean import map_position, map_span
from articles.text.fuzzy import LONGEST_PATTERN, LONGEST_TEXT, edit_distance, find_similar
from articles.text.types import Anchor, Change, Selector

CONTEXT = 32  # code points on each side, as the W3C's examples and most annotation tools keep
MOST_CONTEXT = 96  # it grows up to here while the quote is not the only one of its kind
MOST_MATCHES = 200
SURE_CONTEXT = 0.7  # share of the context that must agree, both sides together ...
SIDE_CONTEXT = 0.4  # ... and on each side
MARGIN = 0.25  # by which the best of several must lead
SURE_WORDS = 0.75  # share of an edited quote that must be left to move it
SAME_WORDS = 0.5  # and to show it as a suggestion
SHORTEST_FUZZY = 12  # shorter quotes look like too many things

_Allowed = Callable[[int, int], bool]


def make_selector(text: str, start: int, end: int, context: int = CONTEXT) -> Selector:
    """Describe the range `[start, end)` (code points) of a text by its words and their context.

    Prefix and suffix have `context` code points, more (at most 96) where the same words stand in the same
    context elsewhere. Refuses an empty range or one outside the text with ValueError.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the range {start} to {end} is not inside a text of {len(text)} code points")
    size = max(1, context)
    while size < MOST_CONTEXT and _repeats(text, max(0, start - size), min(len(text), end + size)):
        size = min(2 * size, MOST_CONTEXT)
    return Selector(text[start:end], text[max(0, start - size) : start], text[end : end + size], start, end)


def _repeats(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    return text.find(piece) != start or text.find(piece, start + 1) >= 0


def carry_over(selector: Selector, changes: Sequence[Change], new_text: str) -> Anchor:
    """Find a selector again after known changes of the text it was made on.

    Untouched words are "anchored". Words changed in place are "relocated" or, when little is left,
    "drifted". Otherwise the quote is searched as in `find_anchor`, but never on words that stood elsewhere
    before: those are a look-alike. `changes` are ranges of the old text, in order, without overlap.
    """
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    start = map_position(ordered, selector.start)
    mapped = map_span(ordered, selector.start, selector.end)
    if mapped:
        if mapped[0] >= 0 and new_text[slice(*mapped)] == selector.exact:
            return Anchor("anchored", make_selector(new_text, *mapped))
        return find_anchor(selector, new_text, hint=mapped[0])
    inside = [c for c in ordered if c.start < selector.end and c.end > selector.start]
    if all(selector.start <= c.start and c.end <= selector.end for c in inside):
        grown = sum(len(c.text) - (c.end - c.start) for c in inside)
        anchor = _edited(selector, new_text, start, start + len(selector.exact) + grown)
        if anchor:
            return anchor
    return _find(selector, new_text, start, _not_elsewhere(ordered, len(new_text)))


def _edited(selector: Selector, new_text: str, start: int, end: int) -> Anchor | None:
    """The anchor of words that were edited in place, None when too little of them is left."""
    if not 0 <= start < end <= len(new_text):
        return None
    piece = new_text[start:end]
    left, right = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if left >= right or max(right - left, len(selector.exact)) > LONGEST_PATTERN:
        return None
    words = _alike(selector.exact, new_text[left:right])
    if words < SAME_WORDS:
        return None
    return Anchor(
        "relocated" if words >= SURE_WORDS else "drifted", make_selector(new_text, left, right), words
    )


def _alike(one: str, other: str) -> float:
    return round(1 - edit_distance(one, other) / max(len(one), len(other), 1), 3)


def _not_elsewhere(changes: Sequence[Change], length: int) -> _Allowed:
    """Refuses a range of the new text that lies in words which did not change."""
    begins, ends, moved = [0], [], 0
    for change in changes:
        ends.append(change.start + moved)
        moved += len(change.text) - (change.end - change.start)
        begins.append(change.end + moved)
    ends.append(length)

    def allowed(start: int, end: int) -> bool:
        number = bisect_right(begins, start) - 1
        return number < 0 or end > ends[number]

    return allowed


def find_anchor(selector: Selector, new_text: str, hint: int | None = None) -> Anchor:
    """Find a selector in another text whose changes are not known.

    `hint` is the place (code points) where it is expected, the selector's own place if left out. "relocated"
    only when the words or, for edited words, nearly all of them stand in their context and nothing else
    comes near; "drifted" with the best suggestion when in doubt; "orphaned" when nothing similar is there.
    """
    return _find(selector, new_text, selector.start if hint is None else hint, lambda start, end: True)


def _find(selector: Selector, new_text: str, hint: int, allowed: _Allowed) -> Anchor:
    matches, complete = _matches(selector.exact, new_text)
    matches = [place for place in matches if allowed(place, place + len(selector.exact))]
    if not matches:
        return _find_edited(selector, new_text, hint, allowed)
    ranked = sorted(
        (_Candidate(selector, new_text, place, place + len(selector.exact)) for place in matches),
        key=lambda found: (-found.context, abs(found.start - hint)),
    )
    best = ranked[0]
    # Of several equal ones the context may stand at another one too: the nearest has to be the best as well.
    nearest = all(abs(best.start - hint) <= abs(one.start - hint) for one in ranked)
    state = "relocated" if complete and nearest and best.sure and _leads(ranked) else "drifted"
    return Anchor(state, make_selector(new_text, best.start, best.end), best.context)


class _Candidate:
    """A place that may be the quote, with how far its context agrees."""

    def __init__(self, selector: Selector, text: str, start: int, end: int, words: float = 1.0) -> None:
        self.start, self.end, self.words = start, end, words
        left, right = _agreement(selector, text, start, end)
        self.context = round((left + right) / 2, 3)
        self.sure = self.context >= SURE_CONTEXT and min(left, right) >= SIDE_CONTEXT


def _agreement(selector: Selector, text: str, start: int, end: int) -> tuple[float, float]:
    """How far prefix and suffix agree, counted from the quote outwards."""
    before, after = text[max(0, start - len(selector.prefix)) : start], text[end : end + len(selector.suffix)]
    left = _common(before[::-1], selector.prefix[::-1]) / max(1, len(selector.prefix))
    right = _common(after, selector.suffix) / max(1, len(selector.suffix))
    # A context shorter than usual says that the text began or ended there.
    if len(selector.prefix) < CONTEXT:
        left = (left if selector.prefix else 1.0) * (1.0 if start == len(selector.prefix) else 0.5)
    if len(selector.suffix) < CONTEXT:
        right = (right if selector.suffix else 1.0) * (
            1.0 if end + len(selector.suffix) == len(text) else 0.5
        )
    return left, right


def _common(one: str, other: str) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _leads(ranked: list[_Candidate]) -> bool:
    """Whether the first stands clear of the second."""
    if len(ranked) == 1:
        return True
    best, second = ranked[0], ranked[1]
    if best.context == 1.0 and second.context <= 0.95 and best.words == 1.0:
        return True
    return best.context + best.words - second.context - second.words >= MARGIN


def _matches(exact: str, text: str) -> tuple[list[int], bool]:
    """Where the words stand, and whether these are all of the places."""
    places: list[int] = []
    place = text.find(exact) if exact else -1
    while place >= 0 and len(places) < MOST_MATCHES:
        places.append(place)
        place = text.find(exact, place + 1)
    return places, place < 0


def _find_edited(selector: Selector, new_text: str, hint: int, allowed: _Allowed) -> Anchor:
    size = len(selector.exact)
    if not SHORTEST_FUZZY <= size <= LONGEST_PATTERN:
        return Anchor("orphaned", None, 0.0)
    around = (LONGEST_TEXT - 2 * size) // 2
    begin = max(0, min(hint, len(new_text)) - around)
    window = new_text[begin : begin + 2 * around + size]
    found = find_similar(selector.exact, window, most_edits=int(size * (1 - SAME_WORDS)))
    ranked = sorted(
        (
            _Candidate(selector, new_text, begin + start, begin + end, round(1 - edits / size, 3))
            for edits, start, end in found
            if start < end and allowed(begin + start, begin + end)
        ),
        key=lambda one: (-(one.context + one.words), abs(one.start - hint)),
    )
    if not ranked:
        return Anchor("orphaned", None, 0.0)
    best = ranked[0]
    sure = best.sure and best.words >= SURE_WORDS and _leads(ranked)
    return Anchor(
        "relocated" if sure else "drifted", make_selector(new_text, best.start, best.end), best.words
    )


def utf16_to_code_points(text: str, offset: int) -> int:
    """The code point offset of a browser's offset in UTF-16 units; inside a pair, its beginning.

    Refuses an offset outside the text with ValueError.
    """
    units = 0
    for place, mark in enumerate(text):
        if units >= offset >= 0:
            return place if units == offset else place - 1
        units += 2 if mark > "\uffff" else 1
    if units < offset or offset < 0:
        raise ValueError(f"offset {offset} is outside a text of {units} UTF-16 units")
    return len(text) if units == offset else len(text) - 1


def code_points_to_utf16(text: str, offset: int) -> int:
    """A browser's offset in UTF-16 units of a code point offset. Refuses one outside the text (ValueError)."""
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} is outside a text of {len(text)} code points")
    return offset + sum(mark > "\uffff" for mark in text[:offset])
