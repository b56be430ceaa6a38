"""The figures of the desk, each from its questions to its picture and table. One function, one figure."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.desk.charts import Bar, Range, bars, columns, ranges
from articles.desk.figure import (
    Cell,
    Column,
    Empty,
    Figure,
    Period,
    Table,
    number_cell,
    span_cell,
    span_words,
)
from articles.enums import Verdict
from articles.models import loads as people
from articles.models import stages, verdicts
from articles.permissions import can_see_loads
from articles.text.agreement import Agreement, agreement

TOP = 30
DRAWN = 10
ALPHA = "Alpha"
FEWEST, GOOD = 0.667, 0.8
VERDICT_KINDS = dict(Verdict.choices)


def stage_figure(chosen: Period, person: Any) -> Figure:
    found = stages.stage_times(chosen.start, chosen.end)
    names = [f"{month:%Y-%m}" for month in stages.months(chosen.start, chosen.end)]
    whole = [(stage, found[stage.name, ""]) for stage in stages.STAGES if (stage.name, "") in found]
    drawn = [(stage, time) for stage, time in whole if stage.name != "whole"]
    chart = bars(
        "stages",
        "Time per stage",
        "Median of each stage, and what it takes to the 80th percentile. The numbers are in the table.",
        [
            Bar(
                stage.label,
                (("median", time.median.total_seconds()), ("tail", (time.tail - time.median).total_seconds())),
                f"{span_words(time.median)} / {span_words(time.tail)}",
            )
            for stage, time in drawn
        ],
        {"median": "Median", "tail": "to the 80th percentile"},
    ) if drawn else ""  # fmt: skip
    times = (
        Column("Number", number=True),
        Column("Median", "Median, hours", number=True),
        Column("80th percentile", "80th percentile, hours", number=True),
    )
    monthly = [
        (month, stage.label, *_time_cells(found[stage.name, month]))
        for month in names
        for stage in stages.STAGES
        if (stage.name, month) in found
    ]
    months = Table(
        (Column("Month"), Column("Stage"), *times),
        [(Cell(month), Cell(label), *cells) for month, label, *cells in monthly],
    )
    in_all = [(Cell("all"), Cell(stage.label), *_time_cells(time)) for stage, time in whole]
    return Figure(
        name="stages",
        heading="Time per stage",
        words="Half of all were faster than the median, four in five no slower than the 80th percentile.",
        table=Table(
            (Column("Stage"), Column("From, until"), *times),
            [(Cell(stage.label), Cell(stage.words), *_time_cells(time)) for stage, time in whole],
        ),
        empty=Empty(
            "No stage has ended in this time",
            "A stage counts when it ends: clean an article and submit it, or choose a longer time.",
            reverse("desk:articles"),
            "To the articles",
        ),
        chart=chart,
        note="A stage counts where it ends; a claim in review is counted when its round closes.",
        more=("By month", months) if monthly else None,
        whole=Table(months.columns, [*in_all, *months.rows]),
    )


def _time_cells(time: stages.StageTime) -> tuple[Cell, Cell, Cell]:
    return number_cell(time.number), span_cell(time.median), span_cell(time.tail)


def load_figure(chosen: Period, person: Any) -> Figure | None:
    """Everybody's for who may see it, one's own for a reviewer, none for others."""
    every = can_see_loads(person)
    found = people.loads(chosen.start, chosen.end, only=None if every else person.pk)
    if not every and not found:
        return None
    drawn = [load for load in found if load.finished or load.held][:TOP]
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
                Column(ALPHA, number=True),
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


def source_figure(chosen: Period, person: Any) -> Figure:
    empty = Empty(
        "No claim with a source was decided in this time",
        "Cite sources on a claim's page; once it is decided it counts for each of them.",
        reverse("desk:claims"),
        "To the claims",
    )
    found = verdicts.by_source(chosen.start, chosen.end)
    words = "Claims decided in this time that cite the source, whether it supports or refutes them."
    return _tally_figure("sources", "Verdicts by source", words, "Source", found, empty)


def tag_figure(chosen: Period, person: Any) -> Figure:
    empty = Empty(
        "No claim with a tag was decided in this time",
        "Put tags on articles or claims; a decided claim counts for its own and its articles' tags.",
        reverse("desk:tags"),
        "To the tags",
    )
    found = verdicts.by_tag(chosen.start, chosen.end)
    words = "Claims decided in this time that carry the tag, or stand in an article that does."
    return _tally_figure("tags", "Verdicts by tag", words, "Tag", found, empty)


def _tally_figure(
    name: str, heading: str, words: str, what: str, found: Sequence[verdicts.Tally], empty: Empty
) -> Figure:
    rows = [
        (
            Cell(str(one.thing), url=one.thing.get_desk_url()),
            *(_number_or_none(one.verdicts[value]) for value in Verdict.values),
            number_cell(one.total),
        )
        for one in found
    ]
    chart = bars(
        name,
        heading,
        f"For each {what.lower()} how many claims have which verdict, the {DRAWN} with most claims.",
        [
            Bar(str(one.thing), tuple((value, one.verdicts[value]) for value in Verdict.values), str(one.total))
            for one in found[:DRAWN]
        ],
        VERDICT_KINDS,
    ) if found else ""  # fmt: skip
    named = (*(Column(label, number=True) for label in Verdict.labels), Column("All", number=True))
    more = len(found) - TOP
    return Figure(
        name=name,
        heading=heading,
        words=words,
        table=Table((Column(what), *named), rows[:TOP]),
        empty=empty,
        chart=chart,
        note=f"The {TOP} with most claims; {more} more are in the file." if more > 0 else "",
        whole=Table((Column(what), *named), rows),
    )


def _number_or_none(number: int) -> Cell:
    """Nothing is shown for none: most sources have one verdict or two, and the zeros would hide them."""
    return Cell(str(number) if number else "", number)


def spam_figure(chosen: Period, person: Any = None) -> Figure:
    """Fragments that were taken out, by week; Today may show it too (`desk/parts/chart.html`)."""
    weeks = verdicts.removed_by_week(chosen.start, chosen.end)
    removed = sum(number for _, number in weeks)
    days = [(timezone.localtime(week), number) for week, number in weeks]
    chart = columns(
        "spam",
        "Fragments removed by week",
        f"{removed} fragments in {len(weeks)} weeks. The numbers of each week are in the table.",
        [(f"{week:%-d %b}", number) for week, number in days],
        high=120,
    ) if removed else ""  # fmt: skip
    rows = [(Cell(f"{week:%-d %B %Y}", f"{week:%Y-%m-%d}"), number_cell(number)) for week, number in days]
    return Figure(
        name="spam",
        heading="Spam found by week",
        words=f"{removed} fragment{'' if removed == 1 else 's'} taken out of articles.",
        table=Table((Column("Week from"), Column("Fragments removed", number=True)), rows if removed else []),
        empty=Empty(
            "Nothing was taken out in this time",
            "Import an article: what is suspected in it is shown for you to decide.",
            reverse("desk:articles"),
            "To the articles",
        ),
        chart=chart,
        folded=True,
        note="A fragment counts in the week in which it was taken out; one that was put back counts no longer.",
    )


FIGURES = {
    "stages": stage_figure,
    "people": load_figure,
    "agreement": agreement_figure,
    "sources": source_figure,
    "tags": tag_figure,
    "spam": spam_figure,
}
