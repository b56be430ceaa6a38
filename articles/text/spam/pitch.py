"""Whole paragraphs that advertise in the article's own language and script.

Nothing in them is foreign, so they are only asked about: a way to reach somebody, words that call, and hardly a word
that the rest of the article has.
"""

from collections import Counter

from articles.text.spam.candidates import Candidate, view
from articles.text.spam.context import Context, Judged, features_of, trade_points
from articles.text.spam.places import place_of, span_of
from articles.text.spam.reach import find_reach
from articles.text.spam.segment import Segment
from articles.text.spam.trade import find_hits

SHORTEST = 40
OTHER_WORDS = 0.7  # share of its words that the article has nowhere else
FEWEST_SEGMENTS = 5  # in a shorter text there is nothing to compare with


def find_pitches(
    text: str, parts: list[Segment], judged: list[Judged], asked: set[int], context: Context
) -> list[Judged]:
    """The paragraphs of an article that advertise. `asked`: segments in which something is found already."""
    if len(parts) < FEWEST_SEGMENTS:
        return []
    reached = {
        one.candidate.segment.index: one.candidate.segment
        for one in judged
        if one.candidate.reach and not one.candidate.whole and not one.place.quoted
    }
    segments = [part for index, part in reached.items() if index not in asked and _may_be(part)]
    if not segments:
        return []
    words = Counter(feature for part in parts for feature in features_of(part.shown.lower()))
    found = (_pitch(text, part, words, context) for part in segments)
    return [one for one in found if one is not None]


def _may_be(segment: Segment) -> bool:
    return segment.kind in ("body", "heading") and segment.alone and len(segment.shown) >= SHORTEST


def _pitch(text: str, segment: Segment, words: Counter[str], context: Context) -> Judged | None:
    folded = view(segment)
    hits, reach = find_hits(folded.text), find_reach(folded.text)
    candidate = Candidate(segment, 0, len(segment.shown), hits, reach, False, True)
    place = place_of(candidate)
    own = features_of(segment.shown.lower())
    other = sum(words[feature] == 1 for feature in own)
    calls = len({hit.word.text for hit in hits if hit.word.kind in ("call", "goods")})
    if place.quoted or not calls or other < OTHER_WORDS * len(own) or context.contacts > 4:
        return None
    start, end = span_of(candidate, place, text, False)
    trade, category = trade_points(candidate)
    signals = {"place": 1, "reach": 2, "other words": 1, "call": min(2, calls)}
    return Judged(candidate, place, start, end, folded.text, signals=signals, category=category, trade=trade)
