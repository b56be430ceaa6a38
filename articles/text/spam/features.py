"""What fragments are compared by, and whether the rest of an article has it too."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

from articles.text.spam.scripts import UNSPACED

KEPT = 600  # longer texts are not remembered for the next round
# Candidates up to which looking for their features in the text is quicker than telling all of its own.
FEW = 20
STEM = 6  # letters by which words are compared
WORDS_RE = re.compile(r"[^\W_]{2,}")
YEAR_RE = re.compile(r"(?:19|20)\d\d|\d{1,2}")


def features_of(folded: str) -> frozenset[str]:
    """What a fragment is compared by: stems of its words, pairs of signs in scripts without blanks, numbers."""
    return _kept_features(folded) if len(folded) <= KEPT else _features(folded)


@lru_cache(maxsize=2048)
def _kept_features(folded: str) -> frozenset[str]:
    return _features(folded)


def _features(folded: str) -> frozenset[str]:
    found: set[str] = set()
    for word in WORDS_RE.findall(folded):
        if not word.isascii() and UNSPACED.search(word):
            found.update("".join(pair) for pair in pairwise(word))
        elif (len(word) >= 4 or word.isdigit()) and not YEAR_RE.fullmatch(word):
            found.add(word[:STEM])
    return frozenset(found)


def look_up(text: Callable[[], str], candidates: int) -> Callable[[str], bool]:
    """How features are looked up: one by one for few candidates; for many all are told once, which is linear."""
    if candidates <= FEW:
        return lambda feature: _stands(feature, text())
    told = cache(lambda: _features(text()))
    return lambda feature: feature in told()


def _stands(feature: str, text: str) -> bool:
    """Is a feature one of the text's, as `features_of` would tell them?"""
    if feature not in text:
        return False
    if len(feature) == 2:  # a pair of signs, of a word in a script without blanks
        return UNSPACED.search(feature) is not None or any(
            feature in word and UNSPACED.search(word) for word in WORDS_RE.findall(text)
        )
    start = -1
    while (start := text.find(feature, start + 1)) >= 0:
        word = WORDS_RE.match(text, start)
        whole = word is not None and (len(feature) == STEM or word.end() == start + len(feature))
        if word and whole and not text[start - 1 : start].isalnum() and not UNSPACED.search(word[0]):
            return True
    return False
