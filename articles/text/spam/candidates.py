"""Fragments of a segment that may not belong to it: runs of foreign script, of trade words, of contact marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from articles.text.spam.article import Article
from articles.text.spam.candidate import Candidate, Line, Seam, touching
from articles.text.spam.dates import date_at_end
from articles.text.spam.edges import fit
from articles.text.spam.folding import Folded, fold
from articles.text.spam.masks import find_masks
from articles.text.spam.native import foreign_share
from articles.text.spam.pieces import UNSPACED_NAMES, Piece, piece_groups
from articles.text.spam.reach import Reach, find_reach
from articles.text.spam.runs import runs_of
from articles.text.spam.scripts import RANGES
from articles.text.spam.seams import find_links, find_seams
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.trade import Hit, find_hits
from articles.text.spam.whole import MOSTLY, whole_of

_BLANKS = RANGES["cyrillic"] + RANGES["arabic"] + RANGES["greek"] + RANGES["hebrew"]
CLOSING_RE = re.compile("[。！？!](?=[ \u3000]|$)")
CRIED = 5  # letters of a word of no table in capitals that is no short name
GLUED = 30  # characters of a word that was glued to a fragment
GLUED_BEHIND_RE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,29}$")
GLUED_SIGNS_RE = re.compile(f"(?<=[{_BLANKS}])(?:[^\\W{_BLANKS}a-zA-Z0-9_]){{2,}}$")
GLUED_BEFORE_RE = re.compile(r"[A-Za-zÀ-ÿ]{2,30}[.!?:,]?(?=[^\x00-\u024f] ?[^\x00-\u024f])")
LABEL_RE = re.compile(r"[^.!?:：]{1,24}[:：]\s{0,3}")


def view(segment: Segment) -> Folded:
    """The folded text of a segment."""
    return fold(segment.shown)


def find_candidates(segment: Segment, folded: Folded, article: Article) -> list[Candidate]:
    """All candidates of a segment, in order, without overlap."""
    reach = find_reach(folded.text)
    line = Line(segment, folded, _outside(find_hits(folded.text), reach), reach, article)
    if segment.veiled and leads_out(segment):
        foreign = foreign_share(folded.text, article) >= MOSTLY
        told = Seam(0, len(segment.shown), True)
        return [Candidate(segment, 0, len(segment.shown), line.hits, reach, foreign, True, told)]
    whole = whole_of(line)
    if whole is not None and _stays(whole, line):
        return [whole]
    found = [_of_run(line, run) for run in _runs(line)]
    seams = find_seams(segment, article.habits)
    seams += find_links(segment) if segment.links else []
    seams += find_masks(segment, bool(article.native & {"han", "kana"}))
    return fit(line, _sewn(line, seams, found) if seams else found)


def _stays(whole: Candidate, line: Line) -> bool:
    """Is a line one fragment, though seams may part it? Its seam is noted."""
    edges = (0, len(line.segment.shown))
    if (whole.start, whole.end) != edges:
        return True
    seams = find_seams(line.segment, line.article.habits)
    cuts = [one for one in seams if one.strong and one.start == 0 and one.end < edges[1]]
    if not whole.foreign and not all(_is_told(line.folded, one.end, line.hits) for one in cuts):
        return False
    whole.seam = next((one for one in seams if (one.start, one.end) == edges), None)
    return True


def _of_run(line: Line, run: list[Piece]) -> Candidate:
    """The fragment that a run of pieces makes, with its edges in the shown text."""
    segment, folded, _, reach, article = line
    low, high = run[0].start, run[-1].end
    start, end = _unglued(segment.shown, *folded.source(low, high), article)
    if segment.kind == "tags" and (mark := segment.shown.find("📢", start, end)) > start:
        end = len(segment.shown[:mark].rstrip())
    if date := date_at_end(segment.shown, start, end):
        end = date.start()
    foreign = any(piece.foreign for piece in run)
    if foreign:
        end += CLOSING_RE.match(segment.shown, end) is not None
    hits = [hit for piece in run for hit in piece.hits]
    whole = start == 0 and end >= len(segment.shown)
    one = Candidate(segment, start, end, hits, touching(reach, low, high), foreign, whole)
    _take_label(one)
    return one


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


def _runs(line: Line) -> Iterator[list[Piece]]:
    """The runs of pieces of a line that may be fragments."""
    segment, folded, hits, reach, article = line
    shown = segment.shown
    if not hits and not reach and folded.text.isascii() and "latin" in article.native:
        return
    for pieces in piece_groups(folded.text, hits, reach, article):
        for piece in pieces:
            first, last = folded.at[piece.start], folded.at[piece.end - 1] + 1
            cried = piece.role == "plain" and last - first >= CRIED and shown[first:last].isupper()
            piece.capital = not piece.contact and (cried or begins_big(shown[first : first + 2]))
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


def _sewn(line: Line, seams: list[Seam], found: list[Candidate]) -> list[Candidate]:
    """Fragments by their seams beside those by their words; a seam has the better edges where it holds the words."""
    segment, folded = line.segment, line.folded
    sewn: list[Candidate] = []
    for seam in _apart([_widened(seam, found) if seam.masked else seam for seam in seams]):
        touched = touching(found, seam.start, seam.end)
        if seam.loose and not any(hit.word.kind == "goods" for one in touched for hit in one.hits):
            continue
        low, high = bisect_left(folded.at, seam.start), bisect_left(folded.at, seam.end)
        if touched and (
            touched[0].start < seam.start
            or (touched[-1].end > seam.end and not (seam.masked and _says_no_more(touched[-1], high)))
        ):
            continue
        foreign = (
            any(one.foreign for one in touched)
            or foreign_share(folded.text[low:high], line.article) >= MOSTLY
        )
        whole = seam.start == 0 and seam.end >= len(segment.shown)
        told = None if seam.loose else seam
        sewn.append(
            Candidate(segment, seam.start, seam.end, *line.inside(seam.start, seam.end), foreign, whole, told)
        )
    sewn.sort(key=_start)
    rest = [one for one in found if not touching(sewn, one.start, one.end)]
    return sorted([*rest, *sewn], key=_start)


def _says_no_more(candidate: Candidate, high: int) -> bool:
    """Has it words of a trade, and none behind `high` in the folded text?"""
    ends = [hit.end for hit in candidate.hits if hit.word.kind != "glue"]
    return bool(ends) and max(ends) <= high


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
