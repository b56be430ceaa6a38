"""Fragments of a segment that may not belong to it: runs of foreign script, of trade words, of contact marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate, touching
from articles.text.spam.dates import DATE_START_RE, date_at_end
from articles.text.spam.fitting import end_of_offer, fit
from articles.text.spam.folding import Folded, fold
from articles.text.spam.masks import find_masks
from articles.text.spam.native import foreign_share, native_end, native_words
from articles.text.spam.pieces import UNSPACED_NAMES, Piece, groups_of
from articles.text.spam.reach import Reach, find_reach
from articles.text.spam.runs import runs_of
from articles.text.spam.scripts import RANGES, UNSPACED
from articles.text.spam.seam import Seam
from articles.text.spam.seams import find_links, find_seams
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.trade import Hit, find_hits

_BLANKS = RANGES["cyrillic"] + RANGES["arabic"] + RANGES["greek"] + RANGES["hebrew"]
LEAD = 16  # characters before the first word of an offer in a line that begins big
SHORT_GAP, WIDE_GAP = 30, 0.4  # characters of an offer without a word of one, as many or as a share of it
SHORT = 16  # signs of an offer in a script without blanks that the line ends with
CLOSING_RE = re.compile("[。！？!](?=[ \u3000]|$)")
GLUED = 30  # characters of a word that was glued to a fragment
GLUED_BEHIND_RE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,29}$")
GLUED_SIGNS_RE = re.compile(f"(?<=[{_BLANKS}])(?:[^\\W{_BLANKS}a-zA-Z0-9_]){{2,}}$")
GLUED_BEFORE_RE = re.compile(r"[A-Za-zÀ-ÿ]{2,30}[.!?:,]?(?=[^\x00-\u024f]{2})")
LAST_SENTENCE_RE = re.compile(r"[.!?] (?:\S+ ){2,}\S+[.!?]$")
SENTENCE_RE = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]? (?=\S)|[。！？](?=.)")
TAG_NUMBER_RE = re.compile(r"[ \u3000]\d{1,6}(?=\s*(?:[📢,，、;；|#]|$))")  # at the end of an entry
LABEL_RE = re.compile(r"[^.!?:：]{1,24}[:：]\s{0,3}")


def view(segment: Segment) -> Folded:
    """The folded text of a segment."""
    return fold(segment.shown)


def find_candidates(segment: Segment, folded: Folded, article: Article) -> list[Candidate]:
    """All candidates of a segment, in order, without overlap."""
    reach = find_reach(folded.text)
    hits = _outside(find_hits(folded.text), reach)
    if segment.veiled and leads_out(segment):
        told = Seam(0, len(segment.shown), True)
        foreign = foreign_share(folded.text, article) >= 0.8
        return [Candidate(segment, 0, len(segment.shown), hits, reach, foreign, True, told)]
    whole = _whole(segment, folded, article, hits, reach)
    if whole is not None:
        edges = (0, len(segment.shown))
        if (whole.start, whole.end) != edges:
            return [whole]
        seams = find_seams(segment, article.habits)
        cuts = [one for one in seams if one.strong and one.start == 0 and one.end < edges[1]]
        if whole.foreign or all(_is_told(folded, one.end, hits) for one in cuts):
            whole.seam = next((one for one in seams if (one.start, one.end) == edges), None)
            return [whole]
    plain = folded.text.isascii() and "latin" in article.native
    runs = [] if plain and not hits and not reach else _runs(segment, folded, hits, reach, article)
    found = []
    for run in runs:
        start, end = _unglued(segment.shown, *folded.source(run[0].start, run[-1].end), article)
        if segment.kind == "tags" and (mark := segment.shown.find("📢", start, end)) > start:
            end = len(segment.shown[:mark].rstrip())
        if segment.kind == "tags" and (number := TAG_NUMBER_RE.match(segment.shown, end)):
            end = number.end()
        if date := date_at_end(segment.shown, start, end):
            end = date.start()
        if any(piece.foreign for piece in run):
            end += CLOSING_RE.match(segment.shown, end) is not None
        low, high = run[0].start, run[-1].end
        found.append(
            Candidate(
                segment,
                start,
                end,
                [hit for piece in run for hit in piece.hits],
                touching(reach, low, high),
                any(piece.foreign for piece in run),
                start == 0 and end >= len(segment.shown),
            )
        )
        _take_label(found[-1])
    seams = find_seams(segment, article.habits)
    seams += find_links(segment) if segment.links else []
    seams += find_masks(segment, bool(article.native & {"han", "kana"}))
    found = _sewn(segment, folded, seams, found, hits, reach, article) if seams else found
    return fit(segment, folded, found, hits, reach, article)


def _is_told(folded: Folded, start: int, hits: list[Hit]) -> bool:
    """Is what follows in a segment made of words of an offer and nothing else?"""
    low = bisect_left(folded.at, start)
    rest = folded.text[low:].replace(" ", "")
    told = [folded.text[max(low, hit.start) : hit.end] for hit in touching(hits, low, len(folded.text))]
    return bool(rest) and sum(len(one.replace(" ", "")) for one in told) == len(rest)


def leads_out(segment: Segment) -> str:
    """The one outside host that all links of a segment lead to, "" for none."""
    hosts = {host_of(target) for _, _, target, _, _ in segment.links}
    return hosts.pop() if len(hosts) == 1 else ""


def _runs(
    segment: Segment, folded: Folded, hits: list[Hit], reach: list[Reach], article: Article
) -> Iterator[list[Piece]]:
    shown, at = segment.shown, folded.at
    for pieces in groups_of(folded.text, hits, reach, article):
        for piece in pieces:
            first = at[piece.start]
            piece.capital = not piece.contact and begins_big(shown[first : first + 2])
        yield from runs_of(folded.text, pieces)


def _unglued(shown: str, start: int, end: int, article: Article) -> tuple[int, int]:
    """Without a Latin word of the line that was glued to foreign signs: `...เว็บWhat do you`, `closed.สล็อต`."""
    if article.main in UNSPACED_NAMES:
        tail = GLUED_SIGNS_RE.search(shown, max(start, end - GLUED), end)
        return start, (tail.start() if tail and tail.start() > start else end)
    if "latin" not in article.native or shown[start:end].isascii():
        return start, end
    behind = GLUED_BEHIND_RE.search(shown, max(start, end - GLUED), end)
    if behind and not shown[behind.start() - 1].isascii():
        end = behind.start()
    before = GLUED_BEFORE_RE.match(shown, start, min(end, start + GLUED))
    if before and shown[max(0, start - 2) : start].strip().isalnum() and shown[start - 1] == " ":
        start = before.end()
    return start, end


def begins_big(shown: str) -> bool:
    """Does a word begin with a capital, and is it not written in capitals as names of firms are?"""
    return shown[:1].isupper() and not shown[1:].isupper()


def _take_label(candidate: Candidate) -> None:
    """A line of its own that is a label and a foreign link belongs together: `Lucky game: <a ...>`."""
    segment = candidate.segment
    label = segment.shown[: candidate.start]
    linked = candidate.foreign and segment.links_at(candidate.start, candidate.end)
    if linked and candidate.end == len(segment.shown) and LABEL_RE.fullmatch(label):
        candidate.start, candidate.whole = 0, True


def _sewn(
    segment: Segment,
    folded: Folded,
    seams: list[Seam],
    found: list[Candidate],
    hits: list[Hit],
    reach: list[Reach],
    article: Article,
) -> list[Candidate]:
    """Fragments by their seams beside those by their words; a seam has the better edges where it holds the words."""
    sewn: list[Candidate] = []
    for seam in _apart([_widened(seam, found) if seam.masked else seam for seam in seams]):
        touched = touching(found, seam.start, seam.end)
        if seam.loose and not any(hit.word.kind == "goods" for one in touched for hit in one.hits):
            continue
        if touched and (touched[0].start < seam.start or touched[-1].end > seam.end):
            continue
        low, high = bisect_left(folded.at, seam.start), bisect_left(folded.at, seam.end)
        foreign = any(one.foreign for one in touched) or foreign_share(folded.text[low:high], article) >= 0.8
        whole = seam.start == 0 and seam.end >= len(segment.shown)
        inside = (touching(hits, low, high), touching(reach, low, high))
        told = None if seam.loose else seam
        sewn.append(Candidate(segment, seam.start, seam.end, *inside, foreign, whole, told))
    sewn.sort(key=_start)
    rest = [one for one in found if not touching(sewn, one.start, one.end)]
    return sorted([*rest, *sewn], key=_start)


def _widened(seam: Seam, found: list[Candidate]) -> Seam:
    """A stretch in disguise with the foreign words beside it: one name is dressed, the next one is not."""
    start, end = seam.start, seam.end
    for one in touching(found, max(0, start - 2), end + 2):
        if one.foreign and not one.segment.shown[min(end, one.end) : max(start, one.start)].strip():
            start, end = min(start, one.start), max(end, one.end)
    return seam._replace(start=start, end=end)


def _apart(seams: list[Seam]) -> list[Seam]:
    """In order; of two that overlap the longer one."""
    kept: list[Seam] = []
    for seam in sorted(seams, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= seam.start:
            kept.append(seam)
        elif (seam.end - seam.start, kept[-1].loose) > (kept[-1].end - kept[-1].start, seam.loose):
            kept[-1] = seam
    return kept


def _start(candidate: Candidate) -> int:
    return candidate.start


def _outside(hits: list[Hit], reach: list[Reach]) -> list[Hit]:
    """The hits that are no part of an address or handle: words of an address are names, not an offer."""
    if not reach:
        return hits
    kept = []
    i = 0
    for hit in hits:
        while i < len(reach) and reach[i].end <= hit.start:
            i += 1
        if i == len(reach) or hit.end <= reach[i].start:
            kept.append(hit)
    return kept


def _whole(
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
