"""Looks words of the trades up in a folded text."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, pairwise, repeat
from operator import itemgetter
from typing import NamedTuple

from articles.text.spam.folding import LEET, LEET_L
from articles.text.spam.scripts import MARKED_RE, PLAIN_WORDS, UNSPACED, WORDS
from articles.text.spam.tables import ON_CHANGE, Word, glue, tables

TOKEN_RE, PLAIN_TOKEN_RE = (re.compile(rf"{words}(?:['’][^\W\d_]+)?") for words in (WORDS, PLAIN_WORDS))
ASCII_TOKEN_RE = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")  # the same in plain small letters
# Letters with digits or signs among them.
LEET_SIGN_RE = re.compile(r"[0-9@$](?:[a-z]|(?<=[a-z].))")  # what such a word must hold
UNLEET_RE = re.compile(r"(?<![\w@$])(?=[@$0-9]{0,3}[a-z])(?=[a-z]{0,24}[@$0-9])[a-z0-9@$]{2,24}(?![\w@$])")
NUMBER_RE = re.compile(r"\d{1,7}|x\d{2,6}|\d{1,4}(?:mg|ml|g|k|x)")
# kudos88, bóng88, go68, 22bet
BRAND_RE = re.compile(
    r"[^\W\d_]{3,14}\d{1,4}(?:bet|win|play|slots?)?|[a-z]{2}\d{2,3}|\d{1,4}x?(?:bet|win|vip|club|slot|casino)s?"
)
# A number behind these is a measure, not part of a name.
UNIT_RE = re.compile(
    "[年月日号號路时時分秒岁歲个個人元万億亿次位章节節条條米公里度%％번호시분초월일년명원개]"
)
# The article and prepositions that are written as part of the next word; of a single word enough must be left.
PREFIX_RE = re.compile("(?:[وفبلك]?ال|لل|[وبل]|[ובלהמ])(?=[\u0590-\u06ff]{2})")
FEWEST_BARE = 4  # letters
CITY_LURE_RE = re.compile("[爱愛新夜大]")
MAX_STEM = 20
HASHTAG = 12  # characters from which words run together behind "#"
KEPT_TOKENS, KEPT_LENGTH = (
    20_000,
    24,
)  # words whose look-up is remembered: a language has few that are frequent


Phrase = tuple[str, ...]
WHOLE: Callable[[re.Match[str]], str] = itemgetter(0)  # what was matched


class Hit(NamedTuple):
    """A table word at `[start, end)` of a folded text."""

    start: int
    end: int
    word: Word


class _Entry(NamedTuple):
    """What the tables say about one token; `_NOTHING` where they say nothing."""

    word: Word | None
    phrases: dict[str, list[Phrase]]  # that may begin with it, see `_phrases`
    unspaced: bool


_NOTHING: tuple[()] = ()
_NO_ENTRY = _Entry(None, {}, False)
_kept: dict[str, _Entry | tuple[()]] = {}
ON_CHANGE.append(_kept.clear)


def find_hits(folded: str) -> list[Hit]:
    """All table words of a folded text, in order, without overlap. Linear."""
    found: list[Hit] = []
    if LEET_SIGN_RE.search(folded):
        folded = UNLEET_RE.sub(_unleet, folded)
    plain = ASCII_TOKEN_RE if folded.isascii() else PLAIN_TOKEN_RE
    matches = [
        *(TOKEN_RE if plain is PLAIN_TOKEN_RE and MARKED_RE.search(folded) else plain).finditer(folded)
    ]
    tokens = [*map(WHOLE, matches)]
    entries = [*map(_kept.get, tokens)]
    if None in entries:
        entries = [
            _entry(token) if entry is None else entry for token, entry in zip(tokens, entries, strict=True)
        ]
    tags = "#" in folded
    skip_to = 0
    for i, match, entry in compress(
        zip(count(), matches, entries, strict=False), repeat(True) if tags else entries
    ):
        word, phrases, unspaced = entry or _NO_ENTRY
        start, end = match.span()
        if start < skip_to:
            continue
        if unspaced:
            found.extend(_inside(tokens[i], start))
            continue
        phrase = _phrase(folded, matches, tokens, i, phrases) if phrases else None
        if phrase is not None:
            found.append(phrase)
            skip_to = phrase.end
            continue
        if word is None and tags and end - start >= HASHTAG and folded[start - 1 : start] == "#":
            word = _hashtag(tokens[i])
        if word is not None:
            found.append(Hit(start, end, word))
    return found


def _entry(token: str) -> _Entry | tuple[()]:
    """Look one token up, and remember what the tables say about it."""
    entry: _Entry | tuple[()]
    if UNSPACED.search(token):
        entry = _Entry(None, {}, True)
    else:
        word, phrases = _lookup(token), _phrases(token)
        entry = _Entry(word, phrases, False) if word is not None or phrases else _NOTHING
    if len(token) <= KEPT_LENGTH:
        if len(_kept) >= KEPT_TOKENS:
            _kept.clear()
        _kept[token] = entry
    return entry


def _phrases(token: str) -> dict[str, list[Phrase]]:
    """The phrases that may begin with a token, the longest first, by the first sign of their second word."""
    found: dict[str, list[Phrase]] = {}
    for head in (token[:4],) if token.isascii() else dict.fromkeys((token[:4], _bare(token)[:4])):
        for words in tables().phrases.get(head, ()):
            if _same(token, words[0]):
                found.setdefault(words[1][0], []).append(words)
    return found


def _bare(token: str) -> str:
    """A word without the article or preposition that Arabic and Hebrew write as a part of it."""
    prefix = PREFIX_RE.match(token)
    return token[prefix.end() :] if prefix else token


def _unleet(match: re.Match[str]) -> str:
    """`gac0r` as `gacor` where that is a word of the tables; same length, so places stay."""
    token = match[0]
    table = tables()
    if len(token) > 24 or token in table.tokens or token.isdigit():
        return token
    for folding in (LEET, LEET_L):
        plain = token.translate(folding)
        if plain in table.tokens or plain in table.phrase_words or _stem(plain):
            return plain
    return token


def _phrase(
    folded: str, matches: list[re.Match[str]], tokens: list[str], i: int, phrases: dict[str, list[Phrase]]
) -> Hit | None:
    """The longest of the phrases that begins with token `i`."""
    second = tokens[i + 1] if i + 1 < len(tokens) else ""
    for first in (second[:1],) if second.isascii() else dict.fromkeys((second[:1], _bare(second)[:1])):
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
        if all(map(_same, tokens[i : last + 1], words)) and all(
            folded[a.end() : b.start()].strip(" -_/") == "" for a, b in pairwise(matches[i : last + 1])
        ):
            return Hit(matches[i].start(), matches[last].end(), tables().tokens[" ".join(words)])
    return None


def _same(token: str, word: str) -> bool:
    if word.endswith("*"):
        return token.startswith(word[:-1])
    return token == word or (PREFIX_RE.match(token) is not None and _bare(token) == word)


def _lookup(token: str) -> Word | None:
    """One token: a table word, a stem, a number, a brand with digits, a table word in leet."""
    table = tables()
    token = token.removesuffix("'s").removesuffix("’s")
    word, stem = table.tokens.get(token), _stem(token)
    if word is None and stem is None and not token.isascii():
        bare = _bare(token)
        if FEWEST_BARE <= len(bare) < len(token):
            word, stem = table.tokens.get(bare), _stem(bare)
    if word is not None and stem is not None:
        return Word(word.text, word.kind, word.category, word.weight, word.langs | stem.langs)
    if word is not None or stem is not None:
        return word or stem
    if token in glue():
        return Word(token, "glue", "", 0, frozenset())
    if NUMBER_RE.fullmatch(token):
        return Word(token, "number", "", 0 if token.isdigit() else 1, frozenset())
    if BRAND_RE.fullmatch(token):
        head = table.tokens.get(token.rstrip("0123456789"))
        if head and head.kind == "goods":
            return Word(token, "goods", head.category, 2, head.langs)
        return Word(token, "brand", "", 1, frozenset())
    return None


def _stem(token: str) -> Word | None:
    stems = tables().stems
    if token[:3] not in tables().heads:
        return None
    for size in range(min(len(token), MAX_STEM), 2, -1):
        word = stems.get(token[:size])
        if word is not None:
            return word
    return None


def _hashtag(token: str) -> Word | None:
    """Words run together: `cheapcialisnoprescription`. Counts when table words cover most of it."""
    if len(token) > 60:
        return None
    table = tables()
    covered, goods, pos = 0, [], 0
    while pos < len(token):
        for size in range(min(MAX_STEM, len(token) - pos), 2, -1):
            part = token[pos : pos + size]
            word = table.tokens.get(part) or table.stems.get(part) or table.joined.get(part)
            if word is not None and word.kind in ("goods", "call"):
                covered += size
                goods.append(word)
                pos += size
                break
        else:
            pos += 1
    named = [word for word in goods if word.kind == "goods"]
    if not named or covered < 0.6 * len(token):
        return None
    langs = frozenset[str]().union(*(word.langs for word in goods))
    return Word(token, "goods", named[0].category, min(4, 1 + len(goods)), langs)


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
