"""Scripts of characters, and the folding that undoes a disguise.

Folding is for looking only: it gives a plain copy of a text and where each of its characters came from, so a
wrong guess costs nothing (a folded word counts only when it is then a word of a trade).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import AnyStr, NamedTuple

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
KEPT = 600  # longer lines are not remembered for the next round
SHORT = 40  # characters up to which counts are remembered
# A letter or digit, and the vowel signs and marks that Python does not count as part of a word.
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
WORDS = f"(?:[^\\W_]++|[{MARKS}]++)++"
PLAIN_WORDS = "[^\\W_]++"  # the same in a text without such marks
MARKED_RE = re.compile(f"[{MARKS}]")
# Scripts written without blanks between words (Korean has some, but its words are long compounds).
UNSPACED = re.compile("[" + "".join(RANGES[name] for name in ("han", "kana", "hangul", "thai")) + "]")

BLANKLESS = re.compile(f"[{RANGES['han']}{RANGES['kana']}]")  # where a blank between words is strange

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0"
)
INVISIBLE_RE = re.compile(f"[{INVISIBLE}\U000e0000-\U000e007f]")
# Full width, mathematical, enclosed and squared letters and digits.
DRESSED = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2460-\u24ff\u2776-\u2793\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff"
DRESSED_RE = re.compile(f"[{DRESSED}]")
# Signs that spammers put between letters: stars, dots, emoji.
DECORATION = "★☆✦✧✪✨❤♥♡♛♚♠♣♦◆◇●○■□▲△▼▽※❀✿☀☎✆➜➤►▶⭐\u2600-\u27bf\u2b50-\u2b55\U0001f300-\U0001faff"
DECORATION_RE = re.compile(f"[{DECORATION}]")
BETWEEN_RE = re.compile(rf"\w(?:[{INVISIBLE}]+|[{DECORATION}]+)\w")  # signs between letters
# Anything but Latin letters and the usual punctuation: another script, invisible or dressed characters.
STRANGE_RE = re.compile(
    f"[^\\x00-\\xac\\xae-\u024f\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2100-\u214f]|[{DECORATION}]"
)
CHAIN_RE = re.compile(
    r"(?<!\w)\w(?:([.·•・*~-])\w)(?:\1\w){2,}(?!\w)|(?<!\w)\w(?: \w){3,}(?:  \w(?: \w)*)*(?!\w)"
)
DOTTED_RE = re.compile(r"(?<!\w)[\w:：@](?:[.·•・*~-][\w:：@]){4,}")
# What both of these must hold; told quickly.
CHAINED_RE = re.compile(r"[ .·•・*~-][\w:：@][ .·•・*~-][\w:：@][ .·•・*~-]")

_MARKS = bytes(i if i >= 128 or chr(i).isalnum() else 32 for i in range(128)) + bytes(range(128, 256))
BLANKED = _MARKS.lower()  # blanks for marks, small letters for capitals

TO_CYRILLIC = dict(zip("aceopxykmtbhiABCEHKMOPTXY", "асеорхукмтвніАВСЕНКМОРТХУ", strict=True))
TO_LATIN = dict(
    zip("асеорхуіјѕһԁԛԝкмтАВСЕНКМОРТХУІЅЈαορνιυ", "aceopxyijshdqwkmtABCEHKMOPTXYISJaopviu", strict=True)
)
MIXING_RE = re.compile(r"[\u0370-\u052f](?:[a-zA-Z]|(?<=[a-zA-Z].))")  # what a word of both must hold
MOVING_RE = re.compile(f"{INVISIBLE_RE.pattern}|{DECORATION_RE.pattern}")
MIXED_RE = re.compile(r"[a-zA-Z\u0370-\u052f]{2,}")
LEET_RE = re.compile(r"(?<![\w-])(?:[a-z]+[013457$@]+[a-z]+|[013457]+[a-z]{2,})[a-z0134579$@]*(?![\w-])")
LEET = str.maketrans("013457@$", "oieast" + "as")
LEET_L = str.maketrans("013457@$", "oleast" + "as")


class Folded(NamedTuple):
    """A plain copy of a text. `at[i]` is where character `i` stands in the text it was made from."""

    text: str
    at: Sequence[int]
    end: int  # length of the text it was made from

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text behind `[start, end)` of the copy."""
        first = self.at[start] if start < len(self.at) else self.end
        return first, (self.at[end - 1] + 1 if end > start else first)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) > 4:
        return char
    return plain if "Mn" not in {unicodedata.category(c) for c in plain} or UNSPACED.match(char) else char


def _unmask(word: str) -> str:
    """A word that mixes Latin with Cyrillic or Greek letters, in the one script that all of it can be."""
    foreign = [c for c in word if c > "\u036f"]
    if not foreign or len(foreign) == len(word):
        return word
    if all(c in TO_LATIN for c in foreign):
        return "".join(TO_LATIN.get(c, c) for c in word)
    if all(c in TO_CYRILLIC for c in word if c.isascii()):
        return "".join(TO_CYRILLIC.get(c, c) for c in word)
    return word


