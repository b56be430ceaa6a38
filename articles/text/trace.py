"""Where each character of a text came from: pieces of the first text, and what was written in later."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.text.types import Change, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """So many code points in a row: from `origin` on in the first text, or written in later, by `revision` (None)."""

    length: int
    origin: int | None = None
    revision: int = 0


def step(
    pieces: Iterable[Piece], changes: Sequence[Change], put: Sequence[Sequence[Piece]]
) -> tuple[list[Piece], list[list[Piece]]]:
    """(the pieces of the text after `changes`, the pieces that each change took out).

    `changes` fit the text that `pieces` make up (`check_changes`); `put` holds for each of them the pieces of
    what it puts in. Linear in pieces and changes.
    """
    rest, at = deque(pieces), 0
    after: list[Piece] = []
    taken: list[list[Piece]] = []
    for change, come in zip(changes, put, strict=True):
        after += _take(rest, change.start - at)
        taken.append(_take(rest, change.end - change.start))
        after += come
        at = change.end
    return [*after, *rest], taken


def _take(rest: deque[Piece], length: int) -> list[Piece]:
    """Takes the next `length` code points off `rest`."""
    found: list[Piece] = []
    while length:
        piece = rest.popleft()
        if piece.length > length:
            origin = piece.origin
            behind = None if origin is None else origin + length
            rest.appendleft(replace(piece, length=piece.length - length, origin=behind))
            piece = replace(piece, length=length)
        found.append(piece)
        length -= piece.length
    return found


def places(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Where these pieces stand in the first text, neighbours joined; nothing for what was written in later."""
    spans: list[Span] = []
    for piece in pieces:
        if piece.origin is None:
            continue
        start, end = piece.origin, piece.origin + piece.length
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def written_in(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Where in the text that `pieces` make up stands what does not come from the first text."""
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        if piece.origin is None:
            spans.append(Span(at, at + piece.length))
        at += piece.length
    return tuple(spans)
