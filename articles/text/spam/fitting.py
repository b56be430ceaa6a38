"""How far a fragment reaches that its words tell only in part: to a separator, over a link, over the next fragment."""

import re
from bisect import bisect_left

from articles.text.spam.article import CASED, Article, small_words
from articles.text.spam.candidate import Candidate, touching
from articles.text.spam.folding import Folded
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import ARROWS
from articles.text.spam.seams import OPENS_RE
from articles.text.spam.segment import LATE_MARKER_RE, Segment
from articles.text.spam.spread import fills_line, last_words, over_language, sentence_around
from articles.text.spam.trade import Hit

BESIDE, FAR = 3, 30  # words of no table between a fragment and a separator, and their characters
PILED, WIDE = 6, 60  # the same for words piled up without a small one
BARS = ("|", "»", *ARROWS)  # that no sentence has
REST = 3  # words behind a way to reach somebody that are the line's own
BLANKS = f" \u3000-—–|{ARROWS}»›:"  # and separators
GAP = 40  # characters between what is offered and where to reach somebody
# What parts an offer from the line that it was put before or behind.
PARTED_RE = re.compile(rf"[ \u3000]+(?:[-—–|{ARROWS}»›:]\ufe0f?[ \u3000]+)|[:：][ \u3000]+")
BAR_RE = re.compile(rf"[ \u3000](?:[-—–|{ARROWS}»›]\ufe0f?)[ \u3000]+")
LAST = 2  # words of a line behind a fragment that a separator parts from it
ENDED_RE = re.compile(r"[.!?…;。！？،,\"“”„()\[\]]")
STOP_RE = re.compile(r"[.!?…;。！？\"“”„()\[\]]")
SUM_RE = re.compile(
    r" ?(?:\d{1,6}(?:[.,]\d{1,3})? ?[€$£%₽₺₹฿₴]|[€$£₽₺₹฿₴] ?\d{1,6}(?:[.,]\d{1,3})?)(?![\w.,])"
)
BRAND_RE = re.compile(r" [A-Za-z]{1,12}\d{1,4} ")
ENTRY_RE, ENTRY = re.compile('[,،、，;|:："\\[\\]🔖📢⏱]'), 60  # what parts the entries, characters of one
NUMBERED_RE = re.compile(r"\W*\d")


def fit(
    segment: Segment,
    folded: Folded,
    found: list[Candidate],
    hits: list[Hit],
    reach: list[Reach],
    article: Article,
) -> list[Candidate]:
    """The candidates of a segment, in order, each as far as its fragment reaches."""
    shown = segment.shown
    fitted: list[Candidate] = []
    for one in found:
        start, end = one.start, one.end
        goods = one.has_goods and not one.whole
        told = segment.links and goods and not one.foreign and one.seam is None
        sentence = sentence_around(segment, one, article.language) if told else (start, end)
        if sentence != (start, end):
            start, end = sentence
            one.told = True
        elif goods:
            start, end = _stretch(segment, one, article)
        if segment.kind == "tags":
            start, end = _tag_around(shown, start, end)
        joined = _taken_in(shown, fitted, one, start)
        del fitted[len(fitted) - len(joined) :]
        if joined:
            start, end = joined[0].start, max(end, joined[0].end)
            start, end = _to_separator(shown, start, end, article, foreign=one.foreign, goods=False)
        if (start, end) != (one.start, one.end):
            one = _wider(one, joined, start, end, folded, hits, reach)
        fitted.append(one)
    if fitted and not fitted[0].whole and fills_line(segment, fitted):
        last = fitted[-1]
        return [_wider(last, fitted, 0, len(shown), folded, hits, reach)]
    low = last_words(segment, fitted) if len(fitted) > 1 else -1
    if low > 0:
        behind = [one for one in fitted if one.start >= low]
        whole = _wider(behind[-1], behind, low, len(shown), folded, hits, reach)
        return [*(one for one in fitted if one.end <= low), whole]
    return fitted


def end_of_offer(
    shown: str, folded: Folded, hits: list[Hit], reach: list[Reach], *, in_sentences: bool = False
) -> int:
    """Where an offer ends in a line that goes on with words of its own; the end of the line where it does not.

    It ends with the last way to reach somebody, or, where it makes no sentences itself, with a small word; behind it
    something begins with a capital.
    """
    telling = [
        hit for hit in hits if hit.word.kind == "call" or (hit.word.kind == "goods" and hit.word.weight > 1)
    ]
    last = max(
        [*((one.end, one.start) for one in telling), *((one.end, one.start) for one in reach)], default=(0, 0)
    )
    start, end = folded.source(last[1], last[0])
    reached = bool(reach) and reach[-1].end == last[0]
    behind = shown[end:].lstrip(BLANKS)
    words = behind.split()
    enough = len(words) >= REST - behind.endswith((".", "!", "?"))  # a sentence may be short
    anew = OPENS_RE.match(behind) is not None and enough and shown[end : end + 1] in tuple(BLANKS)
    by_case = shown[start:end].islower() and behind[:1].isupper() and any(map(str.islower, words[1:]))
    return end if anew and (reached or (by_case and not in_sentences)) else len(shown)


def _stretch(segment: Segment, one: Candidate, article: Article) -> tuple[int, int]:
    """Over a sum behind it, the rest of a link, the words before a separator."""
    start, end = _over_link(segment, one.start, one.end)
    start, end = over_language(segment.shown, start, end, one.hits, article)
    end = _to_last_word(segment, start, end)
    money = SUM_RE.match(segment.shown, end)
    end = money.end() if money else end
    start, end = _to_separator(segment.shown, start, end, article, foreign=one.foreign)
    return _to_bar(segment.shown, start, end), end


