"""What hangs on a fragment: the rest of the sentence that it begins, sentences that go on advertising.

A fragment is told by its words, and not all that was put in with it has such words. What would be left without it
tells: behind the end of a sentence another one begins, with a capital and no comma. A genuine sentence into which
something was put is whole again when that is taken out, so nothing of it hangs on the fragment.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from articles.text.sentences import split_sentences
from articles.text.spam.article import small_words
from articles.text.spam.context import Judged
from articles.text.spam.folding import fold
from articles.text.spam.places import LOOSE, place_of, span_of
from articles.text.spam.reach import find_reach
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments
from articles.text.spam.trade import find_hits

LEFT, RIGHT = 200, 300  # characters beside a fragment in which its sentence begins and ends
FEW_WORDS, ONE_OR_TWO, MOST_BEFORE = 4, 2, 12  # before a fragment, before a link
SHORT_REST, SHORT_LETTERS = 5, 20  # words of a call, letters of a rest in a script without capitals
COVERED = 0.6  # of the letters of a sentence that has a word or two besides
MOST_SENTENCES = 4  # that go on on either side
ENDS = ".!?。！？…"
DASHES = ("-", "–", "—", ":")
STRESS = "*_"  # marks of Markdown around words
MARKS = LOOSE + STRESS
QUOTES_RE = re.compile('["“”„«»「」『』]')
CLOSED_RE = re.compile("[\"”“»’'」』][*_]{0,2}\\s*$")  # what follows may say who spoke
END_RE = re.compile(r"[ \u00a0\u202f]?(?:[.!?]+[*_]{0,2}(?=\s|$)|[。！？]+)")
HANGS_RE = re.compile(
    r"[*_]{0,2}[ \u00a0]?(?:[,;:、،] ?|[-–—] |\(| (?=(?:R|US)?[€$£₺₽₴₹] ?\d)| )(?=[^\W_]|[€$£₺₽₴₹])"
)
MONEY_RE = re.compile(r" ?(?:R|US)?[€$£₺₽₴₹] ?\d")
SUM_RE = re.compile(r"[€$£%₽₺₹฿₴¥]|\b(?:24|100|365) ?/? ?[7h]?\b")
SOME = 0.34  # of the words of a sentence that advertises in full
OPENED_RE = re.compile(r"<(b|strong|em|i|u|span|font|mark)\b[^<>]{0,150}>$")
# A small word at the end of a fragment that has nothing to say without another behind it.
WANTS_RE = re.compile(
    r"(?:without|sans|ohne|sin|sem|senza|zonder|bez|без|χωρίς|बिना|بدون|ללא) [^\W\d_][\w\u0900-\u0963]*"
)
BELONGS_RE = re.compile(r" (?:वाला|वाली|वाले) [\w\u0900-\u0963]+")  # makes a word of what stands before it
NUMBER_RE = re.compile(r"\d(?:[ -]?\d){6,}$")
TOLD, GOES_ON, FULL = 2, 3, 4  # points of words that advertise: in a rest, in a sentence, more than enough


class Reached(NamedTuple):
    """How far a fragment reaches in its line, and whether all of that is sure to belong to it."""

    start: int
    end: int
    sure: bool


# The share of the words of a range of the line that the article has elsewhere.
Own = Callable[[int, int], float]


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
    if not start:
        return 0
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
    wanted = _wanted(shown, start, end)
    if wanted > end:
        return Reached(start, wanted, False)
    first = begin_of(shown, start)
    if first < 0:
        return reached
    lead = shown[first:start]
    ended = END_RE.match(shown, end)
    if not lead.strip(MARKS):
        if CLOSED_RE.search(shown, max(0, first - 4), first):
            return reached
        low = first if lead.strip(" ") else start
        if ended:
            return Reached(low, ended.end(), sure) if first else reached
        return _with_rest(segment, Reached(low, end, sure), own, language, cased=cased and opens)
    if not opens or own(first, start) or QUOTES_RE.search(lead) or lead.rstrip()[-1:] in ",;:-–—":
        return reached
    if ended and _hangs_before(lead, language):
        return Reached(first, ended.end(), False)
    return _around(segment, reached, own, language, first)


def _wanted(shown: str, start: int, end: int) -> int:
    """Behind the word that the last or the next small word of a fragment wants."""
    last = WANTS_RE.match(shown, max(shown.rfind(" ", start, end) + 1, start))
    belongs = BELONGS_RE.match(shown, end)
    return max(last.end() if last else end, belongs.end() if belongs else end)


def _with_rest(segment: Segment, reached: Reached, own: Own, language: str, *, cased: bool) -> Reached:
    """Over the rest of the sentence that a fragment begins, where the rest begins as no sentence does."""
    shown, (start, end, sure) = segment.shown, reached
    hangs = HANGS_RE.match(shown, end)
    if hangs is None or not _may_hang(shown, start, hangs):
        return reached
    stop = _rest(shown, end)
    if stop < 0 or not (cased or stop - end <= SHORT_LETTERS):
        return reached
    bracket = "(" in hangs[0] and shown[stop - 1] == ")" and NUMBER_RE.search(shown, start, end)
    known = own(end, stop)
    if not bracket and (known > (0 if sure else SOME) or "(" in hangs[0]):
        return reached
    told, _ = points(segment, end, stop, language)
    broken = cased or (start > 0 and shown[stop - 1] in ENDS and len(shown[end:stop].split()) <= ONE_OR_TWO)
    if not (told or bracket) and (not broken or (start == 0 and sure)):
        return reached  # the line may begin with the fragment and be the article's
    return Reached(start, stop, sure and told >= TOLD and not known)


def _may_hang(shown: str, start: int, hangs: re.Match[str]) -> bool:
    """Does what stands behind a fragment begin as no sentence does: small, behind a comma, with a sum of money?"""
    first, mark = shown[hangs.end()], hangs[0].strip()
    if start == 0 and mark in DASHES:
        return False  # the fragment may stand before the line
    if not mark and first.isdigit():
        return False  # a measure, a year, a time
    return not first.isupper() or "(" in mark or MONEY_RE.match(shown, hangs.start()) is not None


def _rest(shown: str, end: int) -> int:
    """Where the sentence ends that goes on at a place; -1 where it does so too far behind, or quotes."""
    behind = split_sentences(shown[end : end + RIGHT])
    stop = end + behind[0].end if behind else end
    far = stop == end + RIGHT < len(shown)
    return -1 if not behind or far or QUOTES_RE.search(shown, end, stop) else stop


def _hangs_before(lead: str, language: str) -> bool:
    """Are the words before a fragment few, the last one such that another has to follow?"""
    words = lead.strip(MARKS).lower().split()
    last = words[-1].replace("’", "'").rpartition("'")[2]
    return len(words) <= FEW_WORDS and not small_words(language).isdisjoint((last, words[-1]))


def _around(segment: Segment, reached: Reached, own: Own, language: str, first: int) -> Reached:
    """The sentence of which a fragment leaves a word or two, with nothing behind it but more of the offer."""
    shown, (start, end, sure) = segment.shown, reached
    stop = _rest(shown, end)
    lead = shown[first:start].strip(MARKS).split()
    linked = not sure and any("//" in one[2] for one in segment.links_at(start, end))
    most = MOST_BEFORE if linked else ONE_OR_TWO
    if stop < 0 or len(lead) > most or shown[stop - 1] not in ENDS or own(end, stop) > SOME:
        return reached
    if linked and segment.kind == "body":
        return Reached(first, stop, False)
    letters, whole = (sum(map(str.isalnum, shown[low:high])) for low, high in ((start, end), (first, stop)))
    rest = shown[end:stop].strip(MARKS + ENDS)
    fewest = TOLD - (len(rest.split()) < SHORT_REST)
    told = points(segment, first, start, language)[0] + points(segment, end, stop, language)[0]
    if letters < COVERED * whole or (rest and (told < fewest or HANGS_RE.match(shown, end) is None)):
        return reached
    return Reached(first, stop, False)


def sentence_at(shown: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a range; its end is -1 where it quotes, ends without a mark or is too long."""
    first, stop = begin_of(shown, start), _rest(shown, max(start, end - 1))
    if first < 0 or stop < 0 or shown[stop - 1] not in ENDS or QUOTES_RE.search(shown, first, start):
        return start, -1
    return first, stop


