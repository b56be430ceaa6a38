"""One cheap pass that tells which texts and lines are worth a closer look.

Words are compared as UTF-8 bytes: translating bytes and splitting them runs at memory speed, so clean text costs
little. It may fire on too much, never on too little for words that are written plainly.
"""

import re
from dataclasses import dataclass
from functools import cache

from articles.text.spam.masks import may_be_masked
from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import STRANGE_RE, tokens_of
from articles.text.spam.seams import may_be_sewn
from articles.text.spam.segment import Segment
from articles.text.spam.tables import ON_CHANGE, glue, tables

NUMBERS = r"\d{3}[ -]?\d{3,4}[ -]?\d{3,4}|[a-z]{3}\d{2,4}(?!\w)"  # telephones, a name with a number
MARKS_RE = re.compile(rf"[@＠]|://|www\.|[+]\d|#\w{{12}}|{NUMBERS}|\w\.(?:{ZONES})(?!\w)")
APART = r"(?:[^\W_][ .·*_~-]){4}"  # letters kept apart
MIXED = r"[a-zA-Z][013457$][a-zA-Z]"  # digits and signs for letters
BROKEN_RE = re.compile(f"{APART}|{MIXED}")
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
    goods: frozenset[bytes]  # words of goods, among them the rarest of each phrase
    phrases: dict[bytes, list[frozenset[bytes]]]  # that rarest word -> the other words of its phrases
    all: frozenset[bytes]
    named: frozenset[bytes]  # all that `named_words` wants to know of


@cache
def _words() -> _Words:
    table = tables()
    strong: set[str] = set(MESSENGERS)
    goods: set[str] = set()
    phrases: dict[bytes, list[frozenset[bytes]]] = {}
    every: set[str] = set()
    plain = dict(table.tokens)
    plain.update({stem + ending: word for stem, word in table.stems.items() for ending in ENDINGS})
    for text, word in plain.items():
        parts = [part.rstrip("*") for part in text.split() if part not in glue()]
        every.update(parts)
        if word.kind == "goods" and parts:
            rarest = max(parts, key=len)  # the longest, most likely
            goods.add(rarest)
            rest = frozenset(part.encode() for part in text.split() if part not in (rarest, rarest + "*"))
            phrases.setdefault(rarest.encode(), []).append(
                frozenset(part for part in rest if part[-1:] != b"*")
            )
            if word.weight > 1 and " " not in text:
                strong.update(parts)
    others = frozenset[bytes]().union(*(rest for rests in phrases.values() for rest in rests))
    return _Words(_bytes(strong), _bytes(goods), phrases, _bytes(every), _bytes(strong | goods) | others)


def _bytes(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


ON_CHANGE.append(_words.cache_clear)


def named_words(tokens: list[bytes]) -> list[bytes]:
    """The words of a text that can make a line of it worthy: messengers, goods with the rest of a phrase."""
    words = _words()
    found = words.named.intersection(tokens)
    return [
        word
        for word in found
        if word in words.strong or any(rest <= found for rest in words.phrases.get(word, ()))
    ]


def worthy(line: str) -> bool:
    """Has a line a word that stands in advertisements only, or goods and another word of a trade?"""
    words, found = _words(), set(tokens_of(line))
    if not words.strong.isdisjoint(found):
        return True
    if words.goods.isdisjoint(found) or len(words.all & found) < 2:
        return False
    return any(rest <= found for word in words.goods & found for rest in words.phrases[word])


def fires(part: Segment) -> bool:
    """Could a segment hold a fragment worth judging?"""
    return is_marked(part) or worthy(part.shown)


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
