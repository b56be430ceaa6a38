"""Where a text is cut: at newlines, in a text with tags at block tags too.

A light view made for speed, not a parser: it knows lines, fences, block tags, inline tags and comments.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

# Bounded, and stopped by the next "<": linear on any input.
TAG_RE = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,2000}>|<!--(?:[^<>-]|-(?!->)|<(?!!--)|(?<!--)>){0,2000}-->|<![^<>]{0,200}>"
)
INLINE_NAMES = """a abbr b bdi bdo big cite code del em font i img ins kbd mark q rb rp rt ruby s samp small span strong
 sub sup time tt u var wbr"""
INLINE_TAGS = frozenset(INLINE_NAMES.split())
HIDDEN_TAGS = frozenset(("script", "style", "template"))
# What readers see of a picture or a link only when they point at it.
SAID_RE = re.compile(r"""(?<![\w-])(?:alt|title)\s?=\s?(?:"([^"<>]{8,300})"|'([^'<>]{8,300})')""", re.I)
# What hides an element from readers and not from engines.
VEIL_RE = re.compile(
    r"(?<![\w-])(?:display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0(?![.\d])|(?:left|top|text-indent)\s?:\s?-\d{3})",
    re.I,
)
CODE_BLOCKS = frozenset(("pre", "textarea"))
VOID_TAGS = frozenset(("br", "hr", "img", "input", "link", "meta", "source"))
ATTRIBUTE = "@"  # the name of what an attribute says
FENCES = ("```", "~~~")


class Block(NamedTuple):
    """What the tags around a cut say."""

    line: tuple[int, int]  # raw range of the lines it stands on, newline included
    name: str  # of the block tag before it
    inline: list[re.Match[str]]  # tags within it
    wrap: tuple[int, int]  # raw range with the block tags around it
    cited: bool  # in a block quotation
    veiled: bool = False  # in an element that no page shows


Cut = tuple[
    int, int, bool, Block | None
]  # raw range, in a block of code, None for a line of a text without tags


@dataclass(slots=True)
class _State:
    """What is open at a place of a text with tags."""

    start: int = 0  # of the text since the last cut
    block: int = 0  # of that text with the tag that opened it
    name: str = ""  # of that tag
    inline: list[re.Match[str]] = field(default_factory=list)
    hidden: int = 0
    code: int = 0
    cited: int = 0
    fence: str = ""
    veil: str = ""  # the name of an element that no page shows
    veils: int = 0  # how many of that name are open, from that one on


def cut(text: str) -> list[Cut]:
    """All stretches of a text (text, Markdown or HTML) that show something, in order. Linear, never raises."""
    return list(_tagged(text)) if "<" in text else _lines(text)


def _lines(text: str) -> list[Cut]:
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    if is_fenced(text):
        return list(_fenced(lines, starts))
    return [
        (start, start + len(line), False, None)
        for line, start in zip(lines, starts, strict=False)
        if line and not line.isspace()
    ]


def is_fenced(text: str) -> bool:
    """Has a text blocks of code between marks, if it has no tags?"""
    # One sign is sought ten times as fast as three.
    return any(mark[0] in text and mark in text for mark in FENCES)


def _fenced(lines: list[str], starts: Iterator[int]) -> Iterator[Cut]:
    """Lines without the marks of fences, those between two marks as code."""
    fence = ""
    for line, start in zip(lines, starts, strict=False):
        opened = _fence(line, fence)
        if opened == fence and line and not line.isspace():
            yield start, start + len(line), bool(fence), None
        fence = opened


def _fence(line: str, fence: str) -> str:
    """The fence that is open behind a line, "" for none."""
    mark = line.lstrip()[:3]
    if mark in FENCES and fence in ("", mark):
        return "" if fence else mark
    return fence


def _tagged(text: str) -> Iterator[Cut]:
    newlines = [match.start() for match in re.finditer("\n", text)]
    state = _State()
    said: list[Cut] = []
    for start, end, tag in _places(text):
        if tag is not None and "=" in tag[0] and not state.hidden:
            said += _said(text, tag, newlines, state)
        if tag is not None and (tag[1] or "").lower() in INLINE_TAGS:
            state.inline.append(tag)
            continue
        shown = text[state.start : start]
        fence = _fence(shown, state.fence) if tag is None else state.fence
        if fence == state.fence and not state.hidden and shown.strip():
            line = _line_of(text, newlines, state.start, start)
            wrap = (state.block, end if tag is not None else start)
            block = Block(line, state.name, state.inline, wrap, state.cited > 0, state.veils > 0)
            yield state.start, start, bool(state.code or fence), block
        state.fence = fence
        _enter(state, tag)
        state.start, state.inline = end, []
        state.block = start if tag is not None and not tag[0].startswith("</") else end
    yield from said


def _line_of(text: str, newlines: list[int], start: int, end: int) -> tuple[int, int]:
    """The raw range of the lines that a stretch stands on, newline included."""
    row, last = bisect_left(newlines, start), bisect_left(newlines, end)
    return (
        newlines[row - 1] + 1 if row else 0,
        newlines[last] + 1 if last < len(newlines) else len(text),
    )


def _said(text: str, tag: re.Match[str], newlines: list[int], state: _State) -> Iterator[Cut]:
    """What the attributes of a tag say. They stand behind all else, where they part no lines from their neighbours."""
    for match in SAID_RE.finditer(text, tag.start(), tag.end()):
        start, end = match.span(match.lastindex or 0)
        line = _line_of(text, newlines, start, end)
        yield start, end, state.code > 0, Block(line, ATTRIBUTE, [], (start, end), state.cited > 0)


def _enter(state: _State, tag: re.Match[str] | None) -> None:
    """Count open script and code elements; note the name of the block that begins."""
    if tag is None:
        return
    name = (tag[1] or "").lower()
    closing = tag[0].startswith("</")
    step = -1 if closing else 1
    if name in HIDDEN_TAGS:
        state.hidden = max(0, state.hidden + step)
    if name in CODE_BLOCKS:
        state.code = max(0, state.code + step)
    if name == "blockquote":
        state.cited = max(0, state.cited + step)
    state.name = "" if closing else name
    if state.veils:
        state.veils += step * (name == state.veil)
    elif not closing and name not in VOID_TAGS and VEIL_RE.search(tag[0]):
        state.veil, state.veils = name, 1


def _places(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Newlines (None) and tags in order, and the end of the text."""
    position = 0
    for tag in TAG_RE.finditer(text):
        yield from _newlines(text, position, tag.start())
        yield (*tag.span(), tag)
        position = tag.end()
    yield from _newlines(text, position, len(text))
    yield len(text), len(text), None


def _newlines(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    here = text.find("\n", start, end)
    while here >= 0:
        yield here, here + 1, None
        here = text.find("\n", here + 1, end)
