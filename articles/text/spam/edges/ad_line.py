"""A line of its own that is an offer in all its parts, of which the tables know some only."""

import re
from dataclasses import replace

from articles.text.spam.context import Context, Judged
from articles.text.spam.edges.hanging import MARKS, Around, Own, Reached, points, stretched
from articles.text.spam.folding import fold
from articles.text.spam.native import is_other_language
from articles.text.spam.reach import find_reach
from articles.text.spam.scripts import ARROWS, DECORATION, UNSPACED
from articles.text.spam.segment import LATE_MARKER_RE, Segment
from articles.text.spam.segments import Segments

LONGEST = 240  # characters of such a line
LETTERS = 3  # signs of a word in a script without blanks
MOST_WORDS = 9  # of a part of it that nothing is told of
LITTLE = 0.4  # of the letters of a line, in which one such point is enough
FEW = 3  # words before what is told, one of which may call
TOLD = 2  # points of words that advertise, in what is left
SOME = 0.25  # of the words of a part that says to advertise
FEWEST, FULL, SHARE = 2, 5, 0.25  # points of an offer, of a line that advertises, for each of its words
PLENTY, PLENTY_SHARE, PARAGRAPH = 6, 0.18, 800  # the same of a paragraph, and its characters
OWN = 0.11  # of its words that the article has elsewhere
LIGHT = frozenset(("explained", "edge", "topic"))  # doubts that the rest of a line can outweigh
KEPT = frozenset(("code", "quoted", "declared", "directory", "list", "reference"))  # those that nothing does
LEADS_RE = re.compile(r"!|>>|\w@[\w-]{2,40}\.\w{2}")  # a cry, a pointer, an e-mail address
LABEL_RE = re.compile(r"[^.!?:|]{3,30}: ")  # of a line
QUOTED_RE = re.compile(r"[\"“”„«»「」『』`]")
COMMENT = 120  # characters of a list item that is more than one
# Signs that part what an offer piles up. A headline has at most one of the dashes.
PARTS_RE = re.compile(
    rf" ?[|•·»!！❗]+ ?| ?[{DECORATION}{ARROWS}]\ufe0f? ?| [-–—/~]{{1,3}} | /{{1,3}} ?|[,;:?？] |[，、：]"
)
PARTED_RE = re.compile(rf"(?:{PARTS_RE.pattern})$")
STRONG_RE = re.compile(rf"[|•·»！❗]|[{DECORATION}{ARROWS}]")
CAPITAL_RE = re.compile(r"(?<=[^.!?] )[A-Z][a-z]{2}")  # within a sentence
BEFORE = " \t\u3000*_-–—:→»|#"  # a part
ENDED_RE = re.compile(r"(?<=\w[\w)\]])[.。…](?:\s|$)|[。]")


def is_ad_line(around: Around, reached: list[Reached], *, last: bool) -> bool:
    """Is what the fragments of a line leave of it more of the offer?

    `last`: does nothing follow the line in its text? No heading stands there.
    """
    segment, own, language = around[:3]
    shown = segment.shown
    if segment.kind not in ("heading", "body") or not segment.alone or len(shown) > LONGEST:
        return False
    left = _left(shown, reached)
    first = reached[0].start
    if not left or shown[0] == "|" or (first and LABEL_RE.match(shown)):
        return False
    if is_other_language(shown, language) and all(_may_be_other(around, *one) for one in left):
        return True
    if any(own(*one) > SOME or _is_whole(shown, *one) for one in left):
        return False
    begun, calls = points(segment, 0, first, language)[0], len(shown[:first].split()) <= FEW
    calls = calls and not PARTED_RE.search(shown, max(0, first - FEW), first)
    if shown[:first].strip(MARKS) and begun < TOLD - calls:
        return False  # what the line begins with is its own
    if not last and any(_begins_anew(shown, *one) for one in left):
        return False
    parts = [part for low, high in left for part in _parts(shown, low, high)]
    told = sum(points(segment, *one, language)[0] for one in parts)
    strong = STRONG_RE.search(shown) is not None
    rest = sum(sum(map(str.isalnum, shown[low:high])) for low, high in left)
    fewest = 1 if rest <= LITTLE * sum(map(str.isalnum, shown)) else TOLD
    if not (told >= fewest or (strong and len(list(PARTS_RE.finditer(shown))) > 1)):
        return False
    return all(_may_be_offer(around, low, high, last=last) for low, high in parts)


def is_all_told(segment: Segment, reached: list[Reached]) -> bool:
    """Do the fragments of a line leave nothing of it but blanks and marks?"""
    return segment.alone and not _left(segment.shown, reached)


