"""The lines of a Markdown text, and the blocks that are read of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.text.lines import is_byline, is_date_line, read_tags
from articles.text.markdown_inline import inline_runs
from articles.text.runs import trim
from articles.text.types import Block, Part

NEAR_TOP = 7  # blocks among which date and author are looked for
FRONT_LINES = 200  # lines within which front matter must end

_FRONT = {"title": "title", "date": "date_line", "tags": "tag_line", "author": "byline"}


@dataclass(slots=True)
class Source:
    """The lines of the text and what has been read of them."""

    text: str
    lines: list[tuple[int, int]]
    refs: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    named: list[Part] = field(default_factory=list)
    titled: bool = False
    page_title: str = ""
    indents: list[int] = field(default_factory=list)  # of the open list items

    def line(self, index: int) -> str:
        """One line as written, "" beyond the end."""
        return self.text[slice(*self.lines[index])] if index < len(self.lines) else ""


def front_matter(source: Source) -> int:
    """Read `---` front matter; return the first line behind it. Title, date and tags become named parts."""
    if source.line(0).strip("\ufeff \t") != "---":
        return 0
    for last in range(1, min(len(source.lines), FRONT_LINES)):
        if source.line(last).rstrip() in ("---", "..."):
            break
    else:
        return 0
    for number in range(1, last):
        name, colon, value = source.line(number).partition(":")
        kind = _FRONT.get(name.strip().lower())
        bare = value.strip().strip("\"'[]")
        if not colon or not kind or not bare:
            continue
        start = source.lines[number][0] + len(name) + 1 + value.index(bare)
        source.named.append(Part(kind, start, start + len(bare)))
        if kind == "title":
            source.page_title = bare
    return last + 1


def bare(source: Source, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its ends."""
    words = source.text[start:end]
    left = len(words) - len(words.lstrip())
    return start + left, max(start + left, start + len(words.rstrip()))


def add_block(source: Source, block: Block, segments: Sequence[tuple[int, int]]) -> None:
    """Add `block` with the words in `segments` (ranges of its lines), unless a reader sees nothing of them."""
    runs, dropped = inline_runs(source.text, segments, source.refs)
    source.named.extend(dropped)
    kept = trim([*block.runs, *runs])
    if any(run.text.strip() for run in kept):
        source.blocks.append(replace(block, runs=kept))


def add_heading(source: Source, level: int, segments: Sequence[tuple[int, int]]) -> None:
    """Add a heading; the first one of level 1 is the title."""
    start, end = segments[0][0], segments[-1][1]
    kind = "title" if level == 1 and not source.titled else "heading"
    before = len(source.blocks)
    add_block(source, Block(kind, start, end, (), 1 if kind == "title" else max(level, 2)), segments)
    source.titled = source.titled or (kind == "title" and len(source.blocks) > before)


def add_paragraph(source: Source, segments: Sequence[tuple[int, int]]) -> None:
    """Add a paragraph, named date, tag or author line where its words say so."""
    before = len(source.blocks)
    add_block(source, Block("paragraph", segments[0][0], segments[-1][1], ()), segments)
    if len(source.blocks) == before or len(segments) > 1:
        return
    block = source.blocks[-1]
    words, near_top = block.text.strip(), 0 < before < NEAR_TOP
    if read_tags(words) is not None:
        source.blocks[-1] = replace(block, kind="tag_line")
    elif is_date_line(words, near_top=near_top):
        source.blocks[-1] = replace(block, kind="date_line")
    elif near_top and is_byline(words):
        source.blocks[-1] = replace(block, kind="byline")
