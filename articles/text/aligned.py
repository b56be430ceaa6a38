"""Two texts line for line: what both have stands side by side, what only one has stands alone.

A line break that both texts have ends a row. All is linear in the texts.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from articles.text.trace import Piece, step
from articles.text.types import Change, Span

BREAKS = ("\n", "\r", "\u2028", "\u2029")
LONGEST = 5_000  # characters on both sides, after which a row ends though no line does
_LINE = re.compile("[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])|[^\n\r\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\n\r\u2028\u2029]")
# Kinds of a part: in both texts, only in the first, only in the second, the place of what is only in the other.
SAME, GONE, COME, GAP = "same", "gone", "come", "gap"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one text. `number` is that of its difference, from 1 on; 0 where the texts are the same.

    `cause` is what the caller named as the reason: of what is gone the one that came with its span, of what has
    come the revision that wrote it in.
    """

    text: str
    kind: str
    number: int = 0
    cause: int = 0


@dataclass(slots=True)
class Row:
    """What stands side by side; a side without text has nothing to stand there.

    `numbers` are those of the lines that begin here, counted from 1 on each side; 0 where a line goes on.
    """

    left: list[Part] = field(default_factory=list)
    right: list[Part] = field(default_factory=list)
    numbers: tuple[int, int] = (0, 0)

    @property
    def differs(self) -> bool:
        return any(part.kind != SAME for part in self.left + self.right)

    @property
    def differences(self) -> list[int]:
        """The numbers of the differences that are shown here, each once, in order."""
        return sorted({part.number for part in self.left + self.right} - {0})

    @property
    def weight(self) -> int:
        return sum(len(part.text) for part in self.left + self.right)


def changed(before: str, changes: Sequence[Change]) -> tuple[list[Piece], list[tuple[Span, int]]]:
    """What `parts` takes, out of changes that nobody recorded: they have no cause."""
    put = [[Piece(len(change.text))] if change.text else [] for change in changes]
    pieces, _ = step([Piece(len(before), 0)], changes, put)
    return pieces, [(Span(one.start, one.end), 0) for one in changes if one.start < one.end]


def parts(before: str, after: str, pieces: Iterable[Piece], gone: Iterable[tuple[Span, int]]) -> list[Part]:
    """Both texts as one sequence: what is the same, what is gone, what has come, in the order of the texts.

    `pieces` make up `after` and name where in `before` each stands, in ascending order; `gone` are the causes of
    what is not in them, by place (code points): positive for one of the caller's own, minus the revision for an
    edit. What an edit wrote instead of what it took out is one difference with it. Refuses with ValueError pieces
    that do not lead from one text to the other.
    """
    causes = deque(sorted(gone, key=lambda one: one[0].start))
    found: list[Part] = []
    come: list[Part] = []
    at = here = 0
    for piece in pieces:
        words = after[here : here + piece.length]
        here += piece.length
        if piece.origin is None:
            come.append(Part(words, COME, cause=piece.revision))
            continue
        if piece.origin < at or before[piece.origin : piece.origin + piece.length] != words:
            raise ValueError(f"The texts differ from {piece.origin} on, where a piece says that they do not.")
        found += [*_gone(before, at, piece.origin, causes), *come, Part(words, SAME)]
        at, come = piece.origin + piece.length, []
    if here != len(after):
        raise ValueError(f"The pieces make up {here} characters of {len(after)}.")
    found += [*_gone(before, at, len(before), causes), *come]
    return _numbered(_slid(list(_joined(part for part in found if part.text))))


def _gone(before: str, start: int, end: int, causes: deque[tuple[Span, int]]) -> Iterator[Part]:
    """What of `before` is gone in `[start, end)`, cut where the causes change. Uses up the causes that end there."""
    while start < end:
        while causes and causes[0][0].end <= start:
            causes.popleft()
        span, cause = causes[0] if causes else (Span(end, end), 0)
        inside = span.start <= start
        until = min(end, span.end if inside else span.start)
        yield Part(before[start:until], GONE, cause=cause if inside else 0)
        start = until


def _joined(found: Iterable[Part]) -> Iterator[Part]:
    """Neighbours of one kind and cause as one; what was written next to each other was one edit."""
    for (kind, cause), group in groupby(found, key=lambda part: (part.kind, part.cause)):
        yield Part("".join(part.text for part in group), kind, cause=cause)


def _slid(found: list[Part]) -> list[Part]:
    """The same with edits moved along equal words, so that lines that went or came as a whole begin with a line.

    Whether “<li>one</li>” went with its line break or “one</li>” with the next “<li>” makes the same text. What went
    with a cause of the caller's own keeps its place.
    """
    for place in range(1, len(found) - 1):
        before, part, after = found[place - 1 : place + 2]
        movable = part.kind == COME or (part.kind == GONE and part.cause <= 0)
        if movable and before.kind == after.kind == SAME:
            texts = _moved(before.text, part.text, after.text, first=place == 1)
            found[place - 1 : place + 2] = [
                replace(one, text=words) for one, words in zip((before, part, after), texts, strict=True)
            ]
    return [part for part in found if part.text]


