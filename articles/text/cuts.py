"""A text cut into the pieces that a difference may show as changed: words, figures, blanks and single signs.

Where a script puts no blanks between words a piece is one sign with all that is drawn on it; a run of Katakana is one
piece, as a borrowed word is. A cut never falls inside what readers see as one sign: marks stay with their letter,
joined emoji, flags and Khmer and Burmese stacks stay whole (unicode.org/reports/tr29, by our own tables).
"""

import re
import unicodedata
from functools import cache

from articles.text.clean import common
from articles.text.tokens import UNSPACED

# Stands for code points that are not to be shown. No document may contain it; see `masked`.
MASK = "\ufdd0"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff\uff66-\uff9d"
# Joiners, variation selectors, skin tones and tags; vowels that are drawn behind, and half-wide voicing.
_TIED = "\u00ad\u034f\u200c\u200d\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u0e33\u0eb3\uff9e\uff9f"
_HAN = ("\u4e00", "\u9fff")
_STACKING = "\u200d\u17d2\u1039"  # what comes behind one of them is drawn with what stands before it


def cut(text: str) -> list[str]:
    """The pieces of a text in its order; joined they are the text. Takes any string."""
    return _pattern().findall(text)


def shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points at the beginning and at the end are the same in both and can be left uncut.

    Both stretches end where a piece ends: behind a blank, or between two signs of a script without blanks.
    """
    head = common(old, new)
    while head and not _parted(old, head) and not _parted(new, head):
        head -= 1
    tail = common(old[head:][::-1], new[head:][::-1])
    while tail and not _parted(old, len(old) - tail) and not _parted(new, len(new) - tail):
        tail -= 1
    return head, tail


def _parted(text: str, place: int) -> bool:
    """Whether a piece surely ends here, wherever the text is cut from."""
    before, after = text[place - 1 : place], text[place : place + 1]
    return before.isspace() or (_HAN[0] <= before <= _HAN[1] and _HAN[0] <= after <= _HAN[1])


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with each code point of the spans made MASK; as long as before, and MASK nowhere else."""
    letters = text.replace(MASK, "\ufffd")
    for start, end in spans:
        letters = f"{letters[:start]}{MASK * (end - start)}{letters[end:]}"
    return letters


def says(piece: str) -> bool:
    """Whether a piece is more than blanks and punctuation."""
    return piece.isalnum() or any(
        sign.isalnum() or sign == MASK or unicodedata.category(sign) == "So" for sign in piece
    )


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    tail = f"(?:[{marks}{_TIED}]|(?<=[{_STACKING}])\\S)*+"
    letter = f"(?:[^\\W{UNSPACED}{_KATAKANA}]{tail})++"
    word = f"{letter}(?:(?:['’ʼ]|(?<=\\d)[.,:٫٬](?=\\d)){letter})*+"
    return re.compile(
        f"{MASK}+|\\s+|[\U0001f1e6-\U0001f1ff]{{2}}{tail}|{word}|(?:[{_KATAKANA}]{tail})++|[^{MASK}]{tail}",
        re.DOTALL,
    )


def _marks() -> str:
    """The marks that belong to the letter before them, as ranges of a character class."""
    planes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))  # the last are variation selectors
    points = [point for point in planes if unicodedata.category(chr(point))[0] == "M"]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
