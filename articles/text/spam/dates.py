"""Dates, days and hours as articles write them."""

import re

# A date at an end of a line, in words or in figures.
_DATE = (
    r"(?:\d{1,2}\.? (?:de |d')?[^\W\d]{3,12}(?: de)? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|"
    r"(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일])(?:[ T]\d\d:\d\d)?(?: [^\s\d]{1,4})?"
)
DATE_END_RE, DATE_START_RE = re.compile(rf"[ ]{_DATE}$"), re.compile(rf"{_DATE}[ ,|-]")
LONGEST = 60  # characters of no date are as many
LAST_RE = re.compile(r"\d[^\d]{0,6}$")  # one ends with a digit, or with a short word behind it
# What an announcement has and a promise has not: hours, days, dates.
_DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    "sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|"
    "domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedział|wtor|środ[aęy]|czwart|piątek|sobot|"
    "niedziel|понедельник|вторник|сред[аыу]|четверг|пятниц|суббот|воскресень|понеділ|вівтор|четвер|п'ятниц|неділ"
)
DATE_RE = re.compile(
    r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?(?:am|pm|a\.m|p\.m|h|uhr)\b|\d[月日時时시点點]|\b(?:19|20)\d\d\b"
    "|[月火水木金土日]曜日|[周週]([一二三四五六日])|星期|[월화수목금토일]요일"
    rf"|\b(?:{_DAYS})",
    re.I,
)


def date_at_end(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The date at the end of a stretch of text, with the blank before it."""
    end = len(text) if end is None else end
    if not LAST_RE.search(text, max(start, end - 7), end):
        return None
    return DATE_END_RE.search(text, max(start, end - LONGEST), end)
