"""One quick look at a whole text: which of its segments could hold anything that the finder finds?

What the finder looks for begins with a few signs in a row: a small letter behind the end of a sentence, a digit beside
a letter, a handle. They are sought in a copy of the text with one byte for each sign that tells its class (small
letter, capital, digit, the rest), by patterns that begin with a byte that is rare: most of the text is passed over at
the speed of `memchr`. What is met is looked at again in the text itself. Words are looked up all at once.

A segment is named where `prefilter.fires` would fire on it, and nowhere else; a test holds that. It leads unless it is
sure to be idle (see `idle`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from articles.text.spam import masks
from articles.text.spam.article import KNOWN_WELL, Article
from articles.text.spam.folding import LEET_RE
from articles.text.spam.prefilter import (
    APART,
    MIXED,
    NUMBERS,
    fires,
    is_marked,
    named_places,
    offers,
    offers_in,
    worthy,
)
from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import places_of
from articles.text.spam.seams import AFTER_END_RE, may_be_inside
from articles.text.spam.segment import MARKER_RE, TAG_LABELS
from articles.text.spam.segments import Segments

MANY_STRANGE = 0.05  # share of strange signs from which every segment is looked at
AROUND = 24  # characters beside a sign in which the word stands that it belongs to, if it is not too long
MARKER = 24  # characters of the longest usual marker
LABEL = 24  # characters of the longest label with its colon
PARAGRAPH = 40  # characters
HEADING = 80  # characters of which no heading is
LONG = 2_000  # characters of a line before a place that are looked at
MANY = 9  # words
BIG_RE = re.compile("[A-Z\"'“‘(]")  # a line that begins so does not begin small
EDGES = '.,;:!?"“”()'  # marks at the edges of a word
USUAL = {
    "en": (" the ", " of ", " and ", " to "),
    "de": (" der ", " die ", " und ", " das "),
    "fr": (" la ", " le ", " les ", " des "),
    "es": (" de ", " la ", " el ", " que "),
    "pt": (" de ", " o ", " a ", " que "),
    "it": (" di ", " il ", " la ", " che "),
    "nl": (" de ", " het ", " een ", " van "),
}


def _classes() -> bytes:
    """For each byte its class: `a` small letter, `A` capital, `0` digit, `.` end of a sentence, `-` dash or bar.

    Of a sign beyond ASCII only the first byte counts: `L` a letter, small or not; `C` a letter, a mark or a blank; `E`
    a mark or a blank (or one of `SMALL_SIGNS`); `S` a strange sign. Other marks stand for themselves.
    """
    table = bytearray(range(256))
    for signs, kind in (
        (b"abcdefghijklmnopqrstuvwxyz", b"a"),
        (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"A"),
        (b"0123456789", b"0"),
        (b"!?", b"."),
        (b"|~", b"-"),
        (b"\v\f\r\x1c\x1d\x1e\x1f", b"\t"),
        (b"\xc2", b"C"),
        (b"\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xe1", b"L"),
        (b"\xe2", b"E"),
        (bytes({*range(0xCA, 0x100)} - {0xE1, 0xE2}), b"S"),
    ):
        for sign in signs:
            table[sign] = kind[0]
    return bytes(table)


CLASSES = _classes()
SMALL_SIGNS = frozenset(sign for sign in map(chr, range(0x2000, 0x2150)) if sign.islower() or sign.isalnum())
BEHIND_FIRST = bytes(range(0x80, 0xC0))  # the further bytes of a sign beyond ASCII
# Letters and digits in one class, and in another what may stand between letters kept apart.
MERGE = bytes.maketrans(b"aA0LCE.*_-", b"aaaaaa    ")
_WORD = rb"[aALCES][aALCES0_-]*"
# Up to three words, behind a marker.
LABEL_RE = re.compile(
    rb"[ \t>]*(?:(?:[-*+CES]|\(?0{1,3}[.)]|[aA][.)])[ \t]*)?"
    + _WORD
    + rb"(?:[ \t-]"
    + _WORD
    + rb"){0,2}[ \t]*"
)
SINGLES_RE = re.compile(rb" a a (?=a | a)")
_LETTERS = rb"(?<=[aA0_LCES][aA0_LCES)\]][aA0_LCES)\]]%b)"
_SMALL = rb"['\")CE]? (?:[-_E] )?[a0LC]"
END_RE = re.compile(rb"\.(?:" + _LETTERS % rb"\." + _SMALL + rb"|(?<=[aA0_LCES]\.)a)")
ELLIPSIS_RE = re.compile(b"E" + _LETTERS % b"E" + _SMALL)
BEGIN_RE = re.compile(rb"\n(?:A[.)][ \t]|\(?00?0?[.)][ \t]|E[ \t]|(?!(?:[-*+]|#{1,6}) [A0\"'(])[^A\n\"'(0E])")
DIGIT_RE = re.compile(rb"0(?:[aA]|(?<=aaa0)0|(?:[ ()/E-]{0,3}0){8})")
ZONE_RE = re.compile(rf"\.(?<=\w.)(?:{ZONES})(?!\w)")
DIGITS_RE = re.compile(f"{MIXED}|{NUMBERS}|{LEET_RE.pattern}")
APART_RE = re.compile(f"{APART}|{masks.APART[1].pattern}")
END_OF_WORD_RE = re.compile(r"[^\w$@-]")
SPLIT_RE = re.compile(r"[-—–|_~](?<=\s.)\s")
BARRED_RE = re.compile(r"(?<!.)[|][ \t]+")  # a line that begins with a bar
HASH_RE = re.compile(r"#(?:(?![#\s])|(?<=[^\n#]#))")


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a text tells."""

    leading: list[int]  # segments that could hold a finding by themselves, in order
    quiet: list[int]  # places in segments that fire all the same
    named: list[int]  # places in UTF-8 of words of goods