def blanked(text: str) -> bytes:
    """A text in small letters, as UTF-8, with a blank for each ASCII mark."""
    lower = text if text.isascii() else text.lower()
    return lower.encode("utf-8", "surrogatepass").translate(BLANKED)


def tokens_of(text: str) -> list[bytes]:
    """The words of a text in small letters, as UTF-8; ASCII marks part words as blanks do."""
    return blanked(text).split()


def places_of(text: AnyStr, sought: AnyStr) -> Iterator[int]:
    """All places of some characters or bytes in a text."""
    here = text.find(sought)
    while here >= 0:
        yield here
        here = text.find(sought, here + 1)


def look_alike(word: str) -> bool:
    """Does a word mix Latin with Cyrillic or Greek letters that look like it?"""
    return _unmask(word) != word


def _drop_decoration(chars: list[str], at: list[int]) -> tuple[list[str], list[int]]:
    """Stars and emoji between letters: gone inside a word, a blank between words."""
    kept: list[str] = []
    places: list[int] = []
    count = len(chars)
    for i, char in enumerate(chars):
        if not DECORATION_RE.match(char):
            kept.append(char)
            places.append(at[i])
            continue
        before, after = chars[i - 1] if i else " ", chars[i + 1] if i + 1 < count else " "
        single = (
            before.isalnum()
            and after.isalnum()
            and (
                UNSPACED.match(before)
                or UNSPACED.match(after)
                or _alone(chars, i - 1)
                or _alone(chars, i + 1)
            )
        )
        if not single:
            kept.append(" ")
            places.append(at[i])
    return kept, places


def _alone(chars: list[str], i: int) -> bool:
    """Is the letter at `i` the only one between two decorations or edges?"""
    left = i == 0 or not chars[i - 1].isalnum()
    right = i + 1 >= len(chars) or not chars[i + 1].isalnum()
    return left and right


def _close_chains(text: str, at: Sequence[int]) -> tuple[str, Sequence[int]]:
    """`w r i t e  m y` and `w.x.9.9` without what stands between the letters."""
    drop: set[int] = set()
    if CHAINED_RE.search(text) is None:
        return text, at
    for pattern in (CHAIN_RE, DOTTED_RE):
        for match in pattern.finditer(text):
            start, end = match.span()
            spaced = " " in match[0]
            for i in range(start + 1, end - 1):
                if (spaced and text[i] == " " and text[i - 1] != " " and text[i + 1] != " ") or (
                    not spaced and (i - start) % 2
                ):
                    drop.add(i)
    if not drop:
        return text, at
    keep = [i for i in range(len(text)) if i not in drop]
    return "".join(text[i] for i in keep), [at[i] for i in keep]


def fold(text: str) -> Folded:
    """A lower-case copy without invisible, dressed, decorated, spaced and look-alike characters.

    Takes a line of any length, returns it with offsets (code points into `text`). Linear.
    """
    return _kept_fold(text) if len(text) <= KEPT else _fold(text)


@lru_cache(maxsize=1024)
def _kept_fold(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    if text.isascii():
        return Folded(*_close_chains(text.lower(), range(len(text))), len(text))
    plain, at = _one_for_one(text) or _one_by_one(text)
    if MIXING_RE.search(plain):
        plain = MIXED_RE.sub(lambda match: _unmask(match[0]), plain)
    lower = plain.lower()
    if (
        len(lower) != len(plain) or "Σ" in plain
    ):  # letters that two stand for, or that look to their neighbours
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in plain)
    return Folded(*_close_chains(lower, at), len(text))


def _one_for_one(text: str) -> tuple[str, Sequence[int]] | None:
    """The plain form of a text all of whose characters keep their places; None where they do not."""
    strange = set(beyond_ascii(text))
    plain = [*map(_single, strange)]
    if "" in plain:
        return None
    for char, one in zip(strange, plain, strict=True):
        if char != one:
            text = text.replace(char, one)
    return text, range(len(text))


@lru_cache(maxsize=16_384)
def _single(char: str) -> str:
    """The plain form of a character where it is one that stays in its place, "" otherwise."""
    plain = _plain(char)
    return plain if len(plain) == 1 and not MOVING_RE.match(char) else ""


def _one_by_one(text: str) -> tuple[str, Sequence[int]]:
    chars: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text):
        if char < "\x80":
            chars.append(char)
            at.append(i)
        elif not INVISIBLE_RE.match(char):
            for part in _plain(char):
                chars.append(part)
                at.append(i)
    if DECORATION_RE.search(text):
        chars, at = _drop_decoration(chars, at)
    return "".join(chars), at


def disguised(shown: str) -> bool:
    """Does a piece of text wear a disguise? Genuine text does now and then."""
    if len(set(LEET_RE.findall(shown))) >= 2:
        return True
    if CHAINED_RE.search(shown):
        chains = (match[0] for pattern in (CHAIN_RE, DOTTED_RE) for match in pattern.finditer(shown))
        if any(any(map(str.isalpha, chain)) for chain in chains):
            return True  # a row of digits is a table
    if shown.isascii():
        return False
    return (
        BETWEEN_RE.search(shown) is not None
        or DRESSED_RE.search(shown) is not None
        or any(map(look_alike, MIXED_RE.findall(shown)))
    )


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
