"""The folding that undoes a disguise.

Folding is for looking only: it gives a plain copy of a text and where each of its characters came from, so a
wrong guess costs nothing (a folded word counts only when it is then a word of a trade).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.text.spam.scripts import (
    DECORATION,
    DECORATION_RE,
    DRESSED_RE,
    INVISIBLE,
    INVISIBLE_RE,
    STROKES,
    UNSPACED,
    beyond_ascii,
)

KEPT = 600  # longer lines are not remembered for the next round
BETWEEN_RE = re.compile(rf"\w(?:[{INVISIBLE}{STROKES}]+|[{DECORATION}]+)\w")  # signs between letters
CHAIN_RE = re.compile(
    r"(?<!\w)\w(?:([.·•・*~-])\w)(?:\1\w){2,}(?!\w)|(?<!\w)\w(?: \w){3,}(?:  \w(?: \w)*)*(?!\w)"
)
DOTTED_RE = re.compile(r"(?<!\w)[\w:：@](?:[.·•・*~-][\w:：@]){4,}")
# What both of these must hold; told quickly.
SHORT_CHAINS = {
    mark: re.compile(rf"(?<![\w{re.escape(mark)}])\w(?:{re.escape(mark)}\w){{2}}(?![\w{re.escape(mark)}])")
    for mark in ".·•・*~-"
}
CHAINED_RE = re.compile(r"[ .·•・*~-][\w:：@][ .·•・*~-][\w:：@][ .·•・*~-]")
TO_CYRILLIC = dict(zip("aceopxykmtbhiABCEHKMOPTXY", "асеорхукмтвніАВСЕНКМОРТХУ", strict=True))
TO_LATIN = dict(
    zip("асеорхуіјѕһԁԛԝкмтАВСЕНКМОРТХУІЅЈαορνιυ", "aceopxyijshdqwkmtABCEHKMOPTXYISJaopviu", strict=True)
)
MIXING_RE = re.compile(r"[\u0370-\u052f](?:[a-zA-Z]|(?<=[a-zA-Z].))")  # what a word of both must hold
UNSEEN_RE = re.compile(f"{INVISIBLE_RE.pattern}|[{STROKES}]")
MOVING_RE = re.compile(f"{UNSEEN_RE.pattern}|{DECORATION_RE.pattern}")
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


def look_alike(word: str) -> bool:
    """Does a word mix Latin with Cyrillic or Greek letters that look like it?"""
    return _unmask(word) != word


def _drop_decoration(chars: list[str], at: list[int]) -> tuple[list[str], list[int]]:
    """Stars and emoji between letters: gone inside a word, a blank between words."""
    kept: list[str] = []
    places: list[int] = []
    count = len(chars)
    several = len(DECORATION_RE.findall("".join(chars))) > 1  # one alone parts what stands on either side
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
                (several and (UNSPACED.match(before) or UNSPACED.match(after)))
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
    chains = [match for pattern in (CHAIN_RE, DOTTED_RE) for match in pattern.finditer(text)]
    marks = {match[0][1] for match in chains} - {" "}
    # Beside a chain of many letters one of three is one too: `c.h.e.a.p s.e.o`.
    chains += [match for mark in marks for match in SHORT_CHAINS[mark].finditer(text)]
    for match in chains:
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
        lower = "".join(c.lower()[0] for c in plain)  # the Turkish capital has a dot that stays behind
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
        elif not UNSEEN_RE.match(char):
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
