"""What fragments leave of their line: if it is more of the same offer, the line goes as a whole."""

import re

from articles.text.sentences import split_sentences
from articles.text.spam.edges.hanging import MARKS, Around, Reached, points
from articles.text.spam.native import is_other_language
from articles.text.spam.scripts import ARROWS, DECORATION, count_scripts, count_words
from articles.text.spam.segment import LATE_MARKER_RE

LONGEST = 240  # characters of such a line
MOST_WORDS = 9  # of a part of it that nothing is told of
LITTLE, HARDLY = 0.4, 0.1  # of the letters of a line: where no more are left, a call is enough, or nothing
FEW = 3  # words before what is told, one of which may call
TOLD = 2  # points of words that advertise, in what is left
SOME = 0.25  # of the words of a part that says to advertise
OWN = 0.11  # of the words of a line in another language that the article has elsewhere
LABEL_RE = re.compile(r"[^.!?:|]{3,30}: ")  # of a line
PARAGRAPH, REST = 800, 0.4  # characters of a paragraph, the share of its letters that may be left
# Signs that part what an offer piles up. A headline has at most one of the dashes.
PARTS_RE = re.compile(
    rf" ?[|•·»!！❗]+ ?| ?[{DECORATION}{ARROWS}]\ufe0f? ?| [-–—/~]{{1,3}} | /{{1,3}} ?|[,;:?？] |[，、：]"
)
PARTED_RE = re.compile(rf"(?:{PARTS_RE.pattern})$")
SIGN_RE = re.compile(rf"[-—–|~»:·•/{ARROWS}{DECORATION}]\s*$")
STRONG_RE = re.compile(rf"[|•·»！❗]|[{DECORATION}{ARROWS}]")
CAPITAL_RE = re.compile(r"(?<=[^.!?] )[A-Z][a-z]{2}")  # within a sentence
ANEW_RE = re.compile(r"\W*[A-Z](?![A-Z])")
BEFORE = f" \t\u3000*_-–—:»|#{ARROWS}"  # a part
ENDED_RE = re.compile(r"(?<=\w[\w)\]])[.。…](?:\s|$)|[。]")


def with_the_rest(around: Around, reached: list[Reached], *, last: bool) -> Reached | None:
    """The line as a whole, where what its fragments leave of it is more of the offer.

    `reached`: how far they reach, in order; `last`: does nothing follow the line in its text? Sure where nothing is
    left but blanks and marks, if each fragment is.
    """
    shown = around.segment.shown
    left = _left(shown, reached)
    if not around.segment.alone:
        return None
    if not left:
        return Reached(0, len(shown), True) if len(reached) > 1 and all(far.sure for far in reached) else None
    taken = _in_each_sentence(around, reached, left) or _in_its_parts(around, reached, left, last=last)
    return Reached(0, len(shown), False) if taken else None


def _in_each_sentence(around: Around, reached: list[Reached], left: list[tuple[int, int]]) -> bool:
    """Is something found in each sentence of a paragraph, which has hardly a word besides?"""
    shown = around.segment.shown
    if around.segment.kind != "body" or len(shown) > PARAGRAPH or _are_more(shown, left, REST):
        return False
    sentences = split_sentences(shown)
    held = (any(far.start < one.end and one.start < far.end for far in reached) for one in sentences)
    return len(sentences) > 1 and all(held) and not any(around.own(*one) for one in left)


