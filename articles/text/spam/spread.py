"""How far an offer spreads over words of no table: those of its language, those that are left of its line."""

import re
from bisect import bisect_right

from articles.text.spam.article import Article, function_words, small_words
from articles.text.spam.candidate import Candidate
from articles.text.spam.scripts import ARROWS, DECORATION
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.spoken import is_spoken
from articles.text.spam.trade import Hit

WORD_BEHIND_RE = re.compile(r" ([^\W_][\w'’-]*)(?=[ \W]|$)")
WORDS_RE = re.compile(r"[^\W_][\w'’-]*")
WIDEST = 80  # characters beside an offer
WORDS_BEFORE = 4
UNKNOWN = 2  # words of no known language between two of one
PART_RE = re.compile(f" (?:[-–—|•·/]|[{DECORATION}{ARROWS}]\ufe0f?) ")
DASHES = tuple("-–—/")  # that may part the two halves of a headline
FEWEST_LINKS = 2  # to one outside site that are a line
LABEL_WORDS = 5  # that may stand before them
MANY_PARTS, LINE = 3, 120  # parts between separators, characters of a short line
ENDED_RE = re.compile(r"[.!?…](?<=\w\w.)[\"”’»)]? |(?<=[\u00a0 ])[!?] |[。！？]|[.!?]$")
TAIL_RE = re.compile(rf"(?<=[\w\])][\w\])])[.!?…][*_\"”’»)]{{0,2}} |(?<= )(?=[{DECORATION}])")
SHORTEST = 20  # characters of an offer that ends a line
SENTENCE = 200  # characters on either side of goods in which its sentence begins and ends
REST, SHARE = 2, 0.7  # words that are left of a line, and the share of its letters that is told
WITHOUT = frozenset(
    (
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
    )
)


def over_language(shown: str, start: int, end: int, hits: list[Hit], article: Article) -> tuple[int, int]:
    """Over the words beside an offer that are of its language and not of the article's."""
    own = function_words(article.language)
    other = _others(hits, article.language) if own else frozenset()
    if not other:
        return start, end
    other = (other | WITHOUT) - own
    words = [(one.start(1), one.end(1)) for one in WORD_BEHIND_RE.finditer(shown, end, end + WIDEST)]
    end = _over(shown, end, words, own, other, english=article.language == "en")
    low = max(0, start - WIDEST)
    before = [one.span() for one in WORDS_RE.finditer(shown, shown.find(" ", low) + 1 if low else 0, start)]
    first = start
    for begin, stop in reversed(before[-WORDS_BEFORE:]):
        word = shown[begin:stop]
        if shown[stop:first] != " " or word.lower() in own or word[0].isupper():
            break
        first = begin
        if _is_of(word, other, english=article.language == "en"):
            start = begin
    return start, end


def _others(hits: list[Hit], language: str) -> frozenset[str]:
    """The small words of the languages in which all words of an offer can be read, if the article's is none of them."""
    told = [hit.word.langs for hit in hits if hit.word.langs]
    if not told or all(language in langs for langs in told):
        return frozenset()
    shared = frozenset.intersection(*told) - {language}
    return frozenset().union(*map(function_words, shared))


def _over(
    shown: str,
    end: int,
    words: list[tuple[int, int]],
    own: frozenset[str],
    other: frozenset[str],
    *,
    english: bool,
) -> int:
    """Behind the last word of another language, and the one that a small word wants or that ends the line."""
    unknown, last, wants = 0, end, False
    for first, stop in words:
        word = shown[first:stop]
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


def _is_of(word: str, other: frozenset[str], *, english: bool) -> bool:
    """Is a word one of another language: a small one, or in English text one with marks on its letters?"""
    return word.lower() in other or (english and not word.isascii() and word.isalpha())


