"""Where a sentence begins and ends around a place of a line.

There are two answers. `split_sentences` knows abbreviations; it is asked about findings, of which there are few. The
sentence around a link (`linked_sentence`) is asked for at each candidate of a line with links, by its marks alone: it
has no need of the other one's care, since it is taken only where it has one link, a capital and a mark at its end.
"""

import re

from articles.text.sentences import split_sentences
from articles.text.spam.article import Article, small_words
from articles.text.spam.candidate import Candidate
from articles.text.spam.spoken import is_spoken

LEFT, RIGHT = 200, 300  # characters beside a fragment in which its sentence begins and ends
LINKED = 200  # the same on either side of goods in a sentence with a link
ENDS = ".!?。！？…"
MARKED_END_RE = re.compile(r"[.!?…](?<=\w\w.)[\"”’»)]? |(?<=[\u00a0 ])[!?] |[。！？]|[.!?]$")
QUOTES_RE = re.compile('["“”„«»「」『』]')


def sentence_start(shown: str, place: int) -> int:
    """Where the sentence begins that a place is in; -1 where it begins too far before."""
    if not place:
        return 0
    low = max(0, place - LEFT)
    left = shown[low:place]
    begin = split_sentences(left + "Xx")[-1].start
    return low + begin if low + begin or not low else -1


def sentence_end(shown: str, place: int) -> int:
    """Where the sentence ends that goes on at a place; -1 where it does so too far behind, or quotes."""
    behind = split_sentences(shown[place : place + RIGHT])
    stop = place + behind[0].end if behind else place
    far = stop == place + RIGHT < len(shown)
    return -1 if not behind or far or QUOTES_RE.search(shown, place, stop) else stop


def sentence_at(shown: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a range; its end is -1 where it quotes, ends without a mark or is too long."""
    first, stop = sentence_start(shown, start), sentence_end(shown, max(start, end - 1))
    if first < 0 or stop < 0 or shown[stop - 1] not in ENDS or QUOTES_RE.search(shown, first, start):
        return start, -1
    return first, stop


def linked_sentence(one: Candidate, article: Article) -> tuple[int, int]:
    """The sentence around goods that links to another site and reads well there; the same range where none does."""
    segment, (start, end) = one.segment, (one.start, one.end)
    shown = segment.shown
    low = max(
        (mark.end() for mark in MARKED_END_RE.finditer(shown, max(0, start - LINKED), start)), default=0
    )
    if low == 0 and start > LINKED:
        return start, end
    ended = MARKED_END_RE.search(shown, end, end + LINKED)
    high = ended.start() + 1 if ended else len(shown)
    if segment.kind != "body" or high - end > LINKED:
        return start, end
    links = [link for link in segment.links_at(low, high) if "//" in link[2]]
    strong = any(hit.word.kind == "goods" and hit.word.weight > 1 for hit in one.hits)
    called = any(hit.word.kind == "call" for hit in one.hits) and bool(segment.links_at(start, end))
    if len(links) != 1 or not (strong or called):
        return start, end
    if not _reads_well(shown, (low, high), links[0][:2], article.language):
        return start, end
    return low, high


def _reads_well(shown: str, sentence: tuple[int, int], link: tuple[int, int], language: str) -> bool:
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
