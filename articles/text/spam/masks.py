"""Fragments told by their disguise: letters apart, look-alikes, invisible signs, digits for letters, full width."""

import re
from functools import lru_cache

from articles.text.spam.candidate import Seam
from articles.text.spam.folding import LEET_RE, look_alike
from articles.text.spam.scripts import COSTUME, DECORATION, INVISIBLE, RANGES, STROKES, beyond_ascii
from articles.text.spam.seams import OPENS_RE
from articles.text.spam.segment import Segment

_HAN = RANGES["han"] + RANGES["kana"]
# Small letters with blanks between, letters with invisible signs between, words with the same sign between.
_ONE = r"[^\W_A-ZА-Я]"
_ROW = rf"  {_ONE}(?: {_ONE}){{0,20}}"
_APART = rf"(?<!\w){_ONE}(?: {_ONE}){{2,}}(?:(?: {_ONE}){{2}}|{_ROW})(?:{_ROW}){{0,12}}(?!\w)"
# Or with dots and their like between, more than an abbreviation has.
_DOTTED = r"(?<!\w)[^\W\d_A-Z]([.·*~-])[^\W_](?:\1[^\W_]){4,40}(?!\w)"
_SIGNS = INVISIBLE.replace("\u00ad", "") + STROKES  # soft hyphens are how some papers break their words
_LETTERS = "".join(RANGES[name] for name in ("latin", "cyrillic", "greek", "hangul")) + "0-9" + _HAN
_HIDDEN = rf"(?:[{_LETTERS}]{{1,12}}[{_SIGNS}]{{1,4}})+[\w{_SIGNS}]*"
# Thai puts invisible signs between its words, which have more than one consonant.
_THAI = rf"(?:[เ-ไ]?[ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[{_SIGNS}]){{5,}}[\w{_SIGNS}]*"
_STARS = (
    rf"([{DECORATION}])(?:[\w,.]{{1,20}}\1){{2,}}|(?<!\w)\w([{DECORATION}])\ufe0f?\w(?:\2\ufe0f?\w)+(?!\w)"
)
BETWEEN_RE = re.compile(rf"[{_LETTERS}][{_SIGNS}]+(?=\w)")
STROKES_RE = re.compile(f"[{STROKES}]")
# Patterns with what a text must hold for them; that is told quickly.
APART, DOTTED, HIDDEN, STARS, LEET, WIDE, MIXED, COSTUMED, THAI = tuple(
    (re.compile(needed), re.compile(pattern))
    for needed, pattern in (
        (r" [^\W_] [^\W_] ", _APART),
        (r"[.·*~-][^\W_][.·*~-]", _DOTTED),
        (f"[{_SIGNS}]", _HIDDEN),
        (f"[{DECORATION}]", _STARS),
        (r"[013457$@][a-z]", LEET_RE.pattern),
        ("[\uff10-\uff5a]{3}", "[\uff10-\uff5a]{3,}"),
        (r"[\u0370-\u052f]", r"[a-zA-ZÀ-ɏ\u0370-\u052f]{3,}"),
        (f"[{COSTUME}]", f"[{COSTUME}]{{2,}}"),
        (f"[{_SIGNS}]", _THAI),
    )
)

MARKS = " |-—–"
WORD_RE = re.compile(r"(?<=\s)\w+")
SHORTEST = 6  # characters
FIRST_WORDS, PARAGRAPH = 24, 120  # characters before a disguise that goes to the end, of its line
WHOLLY = 0.95  # share of the letters of a stretch that are in disguise: a word without any is the line's
IN_WORD, IN_LINE = 2, 3  # signs that nobody sees between the letters of one word, or of a line
PLAIN, SIGNED = (APART, DOTTED, LEET), (HIDDEN, STARS, WIDE, MIXED, COSTUMED, THAI)


def may_be_masked(shown: str) -> bool:
    """A quick look: could `find_masks` find anything in plain ASCII?"""
    return any(needed.search(shown) and pattern.search(shown) for needed, pattern in PLAIN)


