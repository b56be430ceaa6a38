"""The figures, units, dates, denials and quantities that a passage names, by the tables of its language."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from articles.text.claims.words import words_for
from articles.text.tokens import Token, fold, spaced

Fact = tuple[str, str]  # what is compared, what is shown
KINDS = ("number", "unit", "date", "negation", "quantifier")
_CLAIM_TABLES = {
    "number": ("number",),
    "unit": ("scale",),
    "date": ("date",),
    "quantifier": ("comparison", "superlative"),
}
_BY_LETTERS = ("zh", "ja", "th")  # written without blanks: found anywhere
_HAN = "零〇一二两兩三四五六七八九十百千万萬亿億兆半"
_HAN_NUMBER = re.compile(f"[{_HAN}]+")
_COUNTED = rf"(?:(?<=[\d{_HAN}多余餘数數几幾])|(?<=\d ))"
_SYMBOL_UNIT = re.compile(
    r"[%‰‱°$€£¥₹₽₩₺฿₫₪]|(?<=\d )(?:[kKMGT]?(?:Wh|W|Hz|B|bit|J|Pa|V|K|C|F)|[kcmnµ]?[mg]|[kcm]?m [²³23]|[mcdh]?l|"
    r"k|bn|mn|tn|M|G|t|h|s|ms|ha|ft|in|mi|yd|lb|oz|kt|Mt|Gt|kn|mph|bar|hPa|kcal|dB|ppm|ppb|pp|"
    r"USD|EUR|GBP|CNY|RMB|JPY|CHF|RUB|INR|KRW|TRY|IDR|VND|THB|BRL|MXN|CAD|AUD)(?![^ ])"
)
_COMPARES = frozenset("<>≤≥≈~±∼=≠")
# One unit in two spellings.
_PERCENT = frozenset(
    (
        "%",
        "percent",
        "per cent",
        "prozent",
        "pour cent",
        "pourcent",
        "por ciento",
        "por cento",
        "persen",
        "процент",
    )
)


def facts_of(tokens: list[Token], language: str) -> dict[str, list[Fact]]:
    """The facts of each of KINDS, and of "direction", each in the order of the text."""
    text = spaced(tokens).replace("n' t", " not").replace("cannot", "can not")
    cased = " ".join(token.text for token in tokens)
    facts: dict[str, list[Fact]] = {kind: [] for kind in KINDS}
    facts["number"] = [(token.text, token.shown) for token in tokens if token.kind == "number"]
    facts["number"] += [(one[0], one[0]) for one in _HAN_NUMBER.finditer(text)]
    facts["unit"] = [(_unit(one[0]), one[0]) for one in _SYMBOL_UNIT.finditer(cased)]
    facts["quantifier"] = [(token.text, token.shown) for token in tokens if token.text in _COMPARES]
    for kind in KINDS:
        facts[kind] += _found(kind, text, language)
    turns = sorted(
        (at, way, shown) for way in ("up", "down") for at, _, _, shown in _spans(way, text, language)
    )
    return facts | {"direction": [(way, shown) for _, way, shown in turns]}


def places_in(text: str, language: str) -> list[Fact]:
    """The names of places that no capital letter tells."""
    return _longest(_spans("place", text, language))


def prefixes(language: str) -> tuple[str, ...]:
    """Syllables that deny the word behind them."""
    return tuple(
        one for code in _languages(language) for one in _tables()[code].get("prefix", "").split("|") if one
    )


def _unit(words: str) -> str:
    return "%" if words.rstrip("s") in _PERCENT else words


def _found(kind: str, text: str, language: str) -> list[Fact]:
    facts = _longest(_spans(kind, text, language))
    return [(_unit(name), shown) for name, shown in facts] if kind == "unit" else facts


def _longest(spans: Iterator[tuple[int, int, str, str]]) -> list[Fact]:
    """Those that begin first, the longest where two overlap."""
    facts, end = [], 0
    for start, stop, name, shown in sorted(spans, key=lambda one: (one[0], -one[1])):
        if start >= end:
            end = stop
            facts.append((name, shown))
    return facts


def _spans(kind: str, text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, what is compared, what is shown) of every word of this kind, those of all tables."""
    for pattern in _own_patterns(kind, language):
        for one in pattern.finditer(text):
            stop = (
                one.end() if text[one.end() - 1] > "\u0e00" and " " not in text else text.find(" ", one.end())
            )
            yield one.start(), one.end(), one["stem"], text[one.start() : stop if stop > 0 else None].strip()
    for pattern in _claim_patterns(kind, language):
        for one in pattern.finditer(text):
            if name := _ends_of(one[0]):
                yield one.start(), one.end(), name, one[0].strip()


def _ends_of(match: str) -> str:
    """A phrase with a gap by its first and last word, without figures: those are compared by themselves."""
    words = re.sub(r"\d\S*", "", match).split()
    return " ".join(words if len(words) < 3 else (words[0], words[-1]))


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("meaning.toml").read_text(encoding="utf-8"))


def _languages(language: str) -> tuple[str, ...]:
    return (language,) if language in _tables() else tuple(_tables())


@cache
def _own_patterns(kind: str, language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(kind, code) for code in _languages(language) if kind in _tables()[code])


@cache
def _claim_patterns(kind: str, language: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that finding claims has for this kind."""
    names = _CLAIM_TABLES.get(kind, ())
    return tuple(words_for(code).patterns[name] for code in _languages(language) for name in names)


def _pattern(kind: str, code: str) -> re.Pattern[str]:
    """One row of the table: the stem is compared, the ending that "*" stands for is not."""
    entries = sorted(filter(None, _tables()[code][kind].split("|")), key=lambda one: (-len(one), one))
    bodies = [
        (re.escape(fold(one.rstrip("*")).lower()).replace("'", "'\\ ?"), one[-1] == "*") for one in entries
    ]
    if code in _BY_LETTERS:
        before = _COUNTED if kind == "unit" and code != "th" else ""
        return re.compile(f"{before}(?P<stem>{'|'.join(body for body, _ in bodies)})")
    # Arabic writes small words together with the next one, Korean particles with the one before.
    joined = "(?:و|ف)?(?:ال|بال|لل|ب|ل|ك)?" if code == "ar" else ""
    tail = "[^ ]{0,3}" if code == "ko" else ""
    closed = "|".join(body for body, open_ in bodies if not open_) or "(?!)"
    opened = "|".join(body for body, open_ in bodies if open_) or "(?!)"
    return re.compile(
        rf"(?<![^ ]){joined}(?P<stem>(?:{closed})(?={tail}(?: |\Z))|(?:{opened})(?=[^ ]{{0,24}}(?: |\Z)))"
    )
