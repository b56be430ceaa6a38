"""Fragments told by their disguise: letters apart, look-alikes, invisible signs, digits for letters, full width."""

import re

from articles.text.spam.scripts import DECORATION, INVISIBLE, LEET_RE, RANGES, look_alike
from articles.text.spam.seams import OPENS_RE, Seam
from articles.text.spam.segment import Segment

_HAN = RANGES["han"] + RANGES["kana"]
# Small letters with blanks between, letters with invisible signs between, words with the same sign between.
_ONE = r"[^\W_A-ZА-Я]"
_ROW = rf"  {_ONE}(?: {_ONE}){{0,20}}"
_APART = rf"(?<!\w){_ONE}(?: {_ONE}){{2,}}(?:(?: {_ONE}){{2}}|{_ROW})(?:{_ROW}){{0,12}}(?!\w)"
_SIGNS = INVISIBLE.replace("\u00ad", "")  # soft hyphens are how some papers break their words
_HIDDEN = rf"(?:[A-Za-zА-Яа-яё{_HAN}]{{1,12}}[{_SIGNS}]{{1,4}}){{2,}}[\w{_SIGNS}]*"
_STARS = rf"([{DECORATION}])(?:[\w,.]{{1,20}}\1){{2,}}"
MASKS_RE = re.compile(f"{_APART}|{_HIDDEN}|{_STARS}")
APART_RE = re.compile(_APART)
# What plain ASCII must hold for the patterns above; told quickly.
NEEDED_RES = (re.compile(r"[013457$@][a-z]"), re.compile(r" (?<=[^\W_].)[^\W_] (?=[^\W_])"))
WIDE_RUN_RE = re.compile("[\uff10-\uff5a]{3,}")
MIXED_WORD_RE = re.compile(r"[a-zA-Z\u0370-\u052f]{3,}")


def may_be_masked(shown: str) -> bool:
    """A quick look: could `find_masks` find anything in plain ASCII?"""
    return any(needed.search(shown) for needed in NEEDED_RES) and (
        APART_RE.search(shown) is not None or LEET_RE.search(shown) is not None
    )


def find_masks(segment: Segment, article_wide: bool) -> list[Seam]:
    """Stretches in disguise: from the first disguised word to the last. `article_wide`: full width is at home there."""
    shown = segment.shown
    plain = shown.isascii()
    if segment.kind == "code" or (plain and not any(needed.search(shown) for needed in NEEDED_RES)):
        return []
    places = [match.span() for match in (APART_RE if plain else MASKS_RE).finditer(shown)]
    if not plain and not article_wide:
        places += [match.span() for match in WIDE_RUN_RE.finditer(shown)]
    if not plain:
        places += [match.span() for match in MIXED_WORD_RE.finditer(shown) if look_alike(match[0])]
    leet = [match.span() for match in LEET_RE.finditer(shown)]
    places += leet if len(leet) > 1 else []
    if not places:
        return []
    start, end = min(places)[0], max(place[1] for place in places)
    covered = sum(high - low for low, high in places)
    behind = shown[end:].lstrip(" |-—–")
    if start <= 3 and 4 * covered >= len(shown) and not OPENS_RE.match(behind) and not _caseless(behind):
        end = len(shown)
    return [Seam(start, end, True)] if 3 * covered >= end - start and end - start >= 6 else []


def _caseless(behind: str) -> bool:
    return bool(behind) and behind[0].isalpha() and behind[0].lower() == behind[0].upper()
