"""The words of a text as search compares them: one analysis for what is stored and for what is asked.

A unit is a word of a script that puts blanks between words, or one sign of a script that does not (Han, Kana,
Hangul, Thai, Lao, Khmer, Burmese). It is folded: NFKC, case, accents, digits of any script to 0-9. What is kept for
the index are the units and each two that stand beside each other (bigrams), so a phrase of two units is found by
one look, in Chinese as in English, and a database needs no positions. Longer phrases are all their pairs, and then
compared with the units in a row (`row_of`).

Accents: marks above and below letters go (combining class 200 and more: é, ё, й, Vietnamese tones), so do Hebrew
points and Arabic vowel signs (10 to 35). Vowel signs of Indian scripts and the Japanese dakuten make other letters
and stay. Letters that Unicode does not take apart are in LETTERS. Classes: unicode.org/reports/tr44, table 15.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

VERSION = 1  # counted up when the analysis changes: what was stored before is stored anew
LONGEST_UNIT = 64  # code points of a folded word; the rest of it is not compared
MOST_BYTES = 250_000  # of the units of one text; PostgreSQL holds a megabyte of words and pairs
PAIR = "_"  # between the two units of a pair; never part of a unit

# Letters that stay whole under NFKD, by their plain look. ß, ſ and the like are folded by case already.
LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n",
    "ĸ": "k", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ɣ": "g", "ƙ": "k", "ƴ": "y", "ə": "e",
})  # fmt: skip
# Seen by nobody: soft hyphen, joiners, byte order mark, variation selectors; the Arabic stretch.
UNSEEN = "\u00ad\u034f\u0640\u180b-\u180d\u180f\u200c\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
# Of these no word has any part: without them most English texts are plain ASCII, which is told in a third of the time.
BETWEEN = "‘’“”–—…·\u00a0"
# Signs that are units of their own: their scripts put no blanks between words, or words are looked for within.
ALONE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9d\uffa0-\uffdc\U0001b000-\U0001b16f\U00020000-\U000323af"
)
VOICED = "\u3099\u309a\uff9e\uff9f"  # make another letter of the Kana before them
JAMO = "\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb"  # letters that Hangul syllables are written with when decomposed

Units = tuple[str, ...]

_PLAIN = re.compile("[a-z0-9]++")


@cache
def pattern() -> re.Pattern[str]:
    """What is one piece of a raw text: a run of Hangul letters, a sign that stands alone, or a word."""
    letter = f"[^\\W_{ALONE}{JAMO}{VOICED}]"
    mark = f"[{_marks()}{UNSEEN}]"
    # Most words are plain, and no mark of theirs can follow: told by itself, they take a fifth of the time.
    plain = "[A-Za-z0-9]++(?![^\\x00-\\x7f])"
    return re.compile(f"{plain}|{letter}++(?:{mark}++{letter}*+)*+|[{ALONE}][{VOICED}{UNSEEN}]*+|[{JAMO}]++")


def _marks() -> str:
    """The marks that belong to the letter before them, as ranges of a character class."""
    taken = re.compile(f"[{ALONE}{VOICED}]")
    points = [point for point in range(0x300, 0x20000) if unicodedata.category(chr(point))[0] == "M"]
    return "".join(f"\\U{point:08x}" for point in points if not taken.match(chr(point)))


@lru_cache(maxsize=50_000)
def units_in(piece: str) -> Units:
    """The units of one piece, nearly always one."""
    if piece.isascii() and piece.isalnum() and len(piece) <= LONGEST_UNIT:
        return (piece.lower(),)
    for _ in range(4):  # folding may bring out letters that are folded in turn
        folded = _fold(piece)
        if folded == piece:
            break
        piece = folded
    return tuple(match[0][:LONGEST_UNIT] for match in pattern().finditer(piece))


def _fold(piece: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", piece).casefold())
    kept = "".join(_plain(char) for char in plain)
    return unicodedata.normalize("NFKC", kept)


@lru_cache(maxsize=10_000)
def _plain(char: str) -> str:
    place = unicodedata.combining(char)
    if 10 <= place <= 35 or place >= 200 or _unseen().match(char):
        return ""
    digit = unicodedata.decimal(char, None)
    return char.translate(LETTERS) if digit is None else str(digit)


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{UNSEEN}]")


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Each unit of a text with where it stands in it, in code points."""
    for match in pattern().finditer(text):
        for unit in units_in(match[0]):
            yield unit, match.start(), match.end()


def units_of(text: str) -> Units:
    """The units of a text, in its order. Any text will do; the same comes out for its own units once more."""
    for sign in () if text.isascii() else BETWEEN:
        text = text.replace(sign, " ")
    if text.isascii():
        found = _PLAIN.findall(text.lower())
        long = max(map(len, found), default=0) > LONGEST_UNIT
        return tuple(one[:LONGEST_UNIT] for one in found) if long else tuple(found)
    return tuple(unit for piece in pattern().findall(text) for unit in units_in(piece))


def capped(units: Units, most: int = MOST_BYTES) -> Units:
    """The first units of a text, so many bytes at most."""
    if 4 * sum(map(len, units)) <= most:
        return units
    size = 0
    for number, unit in enumerate(units):
        size += len(unit.encode())
        if size > most:
            return units[:number]
    return units


def pairs_of(units: Iterable[str]) -> list[str]:
    """Each two units that stand beside each other, as one word of the index."""
    return [f"{first}{PAIR}{second}" for first, second in pairwise(units)]


def asked_for(phrase: Units) -> list[str]:
    """The words of the index that a text with this phrase has: the one unit, or all pairs."""
    return list(phrase) if len(phrase) == 1 else list(dict.fromkeys(pairs_of(phrase)))


def row_of(units: Iterable[str]) -> str:
    """Units in a row, so that a phrase can be looked for as a plain text: ` a b c `."""
    return f" {' '.join(units)} "


@lru_cache(maxsize=10_000)
def filter_word(kind: str, value: str) -> str:
    """The word of the index by which things of a tag or verdict are found: `tag:solar-power`."""
    return f"{kind}:{'-'.join(units_of(value))}"
