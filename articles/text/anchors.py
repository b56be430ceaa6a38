"""Quotes that stay with their words while the text around them changes.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model with a position beside it. A quote
is moved only when it is sure; when in doubt the anchor is "drifted" and a person is asked.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from articles.text.anchor_origin import (
    MOST_CONTEXT,
    Origin,
    common_start,
    has_rival,
    places_of,
    slide_out,
)
from articles.text.clean import map_position, map_span
from articles.text.fuzzy import LONGEST_PATTERN, LONGEST_TEXT, edit_distance, find_similar
from articles.text.types import Anchor, Change, Selector

CONTEXT = 32  # code points on each side, as the W3C's examples and most annotation tools keep
# The two floors, as shares of the quote's words that are left. At or above the upper one a place is sure, if its
# context and its lead say so too: "relocated". Below it, down to the lower one, it is a suggestion: "drifted", a
# person is asked. Below the lower one nothing is offered: "orphaned".
UPPER_FLOOR = 0.75
LOWER_FLOOR = 0.5
SURE_CONTEXT = 0.7  # share of the context that must agree, both sides together ...
SIDE_CONTEXT = 0.4  # ... and on each side
MARGIN = 0.25  # by which the best of several must lead
SHORTEST_FUZZY = 12  # shorter quotes look like too many things
TELLING = 24  # code points of a quote that is known again without its context; a Chinese one counts three

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


def carry_over(
    selector: Selector, changes: Sequence[Change], new_text: str, *, old_text: str = "", known: bool = True
) -> Anchor:
    """Find a selector again after changes of the text it was made on.

    Untouched words are "anchored". Words changed in place are "relocated" or, when little is left,
    "drifted". Otherwise the quote is searched as in `find_anchor`, but never on words that stood elsewhere
    before: those are a look-alike. `changes` are ranges of the old text, in order, without overlap. With
    `old_text` words that moved are found too, and look-alikes are told by what they were before. `known` says
    that the changes are recorded facts, as of a removal; those of a comparison of two texts are a guess
    wherever the same words stand twice, and are checked.
    """
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    if old_text and not known:
        ordered = slide_out(ordered, old_text, selector.start, selector.end)
    origin = Origin(selector, old_text, ordered) if old_text else None
    anchor = _carried(selector, ordered, new_text, origin, known)
    if known or origin is None or not anchor.selector or anchor.state == "drifted":
        return anchor
    if origin.stands_between(new_text, anchor.selector.start, anchor.selector.end):
        return anchor
    # Were other words put in that are as near to the quote, they may be it: a person is asked.
    chosen, size = anchor.selector, len(selector.exact)
    edits = (
        edit_distance(selector.exact, chosen.exact) if max(size, len(chosen.exact)) <= LONGEST_PATTERN else 0
    )
    most = edits + max(2, size // 10)
    rival = has_rival(selector.exact, new_text, (chosen.start, chosen.end), ordered, most)
    return replace(anchor, state="drifted") if rival else anchor


def _carried(
    selector: Selector, changes: Sequence[Change], new_text: str, origin: Origin | None, known: bool
) -> Anchor:
    start = map_position(changes, selector.start)
    mapped = map_span(changes, selector.start, selector.end)
    if mapped:
        if mapped[0] < 0 or new_text[slice(*mapped)] != selector.exact:
            return find_anchor(selector, new_text, hint=mapped[0])
        own = known or origin is None or origin.is_own(new_text, mapped[0])
        if own or (origin and origin.is_left_over(new_text, mapped[0])):
            return Anchor("anchored", make_selector(new_text, *mapped))
        # The words stayed where they were, and others fit better: the one speaks against the other.
        return _find(selector, new_text, mapped[0], lambda left, right: True, origin, doubt=True)
    touching = [c for c in changes if c.start < selector.end and c.end > selector.start]
    inside = all(selector.start <= c.start and c.end <= selector.end for c in touching)
    grown = sum(len(c.text) - (c.end - c.start) for c in touching)
    end = start + len(selector.exact) + grown if inside else map_position(changes, selector.end)
    cut = known and not any(c.text for c in touching)  # what is left of it is surely its own
    stayed = _edited(selector, new_text, start, end, cut=cut and inside)
    guessed = origin if not known else None
    piece = stayed.selector.exact if stayed and stayed.selector else ""
    if stayed and inside and (guessed is None or guessed.owns(piece)):
        return stayed
    # Words that are nearer to the quote than to any others seem to have stayed, so equal ones elsewhere are not sure.
    doubt = bool(stayed and guessed and guessed.owns(piece, clearly=False))
    return _find(selector, new_text, start, _not_elsewhere(changes, len(new_text)), origin, doubt=doubt)


def _edited(selector: Selector, new_text: str, start: int, end: int, *, cut: bool) -> Anchor | None:
    """The anchor of words that were edited in place, None when too little of them is left."""
    if not 0 <= start < end <= len(new_text):
        return None
    piece = new_text[start:end]
    left, right = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if left >= right or max(right - left, len(selector.exact)) > LONGEST_PATTERN:
        return None
    words = _alike(selector.exact, new_text[left:right])
    if words < LOWER_FLOOR and not cut:
        return None
    return Anchor("relocated" if cut else _state(words), make_selector(new_text, left, right), words)


def _state(words: float, *, sure: bool = True) -> str:
    return "relocated" if sure and words >= UPPER_FLOOR else "drifted"


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


def _find(
    selector: Selector,
    new_text: str,
    hint: int,
    allowed: _Allowed,
    origin: Origin | None = None,
    *,
    doubt: bool = False,
) -> Anchor:
    """`doubt` says that the quote's words seem to have stayed where they were, so equal ones elsewhere are not sure."""
    matches, complete = places_of(selector.exact, new_text)
    size, everywhere = len(selector.exact), len(matches)
    matches = [place for place in matches if allowed(place, place + size)]
    if not matches:
        return _find_edited(selector, new_text, hint, allowed, origin)
    ranked = sorted(
        (_Candidate(selector, new_text, place, place + size) for place in matches),
        key=lambda found: (-found.context, abs(found.start - hint)),
    )
    best = ranked[0]
    if origin is None:
        # Of several equal ones the context may stand at another one too: the nearest has to be the best as well.
        nearest = all(abs(best.start - hint) <= abs(one.start - hint) for one in ranked)
        sure = complete and nearest and best.sure and _leads(ranked)
    else:
        own = [place for place in matches if origin.is_own(new_text, place)]
        if not own and len(matches) == 1 and origin.is_left_over(new_text, matches[0]):
            own = matches
        best = next((one for one in ranked if [one.start] == own), best)
        sure = complete and len(own) == 1 and (best.sure or everywhere > 1 or _tells(selector.exact))
    return Anchor(
        _state(1.0, sure=sure and not doubt), make_selector(new_text, best.start, best.end), best.context
    )