def first_look(parts: Segments, known: list[bytes]) -> Look:
    """Look at a text once. Most have nothing that leads, and nobody asks for the rest then: see `following`.

    `known`: see `known_words`.
    """
    stream = parts.stream
    words = list(named_places(parts.plain, known))
    named = [place for place, _ in words]
    if parts.strange and sum(map(parts.strange.__contains__, parts.beyond)) > MANY_STRANGE * len(stream):
        return Look([i for i, part in enumerate(parts) if fires(part)], [], named)
    offered = set(map(parts.at_byte, offers_in(parts.small, parts.plain, words)))
    leading = {i for i in offered if i >= 0 and offers(parts.shown(i))}
    quiet: list[int] = []
    met = {parts.at(place) for place in _places(parts, quiet)}
    met.update(parts.odd)
    leading.update(i for i in met if i >= 0 and i not in leading and is_marked(parts[i]))
    return Look(sorted(leading), quiet, named)


def following(parts: Segments, seen: Look) -> set[int]:
    """The segments that fire without leading, and those with words of the trades, side by side or not."""
    quiet = {i for i in set(map(parts.at, seen.quiet)) if i >= 0 and is_marked(parts[i])}
    named = {i for i in set(map(parts.at_byte, seen.named)) if i >= 0 and worthy(parts.shown(i))}
    return quiet | named


def strange_lines(parts: Segments, article: Article) -> list[int]:
    """The longer segments without any of the most frequent small words of the article's language."""
    if article.language not in KNOWN_WELL:
        return []
    lines = parts.stream.split("\n")
    one, two, three, four = USUAL[article.language]
    unusual = [
        line
        for line in lines
        if len(line) >= PARAGRAPH
        and not (one in line or two in line or three in line or four in line)
        and len(line.split()) >= MANY
    ]
    function = article.habits.function
    strange = {
        line
        for line in unusual
        if function.isdisjoint(line.lower().split()[1:]) and function.isdisjoint(_inner(line))
    }
    starts = accumulate((len(line) + 1 for line in lines), initial=0) if strange else ()
    return [parts.at(start) for line, start in zip(lines, starts, strict=False) if line in strange]


def _inner(line: str) -> list[str]:
    """The words of a line but for the first, which may be the letter of a list."""
    return [word.strip(EDGES) for word in line.lower().split()[1:]]


def _places(parts: Segments, quiet: list[int]) -> Iterator[int]:
    """Places in the stream that may make a segment fire, without its words. To `quiet`: where nothing is sewn in."""
    stream = parts.stream
    if telling := parts.strange | parts.signs & SMALL_SIGNS:
        yield from _lines_with(stream, telling)
    raw = b"\n" + parts.raw
    classes = raw.translate(CLASSES) if stream.isascii() else raw.translate(CLASSES, BEHIND_FIRST)
    for pattern in (END_RE, ELLIPSIS_RE):
        for match in pattern.finditer(classes):
            place = match.start() - 1
            if ZONE_RE.match(stream, place):
                yield place
            elif end := AFTER_END_RE.match(stream, place):
                if _is_quiet(parts, end):
                    quiet.append(place)
                else:
                    yield place
    for first, pattern, is_meant in LOOKS:
        if first in classes:
            for match in pattern.finditer(classes):
                if is_meant(parts, match.start() - 1):
                    yield match.end() - 2
    if "/" in stream:
        yield from places_of(stream, "://")
    yield from places_of(stream, "@")
    yield from places_of(stream, "www.")
    yield from (place for place in _labelled(classes) if _is_label(parts, place))
    yield from (place for place in _apart(classes) if APART_RE.match(stream, place))
    if "·" in stream:
        yield from places_of(stream, "·")
    if "|" in stream:
        yield from (bar.start() for bar in BARRED_RE.finditer(stream) if TAG_LABELS.match(stream, bar.end()))


