"""Take Markdown apart into blocks: the block rules of CommonMark 0.31 and the tables of GitHub.

One difference on purpose: a line that stands directly under a list item, unindented, is a paragraph of its
own when the item is complete, and a few foreign words in front of `-` or `##` do not hide the mark. Injected
fragments stand in just these places, and a reader sees the list and the heading all the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from articles.text.lines import GLUED, HAN, MARKER, ends_sentence, read_tags, width
from articles.text.markdown_inline import inline_runs, label
from articles.text.markdown_source import (
    Source,
    add_block,
    add_heading,
    add_paragraph,
    bare,
    front_matter,
)
from articles.text.parse_html import parse_html
from articles.text.parse_plain import split_lines
from articles.text.runs import atomic, literal, newline
from articles.text.types import Block, Part, Run

LAZY = 60  # columns from which on an open item goes on in an unindented line

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)$")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_GLUED_ATX = re.compile(r"(\S[^#\n]{0,59}?[ \t])(#{1,6})[ \t]+(?=\S)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_REFERENCE = re.compile(
    r" {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t]+[\"'(].{0,500})?$"
)
_HTML = re.compile(
    r" {0,3}<(?:!--|[?!]|/?(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|li|main|nav|ol|p|pre|script|section"
    r"|style|summary|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|ul)(?=[\s/>]|$))",
    re.IGNORECASE,
)
_RAW = re.compile(r" {0,3}<(?:(!--)|(script|style|pre|textarea|template))", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")


def parse_markdown(text: str) -> tuple[list[Block], list[Part], str]:
    """Return the blocks of a Markdown text, the named parts beside them, and the title of its front matter."""
    source = Source(text, list(split_lines(text)))
    index = front_matter(source)
    for number in range(index, len(source.lines)):
        found = _REFERENCE.match(source.line(number))
        if found:
            source.refs.setdefault(label(found[1]), found[2])
    while index < len(source.lines):
        if not source.line(index).strip():
            index += 1
            continue
        for read in _READERS:
            after = read(source, index)
            if after > index:
                if read is not _item and not source.line(index).startswith((" ", "\t")):
                    source.indents.clear()
                index = after
                break
    return source.blocks, source.named, source.page_title


def _fence(source: Source, index: int) -> int:
    opening = _FENCE.match(source.line(index))
    if not opening:
        return index
    last = index + 1
    while last < len(source.lines):
        closing = _FENCE.match(source.line(last))
        if closing and closing[1].startswith(opening[1]) and not closing[2].strip():
            break
        last += 1
    if last > index + 1:
        start, end = source.lines[index + 1][0], source.lines[min(last, len(source.lines)) - 1][1]
        if source.text[start:end].strip():
            source.blocks.append(Block("code", start, end, (literal(source.text, start, end),)))
    return last + 1


def _html(source: Source, index: int) -> int:
    """Raw HTML up to the next blank line, or up to the end tag of a script, style, comment or `pre`."""
    if not _HTML.match(source.line(index)):
        return index
    start, last = source.lines[index][0], index + 1
    raw = _RAW.match(source.line(index))
    if raw:
        ending = re.compile("-->" if raw[1] else rf"</{raw[2]}\s{{0,99}}>", re.IGNORECASE)
        found = ending.search(source.text, start)
        stop = found.end() if found else len(source.text)
        while last < len(source.lines) and source.lines[last][0] < stop:
            last += 1
    else:
        while last < len(source.lines) and source.line(last).strip():
            last += 1
    blocks, dropped, title = parse_html(source.text, start, source.lines[last - 1][1])
    for block in blocks:
        if block.kind == "title":
            block = replace(block, kind="heading", level=2) if source.titled else block
            source.titled = True
        source.blocks.append(block)
    source.named.extend(dropped)
    source.page_title = source.page_title or title
    return last


def _atx(source: Source, index: int) -> int:
    line, (start, end) = source.line(index), source.lines[index]
    found = _ATX.match(line)
    glued = None if found else _GLUED_ATX.match(line)
    if not found and not (glued and HAN.search(glued[1])):
        return index
    closing = _CLOSING.search(line.rstrip(), found.end() if found else 0)
    words = bare(source, start + found.end() if found else start, start + closing.start() if closing else end)
    if found and words[0] < words[1]:
        add_heading(source, len(found[1]), [words])
    elif glued:
        prefix = literal(source.text, start, start + glued.end(1))
        heading = Block("heading", start, words[1], (prefix,), max(len(glued[2]), 2))
        add_block(source, heading, [(start + glued.end(), words[1])])
    return index + 1


def _rule(source: Source, index: int) -> int:
    return index + 1 if _RULE.match(source.line(index)) else index


def _quote(source: Source, index: int) -> int:
    segments: list[tuple[int, int]] = []
    last = index
    while found := _QUOTE.match(source.line(last)):
        if ">" not in found.group():
            break
        start, end = source.lines[last]
        words = bare(source, start + found.end(), end)
        last += 1
        if words[0] == words[1]:
            _add_quote(source, segments)
            segments = []
        else:
            segments.append(words)
    _add_quote(source, segments)
    return last


def _add_quote(source: Source, segments: list[tuple[int, int]]) -> None:
    if segments:
        add_block(source, Block("quote", segments[0][0], segments[-1][1], ()), segments)


def _table(source: Source, index: int) -> int:
    rule = source.line(index + 1).strip()
    if "|" not in source.line(index) or "|" not in rule or "-" not in rule or set(rule) - set("|:- \t"):
        return index
    runs: list[Run] = []
    last, before = index, source.lines[index][0]
    while last < len(source.lines) and "|" in source.line(last):
        if last != index + 1:
            for number, (start, end) in enumerate(_cells(source, *source.lines[last])):
                if runs and before < start:
                    gap = atomic(source.text, "\t", before, start, "cell") if number else None
                    runs.append(gap or newline(source.text, before, start, "row"))
                cell, dropped = (
                    inline_runs(source.text, [(start, end)], source.refs) if start < end else ((), [])
                )
                runs.extend(cell)
                source.named.extend(dropped)
                before = end
        last += 1
    if any(run.text.strip() for run in runs):
        source.blocks.append(Block("table", runs[0].start, runs[-1].end, tuple(runs)))
    return last


def _cells(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = bare(source, start, end)
    start += source.text.startswith("|", start, end)
    end -= source.text.endswith("|", start, end)
    for found in _BAR.finditer(source.text, start, end):
        yield bare(source, start, found.start())
        start = found.end()
    yield bare(source, start, end)


def _item(source: Source, index: int) -> int:
    line, (start, end) = source.line(index), source.lines[index]
    indent = len(line) - len(line.lstrip())
    found = MARKER.match(line, indent)
    glued = None if found else _glued(source, index)
    if not found and not glued:
        return index
    match = found or glued
    words = bare(source, start + match.end(), end) if match else (start, end)
    while source.indents and indent < source.indents[-1]:
        source.indents.pop()
    if not source.indents or indent > source.indents[-1] + 1:
        source.indents.append(indent)
    last, segments = index + 1, [words]
    while last < len(source.lines) and _hangs(source, last, indent):
        segments.append(bare(source, *source.lines[last]))
        last += 1
    marker = (match["bullet"] or match["number"]) if match else ""
    prefix = (literal(source.text, start, start + glued.end("prefix")),) if glued else ()
    ordered = any(char.isdigit() for char in marker)
    block = Block("list_item", start + indent, segments[-1][1], prefix, len(source.indents), ordered, marker)
    add_block(source, block, [segment for segment in segments if segment[0] < segment[1]])
    return last


def _glued(source: Source, index: int) -> re.Match[str] | None:
    """Foreign words in front of a list marker that the line above or below has too."""
    found = GLUED.match(source.line(index))
    for other in (source.line(index - 1) if index else "", source.line(index + 1)):
        marker = MARKER.match(other)
        if not found or not marker:
            continue
        if found["bullet"] and marker["bullet"] == found["bullet"]:
            return found
        if found["number"] and marker["number"] and HAN.search(found["prefix"]):
            return found
    return None


def _hangs(source: Source, index: int, indent: int) -> bool:
    """Whether a line belongs to the list item above it."""
    line, above = source.line(index), source.line(index - 1)
    if not line.strip() or _starts_block(source, index):
        return False
    inside = len(line) - len(line.lstrip()) > indent + 1
    return inside or (width(above) >= LAZY and not ends_sentence(above))


def _starts_block(source: Source, index: int) -> bool:
    """Whether a line ends the paragraph above it."""
    line = source.line(index)
    marker = MARKER.match(line.lstrip())
    listed = marker is not None and (not marker["number"] or marker["number"].strip("().、") == "1")
    opens = any(pattern.match(line) for pattern in (_FENCE, _ATX, _RULE, _HTML))
    quoted = line.lstrip().startswith(">")
    glued = _GLUED_ATX.match(line)
    return (
        listed or opens or quoted or bool(glued and HAN.search(glued[1])) or _glued(source, index) is not None
    )


def _reference(source: Source, index: int) -> int:
    return index + 1 if _REFERENCE.match(source.line(index)) else index


def _indented(source: Source, index: int) -> int:
    last = index
    if source.indents or (index and source.line(index - 1).strip()):
        return index
    while source.line(last).startswith(("    ", "\t")) and source.line(last).strip():
        last += 1
    if last > index:
        start, end = source.lines[index][0], source.lines[last - 1][1]
        source.blocks.append(Block("code", start, end, (literal(source.text, start, end),)))
    return last


def _paragraph(source: Source, index: int) -> int:
    segments = [bare(source, *source.lines[index])]
    last = index + 1
    alone = read_tags(source.line(index).strip()) is not None
    while not alone and last < len(source.lines) and source.line(last).strip():
        under = _SETEXT.match(source.line(last))
        if under and len(segments) <= 3:
            add_heading(source, 1 if under[1][0] == "=" else 2, segments)
            return last + 1
        if _starts_block(source, last) or read_tags(source.line(last).strip()) is not None:
            break
        segments.append(bare(source, *source.lines[last]))
        last += 1
    add_paragraph(source, segments)
    return last


_READERS: tuple[Callable[[Source, int], int], ...] = (
    *(_fence, _html, _atx, _rule, _quote, _table, _item, _reference, _indented, _paragraph),
)
