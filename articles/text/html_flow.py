"""The state of one pass over HTML: what is open, and the runs of the block that is being read."""

import re
from dataclasses import dataclass, field

from articles.text.html_rules import CELLS, HEADINGS, LISTS, SHOWN
from articles.text.html_tokens import ENTITY, Token, entity
from articles.text.lines import is_byline, is_date_line, read_tags
from articles.text.runs import atomic, literal, newline, trim
from articles.text.types import Block, Part, Run

NEAR_TOP = 7  # blocks among which date and author are looked for

_BLANKS = " \t\n\r\f"
_PIECE = re.compile(rf"[{_BLANKS}]+|[^{_BLANKS}]+")


@dataclass(slots=True)
class Element:
    """An open element, with the style and link that hold inside it."""

    name: str
    style: str = ""
    href: str = ""
    pre: bool = False
    shown: bool = False  # a list item whose first block was shown


@dataclass(slots=True)
class Flow:
    """What one pass has read and what is open."""

    text: str
    end: int
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Part] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    words: tuple[int, int] | None = None  # raw text that goes into one run
    look: tuple[str, str] = ("", "")  # style and link of those words
    blank: tuple[int, int] | None = None  # white space that counts if a word follows
    open: list[Element] = field(default_factory=list)
    table: bool = False  # inside a table that holds data
    rows: int = 0
    cells: int = 0
    titled: bool = False
    page_title: str = ""
    last_close: dict[str, int] = field(default_factory=dict)


def add_text(flow: Flow, start: int, end: int) -> None:
    """Add raw text to the block: white space is folded as browsers do, outside `pre`."""
    above = flow.open[-1] if flow.open else Element("")
    look = (above.style, above.href)
    if above.pre:
        _add_words(flow, start, end, look)
        return
    for piece in _PIECE.finditer(flow.text, start, end):
        if flow.text[piece.start()] not in _BLANKS:
            if flow.blank:
                _add_blank(flow, look)
            _add_words(flow, *piece.span(), look)
        elif flow.words or (flow.runs and not _at_gap(flow)):
            flow.blank = flow.blank or piece.span()


def _at_gap(flow: Flow) -> bool:
    return not flow.words and bool(flow.runs) and flow.runs[-1].style in ("br", "cell", "row", "gap")


def _add_blank(flow: Flow, look: tuple[str, str]) -> None:
    start, end = flow.blank or (0, 0)
    flow.blank = None
    if end - start == 1:
        _extend(flow, start, end, look if flow.look == look else ("", ""))
    else:
        _end_words(flow)
        flow.runs.append(atomic(flow.text, " ", start, end))


def _add_words(flow: Flow, start: int, end: int, look: tuple[str, str]) -> None:
    position = start
    while position < end:
        mark = flow.text.find("&", position, end)
        found = ENTITY.match(flow.text, mark, flow.end) if mark >= 0 else None
        shown = entity(found.group()) if found else ""
        stop = end if mark < 0 else mark if shown else mark + 1
        if position < stop:
            _extend(flow, position, stop, look)
        position = stop
        if found and shown:
            _end_words(flow)
            flow.runs.append(atomic(flow.text, shown, found.start(), found.end(), *look))
            position = found.end()


def _extend(flow: Flow, start: int, end: int, look: tuple[str, str]) -> None:
    if flow.words and flow.words[1] == start and flow.look == look:
        flow.words = (flow.words[0], end)
        return
    _end_words(flow)
    flow.words, flow.look = (start, end), look


def _end_words(flow: Flow) -> None:
    if flow.words:
        flow.runs.append(literal(flow.text, *flow.words, *flow.look))
        flow.words = None


def add_gap(flow: Flow, token: Token, shown: str, style: str) -> None:
    """Add what a tag stands for inside a block: the gap between cells, a line break, a blank."""
    _end_words(flow)
    flow.blank = None
    if style == "br":
        flow.runs.append(newline(flow.text, token.start, token.end, style))
    elif flow.runs and not (style == "gap" and _at_gap(flow)):
        flow.runs.append(atomic(flow.text, shown, token.start, token.end, style))


def add_shown(flow: Flow, token: Token) -> None:
    """Add the bracket or quotation mark that a tag stands for."""
    above = flow.open[-1] if flow.open else Element("")
    if flow.blank:
        _add_blank(flow, (above.style, above.href))
    _end_words(flow)
    shown = SHOWN[token.kind, token.name]
    flow.runs.append(atomic(flow.text, shown, token.start, token.end, above.style, above.href))


def flush(flow: Flow) -> None:
    """End the block: what was read becomes a `Block` if a reader sees anything of it."""
    _end_words(flow)
    flow.blank = None
    runs = trim(flow.runs)
    flow.runs = []
    if not any(run.text.strip() for run in runs):
        return
    kind, level, ordered = _kind(flow)
    block = Block(kind, runs[0].start, runs[-1].end, runs, level, ordered)
    flow.blocks.append(_furniture(flow, block) if kind == "paragraph" else block)


def _kind(flow: Flow) -> tuple[str, int, bool]:
    """Kind, level and numbering of the block that ends, by the elements that are open."""
    if flow.table:
        return "table", 0, False
    for index in range(len(flow.open) - 1, -1, -1):
        element = flow.open[index]
        if element.name in HEADINGS:
            level = HEADINGS[element.name]
            if level == 1 and not flow.titled:
                flow.titled = True
                return "title", 1, False
            return "heading", max(level, 2), False
        if element.name == "li" and not element.shown:
            element.shown = True
            lists = [other.name for other in flow.open[:index] if other.name in LISTS]
            return "list_item", max(len(lists), 1), bool(lists) and lists[-1] == "ol"
        if element.name == "pre":
            return "code", 0, False
        if element.name == "blockquote":
            return "quote", 0, False
        if element.name in CELLS:
            break
    return "paragraph", 0, False


def _furniture(flow: Flow, block: Block) -> Block:
    """The block, named date, tag or author line where its words say so."""
    words = block.text.strip()
    near_top = 0 < len(flow.blocks) < NEAR_TOP
    kind = "paragraph"
    if read_tags(words) is not None:
        kind = "tag_line"
    elif is_date_line(words, near_top=near_top):
        kind = "date_line"
    elif near_top and is_byline(words):
        kind = "byline"
    return Block(kind, block.start, block.end, block.runs)