def _lines_with(stream: str, signs: frozenset[str]) -> Iterator[int]:
    """Where the lines begin that hold one of some signs beyond ASCII."""
    start = 0
    for line in stream.split("\n"):
        if not line.isascii() and not signs.isdisjoint(line):
            yield start
        start += len(line) + 1


def _is_quiet(parts: Segments, end: re.Match[str]) -> bool:
    """Does a sentence go on behind its end, in a paragraph that begins with a capital? Then nothing is sewn in."""
    stream, place = parts.stream, end.start()
    start = stream.rfind("\n", max(0, place - LONG), place) + 1
    if parts.tagged or (start == 0 and place > LONG) or may_be_inside(stream, end.end()):
        return False
    marker = MARKER_RE.match(stream, start)
    begin = marker.end() if marker else start
    beyond = stream[begin + HEADING : begin + HEADING + PARAGRAPH]
    in_paragraph = stream.find("\n", place, begin + HEADING + PARAGRAPH) < 0 and bool(beyond.strip())
    return in_paragraph and "#" not in stream[start:begin] and BIG_RE.match(stream, begin) is not None


def _is_small(parts: Segments, place: int) -> bool:
    """Does the line behind a newline begin small or with a bracket, behind its marker if it has one?"""
    stream, start = parts.stream, place + 1
    marker = MARKER_RE.match(stream, start)
    begin = marker.end() if marker else start
    if begin - start > MARKER:
        return True
    return any(
        char.islower() or char == "[" for char in (stream[start : start + 1], stream[begin : begin + 1])
    )


def _is_broken(parts: Segments, place: int) -> bool:
    """Is a digit or sign part of a word, a name, a telephone number?"""
    before = parts.stream[max(0, place - AROUND) : place]
    if len(before) == AROUND and not END_OF_WORD_RE.search(before):
        return True
    return DIGITS_RE.search(before + parts.stream[place : place + AROUND]) is not None


def _is_split(parts: Segments, place: int) -> bool:
    """Does a dash between blanks part a heading, or a bar any line?"""
    if SPLIT_RE.match(parts.stream, place) is None:
        return False
    return parts.stream[place] == "|" or parts.kind(parts.at(place)) == "heading"


def _is_label(parts: Segments, start: int) -> bool:
    """Does a line begin with the label of a line of tags?"""
    marker = MARKER_RE.match(parts.stream, start)
    return TAG_LABELS.match(parts.stream, marker.end() if marker else start) is not None


def _is_hash(parts: Segments, place: int) -> bool:
    """Is it more than the mark of a heading?"""
    return HASH_RE.match(parts.stream, place) is not None


# What is sought in the classes, and what is asked when it was met.
LOOKS: tuple[tuple[bytes, re.Pattern[bytes], Callable[[Segments, int], bool]], ...] = (
    (b"\n", BEGIN_RE, _is_small),
    (b"0", DIGIT_RE, _is_broken),
    (b"$", re.compile(rb"\$[aA]"), _is_broken),
    (b"+", re.compile(rb"\+0"), lambda parts, place: True),
    (b"-", re.compile(rb"-(?<=[ \tCE]-)[ \tCE]"), _is_split),
    (b"_", re.compile(rb"_(?<=[ \tCE]_)[ \tCE]"), _is_split),
    (b"E", re.compile(rb"E(?<=[ \tCE]E)[ \tCE]"), _is_split),
    (b"#", re.compile(rb"#(?:[^# \t\n]|(?<=[^\n#]#))"), _is_hash),
)


def _labelled(classes: bytes) -> Iterator[int]:
    """Where lines begin that may begin with a label: few words and a colon."""
    for colon in places_of(classes, b":"):
        start = classes.rfind(b"\n", max(0, colon - MARKER - LABEL), colon)
        if start >= 0 and LABEL_RE.fullmatch(classes, start + 1, colon):
            yield start


def _apart(classes: bytes) -> Iterator[int]:
    """Where single letters may stand apart, from the letter before the first of them."""
    merged = classes.translate(MERGE)
    hit = SINGLES_RE.search(merged)
    while hit:
        if hit.start() > 1:
            yield hit.start() - 2
        hit = SINGLES_RE.search(merged, hit.start() + 1)
