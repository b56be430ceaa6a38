"""What hangs on a finding: the rest of the sentence that it begins, sentences that go on advertising.

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
from articles.text.spam.edges.sentences import ENDS, QUOTES_RE, RIGHT, sentence_end, sentence_start
from articles.text.spam.folding import fold
from articles.text.spam.places import LOOSE, place_of
from articles.text.spam.reach import find_reach
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments
from articles.text.spam.spans import span_of, with_opening_tag
from articles.text.spam.trade import find_hits

FEW_WORDS, ONE_OR_TWO, MOST_BEFORE = 4, 2, 12  # before a fragment, before a link
SHORT_REST, SHORT_LETTERS = 5, 20  # words of a call, letters of a rest in a script without capitals
COVERED = 0.6  # of the letters of a sentence that has a word or two besides
MOST_SENTENCES = 4  # that go on on either side
DASHES = ("-", "–", "—", ":")
MARKS = LOOSE + "*_"  # the last two: marks of Markdown around words
CLOSED_RE = re.compile("[\"”“»’'」』][*_]{0,2}\\s*$")  # what follows may say who spoke
END_RE = re.compile(r"[ \u00a0\u202f]?(?:[.!?]+[*_]{0,2}(?=\s|$)|[。！？]+)")
HANGS_RE = re.compile(
    r"[*_]{0,2}[ \u00a0]?(?:[,;:、،] ?|[-–—] |\(| (?=(?:R|US)?[€$£₺₽₴₹] ?\d)| )(?=[^\W_]|[€$£₺₽₴₹])"
)
MONEY_RE = re.compile(r" ?(?:R|US)?[€$£₺₽₴₹] ?\d")
SUM_RE = re.compile(r"[€$£%₽₺₹฿₴¥]|\b(?:24|100|365) ?/? ?[7h]?\b")
EMAIL_RE = re.compile(r"\w@[\w-]{2,40}\.\w{2}")
SOME = 0.34  # of the words of a sentence that advertises in full
# A small word at the end of a fragment that has nothing to say without another behind it.
WANTS_RE = re.compile(
    r"(?:without|sans|ohne|sin|sem|senza|zonder|bez|без|χωρίς|बिना|بدون|ללא) [^\W\d_][\w\u0900-\u0963]*"
)
BELONGS_RE = re.compile(r" (?:वाला|वाली|वाले) [\w\u0900-\u0963]+")  # makes a word of what stands before it
PHONE_END_RE = re.compile(r"\d(?:[ -]?\d){6,}$")
TOLD, GOES_ON, PLENTY = 2, 3, 4  # points of words that advertise: in a rest, in a sentence, more than enough


class Reached(NamedTuple):
    """How far a fragment reaches in its line, and whether all of that is sure to belong to it."""

    start: int
    end: int
    sure: bool


# The share of the words of a range of the line that the article has elsewhere.
Own = Callable[[int, int], float]


class Around(NamedTuple):
    """The line of a finding, and what tells its words from the article's."""

    segment: Segment
    own: Own
    language: str
    cased: bool = False  # do its sentences begin with capitals?
    opens: bool = False  # and this line too, where it is the article's own?


def points(segment: Segment, start: int, end: int, language: str) -> tuple[int, bool]:
    """How much a stretch of a line advertises, and whether it names goods."""
    folded = fold(segment.shown[start:end])
    small = small_words(language)
    words = {hit.word.text: hit.word for hit in find_hits(folded.text)}
    told = [word for word in words.values() if word.kind in ("goods", "call") and word.text not in small]
    linked = any("//" in one[2] for one in segment.links_at(start, end))
    summed = SUM_RE.search(folded.text) is not None
    reached = bool(find_reach(folded.text)) or EMAIL_RE.search(folded.text) is not None
    more = 2 * reached + 2 * linked + summed
    return sum(word.weight for word in told) + more, any(word.kind == "goods" for word in told)


def over_its_sentence(reached: Reached, around: Around) -> Reached:
    """The sentence that a fragment begins or ends, where nothing would be left of it but a rest."""
    shown, (start, end, _) = around.segment.shown, reached
    wanted = _behind_wanted_word(shown, start, end)
    if wanted > end:
        return Reached(start, wanted, False)
    first = sentence_start(shown, start)
    if first < 0:
        return reached
    if not shown[first:start].strip(MARKS):
        return _begun_by_it(reached, around, first)
    return _ended_by_it(reached, around, first)


def _behind_wanted_word(shown: str, start: int, end: int) -> int:
    """Behind the word that the last or the next small word of a fragment wants."""
    last = WANTS_RE.match(shown, max(shown.rfind(" ", start, end) + 1, start))
    belongs = BELONGS_RE.match(shown, end)
    return max(last.end() if last else end, belongs.end() if belongs else end)


def _begun_by_it(reached: Reached, around: Around, first: int) -> Reached:
    """The sentence, from `first` on, that a fragment begins."""
    shown, (start, end, sure) = around.segment.shown, reached
    if CLOSED_RE.search(shown, max(0, first - 4), first):
        return reached
    low = first if shown[first:start].strip(" ") else start
    ended = END_RE.match(shown, end)
    if ended:
        return Reached(low, ended.end(), sure) if first else reached
    return _over_rest(Reached(low, end, sure), around, cased=around.cased and (around.opens or start > 0))


