"""Links to an offer with words that say nothing of it: only where they lead was replaced, or all of it was put in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from articles.text.spam.scripts import places_of
from articles.text.spam.segment import host_of
from articles.text.spam.segments import Segments, segments
from articles.text.spam.tables import ON_CHANGE
from articles.text.spam.trade import Hit, find_hits
from articles.text.types import Finding

RULE = "link-target"
OPENED_RE = re.compile(r"""(?:\]\(\s?|href\s?=\s?["']?)((?:https?:)?)$""", re.I)
OPENING = 20  # characters before two strokes in which the target of a link begins
TARGET_RE = re.compile(r"""//[^\s"'<>()]{4,300}""")
MARKS_RE = re.compile(r"[^a-z0-9]+")
ZONE_RE = re.compile(r"\.[a-z]{2,12}$")


def find_targets(text: str, found: Sequence[Finding]) -> list[Finding]:
    """Links of `text` whose target names goods of which neither their words nor the article speak, to ask about.

    `found`: what was found before; what it holds says nothing of the article.
    """
    named = [
        (start, end, hits) for start, end in _targets(text) if (hits := _offered(text[start:end].lower()))
    ]
    if not named:
        return []
    parts = segments(text)
    taken = sorted((one.start, one.end) for one in found)
    spoken = _spoken(parts, taken)
    links = sorted(_links(parts))
    told = []
    for low, high, hits in named:
        place = bisect_right(links, low, key=itemgetter(0)) - 1
        start, end, whole = links[place] if place >= 0 else (0, 0, False)
        if low >= end or _touches(taken, start, end):
            continue
        if not any(hit.word.text.rstrip("*") in spoken for hit in hits):
            told.append(_finding(*((start, end) if whole else (low, high)), hits))
    return told


def _targets(text: str) -> Iterator[tuple[int, int]]:
    """Where what looks like the target of a link to another site begins and ends."""
    last = 0
    for place in places_of(text, "//") if "/" in text else ():
        opened = OPENED_RE.search(text[max(last, place - OPENING) : place]) if place >= last else None
        target = TARGET_RE.match(text, place) if opened else None
        if opened and target:
            last = target.end()
            yield place - len(opened[1]), last


def _links(parts: Segments) -> Iterator[tuple[int, int, bool]]:
    """The raw ranges of the links outside of code, and whether nothing else is shown beside."""
    for i in parts.dressed:
        if parts.kind(i) != "code":
            for begin, stop, target, start, end in parts[i].links:
                if target and begin < stop and parts.text[start - 1 : start] != "`":
                    yield start, end, stop - begin == len(parts[i].shown)


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Does one of some ranges in order touch another one?"""
    first = bisect_right(taken, start, key=itemgetter(1))
    return first < len(taken) and taken[first][0] < end


def _offered(target: str) -> tuple[Hit, ...]:
    """The goods that the name of a host says it sells: strong words, or beside another word of a trade."""
    goods = _goods_of(host_of(target))
    if not goods or any(hit.word.weight > 1 for hit in goods):
        return goods
    hits = find_hits(MARKS_RE.sub(" ", target.partition("//")[2]))
    words = {hit.word.text for hit in hits if hit.word.kind in ("goods", "call", "brand")}
    return goods if len(words) > 1 else ()


@lru_cache(maxsize=4096)
def _goods_of(host: str) -> tuple[Hit, ...]:
    hits = find_hits(MARKS_RE.sub(" ", ZONE_RE.sub("", host)))
    return tuple(hit for hit in hits if hit.word.kind == "goods")


ON_CHANGE.append(_goods_of.cache_clear)


def _spoken(parts: Segments, taken: Sequence[tuple[int, int]]) -> str:
    """What the article says in lines without findings, in small letters."""
    return "\n".join(parts.shown(i) for i in range(len(parts)) if not _touches(taken, *parts.line(i))).lower()


def _finding(start: int, end: int, hits: Sequence[Hit]) -> Finding:
    words = ", ".join(dict.fromkeys(hit.word.text.rstrip("*") for hit in hits))
    reason = (
        f"The link leads to a site that by its name advertises {words}, of which the article does not speak."
    )
    return Finding(start, end, RULE, hits[0].word.category, 0.5, False, reason, ("link", "trade", "unspoken"))
