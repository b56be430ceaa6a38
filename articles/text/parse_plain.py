"""Take plain text without markup apart into blocks."""

import re
from collections.abc import Iterator, Sequence

from articles.text.language import main_script
from articles.text.lines import CELL_GAP, GLUED, MARKER, TABLE_LINE, width
from articles.text.outline import VERSE, Line, mark_lines
from articles.text.runs import atomic, literal, newline, trim
from articles.text.types import Block, Run

_NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_CELL_BAR = re.compile(r"(?<!\s)\s*\|[ \t]*")


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line, without its line break (LF, CRLF, CR, U+2028, U+2029)."""
    start = 0
    for found in _NEWLINE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def parse_plain(text: str) -> list[Block]:
    """Return the blocks of a plain text in reading order. Offsets are code points of `text`."""
    lines = _read_lines(text)
    wrapped = mark_lines(lines, main_script(text))
    return list(_build(text, lines, wrapped=wrapped))


def _read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    for start, end in split_lines(text):
        raw = text[start:end]
        bare = raw.strip().strip("\ufeff").strip()
        if not bare:
            gap = True
            if lines:
                lines[-1].after = True
            continue
        indent = raw.index(bare)
        lines.append(Line(start + indent, start + indent + len(bare), bare, indent, gap))
        gap = False
    if lines:
        lines[-1].after = True
    return lines


def _build(text: str, lines: Sequence[Line], *, wrapped: bool) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        last = _group_end(lines, index, wrapped=wrapped)
        group = lines[index : last + 1]
        block = _block(text, group, wrapped=wrapped)
        if block.runs:
            yield block
        index = last + 1


def _group_end(lines: Sequence[Line], index: int, *, wrapped: bool) -> int:
    """The last line of the block that starts at `index`: wrapped prose, verse, a table, a hanging item."""
    first = lines[index]
    last = index
    while last + 1 < len(lines) and not lines[last + 1].gap:
        line = lines[last + 1]
        indented = line.indent >= 2 and line.indent > first.indent
        hanging = first.kind == "list_item" and line.kind == "text" and indented
        same = first.kind == line.kind and first.kind in ("quote", "table")
        both = first.kind == line.kind == "text"
        short = width(line.text) <= VERSE and width(lines[last].text) <= VERSE
        if not (hanging or same or (both and (wrapped or short))):
            break
        last += 1
    return last


def _block(text: str, group: Sequence[Line], *, wrapped: bool) -> Block:
    kind = "paragraph" if group[0].kind == "text" else group[0].kind
    table = kind == "table"
    runs: list[Run] = []
    marker = ""
    for number, line in enumerate(group):
        position = line.start
        if number:
            style = "row" if table else "" if wrapped or kind == "list_item" else "br"
            runs.append(newline(text, group[number - 1].end, position, style))
        if kind == "quote":
            position += len(line.text) - len(line.text.lstrip("> \t"))
        elif kind == "list_item" and not number:
            marker, glued, position = _marker(line)
            runs.append(literal(text, line.start, glued))
        runs.extend(_cells(text, position, line.end) if table else [literal(text, position, line.end)])
    level = {"title": 1, "heading": 2, "list_item": 1}.get(kind, 0)
    ordered = any(char.isdigit() for char in marker)
    return Block(kind, group[0].start, group[-1].end, trim(runs), level, ordered, marker)


def _marker(line: Line) -> tuple[str, int, int]:
    """The list marker of a line, the end of the words in front of it, and where the item's own words start."""
    plain = MARKER.match(line.text)
    found = plain or GLUED.match(line.text)
    if not found:
        return "", line.start, line.start
    glued = line.start if plain else line.start + found.end("prefix")
    return found["bullet"] or found["number"] or "", glued, line.start + found.end()


def _cells(text: str, start: int, end: int) -> Iterator[Run]:
    gap = CELL_GAP
    if TABLE_LINE.fullmatch(text, start, end):
        if text[start] == "+":
            return
        gap = _CELL_BAR
        start, end = _bare(text, start + 1, end - 1)
    for found in gap.finditer(text, start, end):
        yield literal(text, start, found.start())
        yield atomic(text, "\t", found.start(), found.end(), "cell")
        start = found.end()
    yield literal(text, start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, start + max(left, len(inner.rstrip()))
