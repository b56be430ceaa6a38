"""The segments of a text: one per line, in HTML one per block.

Cutting is cheap and making a segment is not, so a segment is made when somebody asks for it: of clean text hardly any
is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import overload

from articles.text.spam.cuts import Cut, cut
from articles.text.spam.scripts import BLANKED, is_strange, places_of, signs_beyond
from articles.text.spam.segment import ENTITY_RE, LINK_RE, MARKER_RE, SENTENCE_END, Segment, build, kind_of

INDENTS = ("    ", "\t")
BEFORE, BEHIND = 4, 3  # characters beside a link that tell whether it hangs there
BEFORE_LINK = frozenset(SENTENCE_END + "-—–|_~)")  # ends of sentences, dashes, another link
BEHIND_LINK = "[!"  # another link
LETTERED = (".", ")")  # behind a letter they may make a list marker of it


class Segments(Sequence[Segment]):
    """All segments of a text in order, and what can be told of them without making them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tagged = "<" in text
        self._made: dict[int, Segment] = {}

    @cached_property
    def _cuts(self) -> list[Cut]:
        return cut(self.text)

    def __len__(self) -> int:
        return len(self._cuts)

    @overload
    def __getitem__(self, i: int) -> Segment: ...
    @overload
    def __getitem__(self, i: slice) -> list[Segment]: ...
    def __getitem__(self, i: int | slice) -> Segment | list[Segment]:
        if isinstance(i, slice):
            return [self[one] for one in range(*i.indices(len(self)))]
        made = self._made.get(i)
        if made is None:
            i = range(len(self))[i]
            made = self._made[i] = _segment(self.text, self._cuts[i])
            made.index = i
            if self.tagged:
                made.alone = self._alone(i)
        return made

    def _alone(self, i: int) -> bool:
        """Does nothing else stand on the lines of a segment?"""
        start, end = self.line(i)
        return (i == 0 or self.line(i - 1)[1] <= start) and (i + 1 == len(self) or self.line(i + 1)[0] >= end)

    def __iter__(self) -> Iterator[Segment]:
        return (self[i] for i in range(len(self)))

    @cached_property
    def stream(self) -> str:
        """What is shown, a line for a segment. Without tags it is the text itself, its markers and blanks included,
        but for lines with links or entities: what they show, with blanks behind it."""
        if self.tagged:
            return "\n".join(self._lines)
        text, pieces, position = self.text, [], 0
        for start, end, shown, _ in self._dressed_lines:
            pieces += [text[position:start], shown.ljust(end - start)]
            position = end
        return "".join([*pieces, text[position:]]) if pieces else text

    @cached_property
    def _dressed_lines(self) -> list[tuple[int, int, str, bool]]:
        """The lines of a text without tags that hold links or entities: raw range, what they show, see `odd`."""
        text = self.text
        places = [place for place in places_of(text, "]") if text.startswith("(", place + 1)]
        if "&" in text:
            places = sorted([*places, *(match.start() for match in ENTITY_RE.finditer(text))])
        lines: list[tuple[int, int, str, bool]] = []
        for place in places:
            if not lines or place > lines[-1][1]:
                end = text.find("\n", place)
                start, end = text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)
                lines.append((start, end, *_undressed(text, start, end)))
        return lines

    @cached_property
    def dressed(self) -> list[int]:
        """The segments that may show something else than their raw text: those with tags, links or entities."""
        if self.tagged:
            return [i for i, one in enumerate(self._cuts) if not self._is_plain(one)]
        return [i for start, end, *_ in self._dressed_lines if self._cuts[i := self._cut_at(start)][1] == end]

    @cached_property
    def odd(self) -> list[int]:
        """Those of them of which the stream does not tell all: a link may hang at an end, a mark be in its target."""
        if self.tagged:
            return [i for i in self.dressed if self[i].links or self[i].kind == "tags"]
        lines = [start for start, _, _, odd in self._dressed_lines if odd]
        return [i for start in lines if self._cuts[i := self._cut_at(start)][0] == start]

    @cached_property
    def raw(self) -> bytes:
        """The stream as UTF-8."""
        return self.stream.encode("utf-8", "surrogatepass")

    @cached_property
    def small(self) -> bytes:
        """The same with its letters beyond ASCII small."""
        if any(sign != sign.lower() for sign in self.signs):
            return self.stream.lower().encode("utf-8", "surrogatepass")
        return self.raw

    @cached_property
    def plain(self) -> bytes:
        """The same with all letters small, a blank for each ASCII mark, and one before and behind it all."""
        return b" " + self.small.translate(BLANKED) + b" "

    @cached_property
    def words(self) -> list[bytes]:
        """The words of the stream; see `tokens_of`."""
        return self.plain.split()

    @cached_property
    def signs(self) -> frozenset[str]:
        """The different signs of the stream beyond ASCII."""
        return signs_beyond(self.raw)

    @cached_property
    def _lines(self) -> list[str]:
        return [_line(part) for part in self]

    @cached_property
    def _starts(self) -> list[int]:
        return [*accumulate((len(line) + 1 for line in self._lines[:-1]), initial=0)]

    def at(self, place: int) -> int:
        """The segment at a place of the stream, or the last one before it (-1 for none)."""
        return bisect_right(self._starts, place) - 1 if self.tagged else self._cut_at(place)

    def at_byte(self, place: int) -> int:
        """The same for a place of `small`."""
        if self.raw.isascii():
            return self.at(place)
        line = bisect_right(self._line_starts, (place + 1,)) - 1
        return self.at(self._line_starts[line][1])

    @cached_property
    def _line_starts(self) -> list[tuple[int, int]]:
        """Where the lines begin in `small` and in the stream."""
        small = accumulate((len(line) + 1 for line in self.small.split(b"\n")), initial=0)
        stream = accumulate((len(line) + 1 for line in self.stream.split("\n")), initial=0)
        return list(zip(small, stream, strict=True))[:-1]

    def _cut_at(self, place: int) -> int:
        return bisect_right(self._cuts, place, key=itemgetter(0)) - 1

    def _is_plain(self, one: Cut) -> bool:
        start, end, _, block = one
        return (
            not (block and block.inline)
            and self.text.find("&", start, end) < 0
            and self.text.find("](", start, end) < 0
        )

    def line(self, i: int) -> tuple[int, int]:
        """The raw range of the lines that a segment stands on, the last newline included."""
        start, end, _, block = self._cuts[i]
        return block.line if block else (start, min(end + 1, len(self.text)))

    def width(self, i: int) -> int:
        """The characters from the beginning of its line to the end of a segment."""
        if self.tagged:
            return self[i].end - self[i].line_start
        start, end, *_ = self._cuts[i]
        return _stripped(self.text, _begin(self.text, start, end), end) - start

    def is_code(self, i: int) -> bool:
        """Does a segment stand in a block of code?"""
        return self._cuts[i][2]

    def shown(self, i: int) -> str:
        """What a segment shows."""
        if i in self._made or not self._is_plain(self._cuts[i]):
            return self[i].shown
        start, end, *_ = self._cuts[i]
        return self.text[_begin(self.text, start, end) : end].rstrip(" \t\r")

    def kind(self, i: int) -> str:
        """The kind of a segment."""
        if i in self._made or self.tagged:
            return self[i].kind
        return "code" if self.is_code(i) else _kind(self.text, *self._cuts[i][:2])[1]

    @cached_property
    def firsts(self) -> list[str]:
        """The first character that each segment shows, "" for none."""
        text = self.text
        return [
            char if (char := text[one[0]]).isalpha() and text[one[0] + 1 : one[0] + 2] not in LETTERED
            else self.shown(i)[:1]
            for i, one in enumerate(self._cuts)
        ]  # fmt: skip

    @cached_property
    def strange(self) -> frozenset[str]:
        """The signs of the stream that are neither Latin letters nor usual in Latin text."""
        return frozenset(filter(is_strange, self.signs))


