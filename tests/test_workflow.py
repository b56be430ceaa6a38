"""The tables of moves: each status with each move, and what reviews amount to."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.enums import ArticleStatus, ClaimStatus, FindingStatus, ObjectionStatus, ReviewPolicy, Verdict
from articles.errors import Refused
from articles.permissions import PERMISSIONS
from articles.workflow import (
    CLAIM_OPEN,
    CLAIM_SETTLED,
    OBJECTION_ANSWERED,
    OBJECTION_OPEN,
    OBJECTION_PUBLIC,
    STATUSES,
    TABLES,
    can_move,
    check_move,
    diagram,
    reviews_wanted,
    satisfies,
    strength_of,
    verdict_of,
)

# What each status allows, written by hand: a change of the table has to be made here too.
ALLOWED = {
    "article": {
        ArticleStatus.DRAFT: {"submit", "unpublish", "retract", "set_aside"},
        ArticleStatus.IN_REVIEW: {"send_back", "publish", "unpublish", "retract"},
        ArticleStatus.PUBLISHED: {"publish", "reopen", "unpublish", "retract"},
        ArticleStatus.UNPUBLISHED: {"publish", "reopen", "retract"},
        ArticleStatus.RETRACTED: set(),
        ArticleStatus.SET_ASIDE: {"reopen"},
    },
    "finding": {
        FindingStatus.OPEN: {"remove", "keep"},
        FindingStatus.REMOVED: {"keep", "undo"},
        FindingStatus.KEPT: {"remove", "undo"},
    },
    "claim": {
        ClaimStatus.PROPOSED: {"accept", "mark_opinion", "dismiss"},
        ClaimStatus.ACCEPTED: {"mark_opinion", "dismiss", "submit"},
        ClaimStatus.WAITING: {"take", "assign", "hand_out", "withdraw", "void"},
        ClaimStatus.IN_REVIEW: {
            "give_back",
            "release",
            "decide",
            "dispute",
            "return",
            "withdraw",
            "void",
        },
        ClaimStatus.DISPUTED: {"adjudicate", "return", "withdraw", "void"},
        ClaimStatus.DECIDED: {"reopen", "void"},
        ClaimStatus.RETURNED: {"mark_opinion", "dismiss", "submit", "void"},
        ClaimStatus.OPINION: {"accept", "dismiss"},
        ClaimStatus.DISMISSED: {"accept"},
    },
    "objection": {
        ObjectionStatus.RECEIVED: {"take"},
        ObjectionStatus.IN_HAND: {"give_back", "uphold", "uphold_partly", "reject", "dismiss"},
        **{status: set() for status in OBJECTION_ANSWERED},
    },
}
CELLS = [
    (kind, status, move.name) for kind, table in TABLES.items() for status in STATUSES[kind] for move in table
]


@pytest.mark.parametrize(("kind", "status", "name"), CELLS)
def test_move_from_each_status(kind, status, name):
    assert can_move(kind, name, status) == (name in ALLOWED[kind][status])


@pytest.mark.parametrize(("kind", "status", "name"), CELLS)
def test_check_move_refuses_in_words(kind, status, name):
    if name in ALLOWED[kind][status]:
        assert check_move(kind, name, status, reason="because").name == name
    else:
        with pytest.raises(Refused, match=f"This {kind} is {status.label.lower()}; to "):
            check_move(kind, name, status, reason="because")


@pytest.mark.parametrize("kind", TABLES)
def test_move_that_needs_a_reason_refuses_none(kind):
    for move in TABLES[kind]:
        if move.needs_reason:
            with pytest.raises(Refused, match="Give a reason"):
                check_move(kind, move.name, move.sources[0], reason="  ")


def test_moves_name_known_permissions_once():
    for kind, table in TABLES.items():
        names = [move.name for move in table]
        assert len(names) == len(set(names)), kind
        assert {move.permission for move in table} <= PERMISSIONS.keys() | {""}


def test_unknown_move_is_a_fault_of_the_code():
    with pytest.raises(KeyError):
        can_move("claim", "fly", ClaimStatus.WAITING)


def test_claim_statuses_are_open_or_settled():
    assert {*CLAIM_OPEN, *CLAIM_SETTLED} == set(ClaimStatus)
    assert not {*CLAIM_OPEN} & {*CLAIM_SETTLED}


def test_objection_is_open_or_answered_and_public_unless_dismissed():
    assert [*OBJECTION_OPEN, *OBJECTION_ANSWERED] == list(ObjectionStatus)
    assert {*OBJECTION_ANSWERED} - {*OBJECTION_PUBLIC} == {ObjectionStatus.DISMISSED}


@pytest.mark.parametrize("kind", TABLES)
def test_diagram_draws_each_arrow_once(kind):
    arrows = diagram(kind).splitlines()[2:]
    assert len(arrows) == len(set(arrows)) == sum(len(move.sources) for move in TABLES[kind])


@given(verdicts=st.lists(st.sampled_from(Verdict.values), max_size=5), wanted=st.integers(1, 5))
def test_verdict_of_any_reviews(verdicts, wanted):
    step, verdict = verdict_of(verdicts, wanted=wanted)
    if len(verdicts) < wanted:
        assert (step, verdict) == ("", "")
    elif len(set(verdicts)) == 1:
        assert (step, verdict) == ("decide", verdicts[0])
    else:
        assert (step, verdict) == ("dispute", "")


def test_verdict_of_does_not_depend_on_order():
    for pair in itertools.permutations(Verdict.values, 2):
        assert verdict_of(pair, wanted=2) == verdict_of(pair[::-1], wanted=2)


@given(
    verdicts=st.lists(st.sampled_from(Verdict.values), max_size=3),
    policy=st.sampled_from(ReviewPolicy.values),
    wanted=st.integers(1, 3),
    drawn=st.booleans(),
)
def test_reviews_wanted_grows_once_and_under_middle_only(verdicts, policy, wanted, drawn):
    now = reviews_wanted(policy, verdicts, wanted=wanted, drawn=drawn)
    second = (
        policy == "middle"
        and wanted == len(verdicts) == 1
        and (drawn or verdicts[0] in ("mixed", "unproven"))
    )
    assert now == (2 if second else wanted)


@pytest.mark.parametrize(
    ("policy", "decided_by", "wanted", "enough"),
    [
        ("", "single", 1, True),
        ("single", "single", 1, True),
        ("single", "", 1, True),
        ("middle", "single", 1, False),
        ("middle", "middle", 1, True),
        ("middle", "single", 2, True),
        ("double", "single", 1, False),
        ("double", "middle", 1, False),
        ("double", "middle", 2, True),
        ("double", "double", 2, True),
        ("double", "", 1, False),
    ],
)
def test_verdict_is_enough_for_a_policy(policy, decided_by, wanted, enough):
    assert satisfies(policy, decided_by=decided_by, wanted=wanted) == enough


@pytest.mark.parametrize(
    ("kinds", "verdicts", "strength"),
    [
        (["review"], ["mixed"], "single"),
        (["review"] * 2, ["mixed"] * 2, "agreed"),
        (["review"] * 3, ["mixed"] * 3, "agreed"),
        (["review", "review", "adjudication"], ["mixed", "refuted", "refuted"], "adjudicated"),
    ],
)
def test_strength_of_a_verdict(kinds, verdicts, strength):
    assert strength_of(kinds, verdicts) == strength


@pytest.mark.parametrize("verdicts", [[], ["mixed", "refuted"]])
def test_reviews_that_decide_nothing_have_no_strength(verdicts):
    with pytest.raises(ValueError, match="no verdict"):
        strength_of(["review"] * len(verdicts), verdicts)
