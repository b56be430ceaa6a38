"""A segment that is a fragment as a whole: foreign to its article, or an offer from its beginning to its end."""

import re
from bisect import bisect_left

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate, touching
from articles.text.spam.dates import DATE_START_RE, date_at_end
from articles.text.spam.edges import end_of_offer
from articles.text.spam.edges.widen import DASH_OR_BAR_RE
from articles.text.spam.folding import Folded
from articles.text.spam.native import foreign_share, native_end, native_words
from articles.text.spam.pieces import UNSPACED_NAMES
from articles.text.spam.reach import Reach
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.segment import Segment
from articles.text.spam.trade import Hit

LEAD = 16  # characters before the first word of an offer in a line that begins big
SHORT_GAP, WIDE_GAP = 30, 0.4  # characters of an offer without a word of one, as many or as a share of it
PILED = 3  # things in words that stand in advertisements only, in a line that is no sentence
ENDS = tuple(".!?…:。！？：")
SHORT = 16  # signs of an offer in a script without blanks that the line ends with
LAST_SENTENCE_RE = re.compile(r"[.!?] (?:\S+ ){2,}\S+[.!?]$")
SENTENCE_RE = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]? (?=\S)|[。！？](?=.)")
QUOTED_RE = re.compile('[“"„«「『][^“”"„«»「」『』]{2,200}[”"“»」』]')


def whole_of(
    segment: Segment, folded: Folded, article: Article, hits: list[Hit], reach: list[Reach]
) -> Candidate | None:
    """The segment itself, where all of it is foreign to the article or most of it is an offer."""
    shown = segment.shown
    if segment.kind == "tags":
        return None
    share = foreign_share(folded.text, article)
    if date_at_end(shown) or DATE_START_RE.match(shown):
        return None
    if 0.8 <= share < 1 and (native_end(folded.text, article) or native_words(shown, article)):
        return None  # a line of the article with something before or behind it
    if share:
        rest = list(folded.text) if reach else []
        for one in reach:
            rest[one.start : one.end] = " " * (one.end - one.start)
        besides = foreign_share("".join(rest), article) if reach else share
        if share >= 0.8 or besides >= 0.8:
            return Candidate(segment, 0, len(shown), hits, reach, True, True)
        if (besides if article.main in UNSPACED_NAMES else share) >= 0.2:
            return None  # part of it is foreign; its runs are looked at one by one
    named = {hit.word.text for hit in hits if hit.word.kind == "goods"}
    if not reach and len(named) < 2:
        return None
    if shown.count('"') + sum(shown.count(mark) for mark in "“«「„") > 1:
        return None  # somebody is quoted, perhaps more than once
    for quoted in QUOTED_RE.finditer(folded.text):
        if any(hit.word.kind == "goods" for hit in touching(hits, *quoted.span())):
            return None  # what others offer is quoted
    calls = {hit.word.text for hit in hits if hit.word.kind == "call"}
    told = [(one.start, one.end) for one in reach]
    told += [(hit.start, hit.end) for hit in hits if hit.word.kind not in ("glue", "number")]
    told.sort()
    density = sum(end - start for start, end in told) / max(1, len(folded.text.replace(" ", "")))
    goes_on = told[0][0] > LEAD and not shown[:1].islower() and not reach
    if goes_on or _widest_gap(told, len(folded.text)) > max(SHORT_GAP, WIDE_GAP * len(folded.text)):
        return None  # a line with an offer before or behind it
    strong = {hit.word.text for hit in hits if hit.word.kind == "goods" and hit.word.weight > 1}
    dense = density >= 0.3 if reach or len(calls) >= 4 else density >= 0.45
    short = UNSPACED.search(shown) is not None and told[-1][1] == len(folded.text.rstrip())
    if (
        len(shown) >= (20 if reach else SHORT if short else 30)
        and len(named) + len(calls) + (2 + (reach[0].start == 0) if reach else 0) >= 5
        and ((strong and len(named) > 1) or reach)
        and dense
    ):
        return _to_its_end(segment, folded, hits, reach, (told[0][0], told[-1][1]))
    piled = len(strong) >= PILED and density >= 0.4 and told[0][0] == 0
    if piled and shown[:1].islower() and shown[-1:] not in ENDS:
        return Candidate(segment, 0, len(shown), hits, reach, False, True)
    if reach and density >= 0.8:
        return Candidate(segment, 0, len(shown), hits, reach, share > 0, True)
    return None


def _to_its_end(
    segment: Segment, folded: Folded, hits: list[Hit], reach: list[Reach], told: tuple[int, int]
) -> Candidate | None:
    """An offer from the beginning of its line to its end; none where a sentence of other words ends the line.

    A sentence of other words before it is the line's own. `told`: from where to where something is told of it.
    """
    shown, (first, last) = segment.shown, told
    begun = folded.source(first, first + 1)[0]
    low = max((one.end() for one in SENTENCE_RE.finditer(shown, 0, begun)), default=0)
    end = end_of_offer(shown, folded, hits, reach)
    parted = DASH_OR_BAR_RE.search(shown, folded.source(last - 1, last)[1])
    if parted and len(shown[parted.end() :].split()) > 1:
        end = min(end, parted.start())  # a headline behind it
    if end < len(shown) or low:
        inside = touching(hits, bisect_left(folded.at, low), bisect_left(folded.at, end))
        return Candidate(segment, low, end, inside, reach)
    spoken = LAST_SENTENCE_RE.search(shown, folded.source(last - 1, last)[0])
    return None if spoken else Candidate(segment, 0, end, hits, reach, False, True)


def _widest_gap(told: list[tuple[int, int]], length: int) -> int:
    """The longest stretch of a line without anything of an offer."""
    ends = [0, *(end for _, end in told)]
    starts = [*(start for start, _ in told), length]
    return max(start - end for start, end in zip(starts, ends, strict=True))
