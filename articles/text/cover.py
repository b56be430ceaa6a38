"""Turn the blocks of a text into parts that cover every code point, and hold the limits on their number."""

from collections.abc import Iterable, Sequence

from articles.text.refusal import TextRefused
from articles.text.types import Block, Part

MAX_BLOCKS = 50_000
MAX_RUNS = 400_000


def cover(text: str, blocks: Sequence[Block], named: Iterable[Part] = ()) -> tuple[Part, ...]:
    """Return parts that cover `text` from 0 to its length without gap or overlap.

    Takes the blocks and the parts that no block shows (`named`: drops, a page title), all disjoint. What
    lies between becomes `blank` where it is white space alone and `markup` otherwise.
    """
    pieces = sorted([*_shown(blocks), *named], key=lambda part: (part.start, part.end))
    parts: list[Part] = []
    position = 0
    for piece in pieces:
        if piece.start == piece.end:
            continue
        if piece.start < position:
            raise AssertionError(f"parts overlap at {piece.start}")
        _fill(text, position, piece.start, parts)
        _add(parts, piece)
        position = piece.end
    _fill(text, position, len(text), parts)
    return tuple(parts)


def check_counts(blocks: Sequence[Block]) -> None:
    """Refuse (TextRefused) a text that falls into more pieces than an article can have."""
    if len(blocks) > MAX_BLOCKS or sum(len(block.runs) for block in blocks) > MAX_RUNS:
        raise TextRefused(
            "too_many",
            f"The text has more than {MAX_BLOCKS:,} lines or {MAX_RUNS:,} pieces. Split it into several articles.",
        )


def _shown(blocks: Sequence[Block]) -> Iterable[Part]:
    for block in blocks:
        for run in block.runs:
            yield Part(block.kind, run.start, run.end)


def _fill(text: str, start: int, end: int, parts: list[Part]) -> None:
    if start < end:
        _add(parts, Part("blank" if text[start:end].isspace() else "markup", start, end))


def _add(parts: list[Part], part: Part) -> None:
    last = parts[-1] if parts else None
    if last and last.end == part.start and (last.kind, last.reason) == (part.kind, part.reason):
        parts[-1] = Part(last.kind, last.start, part.end, last.reason)
    else:
        parts.append(part)
