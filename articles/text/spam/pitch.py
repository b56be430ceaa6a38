"""Whole paragraphs that advertise in the article's own language and script.

Nothing in them is foreign, so they are only asked about: a way to reach somebody, words that call, and hardly a word
that the rest of the article has.
"""

import re
from collections import Counter

from articles.text.spam.article import KNOWN_WELL, Article
from articles.text.spam.candidate import Candidate
from articles.text.spam.candidates import view
from articles.text.spam.context import Context, Judged, features_of, trade_points
from articles.text.spam.gate import MANY
from articles.text.spam.places import place_of, span_of
from articles.text.spam.reach import find_reach
from articles.text.spam.segment import Segment
from articles.text.spam.trade import find_hits

SHORTEST = 40
LABEL_RE = re.compile(r"[^.!?]{1,30}[:：]")
OTHER_WORDS = 0.7  # share of its words that the article has nowhere else
FEWEST_SEGMENTS = 5  # in a shorter text there is nothing to compare with


def find_pitches(
    text: str, parts: list[Segment], judged: list[Judged], asked: set[int], context: Context
) -> list[Judged]:
    """The paragraphs of an article that advertise. `asked`: segments in which something is found already."""
    if len(parts) < FEWEST_SEGMENTS:
        return []
    foreign = {one.candidate.segment.index for one in judged if one.signals.keys() & {"script", "language"}}
    asked = asked | foreign
    reached = {
        one.candidate.segment.index
        for one in judged
        if one.candidate.reach and one.lone and not one.candidate.whole and not one.place.quoted
    }
    segments = [
        part
        for part in parts
        if part.index not in asked
        and ((part.index in reached and _may_be(part)) or may_be_pitch(part, context.article))
    ]
    if not segments:
        return []
    words = Counter(feature for part in parts for feature in features_of(part.shown.lower()))
    found = (_pitch(text, part, words, context) for part in segments)
    return [one for one in found if one is not None]


def may_be_pitch(segment: Segment, article: Article) -> bool:
    """Is a segment a paragraph of another language than the article's?"""
    return _may_be(segment) and _strange(segment.shown, article)


def _may_be(segment: Segment) -> bool:
    return (
        segment.kind in ("body", "heading")
        and segment.alone
        and not segment.cited
        and not LABEL_RE.match(segment.shown)
        and len(segment.shown) >= SHORTEST
    )


def _strange(shown: str, article: Article) -> bool:
    """Many words, none of them a small word of the article's language: a sentence of another one."""
    if article.language not in KNOWN_WELL:
        return False
    words = [word for word in shown.lower().split() if word.strip("|-–—·/")]
    function = article.habits.function
    return len(words) >= MANY and function.isdisjoint(word.strip('.,;:!?"“”()') for word in words)


def _pitch(text: str, segment: Segment, words: Counter[str], context: Context) -> Judged | None:
    folded = view(segment)
    hits, reach = find_hits(folded.text), find_reach(folded.text)
    candidate = Candidate(segment, 0, len(segment.shown), hits, reach, False, True)
    place = place_of(candidate)
    own = features_of(segment.shown.lower())
    other = sum(words[feature] == 1 for feature in own)
    calls = len({hit.word.text for hit in hits if hit.word.kind in ("call", "goods")})
    strange = _strange(segment.shown, context.article)
    if (
        place.quoted
        or not (calls or (reach and strange))
        or other < OTHER_WORDS * len(own)
        or context.contacts > 4
    ):
        return None
    start, end = span_of(candidate, place, text, False)
    trade, category = trade_points(candidate)
    signals = {
        "place": 1,
        "other words": 1,
        "call": min(2, calls),
        "reach": 2 * bool(reach),
        "language": 2 * strange,
    }
    signals = {name: points for name, points in signals.items() if points}
    return Judged(candidate, place, start, end, folded.text, signals=signals, category=category, trade=trade)
