"""Whole sentences, lines and paragraphs that advertise in the article's own language.

Nothing tells where they were put in, since they begin and end as sentences do; so they are only asked about, where they
are full of the words of an offer and have none that the article has besides.
"""

import re
from dataclasses import replace
from functools import partial

from articles.text.spam.context import Context, Judged
from articles.text.spam.edges.hanging import (
    EMAIL_RE,
    FEW_WORDS,
    SUM_RE,
    Around,
    Own,
    Reached,
    over_sentences_beside,
    points,
    stretched,
)
from articles.text.spam.edges.rest import ENDED_RE, LABEL_RE
from articles.text.spam.edges.sentences import sentence_at
from articles.text.spam.folding import fold
from articles.text.spam.native import is_other_language
from articles.text.spam.reach import find_reach
from articles.text.spam.scripts import count_words
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments
from articles.text.spam.spans import ENDS_RE, PARTED_BEFORE_RE

TRADE = 2  # points of a candidate whose sentence or line is looked at
# Points that make an offer of it, and how many for each of its words.
SENTENCE = 6, 0.5
PROMISE = 5, 0.4  # a sentence that names a sum or cries out
CLAUSE = 4, 0.8  # behind a mark at the end of another
LINE = 5, 0.25  # that ends as no sentence does
STRANGE_LINE = 4, 0.25  # of which the article has no word
PARAGRAPH = 6, 0.18  # that says where to go
OTHER = 3, 0.1  # a line or a paragraph in another language than the article's
LONGEST_LINE, LONGEST_PARAGRAPH = 240, 800  # characters
COMMENT = 120  # characters of a list item that is a comment
OWN = 0.11  # of the words of a line that the article has elsewhere
# Doubts that the rest of a line can outweigh, and those that nothing does.
LIGHT = frozenset(("explained", "edge", "topic"))
HEAVY = frozenset(("code", "quoted", "declared", "directory", "list", "reference"))
LEADS_RE = re.compile(rf"!|>>|{EMAIL_RE.pattern}")  # a cry, a pointer
QUOTED_RE = re.compile(r"[\"“”„«»「」『』`]")


def advertises(one: Judged, parts: Segments, context: Context, own: Own, *, lone: bool) -> Judged | None:
    """What is around a candidate that is not worth a look by itself, if all of it is an offer.

    `lone`: has its line nothing else that is worth one?
    """
    edges = _within_line(one, context, own) or (_line(one, context, own) if lone else None)
    if edges is None:
        return None
    found = stretched(one, *edges, parts)
    return replace(found, signals=one.signals | {"other words": 1}, doubts={})


def _within_line(one: Judged, context: Context, own: Own) -> tuple[int, int] | None:
    """A sentence of a paragraph, or a clause."""
    if one.candidate.segment.kind != "body" or one.place.quoted or one.place.name == "line":
        return None
    if context.topic[one.category] > 1 or one.doubts.keys() - {"explained", "edge", "sentence", "code"}:
        return None
    language = context.article.language
    return _sentence(one, own, language) or _clause(one, own, language)


def _sentence(one: Judged, own: Own, language: str) -> tuple[int, int] | None:
    """The sentence around goods, with those beside it that go on, if it is full of an offer."""
    segment = one.candidate.segment
    if one.trade < TRADE:
        return None
    start, end = sentence_at(segment.shown, one.candidate.start, one.candidate.end)
    few = len(segment.shown[start : one.candidate.start].split()) <= FEW_WORDS
    if end < 0 or not few or own(start, end):
        return None
    words = segment.shown[start:end]
    promises = "!" in words or SUM_RE.search(words) is not None
    if not _is_full(segment, start, end, language, PROMISE if promises else SENTENCE):
        return None
    return over_sentences_beside(Reached(start, end, False), Around(segment, own, language))[:2]


def _clause(one: Judged, own: Own, language: str) -> tuple[int, int] | None:
    """Goods and what calls to buy them behind a mark, at the end of a sentence that needs nothing of them."""
    segment, (start, end) = one.candidate.segment, (one.candidate.start, one.candidate.end)
    shown = segment.shown
    if one.place.name != "inline" or not one.calls:
        return None
    if not PARTED_BEFORE_RE.search(shown, max(0, start - 4), start) or not ENDS_RE.match(shown, end):
        return None
    return (start, end) if _is_full(segment, start, end, language, CLAUSE) and not own(start, end) else None


def _line(one: Judged, context: Context, own: Own) -> tuple[int, int] | None:
    """The whole line: it ends as no sentence does, or it is a paragraph that quotes nothing and says where to go."""
    segment, language = one.candidate.segment, context.article.language
    shown = segment.shown
    written = segment.kind in ("heading", "body") or (segment.kind == "bullet" and len(shown) > COMMENT)
    if not written or not segment.alone or len(shown) > LONGEST_PARAGRAPH or shown[0] == "|":
        return None
    if one.trade < TRADE or one.place.quoted or one.candidate.foreign or one.doubts.keys() & HEAVY:
        return None
    known = own(0, len(shown))
    if known > OWN:
        return None
    full = partial(_is_full, segment, 0, len(shown), language)
    told = (
        (_ends_as_no_sentence(one) and full(LINE if known else STRANGE_LINE))
        or (not QUOTED_RE.search(shown) and full(OTHER) and is_other_language(shown, language))
        or (_says_where(segment) and full(PARAGRAPH))
    )
    return (0, len(shown)) if told else None


def _ends_as_no_sentence(one: Judged) -> bool:
    segment = one.candidate.segment
    if len(segment.shown) > LONGEST_LINE or ENDED_RE.search(segment.shown) or segment.links:
        return False  # a link may lead to another article
    return not one.doubts.keys() - LIGHT and ("explained" in one.doubts or not any(one.doubts.values()))


def _says_where(segment: Segment) -> bool:
    """Does a paragraph quote nothing and say where to go, or cry out?"""
    shown = segment.shown
    if (
        segment.kind == "heading"
        or QUOTED_RE.search(shown)
        or (len(shown) <= COMMENT and LABEL_RE.match(shown))
    ):
        return False
    leads = any("//" in link[2] for link in segment.links) or LEADS_RE.search(shown)
    return bool(leads or find_reach(fold(shown).text))


def _is_full(segment: Segment, start: int, end: int, language: str, wanted: tuple[int, float]) -> bool:
    """Names a stretch goods, and has it so many points, and so many for each of its words?"""
    told, goods = points(segment, start, end, language)
    return goods and told >= max(wanted[0], wanted[1] * count_words(segment.shown[start:end]))
