"""What hangs on a fragment: the rest of the sentence that it begins, sentences that go on advertising.

A fragment is told by its words, and not all that was put in with it has such words. What would be left without it
tells: behind the end of a sentence another one begins, with a capital and no comma. A genuine sentence into which
something was put is whole again when that is taken out, so nothing of it hangs on the fragment.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from articles.text.sentences import split_sentences
from articles.text.spam.folding import fold
from articles.text.spam.places import LOOSE
from articles.text.spam.reach import find_reach
from articles.text.spam.segment import Segment
from articles.text.spam.spoken import small_words
from articles.text.spam.trade import find_hits

LEFT, RIGHT = 200, 300  # characters beside a fragment in which its sentence begins and ends
FEW_WORDS = 4  # before a fragment, that nothing is left of
MOST_SENTENCES = 4  # that go on on either side
STRESS = "*_"  # marks of Markdown around words
MARKS = LOOSE + STRESS
QUOTES_RE = re.compile('["“”„«»「」『』]')
CLOSED_RE = re.compile("[\"”“»’'」』][*_]{0,2}\\s*$")  # what follows may say who spoke
END_RE = re.compile(r"[ \u00a0\u202f]?(?:[.!?]+[*_]{0,2}(?=\s|$)|[。！？]+)")
HANGS_RE = re.compile(r"[ \u00a0]?(?:[,;] ?|\(| )(?=[^\W_])")
SUM_RE = re.compile(r"[€$£%₽₺₹฿₴¥]|\b(?:24|100|365) ?/? ?[7h]?\b")
SOME = 0.34  # of the words of a sentence that advertises in full
NUMBER_RE = re.compile(r"\d(?:[ -]?\d){6,}$")
TOLD, GOES_ON, FULL = 2, 3, 4  # points of words that advertise: in a rest, in a sentence, more than enough


class Reached(NamedTuple):
    """How far a fragment reaches in its line, and whether all of that is sure to belong to it."""

    start: int
    end: int
    sure: bool


Own = Callable[
    [int, int], float
]  # the share of the words of a range of the line that the article has elsewhere


def points(segment: Segment, start: int, end: int, language: str) -> tuple[int, bool]:
    """How much a stretch of a line advertises, and whether it names goods."""
    folded = fold(segment.shown[start:end])
    small = small_words(language)
    words = {hit.word.text: hit.word for hit in find_hits(folded.text)}
    told = [word for word in words.values() if word.kind in ("goods", "call") and word.text not in small]
    linked = any("//" in one[2] for one in segment.links_at(start, end))
    summed = SUM_RE.search(folded.text) is not None
    more = 2 * bool(find_reach(folded.text)) + 2 * linked + summed
    return sum(word.weight for word in told) + more, any(word.kind == "goods" for word in told)


def begin_of(shown: str, start: int) -> int:
    """Where the sentence begins in which a fragment begins; -1 where it begins too far before."""
    low = max(0, start - LEFT)
    left = shown[low:start]
    begin = split_sentences(left + "Xx")[-1].start
    return low + begin if low + begin or not low else -1


def sentence_of(
    segment: Segment, reached: Reached, own: Own, language: str, *, cased: bool, opens: bool
) -> Reached:
    """The sentence that a fragment begins or ends, where nothing would be left of it but a rest.

    `opens`: does the line begin with a capital where it is the article's own?
    """
    shown, (start, end, sure) = segment.shown, reached
    first = begin_of(shown, start)
    if first < 0:
        return reached
    lead = shown[first:start]
    ended = END_RE.match(shown, end)
    if not lead.strip(MARKS):
        if CLOSED_RE.search(shown, max(0, first - 4), first):
            return reached
        low = first if lead.strip(" ") and first else start
        if ended:
            return Reached(low, ended.end(), sure) if first else reached
        if not cased or not opens:
            return reached
        return _with_rest(segment, Reached(low, end, sure), own, language, first)
    if ended and opens and _hangs_before(lead, language) and not own(first, start):
        return Reached(first, ended.end(), False)
    return reached


def _with_rest(segment: Segment, reached: Reached, own: Own, language: str, first: int) -> Reached:
    """Over the rest of the sentence that a fragment begins, where the rest begins as no sentence does."""
    shown, (start, end, sure) = segment.shown, reached
    hangs = HANGS_RE.match(shown, end)
    if not hangs or not (shown[hangs.end()].islower() or hangs[0].strip()):
        return reached
    if hangs[0].strip() in (",", ";") and shown[hangs.end()].isupper():
        return reached
    behind = shown[hangs.start() : end + RIGHT]
    stop = hangs.start() + split_sentences(behind)[0].end
    if stop == end + RIGHT < len(shown) or QUOTES_RE.search(shown, end, stop):
        return reached
    bracket = hangs[0].strip() == "(" and shown[stop - 1] == ")" and NUMBER_RE.search(shown, start, end)
    if own(end, stop) and not bracket:
        return reached
    told, _ = points(segment, end, stop, language)
    if first == 0 and not (told or bracket):
        return reached  # the line may begin with the fragment and be the article's
    return Reached(start, stop, sure and told >= TOLD)


def _hangs_before(lead: str, language: str) -> bool:
    """Are the words before a fragment few, the last one such that another has to follow?"""
    words = lead.strip(MARKS).lower().split()
    if len(words) > FEW_WORDS or QUOTES_RE.search(lead) or lead.rstrip()[-1:] in ",;:-–—":
        return False
    last = words[-1].replace("’", "'").rpartition("'")[2]
    return last in small_words(language) or words[-1] in small_words(language)


def onwards(segment: Segment, reached: Reached, own: Own, language: str) -> Reached:
    """Over the sentences behind and before a whole one that go on advertising."""
    shown, (start, end, sure) = segment.shown, reached
    if begin_of(shown, start) != start or not END_RE.search(shown, max(start, end - 3), end):
        return reached
    for one in split_sentences(shown[end : end + 2 * RIGHT], end)[:MOST_SENTENCES]:
        goes_on, plainly = _goes_on(segment, one.start, one.end, own, language)
        if not goes_on:
            break
        end, sure = one.end, sure and plainly
    for one in reversed(split_sentences(shown[max(0, start - 2 * RIGHT) : start], max(0, start - 2 * RIGHT))):
        goes_on, plainly = _goes_on(segment, one.start, one.end, own, language)
        if not goes_on or begin_of(shown, one.start) != one.start:
            break
        start, sure = one.start, sure and plainly
    return Reached(start, end, sure)


def _goes_on(segment: Segment, start: int, end: int, own: Own, language: str) -> tuple[bool, bool]:
    """Does a sentence go on advertising, and does it do so plainly?"""
    shown = segment.shown
    if not END_RE.search(shown, end - 3, end) or QUOTES_RE.search(shown, start, end):
        return False, False
    told, goods = points(segment, start, end, language)
    share, full = own(start, end), told >= FULL and goods
    return (told >= GOES_ON and not share) or (full and share <= SOME), full and not share
