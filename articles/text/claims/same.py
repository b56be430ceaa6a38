"""Whether two claims are likely the same: how alike their words are, and what differs that may not.

Alike is a share of common words (pairs of signs where a language writes no blanks), their common pieces of three
letters, and common figures. Sets, so it is symmetric and a claim is wholly like itself. What differs is a veto:
figures, dates, units, a negation, a direction, a quantity, names, plan or done, the sides of a comparison. Nothing
here understands a sentence: a person decides. Measured on the pairs of tests/text/claims/pairs.jsonl.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

from articles.text.claims.facts import LONGEST, Facts, facts_of, lowered, plain
from articles.text.claims.vetoes import Side, Veto, order_vetoes, speakers_differ, vetoes_between
from articles.text.language import LISTED, sentence_language, small_words

THRESHOLD = 0.58  # from here on two claims without a veto are likely the same
RELATED = 0.35  # and from here on worth showing beside each other
ROUGH = 0.3  # of `roughly`: below, no pair that is marked as the same
MOST_KEYS = 16
_UNSPACED = frozenset(("zh", "ja", "ko", "th"))
_CUT = {"ru": 5, "tr": 5, "ar": 4, "hi": 5, "id": 6, "vi": 8}
_SCRIPT = {
    "ru": "cyrillic",
    "uk": "cyrillic",
    "bg": "cyrillic",
    "ar": "arabic",
    "fa": "arabic",
    "ur": "arabic",
} | {language: language for language in ("zh", "ja", "ko", "th", "hi", "el", "he")}
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963])(?:[^\W_]|[\u0900-\u0963])*")
_DIGITS = re.compile(r"\d[\d.,]{0,20}\d")
_PAIRED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
_RUN = re.compile(r"[^\W\d_]+|[\u0e00-\u0e7f]+")
_SMALL_SIGNS = frozenset(
    "的了在是和与與或也有为為以及其这這那个個上下中对對从從被把将將地得着等のはがをにでともへやかられるたてしすいまっ"
)
_ARABIC_FRONT = re.compile(r"^(?:و|ف)?(?:ال|بال|لل|وال|كال)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two claims are, 0 to 1, why, and what keeps them from being the same."""

    score: float
    reasons: tuple[str, ...]
    vetoes: tuple[Veto, ...]

    @property
    def same(self) -> bool:
        """Whether they are likely the same claim."""
        return self.score >= THRESHOLD and not self.vetoes


def likeness(one: str, other: str, language: str = "", *, speakers: tuple[str, str] = ("", "")) -> Likeness:
    """Compare two claims, of any language; at most 2,000 code points of each are looked at.

    `language` is that of the article, two letters; it counts where the sentences could be of it. `speakers` are who
    says the one and the other, where that is known. Symmetric but for the order in which a veto names the two sides.
    Refuses nothing. Linear time.
    """
    first, second = plain(one), plain(other)
    said = speakers_differ(*speakers)
    if first == second:
        return Likeness(1.0, ("the same words",), said)
    # One language for both, or a guess that goes wrong for one of them would compare by two tables.
    language = _language_of(" ".join(sorted((first, second))), language)
    mine, theirs = _pieces_of(first, language), _pieces_of(second, language)
    facts, others = facts_of(first, language), facts_of(second, language)
    score = _score(mine, theirs, facts, others)
    if facts is None or others is None:
        # Without a table nothing tells a negation: only the same words in another order are the same.
        same = mine.words == theirs.words and sorted(_WORD.findall(lowered(first))) == sorted(
            _WORD.findall(lowered(second))
        )
        vetoes: tuple[Veto, ...] = () if same else (Veto("language", "", ""),)
    else:
        vetoes = vetoes_between(facts, others)
        if score >= RELATED:
            vetoes += order_vetoes(
                Side(first, mine.order, facts), Side(second, theirs.order, others), language
            )
    return Likeness(score, _reasons(mine, theirs, facts, others), said + vetoes)


def roughly(one: str, other: str) -> float:
    """The share of common runs of three signs (two where no blanks are written): a quick look before likeness."""
    return _dice(_runs_of(one), _runs_of(other))


@lru_cache(maxsize=4_096)
def _runs_of(text: str) -> frozenset[str]:
    low = lowered(text[:LONGEST])
    size = 2 if _PAIRED.search(low) else 3
    return frozenset(low[at : at + size] for at in range(max(1, len(low) - size + 1)))


