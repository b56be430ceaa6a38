"""The scripts of characters, and what a text has of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import AnyStr

RANGES = {
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f々〇",
    "kana": "\u3040-\u30ff\u31f0-\u31ff",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "thai": "\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "hebrew": "\u0590-\u05ff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "indic": "\u0900-\u0dff",
    "latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
}
LETTERS = {name: re.compile(f"[{chars}]") for name, chars in RANGES.items()}
ASCII = bytes(range(128))
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
SHORT = 40  # characters up to which counts are remembered
# A letter or digit, and the vowel signs and marks that Python does not count as part of a word.
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
WORDS = f"(?:[^\\W_]++|[{MARKS}]++)++"
PLAIN_WORDS = "[^\\W_]++"  # the same in a text without such marks
MARKED_RE = re.compile(f"[{MARKS}]")
# Scripts written without blanks between words (Korean has some, but its words are long compounds).
UNSPACED = re.compile("[" + "".join(RANGES[name] for name in ("han", "kana", "hangul", "thai")) + "]")
BLANKLESS = re.compile(f"[{RANGES['han']}{RANGES['kana']}]")  # where a blank between words is strange
SIGNS_OF_WORD = 3
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0"
)
INVISIBLE_RE = re.compile(f"[{INVISIBLE}\U000e0000-\U000e007f]")
STROKES = "\u0305\u0332-\u0338\u20d2\u20d3\u20e5\u20e6"  # lines through, over and under a letter
# Full width, mathematical, enclosed and squared letters and digits.
DRESSED = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2460-\u24ff\u2776-\u2793\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff"
DRESSED_RE = re.compile(f"[{DRESSED}]")
# Those of them that no language writes: mathematical, enclosed and squared letters.
COSTUME = "\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f110-\U0001f189"
COSTUME_RE = re.compile(f"[{COSTUME}]")
# Signs that spammers put between letters: stars, dots, emoji.
ARROWS = "➤➜→➡►▶⇒➔▸▹▷❯⟶⇨⇢➝➞➠←≫‖"  # that part a fragment from its line
DECORATION = "★☆✦✧✪✨❤♥♡♛♚♠♣♦◆◇●○■□▲△▼▽※❀✿☀☎✆➜➤►▶⭐\u2600-\u27bf\u2b50-\u2b55\U0001f300-\U0001faff"
DECORATION_RE = re.compile(f"[{DECORATION}]")
# Anything but Latin letters and the usual punctuation: another script, invisible or dressed characters.
STRANGE_RE = re.compile(
    f"[^\\x00-\\xac\\xae-\u024f\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2100-\u214f]|[{DECORATION}]"
)
_MARKS = bytes(i if i >= 128 or chr(i).isalnum() else 32 for i in range(128)) + bytes(range(128, 256))
BLANKED = _MARKS.lower()  # blanks for marks, small letters for capitals


def lowered(text: str) -> str:
    """A text in small letters; the Turkish capital with a dot as a plain one, as folding makes it."""
    return text.replace("İ", "i").lower()


def blanked(text: str) -> bytes:
    """A text in small letters, as UTF-8, with a blank for each ASCII mark."""
    lower = text if text.isascii() else lowered(text)
    return lower.encode("utf-8", "surrogatepass").translate(BLANKED)


def tokens_of(text: str) -> list[bytes]:
    """The words of a text in small letters, as UTF-8; ASCII marks part words as blanks do."""
    return blanked(text).split()


def count_words(shown: str) -> float:
    """How many words a text has; in a script without blanks some signs make one."""
    return len(shown) / SIGNS_OF_WORD if UNSPACED.search(shown) else len(shown.split())


def places_of(text: AnyStr, sought: AnyStr) -> Iterator[int]:
    """All places of some characters or bytes in a text."""
    here = text.find(sought)
    while here >= 0:
        yield here
        here = text.find(sought, here + 1)


def count_scripts(text: str) -> dict[str, int]:
    """How many letters of each script a text has. What it returns is remembered: read it, do not change it."""
    return _kept_scripts(text) if len(text) <= SHORT else _scripts(text)


def _scripts(text: str) -> dict[str, int]:
    plain = len(text.encode("ascii", "ignore").translate(None, NO_LETTERS))
    counts = {"latin": plain} if plain else {}
    if text.isascii():
        return counts
    signs = beyond_ascii(text).translate(_KINDS)
    for sign in dict.fromkeys(signs):
        name = _NAMES[ord(sign)]
        counts[name] = counts.get(name, 0) + signs.count(sign)
    return counts


def beyond_ascii(text: str) -> str:
    """The signs of a text beyond ASCII, in order."""
    return signs_beyond(text.encode("utf-8", "surrogatepass"))


_NAMES = tuple(RANGES)


class _Kinds(dict[int, str]):
    """For each character a sign that stands for its script, nothing for what is no letter; told when it is met."""

    def __missing__(self, code: int) -> str:
        name = _script(chr(code))
        kind = self[code] = chr(_NAMES.index(name)) if name else ""
        return kind


_KINDS = _Kinds()


@lru_cache(maxsize=4096)
def _kept_scripts(text: str) -> dict[str, int]:
    if text.isascii():
        return {"latin": len(text.encode().translate(None, NO_LETTERS))}
    counts: dict[str, int] = {}
    for char in text:
        name = _script(char)
        if name:
            counts[name] = counts.get(name, 0) + 1
    return counts


def signs_beyond(raw: bytes) -> str:
    """The signs beyond ASCII of a text in UTF-8, in order."""
    return "" if raw.isascii() else raw.translate(None, ASCII).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=16_384)
def is_strange(sign: str) -> bool:
    """Is a sign neither a Latin letter nor usual in Latin text?"""
    return STRANGE_RE.match(sign) is not None


@lru_cache(maxsize=16_384)
def _script(char: str) -> str:
    return next((name for name, letters in LETTERS.items() if letters.match(char)), "")
