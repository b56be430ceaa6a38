"""Find injected fragments in one text."""

from collections import Counter
from collections.abc import Collection

from articles.text.spam.article import Article, describe
from articles.text.spam.candidates import find_candidates, view
from articles.text.spam.decide import finding_of, is_ask, is_sure
from articles.text.spam.evidence import Context, Judged, host_of, trade_points, weigh
from articles.text.spam.places import place_of, span_of
from articles.text.spam.scripts import fold
from articles.text.spam.segment import MARKER_RE, Segment
from articles.text.spam.segments import segments
from articles.text.types import Finding

NEAR = 4  # segments before and behind that tell whether a line belongs to a list


def find_spam(text: str, *, format: str | None = None, known: Collection[str] = ()) -> tuple[Finding, ...]:
    """Fragments of `text` that seem injected. See the package."""
    parts = segments(text)
    article = describe(parts)
    judged = _candidates(text, parts, article, known)
    found = [
        finding_of(one, True) if is_sure(one) else finding_of(one, False)
        for one in judged
        if is_sure(one) or is_ask(one)
    ]
    return _apart(found)


def _candidates(text: str, parts: list[Segment], article: Article, known: Collection[str]) -> list[Judged]:
    judged: list[Judged] = []
    topic: Counter[str] = Counter()
    hosts: Counter[str] = Counter()
    quoted: set[str] = set()
    contacts = 0
    for i, part in enumerate(parts):
        folded = view(part)
        for _, _, target, _, _ in part.links:
            hosts[host_of(target)] += 1
        before = parts[i - 1] if i else None
        after = parts[i + 1] if i + 1 < len(parts) else None
        for candidate in find_candidates(part, folded, article):
            place = place_of(candidate, before, after)
            start, end = span_of(candidate, place, text, _listed(text, parts, i))
            plain = fold(part.shown[candidate.start : candidate.end]).text.strip()
            one = Judged(candidate, place, start, end, plain)
            one.trade, one.category = trade_points(candidate)
            judged.append(one)
            if place.quoted:
                quoted.add(plain)
            elif one.trade < 3 and not candidate.foreign:
                topic[one.category] += 1
            if candidate.reach and part.kind != "code":
                contacts += 1
    habit = sum(
        one.candidate.foreign and one.trade < 2 and not one.place.quoted and one.place.name != "inline"
        for one in judged
    )
    context = Context(article, habit, topic, frozenset(quoted), hosts, contacts, frozenset(known))
    for one in judged:
        weigh(one, context, judged)
    return judged


def _listed(text: str, parts: list[Segment], i: int) -> bool:
    """Do lines near a segment begin with a list marker or number, but not its own?"""
    near = parts[max(0, i - NEAR) : i] + parts[i + 1 : i + 1 + NEAR]
    return not _marked(text, parts[i]) and any(_marked(text, part) for part in near)


def _marked(text: str, part: Segment) -> bool:
    marker = MARKER_RE.match(text, part.line_start)
    return marker is not None and marker[2] is not None


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Sorted, without overlap; a sure finding wins over one to ask about."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda finding: (not finding.sure, finding.start)):
        if one.start < one.end and all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda finding: finding.start))
