"""Pieces of a segment: its words, or stretches of a script without blanks, with what the tables say of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from articles.text.spam.article import Article
from articles.text.spam.candidate import touching
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import MARKED_RE, PLAIN_WORDS, RANGES, WORDS, count_scripts
from articles.text.spam.trade import Hit

PIECE_RE, PLAIN_PIECE_RE = (re.compile(rf"{words}(?:['’.@$+%]+{words})*") for words in (WORDS, PLAIN_WORDS))
ASCII_PIECE_RE = re.compile(r"[a-z0-9]+(?:['.@$+%]+[a-z0-9]+)*")  # the same in plain small letters
SPAN: Callable[[re.Match[str]], tuple[int, int]] = re.Match.span
ONES = b"\1" * 40
REACH = 3  # words in a row that no table has, at each side: no run reaches further
UNSPACED_NAMES = frozenset(("han", "kana", "hangul", "thai"))


@dataclass(slots=True)
class Piece:
    """One word, or one stretch of unspaced script, of a folded segment."""

    start: int
    end: int
    hits: list[Hit]
    foreign: bool
    role: str  # spam, foreign, call, glue, number, plain
    contact: bool = False  # a way to reach somebody
    capital: bool = False  # begins with a capital letter
    spaced: bool = True  # in a script with blanks between words


def piece_groups(text: str, hits: list[Hit], reach: list[Reach], article: Article) -> Iterator[list[Piece]]:
    """The pieces around what can make a run in a folded text, as far as a run could reach.

    What a contact covers is one piece.
    """
    pattern = ASCII_PIECE_RE if text.isascii() else PIECE_RE if MARKED_RE.search(text) else PLAIN_PIECE_RE
    for low, high in _windows_of(text, hits, reach, article):
        yield _pieces(
            text, low, high, pattern, touching(hits, low, high), touching(reach, low, high), article
        )


def _pieces(
    text: str,
    low: int,
    high: int,
    pattern: re.Pattern[str],
    hits: list[Hit],
    reach: list[Reach],
    article: Article,
) -> list[Piece]:
    """The pieces of `[low, high)` with their roles."""
    cuts: list[tuple[int, int]] = []
    for one in reach:
        cuts += map(SPAN, pattern.finditer(text, low, one.start))
        cuts.append((one.start, one.end))
        low = one.end
    cuts += map(SPAN, pattern.finditer(text, low, high))
    contacts = {one.start for one in reach}
    native = "latin" in article.native
    found = []
    i, count = 0, len(hits)
    for start, end in cuts:
        while i < count and hits[i].end <= start:
            i += 1
        contact = start in contacts
        if not contact and native and (i == count or hits[i].start >= end) and text[start:end].isascii():
            found.append(Piece(start, end, [], False, "plain"))
            continue
        j = i
        while j < count and hits[j].start < end:
            j += 1
        found.append(_piece(text, start, end, hits[i:j], contact, article))
    return found


def _piece(text: str, start: int, end: int, hits: list[Hit], contact: bool, article: Article) -> Piece:
    words = text[start:end]
    if words.isascii():
        foreign = "latin" not in article.native and words.lower() != words.upper()
        unspaced = False
    else:
        counts, native = count_scripts(words), article.native
        away = others = 0
        for name, count in counts.items():
            away += count * (name not in native)
            others += count * (name != "latin" or "latin" not in native)
        foreign = away > 0 and 2 * away >= others  # Latin letters beside a foreign script may belong to it
        unspaced = not UNSPACED_NAMES.isdisjoint(counts)
    if not hits and not contact:
        role = "foreign" if foreign else "plain"
        return Piece(start, end, [], foreign, role, spaced=not unspaced)
    kinds = {hit.word.kind for hit in hits}
    covered = sum(min(hit.end, end) - max(hit.start, start) for hit in hits if hit.word.kind != "glue")
    if contact:
        role = "spam"
    elif unspaced and not foreign and covered < 0.55 * (end - start):
        role = "plain"
    elif kinds & {"goods", "city"}:
        role = "spam"
    elif foreign:
        role = "foreign"
    elif kinds & {"call", "brand"}:
        role = "call"
    else:
        role = "number" if "number" in kinds else "glue" if "glue" in kinds else "plain"
    return Piece(start, end, [] if role == "plain" else hits, foreign, role, contact, spaced=not unspaced)


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


def _windows_of(
    text: str, hits: list[Hit], reach: list[Reach], article: Article
) -> Iterator[tuple[int, int]]:
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
        first = _blank_before(text, start, high, told)
        if first > high:
            if high:
                yield low, high
            low = first
        high = _blank_behind(text, end, told)
    if high:
        yield low, high


def _blank_before(text: str, place: int, limit: int, told: bytearray) -> int:
    """The blank before the words before a place, or the limit: some in a row that no table has."""
    place = text.rfind(" ", limit, place)  # the word that goes on at the place itself
    words = 0
    while words < REACH and place >= 0:
        blank = text.rfind(" ", limit, place)
        if told.find(1, max(blank, limit), place) >= 0:
            words = 0
        elif text[blank + 1].isalnum() or any(map(str.isalnum, text[blank + 1 : place])):
            words += 1
        place = blank
    return max(place, limit)


def _blank_behind(text: str, place: int, told: bytearray) -> int:
    """The same behind a place."""
    place = text.find(" ", place) + 1
    words = 0
    while words < REACH and place > 0:
        blank = text.find(" ", place)
        if told.find(1, place, blank if blank >= 0 else len(text)) >= 0:
            words = 0
        elif text[place : place + 1].isalnum() or any(map(str.isalnum, text[place:blank])):
            words += 1
        place = blank + 1
    return place or len(text)
