"""Verdicts by source and tag, rounds judged twice, fragments removed: only what is closed and in the period counts."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.reviewing import reopen_claim
from articles.actions.tagging import set_tags
from articles.enums import Verdict
from articles.models import Claim, Source, Tag
from articles.models.verdicts import CATEGORIES, RANKS, by_source, by_tag, judged_twice, removed_by_week
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def around():
    now = timezone.now()
    return now - DAY, now + DAY


def tallied(rows):
    return [(str(row.thing), dict(row.verdicts), row.total) for row in rows]


def test_claim_counts_for_its_source_and_its_tags_once_decided(reporter, reviewer, around):
    article = factories.submitted(by=reporter)
    first, second = factories.claims_of(article)[:2]
    set_tags(first, ["ports"], by=reporter)
    set_tags(article, ["ports", "sun"], by=reporter)
    assert (by_source(*around), by_tag(*around)) == ([], [])
    factories.judge(first, by=reviewer)
    port = Source.objects.get()
    assert tallied(by_source(*around)) == [(str(port), {"supported": 1}, 1)]
    assert tallied(by_tag(*around)) == [("ports", {"supported": 1}, 1), ("sun", {"supported": 1}, 1)]
    factories.judge(second, by=reviewer, verdict="refuted")
    assert tallied(by_source(*around)) == [(str(port), {"supported": 1, "refuted": 1}, 2)]
    assert by_source(around[0] - 9 * DAY, around[0]) == []
    assert Tag.objects.count() == 2


def test_claim_that_is_opened_again_counts_no_longer(reporter, reviewer, editor, around):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    factories.judge(claim, by=reviewer)
    reopen_claim(Claim.objects.get(pk=claim.pk), by=editor, reason="New figures.")
    assert by_source(*around) == []


def test_round_judged_twice_counts_when_it_closes(reporter, reviewer, second_reviewer, editor, around):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    claim = factories.wanting(claim, 2, by=reporter)
    factories.judge(claim, by=reviewer)
    assert judged_twice(*around) == []
    factories.judge(claim, by=second_reviewer, verdict="refuted")
    assert [sorted(unit) for unit in judged_twice(*around)] == [["refuted", "supported"]]
    assert judged_twice(around[0] - DAY, around[0]) == []


def test_round_that_was_given_up_counts_not(reporter, reviewer, second_reviewer, around):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    claim = factories.wanting(claim, 2, by=reporter)
    factories.judge(claim, by=reviewer)
    claim = factories.wanting(Claim.objects.get(pk=claim.pk), 1, by=reporter)
    factories.judge(claim, by=second_reviewer)
    assert judged_twice(*around) == []


def test_ranks_leave_out_only_what_says_nothing_of_truth():
    assert Verdict.values == list(CATEGORIES)
    assert Verdict.values == [one for one in Verdict.values if one in RANKS] + ["not_checkable"]
    assert RANKS["refuted"] < RANKS["mixed"] == RANKS["unproven"] < RANKS["supported"]


def test_fragments_count_in_the_week_in_which_they_were_taken_out(reporter):
    article = factories.cleaned(by=reporter)
    removed = article.revision.removed_findings.count()
    now = timezone.now()
    weeks = removed_by_week(now - timedelta(days=21), now + timedelta(seconds=1))
    assert len(weeks) == 4
    assert {week.weekday() for week, _ in weeks} == {0}
    assert [number for _, number in weeks] == [0, 0, 0, removed]
    assert removed == 1
    today = date.today()
    assert weeks[-1][0].date() == today - timedelta(days=today.weekday())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics of the tables")
def test_fragments_of_the_archive_are_not_read_for_those_of_a_period(reporter):
    """Today shows them at each visit: by the text that took them out, not by the index on their status."""
    factories.cleaned(by=reporter)
    now = timezone.now()
    with CaptureQueriesContext(connection) as asked:
        removed_by_week(now - timedelta(days=21), now)
    assert len(asked) == 3
    with connection.cursor() as cursor:
        plans = [
            cursor.execute("EXPLAIN QUERY PLAN " + one["sql"]).fetchall() for one in asked.captured_queries
        ]
    plan = " ".join(str(row[-1]) for rows in plans for row in rows)
    assert "articles_finding_removed_in" in plan
    assert "articles_finding_status" not in plan


def test_fragment_that_was_taken_out_before_the_period_does_not_count(reporter, clock):
    factories.cleaned(by=reporter)
    clock(timedelta(days=30))
    factories.cleaned(by=reporter)
    now = timezone.now()
    assert (
        sum(number for _, number in removed_by_week(now - timedelta(days=21), now + timedelta(seconds=1)))
        == 1
    )
    assert (
        sum(number for _, number in removed_by_week(now - timedelta(days=40), now + timedelta(seconds=1)))
        == 2
    )