def _tells(exact: str) -> bool:
    """Whether a quote is long enough to be known again wherever it went."""
    return sum(3 if mark > "\u2e7f" else 1 for mark in exact[:TELLING]) >= TELLING


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
    left = common_start(before[::-1], selector.prefix[::-1]) / max(1, len(selector.prefix))
    right = common_start(after, selector.suffix) / max(1, len(selector.suffix))
    # A context shorter than usual says that the text began or ended there.
    if len(selector.prefix) < CONTEXT:
        left = (left if selector.prefix else 1.0) * (1.0 if start == len(selector.prefix) else 0.5)
    if len(selector.suffix) < CONTEXT:
        right = (right if selector.suffix else 1.0) * (
            1.0 if end + len(selector.suffix) == len(text) else 0.5
        )
    return left, right


def _leads(ranked: list[_Candidate]) -> bool:
    """Whether the first stands clear of the second."""
    if len(ranked) == 1:
        return True
    best, second = ranked[0], ranked[1]
    if best.context == 1.0 and second.context <= 0.95 and best.words == 1.0:
        return True
    return best.context + best.words - second.context - second.words >= MARGIN


def _find_edited(
    selector: Selector, new_text: str, hint: int, allowed: _Allowed, origin: Origin | None
) -> Anchor:
    size = len(selector.exact)
    if not SHORTEST_FUZZY <= size <= LONGEST_PATTERN:
        return Anchor("orphaned", None, 0.0)
    around = (LONGEST_TEXT - 2 * size) // 2
    begin = max(0, min(hint, len(new_text)) - around)
    window = new_text[begin : begin + 2 * around + size]
    found = find_similar(selector.exact, window, most_edits=int(size * (1 - LOWER_FLOOR)))
    ranked = sorted(
        (
            _Candidate(selector, new_text, begin + start, begin + end, round(1 - edits / size, 3))
            for edits, start, end in found
            if start < end
            and allowed(begin + start, begin + end)
            and (origin is None or origin.owns(window[start:end]))
        ),
        key=lambda one: (-(one.context + one.words), abs(one.start - hint)),
    )
    if not ranked:
        return Anchor("orphaned", None, 0.0)
    best = ranked[0]
    state = _state(best.words, sure=best.sure and _leads(ranked))
    return Anchor(state, make_selector(new_text, best.start, best.end), best.words)
