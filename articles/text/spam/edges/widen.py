"""The steps by which a fragment takes along what its line goes on with, each from edges to edges.

They take a candidate, where it begins and ends so far (code points of what its segment shows), and the article, and
return the same range where they have nothing to add. Which come when: `fit.STEPS`.
"""

import re

from articles.text.spam.article import CASED, Article, function_words, small_words
from articles.text.spam.candidate import Candidate
from articles.text.spam.habits import LONE_SHARE
from articles.text.spam.scripts import ARROWS, DECORATION
from articles.text.spam.seams import OPENS_RE
from articles.text.spam.segment import LATE_MARKER_RE
from articles.text.spam.trade import Hit

# Over the words of its language.
WORD_BEHIND_RE = re.compile(r" ([^\W_][\w'’-]*)(?=[ \W]|$)")
WORD_RE = re.compile(r"[^\W_][\w'’-]*")
WIDEST = 80  # characters beside an offer
WORDS_BEFORE = 4
UNKNOWN = 2  # words of no known language between two of one
WITHOUT = frozenset(
    [
        "sans",
        "ohne",
        "senza",
        "sin",
        "sem",
        "zonder",
        "bez",
        "utan",
        "uden",
        "fără",
        "nélkül",
        "olmadan",
        "tanpa",
    ]
)
# To separators.
BESIDE, FAR = 3, 30  # words of no table between a fragment and a separator, and their characters
PILED, WIDE = 6, 60  # the same for words piled up without a small one
NO_SENTENCE = ("|", "｜", "»", ">", "~", *ARROWS)  # separators that no sentence has
# What parts an offer from the line that it was put before or behind.
_SIGN = rf"(?:[-—–|｜~{ARROWS}{DECORATION}»›•·>]\ufe0f?|[>/~|»=-]{{2,3}}|\+)"
SEPARATOR_RE = re.compile(rf"[ \u3000]+(?:{_SIGN}|:)[ \u3000]+|[:：][ \u3000]+")
DASH_OR_BAR_RE = re.compile(rf"[ \u3000]{_SIGN}[ \u3000]+")
LAST = 2  # words of a line behind a fragment that a separator parts from it
STOP_OR_COMMA_RE = re.compile(r"[.!?…;。！？،,\"“”„()\[\]]")
FULL_STOP_RE = re.compile(r"[.!?…;。！？\"“”„()\[\]]")
NUMBERED_RE = re.compile(r"\W*\d")
CAPITAL_RE = re.compile(
    r"(?<= )[^\W\d_](?<=[A-ZÀ-ÖØ-ÞĀ-Ž\u0391-\u03a9\u0410-\u042f])[^\W\d_A-Z]"
)  # of a word
PLAIN_RE = re.compile(r"(?: #?\w+)+ ")  # words and numbers without a mark
STAR_RE = re.compile(rf"([{DECORATION}])\ufe0f?")
NUMBER_RE = re.compile(r" \d{1,4}(?=[ \u3000]+(?:[A-Z]|[^\w\s,.])|\s*$)")
# Over a sum, over an entry among tags.
PRICE_RE = re.compile(
    r" ?(?:\d{1,6}(?:[.,]\d{1,3})? ?[€$£%₽₺₹฿₴]|[€$£₽₺₹฿₴] ?\d{1,6}(?:[.,]\d{1,3})?)(?![\w.,])"
)
ENTRY_RE, ENTRY = re.compile('[,،、，;|:："\\[\\]🔖📢⏱]'), 60  # what parts the entries, characters of one


