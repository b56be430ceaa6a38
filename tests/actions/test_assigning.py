"""Who gets a claim: given, handed over, taken back; and fair shares."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions.absences import set_away
from articles.actions.assigning import assign, candidates, hand_over, release
from articles.actions.claiming import edit_claim, set_aside
from articles.actions.reviewing import give_back, return_claim, submit_claim, take
from articles.enums import Role
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Absence, Assignment, Notice
from articles.models.shares import shares
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]
DAY = timedelta(days=1)


@pytest.fixture
def claims(reporter):
    return factories.claims_of(factories.submitted(by=reporter))


def disputed(claim, reporter, *people):
    factories.wanting(claim, 2, by=reporter)
    for person, verdict in zip(people, ("supported", "refuted"), strict=True):
        factories.judge(claim, by=person, verdict=verdict)
    return stale(claim)


def holders(claim) -> list[str]:
    rows = Assignment.objects.filter(claim=claim, ended_at=None).order_by("pk")
    return list(rows.values_list("reviewer__username", flat=True))


def told(kind: str = "") -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind) if kind else Notice.objects.all()
    return list(rows.order_by("pk").values_list("person__username", "kind"))


def test_editor_gives_a_waiting_claim(claims, reviewer, editor, settings):
    number, before = last_event(), timezone.now()
    assignment = assign(claims[0], to=reviewer, by=editor)
    assert (claims[0].status, holders(claims[0])) == ("in_review", ["ravi"])
    days = timedelta(days=settings.REVIEW_DAYS["taken"])
    assert before + days <= assignment.due_at <= timezone.now() + days
    after = {"status": "in_review", "reviewer": "ravi"}
    assert events_since(number) == [("assign", "edda", {"status": "waiting"}, after)]
    assert told() == [("ravi", "assigned")]
    assert "edda gave you this claim. It is due on " in Notice.objects.get().words


def test_who_may_not_give(claims, reporter, reviewer, second_reviewer, outsider):
    for person in (reporter, second_reviewer, outsider):
        with refused(NotAllowed, "You may not give claims to reviewers"):
            assign(claims[0], to=reviewer, by=person)


def test_who_is_near_is_not_given_it(claims, reporter, colleague, reviewer, editor, administrator, superuser):
    own = factories.claims_of(factories.submitted(by=editor))[0]
    with refused(
        Refused, "edda imported, wrote or last edited an article with this claim. Choose somebody else"
    ):
        assign(own, to=editor, by=None)
    written = stale(claims[0])
    words = {"text": "Some 4,200 panels.", "claimant": "", "said_on": None, "seen": written.digest}
    edit_claim(written, by=administrator, **words)
    submit_claim(written, by=reporter)
    with refused(Refused, "adam wrote this claim"):
        assign(written, to=administrator, by=editor)
    for person in (colleague, superuser):
        with refused(Refused, "may not review claims"):
            assign(claims[1], to=person, by=editor)
    for claim in claims[1:]:
        factories.wanting(claim, 2, by=reporter)
    take(claims[1], by=reviewer)
    with refused(Refused, "ravi has this claim already"):
        assign(claims[1], to=reviewer, by=editor)
    factories.judge(claims[2], by=reviewer)
    with refused(Refused, "ravi reviewed this claim in this round"):
        assign(claims[2], to=reviewer, by=editor)


def test_what_others_have_is_a_conflict_and_what_is_not_under_review_is_refused(
    claims, reporter, reviewer, second_reviewer, editor
):
    mine = stale(claims[0])
    take(claims[0], by=second_reviewer)
    with refused(Conflict, "Hand it over instead"):
        assign(mine, to=reviewer, by=editor)
    return_claim(claims[0], note="Who?", by=second_reviewer)
    with refused(Refused, "This claim is returned; there is nothing to give"):
        assign(mine, to=reviewer, by=editor)


def test_dispute_is_given_to_one_who_reviewed_no_side(
    claims, reporter, reviewer, second_reviewer, editor, administrator
):
    claim = disputed(claims[0], reporter, reviewer, second_reviewer)
    assert claim.due_at is not None
    with refused(Refused, "rosa reviewed this claim in this round"):
        assign(claim, to=second_reviewer, by=editor)
    assign(claim, to=administrator, by=editor)
    assert (claim.status, holders(claim)) == ("disputed", ["adam"])
    assert "settle it, or give it back" in Notice.objects.get(kind="assigned").words
    with refused(Conflict):
        assign(claim, to=editor, by=editor)
    give_back(claim, by=administrator)
    assert (claim.status, holders(claim)) == ("disputed", [])


def test_holder_hands_over(claims, reviewer, second_reviewer, reporter, editor):
    first = take(claims[0], by=reviewer)
    for person, words in ((reporter, "imported, wrote"), (reviewer, "has this claim already")):
        with refused(Refused, words if person is reviewer else "may not review"):
            hand_over(claims[0], to=person, by=reviewer)
    with refused(NotAllowed, "You may not give claims"):
        hand_over(claims[0], to=second_reviewer, by=second_reviewer, holder=reviewer)
    with refused(Refused, "You do not have this claim any more"):
        hand_over(claims[1], to=second_reviewer, by=reviewer)
    number = last_event()
    second = hand_over(claims[0], to=second_reviewer, by=reviewer)
    assert holders(claims[0]) == ["rosa"]
    assert second.due_at > first.due_at
    names = ({"reviewer": "ravi"}, {"reviewer": "rosa"})
    assert events_since(number) == [("hand_over", "ravi", *names)]
    assert told() == [("rosa", "assigned")]
    hand_over(claims[0], to=reviewer, by=editor, holder=second_reviewer)
    assert holders(claims[0]) == ["ravi"]
    assert told()[1:] == [("ravi", "assigned"), ("rosa", "released")]


def test_time_that_is_up_takes_a_claim_back_once(claims, reviewer, editor, clock):
    assignment = take(claims[0], by=reviewer)
    assert not release(assignment)
    clock(4 * DAY)
    number = last_event()
    assert release(assignment)
    assert not release(assignment)
    claim = stale(claims[0])
    assert (claim.status, holders(claim)) == ("waiting", [])
    assert claim.due_at > timezone.now()
    after = {"status": "waiting", "reviewer": "ravi"}
    assert events_since(number) == [("release", "system", {"status": "in_review"}, after)]
    assert told() == [("ravi", "released"), ("edda", "released")]


def test_taking_back_one_of_two_leaves_the_other(claims, reporter, reviewer, second_reviewer, clock):
    factories.wanting(claims[0], 2, by=reporter)
    assignment = take(claims[0], by=reviewer)
    clock(2 * DAY)
    take(claims[0], by=second_reviewer)
    clock(1.5 * DAY)
    assert release(assignment)
    claim = stale(claims[0])
    assert (claim.status, holders(claim)) == ("in_review", ["rosa"])
    assert claim.due_at > timezone.now()


def test_due_dates_follow_the_status(claims, reporter, reviewer, settings):
    def due() -> int | None:
        at = stale(claims[0]).due_at
        return at and round((at - timezone.now()) / DAY)

    days = settings.REVIEW_DAYS
    assert due() == days["waiting"]
    take(claims[0], by=reviewer)
    return_claim(claims[0], note="Who?", by=reviewer)
    assert due() == days["returned"]
    claim = stale(claims[0])
    assert (claim.submitted_by, told("returned")) == (reporter, [("rita", "returned")])
    submit_claim(claim, by=reporter)
    assert due() == days["waiting"]
    factories.judge(claim, by=reviewer)
    assert due() is None
    set_aside_later = stale(claims[1])
    take(set_aside_later, by=reviewer)
    return_claim(set_aside_later, note="Two in one.", by=reviewer)
    set_aside(set_aside_later, "mark_opinion", by=reporter)
    assert stale(set_aside_later).due_at is None


def test_shares_put_first_who_is_here_and_has_the_least(claims, reviewer, second_reviewer, editor, superuser):
    third = factories.person(Role.REVIEWER, username="rene")
    factories.judge(claims[0], by=reviewer)
    take(claims[1], by=second_reviewer)
    assert [(one.person.username, one.held, one.recent) for one in shares()] == [
        ("rene", 0, 0),
        ("ravi", 0, 1),
        ("rosa", 1, 0),
        ("edda", 0, 0),
    ]
    set_away(third, back_on=timezone.localdate() + DAY, by=third)
    assert [one.person.username for one in shares()] == ["ravi", "rosa", "edda", "rene"]


def test_shares_and_candidates_ask_a_constant_number_of_questions(
    claims, reviewer, django_assert_num_queries
):
    for _ in range(2):
        with django_assert_num_queries(4):
            shares()
        with django_assert_num_queries(7):
            candidates(claims[0])
        take(claims[1], by=reviewer)
        for _ in range(2):
            factories.person(Role.REVIEWER)


def test_being_away_is_said_by_oneself_or_an_editor(reviewer, second_reviewer, reporter, editor):
    day, number = timezone.localdate() + 3 * DAY, last_event()
    with refused(NotAllowed, "You may not give claims"):
        set_away(reviewer, back_on=day, by=second_reviewer)
    with refused(NotAllowed, "You may not review claims"):
        set_away(reporter, back_on=day, by=reporter)
    for wrong in (timezone.localdate(), timezone.localdate() + 400 * DAY):
        with refused(Refused, "tomorrow at the earliest"):
            set_away(reviewer, back_on=wrong, by=reviewer)
    assert set_away(reviewer, back_on=day, by=reviewer)
    assert not set_away(reviewer, back_on=day, by=reviewer)
    assert set_away(reviewer, back_on=day + DAY, by=editor)
    assert set_away(reviewer, back_on=None, by=reviewer)
    assert not set_away(reviewer, back_on=None, by=reviewer)
    assert not Absence.objects.exists()
    one, two = {"back_on": str(day)}, {"back_on": str(day + DAY)}
    assert events_since(number) == [
        ("away", "ravi", {}, one),
        ("away", "edda", one, two),
        ("back", "ravi", two, {}),
    ]
