"""Does an article speak of a thing, or does the thing only stand in it?

A word of a sentence has a small word beside it, a mark of the sentence behind it or a particle at its end. Words that
were put in between two others have that seldom on either side.
"""

import re

from articles.text.spam.article import small_words

PARTICLE_RE = re.compile("[을를이가은는의에로와과도만]$")
BEHIND_RE = re.compile('[,.;:!?)»”"،؛؟。、，！？…]|[はがをにのでともや的了是和在被也]')
BEFORE_RE = re.compile("[（(的、は]$")
BESIDE = 24  # characters beside a word in which the next one stands


def is_spoken(shown: str, start: int, end: int, language: str) -> bool:
    """Does what stands at `[start, end)` of a line belong to a sentence by what stands beside it?"""
    small = small_words(language)
    before = shown[max(0, start - BESIDE) : start].lower()
    behind = shown[end : end + BESIDE].lower()
    if BEHIND_RE.match(behind) or BEFORE_RE.search(before) or PARTICLE_RE.search(shown, start, end):
        return True
    return _last(before) in small or _first(behind) in small


def _last(words: str) -> str:
    return words.split()[-1] if words[-1:] == " " and words.strip() else ""


def _first(words: str) -> str:
    return words.split()[0] if words[:1] == " " and words.strip() else ""
