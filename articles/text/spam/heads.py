"""One line: where its content begins behind its marker, what kind of line it is, and the segment that it makes."""

import re

from articles.text.spam.cuts import ATTRIBUTE, Cut
from articles.text.spam.segment import LINK_RE, MARKER_RE, SENTENCE_END, Segment, build, kind_of

INDENTS = ("    ", "\t")
BEFORE, BEHIND = 4, 3  # characters beside a link that tell whether it hangs there
BEFORE_LINK = frozenset(SENTENCE_END + "-—–|_~)")  # ends of sentences, dashes, another link
BEHIND_LINK = "[!"  # another link
LETTERED = (".", ")")  # behind a letter they may make a list marker of it


def undressed(text: str, start: int, end: int) -> tuple[str, bool]:
    """What a line without tags shows, and whether a link begins or ends something or a mark is not shown."""
    begin = content_start(text, start, end)
    stop = stripped(text, begin, end)
    if text.find("&", begin, stop) >= 0:
        return build(text, begin, stop, (start, end), "", []).shown.replace("\n", "\v"), True
    pieces, position, odd = [], begin, text.find("#", start, end) >= 0
    for link in LINK_RE.finditer(text, begin, stop):
        pieces += [text[position : link.start()], link[1]]
        position = link.end()
        before = text[max(begin, link.start() - BEFORE) : link.start()].rstrip()
        behind = text[position : min(stop, position + BEHIND)].strip()
        odd |= not before or before[-1] in BEFORE_LINK or not behind or behind[0] in BEHIND_LINK
    return "".join([*pieces, text[position:stop]]), odd


def content_start(text: str, start: int, end: int) -> int:
    """Where the content of a line begins behind its marker."""
    marker = _marker(text, start, end)
    return marker.end() if marker else start


def _marker(text: str, start: int, end: int) -> re.Match[str] | None:
    """The marker of a line, with the blanks before it; most lines begin with a letter and have none."""
    if text[start : start + 1].isalpha() and text[start + 1 : start + 2] not in LETTERED:
        return None
    return MARKER_RE.match(text, start, end)


def kind_at(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the content of a line begins behind its marker, and what kind of line it is."""
    marker = _marker(text, start, end)
    begin = marker.end() if marker else start
    stop = stripped(text, begin, end)
    kind = kind_of(text, start, begin, stop, marker)
    return begin, "code" if kind in ("heading", "body") and _set_off(text, start, begin, stop) else kind


def stripped(text: str, begin: int, end: int) -> int:
    """The end of a line without the blanks there."""
    while end > begin and text[end - 1] in " \t\r":
        end -= 1
    return end


def _set_off(text: str, start: int, begin: int, stop: int) -> bool:
    """Is a line indented as code is, and neither a heading nor a sentence?"""
    return (
        text.startswith(INDENTS, start)
        and text[start:begin].isspace()
        and text[start - 1 : start] in ("", "\n")
        and text[stop - 1 : stop] not in SENTENCE_END
    )


def segment_of(text: str, one: Cut) -> Segment:
    """The segment of a cut, without its marker and the blanks behind it."""
    start, end, code, block = one
    begin, kind = kind_at(text, start, end)
    stop = stripped(text, begin, end)
    if block is None:
        made = build(text, begin, stop, (start, min(end + 1, len(text))), "code" if code else kind, [])
        made.cited = ">" in text[start:begin]
        return made
    name = block.name
    if kind == "code" and (name or block.wrap[0] != start):
        kind = kind_of(text, start, begin, stop, None)  # only the source of a page is indented
    if code:
        kind = "code"
    elif name == ATTRIBUTE:
        kind = "attribute"
    elif kind not in ("tags", "code") and ((name[:1] == "h" and name[1:].isdigit()) or name == "title"):
        kind = "heading"
    elif kind not in ("tags", "code") and name in ("li", "td", "th"):
        kind = "bullet"
    inside = [tag for tag in block.inline if tag.start() >= begin and tag.end() <= stop]
    made = build(text, begin, stop, block.line, kind, inside, block.wrap)
    made.veiled = block.veiled
    made.cited = block.cited or ">" in text[start:begin]
    return made