def onwards(segment: Segment, reached: Reached, own: Own, language: str) -> Reached:
    """Over the sentences behind and before a whole one that go on advertising."""
    shown, (start, end, sure) = segment.shown, reached
    if begin_of(shown, start) != start or not END_RE.search(shown, max(start, end - 3), end):
        return reached
    for one in split_sentences(shown[end : end + 2 * RIGHT], end)[:MOST_SENTENCES]:
        goes_on, plainly = _goes_on(segment, one.start, one.end, own, language, sure=sure)
        if not goes_on:
            break
        end, sure = one.end, sure and plainly
    for one in reversed(split_sentences(shown[max(0, start - 2 * RIGHT) : start], max(0, start - 2 * RIGHT))):
        goes_on, plainly = _goes_on(segment, one.start, one.end, own, language, sure=sure)
        if not goes_on or begin_of(shown, one.start) != one.start:
            break
        start, sure = one.start, sure and plainly
    return Reached(start, end, sure)


def _goes_on(
    segment: Segment, start: int, end: int, own: Own, language: str, *, sure: bool
) -> tuple[bool, bool]:
    """Does a sentence go on advertising, and does it do so plainly?"""
    shown = segment.shown
    if not END_RE.search(shown, end - 3, end) or QUOTES_RE.search(shown, start, end):
        return False, False
    told, goods = points(segment, start, end, language)
    words = shown[start:end].lower().split()
    asked = shown[max(0, start - 3) : start].rstrip()[-1:] in ("?", "？")
    if not sure and (told or asked) and len(words) <= SHORT_REST and words[0] not in small_words(language):
        return not own(start, end), False  # a call, or the answer to a question
    share, full = own(start, end), told >= FULL and goods
    return (told >= GOES_ON and not share) or (full and share <= SOME), full and not share


def stretched(one: Judged, start: int, end: int, parts: Segments) -> Judged:
    """A candidate with other edges, and with the span that would be removed then."""
    segment = one.candidate.segment
    if not segment.shown[:start].strip(MARKS) and not segment.shown[end:].strip(MARKS):
        start, end = 0, len(segment.shown)
    whole = start == 0 and end == len(segment.shown)
    candidate = replace(one.candidate, start=start, end=end, whole=whole, stretched=True)
    place = place_of(candidate)
    first, last = span_of(candidate, place, parts.text, False)
    first = _with_tag(parts.text, first, last) if parts.tagged else first
    return replace(one, candidate=candidate, place=place, start=first, end=last, hole=False, grown=True)


def _with_tag(text: str, first: int, last: int) -> int:
    """Where a span begins with the tag before it, if the span holds its end."""
    opened = OPENED_RE.search(text, max(0, first - LEFT), first)
    if not opened:
        return first
    inside = text[first:last]
    name = opened[1]
    return opened.start() if inside.count(f"</{name}>") > inside.count(f"<{name}") else first
