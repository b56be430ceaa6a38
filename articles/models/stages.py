"""How long each stage of the way takes, out of the log. Questions only; one query for all stages.

A stage of a claim is the time from one change of its status to the next; one of an article runs from an event that
starts it to the one that ends it. A stage counts in the month in which it ended, so nothing is told of a round that
is open: a claim leaves "in review" when its round closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.enums import ClaimStatus, RevisionKind
from articles.models.log import Event
from articles.workflow import ARTICLE, CLAIM, edges

TAIL = 80  # per cent: this many of a hundred were no slower


@dataclass(frozen=True, slots=True)
class ArticleStage:
    """From the last of the events `starts` to the first of `ends` after it."""

    name: str
    label: str
    words: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimStage:
    """The time in one status, where it was left for one of `targets`."""

    name: str
    label: str
    words: str
    status: str
    targets: tuple[str, ...]


BACK = tuple(move.name for move in ARTICLE if move.target == "draft")
DECIDE = tuple(move.name for move in CLAIM if move.target == ClaimStatus.DECIDED)
CLEANED = str(RevisionKind.CLEANED)

ARTICLE_STAGES = (
    ArticleStage("cleaning", "Cleaning", "Imported until fragments were removed", ("import",), (CLEANED,)),
    ArticleStage(
        "preparing",
        "Preparing",
        "Imported, cleaned or sent back, until submitted",
        ("import", CLEANED, *BACK),
        ("submit",),
    ),
    ArticleStage(
        "publishing",
        "Publishing",
        "Submitted and the last claim decided, until published",
        ("submit", *DECIDE),
        ("publish",),
    ),
    ArticleStage("whole", "The whole way", "Imported until first published", ("import",), ("publish",)),
)
CLAIM_STAGES = (
    ClaimStage(
        "waiting", "Claim waiting", "Submitted until taken", ClaimStatus.WAITING, (ClaimStatus.IN_REVIEW,)
    ),
    ClaimStage(
        "review",
        "Claim in review",
        "Taken until its round closed",
        ClaimStatus.IN_REVIEW,
        (ClaimStatus.DECIDED, ClaimStatus.DISPUTED),
    ),
    ClaimStage(
        "settling", "Claim disputed", "Disputed until settled", ClaimStatus.DISPUTED, (ClaimStatus.DECIDED,)
    ),
    ClaimStage(
        "mending",
        "Claim returned",
        "Returned until submitted again",
        ClaimStatus.RETURNED,
        (ClaimStatus.WAITING,),
    ),
)
# In the order of the way.
STAGES: tuple[ArticleStage | ClaimStage, ...] = (*ARTICLE_STAGES[:2], *CLAIM_STAGES, *ARTICLE_STAGES[2:])


@dataclass(frozen=True, slots=True)
class StageTime:
    """How many ended, the median and the 80th percentile, by nearest rank: times that did occur."""

    number: int
    median: timedelta
    tail: timedelta


def months(start: datetime, end: datetime) -> list[datetime]:
    """The first moment of each month, by the newsroom's clock, that the period touches."""
    first = timezone.localtime(start).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = [first]
    while (following := _next(found[-1])) < end:
        found.append(following)
    return found


def _next(month: datetime) -> datetime:
    year, number = divmod(month.year * 12 + month.month, 12)
    naive = datetime(year, number + 1, 1)
    return timezone.make_aware(naive)


def stage_times(start: datetime, end: datetime) -> dict[tuple[str, str], StageTime]:
    """{(stage, month as 2026-11, "" for the whole period): its figures}, of what ended in [start, end); one query."""
    sql, params = _statement(start, end)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return {
        (stage, month): StageTime(number, timedelta(seconds=float(median)), timedelta(seconds=float(tail)))
        for stage, month, number, median, tail in rows
    }


# The few words that the two databases have of their own.
SECONDS = {
    "sqlite": "MAX(0, ROUND((julianday(at) - julianday(began)) * 86400.0, 3))",
    "postgresql": "GREATEST(0, EXTRACT(EPOCH FROM at - began))",
}
STATUS = {"sqlite": "json_extract({}, '$.status')", "postgresql": "{} ->> 'status'"}


