"""The exact span of the raw text to remove: with what glued a fragment there, with both tags of an element or none."""

import re

from articles.text.spam.candidate import Candidate
from articles.text.spam.places import Place
from articles.text.spam.scripts import ARROWS, DECORATION
from articles.text.spam.segment import LATE_MARKER_RE, Segment

# What parts a fragment from its line; some pages double it. » without a blank before it closes a quotation.
_BLANK = r"[ \t\u3000]"
_APART = (
    rf"(?<={_BLANK})[»›•·>/+={ARROWS}]{{1,3}}\ufe0f?(?={_BLANK}|$)|(?<={_BLANK})[»›{ARROWS}]{{1,2}}\ufe0f?"
)
# Stars belong to the words that they touch.
_STARS = rf"(?:(?<!{_BLANK})|(?=[{DECORATION}\ufe0f]{{1,6}}(?:{_BLANK}|$)))(?:[{DECORATION}]\ufe0f?){{1,3}}"
BEHIND_RE = re.compile(rf"{_BLANK}*(?:(?:[—–|｜_:：~➤→]{{1,3}}|--?(?=[ \t])|{_APART}|{_STARS}){_BLANK}*)?")
BEFORE_RE = re.compile(rf"{_BLANK}*(?:(?:[-—–|｜_:：~·/]{{1,3}}|[,，、]|{_APART}|{_STARS}){_BLANK}*)?$")
# A sentence that ends before a fragment, and a mark between it and where another one begins.
ENDED_RE = re.compile(r"[.!?…][\"”’»)]?[ \t]+$")
PARTING_RE = re.compile(
    rf"{_BLANK}+(?:[-—–|~»›>]|[{ARROWS}]|{_STARS}){_BLANK}+(?=[\"“„«‘]?[A-ZÀ-ÖØ-Þ\u0410-\u042f])"
)
# A mark that parts a fragment from the words before it, and the end of the sentence that stays theirs.
PARTED_BEFORE_RE = re.compile(r"[ \t\u3000]*[-—–|,;，、][ \t\u3000]*$")
ENDS_RE = re.compile(r"[.!?…]+[\"”»’)]?(?=\s|$)|[。！？]")
BLANKS_RE, INNER_TAG_RE = re.compile(r"[ \t]*"), re.compile(r"<[^<>]{0,300}>")
LIST_BEHIND_RE = re.compile(r"[ \t]*[,،、，;؛；|][ \t]*")
LIST_BEFORE_RE = re.compile(r"[ \t]*[,،、，;؛；|][ \t]*$")
TAG_RE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,300}>")
LONGEST_TAG = 330  # characters of a tag
EMPTY = frozenset(("br", "hr", "img", "input", "wbr", "source", "meta", "link"))  # elements without an end
# What begins directly before a span and may end in it, and the characters of its tag.
OPENED_RE, OPENING_TAG = re.compile(r"<(b|strong|em|i|u|span|font|mark)\b[^<>]{0,150}>$"), 200


def span_of(candidate: Candidate, place: Place, text: str, listed: bool) -> tuple[int, int]:
    """The raw span to remove, with the separator that glued the fragment.

    `listed`: the lines around it carry list markers, so a dash behind the fragment is the line's own.
    """
    segment, shown = candidate.segment, candidate.segment.shown
    start, end = place.start, place.end
    if place.name == "line":
        return _line(segment, start, end, text)
    if place.name == "tag":
        start, end = _tag(shown, start, end)
    elif place.name == "prefix":
        end = _behind(shown, end, listed)
        start = 0
    elif place.name == "suffix":
        match = BEFORE_RE.search(shown, max(0, start - 8), start)
        start, end = (match.start() if match else start), place.end
    elif _between_commas(shown, start, end):
        start, end = _tag(shown, start, end)
    elif ENDS_RE.match(shown, end) and (parted := PARTED_BEFORE_RE.search(shown, max(0, start - 8), start)):
        start = parted.start()
    elif ENDED_RE.search(shown, max(0, start - 4), start) and (parted := PARTING_RE.match(shown, end)):
        end = parted.end()
    elif shown[end : end + 1] in (" ", "\u3000"):
        end += 1
    elif start and shown[start - 1] == " ":
        start -= 1
    return segment.raw(start, end)


def _behind(shown: str, end: int, listed: bool) -> int:
    if listed:
        blanks = BLANKS_RE.match(shown, end)
        after = blanks.end() if blanks else end
        marker = LATE_MARKER_RE.match(shown, after)
        if marker and not LATE_MARKER_RE.match(shown, marker.end()):
            return after
    match = BEHIND_RE.match(shown, end)
    return match.end() if match else end


def _between_commas(shown: str, start: int, end: int) -> bool:
    """Is it one of several things in a row?"""
    before = LIST_BEFORE_RE.search(shown, max(0, start - 8), start)
    return before is not None and LIST_BEHIND_RE.match(shown, end) is not None


def _tag(shown: str, start: int, end: int) -> tuple[int, int]:
    if start and shown[start - 1] == shown[end : end + 1] and shown[start - 1] in "\"'":
        start, end = start - 1, end + 1  # an entry of a list in the head of a file
    before = LIST_BEFORE_RE.search(shown, max(0, start - 8), start)
    if before:
        return before.start(), end
    behind = LIST_BEHIND_RE.match(shown, end)
    if behind:
        return start, behind.end()
    if shown[end : end + 1] == " ":
        return start, end + 1
    if start and shown[start - 1] == " ":
        return start - 1, end
    return start, end


def _line(segment: Segment, start: int, end: int, text: str) -> tuple[int, int]:
    """A segment of its own: the whole line with its newline where nothing else stands on it."""
    low, high = segment.raw(start, end)
    if segment.veiled:
        return low, high
    if segment.alone and (low - segment.line_start) + (segment.line_end - high) < 400:
        around = text[segment.line_start : low] + text[high : segment.line_end]
        if not INNER_TAG_RE.sub("", around).strip(" \t\r\n>#*+•✓»-0123456789.)"):
            return segment.line_start, segment.line_end
    if text[high : high + 1] in (" ", "\n"):
        high += 1
    return low, high


def with_its_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the end directly behind it of what begins in it, and the beginning directly before it of what ends.

    Linear in the length of the range.
    """
    opened: list[str] = []
    closed: list[str] = []
    for tag in TAG_RE.finditer(text, start, end):
        name = tag[2].lower()
        if name in EMPTY or tag[0].endswith("/>"):
            continue
        if not tag[1]:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        elif not opened:
            closed.append(name)
    for name in reversed(opened):
        behind = TAG_RE.match(text, end)
        if behind is None or (behind[1], behind[2].lower()) != ("/", name):
            break
        end = behind.end()
    for name in closed:
        low = text.rfind("<", max(0, start - LONGEST_TAG), start) if text[start - 1 : start] == ">" else -1
        before = TAG_RE.fullmatch(text, low, start) if low >= 0 else None
        if before is None or (before[1], before[2].lower()) != ("", name):
            break
        start = low
    return start, end


def with_opening_tag(text: str, first: int, last: int) -> int:
    """Where a span begins with the tag before it, if the span holds its end."""
    opened = OPENED_RE.search(text, max(0, first - OPENING_TAG), first)
    if not opened:
        return first
    inside = text[first:last]
    name = opened[1]
    return opened.start() if inside.count(f"</{name}>") > inside.count(f"<{name}") else first
