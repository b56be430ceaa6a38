"""How far fragments reach before they are graded: over what their line goes on with, and over each other."""

import re
from collections.abc import Callable

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate, Line
from articles.text.spam.edges.line import fills_line, last_words
from articles.text.spam.edges.sentences import linked_sentence
from articles.text.spam.edges.widen import (
    FULL_STOP_RE,
    between_stars,
    from_bar,
    over_entry,
    over_language,
    over_last_words,
    over_link,
    over_number,
    over_sum,
    to_capital,
    to_separator,
)

Step = Callable[[Candidate, int, int, Article], tuple[int, int]]
# What a fragment that names goods takes along, in this order: each step begins at the edges where the one before ended.
STEPS: tuple[Step, ...] = (
    over_link,
    over_language,
    over_last_words,
    over_sum,
    over_number,
    between_stars,
    to_capital,
    to_separator,
    from_bar,
)
GAP = 40  # characters between what is offered and where to reach somebody
SELLER_RE = re.compile(r" [A-Za-z]{1,12}\d{1,4} ")


def fit(line: Line, found: list[Candidate]) -> list[Candidate]:
    """The candidates of a line, in order, each as far as its fragment reaches; those that are one as one."""
    fitted: list[Candidate] = []
    for one in found:
        start, end = _edges_of(one, line.article)
        joined = _taken_in(line.segment.shown, fitted, one, start)
        del fitted[len(fitted) - len(joined) :]
        if joined:
            start, end = joined[0].start, max(end, joined[0].end)
            start, end = to_separator(one, start, end, line.article, piled=False)
        if (start, end) != (one.start, one.end):
            one = _wider(line, one, joined, start, end)
        fitted.append(one)
    return _as_a_line(line, fitted) if fitted else fitted


def _edges_of(one: Candidate, article: Article) -> tuple[int, int]:
    """How far a fragment reaches by itself. Marks one that is a sentence with a link."""
    edges = one.start, one.end
    if one.has_goods and not one.whole:
        may_be_told = one.segment.links and not one.foreign and one.seam is None
        sentence = linked_sentence(one, article) if may_be_told else edges
        if sentence != edges:
            edges, one.told = sentence, True
        else:
            for step in STEPS:
                edges = step(one, *edges, article)
    return over_entry(one.segment.shown, *edges) if one.segment.kind == "tags" else edges


def _taken_in(shown: str, before: list[Candidate], one: Candidate, start: int) -> list[Candidate]:
    """Those before a fragment that are one with it."""
    if not before:
        return []
    first = before[0]
    if one.reach and first.start == 0 and _calls_to_buy(first):
        gap = shown[first.end : start]  # between what is offered and where to get it
        if len(gap) <= GAP and not FULL_STOP_RE.search(gap):
            return list(before)
    return before[-1:] if _go_together(shown, before[-1], one, start) else []


def _calls_to_buy(candidate: Candidate) -> bool:
    return candidate.has_goods and any(hit.word.kind == "call" for hit in candidate.hits)


def _go_together(shown: str, one: Candidate, two: Candidate, start: int) -> bool:
    """Is nothing between two fragments, or the name of a seller?"""
    gap = shown[one.end : start]
    if start < one.end:
        return True
    if (
        one.whole
        or not (one.has_goods or two.has_goods)
        or (gap.strip(" \u3000") and not SELLER_RE.fullmatch(gap))
    ):
        return False
    return one.foreign == two.foreign or (one.seam or two.seam) is not None


def _as_a_line(line: Line, found: list[Candidate]) -> list[Candidate]:
    """All of them as one where they fill the line, the last ones where they fill it from its last sentence on."""
    if not found[0].whole and fills_line(line.segment, found):
        low = 0
    else:
        low = last_words(line.segment, found) if len(found) > 1 else -1
        if low <= 0:
            return found
    behind = [one for one in found if one.start >= low]
    return [
        *(one for one in found if one.end <= low),
        _wider(line, behind[-1], behind, low, len(line.segment.shown)),
    ]


def _wider(line: Line, one: Candidate, joined: list[Candidate], start: int, end: int) -> Candidate:
    """A candidate with other edges and with what the joined ones were told by."""
    everyone = [one, *joined]
    whole = start == 0 and end >= len(one.segment.shown)
    return Candidate(
        one.segment,
        start,
        end,
        *line.inside(start, end),
        foreign=any(other.foreign for other in everyone),
        whole=whole,
        seam=next((other.seam for other in everyone if other.seam), None),
        told=any(other.told for other in everyone),
        stretched=end > one.end or whole,
    )
