"""The word tables, one file a language, as patterns.

In a table, words stand between "|"; "*" inside a word means any ending, alone any one word; "#" is a number;
"+" at the end means that the name follows without a blank. A new language is a new file in `words/`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
KINDS = (
    "scale",
    "number",
    "comparison",
    "superlative",
    "date",
    "cause",
    "change",
    "body",
    "opinion",
    "future",
)
_SPEECH = ("said", "according", "after", "closing")
_SETS = ("pronoun", "article", "of", "role", "join", "paper")
UNSPACED = ("zh", "ja", "ko", "th")
_ANY_WORD = r"[\w$€£'’.,-]{1,24}"
_NUMBER = r"[$€£]?\d[\d.,]{0,24}[%٪]?"
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of one language. `names` says how a speaker is found: see `names.py`."""

    language: str
    names: str
    patterns: dict[str, re.Pattern[str]]
    sets: dict[str, frozenset[str]]


def languages() -> tuple[str, ...]:
    """The languages that have a table, two letters each."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def words_for(language: str) -> Words:
    """The table of a language; of all languages that write names with capitals where it has none."""
    known = languages()
    chosen = (
        [language] if language in known else [code for code in known if _table(code)["names"] == "capitals"]
    )
    tables = [_table(code) for code in chosen]
    unspaced = language in UNSPACED
    patterns = {kind: _pattern(kind, tables, language, unspaced) for kind in (*KINDS, *_SPEECH)}
    sets = {kind: frozenset(word for table in tables for word in _entries(table, kind)) for kind in _SETS}
    return Words(language if language in known else "", tables[0]["names"], patterns, sets)


@cache
def _table(code: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def _entries(table: dict[str, str], kind: str) -> list[str]:
    return [entry.strip() for entry in table.get(kind, "").split("|") if entry.strip()]


def _pattern(kind: str, tables: list[dict[str, str]], language: str, unspaced: bool) -> re.Pattern[str]:
    entries = {entry for table in tables for entry in _entries(table, kind)}
    if not entries:
        return _NOTHING
    # The longest first, so that "more than" is found before "more".
    body = "|".join(expression(entry, unspaced) for entry in sorted(entries, key=lambda e: (-len(e), e)))
    # Speech verbs are small letters: "United States" states nothing.
    flags = 0 if kind == "said" else re.IGNORECASE
    if unspaced:
        return re.compile(f"(?:{body})", flags)
    # Python's \w leaves out the vowel signs of Devanagari; Arabic writes small words together with the next.
    joined = "(?:و|ف)?(?:ال|بال|لل|ب|ل)?" if language == "ar" and kind != "according" else ""
    return re.compile(rf"(?<![\w\u0900-\u097f]){joined}(?:{body})", flags)


def expression(entry: str, unspaced: bool) -> str:
    """One entry of a table as a regular expression; every repetition is bounded."""
    if unspaced:
        return re.escape(entry).replace(r"\*", r"[^，。！？]{0,12}?")
    end = "" if entry.endswith("+") else r"(?![\w\u0900-\u097f])"
    pieces = []
    for word in entry.rstrip("+").split():
        plain = re.escape(word).replace(r"\*", r"\w{0,24}").replace(r"\#", _NUMBER)
        pieces.append(_ANY_WORD if word == "*" else plain)
    return r"\s{1,3}".join(pieces) + end
