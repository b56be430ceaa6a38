"""A fragment that may not belong to its segment, the seam that may tell it, and the line in which both are sought."""

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

from articles.text.spam.article import Article
from articles.text.spam.folding import Folded
from articles.text.spam.reach import Reach
from articles.text.spam.segment import Segment
from articles.text.spam.trade import Hit


class Ranged(Protocol):
    """Anything that stands somewhere."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


# Ways to reach somebody that genuine text is full of: they count beside an offer.
PLAIN_REACH = frozenset(("handle", "domain", "phone"))
T = TypeVar("T", bound=Ranged)
START, END = attrgetter("start"), attrgetter("end")


class Seam(NamedTuple):
    """A fragment `[start, end)` of a segment's shown text; `strong` where both of its ends break the writing."""

    start: int
    end: int
    strong: bool
    loose: bool = False  # not made like search words: it tells the edges of an offer found in it, no more
    masked: bool = False  # told by the disguise of its letters


@dataclass(slots=True)
class Candidate:
    """A fragment `[start, end)` of the shown text of a segment, with what was found in it."""

    segment: Segment
    start: int
    end: int
    hits: list[Hit] = field(default_factory=list)
    reach: list[Reach] = field(default_factory=list)
    foreign: bool = False
    whole: bool = False  # nothing else in the segment
    seam: Seam | None = None  # told by how it was glued in
    told: bool = False  # a sentence with a link, as somebody writes who is paid for the link
    stretched: bool = False  # over words of no table, to a dash that is not the line's mark

    @property
    def has_goods(self) -> bool:
        """Does it name something that is sold?"""
        return any(hit.word.kind == "goods" for hit in self.hits)


def touching(ordered: list[T], start: int, end: int) -> list[T]:
    """Those that touch `[start, end)`, of a list in order without overlap."""
    if not ordered:
        return []
    low = bisect_left(ordered, start + 1, key=END)
    return ordered[low : bisect_left(ordered, end, lo=low, key=START)]


class Line(NamedTuple):
    """A segment of an article as candidates are looked for in it."""

    segment: Segment
    folded: Folded
    hits: list[Hit]  # of the folded text, in order
    reach: list[Reach]
    article: Article

    def inside(self, start: int, end: int) -> tuple[list[Hit], list[Reach]]:
        """What was found in `[start, end)` of the shown text."""
        low, high = bisect_left(self.folded.at, start), bisect_left(self.folded.at, end)
        return touching(self.hits, low, high), touching(self.reach, low, high)


def trade_points(candidate: Candidate) -> tuple[int, str]:
    """Points of the trade words of a candidate (0 to 5) and the category most of them name."""
    words = {hit.word.text: hit.word for hit in candidate.hits}
    named = [word for word in words.values() if word.kind in ("goods", "city")]
    if not named:
        calls = sum(word.kind == "call" for word in words.values())
        called = any(one.kind not in PLAIN_REACH for one in candidate.reach)
        return (min(3, calls) if called else 0), "other"
    goods: dict[str, int] = {}
    for word in named:
        goods[word.category] = goods.get(word.category, 0) + word.weight
    brands = goods.get("gambling", 0) > 0  # name and number are how betting sites call themselves
    calls = sum(
        word.weight for word in words.values() if word.kind == "call" or (brands and word.kind == "brand")
    )
    numbers = max((word.weight for word in words.values() if word.kind == "number"), default=0)
    kinds = {word.kind for word in named}
    service = int(kinds == {"goods", "city"})  # a city with what is sold there
    points = min(5, sum(word.weight for word in named) + min(3, calls) + numbers + service)
    return points, max(goods, key=goods.__getitem__)
