"""One seam: where something was glued in."""

from typing import NamedTuple


class Seam(NamedTuple):
    """A fragment `[start, end)` of a segment's shown text; `strong` where both of its ends break the writing."""

    start: int
    end: int
    strong: bool
    loose: bool = False  # not made like search words: it tells the edges of an offer found in it, no more
    masked: bool = False  # told by the disguise of its letters