def _in_its_parts(around: Around, reached: list[Reached], left: list[tuple[int, int]], *, last: bool) -> bool:
    """Is each part of a line, between separators, told to advertise, or may it be?"""
    segment, own, language = around[:3]
    shown, first = segment.shown, reached[0].start
    if segment.kind not in ("heading", "body") or len(shown) > LONGEST or shown[0] == "|":
        return False
    if (first and LABEL_RE.match(shown)) or any(_is_item(shown, *one) for one in left):
        return False
    # What the article has elsewhere is asked last: it takes a look at all of it.
    if not any(_is_own(shown, *one) for one in left) and is_other_language(shown, language):
        return max(own(*one) for one in left) <= OWN
    if any(ENDED_RE.search(shown, *one) for one in left) or _begins_itself(around, first):
        return False
    if not last and any(_begins_anew(shown, *one) for one in left):
        return False
    parts = [part for low, high in left for part in _parts(shown, low, high)]
    told = [points(segment, *one, language)[0] for one in parts]
    piled = STRONG_RE.search(shown) is not None and len(list(PARTS_RE.finditer(shown))) > 1
    fewest = TOLD if _are_more(shown, left, LITTLE) else int(_are_more(shown, left, HARDLY))
    if _are_apart(shown, reached, left):
        fewest, piled = 2 * TOLD, False  # the article's own script begins behind the fragment
    if not (piled or sum(told) >= fewest):
        return False
    if not all(_may_be_offer(around, *one, some, last=last) for one, some in zip(parts, told, strict=True)):
        return False
    return max(own(*one) for one in left) <= SOME


def _are_apart(shown: str, reached: list[Reached], left: list[tuple[int, int]]) -> bool:
    """Have what is found and what is left no script in common?"""
    found = frozenset().union(*(count_scripts(shown[far.start : far.end]) for far in reached))
    return found.isdisjoint(name for low, high in left for name in count_scripts(shown[low:high]))


def _are_more(shown: str, left: list[tuple[int, int]], share: float) -> bool:
    """Are the letters of some stretches more than a share of all?"""
    letters = sum(sum(map(str.isalnum, shown[low:high])) for low, high in left)
    return letters > share * sum(map(str.isalnum, shown))


def _begins_itself(around: Around, first: int) -> bool:
    """Is what a line begins with its own: words that advertise little, or one that calls before a separator?"""
    shown = around.segment.shown
    calls = len(shown[:first].split()) <= FEW and not PARTED_RE.search(shown, max(0, first - FEW), first)
    return (
        bool(shown[:first].strip(MARKS))
        and points(around.segment, 0, first, around.language)[0] < TOLD - calls
    )


def _may_be_offer(around: Around, start: int, end: int, told: int, *, last: bool) -> bool:
    """Is a part of a line told to advertise, or short and without the capital that a heading begins with?"""
    segment, own = around[:2]
    words = segment.shown[start:end]
    if told >= TOLD:
        return True
    if count_words(words) > MOST_WORDS or own(start, end) > SOME:
        return False
    if last or not words[0].isupper() or segment.shown.isupper():
        return True
    return told > 0 and not segment.shown[:start].strip(MARKS)


def _is_item(shown: str, low: int, high: int) -> bool:
    """Does a stretch begin as the item of a list, behind a separator or not?"""
    words = shown[low:high]
    begins = (high - len(words.lstrip(BEFORE)), high - len(words.lstrip()))
    return any(LATE_MARKER_RE.match(shown, begin) for begin in begins)


def _begins_anew(shown: str, low: int, high: int) -> bool:
    """Does a heading begin with a capital behind a fragment, where no separator parts them?"""
    words = shown[low:high].lstrip()
    return low > 0 and words[0].isupper() and not words[:2].isupper()


def _is_own(shown: str, low: int, high: int) -> bool:
    """Is a stretch plain Latin with a capital, as no part of a line in another language has it in a sentence?"""
    if not all(map(str.isascii, filter(str.isalpha, shown[low:high]))):
        return False
    label = low == 0 and shown[0].isupper() and len(shown[:high].split()) < FEW
    anew = low > 0 and ANEW_RE.match(shown, low) is not None
    headed = low == 0 and shown[0].isupper() and SIGN_RE.search(shown, 0, high) is not None
    return label or anew or headed or CAPITAL_RE.search(shown, low, high) is not None


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
