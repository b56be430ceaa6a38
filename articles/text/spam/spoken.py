"""Does an article speak of a thing, or does the thing only stand in it?

A word of a sentence has a small word beside it, a mark of the sentence behind it or a particle at its end. Words that
were put in between two others have that seldom on either side.
"""

import re
from functools import cache

from articles.text.spam.article import function_words

# Small words of languages in other scripts than Latin, each of which a short article has.
SMALL_WORDS = {
    "ru": "в на и с о об по за для из от до у к как что это не он она они который которая которые под при "
    "или а но его ее её их был была были",
    "uk": "в у на і й та з із зі о про по за для від до як що це не він вона вони який яка які під при або "
    "а але його її їх був була були",
    "el": "ο η το οι τα του της των τον την τους τις στο στη στην στον στα στους στις ένα μια ένας και σε "
    "με για από που να δεν θα είναι ήταν",
    "ar": "في من على إلى عن مع أن هذا هذه التي الذي كان كانت هو هي أو ثم بعد قبل لا ما لم كل بين",
    "fa": "در از به با که را این آن و برای تا بر است بود یک می هر یا هم بین پس",
    "he": "של על את עם הוא היא זה זו לא כי או גם אל מן היה היתה כל אבל בין",
    "hi": "का की के में से को पर और है हैं था थी थे ने एक यह वह भी नहीं कि तक या जो",
    "bn": "ও এবং একটি এই সে তার থেকে জন্য করে না যে হয় ছিল",
}
PARTICLE_RE = re.compile("[을를이가은는의에로와과도만]$")
BEHIND_RE = re.compile('[,.;:!?)»”"،؛؟。、，！？…]|[はがをにのでともや的了是和在被也]')
BEFORE_RE = re.compile("[（(的、は]$")
BESIDE = 24  # characters beside a word in which the next one stands


@cache
def small_words(language: str) -> frozenset[str]:
    """The small words of a language; none where it is unknown."""
    return function_words(language) or frozenset(SMALL_WORDS.get(language, "").split())


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
