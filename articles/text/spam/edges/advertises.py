"""Whole sentences of a paragraph that advertise in the article's own language.

Nothing tells where they were put in, since they begin and end as sentences do; so they are only asked about, where they
are full of the words of an offer and have none that the article has besides.
"""

from dataclasses import replace

from articles.text.spam.context import Context, Judged
from articles.text.spam.edges.hanging import (
    FEW_WORDS,
    SUM_RE,
    Around,
    Own,
    Reached,
    over_sentences_beside,
    points,
    stretched,
)
from articles.text.spam.edges.sentences import sentence_at
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments
from articles.text.spam.spans import ENDS_RE, PARTED_BEFORE_RE

FEWEST, SHARE = 6, 0.5  # points of a sentence, for each of its words
PROMISED, PROMISED_SHARE = 5, 0.4  # of one that names a sum or cries out
CLAUSE, CLAUSE_SHARE = 4, 0.8  # of one behind a mark at the end of another
LETTERS = 3  # signs of a word in a script without blanks
TRADE = 2  # points of a candidate whose sentence is looked at


def advertises(one: Judged, parts: Segments, context: Context, own: Own) -> Judged | None:
    """The sentence around a candidate that is not worth a look by itself, if all of it is an offer."""
    language = context.article.language
    if one.place.quoted or one.place.name == "line" or context.topic[one.category] > 1:
        return None
    if one.doubts.keys() - {"explained", "edge", "sentence", "code"}:
        return None
    edges = _sentence(one, own, language) or _clause(one, own, language)
    if edges is None:
        return None
    found = stretched(one, *edges, parts)
    return replace(found, signals=one.signals | {"other words": 1}, doubts={})


def _sentence(one: Judged, own: Own, language: str) -> tuple[int, int] | None:
    """The sentence around goods, with those beside it that go on, if it is full of an offer."""
    segment = one.candidate.segment
    if segment.kind != "body" or one.trade < TRADE:
        return None
    start, end = sentence_at(segment.shown, one.candidate.start, one.candidate.end)
    few = len(segment.shown[start : one.candidate.start].split()) <= FEW_WORDS
    if end < 0 or not few or not _is_full(segment, start, end, language) or own(start, end):
        return None
    return over_sentences_beside(Reached(start, end, False), Around(segment, own, language))[:2]


def _clause(one: Judged, own: Own, language: str) -> tuple[int, int] | None:
    """Goods and what calls to buy them behind a mark, at the end of a sentence that needs nothing of them."""
    segment, (start, end) = one.candidate.segment, (one.candidate.start, one.candidate.end)
    shown = segment.shown
    if segment.kind != "body" or one.place.name != "inline" or not one.calls:
        return None
    if not PARTED_BEFORE_RE.search(shown, max(0, start - 4), start) or not ENDS_RE.match(shown, end):
        return None
    told, goods = points(segment, start, end, language)
    if not goods or told < max(CLAUSE, CLAUSE_SHARE * _count(shown[start:end])) or own(start, end):
        return None
    return start, end


def _is_full(segment: Segment, start: int, end: int, language: str) -> bool:
    """Is a sentence full of the words of an offer?"""
    shown = segment.shown[start:end]
    told, goods = points(segment, start, end, language)
    promised = "!" in shown or SUM_RE.search(shown) is not None
    fewest, share = (PROMISED, PROMISED_SHARE) if promised else (FEWEST, SHARE)
    return goods and told >= fewest and told >= share * _count(shown)


def _count(shown: str) -> float:
    return len(shown) / LETTERS if UNSPACED.search(shown) else len(shown.split())
