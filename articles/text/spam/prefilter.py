"""One cheap pass that tells which texts and lines are worth a closer look.

Words are compared as UTF-8 bytes: translating bytes and splitting them runs at memory speed, so clean text costs
little. It may fire on too much, never on too little for words that are written plainly.
"""

import re
from dataclasses import dataclass
from functools import cache

from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import DECORATION, tokens_of
from articles.text.spam.tables import ON_CHANGE, glue, tables

# Anything but Latin letters and the usual punctuation: another script, invisible or dressed characters.
STRANGE_RE = re.compile(
    f"[^\\x00-\\xac\\xae-\u024f\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2100-\u214f]|[{DECORATION}]"
)
MARKS_RE = re.compile(
    r"[@＠]|://|www\.|[+]\d|\d{3}[ -]?\d{3,4}[ -]?\d{3,4}|#\w{12}|[a-z]{3}\d{2,4}(?!\w)"
    rf"|\w\.(?:{ZONES})(?!\w)"
)
# Letters kept apart, or digits and signs for letters.
BROKEN_RE = re.compile(r"(?:[^\W_][ .·*_~-]){4}|[a-zA-Z][013457$][a-zA-Z]")
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
    named: frozenset[bytes]


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
    return _Words(_bytes(strong), _bytes(goods), phrases, _bytes(every), _bytes(strong | goods))


def _bytes(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


ON_CHANGE.append(_words.cache_clear)


def named_words(tokens: list[bytes]) -> frozenset[bytes]:
    """The names of goods and messengers among the words of a text."""
    words = _words()
    return frozenset() if words.named.isdisjoint(tokens) else words.named.intersection(tokens)


def worthy(line: str) -> bool:
    """Has a line a word that stands in advertisements only, or goods and another word of a trade?"""
    words, found = _words(), set(tokens_of(line))
    if not words.strong.isdisjoint(found):
        return True
    if words.goods.isdisjoint(found) or len(words.all & found) < 2:
        return False
    return any(rest <= found for word in words.goods & found for rest in words.phrases[word])


def fires(text: str) -> bool:
    """Could a text or line hold a fragment worth judging?"""
    if not text.isascii() and STRANGE_RE.search(text):
        return True
    if worthy(text):
        return True
    return BROKEN_RE.search(text) is not None or MARKS_RE.search(text) is not None
