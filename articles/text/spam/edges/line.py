"""A line as a whole: is all of it, or all behind its last sentence, an offer? Where does an offer before it end?"""

import re
from bisect import bisect_right

from articles.text.spam.candidate import Candidate
from articles.text.spam.folding import Folded
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import ARROWS, DECORATION
from articles.text.spam.seams import OPENS_RE
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.trade import Hit

WORDS_RE = re.compile(r"[^\W_][\w'’-]*")
PART_RE = re.compile(f" (?:[-–—|•·/]|[{DECORATION}{ARROWS}]\ufe0f?) ")
HALVES = tuple("-–—/")  # that may part the two halves of a headline
FEWEST_LINKS = 2  # to one outside site that are a line
LABEL_WORDS = 5  # that may stand before them
MANY_PARTS, LONGEST = 3, 120  # parts between separators, characters of a short line
LEFT_WORDS, SHARE = 2, 0.7  # words that are left of a line, and the share of its letters that is told
TAIL_RE = re.compile(rf"(?<=[\w\])][\w\])])[.!?…][*_\"”’»)]{{0,2}} |(?<= )(?=[{DECORATION}])")
TAIL, SHORTEST_TAIL = 200, 20  # characters of an offer that ends a line
LAST_WORDS = 3  # words behind a way to reach somebody that are the line's own
BLANKS = f" \u3000-—–|{ARROWS}»›:"  # and separators


def fills_line(segment: Segment, found: list[Candidate]) -> bool:
    """Are only a word or two of a short line left besides its offers, or is one in most parts of it?"""
    shown = segment.shown
    if _is_row_of_links(segment, found):
        return True
    if segment.kind not in ("heading", "body") or len(shown) > LONGEST or shown[-1:] in ".!?:,;…。！？":
        return False
    if not (found[0].has_goods or found[0].seam) or found[0].start or found[0].foreign:
        return False
    parts = PART_RE.split(shown)
    if len(parts) >= MANY_PARTS and shown[0] != "|" and len(found) > 1:
        return 3 * _parts_with(shown, found) >= 2 * len(parts)
    if len(parts) == 2 and shown[len(parts[0]) + 1] not in HALVES and _parts_with(shown, found) == 2:
        return True
    if found[-1].end < len(shown):
        return False  # the heading itself may be as short
    return _leaves_few_words(shown, found)


def _leaves_few_words(shown: str, found: list[Candidate]) -> bool:
    """Are no more than a word or two of a line not told, and does no heading begin with them?"""
    rest, last = [], 0
    for one in found:
        rest.append(shown[last : one.start])
        last = one.end
    left = WORDS_RE.findall(" ".join(rest))
    letters = sum(map(str.isalnum, shown))
    if left and left[0][0].isupper():
        return False  # the heading begins there
    return 0 < len(left) <= LEFT_WORDS and sum(map(len, left)) <= (1 - SHARE) * letters


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


def last_words(segment: Segment, found: list[Candidate]) -> int:
    """Where an offer begins that ends a line behind a sentence or a star and ends as no sentence does; else -1."""
    shown = segment.shown
    if segment.kind not in ("body", "heading") or shown[-1:] in '.!?:,;…。！？)"”»’':
        return -1
    low = max((one.end() for one in TAIL_RE.finditer(shown, max(0, len(shown) - TAIL))), default=-1)
    inside = [one for one in found if one.start >= low]
    if any(one.seam for one in inside):
        return -1
    named = {hit.word.text for one in inside for hit in one.hits if hit.word.kind == "goods"}
    told = len(named) > 1 or (named and any(one.reach for one in inside))
    return low if low > 0 and len(inside) > 1 and told and len(shown) - low >= SHORTEST_TAIL else -1


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
    enough = len(words) >= LAST_WORDS - behind.endswith((".", "!", "?"))  # a sentence may be short
    anew = OPENS_RE.match(behind) is not None and enough and shown[end : end + 1] in tuple(BLANKS)
    by_case = shown[start:end].islower() and behind[:1].isupper() and any(map(str.islower, words[1:]))
    return end if anew and (reached or (by_case and not in_sentences)) else len(shown)
