"""Looks words of the trades up in a folded text."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, pairwise, repeat
from operator import itemgetter
from typing import NamedTuple

from articles.text.spam.lookup import (
    NO_ENTRY,
    Phrase,
    entry_of,
    in_hashtag,
    is_word,
    kept,
    undisguised,
    without_prefix,
)
from articles.text.spam.scripts import MARKED_RE, PLAIN_WORDS, WORDS
from articles.text.spam.tables import Word, tables

TOKEN_RE, PLAIN_TOKEN_RE = (re.compile(rf"{words}(?:['’][^\W\d_]+)?") for words in (WORDS, PLAIN_WORDS))
ASCII_TOKEN_RE = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")  # the same in plain small letters
# A number behind these is a measure, not part of a name.
UNIT_RE = re.compile(
    "[年月日号號路时時分秒岁歲个個人元万億亿次位章节節条條米公里度%％번호시분초월일년명원개]"
)
CITY_LURE_RE = re.compile("[爱愛新夜大]")
HASHTAG = 12  # characters from which words run together behind "#"
WHOLE: Callable[[re.Match[str]], str] = itemgetter(0)  # what was matched


class Hit(NamedTuple):
    """A table word at `[start, end)` of a folded text."""

    start: int
    end: int
    word: Word


def find_hits(folded: str) -> list[Hit]:
    """All table words of a folded text, in order, without overlap. Linear."""
    found: list[Hit] = []
    folded = undisguised(folded)
    plain = ASCII_TOKEN_RE if folded.isascii() else PLAIN_TOKEN_RE
    matches = [
        *(TOKEN_RE if plain is PLAIN_TOKEN_RE and MARKED_RE.search(folded) else plain).finditer(folded)
    ]
    tokens = [*map(WHOLE, matches)]
    entries = [*map(kept.get, tokens)]
    if None in entries:
        entries = [
            entry_of(token) if entry is None else entry for token, entry in zip(tokens, entries, strict=True)
        ]
    tags = "#" in folded
    skip_to = 0
    for i, match, entry in compress(
        zip(count(), matches, entries, strict=False), repeat(True) if tags else entries
    ):
        word, phrases, unspaced = entry or NO_ENTRY
        start, end = match.span()
        if start < skip_to:
            continue
        phrase = _phrase(folded, matches, tokens, i, phrases) if phrases else None
        if phrase is not None:
            found.append(phrase)
            skip_to = phrase.end
            continue
        if unspaced:
            found.extend(_inside(tokens[i], start))
            continue
        if word is None and tags and end - start >= HASHTAG and folded[start - 1 : start] == "#":
            word = in_hashtag(tokens[i])
        if word is not None:
            found.append(Hit(start, end, word))
    return found


def _phrase(
    folded: str, matches: list[re.Match[str]], tokens: list[str], i: int, phrases: dict[str, list[Phrase]]
) -> Hit | None:
    """The longest of the phrases that begins with token `i`."""
    second = tokens[i + 1] if i + 1 < len(tokens) else ""
    for first in (
        (second[:1],) if second.isascii() else dict.fromkeys((second[:1], without_prefix(second)[:1]))
    ):
        phrase = _first_of(folded, matches, tokens, i, phrases.get(first, ()))
        if phrase is not None:
            return phrase
    return None


def _first_of(
    folded: str, matches: list[re.Match[str]], tokens: list[str], i: int, ways: Sequence[Phrase]
) -> Hit | None:
    for words in ways:
        if i + len(words) > len(matches):
            continue
        last = i + len(words) - 1
        if matches[last].end() - matches[i].start() > sum(map(len, words)) + 12 * len(words):
            continue
        if all(map(is_word, tokens[i : last + 1], words)) and all(
            folded[a.end() : b.start()].strip(" -_/") == "" for a, b in pairwise(matches[i : last + 1])
        ):
            return Hit(matches[i].start(), matches[last].end(), tables().tokens[" ".join(words)])
    return None


def _parts(piece: str) -> Iterator[tuple[int, str, Word]]:
    """The parts that a piece of unspaced script is made of: of those at one place the longest."""
    table, place = tables(), 0
    while place < len(piece):
        for size in table.sizes.get(piece[place], ()):
            part = piece[place : place + size]
            word = table.parts.get(part)
            if (
                word is not None
                and len(part) == size
                and not (part.isascii() and _in_latin(piece, place, size))
            ):
                yield place, part, word
                place += size
                break
        else:
            place += 1


def _in_latin(piece: str, place: int, size: int) -> bool:
    """Are Latin letters a part of a longer Latin word?"""
    beside = piece[place - 1 : place] if place else ""
    return any("a" <= char <= "z" for char in beside + piece[place + size : place + size + 1])


def _inside(piece: str, offset: int) -> list[Hit]:
    """Table words inside a piece of unspaced script, and a number that ends the piece."""
    found = [Hit(offset + start, offset + start + len(part), word) for start, part, word in _parts(piece)]
    for i, hit in enumerate(found):
        if (
            hit.word.kind == "city"
            and hit.start > offset
            and CITY_LURE_RE.match(piece[hit.start - offset - 1])
        ):
            found[i] = Hit(hit.start - 1, hit.end, Word(hit.word.text, "city", "escort", 2, hit.word.langs))
    for match in re.finditer(r"\d+", piece):
        if (
            2 <= len(match[0]) <= 6
            and not UNIT_RE.match(piece[match.end() : match.end() + 1])
            and not any(hit.start - offset <= match.start() < hit.end - offset for hit in found)
        ):
            weight = 2 if match.end() == len(piece) or match.start() else 1
            found.append(
                Hit(
                    offset + match.start(),
                    offset + match.end(),
                    Word(match[0], "number", "", weight, frozenset()),
                )
            )
    return sorted(found, key=lambda hit: hit.start)
