"""One cheap pass that tells which texts and lines are worth a closer look.

Words are compared as UTF-8 bytes: translating bytes and splitting them runs at memory speed, so clean text costs
little. It may fire on too much, never on too little for words that are written plainly.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from articles.text.spam.article import TELLING
from articles.text.spam.masks import may_be_masked
from articles.text.spam.reach import DIGITS, MORE_DIGITS, ZONES
from articles.text.spam.scripts import STRANGE_RE, blanked, places_of, tokens_of
from articles.text.spam.seams import may_be_sewn
from articles.text.spam.segment import Segment
from articles.text.spam.tables import ON_CHANGE, Word, glue, tables

NUMBERS = rf"{DIGITS}|[a-z]{{3}}\d{{2,4}}(?!\w)"  # telephones, a name with a number
APART = r"(?:[^\W_][ .·*_~-]){4}"  # letters kept apart
MIXED = r"[a-zA-Z][013457$][a-zA-Z]"  # digits and signs for letters
# Ways to reach somebody, and letters apart or mixed with others. Each pattern begins with a sign or a set of signs of
# which a text has few, so that looking for the first one is quick.
MARKS = ("@", "＠", "://", "www.")
MARKED = tuple(
    map(
        re.compile,
        (
            r"[+]\d",
            r"#\w{12}",
            rf"\d(?:{MORE_DIGITS}|(?<=[a-z]{{3}}.)\d{{1,3}}(?!\w))",
            rf"\.(?<=\w.)(?:{ZONES})(?!\w)",
            r"[ .·*_~-](?<=[^\W_].)(?:[^\W_][ .·*_~-]){3}",
            r"[013457$](?<=[a-zA-Z].)[a-zA-Z]",
        ),
    )
)
BESIDE = 40  # bytes in which the other words of an offer stand
BLANK = ord(" ")
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


# Single words share these: what stands in the tables by the ten thousand is looked through for garbage now and then.
NOTHING: frozenset[bytes] = frozenset()
ALONE = (NOTHING,)

Phrase = tuple[int, tuple[bytes, ...]]  # where its rarest word stands in it, its words ("*": with any ending)


@dataclass(frozen=True, slots=True)
class _Words:
    strong: frozenset[bytes]  # words that stand almost only in advertisements
    goods: dict[bytes, tuple[frozenset[bytes], ...]]  # the rarest word -> the rest of each phrase
    phrases: dict[bytes, tuple[Phrase, ...]]  # the rarest word -> phrases of goods
    trades: dict[bytes, tuple[Phrase, ...]]  # the rarest word -> phrases of any kind
    single: frozenset[bytes]  # what is a word of a trade by itself
    all: frozenset[bytes]  # words of all trades, and each word of the phrases
    # Words in Latin letters that make a line worthy, or do with the rest of a phrase; others fire by their signs.
    alone: frozenset[bytes]
    begun: frozenset[bytes]
    named: frozenset[bytes]  # both, and what the phrases need
    known: frozenset[bytes]  # these, and what tells an article's language


@cache
def _words() -> _Words:
    plain = _plain()
    ways = {text: parts for text in plain if (parts := [part for part in text.split() if part not in glue()])}
    single: set[str] = set()
    strong: set[str] = set(MESSENGERS)
    goods: dict[bytes, tuple[frozenset[bytes], ...]] = {}
    phrases: dict[bytes, tuple[Phrase, ...]] = {}
    trades: dict[bytes, tuple[Phrase, ...]] = {}
    for text, parts in ways.items():
        word, is_goods = plain[text], plain[text].kind == "goods"
        rarest = max((part.rstrip("*") for part in parts), key=len)  # the longest, most likely
        key = rarest.encode()
        if is_goods and word.weight > 1 and " " not in text:
            strong.add(rarest)
        if is_goods:
            rest = _rest(text, rarest)
            goods[key] = (*goods.get(key, ()), rest) if rest or key in goods else ALONE
        if " " not in text:
            single.add(rarest)
            continue
        whole = tuple(part.encode() for part in text.split())
        phrase = [part.rstrip(b"*") for part in whole].index(key), whole
        trades[key] = (*trades.get(key, ()), phrase)
        if is_goods:
            phrases[key] = (*phrases.get(key, ()), phrase)
    every = {part.rstrip("*") for parts in ways.values() for part in parts}
    latin = {word: rests for word, rests in goods.items() if not STRANGE_RE.search(word.decode())}
    alone = _bytes({word for word in strong if not STRANGE_RE.search(word)})
    alone = alone.union(word for word, rests in latin.items() if NOTHING in rests)
    named = alone.union(latin, *(rest for rests in latin.values() for rest in rests))
    begun = frozenset(latin) - alone
    known = named | TELLING
    return _Words(
        _bytes(strong), goods, phrases, trades, _bytes(single), _bytes(every), alone, begun, named, known
    )


def _plain() -> dict[str, Word]:
    """The entries of the tables that blanks part, stems with each ending."""
    table = tables()
    plain = dict(table.tokens)
    for stem, word in table.stems.items():
        endings = ("",) if STRANGE_RE.search(stem) else ENDINGS
        plain.update((stem + ending, word) for ending in endings)
    return plain


def _rest(text: str, rarest: str) -> frozenset[bytes]:
    """The other words of a phrase that are whole. One object for all that have none: the tables are large."""
    others = (part for part in text.split() if part not in (rarest, rarest + "*"))
    return frozenset(part.encode() for part in others if part[-1:] != "*") or NOTHING


def _bytes(words: set[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


ON_CHANGE.append(_words.cache_clear)


def known_words(tokens: list[bytes]) -> list[bytes]:
    """The words of a text that say something, to its language or of trades: all that a quick look wants of them."""
    return list(filter(_words().known.__contains__, tokens))


def named_words(tokens: list[bytes]) -> list[bytes]:
    """The Latin words of a text that can make a line worthy: messengers, goods with the rest of a phrase."""
    words = _words()
    found = words.named.intersection(tokens)
    named = list(words.alone & found)
    for word in words.begun & found:
        for rest in words.goods[word]:
            if rest <= found:
                named.append(word)
                break
    return named


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


def is_offered(word: bytes, tokens: list[bytes], i: int) -> bool:
    """Does one of the `named_words`, as number `i` of some words in a row, stand in a phrase of goods or offer?"""
    words = _words()
    if word in words.strong or _stands(words.phrases.get(word, ()), tokens, i):
        return True
    if word not in words.alone:
        return False
    single, trades = words.single, words.trades
    return any(
        token in single or (token in trades and _stands(trades[token], tokens, j))
        for j, token in enumerate(tokens)
        if token != word
    )


def _stands(ways: Sequence[Phrase], tokens: list[bytes], i: int) -> bool:
    """Does a phrase stand among some words, its rarest word as number `i`?"""
    for place, whole in ways:
        piece = tuple(tokens[i - place : i - place + len(whole)]) if i >= place else ()
        if piece == whole or (len(piece) == len(whole) and all(map(_same, piece, whole))):
            return True
    return False


def _same(token: bytes, word: bytes) -> bool:
    return token.startswith(word[:-1]) if word[-1:] == b"*" else token == word


def offers_in(lines: bytes, plain: bytes, named: Iterable[tuple[int, bytes]]) -> Iterator[int]:
    """Places of words that are offered: goods in their phrase, or beside another word of a trade on the same line.

    `plain`: see `blanked`, with a blank before and behind; `lines`: what it was made of. `named`: see `named_places`.
    """
    for place, word in named:
        low, end = max(0, place - BESIDE), place + len(word)
        low = lines.rfind(b"\n", low, place) + 1 or low
        high = lines.find(b"\n", end, end + BESIDE)
        tokens = plain[low + 1 : place + 1].split()
        i = len(tokens)
        tokens += plain[place + 1 : (high if high >= 0 else end + BESIDE) + 1].split()
        if is_offered(word, tokens, i):
            yield place


def named_places(plain: bytes, words: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Where the `named_words` among the words of a plain text stand in what it was made of."""
    for word in named_words(words):
        for place in places_of(plain, word):
            if plain[place - 1] == BLANK == plain[place + len(word)]:
                yield place - 1, word


def offers(line: str) -> bool:
    """Has a worthy line what makes it so side by side?"""
    plain = b" " + blanked(line) + b" "
    return any(True for _ in offers_in(b"", plain, named_places(plain, plain.split())))


def fires(part: Segment) -> bool:
    """Could a segment hold a fragment that is found, whatever the others hold?"""
    return is_marked(part) or offers(part.shown)


def is_marked(part: Segment) -> bool:
    """Could it by its seams, its signs or its disguise, whatever its words?"""
    shown = part.shown
    return (
        may_be_sewn(part)
        or (not shown.isascii() and STRANGE_RE.search(shown) is not None)
        or any(mark in shown for mark in MARKS)
        or any(pattern.search(shown) for pattern in MARKED)
        or may_be_masked(shown)
    )
