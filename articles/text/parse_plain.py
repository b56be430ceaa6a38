"""Take plain text without markup apart: title, headings, list items, date, tag and author lines.

A person sees the headings of such a text at once: short lines without a full stop, followed by longer ones.
The rules here say the same. They look a few lines ahead and back only, so the work grows with the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.language import main_script
from articles.text.lines import (
    GLUED,
    HAN,
    MARKER,
    NUMBERED,
    ends_open,
    ends_sentence,
    is_byline,
    is_date_line,
    is_headline,
    read_tags,
    width,
)
from articles.text.types import Block, Run

NEAR_TOP = 7  # lines among which date, tags and author are looked for
PROSE = 60  # columns from which on a line is taken for prose
VERSE = 70  # lines of a poem or log are not longer

_NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_EMOJI_BULLET = re.compile(
    r"[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f000-\U0001faff]{0,7}[ \t]"
)
_CELL_GAP = re.compile(r"\t+| {2,}")
_SITE_TITLE = re.compile(r"[-_|—–｜]")


@dataclass(slots=True)
class Line:
    """One line that is not blank: `[start, end)` without the white space at its ends."""

    start: int
    end: int
    text: str
    indent: int
    gap: bool  # a blank line or the edge of the text stands before it
    kind: str = "text"
    after: bool = False  # the same behind it


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
    _mark_furniture(lines)
    _mark_title(lines, main_script(text))
    _mark_lists(lines)
    wrapped = _is_wrapped(lines)
    for index in range(len(lines)):
        _mark_heading(lines, index, wrapped=wrapped)
    return list(_build(text, lines, wrapped=wrapped))


def _read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    for start, end in split_lines(text):
        raw = text[start:end]
        bare = raw.strip(" \t\u3000\xa0\ufeff\x0b\x0c\x1c\x1d\x1e\x85")
        if not bare or bare.isspace():
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


def _mark_furniture(lines: list[Line]) -> None:
    for index, line in enumerate(lines):
        near_top = 0 < index < NEAR_TOP
        if read_tags(line.text) is not None:
            line.kind = "tag_line"
        elif is_date_line(line.text, near_top=near_top) and (near_top or not index or line.gap):
            line.kind = "date_line"
        elif near_top and index < 4 and is_byline(line.text):
            line.kind = "byline"


def _mark_title(lines: list[Line], script: str) -> None:
    first = 1 if len(lines) > 2 and _is_site_title(lines[0], lines[1], script) else 0
    while first < len(lines) and lines[first].kind in ("tag_line", "date_line", "byline"):
        first += 1
    if first + 1 >= len(lines):
        return
    line, following = lines[first], lines[first + 1]
    if (
        not is_headline(line.text, limit=200)
        or line.text.endswith(":")
        or MARKER.match(following.text)
        and not line.after
    ):
        return
    own = width(line.text)
    doubled = is_headline(following.text, limit=110) and (following.after or lines[first + 2].kind != "text")
    if line.after or following.kind != "text" or doubled or width(following.text) > max(PROSE, 1.2 * own):
        line.kind = "title"


def _is_site_title(line: Line, following: Line, script: str) -> bool:
    """Whether the first line is another site's title, put above the article's own."""
    if line.kind != "text" or following.kind != "text" or not is_headline(following.text, limit=200):
        return False
    chained = len(_SITE_TITLE.findall(line.text)) >= 2 and " " not in line.text.strip()
    return chained or (
        line.after and main_script(line.text) != script and main_script(following.text) == script
    )


def _mark_lists(lines: list[Line]) -> None:
    for index, line in enumerate(lines):
        if line.kind != "text":
            continue
        if MARKER.match(line.text):
            line.kind = "list_item"
        elif line.text.startswith(">"):
            line.kind = "quote"
        elif _EMOJI_BULLET.match(line.text) and any(
            _EMOJI_BULLET.match(other.text) for other in _touching(lines, index)
        ):
            line.kind = "list_item"
    for index, line in enumerate(lines):
        glued = GLUED.match(line.text) if line.kind == "text" else None
        if glued and _is_glued(glued, lines, index):
            line.kind = "list_item"
    for index, line in enumerate(lines):
        if line.kind == "list_item" and _is_numbered_heading(lines, index):
            line.kind = "heading"


def _touching(lines: Sequence[Line], index: int) -> list[Line]:
    found = []
    if index and not lines[index].gap:
        found.append(lines[index - 1])
    if index + 1 < len(lines) and not lines[index].after:
        found.append(lines[index + 1])
    return found


def _is_glued(glued: re.Match[str], lines: Sequence[Line], index: int) -> bool:
    """Whether words stand in front of a list marker that the neighbouring lines share."""
    bullet, number = glued["bullet"], glued["number"]
    for other in _touching(lines, index):
        marker = MARKER.match(other.text)
        if marker and bullet and marker["bullet"] == bullet:
            return True
        if marker and number and marker["number"] and HAN.search(glued["prefix"]) is not None:
            return True
    return False


def _is_numbered_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether `1. The hours` is a heading (prose follows it) and not an item of a list."""
    line = lines[index]
    marker = MARKER.match(line.text) or GLUED.match(line.text)
    if not marker or not marker["number"] or not is_headline(line.text, limit=100) or index + 1 >= len(lines):
        return False
    before = lines[index - 1] if index else None
    if before and before.kind == "list_item" and (not line.gap or line.after):
        return False
    following = lines[index + 1]
    if following.kind == "list_item":
        other = MARKER.match(following.text)
        return (
            not line.after
            and bool(other)
            and (not other["number"] or _restarts(marker["number"], other["number"]))
        )
    return following.kind == "text" and _is_prose(following, line) and not following.indent


