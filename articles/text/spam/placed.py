"""The candidates of a segment with their places. The last lines are remembered.

The text without its sure findings is looked at again, and most of its lines are the same then.
"""

import re
from dataclasses import replace

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate
from articles.text.spam.candidates import find_candidates, view
from articles.text.spam.habits import LONE_SHARE, LOWER_SHARE, Habits
from articles.text.spam.places import Place, place_of
from articles.text.spam.segment import Segment
from articles.text.spam.tables import ON_CHANGE

KEPT, KEPT_LENGTH = 512, 2_000  # lines that are remembered, and the characters of the longest
_kept: dict[tuple[object, ...], list[tuple[Candidate, Place]]] = {}
ON_CHANGE.append(_kept.clear)
BIG_RE = re.compile("[A-Z\"'“‘(]")  # a line that begins so does not begin small


def find_placed(segment: Segment, article: Article) -> list[tuple[Candidate, Place]]:
    """All candidates of a segment, in order, without overlap, with their places."""
    key = _key(segment, article)
    found = _kept.get(key)
    if found is not None:
        return [(replace(candidate, segment=segment), place) for candidate, place in found]
    found = [(one, place_of(one)) for one in find_candidates(segment, view(segment), article)]
    if len(_kept) >= KEPT:
        _kept.clear()
    if len(segment.shown) <= KEPT_LENGTH:
        _kept[key] = found
    return found


def _key(segment: Segment, article: Article) -> tuple[object, ...]:
    """All that candidates and their places are told by."""
    habits = article.habits
    return (
        segment.shown,
        segment.kind,
        segment.alone,
        segment.veiled,
        segment.start - max(segment.line_start, segment.wrap[0]),
        tuple((start, end, target) for start, end, target, _, _ in segment.links),
        tuple(segment.code),
        article.native,
        article.language,
        habits.cased,
        habits.spaced,
        None if BIG_RE.match(segment.shown) else _beginning(segment, habits),
    )


def _beginning(segment: Segment, habits: Habits) -> tuple[bool, ...]:
    """What the habits of the article say about a line that begins small."""
    return (
        habits.is_among(segment.index),
        segment.index in habits.continued,
        habits.small <= LONE_SHARE,
        habits.small <= LOWER_SHARE,
    )
