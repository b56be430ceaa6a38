"""Pieces of a segment: its words, or stretches of a script without blanks, with what the tables say of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.text.spam.article import Article
from articles.text.spam.candidate import touching
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import MARKED_RE, PLAIN_WORDS, WORDS, count_scripts
from articles.text.spam.trade import Hit
from articles.text.spam.windows import windows_of

PIECE_RE, PLAIN_PIECE_RE = (re.compile(rf"{words}(?:['’.@$+%]+{words})*") for words in (WORDS, PLAIN_WORDS))
ASCII_PIECE_RE = re.compile(r"[a-z0-9]+(?:['.@$+%]+[a-z0-9]+)*")  # the same in plain small letters
SPAN: Callable[[re.Match[str]], tuple[int, int]] = re.Match.span
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


def groups_of(text: str, hits: list[Hit], reach: list[Reach], article: Article) -> Iterator[list[Piece]]:
    """The pieces around what can make a run in a folded text, as far as a run could reach.

    What a contact covers is one piece.
    """
    pattern = ASCII_PIECE_RE if text.isascii() else PIECE_RE if MARKED_RE.search(text) else PLAIN_PIECE_RE
    for low, high in windows_of(text, hits, reach, article):
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
