"""Findings made whole: those of one sentence are one, and each takes along what hangs on it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial

from articles.text.spam.article import CASED
from articles.text.spam.candidate import Candidate
from articles.text.spam.context import Context, Judged
from articles.text.spam.decide import is_ask
from articles.text.spam.edges.advertises import advertises
from articles.text.spam.edges.hanging import (
    Around,
    Own,
    Reached,
    over_its_sentence,
    over_sentences_beside,
    stretched,
)
from articles.text.spam.edges.rest import with_the_rest
from articles.text.spam.features import features_of
from articles.text.spam.habits import LONE_SHARE
from articles.text.spam.once import once
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments

KINDS = frozenset(("body", "heading", "bullet"))
OFFER = 3  # points of trade words
SMALL = 3  # letters of a word that says nothing
GAP_WORDS, GAP = 2, 16  # between two findings that are one, and their characters
STOPS_RE = re.compile(r"[.!?…;。！？\"“”„«»()\[\]]")
LABEL_RE = re.compile(r"^[^:：]{1,24}[:：]")  # of a list of tags
BETWEEN = " \t,，、;|#[]"  # its entries
AMOUNT_RE = re.compile(r"[:：,，–—-]? ?\d[\d.,]{0,5} ?(?:[€$£₺₽₹฿₴]|(?:tl|usd|eur|free) )? ?", re.I)
STEM = 4  # letters of a word
NEAR = 600  # characters of a line beside a stretch in which its words are looked for

Told = tuple[Judged, bool]
Stretch = tuple[Reached, list[Judged]]


def _needs_its_sentence(ones: list[Judged]) -> bool:
    """Are they no sentence with a link, which is whole already, and in a script that their sentence can go on in?"""
    return not any(one.candidate.told or one.candidate.foreign for one in ones)


def _may_go_on(ones: list[Judged]) -> bool:
    """Does the article speak of nothing like it?"""
    return not ones[0].doubts.get("topic")


# What findings take along, in this order, and of which findings.
STEPS: tuple[tuple[Callable[[Reached, Around], Reached], Callable[[list[Judged]], bool]], ...] = (
    (over_its_sentence, _needs_its_sentence),
    (over_sentences_beside, _may_go_on),
)


class Words:
    """The words that an article has outside of its findings, by the lines that have them; told when asked for."""

    def __init__(self, parts: Segments, told: list[Told]) -> None:
        self.parts = parts
        self.held: dict[int, list[Candidate]] = defaultdict(list)
        for one, _ in told:
            self.held[one.candidate.segment.index].append(one.candidate)
        self.outside: dict[int, str] = {}
        self.here: dict[int, frozenset[str]] = {}

    @once
    def lines(self) -> Counter[str]:
        """How many lines have a word."""
        return Counter(word for i in range(len(self.parts)) for word in _stems(self._outside(i)))

    def _here(self, i: int) -> frozenset[str]:
        if i not in self.here:
            self.here[i] = _stems(self._outside(i))
        return self.here[i]

    def _outside(self, i: int) -> str:
        """A line with blanks in place of its findings."""
        if i not in self.held:
            return self.parts.shown(i)
        if i not in self.outside:
            shown = list(self.parts.shown(i))
            for one in self.held[i]:
                shown[one.start : one.end] = " " * (one.end - one.start)
            self.outside[i] = "".join(shown)
        return self.outside[i]

    def own(self, segment: Segment, start: int, end: int) -> float:
        """The share of the words of a stretch of a line that the article has elsewhere."""
        words = _stems(segment.shown[start:end])
        if not words:
            return 0.0
        outside = self._outside(segment.index)
        beside = _stems(outside[max(0, start - NEAR) : start] + "\n" + outside[end : end + NEAR])
        here = self._here(segment.index)
        own = sum(self.lines[word] > (word in here) or word in beside for word in words)
        return own / len(words)


def _stems(shown: str) -> frozenset[str]:
    """What words are compared by: their first letters, so that one is met again in other cases too."""
    return frozenset(word[:STEM] for word in features_of(shown.lower()))


def complete(judged: list[Told], parts: Segments, context: Context) -> list[Told]:
    """What is worth a look, as far as it reaches, each with its grade."""
    told: list[Told] = []
    weak: list[Judged] = []
    lines: dict[int, list[Told]] = defaultdict(list)
    beside: dict[int, list[Judged]] = defaultdict(list)
    for one, sure in judged:
        index = one.candidate.segment.index
        if sure or is_ask(one):
            told.append((one, sure))
            lines[index].append((one, sure))
        else:
            weak.append(one)
            beside[index].append(one)
    words = Words(parts, told)
    found: list[Told] = []
    for i, group in lines.items():
        if _may_grow(group, parts):
            found += _grown(group, beside[i], parts, context, words)
        else:
            found += _whole_list(group, parts)
    for one in weak:
        own = partial(words.own, one.candidate.segment)
        offer = advertises(one, parts, context, own, lone=one.candidate.segment.index not in lines)
        found += [(offer, False)] if offer else []
    return found


def _may_grow(group: list[Told], parts: Segments) -> bool:
    """Is something of a line left that could hang on its findings?"""
    segment = group[0][0].candidate.segment
    return (
        segment.kind in KINDS
        and not segment.veiled
        and segment.shown == parts.shown(segment.index)
        and all(one.candidate.segment.kind in KINDS and not one.place.quoted for one, _ in group)
        and all(one.place.name != "line" for one, _ in group)
    )


def _whole_list(group: list[Told], parts: Segments) -> list[Told]:
    """The findings of a list of tags, as its line where it has no other entry."""
    segment = group[0][0].candidate.segment
    if segment.kind != "tags" or len(group) == 1 or any(one.place.quoted for one, _ in group):
        return group
    rest = list(segment.shown)
    for one, _ in group:
        rest[one.place.start : one.place.end] = " " * (one.place.end - one.place.start)
    if LABEL_RE.sub("", "".join(rest)).strip(BETWEEN):
        return group
    ones, sure = [one for one, _ in group], all(sure for _, sure in group)
    return [_told(Reached(0, len(segment.shown), sure), ones, parts)]


def _grown(
    group: list[Told], weak: list[Judged], parts: Segments, context: Context, words: Words
) -> list[Told]:
    """The findings of a line as far as they reach. `weak`: what else it has, not worth a look by itself."""
    segment = group[0][0].candidate.segment
    around = _around(segment, context, partial(words.own, segment))
    grown: list[Stretch] = []
    for far, ones in _joined(segment, group, weak, around.own):
        for step, is_meant in STEPS:
            if is_meant(ones):
                far = step(far, around)
        if grown and far.start < grown[-1][0].end:
            last, before = grown.pop()
            far = Reached(min(last.start, far.start), max(last.end, far.end), last.sure and far.sure)
            ones = [*before, *ones]
        grown.append((far, ones))
    whole = with_the_rest(around, [far for far, _ in grown], last=segment.index == len(parts) - 1)
    if whole:
        grown = [(whole, [one for _, ones in grown for one in ones])]
    return [_told(far, ones, parts) for far, ones in grown]


def _around(segment: Segment, context: Context, own: Own) -> Around:
    """A line, and how the article begins its lines and sentences."""
    article, habits = context.article, context.article.habits
    cased = article.main in CASED and habits.small <= LONE_SHARE
    opens = segment.kind != "bullet" and segment.index not in habits.continued
    return Around(segment, own, article.language, cased, opens)


def _joined(segment: Segment, group: list[Told], weak: list[Judged], own: Own) -> list[Stretch]:
    """The findings of a line with those that are one; a weaker one joins another where it offers the same."""
    ranks = [(one, 1 + sure) for one, sure in group] + [(one, 0) for one in weak if one.trade >= OFFER]
    found: list[tuple[Reached, list[Judged], int]] = []
    for one, rank in sorted(ranks, key=lambda told: told[0].place.start):
        now = Reached(one.place.start, one.place.end, rank > 1)
        if found and _are_one(segment.shown, found[-1][0], now, own):
            last, before, high = found[-1]
            less, more = (one, before[-1]) if high > rank else (before[-1], one)
            if high == rank or now.start == last.end or _offers(less, more):
                rank = max(high, rank)
                found[-1] = (Reached(last.start, now.end, rank > 1), [*before, one], rank)
                continue
        found.append((now, [one], rank))
    return [(reached, ones) for reached, ones, rank in found if rank]


def _are_one(shown: str, one: Reached, two: Reached, own: Own) -> bool:
    """Is nothing between two findings, or a small word or two that the article has nowhere else?"""
    gap = shown[one.end : two.start]
    if not gap.strip() or AMOUNT_RE.fullmatch(gap):
        return True
    return (
        len(gap) <= GAP
        and len(gap.split()) <= GAP_WORDS
        and not STOPS_RE.search(gap)
        and not any(map(str.isupper, gap))
        and any(map(str.isalpha, gap))
        and (max(map(len, gap.split())) <= SMALL or not own(one.end, two.start))
    )


def _offers(one: Judged, other: Judged) -> bool:
    """Is what is asked about an offer of the same trade as what stands beside it, and nothing speaks for it?"""
    return one.trade >= OFFER and one.category == other.category and not one.doubts


def _told(reached: Reached, ones: list[Judged], parts: Segments) -> Told:
    """The finding of a stretch: with the evidence of the one in it that tells the most."""
    best = max(ones, key=lambda one: one.total)
    if (reached.start, reached.end) == (best.place.start, best.place.end):
        return best, reached.sure
    return stretched(best, reached.start, reached.end, parts), reached.sure
