"""One quick look at a whole text: which of its segments could hold anything that the finder finds?

What the finder looks for begins with a few signs in a row: a small letter behind the end of a sentence, a digit beside
a letter, a handle. They are sought in a copy of the text with one byte for each sign that tells its class (small
letter, capital, digit, the rest), by patterns that begin with a byte that is rare: most of the text is passed over at
the speed of `memchr`. What is met is looked at again in the text itself. Words are looked up all at once.

A segment is named where `prefilter.fires` would fire on it, and nowhere else; a test holds that.
"""

import re
from collections.abc import Callable, Iterator

from articles.text.spam import masks
from articles.text.spam.article import KNOWN_WELL, Article
from articles.text.spam.prefilter import (
    APART,
    BESIDE,
    MIXED,
    NUMBERS,
    fires,
    is_marked,
    is_offered,
    named_words,
    offers,
    worthy,
)
from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import LEET_RE, places_of
from articles.text.spam.seams import AFTER_END_RE
from articles.text.spam.segment import MARKER_RE, TAG_LABELS
from articles.text.spam.segments import Segments

MANY_STRANGE = 0.05  # share of strange signs from which every segment is looked at
AROUND = 24  # characters beside a sign in which the word stands that it belongs to, if it is not too long
MARKER = 24  # characters of the longest usual marker
LABEL = 24  # characters of the longest label with its colon
PARAGRAPH = 40  # characters
MANY = 9  # words
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
SINGLES = b" a a "
_LETTERS = rb"(?<=[aA0_LCES][aA0_LCES)\]][aA0_LCES)\]]%b)"
_SMALL = rb"['\")CE]? (?:[-_E] )?[a0LC]"
END_RE = re.compile(rb"\.(?:" + _LETTERS % rb"\." + _SMALL + rb"|(?<=[aA0_LCES]\.)a)")
ELLIPSIS_RE = re.compile(b"E" + _LETTERS % b"E" + _SMALL)
BEGIN_RE = re.compile(rb"\n(?:A[.)][ \t]|\(?00?0?[.)][ \t]|E[ \t]|(?!(?:[-*+]|#{1,6}) [A0\"'(])[^A\n\"'(0E])")
DIGIT_RE = re.compile(rb"0(?:[aA]|(?<=aaa0)0|00[ -]?0000?[ -]?000)")
ZONE_RE = re.compile(rf"\.(?<=\w.)(?:{ZONES})(?!\w)")
DIGITS_RE = re.compile(f"{MIXED}|{NUMBERS}|{LEET_RE.pattern}")
APART_RE = re.compile(f"{APART}|{masks.APART[1].pattern}")
END_OF_WORD_RE = re.compile(r"[^\w$@-]")
SPLIT_RE = re.compile(r"[-—–|_~](?<=\s.)\s")
HASH_RE = re.compile(r"#(?:(?![#\s])|(?<=[^\n#]#))")


def lines_worth_a_look(parts: Segments) -> list[int]:
    """The segments that could hold a finding, in order."""
    stream = parts.stream
    if parts.strange and sum(map(stream.count, parts.strange)) > MANY_STRANGE * len(stream):
        return [i for i, part in enumerate(parts) if fires(part)]
    named = _offering(parts)
    met = {parts.at(place) for place in _places(parts)}
    met.update(parts.odd)
    named.update(i for i in met if i >= 0 and i not in named and is_marked(parts[i]))
    return sorted(named)


def strange_lines(parts: Segments, article: Article) -> list[int]:
    """The longer segments without any of the most frequent small words of the article's language."""
    if article.language not in KNOWN_WELL:
        return []
    one, two, three, four = USUAL[article.language]
    function = article.habits.function
    found, position = [], 0
    for line in parts.stream.split("\n"):
        if (
            len(line) >= PARAGRAPH
            and not (one in line or two in line or three in line or four in line)
            and len(words := line.lower().split()) >= MANY
            # The first one may be the letter of a list.
            and function.isdisjoint([word.strip(EDGES) for word in words[1:]])
        ):
            found.append(parts.at(position))
        position += len(line) + 1
    return found


def worthy_lines(parts: Segments) -> list[int]:
    """The segments with words of the trades, whether they stand side by side or not."""
    lines = {parts.at(place) for place, _, _ in _named(parts)}
    return sorted(i for i in lines if i >= 0 and worthy(parts.shown(i)))