def sentence_around(segment: Segment, one: Candidate, language: str) -> tuple[int, int]:
    """The sentence around goods that links to another site and reads well there; the same range where none does."""
    shown, (start, end) = segment.shown, (one.start, one.end)
    low = max((one.end() for one in ENDED_RE.finditer(shown, max(0, start - SENTENCE), start)), default=0)
    if low == 0 and start > SENTENCE:
        return start, end
    ended = ENDED_RE.search(shown, end, end + SENTENCE)
    high = ended.start() + 1 if ended else len(shown)
    if segment.kind != "body" or high - end > SENTENCE:
        return start, end
    links = [one for one in segment.links_at(low, high) if "//" in one[2]]
    strong = any(hit.word.kind == "goods" and hit.word.weight > 1 for hit in one.hits)
    called = any(hit.word.kind == "call" for hit in one.hits) and bool(segment.links_at(start, end))
    if len(links) != 1 or not (strong or called):
        return start, end
    if not _is_told(shown, (low, high), links[0][:2], language):
        return start, end
    return low, high


def _is_told(shown: str, sentence: tuple[int, int], link: tuple[int, int], language: str) -> bool:
    """Is a link a part of its sentence, and the sentence one with a capital and an end?"""
    (low, high), (begin, stop) = sentence, link
    if shown[stop:high].lstrip()[:1].isupper():
        return False
    small = shown[low:begin].lower().split()[-1:] + shown[stop:high].lower().split()[:1]
    spoken = is_spoken(shown, begin, stop, language) or not small_words(language).isdisjoint(small)
    return (
        spoken
        and not shown[low].islower()
        and shown[high - 1] in ".!?。！？"
        and stop - begin < high - low - 1
    )


def last_words(segment: Segment, found: list[Candidate]) -> int:
    """Where an offer begins that ends a line behind a sentence or a star and ends as no sentence does; else -1."""
    shown = segment.shown
    if segment.kind not in ("body", "heading") or shown[-1:] in '.!?:,;…。！？)"”»’':
        return -1
    low = max((one.end() for one in TAIL_RE.finditer(shown, max(0, len(shown) - SENTENCE))), default=-1)
    inside = [one for one in found if one.start >= low]
    if any(one.seam for one in inside):
        return -1
    named = {hit.word.text for one in inside for hit in one.hits if hit.word.kind == "goods"}
    told = len(named) > 1 or (named and any(one.reach for one in inside))
    return low if low > 0 and len(inside) > 1 and told and len(shown) - low >= SHORTEST else -1


def fills_line(segment: Segment, found: list[Candidate]) -> bool:
    """Are only a word or two of a short line left besides its offers, or is one in most parts of it?"""
    shown = segment.shown
    if _is_row_of_links(segment, found):
        return True
    if segment.kind not in ("heading", "body") or len(shown) > LINE or shown[-1:] in ".!?:,;…。！？":
        return False
    if not all(one.has_goods or one.seam for one in found[:1]) or found[0].start or found[0].foreign:
        return False
    parts = PART_RE.split(shown)
    if len(parts) >= MANY_PARTS and shown[0] != "|" and len(found) > 1:
        return 3 * _parts_with(shown, found) >= 2 * len(parts)
    if len(parts) == 2 and shown[len(parts[0]) + 1] not in DASHES and _parts_with(shown, found) == 2:
        return True
    if found[-1].end < len(shown):
        return False  # the heading itself may be as short
    rest, last = [], 0
    for one in found:
        rest.append(shown[last : one.start])
        last = one.end
    left = WORDS_RE.findall(" ".join(rest))
    letters = sum(map(str.isalnum, shown))
    if left and left[0][0].isupper():
        return False  # the heading begins there
    return 0 < len(left) <= REST and sum(map(len, left)) <= (1 - SHARE) * letters


def _is_row_of_links(segment: Segment, found: list[Candidate]) -> bool:
    """Is a line made of links to one outside site, one of them to goods, with no more than a label before them?"""
    links = segment.links
    hosts = {host_of(target) for _, _, target, _, _ in links}
    if len(links) < FEWEST_LINKS or len(hosts) > 1 or "" in hosts or not any(one.has_goods for one in found):
        return False
    rest = list(segment.shown)
    for start, end, *_ in links:
        rest[start:end] = " " * (end - start)
    label, behind = "".join(rest)[: links[0][0]], "".join(rest)[links[0][0] :]
    return not WORDS_RE.search(behind) and len(WORDS_RE.findall(label)) <= LABEL_WORDS


def _parts_with(shown: str, found: list[Candidate]) -> int:
    """In how many parts of a line begins an offer?"""
    cuts = [one.end() for one in PART_RE.finditer(shown)]
    return len({bisect_right(cuts, one.start) for one in found if one.has_goods})
