"""What a quote's old text says besides, so that an edited or moved quote is told from its look-alikes."""

from collections.abc import Sequence

from articles.text.clean import map_span
from articles.text.fuzzy import LONGEST_PATTERN, LONGEST_TEXT, edit_distance, find_similar
from articles.text.types import Change, Selector

MOST_CONTEXT = 96  # code points on each side that are compared, and the most that a selector keeps
MOST_MATCHES = 200
CLEAR_LEAD = 8  # code points of context by which the right one of two equal quotes must lead
NEIGHBOURS = 16  # code points on each side by which a place is known without a look at others
EDGE = 8  # what it counts that a text begins or ends at both places
RIVALS = 8  # look-alikes that are looked at on each side


class Origin:
    """The text that a quote was made on, and the changes (in order) that are said to lead to the new one."""

    def __init__(self, selector: Selector, text: str, changes: Sequence[Change]) -> None:
        self.selector, self.text, self.changes = selector, text, changes
        places, self.complete = places_of(selector.exact, text)
        self.others = [place for place in places if place != selector.start]

    def is_own(self, new_text: str, start: int) -> bool:
        """Whether the equal words at `start` of the new text are the quote, and not another one of its kind.

        Each must fit the other best, by the code points of context that agree: no equal words of the old text fit
        the new place as well, and no other place of the new text fits the quote as well.
        """
        places, complete = places_of(self.selector.exact, new_text)
        rivals = [place for place in places if place != start]
        if not (complete and self.complete):
            return False
        if not rivals and not self.others:
            return True
        size = len(self.selector.exact)
        own = self._sides(self.selector.start, new_text, start, start + size)
        fits = [self._sides(place, new_text, start, start + size) for place in self.others]
        fits += [self._sides(self.selector.start, new_text, place, place + size) for place in rivals]
        # One side must not speak against what the other says.
        return all(
            sum(own) >= sum(fit) + CLEAR_LEAD
            and own[0] + NEIGHBOURS > fit[0]
            and own[1] + NEIGHBOURS > fit[1]
            for fit in fits
        )

    def is_left_over(self, new_text: str, start: int) -> bool:
        """Whether the equal words at `start` can only be the quote, since all others of its kind stayed in place."""
        size = len(self.selector.exact)
        stayed = {}
        for place in self.others:
            mapped = map_span(self.changes, place, place + size)
            if mapped is None:
                return False
            stayed[place] = mapped[0]
        if any(abs(new - start) < size + EDGE for new in stayed.values()):
            return False  # side by side: which of them is which cannot be told
        places, complete = places_of(self.selector.exact, new_text)
        if not (complete and self.complete) or sorted([*stayed.values(), start]) != places:
            return False
        own = self._fit(self.selector.start, new_text, start) + CLEAR_LEAD
        return all(
            self._fit(old, new_text, new) >= self._fit(old, new_text, start) + CLEAR_LEAD
            and own > self._fit(self.selector.start, new_text, new)
            for old, new in stayed.items()
        )

    def _fit(self, old: int, new_text: str, new: int) -> int:
        """How many code points around two equal pieces agree; the end of a text agrees with the end of another."""
        size = len(self.selector.exact)
        return sum(self._sides(old, new_text, new, new + size))

    def _sides(self, old: int, new_text: str, start: int, end: int) -> tuple[int, int]:
        left = common_start(_before(self.text, old), _before(new_text, start))
        return left, common_start(_after(self.text, old + len(self.selector.exact)), _after(new_text, end))

    def stands_between(self, new_text: str, start: int, end: int) -> bool:
        """Whether the quote's neighbours on both sides, or on one side where its words are all there, are those of
        `[start, end)` in the new text.
        """
        sides = self._sides(self.selector.start, new_text, start, end)
        return (max if new_text[start:end] == self.selector.exact else min)(sides) >= NEIGHBOURS

    def owns(self, piece: str, *, clearly: bool = True) -> bool:
        """Whether these words, similar to the quote, come from it and from no other words of the old text.

        Others that are as similar do not count while they stayed where they were. Without `clearly`, only others that
        are more similar speak against it.
        """
        exact, start, end = self.selector.exact, self.selector.start, self.selector.end
        if not piece or max(len(piece), len(exact)) > LONGEST_PATTERN:
            return False
        edits = edit_distance(exact, piece)
        most = min(edits + len(piece) // 20 if clearly else edits - 1, len(piece) - 1)
        if most < 0:
            return True
        around = (LONGEST_TEXT - 2 * len(piece)) // 2
        # The quote itself is left out, so that no piece of it counts as somebody else.
        for begin, stop in ((max(0, start - around), start), (end, end + around)):
            side = self.text[begin:stop]
            found = find_similar(piece, side, most_edits=most, limit=RIVALS) if side else []
            if any(map_span(self.changes, begin + left, begin + right) is None for _, left, right in found):
                return False
        return True


def has_rival(
    exact: str, new_text: str, chosen: tuple[int, int], changes: Sequence[Change], most: int
) -> bool:
    """Whether new words besides the chosen ones are within `most` edits of the quote, so that either may be it.

    Looked at are the stretches of the new text around changes that put in half as much as the quote is long.
    """
    size = len(exact)
    if not 0 < size <= LONGEST_PATTERN:
        return size > 0
    for begin, stop in _rewritten(changes, size, len(new_text)):
        for left, right in ((begin, min(stop, chosen[0])), (max(begin, chosen[1]), stop)):
            side = new_text[left : min(right, left + LONGEST_TEXT)]
            if len(side) >= size - most and find_similar(
                exact, side, most_edits=min(most, size - 1), limit=1
            ):
                return True
    return False


def _rewritten(changes: Sequence[Change], size: int, length: int) -> list[tuple[int, int]]:
    """Stretches of the new text, a quote's length around each change, in which much is new."""
    stretches: list[list[int]] = []
    shift = 0
    for change in changes:
        start = change.start + shift
        end = start + len(change.text)
        shift += len(change.text) - (change.end - change.start)
        if stretches and start - size <= stretches[-1][1]:
            stretches[-1][1] = end + size
            stretches[-1][2] += len(change.text)
        else:
            stretches.append([max(0, start - size), end + size, len(change.text)])
    return [(begin, min(end, length)) for begin, end, new in stretches if 2 * new >= size]


def slide_out(changes: Sequence[Change], text: str, start: int, end: int) -> list[Change]:
    """The same changes of `text`, those that can be read as outside `[start, end)` moved out of it.

    A comparison of two texts is free to read "A. B." after "A." as ". B" put in before the full stop: what goes in
    or out may stand one code point further on where the same code point follows.
    """
    found = list(changes)
    for number, change in enumerate(found):
        if change.start < end and change.end > start - (change.start == change.end):
            least = found[number - 1].end if number else 0
            most = found[number + 1].start if number + 1 < len(found) else len(text)
            found[number] = _slid(change, text, (start, end), (least, most))
    return found


def _slid(change: Change, text: str, quote: tuple[int, int], room: tuple[int, int]) -> Change:
    change = _bare(change, text)
    if change.text and change.start < change.end:
        return change
    start, end, put = change.start, change.end, change.text
    while start < quote[1] and end < room[1] and text[end] == (put[0] if put else text[start]):
        start, end, put = start + 1, end + 1, put[1:] + put[:1]
    if start >= quote[1]:
        return Change(start, end, put)
    start, end, put = change.start, change.end, change.text
    while end > quote[0] and start > room[0] and text[start - 1] == (put[-1] if put else text[end - 1]):
        start, end, put = start - 1, end - 1, put[-1:] + put[:-1]
    return Change(start, end, put) if end <= quote[0] else change


def _bare(change: Change, text: str) -> Change:
    """The change without what is the same before and after it at its ends."""
    gone, put = text[change.start : change.end], change.text
    head = common_start(gone, put)
    gone, put = gone[head:], put[head:]
    tail = common_start(gone[::-1], put[::-1])
    return Change(change.start + head, change.end - tail, put[: len(put) - tail])


def places_of(exact: str, text: str) -> tuple[list[int], bool]:
    """Where the words stand, and whether these are all of the places."""
    places: list[int] = []
    place = text.find(exact) if exact else -1
    while place >= 0 and len(places) < MOST_MATCHES:
        places.append(place)
        place = text.find(exact, place + 1)
    return places, place < 0


def common_start(one: str, other: str) -> int:
    """How many code points two texts share at their beginning."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _before(text: str, place: int) -> str:
    left = text[max(0, place - MOST_CONTEXT) : place]
    return (left[::-1] + "\0" * EDGE)[:MOST_CONTEXT]


def _after(text: str, place: int) -> str:
    return (text[place : place + MOST_CONTEXT] + "\0" * EDGE)[:MOST_CONTEXT]
