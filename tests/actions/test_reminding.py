"""What time brings, claim by claim: nothing sits without an owner past its time, and nothing happens twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import reminding
from articles.actions.absences import set_away
from articles.actions.reminding import remind
from articles.actions.reviewing import give_back, return_claim, take
from articles.enums import Role
from articles.models import Assignment, Claim, Event, Notice
from tests import factories
from tests.actions.common import events_since, last_event, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def claims(reporter):
    return factories.claims_of(factories.submitted(by=reporter))


@pytest.fixture
def claim(claims):
    """One that waits; the others of its article are out of the way."""
    Claim.objects.exclude(pk=claims[0].pk).update(due_at=None)
    return claims[0]


def done() -> list[str]:
    return [words or problem for _, words, problem in remind()]


def told(**where) -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(**where).order_by("pk")
    return [(one.person.username, one.kind, one.words) for one in rows]


def holders(claim) -> list[str]:
    rows = Assignment.objects.filter(claim=claim, ended_at=None).order_by("pk")
    return list(rows.values_list("reviewer__username", flat=True))


def test_nothing_is_done_before_its_time(claim, reviewer, editor, clock):
    take(claim, by=reviewer)
    assert done() == []
    clock(2 * DAY - HOUR)
    number = last_event()
    assert (done(), last_event()) == ([], number)


def test_reviewer_is_reminded_once_and_then_loses_the_claim(claim, reviewer, editor, clock):
    take(claim, by=reviewer)
    clock(2 * DAY + HOUR)
    assert done() == ["reminded ravi"]
    assert done() == []
    [(name, kind, words)] = told()
    assert (name, kind) == ("ravi", "due")
    assert words.startswith("Your time for this claim ends on ")
    clock(DAY)
    number = last_event()
    assert done() == ["taken back from ravi"]
    assert done() == []
    after = {"status": "waiting", "reviewer": "ravi"}
    assert events_since(number) == [("release", "system", {"status": "in_review"}, after)]
    assert [(name, kind) for name, kind, _ in told()[1:]] == [("ravi", "released"), ("edda", "released")]
    take(stale(claim), by=reviewer)
    clock(2 * DAY + HOUR)
    assert done() == ["reminded ravi"]


def test_short_time_is_not_reminded_of_in_its_first_half(claim, reviewer, clock, settings):
    settings.REVIEW_DAYS = settings.REVIEW_DAYS | {"taken": 1}
    take(claim, by=reviewer)
    clock(11 * HOUR)
    assert done() == []
    clock(2 * HOUR)
    assert done() == ["reminded ravi"]


def test_what_nobody_takes_goes_to_whose_turn_it_is(claims, reviewer, second_reviewer, editor, clock):
    away = factories.person(Role.REVIEWER, username="rene")
    set_away(away, back_on=timezone.localdate() + 30 * DAY, by=away)
    clock(2 * DAY + HOUR)
    take(claims[0], by=reviewer)
    number = last_event()
    assert done() == ["given to rosa", "given to ravi"]
    assert done() == []
    assert [holders(claim) for claim in claims] == [["ravi"], ["rosa"], ["ravi"]]
    moved = {"status": "waiting"}
    assert events_since(number) == [
        ("hand_out", "system", moved, {"status": "in_review", "reviewer": "rosa"}),
        ("hand_out", "system", moved, {"status": "in_review", "reviewer": "ravi"}),
    ]
    assert [(name, kind) for name, kind, _ in told()] == [("rosa", "assigned"), ("ravi", "assigned")]


def test_who_let_it_go_is_not_given_it_again_and_an_editor_steps_in(claim, reviewer, editor, clock):
    take(claim, by=reviewer)
    give_back(claim, by=reviewer)
    clock(3 * DAY)
    assert done() == ["given to edda"]


def test_claim_for_nobody_is_told_to_the_editors_once_with_the_reason(reporter, reviewer, editor, clock):
    claim, *others = factories.claims_of(factories.submitted(by=editor))
    Claim.objects.filter(pk__in=[other.pk for other in others]).update(due_at=None)
    set_away(reviewer, back_on=timezone.localdate() + 30 * DAY, by=reviewer)
    clock(3 * DAY)
    number = last_event()
    assert done() == ["told the editors"]
    assert done() == []
    words = (
        "This claim is overdue and nobody can be given it: of 2 who may review claims, 1 too near to it, or part "
        "of this round, 1 away. Find somebody for it."
    )
    assert told() == [("edda", "stuck", words)]
    clock(3 * DAY + HOUR)
    assert done() == ["told the editors"]
    assert (last_event(), stale(claim).status) == (number, "waiting")
    set_away(reviewer, back_on=None, by=reviewer)
    assert done() == ["given to ravi"]


def test_desk_without_reviewers_and_editors_says_so(claim, clock):
    clock(3 * DAY)
    words = "Nobody has the role editor, so nobody could be told that this claim is overdue."
    assert [(did, problem) for _, did, problem in remind()] == [("", words)]


def test_dispute_that_nobody_settles_is_given_to_somebody(
    claim, reporter, reviewer, second_reviewer, editor, clock
):
    factories.wanting(claim, 2, by=reporter)
    for person, verdict in ((reviewer, "supported"), (second_reviewer, "refuted")):
        factories.judge(claim, by=person, verdict=verdict)
    clock(2 * DAY + HOUR)
    assert done() == ["given to edda"]
    assert (stale(claim).status, holders(claim)) == ("disputed", ["edda"])
    clock(3 * DAY + HOUR)
    assert done() == ["taken back from edda"]
    clock(2 * DAY + HOUR)
    assert done() == ["told the editors"]


def test_second_place_that_nobody_takes_is_given_to_somebody(
    claim, reviewer, second_reviewer, clock, reporter
):
    factories.wanting(claim, 2, by=reporter)
    factories.judge(claim, by=reviewer)
    clock(2 * DAY + HOUR)
    assert done() == ["given to rosa"]
    assert (stale(claim).status, holders(claim)) == ("in_review", ["rosa"])


def test_what_came_back_is_pressed_for_once(claim, reporter, reviewer, editor, clock):
    take(claim, by=reviewer)
    return_claim(claim, note="Who?", by=reviewer)
    clock(5 * DAY + HOUR)
    assert done() == ["told the editors"]
    assert done() == []
    words = "This claim came back from review and is overdue: rita has to mend it, or set it aside."
    assert sorted(told(kind="overdue")) == [("edda", "overdue", words), ("rita", "overdue", words)]


def test_one_that_fails_stops_no_other(claims, reviewer, second_reviewer, clock, monkeypatch, caplog):
    give = reminding.assign

    def broken(claim, **kwargs):
        if claim.pk == claims[1].pk:
            raise ZeroDivisionError("a bug")
        return give(claim, **kwargs)

    monkeypatch.setattr(reminding, "assign", broken)
    clock(3 * DAY)
    failed = "The program failed: ZeroDivisionError. Its output says more."
    assert done() == ["given to ravi", failed, "given to rosa"]
    assert "a bug" in caplog.text
    monkeypatch.setattr(reminding, "assign", give)
    assert done() == ["given to ravi"]


def test_what_changes_while_it_runs_is_left_alone(claims, reviewer, second_reviewer, clock):
    for claim in claims[:2]:
        take(claim, by=reviewer)
    clock(4 * DAY)
    running = remind()
    next(running)
    give_back(claims[1], by=reviewer)
    take(claims[2], by=second_reviewer)
    assert [words or problem for _, words, problem in running] == []
    assert Event.objects.filter(action="release").count() == 1


def test_reminders_do_not_tell_what_a_sealed_review_says(
    claims, reporter, reviewer, second_reviewer, editor, clock
):
    for claim, verdict in zip(claims[:2], ("supported", "refuted"), strict=True):
        factories.wanting(claim, 2, by=reporter)
        factories.judge(claim, by=reviewer, verdict=verdict)
        take(claim, by=second_reviewer)
    Claim.objects.filter(pk=claims[2].pk).update(due_at=None)
    clock(2 * DAY + HOUR)
    done()
    clock(DAY)
    done()
    per_claim = [
        [(name, kind, words) for name, kind, words in told(claim=claim) if name != "ravi"]
        for claim in claims[:2]
    ]
    assert per_claim[0] == per_claim[1] != []


def test_claim_that_somebody_takes_at_that_moment_is_no_failure(
    claim, reviewer, second_reviewer, clock, monkeypatch
):
    found = reminding.candidates

    def meanwhile(claim):
        rows = found(claim)
        take(stale(claim), by=second_reviewer)
        return rows

    monkeypatch.setattr(reminding, "candidates", meanwhile)
    clock(3 * DAY)
    assert done() == []
    assert holders(claim) == ["rosa"]
