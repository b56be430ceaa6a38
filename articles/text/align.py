"""Which stretches of two rows stayed: the least edits, in bounded work.

E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986). Where that would take too many
edits, what stands once on either side holds the rows together (patience difference), and what lies between is tried
again. What is not found when the effort is spent counts as changed, so any result is true and none takes long.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_EDITS = 500  # of one stretch
Stretch = tuple[int, int, int]  # (place in the old row, place in the new row, length)


@dataclass(slots=True)
class Effort:
    """How many small steps are left, of some 0.2 µs; shared by all that one page compares."""

    left: int = 500_000


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[Stretch]:
    """The stretches that are the same on both sides, in their order, none of them empty; two never touch."""
    numbers: dict[Hashable, int] = {}
    one = [numbers.setdefault(item, len(numbers)) for item in old]
    two = [numbers.setdefault(item, len(numbers)) for item in new]
    found: list[Stretch] = []
    waiting = [(0, len(one), 0, len(two))]
    while waiting:
        start, end, begin, stop = waiting.pop()
        head = _same(one, two, start, end, begin, stop, step=1)
        tail = _same(one, two, start + head, end, begin + head, stop, step=-1)
        found += [(start, begin, head), (end - tail, stop - tail, tail)]
        start, end, begin, stop = start + head, end - tail, begin + head, stop - tail
        if start == end or begin == stop:
            continue
        pairs = _shortest(one[start:end], two[begin:stop], effort)
        if pairs is not None:
            found += [(start + i, begin + j, 1) for i, j in pairs]
            continue
        effort.left -= end - start + stop - begin
        anchors = _anchors(one[start:end], two[begin:stop]) if effort.left > 0 else []
        if anchors:
            found += [(start + i, begin + j, 1) for i, j in anchors]
            edges = [(-1, -1), *anchors, (end - start, stop - begin)]
            waiting += [
                (start + i + 1, start + k, begin + j + 1, begin + m) for (i, j), (k, m) in pairwise(edges)
            ]
    return list(_joined(sorted(one for one in found if one[2])))


def _same(one: list[int], two: list[int], start: int, end: int, begin: int, stop: int, *, step: int) -> int:
    """How many items are the same from the beginning (step 1) or the end (-1)."""
    most = min(end - start, stop - begin)
    for number in range(most):
        i, j = (start + number, begin + number) if step == 1 else (end - 1 - number, stop - 1 - number)
        if one[i] != two[j]:
            return number
    return most


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for i, j, length in stretches:
        if held and (held[0] + held[2], held[1] + held[2]) == (i, j):
            held = (held[0], held[1], held[2] + length)
            continue
        if held:
            yield held
        held = (i, j, length)
    if held:
        yield held


def _shortest(old: list[int], new: list[int], effort: Effort) -> list[tuple[int, int]] | None:
    """The pairs that the least edits leave alone; None when they would be too many."""
    size, goal = len(old), len(new)
    most = min(MOST_EDITS, size + goal)
    if abs(size - goal) > most:
        return None
    middle = most + 1
    reach = [0] * (2 * middle + 1)  # by diagonal: how far in the old row so many edits come
    trail: list[list[int]] = []
    for edits in range(most + 1):
        if effort.left <= 0:
            return None
        trail.append(reach[middle - edits - 1 : middle + edits + 2])
        walked = edits + 1
        for diagonal in range(-edits, edits + 1, 2):
            here = middle + diagonal
            down = diagonal == -edits or (diagonal != edits and reach[here - 1] < reach[here + 1])
            i = first = reach[here + 1] if down else reach[here - 1] + 1
            j = i - diagonal
            while i < size and j < goal and old[i] == new[j]:
                i, j = i + 1, j + 1
            walked += i - first
            reach[here] = i
            if i >= size and j >= goal:
                effort.left -= walked
                return _walked_back(trail, size, goal)
        effort.left -= walked
    return None


def _walked_back(trail: list[list[int]], i: int, j: int) -> list[tuple[int, int]]:
    """The pairs on the way that `_shortest` went; `trail[n]` is what n edits began from."""
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, middle = trail[edits], edits + 1
        diagonal = i - j
        here = middle + diagonal
        down = diagonal == -edits or (diagonal != edits and reach[here - 1] < reach[here + 1])
        before = diagonal + 1 if down else diagonal - 1
        came = reach[middle + before] if edits else 0
        start = came if down or not edits else came + 1
        while i > start:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        i, j = came, came - before
    return pairs


def _anchors(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """The longest row of pairs of items that stand once on either side and keep their order."""
    once = {item for item, number in Counter(old).items() if number == 1}
    once &= {item for item, number in Counter(new).items() if number == 1}
    place = {item: j for j, item in enumerate(new) if item in once}
    pairs = [(i, place[item]) for i, item in enumerate(old) if item in once]
    ends: list[int] = []  # the lowest place in the new row at which a row of this length can end
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            last.append(number)
        else:
            ends[at], last[at] = j, number
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