def _language_of(text: str, hint: str) -> str:
    """The language of a sentence: that of its article, unless the sentence is written in another script."""
    if hint and text.isascii() and hint not in _SCRIPT:
        return hint
    guess = sentence_language(text)
    if hint and (not guess or _SCRIPT.get(hint, "latin") == _SCRIPT.get(guess, "latin")):
        return hint
    if guess == "en" and not small_words("en") & set(_WORD.findall(lowered(text))):
        return ""  # nothing speaks for English but that nothing speaks for another
    return guess


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a claim is compared by: its stems in their order, as a set, their pieces, and all words."""

    order: tuple[str, ...]
    stems: frozenset[str]
    pieces: frozenset[str]
    words: frozenset[str]
    shown: dict[str, str]  # stem -> the word as it is written


@lru_cache(maxsize=4_096)
def _pieces_of(text: str, language: str) -> Pieces:
    low = lowered(text)
    if language in _UNSPACED:
        runs = _RUN.findall(low)
        signs = [mark for run in runs for mark in run if mark not in _SMALL_SIGNS]
        pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
        pairs = [pair for pair in pairs if not (pair[0] in _SMALL_SIGNS and pair[1] in _SMALL_SIGNS)]
        return Pieces(tuple(pairs), frozenset(pairs), frozenset(signs), frozenset(signs), {})
    small, cut = small_words(language), _CUT.get(language, 6)
    words = [word for word in _WORD.findall(low) if not word.isdigit()]
    kept = [word for word in words if word not in small and len(word) > 1]
    shown: dict[str, str] = {}
    for word in kept:
        shown.setdefault(_stem(word, language, cut), word)
    order = tuple(_stem(word, language, cut) for word in kept)
    pieces = frozenset(f" {word} "[at : at + 3] for word in kept for at in range(len(word)))
    return Pieces(order, frozenset(order), pieces, frozenset(words), shown)


def _stem(word: str, language: str, cut: int) -> str:
    if language == "ar":
        word = _ARABIC_FRONT.sub("", word).translate(
            {0x623: "ا", 0x625: "ا", 0x622: "ا", 0x629: "ه", 0x649: "ي"}
        )
    if language == "en" and len(word) > 4 and word.endswith("s"):
        word = word[:-1]
    return word[:cut]


def _dice(one: Collection[str], other: Collection[str]) -> float:
    if not one and not other:
        return 1.0
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))


def _score(mine: Pieces, theirs: Pieces, facts: Facts | None, others: Facts | None) -> float:
    words = _dice(mine.stems, theirs.stems)
    pieces = _dice(mine.pieces, theirs.pieces)
    score = max(words, 0.5 * words + 0.5 * pieces)
    if facts is not None and others is not None:
        # Figures and dates that agree say more than a word does: "38 percent in 2021" is rarely a coincidence.
        common = {one.number for one in facts.values} & {one.number for one in others.values}
        telling = [one for one in common if len(one) > 1] + list(facts.dates & others.dates)
        names = set(facts.names) & set(others.names)
        score = 1 - (1 - score) * (1 - 0.15 * min(3, len(telling)) - 0.05 * min(2, len(names)))
    return round(score, 3)


def _reasons(mine: Pieces, theirs: Pieces, facts: Facts | None, others: Facts | None) -> tuple[str, ...]:
    """In words, the most telling first."""
    found = []
    if facts is not None and others is not None:
        numbers = {one.number for one in others.values}
        same = list(dict.fromkeys(one.number for one in facts.values if one.number in numbers))
        if same:
            found.append(f"same figure{'s' if len(same) > 1 else ''}: {', '.join(sorted(same)[:5])}")
        if dates := facts.dates & others.dates:
            found.append(f"same date: {', '.join(sorted(dates)[:5])}")
    common = sorted(mine.stems & theirs.stems)
    if common and mine.shown:
        shown = sorted(
            {min(mine.shown[stem], theirs.shown[stem]) for stem in common}, key=lambda w: (-len(w), w)
        )
        found.append(f"same words: {', '.join(shown[:6])}")
    elif common:
        share = round(100 * _dice(mine.stems, theirs.stems))
        found.append(f"{share} of 100 pairs of signs are the same")
    return tuple(found)


def keys_of(text: str) -> tuple[int, ...]:
    """What a claim is looked up by: at most 16 whole numbers of 63 bits, the same whenever the words are.

    Two claims with much in common share some of them: of the stems (pairs of signs) and figures those whose hash is
    the least are taken, so that what two claims share is taken from both (A. Broder, "On the resemblance and
    containment of documents", 1997). Linear time.
    """
    low = lowered(plain(text))
    runs = [run for run in _RUN.findall(low) if _PAIRED.match(run)]
    found = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    found = {pair for pair in found if not set(pair) & _SMALL_SIGNS}
    for word in _WORD.findall(_PAIRED.sub(" ", low)):
        if len(word) > 2 and not word.isdigit() and word not in _all_small():
            found.add(_ARABIC_FRONT.sub("", word)[:5].removesuffix("s"))
    found |= {f"#{re.sub(r'[.,]', '', digits)}" for digits in _DIGITS.findall(low)}
    return tuple(sorted(_hash(one) for one in found)[:MOST_KEYS])


@cache
def _all_small() -> frozenset[str]:
    return frozenset(word for language in LISTED for word in small_words(language))


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
