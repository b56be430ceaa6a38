"""Pictures of figures as SVG, drawn from plain values. The table under each says the same in numbers.

Colours and letters come from classes (`desk.css`), so a picture follows the page into the dark; what differs by colour
differs by pattern or shape as well. Lengths are in units of the drawing, which is WIDTH wide: on a phone about that
many pixels, so its letters stay readable.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH = 400
ROW = 44  # a line of words and the bar under it
BAR = 14
LETTERS = 54  # narrow ones, that fit into a line of the picture
# Lines of a pattern within a square of 6; a kind that is not here is filled.
PATTERNS = {
    "refuted": "M-1 5 l2 2 M0 0 l6 6 M5 -1 l2 2",
    "mixed": "M0 1.5 h6 M0 4.5 h6",
    "not_checkable": "M1.5 0 v6",
    "tail": "M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2",
}
OUTLINED = ("unproven", "tail")
TOP = 24  # room above the columns for a number


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of bars: (kind, length) of each part, one after the other, and what is written at its end."""

    label: str
    parts: tuple[tuple[str, float], ...]
    value: str


def bars(name: str, title: str, text: str, rows: Sequence[Bar], kinds: Mapping[str, str]) -> SafeString:
    """Lines of bars on one scale with a legend; `kinds` are {kind: what it means}. `name` makes ids, once a page."""
    longest = max((sum(length for _, length in row.parts) for row in rows), default=0) or 1
    legend, top = _legend(name, kinds)
    lines = [_bar(name, row, top + number * ROW, WIDTH / longest) for number, row in enumerate(rows)]
    body = format_html("{}{}{}", _patterns(name, kinds), legend, _joined(lines))
    return _picture(name, title, text, top + len(rows) * ROW, body)


def _bar(name: str, row: Bar, y: float, scale: float) -> SafeString:
    x, parts = 0.0, []
    for kind, length in row.parts:
        if length > 0:
            width = max(2.0, length * scale) if x + 2 <= WIDTH else WIDTH - x
            width = min(width, WIDTH - x)
            parts.append(_box(name, kind, x, y + 20, width, BAR))
            x += width
    return format_html(
        '<text x="0" y="{}">{}</text><text class="soft" x="{}" y="{}" text-anchor="end">{}</text>{}',
        _n(y + 14), _cut(row.label, LETTERS - 2 - len(row.value)), WIDTH, _n(y + 14), row.value, _joined(parts),
    )  # fmt: skip


