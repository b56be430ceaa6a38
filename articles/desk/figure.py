"""One figure of the desk: a picture, the table under it, and the same as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it a widespread spreadsheet takes UTF-8 for something else
DEFAULT_DAYS = 90
DAYS = (30, DEFAULT_DAYS, 180, 365)


@dataclass(frozen=True, slots=True)
class Period:
    """[start, end): whole days by the newsroom's clock, and today up to now."""

    days: int
    start: datetime
    end: datetime


def period(days: int = DEFAULT_DAYS) -> Period:
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return Period(days, timezone.make_aware(midnight - timedelta(days=days - 1)), now)


@dataclass(frozen=True, slots=True)
class Cell:
    """`shown` in the table, `raw` in the file (where it is None, the same)."""

    shown: str
    raw: Any = None
    url: str = ""

    @property
    def value(self) -> Any:
        return self.shown if self.raw is None else self.raw


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    file_label: str = ""  # where the file holds another unit
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Each row with the column of each cell, as a narrow screen shows both."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands there instead of nothing: what to do next, and where."""

    heading: str
    words: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """`more` is a second table with its name, shown when asked for; `whole` is what the file holds, else `table`."""

    name: str
    heading: str
    words: str
    table: Table
    empty: Empty
    chart: SafeString | str = ""
    note: str = ""
    more: tuple[str, Table] | None = None
    whole: Table | None = None
    folded: bool = False  # the picture says it all; the table is there for who opens it

    @property
    def wide(self) -> bool:
        """Whether the table needs the page's width for itself."""
        return len(self.table.columns) > 7


def span_words(span: timedelta | None) -> str:
    """A length of time as people say it."""
    if span is None:
        return ""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{minutes / 60 / 24:.1f} days"


def span_cell(span: timedelta | None) -> Cell:
    return Cell(span_words(span), "" if span is None else round(span.total_seconds() / 3600, 2))


def number_cell(number: int) -> Cell:
    return Cell(str(number), number)


def csv_answer(figure: Figure, chosen: Period) -> HttpResponse:
    """The figure as a file: UTF-8 with a byte order mark, a line of names, numbers without units."""
    table = figure.whole or figure.table
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.file_label or column.label for column in table.columns])
    writer.writerows([[safe_cell(cell.value) for cell in row] for row in table.rows])
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    day = timezone.localdate(chosen.end)
    answer["Content-Disposition"] = f'attachment; filename="{figure.name}-{chosen.days}-days-to-{day}.csv"'
    return answer


def safe_cell(value: Any) -> Any:
    """Words that a spreadsheet would compute get an apostrophe before them; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return "'" + value
    return value
