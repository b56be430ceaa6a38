"""A text cut into segments: one per line, in HTML one per block.

A light view made for speed, not a parser: it knows lines, fences, block tags, inline tags, links and markers.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.spam.segment import MARKER_RE, Segment, build, kind_of

# Bounded, and stopped by the next "<": linear on any input.
TAG_RE = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,2000}>|<!--(?:[^<>-]|-(?!->)|<(?!!--)|(?<!--)>){0,2000}-->|<![^<>]{0,200}>"
)
INLINE_NAMES = """a abbr b bdi bdo big cite code del em font i img ins kbd mark q rb rp rt ruby s samp small span strong
 sub sup time tt u var wbr"""
INLINE_TAGS = frozenset(INLINE_NAMES.split())
HIDDEN_TAGS = frozenset(("script", "style", "template"))
CODE_BLOCKS = frozenset(("pre", "textarea"))
FENCES = ("```", "~~~")


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


def segments(text: str) -> list[Segment]:
    """All segments of a text (text, Markdown or HTML) in order. Linear, never raises."""
    found = list(_tagged(text) if "<" in text else _lines(text))
    for one, two in pairwise(found):
        if two.line_start < one.line_end:
            one.alone = two.alone = False
    for i, segment in enumerate(found):
        segment.index = i
    return found


def _lines(text: str) -> Iterator[Segment]:
    fence, start = "", 0
    for line in text.split("\n"):
        end = start + len(line)
        opened = _fence(line, fence)
        if opened == fence and line.strip():
            yield _segment(text, start, end, (start, min(end + 1, len(text))), code=bool(fence))
        fence, start = opened, end + 1


def _fence(line: str, fence: str) -> str:
    """The code fence that is open behind a line, "" for none."""
    mark = line.lstrip()[:3]
    if mark in FENCES and fence in ("", mark):
        return "" if fence else mark
    return fence


def _segment(
    text: str,
    start: int,
    end: int,
    line: tuple[int, int],
    *,
    code: bool = False,
    name: str = "",
    tags: list[re.Match[str]] | None = None,
    wrap: tuple[int, int] | None = None,
    cited: bool = False,
) -> Segment:
    """The segment of `[start, end)` without its marker and the blanks behind it."""
    marker = MARKER_RE.match(text, start, end)
    begin = marker.end() if marker else start
    while end > begin and text[end - 1] in " \t\r":
        end -= 1
    kind = kind_of(text, start, begin, end, marker)
    if code:
        kind = "code"
    elif kind != "tags" and ((name[:1] == "h" and name[1:].isdigit()) or name == "title"):
        kind = "heading"
    elif kind != "tags" and name in ("li", "td", "th"):
        kind = "bullet"
    inside = [tag for tag in tags or () if tag.start() >= begin and tag.end() <= end]
    segment = build(text, begin, end, line, kind, inside, wrap)
    segment.cited = cited or ">" in text[start:begin]
    return segment


def _tagged(text: str) -> Iterator[Segment]:
    """Segments of a text that holds tags: cut at newlines and at block tags."""
    newlines = [match.start() for match in re.finditer("\n", text)]
    state = _State()
    for start, end, tag in _cuts(text):
        if tag is not None and (tag[1] or "").lower() in INLINE_TAGS:
            state.inline.append(tag)
            continue
        shown = text[state.start : start]
        fence = _fence(shown, state.fence) if tag is None else state.fence
        if fence == state.fence and not state.hidden and shown.strip():
            row = bisect_left(newlines, state.start)
            last = bisect_left(newlines, start)
            line = (
                newlines[row - 1] + 1 if row else 0,
                newlines[last] + 1 if last < len(newlines) else len(text),
            )
            yield _segment(
                text, state.start, start, line,
                code=bool(state.code or fence), name=state.name, tags=state.inline,
                wrap=(state.block, end if tag is not None else start), cited=state.cited > 0,
            )  # fmt: skip
        state.fence = fence
        _enter(state, tag)
        state.start, state.inline = end, []
        state.block = start if tag is not None and not tag[0].startswith("</") else end


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


def _cuts(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
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
