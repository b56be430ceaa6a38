"""What the tables say about one word: a word of a trade, a stem, a number, a brand, the beginning of phrases."""

import re
from typing import NamedTuple

from articles.text.spam.folding import LEET, LEET_L
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.tables import ON_CHANGE, Word, glue, tables

# Letters with digits or signs among them.
LEET_SIGN_RE = re.compile(r"[0-9@$](?:[a-z]|(?<=[a-z].))")  # what such a word must hold
UNLEET_RE = re.compile(r"(?<![\w@$])(?=[@$0-9]{0,3}[a-z])(?=[a-z]{0,24}[@$0-9])[a-z0-9@$]{2,24}(?![\w@$])")
NUMBER_RE = re.compile(r"\d{1,7}|x\d{2,6}|\d{1,4}(?:mg|ml|g|k|x)")
# kudos88, bóng88, go68, 22bet
BRAND_RE = re.compile(
    r"[^\W\d_]{3,14}\d{1,4}(?:bet|win|play|slots?)?|[a-z]{2}\d{2,3}|\d{1,4}x?(?:bet|win|vip|club|slot|casino)s?"
)
# The article and prepositions that are written as part of the next word; of a single word enough must be left.
PREFIX_RE = re.compile("(?:[وفبلك]?ال|لل|[وبل]|[ובלהמ])(?=[\u0590-\u06ff]{2})")
FEWEST_BARE = 4  # letters
MAX_STEM = 20
# Words whose look-up is remembered, and their letters: a language has few that are frequent.
KEPT_TOKENS, KEPT_LENGTH = 20_000, 24

Phrase = tuple[str, ...]


class Entry(NamedTuple):
    """What the tables say about one token; `NOTHING` where they say nothing."""

    word: Word | None
    phrases: dict[str, list[Phrase]]  # that may begin with it, see `_phrases`
    unspaced: bool  # in a script without blanks: looked through from sign to sign


NOTHING: tuple[()] = ()
NO_ENTRY = Entry(None, {}, False)
kept: dict[str, Entry | tuple[()]] = {}  # what `entry_of` told
ON_CHANGE.append(kept.clear)


def entry_of(token: str) -> Entry | tuple[()]:
    """Look one token up, and remember what the tables say about it."""
    entry: Entry | tuple[()]
    if UNSPACED.search(token):
        entry = Entry(None, _phrases(token), True)
    else:
        word, phrases = _lookup(token), _phrases(token)
        entry = Entry(word, phrases, False) if word is not None or phrases else NOTHING
    if len(token) <= KEPT_LENGTH:
        if len(kept) >= KEPT_TOKENS:
            kept.clear()
        kept[token] = entry
    return entry


def _lookup(token: str) -> Word | None:
    """One token: a table word, a stem, a number, a brand with digits, a table word in leet."""
    table = tables()
    token = token.removesuffix("'s").removesuffix("’s")
    word, stem = table.tokens.get(token), _stem(token)
    if word is None and stem is None and not token.isascii():
        bare = without_prefix(token)
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


def _phrases(token: str) -> dict[str, list[Phrase]]:
    """The phrases that may begin with a token, the longest first, by the first sign of their second word."""
    found: dict[str, list[Phrase]] = {}
    for head in (token[:4],) if token.isascii() else dict.fromkeys((token[:4], without_prefix(token)[:4])):
        for words in tables().phrases.get(head, ()):
            if is_word(token, words[0]):
                found.setdefault(words[1][0], []).append(words)
    return found


def is_word(token: str, word: str) -> bool:
    if word.endswith("*"):
        return token.startswith(word[:-1])
    return token == word or (PREFIX_RE.match(token) is not None and without_prefix(token) == word)


def without_prefix(token: str) -> str:
    """A word without the article or preposition that Arabic and Hebrew write as a part of it."""
    prefix = PREFIX_RE.match(token)
    return token[prefix.end() :] if prefix else token


def undisguised(folded: str) -> str:
    """A folded text with `gacor` for `gac0r` where that is a word of the tables; same length, so places stay."""
    return UNLEET_RE.sub(_unleet, folded) if LEET_SIGN_RE.search(folded) else folded


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


def in_hashtag(token: str) -> Word | None:
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
