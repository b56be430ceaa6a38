"""Time per stage, on articles and claims that went their way under a clock that is moved by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.actions.claiming import accept_claims, set_aside
from articles.actions.editing import edit_details
from articles.actions.handing import reopen_article, send_back, submit_article
from articles.actions.publishing import publish
from articles.actions.reviewing import adjudicate, reopen_claim, submit_review, take
from articles.actions.screening import apply_removals, decide_findings
from articles.enums import FindingStatus
from articles.models import Claim, Finding
from articles.models.queue import home_of
from articles.models.stages import STAGES, StageTime, months, stage_times
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FIVE_DAYS = timedelta(days=5)


def clean(article, *, by):
    rows = Finding.objects.filter(revision__article=article, status=FindingStatus.OPEN)
    decide_findings(article, {one.pk: "remove" if one.sure else "keep" for one in rows}, by=by)
    apply_removals(article, by=by)
    article = factories.reread(article)
    edit_details(article, by=by, headline=article.headline, language="en")
    accept_claims(article, by=by)
    return factories.reread(article)


def one_claim(article, *, by):
    """The first claim alone; the others are set aside, so that one is to be reviewed."""
    first, *others = factories.claims_of(article)
    for other in others:
        set_aside(other, "mark_opinion", by=by)
    return first


def judge(claim, *, by, verdict="unproven"):
    submit_review(claim, verdict=verdict, rationale="So.", seen=claim.digest, by=by, article=home_of(claim))


@pytest.fixture
def submitted_after_three_hours(reporter, clock):
    article = factories.imported(by=reporter)
    clock(timedelta())
    # The import is kept from before; its events stand at the time at which the clock was stopped, or just before.
    began = timezone.now()
    clock(2 * HOUR)
    article = clean(article, by=reporter)
    claim = one_claim(article, by=reporter)
    clock(HOUR)
    submit_article(article, by=reporter)
    claim.refresh_from_db()
    return began, article, claim


def found(began, *, names=None):
    """In whole hours: a state that is kept from before was made some minutes earlier."""
    times = stage_times(began - FIVE_DAYS, timezone.now() + HOUR)
    whole = {stage: time for (stage, month), time in times.items() if month == ""}
    return {
        stage: (time.number, round(time.median / HOUR), round(time.tail / HOUR))
        for stage, time in whole.items()
        if names is None or stage in names
    }


def test_every_stage_of_the_way_is_measured(submitted_after_three_hours, reviewer, editor, clock):
    began, article, claim = submitted_after_three_hours
    clock(4 * HOUR)
    take(claim, by=reviewer, article=article)
    clock(5 * HOUR)
    judge(claim, by=reviewer)
    clock(6 * HOUR)
    publish(factories.reread(article), by=editor)
    assert found(began) == {
        "cleaning": (1, 2, 2),
        "preparing": (1, 1, 1),
        "waiting": (1, 4, 4),
        "review": (1, 5, 5),
        "publishing": (1, 6, 6),
        "whole": (1, 18, 18),
    }


def test_claim_in_review_counts_only_when_its_round_closed(
    submitted_after_three_hours, reporter, reviewer, second_reviewer, editor, clock
):
    began, _, claim = submitted_after_three_hours
    claim = factories.wanting(claim, 2, by=reporter)
    take(claim, by=reviewer)
    clock(2 * HOUR)
    judge(claim, by=reviewer, verdict="unproven")
    clock(3 * HOUR)
    take(claim, by=second_reviewer)
    assert "review" not in found(began)
    clock(HOUR)
    judge(claim, by=second_reviewer, verdict="not_checkable")
    assert found(began, names=("review", "settling")) == {"review": (1, 6, 6)}
    clock(7 * HOUR)
    adjudicate(claim, verdict="unproven", rationale="Neither says enough.", seen=claim.digest, by=editor)
    assert found(began, names=("waiting", "review", "settling")) == {
        "waiting": (1, 0, 0),
        "review": (1, 6, 6),
        "settling": (1, 7, 7),
    }


def test_second_way_through_a_stage_counts_from_its_own_start(
    submitted_after_three_hours, reporter, reviewer, editor, clock
):
    began, article, claim = submitted_after_three_hours
    send_back(factories.reread(article), by=editor, reason="Look again.")
    clock(5 * HOUR)
    submit_article(factories.reread(article), by=reporter)
    take(claim, by=reviewer)
    judge(claim, by=reviewer)
    publish(factories.reread(article), by=editor)
    clock(20 * HOUR)
    reopen_article(factories.reread(article), by=editor, reason="A number is wrong.")
    reopen_claim(Claim.objects.get(pk=claim.pk), by=editor, reason="New figures.", article=article)
    assert found(began, names=("preparing", "whole", "cleaning")) == {
        "cleaning": (1, 2, 2),
        "preparing": (2, 1, 5),
        "whole": (1, 8, 8),
    }


def test_stage_counts_in_the_month_and_the_period_in_which_it_ended(
    submitted_after_three_hours, reviewer, clock
):
    began, _, claim = submitted_after_three_hours
    sent = timezone.now()
    clock(timedelta(days=40))
    take(claim, by=reviewer)
    late = StageTime(1, timedelta(days=40), timedelta(days=40))
    times = stage_times(sent + HOUR, timezone.now() + HOUR)
    assert times == {("waiting", ""): late, ("waiting", f"{timezone.now():%Y-%m}"): late}
    assert ("waiting", "") not in stage_times(began - HOUR, timezone.now())


def test_no_log_has_no_times(db):
    now = timezone.now()
    assert stage_times(now - FIVE_DAYS, now) == {}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2026, 11, 28, 7), (2026, 11, 30), ["2026-11"]),
        ((2026, 11, 28), (2026, 12, 1), ["2026-11"]),
        ((2025, 11, 30), (2026, 2, 1, 1), ["2025-11", "2025-12", "2026-01", "2026-02"]),
    ],
)
def test_months_of_a_period(start, end, expected):
    found = months(datetime(*start, tzinfo=UTC), datetime(*end, tzinfo=UTC))
    assert [f"{month:%Y-%m-%d %H:%M}" for month in found] == [f"{one}-01 00:00" for one in expected]


def test_months_begin_by_the_clock_of_the_newsroom(settings):
    with timezone.override("Asia/Tokyo"):
        found = months(datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC))
        assert [month.astimezone(UTC).isoformat() for month in found] == [
            "2026-10-31T15:00:00+00:00",
            "2026-11-30T15:00:00+00:00",
        ]


def test_names_of_stages_are_once_each():
    assert len({stage.name for stage in STAGES}) == len(STAGES)
