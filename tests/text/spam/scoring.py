"""Counts how well findings agree with marked spans, in the terms of the shared set's own scorer."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from articles.text.spam import find_spam
from articles.text.types import Finding
from tests.shared import SPAM


@dataclass
class Score:
    """Sums over documents."""

    documents: int = 0
    expected: int = 0
    given: int = 0
    exact: int = 0
    perfect: int = 0
    damaged: int = 0
    asked: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.exact / (self.expected + self.given) if self.expected + self.given else 1.0


@cache
def documents() -> tuple[dict[str, Any], ...]:
    with SPAM.open(encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines if line.strip())


@cache
def found(name: str) -> tuple[Finding, ...]:
    document = next(one for one in documents() if one["id"] == name)
    return find_spam(document["text"])


def score(chosen: list[dict[str, Any]]) -> Score:
    """Sure findings against the spans; `asked` counts documents with a finding that is not sure."""
    total = Score()
    for document in chosen:
        findings = found(document["id"])
        sure = [(one.start, one.end) for one in findings if one.sure]
        _add(total, document, sure)
        total.asked += any(not one.sure for one in findings)
    return total


def _add(total: Score, document: dict[str, Any], sure: list[tuple[int, int]]) -> None:
    text = document["text"]
    spans = [(span["start"], span["end"]) for span in document["spans"]]
    free = {i for start, end in document.get("optional", []) for i in range(start, end)}
    total.documents += 1
    total.expected += len(spans)
    total.given += len(sure)
    total.exact += sum(any(_same(text, one, span, free) for one in sure) for span in spans)
    wanted, removed = _covered(spans) - free, _covered(sure) - free
    total.damaged += any(not text[i].isspace() for i in removed - wanted)
    total.perfect += _words(text, removed | free) == _words(text, wanted | free)


def _covered(spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _words(text: str, removed: set[int]) -> list[str]:
    return "".join(char for i, char in enumerate(text) if i not in removed).split()


def _same(text: str, one: tuple[int, int], two: tuple[int, int], free: set[int]) -> bool:
    """Equal but for optional ground and one blank at either end, or leaving the same text."""
    (a, b), (c, d) = sorted((one, two))
    if b - a == d - c and c < b and text[a:c] == text[b:d]:
        return True  # of an entry in a list the comma before it may go, or the one behind it
    (a, b), (c, d) = _cut(one, free), _cut(two, free)
    return all(x == y or (abs(x - y) == 1 and text[min(x, y)].isspace()) for x, y in ((a, c), (b, d)))


def _cut(span: tuple[int, int], free: set[int]) -> tuple[int, int]:
    start, end = span
    while start < end and start in free:
        start += 1
    while end > start and end - 1 in free:
        end -= 1
    return start, end
