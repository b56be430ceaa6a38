"""Cut HTML into tokens with raw offsets, in one pass.

The tokenizer follows the HTML standard (section 13.2.5) where articles need it and differs on purpose in one
thing: a `<` before the end of a tag breaks that tag, and what was scanned is text. So no code point is
scanned twice, whatever the input (`<a ` or `<a "` repeated), and nothing is swallowed up to the end.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_INSIDE = re.compile(r"[^\"'<>]*")
_ATTRIBUTE = re.compile(r"([^\s=/>\"'<]+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?")


class Token(NamedTuple):
    """`kind` is text, open, close or comment; `name` the tag's name in small letters."""

    kind: str
    start: int
    end: int
    name: str = ""


class Value(NamedTuple):
    """One attribute: its raw text and where that stands."""

    text: str
    start: int
    end: int


def scan_tag(text: str, start: int, end: int) -> tuple[Token | None, int]:
    """Read the tag at `text[start]` (`<`). Return it, or None, and the place up to which was looked."""
    name = _NAME.match(text, start, end)
    if not name:
        return None, start + 1
    position = name.end()
    while True:
        inside = _INSIDE.match(text, position, end)
        position = inside.end() if inside else end
        if position >= end or text[position] == "<":
            return None, position
        if text[position] == ">":
            kind = "close" if text[start + 1] == "/" else "open"
            return Token(kind, start, position + 1, name[1].lower()), position + 1
        if inside and inside.group().rstrip().endswith("="):
            closing = text.find(text[position], position + 1, end)
            if closing < 0:
                return None, position + 1
            position = closing
        position += 1


def scan_comment(text: str, start: int, end: int) -> int:
    """The end of the comment, doctype or processing instruction at `text[start]`, or 0 where none begins."""
    if text.startswith(("<!-->", "<!--->"), start, end):
        return text.index(">", start) + 1
    if text.startswith("<!--", start, end):
        found = text.find("-->", start + 4, end)
        return end if found < 0 else found + 3
    if text.startswith(("<!", "<?", "</"), start, end) and not _NAME.match(text, start, end):
        found = text.find(">", start, end)
        return 0 if found < 0 else found + 1
    return 0


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of `text[start:end]`; they follow each other without a gap.

    Raw text elements (script, style, title …) are not known here: `tokens` can be started anew behind them.
    """
    position = start
    while position < end:
        opening = text.find("<", position, end)
        if opening < 0:
            yield Token("text", position, end)
            return
        if opening > position:
            yield Token("text", position, opening)
        after = scan_comment(text, opening, end)
        if after:
            yield Token("comment", opening, after)
            position = after
            continue
        if text.startswith(("<!", "<?", "</"), opening, end) and not _NAME.match(text, opening, end):
            # No ">" follows anywhere, so there is no tag either.
            yield Token("text", opening, end)
            return
        tag, position = scan_tag(text, opening, end)
        yield tag or Token("text", opening, position)


def attributes(text: str, token: Token) -> dict[str, Value]:
    """The attributes of an opening tag by name in small letters; the first of two with one name counts."""
    found: dict[str, Value] = {}
    for match in _ATTRIBUTE.finditer(text, token.start + 1 + len(token.name), token.end - 1):
        group = match.lastindex or 1
        value = Value(match[group], match.start(group), match.end(group)) if group > 1 else Value("", 0, 0)
        found.setdefault(match[1].lower(), value)
    return found


def entity(raw: str) -> str:
    """What a reader sees of `&…;`, or "" where the letters name no entity. Never a NUL or a lone surrogate."""
    if raw[1] != "#" and raw[1:] not in html5:
        return ""
    return unescape(raw).replace("\0", "\ufffd") or "\ufffd"
