"""The figures and dates of a sentence, as values that can be compared."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from articles.text.claims.fact_tables import measure_words, number_words

# Decimal comma, and a point or blank between thousands.
_COMMA = frozenset(("de", "fr", "es", "pt", "ru", "id", "vi", "tr"))
_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f'](?=\d{3}(?!\d))\d{3})+(?:[.,]\d{1,6})?|\d{1,30}(?:[.,]\d{1,30}){0,10}"
)
_ISO = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:1[5-9]|20)\d\d)(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2}) ?(?:月(?!間)|월)|(?<!\w)tháng (\d{1,2})(?!\d)", re.I)
_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?(?:日(?!間|元|本)|号|號|일(?!간))")
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)? ?(?:of |de )?\Z", re.I)
_DAY_AFTER = re.compile(r"(?:,? (?:the )?)(\d{1,2})(?:st|nd|rd|th)?(?![\d.,%]*\d|%| %)", re.I)
_BUDDHIST = re.compile(r"(?:พ\.ศ\. ?|ปี ?)\Z")
_BEFORE = (
    (re.compile(r"(?:yüzde|ร้อยละ|[%٪]) ?\Z", re.I), "percent"),
    (re.compile(r"(?:US|A|C|HK|NT)?\$ ?\Z"), "$"),
    (re.compile(r"€ ?\Z|EUR \Z"), "€"),
    (re.compile(r"£ ?\Z"), "£"),
    (re.compile(r"[¥¥] ?\Z"), "¥"),
    (re.compile(r"₹ ?\Z|Rs\.? ?\Z"), "rupee"),
    (re.compile(r"₩ ?\Z"), "won"),
    (re.compile(r"Rp\.? ?\Z"), "rupiah"),
    (re.compile(r"R\$ ?\Z"), "real"),
)
# Units that only say what is counted.
COUNTED = frozenset(("people", "pieces", "sites", "firms", "vehicles", "visits", "sheets", "cases"))
_HAN = {
    mark: value
    for value, marks in enumerate(("零〇", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for mark in marks
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = re.compile(
    r"[二两兩三四五六七八九][十百千](?:[零〇一二两兩三四五六七八九十百千]){0,8}|十[一二三四五六七八九]|"
    r"[二两兩三四五六七八九十](?=个|個|名|家|人|年|月|天|次|座|所|倍|件|社|店|校|回|つ|割|辆|块|种|项|位|台|枚|円|元|米|吨|日|万|亿)"
)
_HAN_PERCENT = re.compile(r"百分之(\d[\d.]{0,12}|[零〇一二两兩三四五六七八九十百]{1,8})")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in its smallest unit, the unit, "" where none is known, and the word behind it.

    `bare` is the figure without its unit, `shown` both as they are written.
    """

    number: str
    unit: str
    noun: str
    bare: str
    shown: str


def figures_in(
    text: str, language: str, months: tuple[re.Pattern[str], ...]
) -> tuple[tuple[Value, ...], frozenset[str]]:
    """The figures of a plain text in their order, and its dates: "2021", "month 3", "day 5", "time 14:30"."""
    dates: set[str] = set()
    if language in ("zh", "ja"):
        text = _HAN_PERCENT.sub(lambda match: f" {_digits(match[1])}%", text)
        text = _HAN_NUMBER.sub(lambda match: _digits(match[0]), text)
    text = _take_dates(text, dates, months)
    values: list[Value] = []
    last_end, last_scale = -1, Decimal(0)
    for start, end, number in _numbers(text, language):
        if _is_year(text[start:end], number, text, end, language):
            year = number - 543 if number > 2400 else number
            dates.add(_written(year))
            continue
        scale, unit, after = _unit(text, start, end, language)
        value = number * scale
        glued = start - last_end <= 1 and 0 <= last_end <= start and last_scale > scale >= 1
        if glued and values and values[-1].unit == "":
            value += Decimal(values.pop().number)
        values.append(
            Value(_written(value), unit, _noun(text, after), _written(number), text[start:after].strip())
        )
        last_end, last_scale = after, scale if scale > 1 else Decimal(0)
    return tuple(values), frozenset(dates)


