"""Turn the words of a Markdown block into runs: emphasis, links, code, entities, raw HTML tags.

After the CommonMark 0.31 rules for inlines, with simpler rules for what may stand beside an emphasis mark.
Each opening mark is looked at once more at most, so the work grows with the text.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.text.html_rules import RAW, STYLES
from articles.text.html_tokens import ENTITY, attributes, entity, scan_comment, scan_tag
from articles.text.runs import atomic, literal, newline
from articles.text.types import Part, Run

_MARK = re.compile(r"\\[!-/:-@\[-`{-~]|`+|&|<|!\[|\[|\]|\*+|_+|~~")
_TICKS = re.compile("`+")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>", re.IGNORECASE)
_TARGET = re.compile(
    r"\([ \t]{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,3}))"
    r"(?:[ \t]{1,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,9}\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,200})\]")


@dataclass(slots=True)
class Piece:
    """A stretch of a block: words, a mark that may open or close something, or a line break."""

    kind: str  # words, entity, code, break, mark, bracket, markup
    start: int
    end: int
    shown: str = ""
    opens: bool = False
    closes: bool = False
    left: int = 0  # characters of a mark used up at its left and right end
    right: int = 0


@dataclass(slots=True)
class Inline:
    """What one block gives: its pieces, and the styles and links that begin and end at each of them."""

    text: str
    refs: Mapping[str, str]
    pieces: list[Piece] = field(default_factory=list)
    begins: dict[int, list[str]] = field(default_factory=dict)
    ends: dict[int, list[str]] = field(default_factory=dict)
    links: dict[int, tuple[int, str]] = field(default_factory=dict)  # first piece: last piece, target
    brackets: list[tuple[int, bool]] = field(default_factory=list)  # piece, whether of an image
    tag_link: tuple[int, str] | None = None
    dropped: list[Part] = field(default_factory=list)


def label(words: str) -> str:
    """A link's label in the form by which it is looked up."""
    return " ".join(words.casefold().split())


def inline_runs(
    text: str, segments: Sequence[tuple[int, int]], refs: Mapping[str, str]
) -> tuple[tuple[Run, ...], list[Part]]:
    """Return the runs of the lines `segments` (ranges of one block) and the parts left out of them."""
    state = Inline(text, refs)
    for number, (start, end) in enumerate(segments):
        if number:
            before = segments[number - 1][1]
            hard = text[before - 1] == "\\" or text[before : before + 2] == "  "
            state.pieces.append(Piece("break", before, _line_end(text, before), "br" if hard else ""))
            if (
                text[before - 1] == "\\"
                and state.pieces[-2].end == before
                and state.pieces[-2].kind == "words"
            ):
                state.pieces[-2].end -= 1
        _scan(state, start, end)
    _emphasis(state)
    return _runs(state), state.dropped


def _line_end(text: str, start: int) -> int:
    """The place behind the line break that follows `start` and the blanks before it."""
    while text[start] not in "\n\r\u2028\u2029":
        start += 1
    return start + (2 if text.startswith("\r\n", start) else 1)


def _scan(state: Inline, start: int, end: int) -> None:
    text = state.text
    ticks: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text, start, end):
        ticks.setdefault(len(run.group()), []).append(run.start())
    position, floor = start, start
    while position < end:
        found = _MARK.search(text, position, end)
        if not found:
            break
        if found.start() > position:
            state.pieces.append(Piece("words", position, found.start()))
        mark, place = found.group(), found.start()
        if mark == "<" and place >= floor:
            position, floor = _angle(state, place, end)
        else:
            position = _mark(state, mark, place, end, ticks)
    if position < end:
        state.pieces.append(Piece("words", position, end))


def _mark(state: Inline, mark: str, start: int, end: int, ticks: Mapping[int, list[int]]) -> int:
    """Add the piece for one mark; return the place behind it."""
    text, after = state.text, start + len(mark)
    if mark[0] == "\\":
        state.pieces.append(Piece("markup", start, start + 1))
        state.pieces.append(Piece("words", start + 1, after))
    elif mark[0] == "`":
        places = ticks[len(mark)]
        index = bisect_right(places, start)
        if index < len(places):
            state.pieces.append(Piece("code", after, places[index]))
            return places[index] + len(mark)
        state.pieces.append(Piece("words", start, after))
    elif mark == "&":
        found = ENTITY.match(text, start, end)
        shown = entity(found.group()) if found else ""
        after = found.end() if found and shown else after
        state.pieces.append(Piece("entity" if shown else "words", start, after, shown))
    elif mark in ("[", "!["):
        state.brackets.append((len(state.pieces), mark == "!["))
        state.pieces.append(Piece("bracket", start, after))
    elif mark == "]":
        return _close_bracket(state, start, end)
    elif mark == "<":
        state.pieces.append(Piece("words", start, after))
    else:
        left = text[start - 1] if start else " "
        right = text[after] if after < len(text) else " "
        inner = mark[0] == "_"  # snake_case is no emphasis
        opens = not right.isspace() and not (inner and left.isalnum())
        closes = not left.isspace() and not (inner and right.isalnum())
        state.pieces.append(Piece("mark", start, after, mark[0], opens, closes))
    return after


