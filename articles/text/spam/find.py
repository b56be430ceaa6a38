"""Find injected fragments in one text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from articles.text.spam.again import Before
from articles.text.spam.article import Article, describe
from articles.text.spam.candidate import Candidate
from articles.text.spam.context import Context, Judged
from articles.text.spam.decide import is_ask, is_sure
from articles.text.spam.edges import complete
from articles.text.spam.evidence import weigh
from articles.text.spam.folding import fold
from articles.text.spam.gate import first_look, following, strange_lines
from articles.text.spam.idle import is_idle
from articles.text.spam.neighbours import is_listed, is_lone, lacks_its_marker, mark_of_the_line
from articles.text.spam.pitch import find_pitches, may_be_pitch
from articles.text.spam.placed import find_placed
from articles.text.spam.places import Place
from articles.text.spam.prefilter import known_words
from articles.text.spam.rules import finding_of
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.segments import Segments, segments
from articles.text.spam.spans import span_of, with_its_tags
from articles.text.spam.targets import find_targets
from articles.text.spam.wrapped import wrapped
from articles.text.types import Finding

DASH_RE = re.compile(" ?- ")
MAX_ROUNDS = 6  # removing one fragment can bring the next to light


def find_spam(text: str, *, format: str | None = None, known: Collection[str] = ()) -> tuple[Finding, ...]:
    """Find fragments of `text` that seem injected.

    Takes a text as it came in (plain, Markdown or HTML: `format` is a hint and may be left out) and fragments
    that editors removed before, folded (`known`; see `folded`). Returns findings sorted by place that do not
    overlap; offsets are code points of `text`. The text without the sure ones is looked at again (up to
    `MAX_ROUNDS` times) until it has no sure finding, so that cleaning twice is cleaning once.
    Writes nothing, refuses nothing: no text makes it raise.
    """
    del format  # the light view reads lines and tags alike
    seen = frozenset(known)
    before = Before()
    found = _round(text, seen, before)
    sure = [one for one in found if one.sure]
    for _ in range(MAX_ROUNDS):
        if not sure:
            break
        rest, moves = _without(text, sure)
        english = before.english([text[one.start : one.end] for one in sure])
        more = [one for one in _round(rest, seen, before, english=english) if one.sure]
        if not more:
            break
        sure = _joined(
            _merge(sure, [_back(one, moves) for one in more]),
            {_stood(one.start, moves) for one in more},
            text,
        )
    asked = [one for one in found if not one.sure]
    asked += find_targets(text, [*sure, *asked])
    return tuple(sorted([*sure, *_clear_of(asked, sure)], key=lambda one: one.start))


def folded(text: str) -> str:
    """The form in which fragments are remembered: without disguise, small letters, no blanks at the ends."""
    return fold(text).text.strip(" \t\r\n-–—|_:：·,，、")


def _round(text: str, known: frozenset[str], before: Before, *, english: bool = False) -> list[Finding]:
    """Findings of one pass, sorted, without overlap.

    `before`: what the first pass told, to be filled by it; `english`: and that the text is English all the same.
    """
    parts = segments(text)
    again = before.tells(parts)
    words = [] if again else known_words(parts.words)
    article = describe(parts, None if again else words, english=again and english)
    if again:
        leading, more = before.look(parts)
    else:
        seen = first_look(parts, words)
        leading, more = seen.leading, ()
    if known:
        leading = range(len(parts))
    strange = [i for i in strange_lines(parts, article) if may_be_pitch(parts[i], article)]
    placed = {i: find_placed(parts[i], article) for i in leading if not is_idle(parts[i], article)}
    if not any(placed.values()) and not strange:
        return []
    # What fires besides, and what the article speaks of in its sentences.
    if not again:
        more = following(parts, seen)
        before.note(parts, seen.leading, more, words)
    for i in {*leading, *more} - placed.keys():
        placed[i] = find_placed(parts[i], article)
    judged = _judge(parts, placed, strange, article, known)
    found = [finding_of(one, sure) for one, sure in judged]
    sure = _merge([], [one for one in found if one.sure])
    return sorted(
        [*sure, *_clear_of([one for one in found if not one.sure], sure)], key=lambda one: one.start
    )


def _judge(
    parts: Segments,
    placed: dict[int, list[tuple[Candidate, Place]]],
    strange: list[int],
    article: Article,
    known: frozenset[str],
) -> list[tuple[Judged, bool]]:
    """What is worth a look of a text, with its evidence, and whether it is sure."""
    paragraphs = wrapped(parts, sorted(i for i in placed if placed[i]), article.habits)
    placed = _in_paragraphs(placed, paragraphs, article)
    judged = [_judged(parts, i, *one) for i in sorted(placed) for one in placed[i]]
    links = [
        (host_of(target), parts[i].veiled) for i in parts.dressed for _, _, target, _, _ in parts[i].links
    ]
    hosts, veiled = Counter(host for host, _ in links), Counter(host for host, hidden in links if hidden)
    context = Context.of(article, parts, judged, hosts, veiled, known)
    for one in judged:
        weigh(one, context)
    graded = [(one, is_sure(one)) for one in judged]
    asked = {one.candidate.segment.index for one, sure in graded if sure and not one.reads_on}
    pitches = find_pitches(parts, strange, judged, asked, paragraphs, context)
    whole = {one.candidate.segment.index for one in pitches if is_ask(one)}
    whole |= {i for i, part in paragraphs.items() if part.index in whole}
    kept = [one for one in graded if one[0].candidate.segment.index not in whole] if whole else graded
    return complete(kept + [(one, is_sure(one)) for one in pitches], parts, context)


def _in_paragraphs(
    placed: dict[int, list[tuple[Candidate, Place]]], paragraphs: dict[int, Segment], article: Article
) -> dict[int, list[tuple[Candidate, Place]]]:
    """The candidates of lines, but for wrapped paragraphs that are one candidate as a whole."""
    found = {part.index: find_placed(part, article) for i, part in paragraphs.items() if part.index == i}
    alone = {i for i, told in found.items() if len(told) == 1 and told[0][1].name == "line"}
    taken = {i for i, part in paragraphs.items() if part.index in alone}
    return placed | {i: found[i] if i in alone else [] for i in taken}


def _breaks_in(candidate: Candidate) -> bool:
    """Has a fragment words of a trade, and does it not begin as a headline would?"""
    told = any(hit.word.kind in ("goods", "call", "city") for hit in candidate.hits)
    titled = not candidate.foreign and not candidate.reach and candidate.segment.shown[:1].isupper()
    return told and not titled


def _judged(parts: Segments, i: int, candidate: Candidate, place: Place) -> Judged:
    """A candidate with the span that would be removed."""
    part = parts[i]
    listed = place.name == "prefix" and lacks_its_marker(parts, i)
    if place.marker and not (listed or _breaks_in(candidate)) and DASH_RE.match(part.shown, place.end):
        place = place._replace(marker=False)  # a dash between two names, or the two parts of a headline
    start, end = span_of(candidate, place, parts.text, listed)
    if place.name == "prefix" and (mark := mark_of_the_line(parts, i, place.end)):
        _, end = part.raw(place.start, mark)
    if parts.tagged:
        start, end = with_its_tags(parts.text, start, end)
    plain = folded(part.shown[candidate.start : candidate.end])
    lone = bool(candidate.reach) and is_lone(parts, i)
    return Judged(candidate, place, start, end, plain, lone, listed=is_listed(parts, candidate, place))


def _without(text: str, sure: list[Finding]) -> tuple[str, list[tuple[int, int]]]:
    """The text without the findings, and for each piece that is left where it stands now and where it stood."""
    kept: list[str] = []
    moves: list[tuple[int, int]] = []
    position = now = 0
    for start, end in [*((one.start, one.end) for one in sure), (len(text), len(text))]:
        if start > position:
            kept.append(text[position:start])
            moves.append((now, position))
            now += start - position
        position = end
    return "".join(kept), moves


def _back(finding: Finding, moves: list[tuple[int, int]]) -> Finding:
    """A finding of the shorter text with its place in the longer one."""
    start, last = (_stood(place, moves) for place in (finding.start, finding.end - 1))
    return replace(finding, start=start, end=last + 1)


def _stood(place: int, moves: list[tuple[int, int]]) -> int:
    now, before = moves[bisect_right(moves, place, key=lambda move: move[0]) - 1]
    return before + place - now


def _merge(old: list[Finding], new: list[Finding]) -> list[Finding]:
    """Both lists in order; what overlaps is cut, what lies within another is dropped."""
    kept: list[Finding] = []
    for one in sorted([*old, *new], key=lambda finding: (finding.start, -finding.end)):
        start = max(one.start, kept[-1].end) if kept else one.start
        if start < one.end:
            kept.append(one if start == one.start else replace(one, start=start))
    return kept


def _joined(found: list[Finding], later: set[int], text: str) -> list[Finding]:
    """With what a later pass found (`later`: where it begins) on the same line beside another one as one with that."""
    kept: list[Finding] = []
    for one in found:
        beside = kept and kept[-1].end == one.start and text[one.start - 1] == " "
        if beside and (one.start in later or kept[-1].start in later):
            kept[-1] = replace(kept[-1], end=one.end)
        else:
            kept.append(one)
    return kept


def _clear_of(asked: list[Finding], sure: list[Finding]) -> list[Finding]:
    """Those to ask about that touch no sure one and not each other. Both sorted by place."""
    kept: list[Finding] = []
    i, last = 0, 0
    for one in sorted(asked, key=lambda finding: finding.start):
        while i < len(sure) and sure[i].end <= one.start:
            i += 1
        if (i == len(sure) or one.end <= sure[i].start) and one.start >= last and one.start < one.end:
            kept.append(one)
            last = one.end
    return kept