def _moved(before: str, text: str, after: str, *, first: bool) -> tuple[str, str, str]:
    """The three texts with `text` begun and ended at a line break, where that gives the same words in all."""
    last = max(text.rfind(one) for one in BREAKS) + 1
    if not last:
        return before, text, after
    head, tail = _LINE.findall(text)[0], text[last:]
    left = before[: len(before) - len(tail)]
    if tail and before.endswith(tail) and (left.endswith(BREAKS) or (first and not left)):
        return left, tail + text[:last], tail + after
    if after.startswith(head) and not before.endswith(BREAKS):
        return before + head, text[len(head) :] + head, after[len(head) :]
    return before, text, after


def _numbered(found: Iterable[Part]) -> list[Part]:
    number, done = 0, []
    here: dict[int, int] = {}  # revision -> the number of what it took out at this place
    for part in found:
        if part.kind == SAME:
            here = {}
            done.append(part)
            continue
        own = here.get(part.cause, 0) if part.kind == COME else here.get(-part.cause, 0)
        if not own:
            number += 1
            own = number
        if part.kind == GONE and part.cause <= 0:
            here[-part.cause] = own
        done.append(Part(part.text, part.kind, own, part.cause))
    return done


def rows(found: Sequence[Part]) -> list[Row]:
    """The parts as rows, each of at most one line that both texts have; a very long line is cut."""
    table = _Table(found)
    for same, group in groupby(found, key=lambda part: part.kind == SAME):
        if same:
            for part in group:
                table.keep(part)
        else:
            table.differ(list(group))
    table.end()
    return table.rows


class _Table:
    """The rows so far, and the one that is being filled."""

    def __init__(self, found: Sequence[Part]) -> None:
        self.rows: list[Row] = []
        self.row, self.weight = Row(), 0
        self.lines = [1, 1]
        self.fresh = [True, True]  # whether a line begins here on each side
        # Where each difference has nothing to show on one side, its place is marked there.
        sides: dict[int, set[str]] = {}
        for part in found:
            sides.setdefault(part.number, set()).add(part.kind)
        self.alone = {number for number, kinds in sides.items() if len(kinds) == 1 and number}
        self.found, self.at = found, 0

    def keep(self, part: Part) -> None:
        self.at += 1
        for line in _LINE.findall(part.text):
            for at in range(0, len(line), LONGEST):
                same = Part(line[at : at + LONGEST], SAME)
                self.row.left.append(same)
                self.row.right.append(same)
                self.weight += len(same.text)
                if same.text.endswith(BREAKS) or self.weight >= LONGEST:
                    self.end()

    def differ(self, block: Sequence[Part]) -> None:
        """Lines that are gone beside lines that have come, as long as there are both."""
        self.at += len(block)
        behind = self.found[self.at].text if self.at < len(self.found) else "\n"
        closes = behind.startswith(BREAKS)  # a line that both have ends at once
        left = _lines(part for part in block if part.kind == GONE)
        right = _lines(part for part in block if part.kind == COME)
        for place in range(max(len(left), len(right))):
            old = left[place] if place < len(left) else []
            new = right[place] if place < len(right) else []
            self._put(old, self.row.left, self.row.right)
            self._put(new, self.row.right, self.row.left)
            old_ends = _ends(old, behind if place == len(left) - 1 else "")
            new_ends = _ends(new, behind if place == len(right) - 1 else "")
            if (
                (old_ends and new_ends)
                or (old_ends and not new and (closes or not _has_text(self.row.right)))
                or (new_ends and not old and (closes or not _has_text(self.row.left)))
            ):
                self.end()

    def _put(self, line: Sequence[Part], own: list[Part], other: list[Part]) -> None:
        for part in line:
            own.append(part)
            self.weight += len(part.text)
            if part.number in self.alone:
                self.alone.discard(part.number)
                other.append(Part("", GAP, part.number))

    def end(self) -> None:
        """Closes the row; nothing of an empty one is kept."""
        if not self.row.left and not self.row.right:
            return
        numbers = []
        for side, own in enumerate((self.row.left, self.row.right)):
            text = "".join(part.text for part in own)
            numbers.append(self.lines[side] if text and self.fresh[side] else 0)
            if text:
                self.lines[side] += len(_BREAK.findall(text))
                self.fresh[side] = text.endswith(BREAKS)
        self.row.numbers = (numbers[0], numbers[1])
        self.rows.append(self.row)
        self.row, self.weight = Row(), 0


def _lines(found: Iterable[Part]) -> list[list[Part]]:
    """The parts cut at their line breaks."""
    lines: list[list[Part]] = [[]]
    for part in found:
        for words in _LINE.findall(part.text):
            lines[-1].append(Part(words, part.kind, part.number, part.cause))
            if words.endswith(BREAKS):
                lines.append([])
    return lines if lines[-1] else lines[:-1]


def _ends(line: Sequence[Part], behind: str) -> bool:
    """Whether the line ends here; the first half of a line break does not end it."""
    text = line[-1].text if line else ""
    return text.endswith(BREAKS) and not (text.endswith("\r") and behind.startswith("\n"))


def _has_text(own: Sequence[Part]) -> bool:
    return any(part.text for part in own)