def _over_rest(reached: Reached, around: Around, *, cased: bool) -> Reached:
    """Over the rest of the sentence that a fragment begins, where the rest begins as no sentence does."""
    segment, own, language, *_ = around
    shown, (start, end, sure) = segment.shown, reached
    hangs = HANGS_RE.match(shown, end)
    if hangs is None or not _may_hang(shown, start, hangs):
        return reached
    stop = sentence_end(shown, end)
    if stop < 0 or not (cased or stop - end <= SHORT_LETTERS):
        return reached
    bracket = "(" in hangs[0] and shown[stop - 1] == ")" and PHONE_END_RE.search(shown, start, end)
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


def _ended_by_it(reached: Reached, around: Around, first: int) -> Reached:
    """The sentence, from `first` on, that a fragment ends, or of which it leaves a word or two."""
    shown, (start, end, _) = around.segment.shown, reached
    lead = shown[first:start]
    if not (around.opens or start > 0) or around.own(first, start):
        return reached
    if QUOTES_RE.search(lead) or lead.rstrip()[-1:] in ",;:-–—":
        return reached
    ended = END_RE.match(shown, end)
    if ended and _wants_more(lead, around.language):
        return Reached(first, ended.end(), False)
    if first and not shown[end:].strip() and _is_name(lead, around.language):
        return Reached(first, end, False)
    return _over_all(reached, around, first)


def _is_name(lead: str, language: str) -> bool:
    """Are the words before a fragment that ends its line a name: one or two, none a small word?"""
    words = lead.strip(MARKS).lower().split()
    return (
        0 < len(words) <= ONE_OR_TWO
        and all(map(str.isalpha, words))
        and small_words(language).isdisjoint(words)
    )


def _wants_more(lead: str, language: str) -> bool:
    """Are the words before a fragment few, the last one such that another has to follow?"""
    words = lead.strip(MARKS).lower().split()
    last = words[-1].replace("’", "'").rpartition("'")[2]
    return len(words) <= FEW_WORDS and not small_words(language).isdisjoint((last, words[-1]))


def _over_all(reached: Reached, around: Around, first: int) -> Reached:
    """The sentence of which a fragment leaves a word or two, with nothing behind it but more of the offer."""
    segment, own, language, *_ = around
    shown, (start, end, sure) = segment.shown, reached
    stop = sentence_end(shown, end)
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
    if rest[:1].isupper() and around.cased:
        return reached
    if letters < COVERED * whole or (rest and (told < fewest or HANGS_RE.match(shown, end) is None)):
        return reached
    return Reached(first, stop, False)


def over_sentences_beside(reached: Reached, around: Around) -> Reached:
    """Over the sentences behind and before a whole one that go on advertising."""
    shown, (start, end, sure) = around.segment.shown, reached
    if sentence_start(shown, start) != start or not END_RE.search(shown, max(start, end - 3), end):
        return reached
    for one in split_sentences(shown[end : end + 2 * RIGHT], end)[:MOST_SENTENCES]:
        goes_on, plainly = _goes_on(around, one.start, one.end, sure=sure)
        if not goes_on:
            break
        end, sure = one.end, sure and plainly
    for one in reversed(split_sentences(shown[max(0, start - 2 * RIGHT) : start], max(0, start - 2 * RIGHT))):
        goes_on, plainly = _goes_on(around, one.start, one.end, sure=sure)
        goes_on = goes_on or (not sure and _asks(around, one.start, one.end))
        if not goes_on or sentence_start(shown, one.start) != one.start:
            break
        start, sure = one.start, sure and plainly
    return Reached(start, end, sure)


def _goes_on(around: Around, start: int, end: int, *, sure: bool) -> tuple[bool, bool]:
    """Does a sentence go on advertising, and does it do so plainly?"""
    segment, own, language, *_ = around
    shown = segment.shown
    if not END_RE.search(shown, end - 3, end) or QUOTES_RE.search(shown, start, end):
        return False, False
    told, goods = points(segment, start, end, language)
    words = shown[start:end].lower().split()
    asked = shown[max(0, start - 3) : start].rstrip()[-1:] in ("?", "？")
    if not sure and (told or asked) and len(words) <= SHORT_REST and words[0] not in small_words(language):
        return not own(start, end), False  # a call, or the answer to a question
    share, full = own(start, end), told >= PLENTY and goods
    return (told >= GOES_ON and not share) or (full and share <= SOME), full and not share


def _asks(around: Around, start: int, end: int) -> bool:
    """Is a sentence a short question that has hardly a word of the article?"""
    words = around.segment.shown[start:end].strip()
    return words[-1:] in ("?", "？") and len(words.split()) <= SHORT_REST and around.own(start, end) <= SOME


def stretched(one: Judged, start: int, end: int, parts: Segments) -> Judged:
    """A candidate with other edges, and with the span that would be removed then."""
    segment = one.candidate.segment
    if not segment.shown[:start].strip(MARKS) and not segment.shown[end:].strip(MARKS):
        start, end = 0, len(segment.shown)
    whole = start == 0 and end == len(segment.shown)
    candidate = replace(one.candidate, start=start, end=end, whole=whole, stretched=True)
    place = place_of(candidate)
    first, last = span_of(candidate, place, parts.text, False)
    first = with_opening_tag(parts.text, first, last) if parts.tagged else first
    return replace(one, candidate=candidate, place=place, start=first, end=last, hole=False, grown=True)