def advertised_line(one: Judged, parts: Segments, context: Context, own: Own) -> Judged | None:
    """The line of a candidate that is not worth a look by itself, if all of it advertises.

    It ends as no sentence does, or it is a paragraph that quotes nothing and says where to go.
    """
    segment = one.candidate.segment
    shown = segment.shown
    written = segment.kind in ("heading", "body") or (segment.kind == "bullet" and len(shown) > COMMENT)
    if not written or not segment.alone or len(shown) > PARAGRAPH:
        return None
    if shown[0] == "|" or one.trade < FEWEST or one.place.quoted or one.candidate.foreign or one.doubts.keys() & KEPT:
        return None
    known = own(0, len(shown))
    if known > OWN or not (_is_line(one, known, context) or _is_paragraph(one, context)):
        return None
    found = stretched(one, 0, len(shown), parts)
    return replace(found, signals=one.signals | {"other words": 1}, doubts={})


def _is_line(one: Judged, known: float, context: Context) -> bool:
    shown = one.candidate.segment.shown
    if len(shown) > LONGEST or ENDED_RE.search(shown) or one.doubts.keys() - LIGHT:
        return False
    if one.candidate.segment.links:
        return False  # it may lead to another article
    if any(one.doubts.values()) and not one.doubts.get("explained"):
        return False
    return _is_full(one, FULL if known else FULL - 1, SHARE, context)


def _is_paragraph(one: Judged, context: Context) -> bool:
    segment = one.candidate.segment
    shown = segment.shown
    if segment.kind == "heading" or QUOTED_RE.search(shown):
        return False
    if len(shown) <= COMMENT and LABEL_RE.match(shown):
        return False
    leads = any("//" in link[2] for link in segment.links) or LEADS_RE.search(shown) is not None
    return (leads or bool(find_reach(fold(shown).text))) and _is_full(one, PLENTY, PLENTY_SHARE, context)


def _is_full(one: Judged, fewest: int, share: float, context: Context) -> bool:
    """Has a line so many points, and so many for each of its words, and does it name goods?"""
    segment = one.candidate.segment
    shown = segment.shown
    told, goods = points(segment, 0, len(shown), context.article.language)
    count = len(shown) / LETTERS if UNSPACED.search(shown) else len(shown.split())
    return goods and told >= max(fewest, share * count)


def _may_be_offer(around: Around, start: int, end: int, *, last: bool) -> bool:
    """Is a part of a line told to advertise, or short and without the capital that a heading begins with?"""
    segment, own, language = around[:3]
    words = segment.shown[start:end]
    told = points(segment, start, end, language)[0]
    if told >= TOLD:
        return True
    count = len(words) / LETTERS if UNSPACED.search(words) else len(words.split())
    if count > MOST_WORDS or own(start, end) > SOME:
        return False
    return last or not words[0].isupper() or (told > 0 and not segment.shown[:start].strip(MARKS))


def _is_whole(shown: str, low: int, high: int) -> bool:
    """Holds a stretch a sentence, or does it begin as the item of a list?"""
    begin = high - len(shown[low:high].lstrip(BEFORE))
    marker = LATE_MARKER_RE.match(shown, begin) or LATE_MARKER_RE.match(
        shown, high - len(shown[low:high].lstrip())
    )
    return marker is not None or ENDED_RE.search(shown, low, high) is not None


def _begins_anew(shown: str, low: int, high: int) -> bool:
    """Does a heading begin with a capital behind a fragment, where no separator parts them?"""
    words = shown[low:high].lstrip()
    return low > 0 and words[0].isupper() and not words[:2].isupper()


def _may_be_other(around: Around, low: int, high: int) -> bool:
    """Can a stretch be of a line's other language: marks on its letters or no capital, and no word of the article?"""
    shown = around.segment.shown
    plain = all(map(str.isascii, filter(str.isalpha, shown[low:high])))
    label = low == 0 and shown[0].isupper() and len(shown[:high].split()) < FEW
    own = plain and (label or CAPITAL_RE.search(shown, low, high))
    return not own and around.own(low, high) <= OWN


def _left(shown: str, reached: list[Reached]) -> list[tuple[int, int]]:
    """The stretches with letters that no fragment takes."""
    edges = [0, *(edge for far in reached for edge in (far.start, far.end)), len(shown)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(low, high) for low, high in pairs if any(map(str.isalnum, shown[low:high]))]


def _parts(shown: str, low: int, high: int) -> list[tuple[int, int]]:
    """A stretch in its parts, each from its first letter on."""
    cuts = [one.span() for one in PARTS_RE.finditer(shown, low, high)]
    edges = [low, *(edge for cut in cuts for edge in cut), high]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = shown[start:end]
        bare = words.lstrip(BEFORE + "\"'")
        if any(map(str.isalnum, bare)):
            found.append((end - len(bare), end))
    return found
