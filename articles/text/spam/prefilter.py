"""One cheap pass that tells which texts and lines are worth a closer look.

Words are compared as UTF-8 bytes: translating bytes and splitting them runs at memory speed, so clean text costs
little. It may fire on too much, never on too little for words that are written plainly.
"""

import re
from dataclasses import dataclass
from functools import cache

from articles.text.spam.scripts import DECORATION
from articles.text.spam.trade import ON_CHANGE, glue, tables

_BLANKED = bytes(i if i >= 128 or chr(i).isalnum() else 32 for i in range(128)) + bytes(range(128, 256))
_PLAIN_BYTES = _BLANKED.lower()
# Anything but Latin letters and the usual punctuation: another script, invisible or dressed characters.
STRANGE_RE = re.compile(
    f"[^\\x00-\\xac\\xae-\u024f\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2100-\u214f]|[{DECORATION}]"
)
MARKS_RE = re.compile(r"[@＠]|://|www\.|[+]\d|\d{3}[ -]?\d{3,4}[ -]?\d{3,4}|#\w{12}|[a-z]{3}\d{2,4}(?!\w)")
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
    goods: frozenset[bytes]
    all: frozenset[bytes]
    named: frozenset[bytes]


@cache
def _words() -> _Words:
    table = tables()
    strong: set[str] = set(MESSENGERS)
    goods: set[str] = set()
    every: set[str] = set()
    plain = dict(table.tokens)
    plain.update({stem + ending: word for stem, word in table.stems.items() for ending in ENDINGS})
    for text, word in plain.items():
        parts = [part.rstrip("*") for part in text.split() if part not in glue()]
        every.update(parts)
        if word.kind == "goods" and parts:
            goods.add(max(parts, key=len))  # the longest word of a phrase is the rarest
            if word.weight > 1 and " " not in text:
                strong.update(parts)
    return _Words(
        *(frozenset(one.encode() for one in words) for words in (strong, goods, every, strong | goods))
    )


ON_CHANGE.append(_words.cache_clear)


def tokens_of(text: str) -> list[bytes]:
    """The words of a text in small letters, as UTF-8."""
    lower = text if text.isascii() else text.lower()
    return lower.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES).split()


def named_words(tokens: list[bytes]) -> frozenset[bytes]:
    """The names of goods and messengers among the words of a text."""
    words = _words()
    return frozenset() if words.named.isdisjoint(tokens) else words.named.intersection(tokens)


def worthy(line: str) -> bool:
    """Has a line a word that stands in advertisements only, or goods and another word of a trade?"""
    words, found = _words(), set(tokens_of(line))
    if not words.strong.isdisjoint(found):
        return True
    return not words.goods.isdisjoint(found) and len(words.all & found) > 1


def fires(text: str) -> bool:
    """Could a text or line hold a fragment worth judging?"""
    if not text.isascii() and STRANGE_RE.search(text):
        return True
    if worthy(text):
        return True
    return BROKEN_RE.search(text) is not None or MARKS_RE.search(text) is not None
