"""What differs between two texts, for people to read: paragraph by paragraph, and word by word inside them.

Nothing here knows editions or markup. Without what went, the pieces are the new text; without what came, the old one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width

from articles.text.align import Effort, Stretch, aligned
from articles.text.cuts import cut, says, shared_ends

SAME, GONE, COME = "same", "gone", "come"
ALIKE = 0.4  # of the words of two paragraphs, from which on one is taken for the other, rewritten
MOST_PAIRS = 900  # paragraphs of one stretch that are compared each with each
PAIR_STEPS = 40  # of effort, for comparing two paragraphs so


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: `same`, `gone` or `come`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of a paragraph in the old and in the new row; None on the side where it does not stand."""

    old: int | None
    new: int | None


def word_differences(old: str, new: str, effort: Effort | None = None) -> tuple[Piece, ...]:
    """What went and what came between two paragraphs, in reading order; what went stands before what came for it.

    Pieces are never empty, and two of one kind never stand beside each other. Takes any two strings; refuses and
    writes nothing. When `effort` is spent, more counts as changed than was.
    """
    effort = effort or Effort()
    head, tail = shared_ends(old, new)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    effort.left -= len(before) + len(after)
    middle = _words(before, after, effort) if effort.left > 0 else [(GONE, before), (COME, after)]
    found: list[Piece] = []
    for kind, words in [(SAME, old[:head]), *middle, (SAME, old[len(old) - tail :])]:
        if words and found and found[-1].kind == kind:
            words = found.pop().text + words
        if words:
            found.append(Piece(kind, words))
    return tuple(found)


def _words(old: str, new: str, effort: Effort) -> Iterator[tuple[str, str]]:
    before, after = cut(old), cut(new)
    for part in _readable(before, after, aligned(before, after, effort)):
        yield GONE, "".join(before[part.i : part.start])
        yield COME, "".join(after[part.j : part.begin])
        yield SAME, "".join(before[part.start : part.start + part.length])


@dataclass(frozen=True, slots=True)
class _Part:
    """What changed, `i` to `start` of the old row and `j` to `begin` of the new one, and how much stayed behind it."""

    i: int
    start: int
    j: int
    begin: int
    length: int


def _readable(before: list[str], after: list[str], stretches: list[Stretch]) -> list[_Part]:
    """Without stretches that stayed by chance: they are shorter than what changed on either side of them, or say
    nothing. Otherwise a rewritten sentence reads as confetti.
    """
    old, new = (list(accumulate(map(_weight, row), initial=0)) for row in (before, after))

    def changed(part: _Part) -> int:
        return max(old[part.start] - old[part.i], new[part.begin] - new[part.j])

    def by_chance(part: _Part, following: _Part) -> bool:
        least = min(changed(part), changed(following))
        end = part.start + part.length
        if not least:
            return False
        return old[end] - old[part.start] <= least or not any(map(says, before[part.start : end]))

    done: list[_Part] = []
    i = j = 0
    for start, begin, length in [*stretches, (len(before), len(after), 0)]:
        done.append(_Part(i, start, j, begin, length))
        i, j = start + length, begin + length
        while len(done) > 1 and by_chance(done[-2], done[-1]):
            last, first = done.pop(), done.pop()
            done.append(_Part(first.i, last.start, first.j, last.begin, last.length))
    return done


def _weight(word: str) -> int:
    """How much there is to read: code points but blanks, those as wide as Chinese ones twice."""
    if word.isspace():
        return 0
    return len(word) if word.isascii() else sum(1 + (east_asian_width(sign) in "WF") for sign in word)


def paragraph_differences(
    old: Sequence[str], new: Sequence[str], effort: Effort | None = None
) -> tuple[Pair, ...]:
    """Which paragraphs of two texts belong together, in reading order.

    The same ones stand in one pair, so does one with what it became when they share enough words; the others stand
    alone. All places of both rows are there, each once, in their order.
    """
    effort = effort or Effort()
    found: list[Pair] = []
    i = j = 0
    for start, begin, length in [*aligned(old, new, effort), (len(old), len(new), 0)]:
        found += _rewritten(old[i:start], new[j:begin], i, j, effort)
        found += [Pair(start + number, begin + number) for number in range(length)]
        i, j = start + length, begin + length
    return tuple(found)


def _rewritten(
    old: Sequence[str], new: Sequence[str], first: int, begin: int, effort: Effort
) -> Iterator[Pair]:
    """The pairs of a stretch in which no paragraph stayed as it was."""
    i = j = 0
    for one, two in [*_alike(old, new, effort), (len(old), len(new))]:
        yield from (Pair(first + number, None) for number in range(i, one))
        yield from (Pair(None, begin + number) for number in range(j, two))
        if one < len(old):
            yield Pair(first + one, begin + two)
        i, j = one + 1, two + 1


def _alike(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[tuple[int, int]]:
    """The places of paragraphs that became others, so that as many words as possible are shared."""
    if not old or not new:
        return []
    if len(old) == len(new) == 1 and sum(shared_ends(old[0], new[0])) >= ALIKE * max(
        len(old[0]), len(new[0])
    ):
        return [(0, 0)]
    effort.left -= sum(map(len, (*old, *new)))
    if effort.left <= 0:
        return []
    words = [[Counter(filter(says, cut(text))) for text in side] for side in (old, new)]
    if len(old) * len(new) > MOST_PAIRS:
        rows = zip(*words, strict=False)
        return [(place, place) for place, (one, two) in enumerate(rows) if _share(one, two) >= ALIKE]
    effort.left -= len(old) * len(new) * PAIR_STEPS
    return _best(words[0], words[1])


def _best(old: list[Counter[str]], new: list[Counter[str]]) -> list[tuple[int, int]]:
    shares = [[_share(one, two) for two in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # from here to the end of both
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = shares[i][j] + best[i + 1][j + 1] if shares[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _share(one: Counter[str], two: Counter[str]) -> float:
    """The share of the words of two paragraphs that stand in both, 0 to 1."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0
