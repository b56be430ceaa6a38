"""The stretches of a folded segment in which a run can lie: around what was found, with some words at each side."""

import re
from collections.abc import Iterator
from functools import cache

from articles.text.spam.article import Article
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import RANGES
from articles.text.spam.trade import Hit

ONES = b"\1" * 40
BESIDE = 3  # words in a row that no table has, at each side: no run reaches further


def _spots(text: str, hits: list[Hit], reach: list[Reach], article: Article) -> list[tuple[int, int]]:
    """Where something is offered, or foreign letters stand, in order."""
    spots = [(hit.start, hit.end) for hit in hits if hit.word.kind in ("goods", "city")]
    spots += [(one.start, one.end) for one in reach]
    if not text.isascii() or "latin" not in article.native:
        spots += [match.span() for match in _foreign(article.native).finditer(text)]
    spots.sort()
    return spots


@cache
def _foreign(native: frozenset[str]) -> re.Pattern[str]:
    """Letters of the scripts that are not at home in an article."""
    return re.compile("[" + "".join(chars for name, chars in RANGES.items() if name not in native) + "]+")


def windows_of(text: str, hits: list[Hit], reach: list[Reach], article: Article) -> Iterator[tuple[int, int]]:
    """The stretches from blank to blank that hold the spots and some words beside them; those that touch are one."""
    spots = _spots(text, hits, reach, article)
    if not spots:
        return
    told = bytearray(len(text))  # 1 where something is told of the words: a run may go on
    for start, end in [*spots, *((hit.start, hit.end) for hit in hits)]:
        told[start:end] = ONES[: end - start] if end - start < len(ONES) else b"\1" * (end - start)
    low = high = 0
    for start, end in spots:
        if start < high:
            continue  # the words behind it were looked at with those behind the spot before
        first = _before(text, start, high, told)
        if first > high:
            if high:
                yield low, high
            low = first
        high = _behind(text, end, told)
    if high:
        yield low, high


def _before(text: str, place: int, limit: int, told: bytearray) -> int:
    """The blank before the words before a place, or the limit: some in a row that no table has."""
    place = text.rfind(" ", limit, place)  # the word that goes on at the place itself
    words = 0
    while words < BESIDE and place >= 0:
        blank = text.rfind(" ", limit, place)
        if told.find(1, max(blank, limit), place) >= 0:
            words = 0
        elif text[blank + 1].isalnum() or any(map(str.isalnum, text[blank + 1 : place])):
            words += 1
        place = blank
    return max(place, limit)


def _behind(text: str, place: int, told: bytearray) -> int:
    """The same behind a place."""
    place = text.find(" ", place) + 1
    words = 0
    while words < BESIDE and place > 0:
        blank = text.find(" ", place)
        if told.find(1, place, blank if blank >= 0 else len(text)) >= 0:
            words = 0
        elif text[place : place + 1].isalnum() or any(map(str.isalnum, text[place:blank])):
            words += 1
        place = blank + 1
    return place or len(text)