def _take_dates(text: str, dates: set[str], months: tuple[re.Pattern[str], ...]) -> str:
    """Notes the dates that are written as such and leaves blanks in their place."""

    def iso(match: re.Match[str]) -> str:
        dates.update((match[1], f"month {int(match[2])}", f"day {int(match[3])}"))
        return " , "

    def day_first(match: re.Match[str]) -> str:
        dates.update((match[4], f"month {int(match[3])}", f"day {int(match[1])}"))
        return " , "

    def time(match: re.Match[str]) -> str:
        dates.add(f"time {match[0]}")
        return " , "

    text = _TIME.sub(time, _DMY.sub(day_first, _ISO.sub(iso, text)))
    for name, pattern in (("month", _MONTH), ("day", _DAY)):
        for found in pattern.finditer(text):
            dates.add(f"{name} {int(next(one for one in found.groups() if one))}")
        text = pattern.sub(" ", text)
    for number, pattern in enumerate(months, start=1):
        match = pattern.search(text)
        if match is None:
            continue
        dates.add(f"month {number}")
        left, right = text[: match.start()], text[match.end() :]
        if before := _DAY_BEFORE.search(left):
            dates.add(f"day {int(before[1])}")
            left = left[: before.start()]
        elif behind := _DAY_AFTER.match(right):
            dates.add(f"day {int(behind[1])}")
            right = right[behind.end() :]
        text = f"{left} , {right}"
    return text


def _numbers(text: str, language: str) -> list[tuple[int, int, Decimal]]:
    found = [(match.start(), match.end(), _read(match[0], language)) for match in _NUMBER.finditer(text)]
    words, values = number_words(language)
    if values:
        for match in words.finditer(text):
            found.append((match.start(), match.end(), values[int((match.lastgroup or "g0")[1:])]))
    found.sort(key=lambda one: (one[0], -one[1]))
    apart: list[tuple[int, int, Decimal]] = []
    for one in found:
        if not apart or one[0] >= apart[-1][1]:
            apart.append(one)
    return apart


def _read(digits: str, language: str) -> Decimal:
    """A figure by how the language writes them: "4,200" and "4.200" are the same in English and German."""
    digits = re.sub(r"[ \u00a0\u202f']", "", digits)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        mark = max(".,", key=digits.rfind)
        mark = mark if digits.count(mark) == 1 else ""
    elif points + commas > 1:
        mark = ""
    else:
        mark = "." if points else ","
        if len(digits.partition(mark)[2]) == 3 and (mark == ".") == (language in _COMMA):
            mark = ""
    whole, _, part = digits.rpartition(mark) if mark and mark in digits else (digits, "", "")
    whole = re.sub(r"[.,]", "", whole)
    try:
        return Decimal(f"{whole}.{part}" if part else whole)
    except InvalidOperation:
        return Decimal(0)


def _digits(written: str) -> str:
    """A Chinese number in figures; what has figures already stays."""
    if written[0].isdecimal():
        return written
    total, unit = 0, 0
    for mark in written:
        if mark in _HAN_TENS:
            total += (unit or 1) * _HAN_TENS[mark]
            unit = 0
        else:
            unit = _HAN[mark]
    return str(total + unit)


def _is_year(written: str, number: Decimal, text: str, end: int, language: str) -> bool:
    if not (written.isdecimal() and len(written) == 4):
        return False
    if language == "th" and 2400 < number < 2700:
        return True
    if not 1500 <= number <= 2100:
        return False
    scale, unit, _ = _unit(text, end - 4, end, language)
    return scale == 1 and unit in ("", "year")


def _unit(text: str, start: int, end: int, language: str) -> tuple[Decimal, str, int]:
    """(factor, unit, where it ends) of the figure at `[start, end)`."""
    factor, unit = Decimal(1), ""
    scales, scale_values = measure_words(language, "scales")
    if scale_values and (match := scales.match(text, end)):
        factor, _ = scale_values[int((match.lastgroup or "g0")[1:])]
        end = match.end()
    for pattern, name in _BEFORE:
        if pattern.search(text, max(0, start - 8), start):
            return factor, name, end
    units, unit_values = measure_words(language, "units")
    if match := units.match(text, end):
        more, unit = unit_values[int((match.lastgroup or "g0")[1:])]
        return factor * more, unit, match.end()
    return factor, "", end


def _noun(text: str, end: int) -> str:
    """The beginning of the next word: what a figure counts."""
    match = re.compile(r"[\s-]*([^\W\d_]{1,24})").match(text, end)
    return match[1].lower()[:5] if match else ""


def _written(value: Decimal) -> str:
    return format(value.normalize(), "f")
