"""A segment that is a fragment as a whole: foreign to its article, or an offer from its beginning to its end."""

import re

from articles.text.spam.candidate import Candidate, Line, touching
from articles.text.spam.dates import DATE_START_RE, date_at_end
from articles.text.spam.edges import end_of_offer
from articles.text.spam.edges.widen import DASH_OR_BAR_RE
from articles.text.spam.native import foreign_share, native_end, native_words
from articles.text.spam.pieces import UNSPACED_NAMES
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.trade import Hit

LEAD = 16  # characters before the first word of an offer in a line that begins big
SHORT_GAP, WIDE_GAP = 30, 0.4  # characters of an offer without a word of one, as many or as a share of it
PILED = 3  # things in words that stand in advertisements only, in a line that is no sentence
ENDS = tuple(".!?…:。！？：")
MOSTLY, PARTLY = 0.8, 0.2  # shares of the letters of a line
FEWEST, MANY_CALLS = 5, 4  # words of an offer, a way to reach somebody counted for several; words that call
DENSE, DENSE_REACHED, PILED_DENSITY = 0.45, 0.3, 0.4  # share of the signs of a line that are told
# Characters of an offer; of one that tells whom to reach; of one in a script without blanks that the line ends with.
SHORTEST, SHORTEST_REACHED, SHORTEST_UNSPACED = 30, 20, 16
LAST_SENTENCE_RE = re.compile(r"[.!?] (?:\S+ ){2,}\S+[.!?]$")
SENTENCE_RE = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]? (?=\S)|[。！？](?=.)")
QUOTED_RE = re.compile('[“"„«「『][^“”"„«»「」『』]{2,200}[”"“»」』]')


def whole_of(line: Line) -> Candidate | None:
    """The segment itself, where all of it is foreign to the article or most of it is an offer."""
    shown, text, article = line.segment.shown, line.folded.text, line.article
    if line.segment.kind == "tags" or date_at_end(shown) or DATE_START_RE.match(shown):
        return None
    share = foreign_share(text, article)
    if MOSTLY <= share < 1 and (native_end(text, article) or native_words(shown, article)):
        return None  # a line of the article with something before or behind it
    if share:
        besides = _share_besides_reach(line) if line.reach else share
        if share >= MOSTLY or besides >= MOSTLY:
            return Candidate(line.segment, 0, len(shown), line.hits, line.reach, True, True)
        if (besides if article.main in UNSPACED_NAMES else share) >= PARTLY:
            return None  # part of it is foreign; its runs are looked at one by one
    return _offer(line, foreign=share > 0)


def _share_besides_reach(line: Line) -> float:
    """How much of a line is foreign besides the ways to reach somebody."""
    rest = list(line.folded.text)
    for one in line.reach:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return foreign_share("".join(rest), line.article)


def _offer(line: Line, *, foreign: bool) -> Candidate | None:
    """The segment, or as much of it as is an offer, where it begins with one and is full of it."""
    segment, folded, hits, reach, _ = line
    shown, length = segment.shown, len(folded.text)
    named = _words(hits, "goods")
    if (not reach and len(named) < 2) or _quotes_offers(line):
        return None
    told = [(one.start, one.end) for one in reach]
    told += [(hit.start, hit.end) for hit in hits if hit.word.kind not in ("glue", "number")]
    told.sort()
    goes_on = told[0][0] > LEAD and not shown[:1].islower() and not reach
    if goes_on or _widest_gap(told, length) > max(SHORT_GAP, WIDE_GAP * length):
        return None  # a line with an offer before or behind it
    density = sum(end - start for start, end in told) / max(1, len(folded.text.replace(" ", "")))
    if _is_full(line, density, ends_with_it=told[-1][1] == len(folded.text.rstrip())):
        return _to_its_end(line, told[0][0], told[-1][1])
    piled = len(_strong(hits)) >= PILED and density >= PILED_DENSITY and told[0][0] == 0
    if piled and shown[:1].islower() and shown[-1:] not in ENDS:
        return Candidate(segment, 0, len(shown), hits, reach, False, True)
    if reach and density >= MOSTLY:
        return Candidate(segment, 0, len(shown), hits, reach, foreign, True)
    return None


def _words(hits: list[Hit], kind: str) -> set[str]:
    """The different words of a kind."""
    return {hit.word.text for hit in hits if hit.word.kind == kind}


def _strong(hits: list[Hit]) -> set[str]:
    """The goods that are named in words which only advertisements have."""
    return {hit.word.text for hit in hits if hit.word.kind == "goods" and hit.word.weight > 1}


def _quotes_offers(line: Line) -> bool:
    """Is somebody quoted, perhaps more than once, or is what others offer?"""
    shown, text = line.segment.shown, line.folded.text
    if shown.count('"') + sum(shown.count(mark) for mark in "“«「„") > 1:
        return True
    quoted = (touching(line.hits, *one.span()) for one in QUOTED_RE.finditer(text))
    return any(hit.word.kind == "goods" for hits in quoted for hit in hits)


def _is_full(line: Line, density: float, *, ends_with_it: bool) -> bool:
    """Are there enough words of an offer in a line, of the right kinds, for its length?"""
    shown, hits, reach = line.segment.shown, line.hits, line.reach
    named, calls = _words(hits, "goods"), _words(hits, "call")
    short = UNSPACED.search(shown) is not None and ends_with_it
    reached = 2 + (reach[0].start == 0) if reach else 0
    return (
        len(shown) >= (SHORTEST_REACHED if reach else SHORTEST_UNSPACED if short else SHORTEST)
        and len(named) + len(calls) + reached >= FEWEST
        and (bool(reach) or (len(named) > 1 and bool(_strong(hits))))
        and density >= (DENSE_REACHED if reach or len(calls) >= MANY_CALLS else DENSE)
    )


def _to_its_end(line: Line, first: int, last: int) -> Candidate | None:
    """An offer from the beginning of its line to its end; none where a sentence of other words ends the line.

    A sentence of other words before it is the line's own. Something is told of it in the folded text from `first` to
    `last`.
    """
    segment, folded, hits, reach, _ = line
    shown = segment.shown
    begun = folded.source(first, first + 1)[0]
    low = max((one.end() for one in SENTENCE_RE.finditer(shown, 0, begun + 1)), default=0)
    end = end_of_offer(shown, folded, hits, reach)
    parted = DASH_OR_BAR_RE.search(shown, folded.source(last - 1, last)[1])
    if parted and len(shown[parted.end() :].split()) > 1:
        end = min(end, parted.start())  # a headline behind it
    if end < len(shown) or low:
        return Candidate(segment, low, end, line.inside(low, end)[0], reach)
    spoken = LAST_SENTENCE_RE.search(shown, folded.source(last - 1, last)[0])
    return None if spoken else Candidate(segment, 0, end, hits, reach, False, True)


def _widest_gap(told: list[tuple[int, int]], length: int) -> int:
    """The longest stretch of a line without anything of an offer."""
    ends = [0, *(end for _, end in told)]
    starts = [*(start for start, _ in told), length]
    return max(start - end for start, end in zip(starts, ends, strict=True))
