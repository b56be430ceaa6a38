"""One cheap pass that tells which texts and lines are worth a closer look.

Words are compared as UTF-8 bytes: translating bytes and splitting them runs at memory speed, so clean text costs
little. It may fire on too much, never on too little for words that are written plainly.
"""

import re
from dataclasses import dataclass
from functools import cache

from articles.text.spam.masks import may_be_masked
from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import STRANGE_RE, places_of, tokens_of
from articles.text.spam.seams import may_be_sewn
from articles.text.spam.segment import Segment
from articles.text.spam.tables import ON_CHANGE, glue, tables

NUMBERS = r"\d{3}[ -]?\d{3,4}[ -]?\d{3,4}|[a-z]{3}\d{2,4}(?!\w)"  # telephones, a name with a number
MARKS_RE = re.compile(rf"[@＠]|://|www\.|[+]\d|#\w{{12}}|{NUMBERS}|\w\.(?:{ZONES})(?!\w)")
APART = r"(?:[^\W_][ .·*_~-]){4}"  # letters kept apart
MIXED = r"[a-zA-Z][013457$][a-zA-Z]"  # digits and signs for letters
BROKEN_RE = re.compile(f"{APART}|{MIXED}")
BESIDE = 60  # characters in which the other words of an offer stand
# Endings that a stem of the tables is looked up with; other scripts than Latin fire anyway.
MESSENGERS = (
    "telegram",
    "whatsapp",
    "wechat",
    "weixin",
    "qq",
    "vx",
    "wx",
    "tg",
    "wa",
    "zalo",
    "viber",
    "kakao",
    "skype",
)
_ENDINGS = "- s es n en e r er y i ı a o os as u in ın te de le la m z ler lar leri ları si sı ten"
ENDINGS = tuple(_ENDINGS.replace("-", "").split(" "))


@dataclass(frozen=True, slots=True)
class _Words:
    strong: frozenset[bytes]  # words that stand almost only in advertisements
    goods: dict[
        bytes, list[frozenset[bytes]]
    ]  # goods, of a phrase its rarest word -> the rest of each phrase
    single: frozenset[bytes]  # words of the trades that are no phrase
    phrases: dict[bytes, list[frozenset[bytes]]]  # the rarest word of each phrase -> the rest
    all: frozenset[bytes]  # single words, and each word of the phrases
    heads: frozenset[
        bytes
    ]  # words in Latin letters that a line can be worthy for; others fire by their signs
    named: frozenset[bytes]  # these, and what else their phrases need


@cache
def _words() -> _Words:
    table = tables()
    strong: set[str] = set(MESSENGERS)
    single: set[str] = set()
    goods: dict[bytes, list[frozenset[bytes]]] = {}
    phrases: dict[bytes, list[frozenset[bytes]]] = {}
    every: set[str] = set()
    plain = dict(table.tokens)
    plain.update({stem + ending: word for stem, word in table.stems.items() for ending in ENDINGS})
    for text, word in plain.items():
        parts = [part.rstrip("*") for part in text.split() if part not in glue()]
        if not parts:
            continue
        every.update(parts)
        rarest = max(parts, key=len)  # the longest, most likely
        others = (part for part in text.split() if part not in (rarest, rarest + "*"))
        rest = frozenset(part.encode() for part in others if part[-1:] != "*")
        if rest:
            phrases.setdefault(rarest.encode(), []).append(rest)
        else:
            single.add(rarest)
        if word.kind == "goods":
            goods.setdefault(rarest.encode(), []).append(rest)
            if word.weight > 1 and " " not in text:
                strong.add(rarest)
    heads = frozenset(word for word in _bytes(strong).union(goods) if not STRANGE_RE.search(word.decode()))
    named = heads.union(*(rest for word in heads & goods.keys() for rest in goods[word]))
    return _Words(_bytes(strong), goods, _bytes(single), phrases, _bytes(every), heads, named)


def _bytes(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


ON_CHANGE.append(_words.cache_clear)


def named_words(tokens: list[bytes]) -> list[bytes]:
    """The Latin words of a text that can make a line worthy: messengers, goods with the rest of a phrase."""
    words = _words()
    found = words.named.intersection(tokens)
    return [
        word
        for word in words.heads & found
        if word in words.strong or any(rest <= found for rest in words.goods[word])
    ]


def worthy(line: str) -> bool:
    """Has a line a word that stands in advertisements only, or goods and another word of a trade?"""
    words, found = _words(), set(tokens_of(line))
    if not words.strong.isdisjoint(found):
        return True
    named = words.goods.keys() & found
    return (
        bool(named)
        and len(words.all & found) > 1
        and any(rest <= found for word in named for rest in words.goods[word])
    )


def is_offered(word: bytes, around: str) -> bool:
    """Does one of the `named_words` stand in a stretch of text, with its phrase or another word of a trade?"""
    words, found = _words(), set(tokens_of(around))
    if word not in found or word in words.strong:
        return word in found
    if any(rest and rest <= found for rest in words.goods[word]):
        return True
    return frozenset() in words.goods[word] and (
        len(words.single & found) > 1
        or any(rest <= found for other in words.phrases.keys() & found for rest in words.phrases[other])
    )


def offers(line: str) -> bool:
    """Has a worthy line what makes it so side by side?"""
    named, lower = named_words(tokens_of(line)), line.lower()
    return any(
        is_offered(word, lower[max(0, place - BESIDE) : place + len(word) + BESIDE])
        for word in named
        for place in places_of(lower, word.decode("utf-8", "surrogatepass"))
    )


def fires(part: Segment) -> bool:
    """Could a segment hold a fragment that is found, whatever the others hold?"""
    return is_marked(part) or offers(part.shown)


def is_marked(part: Segment) -> bool:
    """Could it by its seams, its signs or its disguise, whatever its words?"""
    shown = part.shown
    return (
        may_be_sewn(part)
        or (not shown.isascii() and STRANGE_RE.search(shown) is not None)
        or MARKS_RE.search(shown) is not None
        or BROKEN_RE.search(shown) is not None
        or may_be_masked(shown)
    )
