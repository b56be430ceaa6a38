"""No range that is removed leaves one tag of an element behind and takes the other."""

import re

TAG_RE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,300}>")
LONGEST = 330  # characters of a tag
EMPTY = frozenset(("br", "hr", "img", "input", "wbr", "source", "meta", "link"))  # elements without an end


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
        low = text.rfind("<", max(0, start - LONGEST), start) if text[start - 1 : start] == ">" else -1
        before = TAG_RE.fullmatch(text, low, start) if low >= 0 else None
        if before is None or (before[1], before[2].lower()) != ("", name):
            break
        start = low
    return start, end
