"""The one function that writes a status: the table, the right, the state in hand, the event."""

import ast
from pathlib import Path

import pytest

from articles import actions
from articles.actions.log import writing
from articles.actions.move import KINDS, SEEN, check_unchanged, move
from articles.enums import ClaimStatus
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Article, Claim, Event, Finding
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter)


@pytest.fixture
def claim(article) -> Claim:
    return factories.claims_of(article)[0]


def test_move_writes_the_status_its_fields_and_one_event(claim, article, reporter):
    number = last_event()
    with writing():
        event = move(
            claim, "accept", by=reporter, article=article, reason=" So. ", return_note="Which?", score=0.5
        )
    now = stale(claim)
    assert (now.status, now.return_note, now.score) == ("accepted", "Which?", 0.5)
    assert (claim.status, claim.return_note, claim.score, claim.updated_at) == (
        "accepted",
        "Which?",
        0.5,
        now.updated_at,
    )
    assert now.updated_at > now.created_at
    assert (event.object_type, event.object_id, event.object_label) == ("claim", str(claim.pk), str(claim))
    assert (event.article, event.actor, event.reason) == (article, reporter, "So.")
    before = {"status": "proposed", "return_note": ""}
    after = {"status": "accepted", "return_note": "Which?"}
    assert events_since(number) == [("accept", "rita", before, after)]


def test_move_that_the_table_does_not_know_from_here_is_refused(claim, reporter):
    with refused(Refused, "This claim is proposed; to withdraw it must be waiting, in review, disputed"):
        move(claim, "withdraw", by=reporter, reason="So.")


def test_unknown_move_is_an_error_of_the_program(claim, reporter):
    with refused(KeyError, "claim has no move 'burn'"):
        move(claim, "burn", by=reporter)


def test_right_is_asked_before_the_state(claim, reviewer):
    with refused(NotAllowed, "You may not edit claims"):
        move(claim, "withdraw", by=reviewer, reason="So.")
    with refused(NotAllowed, "To withdraw a claim takes a person"):
        move(claim, "withdraw", by=None, reason="So.")


def test_inactive_person_may_nothing(claim, reporter):
    reporter.is_active = False
    with refused(NotAllowed, "You may not edit claims"):
        move(claim, "accept", by=reporter)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 6001, "a\0b", "\ud800"])
def test_reason_is_there_and_can_be_stored(reason, claim, reporter):
    with refused(Refused, "reason"):
        move(claim, "dismiss", by=reporter, reason=reason)


OTHERS = {
    Article: {"status": "in_review", "revision_id": None, "live_edition_id": None, "submitted_by_id": None},
    Finding: {"status": "kept", "removed_in_id": None},
    Claim: {"status": "accepted", "round": 7, "digest": "0" * 64},
}


@pytest.mark.parametrize(("model", "field"), [(model, field) for model in OTHERS for field in OTHERS[model]])
def test_everything_a_decision_rests_on_is_compared(model, field, reporter, reviewer, editor):
    """The copy in hand differs in one field from the row: a Conflict."""
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    thing = {
        Article: article,
        Finding: Finding.objects.get(),
        Claim: factories.claims_of(article)[0],
    }[model]
    assert field in SEEN[KINDS[model]]
    check_unchanged(thing)
    assert getattr(thing, field) != OTHERS[model][field]
    setattr(thing, field, OTHERS[model][field])
    with refused(Conflict, f"Somebody else changed this {KINDS[model]} in the meantime"):
        check_unchanged(thing)


def test_row_that_changed_meanwhile_is_left_alone(claim, reporter, colleague):
    mine = stale(claim)
    move(claim, "mark_opinion", by=colleague)
    with refused(Conflict, "Somebody else changed this claim"):
        move(mine, "accept", by=reporter)
    assert mine.status == ClaimStatus.PROPOSED


def test_status_is_written_in_one_function_only():
    """No other module of the actions passes a status to update() or sets one on a row."""
    for path in sorted(Path(actions.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
                assert path.name == "move.py" or "status" not in {word.arg for word in node.keywords}
            if isinstance(node, ast.Assign):
                names = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
                assert "status" not in names


def test_move_that_fails_later_is_undone_with_its_event(claim, reporter):
    with refused(ZeroDivisionError), writing():
        move(claim, "accept", by=reporter)
        assert Event.objects.latest("number").action == "accept"
        raise ZeroDivisionError
