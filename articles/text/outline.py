"""Say what each line of a plain text is: title, heading, list item, date, tags, author, prose.

A person sees the headings of such a text at once: short lines without a full stop, followed by longer ones.
The rules here say the same. They look a few lines ahead and back only, so the work grows with the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.language import main_script
from articles.text.lines import (
    GLUED,
    HAN,
    MARKER,
    NUMBERED,
    TABLE_LINE,
    ends_open,
    ends_sentence,
    has_columns,
    is_byline,
    is_date_line,
    is_headline,
    read_tags,
    width,
)

NEAR_TOP = 7  # lines among which date, tags and author are looked for
PROSE = 60  # columns from which on a line is taken for prose
VERSE = 70  # lines of a poem or log are not longer

_EMOJI_BULLET = re.compile(
    r"[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f000-\U0001faff]{0,7}[ \t]"
)
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


def mark_lines(lines: list[Line], script: str) -> bool:
    """Set the `kind` of each line; `script` is the main script of the text. Return whether it is wrapped prose."""
    _mark_furniture(lines)
    _mark_title(lines, script)
    _mark_lists(lines)
    wrapped = _is_wrapped(lines)
    for index in range(len(lines)):
        _mark_heading(lines, index, wrapped=wrapped)
    return wrapped


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
    if not is_headline(line.text, limit=200) or line.text.endswith(":") or line.text.startswith(">"):
        return
    if _is_table_line(line) and _is_table_line(following) and not line.after:
        return
    if MARKER.match(following.text) and not line.after:
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
        elif _is_table_line(line) and any(_is_table_line(other) for other in _touching(lines, index)):
            line.kind = "table"
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


def _is_table_line(line: Line) -> bool:
    return TABLE_LINE.fullmatch(line.text) is not None or has_columns(line.text)


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
    if before and before.kind == "list_item" and (not line.gap or line.after) and _goes_on(before, marker):
        return False
    following = lines[index + 1]
    if following.kind == "list_item":
        other = MARKER.match(following.text)
        return not line.after and other is not None and (not other["number"] or _restarts(other["number"]))
    return following.kind == "table" or (_is_prose(following) and not following.indent)


def _goes_on(before: Line, marker: re.Match[str]) -> bool:
    """Whether the item before is numbered too, so that this number belongs to the same list."""
    other = MARKER.match(before.text) or GLUED.match(before.text)
    return other is not None and bool(other["number"]) and not (_restarts(marker["number"]) and before.gap)


def _restarts(number: str) -> bool:
    return re.sub(r"\D", "", number) == "1"


def _is_prose(line: Line) -> bool:
    return line.kind == "text" and (width(line.text) >= PROSE or ends_sentence(line.text))


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the text was broken into lines of even length, as in e-mail."""
    inner = [a for a, b in pairwise(lines) if a.kind == b.kind == "text" and not b.gap]
    if len(inner) < 3 or any(width(line.text) > 110 for line in lines):
        return False
    broken = [line for line in inner if width(line.text) >= 45 and not ends_sentence(line.text)]
    return 2 * len(broken) > len(inner)


def _mark_heading(lines: list[Line], index: int, *, wrapped: bool) -> None:
    line = lines[index]
    if line.kind != "text" or not is_headline(line.text, limit=110):
        return
    before = lines[index - 1] if index else None
    if before and not line.gap and before.kind == "text" and not ends_sentence(before.text):
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
        if following.kind in ("quote", "table"):
            return True
        if following.kind != "text":
            return False
        if wrapped and not following.gap:
            return False
        longer = width(following.text) > width(line.text)
        if _is_prose(following) and (longer or ends_sentence(following.text)):
            return True
        if (
            ends_open(following.text.rstrip(":："))
            or not is_headline(following.text, limit=110)
            or following.gap
        ):
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
