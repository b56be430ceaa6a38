"""Write a parsed text as safe HTML or as plain words.

Nothing of the text reaches the HTML unescaped: tags come from the tables here and from the trusted `Mark`s.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from articles.text.marks import Fragment, Mark, Nesting, check_marks, escaped, fragments
from articles.text.types import Block, Document, Run

MAX_LIST_DEPTH = 12

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\\x00-\x20\x7f-\x9f]{1,2000}", re.IGNORECASE)
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))
_PARAGRAPHS = {
    "paragraph": "<p>",
    "date_line": '<p class="date">',
    "tag_line": '<p class="tags">',
    "byline": '<p class="byline">',
}


def render_html(
    document: Document,
    *,
    marks: Iterable[Mark] = (),
    skip_title: bool = False,
    skip: Collection[str] = (),
    heading_base: int = 2,
    lang: str = "",
) -> str:
    """Return the visible text of `document` as safe HTML, with `marks` (raw code points) put around its ranges.

    Leaves out the title with `skip_title` and blocks of the kinds in `skip`. Headings begin at `heading_base`
    and never skip a level. `lang` is the language of the page around: another language of the text is
    declared. Only http, https and mailto links are kept, without passing on trust. A range that no reader
    sees gets no mark. Refuses with ValueError marks that are empty or out of bounds.
    """
    left_out = {*skip, "title"} if skip_title else set(skip)
    body = "\n".join(html for html, _ in _pieces(document, marks, left_out, heading_base))
    if lang and document.language and document.language != lang.split("-")[0].lower():
        direction = ' dir="rtl"' if document.language in _RIGHT_TO_LEFT else ""
        return f'<div lang="{escaped(document.language)}"{direction}>\n{body}\n</div>'
    return body


def render_blocks(
    document: Document, *, marks: Iterable[Mark] = (), skip: Collection[str] = (), heading_base: int = 2
) -> list[tuple[str, int, int]]:
    """Return the same HTML as `render_html` in pieces that stand alone: (html, start, end) in code points.

    A list or a quotation of several blocks is one piece. Refuses the same marks.
    """
    found: list[tuple[str, int, int]] = []
    before: Block | None = None
    for html, block in _pieces(document, marks, set(skip), heading_base):
        goes_on = before and before.kind == block.kind and block.kind in ("list_item", "quote")
        if before is block or goes_on:
            words, start, _ = found.pop()
            found.append((f"{words}\n{html}", start, block.end))
        else:
            found.append((html, block.start, block.end))
        before = block
    return found


def _pieces(
    document: Document, marks: Iterable[Mark], left_out: Collection[str], base: int
) -> Iterator[tuple[str, Block]]:
    ordered = check_marks(marks, len(document.text))
    blocks = [block for block in document.blocks if block.kind not in left_out]
    by_run = fragments((run for block in blocks for run in block.runs), ordered)
    return _blocks(document, blocks, _Reader(by_run), Nesting(ordered), base)


def render_raw(text: str, marks: Iterable[Mark] = ()) -> str:
    """Return the raw text, markup and all, escaped and with `marks`; to be shown with `white-space: pre-wrap`.

    Refuses with ValueError marks that are empty or out of bounds.
    """
    ordered = check_marks(marks, len(text))
    nesting = Nesting(ordered)
    pieces: list[str] = []
    for fragment in fragments((Run(text, 0, len(text)),), ordered):
        pieces += (nesting.move(fragment.marks), escaped(fragment.text))
    return "".join((*pieces, nesting.move(())))


class _Reader:
    """Hands out the fragments of one run after the other."""

    def __init__(self, source: Iterator[Fragment]) -> None:
        self.source = source
        self.held = next(source, None)

    def of(self, run: Run) -> Iterator[Fragment]:
        while self.held is not None and self.held.run is run:
            yield self.held
            self.held = next(self.source, None)


def _blocks(
    document: Document, blocks: Sequence[Block], reader: _Reader, nesting: Nesting, base: int
) -> Iterator[tuple[str, Block]]:
    """The HTML of each block with the block; what only closes a list or quotation comes with its last block."""
    ranks = {
        level: rank for rank, level in enumerate(sorted({b.level for b in blocks if b.kind == "heading"}))
    }
    lists: list[tuple[bool, int]] = []  # whether ordered, number of the last item
    quoting, before = False, base - 1
    for last, block in zip((None, *blocks), blocks, strict=False):
        if last and block.kind != "list_item" and lists:
            yield _close_lists(lists, 0), last
        if last and quoting and block.kind != "quote":
            yield "</blockquote>", last
        inner = (
            _table(document, block, reader, nesting)
            if block.kind == "table"
            else _inner(block, reader, nesting)
        )
        if block.kind == "list_item":
            yield _item(block, lists) + inner, block
        elif block.kind == "quote":
            yield ("" if quoting else "<blockquote>\n") + f"<p>{inner}</p>", block
        elif block.kind == "code":
            yield f"<pre><code>{inner}</code></pre>", block
        elif block.kind == "table":
            yield inner, block
        elif block.kind in ("title", "heading"):
            level = (
                max(base - 1, 1) if block.kind == "title" else min(base + ranks[block.level], before + 1, 6)
            )
            before = max(level, base - 1)
            yield f"<h{level}>{inner}</h{level}>", block
        else:
            yield f"{_PARAGRAPHS[block.kind]}{inner}</p>", block
        quoting = block.kind == "quote"
    if lists:
        yield _close_lists(lists, 0), blocks[-1]
    if quoting:
        yield "</blockquote>", blocks[-1]


def _item(block: Block, lists: list[tuple[bool, int]]) -> str:
    """The tags in front of a list item: lists closed and opened so that it stands at its level."""
    depth = min(max(block.level, 1), MAX_LIST_DEPTH, len(lists) + 1)
    opening = _close_lists(lists, depth)
    number = _number(block)
    if len(lists) == depth and lists[-1][0] == block.ordered:
        expected = lists[-1][1] + 1
        lists[-1] = (block.ordered, number or expected)
        value = f' value="{number}"' if block.ordered and number and number != expected else ""
        return f"{opening}</li>\n<li{value}>"
    if len(lists) == depth:
        opening += _close_lists(lists, depth - 1)
    lists.append((block.ordered, number or 1))
    start = f' start="{number}"' if block.ordered and number and number != 1 else ""
    return opening + (f"<ol{start}>\n<li>" if block.ordered else "<ul>\n<li>")


def _number(block: Block) -> int:
    digits = re.sub(r"[^0-9]", "", block.marker)
    return int(digits) if block.ordered and digits else 0


def _close_lists(lists: list[tuple[bool, int]], depth: int) -> str:
    pieces = ["</li>\n</ol>\n" if ordered else "</li>\n</ul>\n" for ordered, _ in reversed(lists[depth:])]
    del lists[depth:]
    return "".join(pieces)


def _inner(block: Block, reader: _Reader, nesting: Nesting) -> str:
    pieces: list[str] = []
    for run in block.runs:
        pieces += _run(run, reader, nesting)
    return "".join((*pieces, nesting.move(())))


def _table(document: Document, block: Block, reader: _Reader, nesting: Nesting) -> str:
    head = document.format == "markdown"
    rows: list[list[list[str]]] = [[[]]]
    for run in block.runs:
        pieces = _run(run, reader, nesting)
        if run.style in ("cell", "row"):
            rows[-1][-1].append(nesting.move(()))
            if run.style == "row":
                rows.append([])
            rows[-1].append([])
        else:
            rows[-1][-1] += pieces
    rows[-1][-1].append(nesting.move(()))
    lines = []
    for number, row in enumerate(rows):
        tag = "th" if head and not number else "td"
        scope = ' scope="col"' if tag == "th" else ""
        cells = "".join(f"<{tag}{scope}>{''.join(cell)}</{tag}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _run(run: Run, reader: _Reader, nesting: Nesting) -> list[str]:
    pieces = []
    for fragment in reader.of(run):
        if run.style in ("cell", "row"):
            continue
        pieces.append(nesting.move(fragment.marks))
        linked = any("<a" in nesting.marks[number].open for number in fragment.marks)
        pieces.append("<br>" if "br" in run.style.split() else _styled(fragment.text, run, linked=linked))
    return pieces


def _styled(words: str, run: Run, *, linked: bool) -> str:
    html = escaped(words)
    for style in ("code", "em", "strong"):
        if style in run.style.split():
            html = f"<{style}>{html}</{style}>"
    if run.href and not linked and _SAFE_LINK.fullmatch(run.href):
        return f'<a href="{escaped(run.href)}" rel="nofollow ugc noopener">{html}</a>'
    return html


def visible(document: Document, start: int, end: int) -> str:
    """Return what a reader sees of the raw range `[start, end)`: blocks one below the other, no markup.

    An atomic run (an entity) that the range touches is shown whole. Refuses nothing: the range is cut to the
    text.
    """
    return "\n".join(words for block in document.blocks if (words := _words(block, start, end).strip("\n")))


def render_plain(document: Document) -> str:
    """Return the visible text: a blank line between blocks, list items one below the other with their marks."""
    pieces: list[str] = []
    before = ""
    for block in document.blocks:
        words = _words(block, 0, len(document.text))
        if block.kind == "list_item":
            words = "  " * (min(block.level, MAX_LIST_DEPTH) - 1) + f"{block.marker or '-'} {words}"
        if pieces:
            pieces.append("\n" if before == block.kind == "list_item" else "\n\n")
        pieces.append(words)
        before = block.kind
    return "".join(pieces)


def _words(block: Block, start: int, end: int) -> str:
    pieces = []
    for run in block.runs:
        if run.start >= end or run.end <= start:
            continue
        words = run.text
        if len(words) == run.end - run.start:
            words = words[max(start - run.start, 0) : max(end - run.start, 0)]
        if "br" in run.style.split() or run.style == "row":
            words = "\n"
        elif run.style == "cell":
            words = "\t"
        elif block.kind != "code":
            words = re.sub(r"\r\n|[\r\n\u2028\u2029]", " ", words)
        pieces.append(words)
    return "".join(pieces)