def _restarts(number: str, following: str) -> bool:
    return re.sub(r"\D", "", following) == "1" and number[-1:] + number[:1] != ")" or following == number


def _is_prose(line: Line, heading: Line) -> bool:
    return width(line.text) >= PROSE or (ends_sentence(line.text) and line.kind == "text")


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the text was broken into lines of even length, as in e-mail."""
    inner = [a for a, b in zip(lines, lines[1:], strict=False) if a.kind == b.kind == "text" and not b.gap]
    if len(inner) < 3 or any(width(line.text) > 110 for line in lines):
        return False
    broken = [line for line in inner if width(line.text) >= 45 and not ends_sentence(line.text)]
    return 2 * len(broken) > len(inner)


def _mark_heading(lines: list[Line], index: int, *, wrapped: bool) -> None:
    line = lines[index]
    if line.kind != "text" or not is_headline(line.text, limit=110):
        return
    before = lines[index - 1] if index else None
    if before and not line.gap and before.kind == "text":
        loose = (
            ends_open(before.text)
            or (wrapped or width(before.text) > PROSE)
            and not ends_sentence(before.text)
        )
        if loose or not ends_sentence(before.text):
            return
    if index and _leads_on(lines, index, wrapped=wrapped) and not _in_verse(lines, index):
        line.kind = "heading"


def _leads_on(lines: Sequence[Line], index: int, *, wrapped: bool) -> bool:
    """Whether what follows a short line is what stands under a heading."""
    line = lines[index]
    numbered = bool(NUMBERED.match(line.text))
    for following in lines[index + 1 : index + 4]:
        if following.gap and not line.gap and lines[index - 1].kind != "list_item":
            return False
        if following.kind in ("list_item", "heading"):
            return numbered or not line.text.endswith((":", "："))
        if following.kind == "quote":
            return True
        if following.kind != "text":
            return False
        if wrapped and not following.gap:
            return False
        longer = width(following.text) > width(line.text)
        if _is_prose(following, line) and (longer or ends_sentence(following.text)):
            return True
        if ends_open(following.text) or not is_headline(following.text, limit=110) or following.gap:
            return False
    return False


def _in_verse(lines: Sequence[Line], index: int) -> bool:
    first = last = index
    while first and not lines[first].gap and index - first < 4:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap and last - index < 4:
        last += 1
    group = lines[first : last + 1]
    return len(group) > 2 and all(line.kind == "text" and width(line.text) <= VERSE for line in group)


def _build(text: str, lines: Sequence[Line], *, wrapped: bool) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        last = _group_end(lines, index, wrapped=wrapped)
        group = lines[index : last + 1]
        table = (
            len(group) > 1 and group[0].kind == "text" and all(_CELL_GAP.search(line.text) for line in group)
        )
        yield _block(text, group, table=table, wrapped=wrapped)
        index = last + 1


def _group_end(lines: Sequence[Line], index: int, *, wrapped: bool) -> int:
    """The last line of the block that starts at `index`: wrapped prose, verse, a table, a hanging item."""
    first = lines[index]
    last = index
    while last + 1 < len(lines) and not lines[last + 1].gap:
        line = lines[last + 1]
        hanging = (
            first.kind == "list_item"
            and line.kind == "text"
            and line.indent >= 2
            and line.indent > first.indent
        )
        quoted = first.kind == line.kind == "quote"
        both = first.kind == line.kind == "text"
        short = width(line.text) <= VERSE and width(lines[last].text) <= VERSE
        columns = bool(_CELL_GAP.search(line.text) and _CELL_GAP.search(lines[last].text))
        if not (hanging or quoted or (both and (wrapped or short or columns))):
            break
        last += 1
    return last


def _block(text: str, group: Sequence[Line], *, table: bool, wrapped: bool) -> Block:
    kind = "table" if table else {"text": "paragraph"}.get(group[0].kind, group[0].kind)
    runs: list[Run] = []
    marker, start = "", group[0].start
    for number, line in enumerate(group):
        position = line.start
        if number:
            soft = wrapped or kind == "list_item"
            style = "" if table or soft else "br"
            runs.append(Run("\n", group[number - 1].end, position, style))
        if kind == "quote":
            position += len(line.text) - len(line.text.lstrip("> \t"))
        elif (
            kind == "list_item"
            and not number
            and (found := MARKER.match(line.text) or GLUED.match(line.text))
        ):
            marker = found["bullet"] or found["number"] or ""
            if found.re is GLUED:
                runs.append(_run(text, start, start + found.end("prefix")))
            position += found.end()
        runs.extend(_cells(text, position, line.end) if table else [_run(text, position, line.end)])
    level = {"title": 1, "heading": 2, "list_item": 1}.get(kind, 0)
    kept = tuple(run for run in runs if run.start < run.end)
    return Block(
        kind, start, group[-1].end, kept, level, bool(marker and any(c.isdigit() for c in marker)), marker
    )


def _run(text: str, start: int, end: int) -> Run:
    return Run(text[start:end], start, end)


def _cells(text: str, start: int, end: int) -> Iterator[Run]:
    for found in _CELL_GAP.finditer(text, start, end):
        yield _run(text, start, found.start())
        yield Run("\t", found.start(), found.end())
        start = found.end()
    yield _run(text, start, end)