def _offering(parts: Segments) -> set[int]:
    """The segments with words of the trades side by side."""
    lines = {parts.at(place) for place, word, around in _named(parts) if is_offered(word, around)}
    return {i for i in lines if i >= 0 and offers(parts.shown(i))}


def _named(parts: Segments) -> Iterator[tuple[int, bytes, str]]:
    """Where words of goods stand in the stream, and what stands beside them on the line."""
    named, stream = named_words(parts.words), parts.stream
    lower = stream.lower() if named else ""
    words = [(word, word.decode("utf-8", "surrogatepass")) for word in named]
    if named and len(lower) != len(stream):  # the places of letters would be lost
        place = 0
        for line in stream.split("\n"):
            yield from ((place, word, line) for word, sought in words if sought in line.lower())
            place += len(line) + 1
        return
    for word, sought in words:
        for place in places_of(lower, sought):
            start, end = max(0, place - BESIDE), place + len(sought) + BESIDE
            start = lower.rfind("\n", start, place) + 1 or start
            stop = lower.find("\n", place, end)
            yield place, word, lower[start : stop if stop >= 0 else end]


def _places(parts: Segments) -> Iterator[int]:
    """Places in the stream that may make a segment fire, without its words."""
    stream = parts.stream
    for sign in parts.strange | parts.signs & SMALL_SIGNS:
        yield from places_of(stream, sign)
    raw = b"\n" + parts.raw
    classes = raw.translate(CLASSES) if stream.isascii() else raw.translate(CLASSES, BEHIND_FIRST)
    for first, pattern, is_meant in LOOKS:
        if first in classes:
            for match in pattern.finditer(classes):
                if is_meant(parts, match.start() - 1):
                    yield match.end() - 2
    if "/" in stream:
        yield from places_of(stream, "://")
    yield from places_of(stream, "@")
    yield from places_of(stream, "www.")
    yield from _apart(classes, parts)


def _is_end(parts: Segments, place: int) -> bool:
    """Does a sentence end and something small begin, or an address?"""
    stream = parts.stream
    return AFTER_END_RE.match(stream, place) is not None or ZONE_RE.match(stream, place) is not None


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


def _is_label(parts: Segments, place: int) -> bool:
    """Does a colon end the label of a line of tags?"""
    stream = parts.stream
    start = stream.rfind("\n", max(0, place - MARKER - LABEL), place) + 1
    if start == 0 and place > MARKER + LABEL:
        return False
    marker = MARKER_RE.match(stream, start)
    return TAG_LABELS.match(stream, marker.end() if marker else start) is not None


def _is_hash(parts: Segments, place: int) -> bool:
    """Is it more than the mark of a heading?"""
    return HASH_RE.match(parts.stream, place) is not None


# What is sought in the classes, and what is asked when it was met.
LOOKS: tuple[tuple[bytes, re.Pattern[bytes], Callable[[Segments, int], bool]], ...] = (
    (b".", END_RE, _is_end),
    (b"E", ELLIPSIS_RE, _is_end),
    (b"\n", BEGIN_RE, _is_small),
    (b"0", DIGIT_RE, _is_broken),
    (b"$", re.compile(rb"\$[aA]"), _is_broken),
    (b"+", re.compile(rb"\+0"), lambda parts, place: True),
    (b"-", re.compile(rb"-(?<=[ \tCE]-)[ \tCE]"), _is_split),
    (b"_", re.compile(rb"_(?<=[ \tCE]_)[ \tCE]"), _is_split),
    (b"E", re.compile(rb"E(?<=[ \tCE]E)[ \tCE]"), _is_split),
    (b":", re.compile(rb":"), _is_label),
    (b"#", re.compile(rb"#(?:[^# \t\n]|(?<=[^\n#]#))"), _is_hash),
)


def _apart(classes: bytes, parts: Segments) -> Iterator[int]:
    """Where single letters stand apart, or a middle dot does."""
    stream, merged = parts.stream, classes.translate(MERGE)
    here = merged.find(SINGLES)
    while here >= 0:
        if here > 1 and APART_RE.match(stream, here - 2):
            yield here - 2
        here = merged.find(SINGLES, here + 1)
    if "·" in stream:
        yield from places_of(stream, "·")