def over_link(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """The anchor of a link to another site goes as a whole."""
    for low, high, target, _, _ in one.segment.links_at(start, end):
        if "//" in target:
            start, end = min(start, low), max(end, high)
    return start, end


def over_language(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """Over the words beside an offer that are of its language and not of the article's."""
    shown, english = one.segment.shown, article.language == "en"
    own = function_words(article.language)
    other = _small_words_of(one.hits, article.language) if own else frozenset()
    if not other:
        return start, end
    other = (other | WITHOUT) - own
    end = _over_words_behind(shown, end, own, other, english=english)
    return _over_words_before(shown, start, own, other, english=english), end


def _small_words_of(hits: list[Hit], language: str) -> frozenset[str]:
    """The small words of the languages in which all words of an offer can be read, if the article's is none of them."""
    told = [hit.word.langs for hit in hits if hit.word.langs]
    if not told or all(language in langs for langs in told):
        return frozenset()
    shared = frozenset.intersection(*told) - {language}
    return frozenset().union(*map(function_words, shared))


def _over_words_behind(
    shown: str, end: int, own: frozenset[str], other: frozenset[str], *, english: bool
) -> int:
    """Behind the last word of another language, and the one that a small word wants or that ends the line."""
    unknown, last, wants = 0, end, False
    for match in WORD_BEHIND_RE.finditer(shown, end, end + WIDEST):
        (first, stop), word = match.span(1), match[1]
        if first != last + 1 or word[0].isupper() or word[0].isdigit() or word.lower() in own:
            break
        if _is_of(word, other, english=english):
            end, unknown, wants = stop, 0, word.lower() in other
        elif wants:
            end, wants = stop, False
        else:
            unknown += 1
            if unknown > UNKNOWN:
                break
        last = stop
    return last if unknown == 1 and last == len(shown) else end


def _over_words_before(
    shown: str, start: int, own: frozenset[str], other: frozenset[str], *, english: bool
) -> int:
    """Where the first word of another language begins that stands small before an offer."""
    low = max(0, start - WIDEST)
    before = [one.span() for one in WORD_RE.finditer(shown, shown.find(" ", low) + 1 if low else 0, start)]
    first = start
    for begin, stop in reversed(before[-WORDS_BEFORE:]):
        word = shown[begin:stop]
        if shown[stop:first] != " " or word.lower() in own or word[0].isupper():
            break
        first = begin
        if _is_of(word, other, english=english):
            start = begin
    return start


def _is_of(word: str, other: frozenset[str], *, english: bool) -> bool:
    """Is a word one of another language: a small one, or in English text one with marks on its letters?"""
    return word.lower() in other or (english and not word.isascii() and word.isalpha())


def over_last_words(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """Over the last word or two of a line, of which a separator parts the fragment."""
    shown = one.segment.shown
    parted = DASH_OR_BAR_RE.search(shown, max(0, start - 3), start)
    rest = shown[end:].strip()
    few = (
        0 < len(rest.split()) <= LAST
        and not STOP_OR_COMMA_RE.search(rest)
        and rest.replace(" ", "").isalnum()
    )
    return start, len(shown.rstrip()) if parted and parted.end() == start and few else end


def over_sum(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """Over a sum of money or a share directly behind it."""
    price = PRICE_RE.match(one.segment.shown, end)
    return start, price.end() if price else end


def over_number(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """Over the number behind words of another script, where a separator, a capital or the end of the line follows."""
    number = NUMBER_RE.match(one.segment.shown, end) if one.foreign and article.main in CASED else None
    return start, number.end() if number else end


def between_stars(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """Over the words between two like stars or emoji that a fragment stands between."""
    shown = one.segment.shown
    before = list(STAR_RE.finditer(shown, max(0, start - FAR), start))
    if not before or not _are_few(shown[before[-1].end() : start]):
        return start, end
    behind = shown.find(before[-1][1], end, end + FAR)
    if behind < 0 or not _are_few(shown[end:behind]):
        return start, end
    inside = shown[before[-1].end() : behind]
    return behind - len(inside.lstrip()), before[-1].end() + len(inside.rstrip())


def to_capital(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """From the small beginning of a line to where it begins anew with a capital, with few words on either side.

    Where lines begin with capitals, one that begins small begins with what was put before it.
    """
    shown, habits = one.segment.shown, article.habits
    if article.main not in CASED or start > FAR or not shown[:1].islower() or habits.small > LONE_SHARE:
        return start, end
    anew = CAPITAL_RE.search(shown, end, end + FAR)
    if anew is None:
        return start, end
    words = (shown[:start] + " " + shown[end : anew.start()]).lower()
    small = small_words(article.language)
    if len(words.split()) > BESIDE or STOP_OR_COMMA_RE.search(words) or not small.isdisjoint(words.split()):
        return start, end
    return 0, anew.start() if PLAIN_RE.fullmatch(shown, end, anew.start()) else end


def to_separator(
    one: Candidate, start: int, end: int, article: Article, *, piled: bool = True
) -> tuple[int, int]:
    """From the beginning of a line to the separator behind a fragment, if the line begins anew behind that.

    Words before a colon are a label of the line, and so are those of its own script behind a foreign fragment.
    `piled`: may many words be piled up before the separator?
    """
    shown = one.segment.shown
    parted = SEPARATOR_RE.search(shown, end, end + (WIDE if piled and not one.foreign else FAR))
    behind = shown[parted.end() : parted.end() + FAR] if parted else ""
    if not parted or not (_opens(behind, article) or LATE_MARKER_RE.match(behind)):
        return start, end
    between, mark = shown[end : parted.start()], parted[0].strip()
    if not _are_few(between) and not _are_no_sentence(between, mark, article):
        return start, end
    numbered = LATE_MARKER_RE.match(shown, parted.end())  # no label stands before a number, or begins small
    labelled = mark in (":", "：") or (one.foreign and not (numbered or between == between.lower()))
    if parted.start() > end and labelled:
        return start, end
    before = shown[: min(start, FAR)]
    if start > FAR or NUMBERED_RE.match(before) or not _are_few(before) or DASH_OR_BAR_RE.search(before):
        return start, end
    return 0, parted.start()


def _opens(behind: str, article: Article) -> bool:
    """Does a line begin anew: with a capital, in a script without them with some words?"""
    return OPENS_RE.match(behind) is not None or (
        article.main not in CASED and behind[:1].isalpha() and not behind[:1].isascii()
    )


def _are_few(words: str) -> bool:
    """Are some words no sentence, and none that ends there?"""
    return len(words.split()) <= BESIDE and not STOP_OR_COMMA_RE.search(words)


def _are_no_sentence(between: str, mark: str, article: Article) -> bool:
    """Are the words before a separator piled up: no small word of the language, before a bar whatever they are?"""
    if FULL_STOP_RE.search(between.replace("?", "")):
        return False
    words = between.lower().split()
    return mark[0] in NO_SENTENCE or (len(words) <= PILED and small_words(article.language).isdisjoint(words))


def from_bar(one: Candidate, start: int, end: int, article: Article) -> tuple[int, int]:
    """From the separator before a fragment at the end of its line, or one word before that."""
    shown = one.segment.shown
    bars = list(DASH_OR_BAR_RE.finditer(shown, max(0, start - FAR), start))
    if not bars or not _are_few(shown[bars[-1].end() : start]):
        return start, end
    last = shown[end:].split()
    if last and (bars[-1][0].strip() != "|" or len(last) > 1 or not last[0].isalpha()):
        return start, end
    return bars[-1].end(), len(shown.rstrip())


def over_entry(shown: str, start: int, end: int) -> tuple[int, int]:
    """The whole entry of a list of tags of which `[start, end)` is most; the same range where it is less."""
    left = max((one.end() for one in ENTRY_RE.finditer(shown, max(0, start - ENTRY), start)), default=-1)
    right = ENTRY_RE.search(shown, end, end + ENTRY)
    if left < 0 or (right is None and len(shown) - end > ENTRY):
        return start, end
    high = right.start() if right else len(shown)
    entry = shown[left:high]
    low, high = left + len(entry) - len(entry.lstrip()), left + len(entry.rstrip())
    return (min(low, start), max(high, end)) if 2 * (end - start) >= high - low else (start, end)