def _statement(start: datetime, end: datetime) -> tuple[str, list[Any]]:
    adapt = connection.ops.adapt_datetimefield_value
    within = [adapt(start), adapt(end)]
    parts = [_articles(stage, within) for stage in ARTICLE_STAGES] + [_claims(within)]
    spans = " UNION ALL ".join(sql for sql, _ in parts)
    params = [value for _, values in parts for value in values]
    cases, named = [], []
    for month in reversed(months(start, end)):
        cases.append("WHEN at >= %s THEN %s")
        named += [adapt(month), f"{month:%Y-%m}"]
    sql = f"""
WITH spans AS ({spans}),
ended AS (
    SELECT stage, CASE {" ".join(cases)} END AS month, {SECONDS[connection.vendor]} AS seconds
    FROM spans WHERE at >= %s AND at < %s AND began IS NOT NULL
),
every AS (SELECT stage, month, seconds FROM ended UNION ALL SELECT stage, '', seconds FROM ended),
ranked AS (
    SELECT stage, month, seconds, ROW_NUMBER() OVER (PARTITION BY stage, month ORDER BY seconds) AS place,
        COUNT(*) OVER (PARTITION BY stage, month) AS number
    FROM every
)
SELECT stage, month, number, MIN(CASE WHEN place * 2 >= number THEN seconds END),
    MIN(CASE WHEN place * 100 >= number * {TAIL} THEN seconds END)
FROM ranked GROUP BY stage, month, number"""  # noqa: S608, put together of names of this module only
    return sql, [*params, *named, *within]


def _articles(stage: ArticleStage, within: list[Any]) -> tuple[str, list[Any]]:
    """The ends of one stage of articles, each with the last start before it that no other end follows."""
    begins, ends = _marks(stage.starts), _marks(stage.ends)
    sql = f"""
SELECT '{stage.name}' AS stage, at, began FROM (
    SELECT at, closes, MAX(CASE WHEN opens = 1 THEN at END) OVER earlier AS began,
        MAX(CASE WHEN opens = 1 THEN number END) OVER earlier AS opened,
        MAX(CASE WHEN closes = 1 THEN number END) OVER earlier AS closed
    FROM (
        SELECT article_id, number, at, CASE WHEN action IN ({begins}) THEN 1 ELSE 0 END AS opens,
            CASE WHEN action IN ({ends}) THEN 1 ELSE 0 END AS closes
        FROM {Event._meta.db_table}
        WHERE article_id IS NOT NULL AND action IN ({begins}, {ends})
            AND (object_type <> 'claim' OR action IN ({_marks(DECIDE)}))
            AND article_id IN (
                SELECT article_id FROM {Event._meta.db_table} WHERE at >= %s AND at < %s AND action IN ({ends}))
    ) AS marks
    WINDOW earlier AS (
        PARTITION BY article_id ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) AS {stage.name} WHERE closes = 1 AND opened > COALESCE(closed, 0)"""  # noqa: S608
    names = [*stage.starts, *stage.ends]
    return sql, [*names, *names, *DECIDE, *within, *stage.ends]


def _claims(within: list[Any]) -> tuple[str, list[Any]]:
    """All changes of claims' statuses that end a stage, each with the change before it."""
    old, new = (STATUS[connection.vendor].format(name) for name in ("before", "after"))
    names, ends = _claim_actions()
    cases, params = [], []
    for stage in CLAIM_STAGES:
        cases.append(f"WHEN old = %s AND new IN ({_marks(stage.targets)}) THEN '{stage.name}'")
        params += [str(stage.status), *map(str, stage.targets)]
    sql = f"""
SELECT stage, at, began FROM (
    SELECT CASE {" ".join(cases)} END AS stage, at, LAG(at) OVER (PARTITION BY object_id ORDER BY number) AS began
    FROM (
        SELECT object_id, number, at, {old} AS old, {new} AS new FROM {Event._meta.db_table}
        WHERE object_type = 'claim' AND action IN ({_marks(names)}) AND object_id IN (
            SELECT object_id FROM {Event._meta.db_table}
            WHERE object_type = 'claim' AND at >= %s AND at < %s AND action IN ({_marks(ends)}))
    ) AS changes WHERE old <> new
) AS claims WHERE stage IS NOT NULL"""  # noqa: S608
    return sql, [*params, *names, *within, *ends]


def _claim_actions() -> tuple[list[str], list[str]]:
    """The moves that bring a claim into or to the end of a stage, and those of them that end one."""
    ways = {(stage.status, target) for stage in CLAIM_STAGES for target in stage.targets}
    into = {stage.status for stage in CLAIM_STAGES}
    ends = {name for source, target, name in edges("claim") if (source, target) in ways}
    return sorted(ends | {name for _, target, name in edges("claim") if target in into}), sorted(ends)


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))