def _signed(signs: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """The patterns of which a line has the signs beyond ASCII."""
    told = frozenset().union(*map(_ways, set(signs)))
    return [way for i, way in enumerate(SIGNED) if i in told] if told else []


@lru_cache(maxsize=16_384)
def _ways(sign: str) -> frozenset[int]:
    """The patterns that a sign may be a part of, by number."""
    return frozenset(i for i, (needed, _) in enumerate(SIGNED) if needed.search(3 * sign))


def find_masks(segment: Segment, article_wide: bool) -> list[Seam]:
    """Stretches in disguise: from the first disguised word to the last. `article_wide`: full width is at home there."""
    shown = segment.shown
    if segment.kind == "code":
        return []
    ways = PLAIN if shown.isascii() else (*PLAIN, *_signed(beyond_ascii(shown)))
    found = {
        pattern: [match.span() for match in pattern.finditer(shown)]
        for needed, pattern in ways
        if needed.search(shown)
    }
    if not found:
        return []
    _drop_genuine(found, shown, article_wide)
    places = [place for places in found.values() for place in places]
    if not places:
        return []
    start, end = min(places)[0], max(place[1] for place in places)
    covered = sum(high - low for low, high in places)
    dressed = covered >= WHOLLY * len(shown[start:end].replace(" ", ""))
    if all(len(word) == 1 for word in shown[end:].split()):
        end = len(shown.rstrip())
    elif start <= 3 and 4 * covered >= len(shown) and not dressed and not _caseless(shown[end:]):
        end = _anew(shown, end)
    if segment.kind == "body" and start < FIRST_WORDS and end >= len(shown) - 1 and len(shown) > PARAGRAPH:
        start = 0  # no heading is as long
    if 3 * covered < end - start or end - start < SHORTEST:
        return []
    return [Seam(start, end, True, _may_stress(shown, start, end, found), True)]


def _drop_genuine(
    found: dict[re.Pattern[str], list[tuple[int, int]]], shown: str, article_wide: bool
) -> None:
    """Take out what is no disguise for all that it looks like one."""
    if article_wide:
        found.pop(WIDE[1], None)
    if len({shown[low:high] for low, high in found.get(LEET[1], ())}) == 1:
        del found[LEET[1]]  # one word with a digit in it is a name
    if APART[1] in found:
        found[APART[1]] = [
            (low, high) for low, high in found[APART[1]] if any(map(str.isalpha, shown[low:high]))
        ]  # a row of digits is a table
    if MIXED[1] in found:
        found[MIXED[1]] = [(low, high) for low, high in found[MIXED[1]] if look_alike(shown[low:high])]
    if HIDDEN[1] in found:
        signs = [len(BETWEEN_RE.findall(shown, low, high)) for low, high in found[HIDDEN[1]]]
        if max(signs, default=0) < IN_WORD and sum(signs) < IN_LINE:
            del found[HIDDEN[1]]  # one or two came along with what was copied


def _may_stress(
    shown: str, start: int, end: int, found: dict[re.Pattern[str], list[tuple[int, int]]]
) -> bool:
    """Is it one word in letters of a costume, or words within a line: how posts on the web stress and strike out?"""
    if any(found.get(pattern) for _, pattern in (APART, DOTTED, STARS, LEET, WIDE, MIXED, THAI)):
        return False
    if not found.get(COSTUMED[1]) and not STROKES_RE.search(shown, start, end):
        return False
    return (start > 0 and end < len(shown)) or " " not in shown[start:end]


def _anew(shown: str, end: int) -> int:
    """Where a line begins anew behind a disguise, or its end: the last words may wear none."""
    begun = next((word for word in WORD_RE.finditer(shown, end) if OPENS_RE.match(shown, word.start())), None)
    return len(shown[: begun.start()].rstrip(MARKS)) if begun else len(shown)


def _caseless(behind: str) -> bool:
    """Is the first letter of a script without capitals?"""
    letter = next(filter(str.isalpha, behind), "")
    return letter.lower() == letter.upper() != ""
