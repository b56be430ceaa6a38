"""How well findings agree with marked spans: the terms of the shared set's scorer, counted span by span."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Range = tuple[int, int]
Document = dict[str, Any]  # id, text, kind, campaign, spans with start, end and position, optional


@dataclass(frozen=True, slots=True)
class Answer:
    """What the finder said about one document."""

    sure: tuple[Range, ...]
    ask: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One marked span and how it was met: sure, ask, edges (found, but cut in another place) or missed."""

    start: int
    end: int
    position: str
    met: str


@dataclass(frozen=True, slots=True)
class Result:
    """One document compared."""

    matches: tuple[Match, ...]
    wrong: tuple[Range, ...]  # sure findings that are no marked span
    wrong_ask: tuple[Range, ...]
    damaged: bool  # a genuine character would be removed by a sure finding


def compare(document: Document, answer: Answer) -> Result:
    """Compare an answer with the spans of a document.

    A finding is exact where it differs from a span by at most one blank at either end; `optional` ranges of the
    document and the blanks beside them do not count: a line may go with the newline behind its last tag. A span of
    which another finding covers half is found with other edges.
    """
    text = document["text"]
    free = _covered([_with_blanks(text, a, b) for a, b in document.get("optional", [])])
    spans = [(span["start"], span["end"]) for span in document["spans"]]
    matches = tuple(
        Match(start, end, span["position"], _met(text, (start, end), answer, free))
        for (start, end), span in zip(spans, document["spans"], strict=True)
    )
    wanted = _covered(spans) | free

    def wrong(found: Sequence[Range]) -> tuple[Range, ...]:
        return tuple(one for one in found if not any(same(text, one, span, free) for span in spans))

    removed = [next((span for span in spans if _leave_the_same(text, one, span)), one) for one in answer.sure]
    damaged = any(not text[i].isspace() for i in _covered(removed) - wanted)
    return Result(matches, wrong(answer.sure), wrong(answer.ask), damaged)


def _met(text: str, span: Range, answer: Answer, free: set[int]) -> str:
    for name, found in (("sure", answer.sure), ("ask", answer.ask)):
        if any(same(text, one, span, free) for one in found):
            return name
    whole = _covered([span]) - free
    covered = _covered([*answer.sure, *answer.ask]) & whole
    return "edges" if 2 * len(covered) >= len(whole) > 0 else "missed"


def same(text: str, one: Range, two: Range, free: set[int]) -> bool:
    """Equal but for one blank at either end, with optional ground or without it.

    Of an entry in a list the comma before it may go, or the one behind it: what is left is the same.
    """
    return (
        _close(text, one, two)
        or _close(text, _cut(one, free), _cut(two, free))
        or _leave_the_same(text, one, two)
    )


def _leave_the_same(text: str, one: Range, two: Range) -> bool:
    (a, b), (c, d) = sorted((one, two))
    return b - a == d - c and c < b and text[a:c] == text[b:d]


def _close(text: str, one: Range, two: Range) -> bool:
    return all(
        x == y or (abs(x - y) == 1 and text[min(x, y)].isspace()) for x, y in zip(one, two, strict=True)
    )


def _with_blanks(text: str, start: int, end: int) -> Range:
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _cut(span: Range, free: set[int]) -> Range:
    start, end = span
    while start < end and start in free:
        start += 1
    while end > start and end - 1 in free:
        end -= 1
    return start, end


def _covered(spans: Sequence[Range]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}