def _over_link(segment: Segment, start: int, end: int) -> tuple[int, int]:
    """The anchor of a link to another site goes as a whole."""
    for low, high, target, _, _ in segment.links_at(start, end):
        if "//" in target:
            start, end = min(start, low), max(end, high)
    return start, end


def _to_separator(
    shown: str, start: int, end: int, article: Article, *, foreign: bool, goods: bool = True
) -> tuple[int, int]:
    """From the beginning of a line to the separator behind a fragment, if the line begins anew behind that.

    Words before a colon are a label of the line, and so are those of its own script behind a foreign fragment.
    """
    parted = PARTED_RE.search(shown, end, end + (WIDE if goods and not foreign else FAR))
    if not parted or not _opens(shown[parted.end() : parted.end() + FAR], article):
        return start, end
    between, mark = shown[end : parted.start()], parted[0].strip()
    few = _are_few(between)
    if not few and not _are_no_sentence(between, mark, article):
        return start, end
    numbered = LATE_MARKER_RE.match(shown, parted.end())  # no label stands before a number, or begins small
    if parted.start() > end and ((foreign and not (numbered or between.islower())) or mark in (":", "：")):
        return start, end
    before = shown[: min(start, FAR)]
    if start > FAR or NUMBERED_RE.match(before) or not _are_few(before) or BAR_RE.search(before):
        return start, end
    return 0, parted.start()


def _opens(behind: str, article: Article) -> bool:
    """Does a line begin anew: with a capital, in a script without them with some words?"""
    return OPENS_RE.match(behind) is not None or (
        article.main not in CASED and behind[:1].isalpha() and not behind[:1].isascii()
    )


def _are_no_sentence(between: str, mark: str, article: Article) -> bool:
    """Are the words before a separator piled up: no small word of the language, before a bar whatever they are?"""
    if STOP_RE.search(between.replace("?", "")):
        return False
    words = between.lower().split()
    return mark in BARS or (len(words) <= PILED and small_words(article.language).isdisjoint(words))


def _to_bar(shown: str, start: int, end: int) -> int:
    """From the separator before a fragment at the end of its line."""
    bars = list(BAR_RE.finditer(shown, max(0, start - FAR), start))
    if end < len(shown) or not bars or not _are_few(shown[bars[-1].end() : start]):
        return start
    return bars[-1].end()


def _to_last_word(segment: Segment, start: int, end: int) -> int:
    """Over the last word or two of a line, of which a separator parts the fragment."""
    shown = segment.shown
    parted = BAR_RE.search(shown, max(0, start - 3), start)
    rest = shown[end:].strip()
    few = 0 < len(rest.split()) <= LAST and not ENDED_RE.search(rest) and rest.replace(" ", "").isalnum()
    return len(shown.rstrip()) if parted and parted.end() == start and few else end


def _tag_around(shown: str, start: int, end: int) -> tuple[int, int]:
    """The whole entry of a list of tags of which `[start, end)` is most; the same range where it is less."""
    left = max((one.end() for one in ENTRY_RE.finditer(shown, max(0, start - ENTRY), start)), default=-1)
    right = ENTRY_RE.search(shown, end, end + ENTRY)
    if left < 0 or (right is None and len(shown) - end > ENTRY):
        return start, end
    high = right.start() if right else len(shown)
    entry = shown[left:high]
    low, high = left + len(entry) - len(entry.lstrip()), left + len(entry.rstrip())
    return (min(low, start), max(high, end)) if 2 * (end - start) >= high - low else (start, end)


def _are_few(words: str) -> bool:
    """Are some words no sentence, and none that ends there?"""
    return len(words.split()) <= BESIDE and not ENDED_RE.search(words)


def _taken_in(shown: str, before: list[Candidate], one: Candidate, start: int) -> list[Candidate]:
    """Those before a fragment that are one with it."""
    if not before:
        return []
    first = before[0]
    if one.reach and first.start == 0 and _sells(first):
        gap = shown[first.end : start]  # between what is offered and where to get it
        if len(gap) <= GAP and not STOP_RE.search(gap):
            return list(before)
    return before[-1:] if _go_together(shown, before[-1], one, start) else []


def _sells(candidate: Candidate) -> bool:
    return candidate.has_goods and any(hit.word.kind == "call" for hit in candidate.hits)


def _go_together(shown: str, one: Candidate, two: Candidate, start: int) -> bool:
    """Is nothing between two fragments, or the name of a seller?"""
    gap = shown[one.end : start]
    if start < one.end:
        return True
    if (
        one.whole
        or not (one.has_goods or two.has_goods)
        or (gap.strip(" \u3000") and not BRAND_RE.fullmatch(gap))
    ):
        return False
    return one.foreign == two.foreign or (one.seam or two.seam) is not None


def _wider(
    one: Candidate,
    joined: list[Candidate],
    start: int,
    end: int,
    folded: Folded,
    hits: list[Hit],
    reach: list[Reach],
) -> Candidate:
    low, high = bisect_left(folded.at, start), bisect_left(folded.at, end)
    seam = one.seam or next((other.seam for other in joined if other.seam), None)
    foreign = one.foreign or any(other.foreign for other in joined)
    whole = start == 0 and end >= len(one.segment.shown)
    inside = touching(hits, low, high), touching(reach, low, high)
    told = one.told or any(other.told for other in joined)
    return Candidate(
        one.segment, start, end, *inside, foreign, whole, seam, told, stretched=end > one.end or whole
    )
