"""The figures about reviewers: what each has and finished, and how far they agree."""

from typing import Any

from django.urls import reverse

from articles.desk.charts import Bar, Range, bars, ranges
from articles.desk.figure import Cell, Column, Empty, Figure, Period, Table, number_cell, span_cell
from articles.models import loads as people
from articles.models import verdicts
from articles.permissions import can_see_loads
from articles.text.agreement import Agreement, agreement

MOST_DRAWN = 30
# Krippendorff, "Content Analysis" (2004): what to demand, and below what not even a tentative conclusion stands.
GOOD, FEWEST = 0.8, 0.667


def load_figure(chosen: Period, person: Any) -> Figure | None:
    """Everybody's for who may see it, one's own for a reviewer, none for others."""
    every = can_see_loads(person)
    found = people.loads(chosen.start, chosen.end, only=None if every else person.pk)
    if not every and not found:
        return None
    drawn = [load for load in found if load.finished or load.held][:MOST_DRAWN]
    chart = bars(
        "people",
        "Load per person",
        "Reviews that each finished in this time, and claims that they have now.",
        [
            Bar(
                _name(load.person),
                (("median", load.finished), ("tail", load.held)),
                f"{load.finished} finished, {load.held} open",
            )
            for load in drawn
        ],
        {"median": "Finished", "tail": "Open now"},
    ) if every and drawn else ""  # fmt: skip
    labels = ("Open now", "Overdue", "Finished", "Median time", "Let go by", "Times away")
    return Figure(
        name="people",
        heading="Load per person" if every else "Your load",
        words="Reviews and adjudications."
        if every
        else "Reviews and adjudications. Editors see everybody's figures; others see their own.",
        table=Table(
            (
                Column("Person"),
                *(
                    Column(label, "Median time, hours" if label == "Median time" else "", number=True)
                    for label in labels
                ),
                Column("Away now"),
            ),
            [_load_cells(load) for load in found],
        ),
        empty=Empty(
            "Nobody reviews yet",
            "An administrator gives people the role reviewer in the admin; then their figures stand here.",
        ),
        chart=chart,
        note="Open and overdue are as of now. Let go by: the time for a claim was up, and it went back to the queue. "
        "Whose time was short, or who had the harder claims, is not in these numbers.",
    )


def _load_cells(load: people.Load) -> tuple[Cell, ...]:
    back = f"until {load.back_on:%-d %B}" if load.back_on else ""
    return (
        Cell(_name(load.person)),
        number_cell(load.held),
        number_cell(load.overdue),
        number_cell(load.finished),
        span_cell(load.median),
        number_cell(load.let_go),
        number_cell(load.absences),
        Cell(back, str(load.back_on or "")),
    )


def _name(person: Any) -> str:
    return person.get_full_name() or person.get_username()


def agreement_figure(chosen: Period, person: Any) -> Figure:
    units = verdicts.judged_twice(chosen.start, chosen.end)
    nominal = agreement([[verdicts.CATEGORIES[one] for one in unit] for unit in units])
    ranks = verdicts.RANKS
    ordinal = agreement([[ranks[one] for one in unit if one in ranks] for unit in units], metric="ordinal")
    rows = (("Same verdict (nominal)", nominal), ("How far apart (ordinal)", ordinal))
    drawn = [(label, one) for label, one in rows if one.alpha is not None]
    lowest = min((one.low if one.low is not None else one.alpha or 0 for _, one in drawn), default=0)
    least = -1.0 if lowest < -0.4 else -0.4 if lowest < 0 else 0.0
    chart = ranges(
        "agreement",
        "Agreement between reviewers",
        "Krippendorff's alpha with its 95% interval; 1 is full agreement, 0 what chance brings.",
        [Range(label, one.alpha or 0, one.low, one.high, _alpha(one)) for label, one in drawn],
        least=least,
        ticks=[least, *([0.0] if least else []), FEWEST, GOOD, 1.0],
    ) if drawn else ""  # fmt: skip
    return Figure(
        name="agreement",
        heading="Agreement between reviewers",
        words="Krippendorff's alpha over claims that two people judged without seeing each other's verdict.",
        table=Table(
            (
                Column("Measure"),
                Column("Alpha", number=True),
                Column("95% from", number=True),
                Column("to", "95% to", number=True),
                Column("Claims", number=True),
                Column("Verdicts", number=True),
                Column("Note"),
            ),
            [_agreement_cells(label, one) for label, one in rows] if units else [],
        ),
        empty=Empty(
            "No claim was judged by two people in this time",
            "Agreement is counted in rounds with two sealed reviews, once they are closed. An editor asks for two "
            "under Reviews on an article's page.",
            reverse("desk:articles"),
            "To the articles",
        ),
        chart=chart,
        note=f"1 is full agreement, 0 is what chance alone would bring. {GOOD} is the usual demand, below {FEWEST} "
        "nothing should rest on it. Nominal: any two different verdicts differ as much. Ordinal: refuted, then mixed "
        "and unproven together, then supported; not checkable has no place in that order and is left out there.",
    )


def _alpha(one: Agreement) -> str:
    return "" if one.alpha is None else f"{one.alpha:.3f}"


def _agreement_cells(label: str, one: Agreement) -> tuple[Cell, ...]:
    numbers = (one.alpha, one.low, one.high)
    return (
        Cell(label),
        *(
            Cell("", "") if number is None else Cell(f"{number:.3f}", round(number, 6))
            for number in numbers
        ),
        number_cell(one.units),
        number_cell(one.ratings),
        Cell(one.why),
    )  # fmt: skip
