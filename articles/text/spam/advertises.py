"""Whole sentences of a paragraph that advertise in the article's own language.

Nothing tells where they were put in, since they begin and end as sentences do; so they are only asked about, where they
are full of the words of an offer and have none that the article has besides.
"""

from dataclasses import replace

from articles.text.spam.context import Context, Judged
from articles.text.spam.hanging import (
    FEW_WORDS,
    SUM_RE,
    Own,
    Reached,
    onwards,
    points,
    sentence_at,
    stretched,
)
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.segments import Segments

FEWEST, SHARE = 6, 0.5  # points of a sentence, for each of its words
PROMISED, PROMISED_SHARE = 5, 0.4  # of one that names a sum or cries out
LETTERS = 3  # signs of a word in a script without blanks
TRADE = 2  # points of a candidate whose sentence is looked at


def advertises(one: Judged, parts: Segments, context: Context, own: Own) -> Judged | None:
    """The sentence around a candidate that is not worth a look by itself, if all of it is an offer."""
    candidate, segment = one.candidate, one.candidate.segment
    if segment.kind != "body" or one.trade < TRADE or one.place.quoted or one.place.name == "line":
        return None
    if one.doubts.keys() - {"explained", "edge", "sentence", "code"} or context.topic[one.category] > 1:
        return None
    start, end = sentence_at(segment.shown, candidate.start, candidate.end)
    if end < 0 or len(segment.shown[start : candidate.start].split()) > FEW_WORDS or own(start, end):
        return None
    shown = segment.shown[start:end]
    told, goods = points(segment, start, end, context.article.language)
    count = len(shown) / LETTERS if UNSPACED.search(shown) else len(shown.split())
    promised = "!" in shown or SUM_RE.search(shown) is not None
    fewest, share = (PROMISED, PROMISED_SHARE) if promised else (FEWEST, SHARE)
    if not goods or told < fewest or told < share * count:
        return None
    start, end, _ = onwards(segment, Reached(start, end, False), own, context.article.language)
    found = stretched(one, start, end, parts)
    return replace(found, signals=one.signals | {"other words": 1}, doubts={})