def columns(name: str, title: str, text: str, points: Sequence[tuple[str, int]], *, high: int) -> SafeString:
    """One column for each (label, number), `high` units at most; labels where there is room, numbers on few columns."""
    most = max((number for _, number in points), default=0) or 1
    step = WIDTH / max(1, len(points))
    every = max(1, -(-len(points) // 6))
    drawn = []
    for place, (label, number) in enumerate(points):
        tall = number / most * high
        x, middle = place * step, place * step + step / 2
        if number:
            width = max(2.0, step - max(1.0, step * 0.25))
            drawn.append(_box(name, "column", middle - width / 2, TOP + high - tall, width, tall))
            if step >= 24 or number == most:
                drawn.append(_words(_inside(middle, str(number)), TOP + high - tall - 6, str(number)))
        if place % every == 0:
            drawn.append(_words(_inside(max(x, middle), label), TOP + high + 18, label, "soft"))
    base = format_html('<path class="axis" d="M0 {} h{}"/>', _n(TOP + high), WIDTH)
    return _picture(name, title, text, TOP + high + 26, format_html("{}{}", base, _joined(drawn)))


def _inside(x: float, words: str) -> float:
    """The middle of these words, moved so that they do not leave the picture."""
    half = len(words) * 4
    return min(max(x, half), WIDTH - half)


@dataclass(frozen=True, slots=True)
class Range:
    """A value with its interval, or without."""

    label: str
    value: float
    low: float | None
    high: float | None
    shown: str


def ranges(
    name: str, title: str, text: str, rows: Sequence[Range], *, least: float, ticks: Iterable[float]
) -> SafeString:
    """Each value as a mark on a line from `least` to 1, its interval as a bar with ends; each row has its own shape."""

    def x(value: float) -> float:
        return 8 + (max(least, value) - least) / (1 - least) * (WIDTH - 16)

    bottom = len(rows) * ROW + 4
    scale = [
        format_html(
            '<path class="grid" d="M{0} 0 v{1}"/><text class="soft" x="{2}" y="{3}" text-anchor="middle">{4}</text>',
            _n(x(tick)), bottom, _n(_inside(x(tick), _n(tick))), bottom + 16, _n(tick),
        )
        for tick in ticks
    ]  # fmt: skip
    lines = [_range(row, number, x) for number, row in enumerate(rows)]
    return _picture(name, title, text, bottom + 24, format_html("{}{}", _joined(scale), _joined(lines)))


def _range(row: Range, number: int, x: Callable[[float], float]) -> SafeString:
    y, middle = number * ROW, number * ROW + 30
    shape = "M{0} {1} m-6 0 l6 -6 l6 6 l-6 6 z" if number % 2 else "M{0} {1} m-5 -5 h10 v10 h-10 z"
    drawn = [format_html('<path class="column" d="{}"/>', shape.format(_n(x(row.value)), middle))]
    if row.low is not None and row.high is not None:
        left, right = x(row.low), x(row.high)
        path = f"M{_n(left)} {middle - 6} v12 M{_n(left)} {middle} H{_n(right)} M{_n(right)} {middle - 6} v12"
        drawn.insert(0, format_html('<path class="whisker" d="{}"/>', path))
    return format_html(
        '<text class="over" x="0" y="{0}">{1}</text>'
        '<text class="soft over" x="{2}" y="{0}" text-anchor="end">{3}</text>{4}',
        y + 14, _cut(row.label, LETTERS - 2 - len(row.shown)), WIDTH, row.shown, _joined(drawn),
    )  # fmt: skip


def _legend(name: str, kinds: Mapping[str, str]) -> tuple[SafeString, float]:
    """The kinds with their words, in as many lines as they need, and where the drawing goes on."""
    if len(kinds) < 2:
        return mark_safe(""), 0
    x, y, drawn = 0.0, 0.0, []
    for kind, words in kinds.items():
        wide = 20 + len(words) * 7.2 + 12
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 22
        drawn.append(_box(name, kind, x, y + 2, 12, 12))
        drawn.append(format_html('<text class="soft" x="{}" y="{}">{}</text>', _n(x + 18), _n(y + 13), words))
        x += wide
    return _joined(drawn), y + 28


def _patterns(name: str, kinds: Iterable[str]) -> SafeString:
    found = [
        format_html(
            '<pattern id="{0}-{1}" class="{1}" width="6" height="6" patternUnits="userSpaceOnUse">'
            '<path d="{2}"/></pattern>',
            name, kind, PATTERNS[kind],
        )
        for kind in kinds
        if kind in PATTERNS
    ]  # fmt: skip
    return format_html("<defs>{}</defs>", _joined(found)) if found else mark_safe("")


def _box(name: str, kind: str, x: float, y: float, width: float, height: float) -> SafeString:
    fill = f"url(#{name}-{kind})" if kind in PATTERNS else "none" if kind in OUTLINED else "currentColor"
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        kind, _n(x), _n(y), _n(width), _n(height), fill,
    )  # fmt: skip


def _words(x: float, y: float, words: str, kind: str = "") -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>', kind, _n(x), _n(y), words
    )


def _picture(name: str, title: str, text: str, height: float, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}-title {2}-text">'
        '<title id="{2}-title">{3}</title><desc id="{2}-text">{4}</desc>{5}</svg>',
        WIDTH, _n(height), name, title, text, body,
    )  # fmt: skip


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _cut(words: str, room: int) -> str:
    """The beginning of the words that fits; a Chinese character takes the room of two letters."""
    wide = list(accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in words))
    if not wide or wide[-1] <= room:
        return words
    return words[: sum(width < room for width in wide)].rstrip() + "…"


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
