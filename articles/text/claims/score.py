"""How much a sentence is worth checking, with the reasons.

A plain sum: every reason adds its weight, signs of opinion take away. The weights are set by hand on news
sentences; they rank, they are not probabilities.
"""

import re

from articles.text.claims.words import UNSPACED, Words

THRESHOLD = 0.35  # sentences from here on are proposed
_BASE = 0.1
_WEIGHTS = {
    "comparison": 0.25,
    "superlative": 0.2,
    "date": 0.1,  # and more with a year
    "cause": 0.15,
    "change": 0.15,
    "named body": 0.1,
    "attribution": 0.2,
}
_TABLE_OF = {"named body": "body"}
_FIGURE, _SMALL_FIGURE, _VAGUE_FIGURE, _NUMBER_WORD = 0.35, 0.25, 0.2, 0.15
_WITH_YEAR = 0.15
_NAME = 0.05
_OPINION, _FUTURE, _SHORT = -0.25, -0.05, -0.3
_QUESTION = 0.2  # the most that a question can have

_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_\u00c0-\u024f\u0400-\u04ff/:-])\d+(?:[.,\u00a0\u202f']\d+)*(?!-?(?:something|ish)\b|/\d|:\d|\d)"
)
_UNIT = re.compile(r"\s?(?:[%٪％°‰€£$¥₽₩₹]|(?:nm|km|kg|m²|km²|GW|MW|kWh|TWh|GHz|MB|GB|TB|pp)(?!\w))")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_DATE = re.compile(
    r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)|\d{1,4}\s?(?:年|月|日|년|월|일)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_DATED = re.compile(r"(?<![\d.,])(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)")
_HAN_COUNT = re.compile(
    r"[两兩二三四五六七八九十百千]{1,6}(?:家|名|个|個|人|次|座|所|户|戶|年|月|天|辆|輛|倍|成|件|社|店|人|校|回)"
)
_ASKS = re.compile(r"[?？؟]['\"”’»」)\]]*\Z")
_CAPITAL_INSIDE = re.compile(r"[^.!?\s][\"“«(]?\s[\"“«(]?[A-Z\u00c0-\u00de\u0410-\u042f]")
_SPACED_WORD = re.compile(r"[^\s]+")


def score_sentence(sentence: str, words: Words, *, attributed: bool = False) -> tuple[float, tuple[str, ...]]:
    """The score of one sentence, 0 to 1, and its reasons in a fixed order."""
    reasons: list[str] = []
    total = _BASE
    figure = _figure(sentence, words)
    if figure:
        reasons.append("figure")
        total += figure
    for reason, weight in _WEIGHTS.items():
        if _has(reason, sentence, words, attributed):
            reasons.append(reason)
            total += weight
    if _DATED.search(sentence):
        total += _WITH_YEAR
    if _CAPITAL_INSIDE.search(sentence):
        total += _NAME
    if words.patterns["opinion"].search(sentence):
        total += _OPINION
    if words.patterns["future"].search(sentence):
        total += _FUTURE
    if _short(sentence, words):
        total += _SHORT
    if asks(sentence):
        total = min(total, _QUESTION)
    return round(min(1.0, max(0.0, total)), 2), tuple(reasons)


def asks(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return bool(_ASKS.search(sentence))


def _has(reason: str, sentence: str, words: Words, attributed: bool) -> bool:
    if reason == "attribution":
        return attributed
    if reason == "date" and _DATE.search(sentence):
        return True
    return bool(words.patterns[_TABLE_OF.get(reason, reason)].search(sentence))


def _figure(sentence: str, words: Words) -> float:
    """The weight of the best figure; a year alone is a date, not a figure."""
    best = 0.0
    for found in _DIGITS.finditer(sentence):
        if _measures(sentence, found, words):
            return _FIGURE
        if _YEAR.match(found[0]) or sentence[found.end() : found.end() + 1] in tuple("年月日년월일"):
            continue
        best = max(best, _FIGURE if len(found[0]) > 2 else _SMALL_FIGURE)
    if best < _VAGUE_FIGURE and words.patterns["scale"].search(sentence):
        best = _VAGUE_FIGURE
    if best < _NUMBER_WORD and (words.patterns["number"].search(sentence) or _HAN_COUNT.search(sentence)):
        best = _NUMBER_WORD
    return best


def _measures(sentence: str, found: re.Match[str], words: Words) -> bool:
    """Whether a unit, a currency or a word of measure stands beside the number."""
    begin, end = found.span()
    if _UNIT.match(sentence, end) or sentence[max(0, begin - 2) : begin].strip()[-1:] in tuple("$€£¥₽₩₹"):
        return True
    scale = words.patterns["scale"]
    return bool(scale.match(sentence, end) or scale.match(sentence, end + 1))


def _short(sentence: str, words: Words) -> bool:
    if words.language in UNSPACED:
        return len(sentence) < 8
    return len(_SPACED_WORD.findall(sentence[:200])) < 4
