"""Take an HTML page or fragment apart into blocks, with offsets into the raw page.

Own and not the standard library's: `html.parser` of Python 3.11 needs quadratic time for `<a ` repeated, and
lxml drops text that is nested deeper than 255 levels. What is left out on purpose (scripts, hidden text,
navigation) comes back as parts with a reason.
"""

import re
from collections.abc import Mapping
from html import unescape

from articles.text.html_flow import Element, Flow, add_gap, add_shown, add_text, flush
from articles.text.html_rules import (
    BLOCKS,
    CELLS,
    CLOSES,
    HEADINGS,
    LEFT_OUT,
    LISTS,
    RAW,
    SHOWN,
    STYLES,
    TABLE,
    VOID,
    is_hidden,
)
from articles.text.html_tokens import Token, Value, attributes, tokens
from articles.text.refusal import TextRefused
from articles.text.types import Block, Part

MAX_DEPTH = 200

_ATTRIBUTED = re.compile(r"\bhidden\b|\bstyle\b", re.IGNORECASE)
_CLOSING = re.compile(r"</([a-zA-Z][a-zA-Z0-9:-]*)")
_LAYOUT = frozenset((*LISTS, *HEADINGS, "blockquote", "article", "section", "pre"))


def parse_html(text: str, start: int = 0, end: int | None = None) -> tuple[list[Block], list[Part], str]:
    """Return the blocks of `text[start:end]`, the parts left out, and the page's title (`<title>`).

    Refuses (TextRefused, code too_deep) elements nested deeper than MAX_DEPTH.
    """
    flow = Flow(text, len(text) if end is None else end)
    for found in _CLOSING.finditer(text, start, flow.end):
        flow.last_close[found[1].lower()] = found.start()
    position: int | None = start
    while position is not None:
        position = _read(flow, position)
    flush(flow)
    return flow.blocks, flow.dropped, flow.page_title


def _read(flow: Flow, start: int) -> int | None:
    """Read tokens up to an element that is left out as a whole; return where to go on, None at the end."""
    for token in tokens(flow.text, start, flow.end):
        if token.kind == "text":
            add_text(flow, token.start, token.end)
        elif token.kind == "comment":
            if flow.text.startswith("<!--", token.start):
                flow.dropped.append(Part("drop", token.start, token.end, "comment"))
        elif token.kind == "close":
            _close(flow, token)
        else:
            found = _attributes(flow.text, token)
            after = _leave_out(flow, token, found)
            if after is not None:
                return after
            _open(flow, token, found)
    return None


def _attributes(text: str, token: Token) -> dict[str, Value]:
    wanted = token.name in ("a", "img") or _ATTRIBUTED.search(text, token.start, token.end)
    return attributes(text, token) if wanted else {}


def _leave_out(flow: Flow, token: Token, found: Mapping[str, Value]) -> int | None:
    """Drop an element with all that is in it; return the place behind it, None where it stays."""
    name = token.name
    if name in RAW:
        return _leave_out_raw(flow, token)
    reason = LEFT_OUT.get(name) or ("hidden" if name not in VOID and is_hidden(found) else "")
    last = flow.last_close.get(name, -1)
    if not reason or name in ("html", "body") or token.start >= last:
        return None  # an element that is never closed would take the rest of the article with it
    depth, after = 1, token.end
    for inner in tokens(flow.text, token.end, flow.end):
        after = inner.end
        if inner.name == name:
            depth += 1 if inner.kind == "open" else -1
        if not depth or inner.start >= last:
            break
    flow.dropped.append(Part("drop", token.start, after, reason))
    return after


