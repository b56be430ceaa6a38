"""Approximate search: where a text stands that was edited a little.

G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming",
J. ACM 46 (1999), with Python's integers as the bit vectors: one pass over the text, whatever the pattern.
"""

LONGEST_PATTERN = 4_000  # code points
LONGEST_TEXT = 60_000


def _masks(pattern: str) -> dict[str, int]:
    masks: dict[str, int] = {}
    for place, mark in enumerate(pattern):
        masks[mark] = masks.get(mark, 0) | (1 << place)
    return masks


def _distances(pattern: str, text: str, *, anchored: bool) -> list[int]:
    """For each end in `text`: the edits between the pattern and the best piece that ends there.

    `anchored` pieces begin at the beginning of `text`, others anywhere.
    """
    size = len(pattern)
    masks, full, top = _masks(pattern), (1 << size) - 1, 1 << (size - 1)
    plus, minus, distance = full, 0, size
    distances = []
    for mark in text:
        equal = masks.get(mark, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (full & ~(horizontal | plus))
        down = plus & horizontal
        if up & top:
            distance += 1
        elif down & top:
            distance -= 1
        up = ((up << 1) | (1 if anchored else 0)) & full
        down = (down << 1) & full
        plus = down | (full & ~(vertical | up))
        minus = up & vertical
        distances.append(distance)
    return distances


def edit_distance(one: str, other: str) -> int:
    """The number of single code points to insert, remove or replace. Refuses (ValueError) over 4,000."""
    if max(len(one), len(other)) > LONGEST_PATTERN:
        raise ValueError(f"edit_distance takes at most {LONGEST_PATTERN} code points")
    if not one or not other:
        return len(one) + len(other)
    return _distances(one, other, anchored=True)[-1]


def find_similar(pattern: str, text: str, *, most_edits: int, limit: int = 8) -> list[tuple[int, int, int]]:
    """The pieces of `text` within `most_edits` of `pattern`: (edits, start, end), the best first.

    Pieces that overlap by more than half count as one. Refuses (ValueError) a pattern over 4,000 or a text
    over 60,000 code points.
    """
    if not 0 < len(pattern) <= LONGEST_PATTERN or len(text) > LONGEST_TEXT:
        raise ValueError(f"find_similar takes 1 to {LONGEST_PATTERN} code points in {LONGEST_TEXT}")
    ends = [
        (edits, end)
        for end, edits in enumerate(_distances(pattern, text, anchored=False), start=1)
        if edits <= most_edits
    ]
    apart = max(1, len(pattern) // 2)
    taken: dict[int, int] = {}  # by stretches of `apart` code points: an end and its two neighbours suffice
    found: list[tuple[int, int, int]] = []
    for edits, end in sorted(ends):
        cell = end // apart
        if any(abs(taken.get(near, -apart * 2) - end) < apart for near in (cell - 1, cell, cell + 1)):
            continue
        taken[cell] = end
        found.append((edits, _start(pattern, text, end, most_edits), end))
        if len(found) == limit:
            break
    return found


def _start(pattern: str, text: str, end: int, most_edits: int) -> int:
    """Where the best piece that ends at `end` begins; among equals the one as long as the pattern."""
    back = text[max(0, end - len(pattern) - most_edits) : end][::-1]
    lengths = enumerate(_distances(pattern[::-1], back, anchored=True), start=1)
    best = min(lengths, key=lambda pair: (pair[1], abs(pair[0] - len(pattern))), default=(0, 0))
    return end - best[0]
