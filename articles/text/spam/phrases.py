"""Fixed words, looked for in a text as readers see it: editors' phrases, and fragments that were removed before.

A phrase alone is one kind of evidence. It is sure only where its place, its repetition or a way to reach somebody
beside it is a second one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.text.spam.candidates import Candidate, view
from articles.text.spam.folding import Folded
from articles.text.spam.places import Place, place_of
from articles.text.spam.reach import find_reach
from articles.text.spam.rules import KNOWN_RULE
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.segment import Segment
from articles.text.spam.segments import segments
from articles.text.spam.spans import span_of
from articles.text.types import Finding

HEAD = 4  # first characters by which longer phrases are looked up
MOST = 2_000  # hits told of one text
NEAR = 80  # folded characters beside a phrase in which a way to reach somebody counts
ASK, SURE = 0.5, 0.8
WHERE = {
    "line": "on a line of their own",
    "prefix": "at the beginning of a line",
    "suffix": "at the end of a line",
    "tag": "among the tags",
    "inline": "inside a sentence",
}
WORDS = {
    "place": "where a line does not go on",
    "repeat": "in several places of the article",
    "reach": "beside a way to reach somebody",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in their folded form, and the rule that their findings name."""

    words: str
    rule: str
    category: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Index:
    """Phrases by their first characters; those shorter than these one by one."""

    heads: dict[str, tuple[Phrase, ...]]
    short: tuple[Phrase, ...]


@dataclass(slots=True)
class _Hit:
    phrase: Phrase
    segment: Segment
    place: Place
    start: int
    end: int
    reach: bool


def index_of(phrases: Iterable[Phrase]) -> Index:
    """The phrases, ready to be looked for. Where two have the same words the first counts; empty ones are left out."""
    first: dict[str, Phrase] = {}
    for one in phrases:
        if one.words:
            first.setdefault(one.words, one)
    heads: dict[str, list[Phrase]] = {}
    for one in sorted(first.values(), key=lambda phrase: -len(phrase.words)):
        heads.setdefault(one.words[:HEAD], []).append(one)
    short = tuple(one for one in first.values() if len(one.words) < HEAD)
    return Index({head: tuple(ways) for head, ways in heads.items() if len(head) == HEAD}, short)


def find_phrases(text: str, index: Index) -> tuple[Finding, ...]:
    """Where the phrases stand in `text`, as findings in order and without overlap (at most 2,000).

    Takes a text as it came in; offsets are its code points. The longest phrase wins. Words of a script with blanks
    are found as whole words. Nothing is refused, no text makes it raise; time grows with the text.
    """
    if not index.heads and not index.short:
        return ()
    parts = segments(text)
    found: list[_Hit] = []
    for part in parts:
        folded = view(part)
        found += (_hit(text, part, folded, *one) for one in _places(folded.text, index))
        if len(found) > MOST:
            break
    found.sort(key=lambda hit: (hit.start, -hit.end))
    lines = {(hit.phrase.words, hit.segment.index) for hit in found if hit.place.name != "inline"}
    repeated = Counter(words for words, _ in lines)
    made: list[Finding] = []
    for hit in found[:MOST]:
        start = max(hit.start, made[-1].end) if made else hit.start
        if start < hit.end:
            made.append(_finding(hit, start, repeated[hit.phrase.words] > 1))
    return tuple(made)


def present(text: str, words: Index) -> frozenset[str]:
    """Which of the phrases stand in a text: their words."""
    if not words.heads and not words.short:
        return frozenset()
    return frozenset(
        phrase.words for part in segments(text) for _, _, phrase in _places(view(part).text, words)
    )


def _places(text: str, index: Index) -> Iterator[tuple[int, int, Phrase]]:
    """(start, end, phrase) in a folded text, from left to right, the longest first, without overlap."""
    heads, position = index.heads, 0
    for start in range(len(text) - HEAD + 1 if heads else 0):
        ways = heads.get(text[start : start + HEAD])
        if ways is None or start < position:
            continue
        for phrase in ways:
            end = start + len(phrase.words)
            if text.startswith(phrase.words, start) and _whole(text, start, end):
                yield start, end, phrase
                position = end
                break
    for phrase in index.short:
        start = text.find(phrase.words)
        while start >= 0:
            end = start + len(phrase.words)
            if _whole(text, start, end):
                yield start, end, phrase
            start = text.find(phrase.words, end)


def _whole(text: str, start: int, end: int) -> bool:
    """Does no word go on beyond the edges? Scripts without blanks have no such edges."""
    return not (_joined(text[start - 1 : start], text[start]) or _joined(text[end : end + 1], text[end - 1]))


def _joined(outside: str, inside: str) -> bool:
    return (
        outside.isalnum() and inside.isalnum() and not UNSPACED.match(outside) and not UNSPACED.match(inside)
    )


def _hit(text: str, part: Segment, folded: Folded, low: int, high: int, phrase: Phrase) -> _Hit:
    start, end = folded.source(low, high)
    whole = start == 0 and end >= len(part.shown)
    candidate = Candidate(part, start, end, whole=whole)
    place = place_of(candidate)
    beside = (folded.text[max(0, low - NEAR) : low], folded.text[high : high + NEAR])
    reach = any(find_reach(words) for words in beside)
    return _Hit(phrase, part, place, *span_of(candidate, place, text, False), reach)


def _finding(hit: _Hit, start: int, repeated: bool) -> Finding:
    """The finding of a hit: `start` is where it begins beside the one before."""
    place = hit.place
    kinds = [
        name
        for name, there in (
            ("place", place.name in ("line", "tag") or place.marker or place.spliced),
            ("repeat", repeated),
            ("reach", hit.reach),
        )
        if there
    ]
    sure = bool(kinds) and not place.quoted
    first = "known" if hit.phrase.rule == KNOWN_RULE else "phrase"
    return Finding(
        start,
        hit.end,
        hit.phrase.rule,
        hit.phrase.category,
        SURE if sure else ASK,
        sure,
        _reason(hit.phrase, place, kinds),
        (first, *kinds),
        hit.phrase.version,
    )


def _reason(phrase: Phrase, place: Place, kinds: Sequence[str]) -> str:
    who = (
        "An editor removed the same words before"
        if phrase.rule == KNOWN_RULE
        else f"Editors put “{phrase.words[:60]}” on the list"
    )
    more = [WORDS[name] for name in kinds if name != "place" or place.name not in ("line", "tag")]
    words = ", ".join([f"{who}; here the words stand {WHERE[place.name]}", *more])
    return words + (", but quoted or in brackets." if place.quoted else ".")
