"""What each person has, finished and let go by."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions.absences import set_away
from articles.actions.assigning import release
from articles.actions.reviewing import submit_review, take
from articles.models import Assignment
from articles.models.loads import Load, loads
from tests import factories

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_load_of_each_person(reporter, reviewer, second_reviewer, editor, alone, clock):
    claims = factories.claims_of(factories.submitted(by=reporter))
    clock(timedelta())
    start = timezone.now()
    for hours, claim in zip((2, 4), claims, strict=False):
        take(claim, by=reviewer)
        clock(hours * HOUR)
        submit_review(claim, verdict="unproven", rationale="So.", seen=claim.digest, by=reviewer)
    back_on = timezone.localdate() + timedelta(days=30)
    set_away(editor, back_on=back_on, by=editor)
    take(claims[2], by=second_reviewer)
    held = Assignment.objects.get(reviewer=second_reviewer, ended_at__isnull=True)
    late = {load.person: load for load in loads(start, timezone.now() + HOUR)}[second_reviewer]
    assert (late.held, late.overdue) == (1, 0)
    clock(held.due_at - timezone.now() + HOUR)
    found = loads(start, timezone.now() + HOUR)
    assert {load.person: (load.held, load.overdue) for load in found}[second_reviewer] == (1, 1)
    assert release(held)
    assert loads(start, timezone.now() + HOUR) == [
        Load(reviewer, finished=2, median=3 * HOUR),
        Load(editor, absences=1, back_on=back_on),
        Load(second_reviewer, let_go=1),
    ]
    assert loads(start, timezone.now() + HOUR, only=reviewer.pk) == [
        Load(reviewer, finished=2, median=3 * HOUR)
    ]
    assert loads(start, timezone.now() + HOUR, only=reporter.pk) == []
    assert [load.finished for load in loads(start - DAY, start)] == [0, 0, 0]


def test_who_left_is_still_shown_with_what_they_did(reporter, reviewer, alone):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    factories.judge(claim, by=reviewer)
    reviewer.is_active = False
    reviewer.save()
    now = timezone.now()
    assert [(load.person, load.finished) for load in loads(now - DAY, now + DAY)] == [(reviewer, 1)]