def _close_bracket(state: Inline, start: int, end: int) -> int:
    """Add a `]` and, where it ends a link or image, what it points to; return the place behind."""
    number = len(state.pieces)
    state.pieces.append(Piece("words", start, start + 1))
    if not state.brackets:
        return start + 1
    opening, image = state.brackets.pop()
    target, after = _target(state, state.pieces[opening].end, start, end)
    if after == start:
        return start + 1
    state.pieces[opening].kind = state.pieces[number].kind = "markup"
    state.pieces[number].end = after
    if not image:
        state.links[opening] = (number, target)
        state.brackets.clear()  # a link holds no link, so earlier brackets open none
    return after


def _target(state: Inline, words: int, start: int, end: int) -> tuple[str, int]:
    """Where a link points and where it ends; the place of its `]` when it is none."""
    direct = _TARGET.match(state.text, start + 1, end)
    if direct:
        return direct[1] or direct[2] or "", direct.end()
    named = _LABEL.match(state.text, start + 1, end)
    short = state.text[words:start] if start - words <= 200 else ""
    name = label(named[1] or short if named else short)
    if name and name in state.refs:
        return state.refs[name], named.end() if named else start + 1
    return "", start


def _angle(state: Inline, start: int, end: int) -> tuple[int, int]:
    """Read what a `<` begins; return where to go on and the place before which no other `<` begins a tag."""
    text = state.text
    number = len(state.pieces)
    link = _AUTOLINK.match(text, start, end)
    if link:
        state.pieces.append(Piece("words", link.start(1), link.end(1)))
        state.links[number] = (number, link[1])
        return link.end(), link.end()
    comment = scan_comment(text, start, end) if text.startswith("<!--", start) else 0
    if comment:
        state.dropped.append(Part("drop", start, comment, "comment"))
        return comment, comment
    tag, looked = scan_tag(text, start, end)
    if not tag:
        state.pieces.append(Piece("words", start, start + 1))
        return start + 1, looked
    if tag.name in RAW and tag.kind == "open":
        closing = re.compile(rf"</{tag.name}[^>]*>", re.IGNORECASE).search(text, tag.end, end)
        after = closing.end() if closing else end
        state.dropped.append(Part("drop", start, after, RAW[tag.name]))
        return after, after
    if tag.name == "br":
        state.pieces.append(Piece("break", start, tag.end, "br"))
    elif tag.name == "a" and tag.kind == "open":
        href = attributes(text, tag).get("href")
        state.tag_link = (number, href.text.strip() if href else "")
    elif tag.name == "a" and state.tag_link:
        state.links[state.tag_link[0]] = (number, state.tag_link[1])
        state.tag_link = None
    elif tag.name in STYLES:
        side = state.begins if tag.kind == "open" else state.ends
        side.setdefault(number, []).append(STYLES[tag.name])
    state.pieces.append(
        Piece("markup", start, tag.end) if tag.name != "br" else Piece("markup", tag.end, tag.end)
    )
    return tag.end, tag.end


def _emphasis(state: Inline) -> None:
    """Pair the emphasis marks: each closing one takes the nearest opening one of its kind."""
    openers: list[int] = []
    waiting = {"*": 0, "_": 0, "~": 0}
    for number, piece in enumerate(state.pieces):
        if piece.kind != "mark":
            continue
        while piece.closes and waiting[piece.shown] and _free(piece):
            index = openers[-1]
            opener = state.pieces[index]
            if opener.shown != piece.shown or not _free(opener):
                waiting[opener.shown] -= 1
                openers.pop()
                continue
            used = 2 if min(_free(opener), _free(piece)) >= 2 else 1
            opener.right += used
            piece.left += used
            style = "" if piece.shown == "~" else "strong" if used == 2 else "em"
            if style:
                state.begins.setdefault(index, []).append(style)
                state.ends.setdefault(number, []).append(style)
        if piece.opens and _free(piece):
            openers.append(number)
            waiting[piece.shown] += 1


def _free(piece: Piece) -> int:
    return piece.end - piece.start - piece.left - piece.right


def _runs(state: Inline) -> tuple[Run, ...]:
    runs: list[Run] = []
    words: list[tuple[int, int]] = []  # neighbouring words of one look become one run
    held = {"strong": 0, "em": 0, "code": 0}
    href, last, look_before = "", -1, ("", "")

    def end_words() -> None:
        if words:
            runs.append(literal(state.text, words[0][0], words[-1][1], *look_before))
            words.clear()

    for number, piece in enumerate(state.pieces):
        for style in state.ends.get(number, ()):
            held[style] = max(held[style] - 1, 0)
        if number in state.links and number > last:
            last, href = state.links[number]
        start, end = piece.start + piece.left, piece.end - piece.right
        code = piece.kind == "code"
        look = (" ".join(s for s in sorted(held) if held[s] or (code and s == "code")), href)
        if piece.kind in ("break", "entity"):
            end_words()
            make = newline(state.text, start, end, piece.shown)
            runs.append(make if piece.kind == "break" else atomic(state.text, piece.shown, start, end, *look))
        elif piece.kind != "markup" and start < end:
            if words and (words[-1][1] != start or look != look_before):
                end_words()
            words.append((start, end))
            look_before = look
        for style in state.begins.get(number, ()):
            held[style] += 1
        if number >= last:
            href = ""
    end_words()
    return tuple(runs)