def _leave_out_raw(flow: Flow, token: Token) -> int | None:
    name = token.name
    pattern = rf"</{name}(?=[\s/>])[^>]*>?"
    closing = re.compile(pattern, re.IGNORECASE).search(flow.text, token.end, flow.end)
    if not closing and name not in ("script", "style"):
        return None
    stop, after = closing.span() if closing else (flow.end, flow.end)
    if name == "title" and not flow.page_title:
        flow.page_title = " ".join(unescape(flow.text[token.end : stop]).split())
        flow.dropped.append(Part("title", token.end, stop))
    else:
        flow.dropped.append(Part("drop", token.start, after, RAW[name]))
    return after


def _open(flow: Flow, token: Token, found: Mapping[str, Value]) -> None:
    name = token.name
    if name in BLOCKS:
        _imply_closed(flow, name)
        _boundary(flow, token)
    if name == "br":
        add_gap(flow, token, "\n", "br")
    elif (token.kind, name) in SHOWN:
        add_shown(flow, token)
    elif name == "img" and "alt" in found:
        add_text(flow, found["alt"].start, found["alt"].end)
    if name in VOID:
        return
    if len(flow.open) >= MAX_DEPTH:
        raise TextRefused(
            "too_deep",
            f"The HTML is nested deeper than {MAX_DEPTH} elements. Save the article as plain text and try again.",
        )
    above = flow.open[-1] if flow.open else Element("")
    href = unescape(found["href"].text).strip() if name == "a" and "href" in found else above.href
    flow.open.append(Element(name, _style(above, name), href, above.pre or name == "pre"))


def _style(above: Element, name: str) -> str:
    return " ".join(sorted({*above.style.split(), *STYLES.get(name, "").split()}))


def _imply_closed(flow: Flow, name: str) -> None:
    """Close what an opening tag ends without a closing tag: a paragraph, a list item, a cell."""
    ends, fence = CLOSES.get(name, (frozenset(), frozenset()))
    cut = len(flow.open)
    for index in range(len(flow.open) - 1, -1, -1):
        other = flow.open[index].name
        if other in ends or (other == "p" and (not flow.table or name in TABLE)):
            cut = index
        elif other in fence or (not ends and other in BLOCKS):
            break
    if cut < len(flow.open):
        if not flow.table:
            flush(flow)
        del flow.open[cut:]


def _close(flow: Flow, token: Token) -> None:
    name = token.name
    if (token.kind, name) in SHOWN and any(element.name == name for element in flow.open):
        add_shown(flow, token)
    if name in BLOCKS:
        _boundary(flow, token)
    for index in range(len(flow.open) - 1, -1, -1):
        other = flow.open[index].name
        if other == name:
            _end(flow, index)
            return
        if other in CELLS and name not in TABLE:
            return


def _end(flow: Flow, index: int) -> None:
    """End an open element; inline elements that stand in it stay open, as browsers do for `<b><i>…</b>`."""
    gone = flow.open[index]
    if gone.name in BLOCKS:
        del flow.open[index:]
        return
    del flow.open[index]
    above = flow.open[index - 1] if index else Element("")
    for element in flow.open[index:]:
        element.style = _style(above, element.name)
        if gone.name == "a" and element.href == gone.href:
            element.href = above.href
        above = element


def _boundary(flow: Flow, token: Token) -> None:
    """A block begins or ends: show what was read, or note the gap between two cells of a table."""
    name = token.name
    if name == "table":
        flush(flow)
        flow.table = token.kind == "open" and not any(element.name == "table" for element in flow.open)
        flow.rows = flow.cells = 0
    elif not flow.table:
        flush(flow)
    elif name in _LAYOUT:
        # A table that holds headings or lists was made for layout: its content is read as blocks.
        flush(flow)
        flow.table = False
    elif token.kind == "open" and name == "tr":
        add_gap(flow, token, "\n", "row")
        flow.rows, flow.cells = flow.rows + 1, 0
    elif token.kind == "open" and name in CELLS:
        if flow.cells:
            add_gap(flow, token, "\t", "cell")
        flow.cells += 1
    elif name not in TABLE:
        add_gap(flow, token, " ", "gap")
