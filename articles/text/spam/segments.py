"""The segments of a text: one per line, in HTML one per block.

Cutting is cheap and making a segment is not, so a segment is made when somebody asks for it: of clean text hardly any
is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from articles.text.spam.cuts import ATTRIBUTE, Cut, cut, is_fenced
from articles.text.spam.heads import LETTERED, content_start, kind_at, segment_of, stripped, undressed
from articles.text.spam.once import once
from articles.text.spam.scripts import BLANKED, is_strange, lowered, places_of, signs_beyond
from articles.text.spam.segment import ENTITY_RE, Segment


class Segments(Sequence[Segment]):
    """All segments of a text in order, and what can be told of them without making them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tagged = "<" in text
        self._made: dict[int, Segment] = {}
        self._shown: dict[int, str] = {}
        self._kinds: dict[int, str] = {}

    @once
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
            made = self._made[i] = segment_of(self.text, self._cuts[i])
            made.index = i
            if self.tagged:
                made.alone = self._alone(i)
        return made

    def _alone(self, i: int) -> bool:
        """Does nothing else stand on the lines of a segment?"""
        start, end = self.line(i)
        beside = [one[3] for one in self._cuts[max(0, i - 1) : i + 2] if one[3]]
        here = self._cuts[i][3]
        return (here is None or here.name != ATTRIBUTE) and all(
            one is here or one.name == ATTRIBUTE or one.line[1] <= start or one.line[0] >= end
            for one in beside
        )

    def __iter__(self) -> Iterator[Segment]:
        return (self[i] for i in range(len(self)))

    @once
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

    @once
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
                lines.append((start, end, *undressed(text, start, end)))
        return lines

    @once
    def dressed(self) -> list[int]:
        """The segments that may show something else than their raw text: those with tags, links or entities."""
        if self.tagged:
            return [i for i, one in enumerate(self._cuts) if not self._is_plain(one)]
        return [i for start, end, *_ in self._dressed_lines if self._cuts[i := self._cut_at(start)][1] == end]

    @once
    def odd(self) -> list[int]:
        """Those of them of which the stream does not tell all: a link may hang at an end, a mark be in its target."""
        if self.tagged:
            return [i for i in self.dressed if self[i].links or self[i].kind == "tags"]
        lines = [start for start, _, _, odd in self._dressed_lines if odd]
        return [i for start in lines if self._cuts[i := self._cut_at(start)][0] == start]

    @once
    def raw(self) -> bytes:
        """The stream as UTF-8."""
        return self.stream.encode("utf-8", "surrogatepass")

    @once
    def small(self) -> bytes:
        """The same with its letters beyond ASCII small."""
        if any(sign != sign.lower() for sign in self.signs):
            return lowered(self.stream).encode("utf-8", "surrogatepass")
        return self.raw

    @once
    def plain(self) -> bytes:
        """The same with all letters small, a blank for each ASCII mark, and one before and behind it all."""
        return b" " + self.small.translate(BLANKED) + b" "

    @once
    def words(self) -> list[bytes]:
        """The words of the stream; see `tokens_of`."""
        return self.plain.split()

    @once
    def beyond(self) -> str:
        """The signs of the stream beyond ASCII, in order."""
        return signs_beyond(self.raw)

    @once
    def signs(self) -> frozenset[str]:
        """The different ones of them."""
        return frozenset(self.beyond)

    @once
    def _lines(self) -> list[str]:
        # A newline that was written as an entity is another blank.
        return [part.shown.replace("\n", "\v") for part in self]

    @once
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

    @once
    def _line_starts(self) -> list[tuple[int, int]]:
        """Where the lines begin in `small` and in the stream."""
        small = accumulate((len(line) + 1 for line in self.small.split(b"\n")), initial=0)
        stream = accumulate((len(line) + 1 for line in self.stream.split("\n")), initial=0)
        return list(zip(small, stream, strict=True))[:-1]

    @once
    def _cut_starts(self) -> list[int]:
        return [one[0] for one in self._cuts]

    def _cut_at(self, place: int) -> int:
        return bisect_right(self._cut_starts, place) - 1

    @once
    def nested(self) -> bool:
        """Is what a line is told by lines before it: by tags, by the fence of a block of code?"""
        return self.tagged or is_fenced(self.text)

    @once
    def lines(self) -> list[str]:
        """The raw text of each segment's cut, in a text without tags a line."""
        return [self.text[start:end] for start, end, *_ in self._cuts]

    @once
    def _has_dressed(self) -> bool:
        return self.tagged or "&" in self.text or "](" in self.text

    def _is_plain(self, one: Cut) -> bool:
        start, end, _, block = one
        return not self._has_dressed or (
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
        return stripped(self.text, content_start(self.text, start, end), end) - start

    def is_code(self, i: int) -> bool:
        """Does a segment stand in a block of code?"""
        return self._cuts[i][2]

    def shown(self, i: int) -> str:
        """What a segment shows."""
        shown = self._shown.get(i)
        if shown is None:
            start, end, *_ = one = self._cuts[i]
            if i in self._made or not self._is_plain(one):
                shown = self[i].shown
            else:
                shown = self.text[content_start(self.text, start, end) : end].rstrip(" \t\r")
            self._shown[i] = shown
        return shown

    def kind(self, i: int) -> str:
        """The kind of a segment."""
        kind = self._kinds.get(i)
        if kind is None:
            start, end, code, _ = self._cuts[i]
            made = i in self._made or self.tagged
            kind = self[i].kind if made else "code" if code else kind_at(self.text, start, end)[1]
            self._kinds[i] = kind
        return kind

    @once
    def firsts(self) -> list[str]:
        """The first character that each segment shows, "" for none."""
        text = self.text
        return [
            char if (char := text[one[0]]).isalpha() and text[one[0] + 1 : one[0] + 2] not in LETTERED
            else self.shown(i)[:1]
            for i, one in enumerate(self._cuts)
        ]  # fmt: skip

    @once
    def strange(self) -> frozenset[str]:
        """The signs of the stream that are neither Latin letters nor usual in Latin text."""
        return frozenset(filter(is_strange, self.signs))


def segments(text: str) -> Segments:
    """The segments of a text (text, Markdown or HTML). Linear, never raises."""
    return Segments(text)
