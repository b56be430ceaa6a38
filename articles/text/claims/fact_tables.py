"""The tables of `facts.toml` as patterns, each made once."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from articles.text.claims.words import UNSPACED, expression

NOTHING = re.compile(r"(?!)")
_SIGNS = (
    "% 1 percent|٪ 1 percent|$ 1 $|€ 1 €|£ 1 £|¥ 1 ¥|₽ 1 ruble|₹ 1 rupee|₩ 1 won|km² 1000000 m²|m² 1 m²|km2 1000000 m²|"
    "km/h 1 km/h|mph 1.609 km/h|km 1000 m|cm 0.01 m|mm 0.001 m|m 1 m|kg 1 kg|g 0.001 kg|t 1000 kg|ha 1 ha|l 1 l|"
    "h 3600 s|min 60 s|MWh 1 mwh|GWh 1000 mwh|TWh 1000000 mwh|kWh 0.001 mwh|MW 1 mw|GW 1000 mw|kW 0.001 mw|"
    "°C 1 °c|°F 1 °f|° 1 °c|МВт 1 mw|км 1000 m|кг 1 kg|м 1 m|га 1 ha"
)


@dataclass(frozen=True, slots=True)
class Table:
    """The patterns of one language."""

    language: str
    negation: re.Pattern[str]
    neutral: re.Pattern[str]
    opposites: tuple[tuple[re.Pattern[str], ...], ...]
    quantifiers: tuple[re.Pattern[str], ...]
    neutral_quantifiers: re.Pattern[str]
    future: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]
    places: re.Pattern[str]


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The tables as they are written."""
    written = Path(__file__).with_name("facts.toml").read_text(encoding="utf-8")
    return tomllib.loads(unicodedata.normalize("NFKC", written))


@cache
def table_for(language: str) -> Table | None:
    """The table of a language, None where it has none: what differs cannot be told then."""
    row = rows().get(language)
    if row is None:
        return None

    def pattern(listed: str, *, cased: bool = False) -> re.Pattern[str]:
        return compiled(listed, language, cased=cased)

    return Table(
        language,
        pattern(row["negation"]),
        pattern(row["neutral"]),
        tuple(tuple(pattern(side) for side in pair.split(" / ")) for pair in row["opposites"]),
        tuple(pattern(listed) for listed in row["quantifiers"]),
        pattern(row["neutral_quantifiers"]),
        pattern(row["future"]),
        tuple(pattern(month, cased=month[:1].isupper()) for month in row["months"].split(" / ") if month),
        pattern(row.get("places", ""), cased=True),
    )


def compiled(listed: str, language: str, *, cased: bool = False) -> re.Pattern[str]:
    """Words divided by "|" as one pattern, the longest first."""
    entries = sorted(
        {entry.strip() for entry in listed.split("|") if entry.strip()}, key=lambda e: (-len(e), e)
    )
    if not entries:
        return NOTHING
    unspaced = language in UNSPACED
    body = "|".join(expression(entry, unspaced) for entry in entries)
    if language == "hi":  # Python's \w leaves out the vowel signs
        body = body.replace(r"\w{0,24}", r"[\w\u0900-\u097f]{0,24}")
    if unspaced:
        return re.compile(f"(?:{body})", re.I)
    joined = "(?:و|ف)?(?:ال|بال|لل|ب|ل)?" if language == "ar" else ""
    return re.compile(rf"(?<![\w\u0900-\u097f]){joined}(?:{body})", 0 if cased else re.I)


@cache
def number_words(language: str) -> tuple[re.Pattern[str], list[Decimal]]:
    """The pattern of the number words of a language, and the value of each of its groups."""
    entries: dict[str, list[str]] = {}
    for entry in rows().get(language, {}).get("numbers", "").split("|"):
        words, _, value = entry.strip().rpartition(" ")
        if words:
            entries.setdefault(value, []).append(words)
    unspaced = language in UNSPACED
    groups: list[str] = []
    values: list[Decimal] = []
    for value, words in sorted(entries.items(), key=lambda one: -max(map(len, one[1]))):
        body = "|".join(expression(word, unspaced) for word in sorted(words, key=len, reverse=True))
        groups.append(f"(?P<g{len(values)}>{body})")
        values.append(_value_of(value))
    edge = "" if unspaced else r"(?<![\w\u0900-\u097f-])"
    return re.compile(edge + "(?:" + ("|".join(groups) or "(?!)") + ")", re.I), values


def _value_of(written: str) -> Decimal:
    """A fraction is told apart from whole numbers by its many places."""
    if "/" in written:
        above, below = written.split("/")
        return (Decimal(above) / Decimal(below)).quantize(Decimal("0.0001"))
    return Decimal(written.lstrip("x"))


@cache
def measure_words(language: str, kind: str) -> tuple[re.Pattern[str], list[tuple[Decimal, str]]]:
    """The pattern of the units or scales behind a figure, and factor and unit of each of its groups."""
    listed = rows().get(language, {}).get(kind, "")
    unspaced = language in UNSPACED
    entries: list[tuple[str, Decimal, str]] = []
    for entry in listed.split("|"):
        parts = entry.strip().rsplit(" ", 2 if kind == "units" else 1)
        if len(parts) > 1:
            body = expression(parts[0], unspaced)
            entries.append((f"(?i:{body})", Decimal(parts[1]), parts[2] if kind == "units" else ""))
    if kind == "units":
        for entry in _SIGNS.split("|"):
            sign, factor, unit = entry.rsplit(" ", 2)
            tail = r"(?!\w)" if sign[-1].isalnum() else ""
            entries.append((re.escape(sign) + tail, Decimal(factor), unit))
    entries.sort(key=lambda one: -len(one[0]))
    groups = [f"(?P<g{number}>{body})" for number, (body, _, _) in enumerate(entries)]
    return re.compile(r"[\s-]?(?:de |d'|of )?(?:" + ("|".join(groups) or "(?!)") + ")"), [
        one[1:] for one in entries
    ]