def segments(text: str) -> Segments:
    """The segments of a text (text, Markdown or HTML). Linear, never raises."""
    return Segments(text)


def _line(part: Segment) -> str:
    """What a segment shows as a line of its own: a newline that was written as an entity is another blank."""
    return part.shown.replace("\n", "\v")


def _undressed(text: str, start: int, end: int) -> tuple[str, bool]:
    """What a line without tags shows, and whether a link begins or ends something or a mark is not shown."""
    begin = _begin(text, start, end)
    stop = _stripped(text, begin, end)
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


def _begin(text: str, start: int, end: int) -> int:
    """Where the content of a line begins behind its marker."""
    marker = MARKER_RE.match(text, start, end)
    return marker.end() if marker else start


def _kind(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the content of a line begins behind its marker, and what kind of line it is."""
    marker = MARKER_RE.match(text, start, end)
    begin = marker.end() if marker else start
    stop = _stripped(text, begin, end)
    kind = kind_of(text, start, begin, stop, marker)
    return begin, "code" if kind in ("heading", "body") and _set_off(text, start, begin, stop) else kind


def _stripped(text: str, begin: int, end: int) -> int:
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


def _segment(text: str, one: Cut) -> Segment:
    """The segment of a cut, without its marker and the blanks behind it."""
    start, end, code, block = one
    begin, kind = _kind(text, start, end)
    stop = _stripped(text, begin, end)
    if block is None:
        made = build(text, begin, stop, (start, min(end + 1, len(text))), "code" if code else kind, [])
        made.cited = ">" in text[start:begin]
        return made
    name = block.name
    if kind == "code" and (name or block.wrap[0] != start):
        kind = kind_of(text, start, begin, stop, None)  # only the source of a page is indented
    if code:
        kind = "code"
    elif kind not in ("tags", "code") and ((name[:1] == "h" and name[1:].isdigit()) or name == "title"):
        kind = "heading"
    elif kind not in ("tags", "code") and name in ("li", "td", "th"):
        kind = "bullet"
    inside = [tag for tag in block.inline if tag.start() >= begin and tag.end() <= stop]
    made = build(text, begin, stop, block.line, kind, inside, block.wrap)
    made.cited = block.cited or ">" in text[start:begin]
    return made
