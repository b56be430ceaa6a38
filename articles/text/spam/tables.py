"""The words of the trades: the table file in the forms that looking up wants."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.text.spam.scripts import UNSPACED

# Where spam is typed without the marks on its letters (in Greek, in capitals), and how many letters then still tell a
# word, or a phrase.
MARKLESS = frozenset(("vi", "tr", "pt", "es", "pl", "cs", "ro", "hu", "el"))
FEWEST_LETTERS, FEWEST_IN_PHRASE = 7, 6
UNMADE = str.maketrans("đıł", "dil")  # letters that no mark was added to
WORDS_FILE = Path(__file__).with_name("trade_words.tsv")
ON_CHANGE: list[Callable[[], None]] = []  # what else must be forgotten when the table changes


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is in the tables."""

    text: str
    kind: str  # goods, call, city, number, glue
    category: str
    weight: int
    langs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables in the form that looking up wants."""

    tokens: dict[str, Word]
    stems: dict[str, Word]
    phrases: dict[str, list[tuple[str, ...]]]
    parts: dict[str, Word]  # words of scripts without blanks
    sizes: dict[str, tuple[int, ...]]  # how long the parts are that begin with a sign, the longest first
    phrase_words: frozenset[str]
    heads: frozenset[str]  # how stems begin
    joined: dict[str, Word]  # phrases without their blanks, for hashtags


@cache
def _rows() -> list[tuple[str, str, list[str]]]:
    """The lines of the table file: kind, language, words."""
    rows = []
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, language, words = line.split("\t")
            rows.append((kind, language, words.split(", ")))
    return rows


_cut: frozenset[str] = frozenset()


def entries() -> frozenset[str]:
    """All words of the table but glue, as they are written there."""
    return frozenset(entry.text for entry in _entries())


@contextmanager
def without(words: frozenset[str]) -> Iterator[None]:
    """Look up as if these entries were not in the table (for the whole process: cross-validation only)."""
    global _cut
    _cut = words
    _forget()
    try:
        yield
    finally:
        _cut = frozenset()
        _forget()


def _forget() -> None:
    tables.cache_clear()
    for clear in ON_CHANGE:
        clear()


def _entries() -> list[Word]:
    found = (
        _entry(word.partition("=")[0], kind, language)
        for kind, language, words in _rows()
        if kind != "glue"
        for word in words
    )
    return [entry for entry in found if entry.text not in _cut]


def _entry(word: str, kind: str, language: str) -> Word:
    weight = 2 if word.startswith("+") or kind == "nickname" else 1
    category = {"call": "", "city": "escort", "nickname": "escort"}.get(kind, kind)
    part = "call" if kind == "call" else "city" if kind in ("city", "nickname") else "goods"
    return Word(word.lstrip("+"), part, category, weight, _only(language))


@cache
def _only(language: str) -> frozenset[str]:
    return frozenset((language,))


def _typed_entries() -> Iterator[tuple[str, Word]]:
    """The entries as they are written and, where that is usual, without the marks on their letters: `nha cai`."""
    for entry in _entries():
        yield entry.text, entry
        if entry.text.isascii() or entry.langs.isdisjoint(MARKLESS):
            continue
        apart = unicodedata.normalize("NFD", entry.text.translate(UNMADE))
        bare = "".join(filter(str.isascii if "el" not in entry.langs else _is_no_mark, apart))
        if sum(map(str.isalnum, bare)) >= (FEWEST_IN_PHRASE if " " in bare else FEWEST_LETTERS):
            yield bare, entry
            if "ς" in bare:
                yield bare.replace("ς", "σ"), entry  # as folding makes it of capitals


def _is_no_mark(sign: str) -> bool:
    return not unicodedata.combining(sign)


@cache
def glue() -> frozenset[str]:
    """Words that may stand inside an offer but neither begin nor end one."""
    return frozenset(word for kind, _, words in _rows() if kind == "glue" for word in words)


@cache
def latin_names() -> dict[str, str]:
    """Cities and their names in Latin letters."""
    pairs = (word.partition("=") for kind, _, words in _rows() if kind == "city" for word in words)
    return {name: latin for name, _, latin in pairs if latin}


@cache
def tables() -> Tables:
    """Read the word tables once."""
    tokens: dict[str, Word] = {}
    stems: dict[str, Word] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    parts: dict[str, Word] = {}
    joined: dict[str, Word] = {}
    for text, entry in _typed_entries():
        if UNSPACED.search(text) or "zh" in entry.langs or "ja" in entry.langs:
            _put(parts, text, entry)
        if entry.langs & {"zh", "ja"} and text.isascii():
            continue  # ag, app, vx: trade words only inside a Chinese or Japanese name
        if " " in text:
            words = tuple(text.split())
            phrases.setdefault(words[0].rstrip("*")[:4], []).append(words)
            _put(tokens, text, entry)
            _put(joined, "".join(words).replace("*", ""), entry)
        elif text.endswith("*"):
            _put(stems, text[:-1], entry)
        else:
            _put(tokens, text, entry)
    for ways in phrases.values():
        ways.sort(key=len, reverse=True)
    sizes: dict[str, set[int]] = {}
    for part in parts:
        sizes.setdefault(part[0], set()).add(len(part))
    return Tables(
        tokens,
        stems,
        phrases,
        parts,
        {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()},
        frozenset(word for ways in phrases.values() for words in ways for word in words),
        frozenset(stem[:3] for stem in stems),
        joined,
    )


def _put(table: dict[str, Word], key: str, entry: Word) -> None:
    """Goods win over calls; languages add up."""
    old = table.get(key)
    if old is None:
        table[key] = entry
        return
    best = max(old, entry, key=lambda word: (word.kind == "goods", word.weight))
    table[key] = Word(best.text, best.kind, best.category, best.weight, old.langs | entry.langs)
