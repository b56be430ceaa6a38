"""What a claim says that may not differ: figures, dates, units, yes or no, direction, quantity, names, plan or done.

Read with the tables of `facts.toml`, without a parser: enough to tell two claims apart, not to understand one.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from articles.text.claims.fact_tables import Table, table_for
from articles.text.claims.figures import Value, figures_in

LONGEST = 2_000  # code points that are looked at
# Here a capital letter inside a sentence begins a name.
_CAPITALS = frozenset(("en", "fr", "es", "pt", "ru", "id", "vi", "tr"))
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0900-\u0963’'-])*")
_OPENS = re.compile(r"(?:^|[.!?:;…]\s|[\"“«(„]\s?)[\"“«(„\s]*\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_JOINED = re.compile(r"^(?:[dljscnm]|qu)['’](?=\w)", re.I)
_NEVER = (
    "i mr mrs ms dr sir monday tuesday wednesday thursday friday saturday sunday pazartesi salı çarşamba perşembe "
    "cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu"
)
_NO_NAME = frozenset(word[:6] for word in _NEVER.split())
# The part of a Chinese or Japanese place before what kind of place it is.
_HAN_PLACE = re.compile(r"([\u3400-\u9fff]{2})(?:省|市|县|縣|区(?!域)|區(?!域)|州|镇|鎮|岛|島|県|町|村|港)")


@dataclass(frozen=True, slots=True)
class Facts:
    """`sides` has for each pair of opposites what is said of each of them, `quantities` the same of each quantifier.

    What is not said is "".
    """

    values: tuple[Value, ...]
    dates: frozenset[str]
    negation: str
    sides: tuple[tuple[str, ...], ...]
    quantities: tuple[str, ...]
    plan: str
    names: tuple[str, ...]
    words: str  # all of it, folded, to look for a name of the other claim


def plain(text: str) -> str:
    """The text in one form of each sign, digits of all scripts as 0 to 9, white space as one blank."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).replace("’", "'").replace("٫", ".").replace("٬", ",")
    if not text.isascii():
        text = "".join(str(unicodedata.digit(mark)) if mark.isdecimal() else mark for mark in text)
    return " ".join(text.split())


def lowered(text: str) -> str:
    return text.lower().replace("i̇", "i")


@lru_cache(maxsize=4_096)
def facts_of(text: str, language: str) -> Facts | None:
    """The facts of a claim (`plain` text); None for a language without a table."""
    table = table_for(language)
    if table is None:
        return None
    values, dates = figures_in(text, language, table.months)
    checked = table.neutral.sub(" ", text)
    counted = table.neutral_quantifiers.sub(" ", text)
    return Facts(
        values=values,
        dates=dates,
        negation=_said(table.negation, checked),
        sides=tuple(tuple(_said(side, checked) for side in pair) for pair in table.opposites),
        quantities=tuple(_said(pattern, counted) for pattern in table.quantifiers),
        plan=_said(table.future, text),
        names=_names(text, table),
        words=lowered(text),
    )


def _said(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def _names(text: str, table: Table) -> tuple[str, ...]:
    """The names of a text in their order, folded; a word that opens a sentence is left out."""
    if table.language not in _CAPITALS:
        found = [(match.start(), match[0]) for match in table.places.finditer(text)]
        if table.language in ("zh", "ja"):
            found += [(match.start(), match[1]) for match in _HAN_PLACE.finditer(text)]
        return tuple(dict.fromkeys(lowered(name) for _, name in sorted(found)))
    matches = list(_WORD.finditer(text))
    capital = [match for match in matches if match[0][0].isupper()]
    if len(matches) > 4 and len(capital) > 0.6 * len(matches):
        return ()  # a headline with capitals throughout
    inside = [
        match[0] for match in capital if len(match[0]) > 1 and not _OPENS.search(text, 0, match.start())
    ] + [match[0] for match in capital[:1] if match.start() < 3 and len(match[0]) > 1 and match[0].isupper()]
    return tuple(
        dict.fromkeys(
            name
            for word in inside
            if (name := _folded_name(word)) not in _NO_NAME
            and not any(month.match(word) for month in table.months)
        )
    )


def _folded_name(word: str) -> str:
    return lowered(_JOINED.sub("", _POSSESSIVE.sub("", word)))[:6]
