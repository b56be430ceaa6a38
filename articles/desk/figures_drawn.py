"""The figures of the desk, each from its questions to its picture and table. One function, one figure."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.desk.charts import Bar, bars, columns
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
from articles.desk.figures_reviewers import agreement_figure, load_figure
from articles.enums import Verdict
from articles.models import stages, verdicts

TOP = 30
DRAWN = 10
VERDICT_KINDS = dict(Verdict.choices)


def stage_figure(chosen: Period, person: Any) -> Figure:
    found = stages.stage_times(chosen.start, chosen.end)
    names = [f"{month:%Y-%m}" for month in stages.months(chosen.start, chosen.end)]
    whole = [(stage, found[stage.name, ""]) for stage in stages.STAGES if (stage.name, "") in found]
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
        chart=_stage_chart([row for row in whole if row[0].name != "whole"]),
        note="A stage counts where it ends; a claim in review is counted when its round closes.",
        more=("By month", months) if monthly else None,
        whole=Table(months.columns, [*in_all, *months.rows]),
    )


def _stage_chart(
    rows: Sequence[tuple[stages.ArticleStage | stages.ClaimStage, stages.StageTime]],
) -> SafeString | str:
    """Without the whole way, beside which the stages would be too short to compare."""
    if not rows:
        return ""
    return bars(
        "stages",
        "Time per stage",
        "Median of each stage, and what it takes to the 80th percentile. The numbers are in the table.",
        [
            Bar(
                stage.label,
                (
                    ("median", time.median.total_seconds()),
                    ("tail", (time.tail - time.median).total_seconds()),
                ),
                f"{span_words(time.median)} / {span_words(time.tail)}",
            )
            for stage, time in rows
        ],
        {"median": "Median", "tail": "to the 80th percentile"},
    )


def _time_cells(time: stages.StageTime) -> tuple[Cell, Cell, Cell]:
    return number_cell(time.number), span_cell(time.median), span_cell(time.tail)


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
