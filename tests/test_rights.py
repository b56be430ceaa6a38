"""Who may do what, everywhere: roles × states × moves × entry points, every cell tried.

- Every move of the three workflows, from every status, by everybody, is tried at the action
  (`test_every_move_from_every_status_by_everybody`), with two people in turn as the owner: who imported, last edited and
  submitted. What is expected follows from `workflow.py` and `permissions.py` and from the few
  relations that tests/rights/moves.py names.
- Every address that takes something, at the desk and in the API, is sent to by everybody in a state in which it works and
  in one in which it does not (tests/rights/desk.py, api.py: one line each).
- Every page of the admin, for every model, is sent to by everybody (tests/rights/admin.py).
- Every command is run once, and what it wrote is by the system (tests/rights/commands.py).

Allowed means that something was written under the person's name; refused that no row with a status changed, and no Event.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import get_resolver

from articles.api.routes import ROUTES
from articles.errors import NewsroomError, NotAllowed
from articles.models import Event
from articles.workflow import TABLES, Move
from tests import factories
from tests.actions.common import undone
from tests.rights import api, desk
from tests.rights.doors import (
    address,
    key_of,
    names_of,
    standing,
    through_the_api,
    through_the_desk,
    walked,
    watched,
)
from tests.rights.moves import ACTS, STEPS, Step, cells
from tests.rights.rows import PEOPLE, ROLE_OF, Row, expected
from tests.rights.states import things

pytestmark = pytest.mark.django_db
NAMES = {"reporter": "rita", "colleague": "colin", "reviewer": "ravi", "second_reviewer": "rosa", "editor": "edda",
         "administrator": "adam", "superuser": "root", "outsider": "otto"}  # fmt: skip


@pytest.fixture
def people(
    reporter, colleague, reviewer, second_reviewer, editor, administrator, superuser, outsider
) -> dict[str, Any]:
    found = {"reporter": reporter, "colleague": colleague, "reviewer": reviewer, "second_reviewer": second_reviewer,
             "editor": editor, "administrator": administrator, "superuser": superuser, "outsider": outsider}  # fmt: skip
    return found | {"anonymous": None}


# Moves, at the actions.


@pytest.mark.parametrize("owner", ["reporter", "editor"])
@pytest.mark.parametrize(("kind", "status"), STEPS)
def test_every_move_from_every_status_by_everybody(kind, status, owner, people):
    found, wanted = {}, {}
    with undone():
        thing = cells(kind, status, owner, people)
        before = standing()
        for move in TABLES[kind]:
            for who in PEOPLE[1:]:
                with undone():
                    found[move.name, who] = tried(
                        ACTS[kind][move.name], move, thing(move.name), people[who], before
                    )
                wanted[move.name, who] = ACTS[kind][move.name].outcome(move, status, who, owner)
    assert {cell: got for cell, got in found.items() if got != wanted[cell]} == {}
    assert len(found) == len(TABLES[kind]) * 8


def tried(step: Step, move: Move, thing: Any, person: Any, before: tuple[Any, ...]) -> str:
    """not allowed, refused, or done; and that a refusal wrote nothing."""
    was = thing.status
    if step.act is None:
        return "by itself"
    try:
        with watched() as written:
            step.act(thing, person)
    except NewsroomError as error:
        assert not written or standing() == before
        return "not allowed" if isinstance(error, NotAllowed) else "refused"
    if not written or standing() == before:
        return "nothing"
    thing.refresh_from_db()
    assert thing.status == (was if was in step.stays else move.target), (move.name, thing.status)
    assert Event.objects.filter(actor=person, number__gt=before[-1]).exists()
    return "done"


def test_every_move_is_tried():
    assert {kind: set(acts) for kind, acts in ACTS.items()} == {
        kind: {move.name for move in moves} for kind, moves in TABLES.items()
    }


# Addresses.


def test_every_address_of_the_desk_is_in_the_table():
    known = {row.name for row in desk.ROWS} | desk.READS.keys() | set(desk.OPEN)
    new = names_of("desk").keys() - known
    assert not new, (
        f"{sorted(new)}: say who may send to it. Add a line to tests/rights/desk.py: a Row if it takes a form, with the "
        "right, what to send in which state, and a state that refuses it; its name to READS if it only shows something."
    )
    assert known == names_of("desk").keys(), "tests/rights/desk.py names an address that is gone."


def test_every_route_of_the_api_is_in_the_table():
    writing = {route.name for route in ROUTES if route.method != "GET"}
    known = {row.name for row in api.ROWS}
    assert not writing - known, (
        f"{sorted(writing - known)}: add a line to tests/rights/api.py, with who may send to it."
    )
    assert known == writing, "tests/rights/api.py names a route that is gone."


READERS = {"claims/<int:pk>/object/", "objections/<slug:key>/", "search/", "search"}
READERS |= {"articles/<str:slug>/as-of/", "articles/<str:slug>/changes/"}


def test_there_is_no_other_way_in():
    """What readers send or ask for needs no right; tests/test_readers.py and tests/public try it."""
    routes = set(walked(get_resolver().url_patterns))
    assert {route.split("/")[0] for route in routes - READERS} == {
        "admin",
        "desk",
        "api",
        "healthz",
        "readyz",
        "",
    }, "A new part of the site: say in tests/test_rights.py who may send what to it."


DOORS = [(through_the_desk, row) for row in desk.ROWS] + [(through_the_api, row) for row in api.ROWS]


@pytest.mark.parametrize("good", [True, False], ids=["works", "refused"])
@pytest.mark.parametrize(
    ("door", "row"), DOORS, ids=[f"{door.__name__[12:]} {row.name}" for door, row in DOORS]
)
def test_every_address_by_everybody(door, row, good, people, client_for, web, settings):
    """A person without a right is told so; one with it does it, or gets a refusal that wrote nothing."""
    state, sent = row.good if good else row.refused()
    found = ready_for(state, people, web, settings)
    if door is through_the_api:
        found.keys = {who: key_of(people[who]) for who in PEOPLE[2:]}
    before, got = standing(), {}
    for who in PEOPLE:
        with undone():
            got[who] = outcome(door, row, who, found, sent, client_for, before, good)
    wanted = {who: expected(row, who, good=good) for who in PEOPLE}
    if door is through_the_api:
        # Who may not use the desk has no token, and so is nobody.
        wanted["outsider"] = "login"
    assert got == wanted


def ready_for(state: str, people: dict[str, Any], web: Any, settings: Any) -> SimpleNamespace:
    web["https://port.example/report"] = "The port has 4,200 panels."
    found = things("sourced" if state == "closed-door" else state, people)
    settings.OUTGOING_REQUESTS = state != "closed-door"
    found.people = people
    return found


def outcome(
    door: Any, row: Row, who: str, found: Any, sent: Any, client_for: Any, before: tuple[Any, ...], good: bool
) -> str:
    with watched() as written:
        told, status = door(row, who, found, sent, client_for)
    after = standing() if written else before
    assert status < 500
    if after != before:
        # The system may add lines of its own; one is the person's.
        assert status < 400, (who, status)
        assert (
            Event.objects.filter(actor=found.people[who], number__gt=before[-1]).exists()
            or row.name in BY_NOBODY
        )
        return "done"
    if told == "forbidden" and expected(row, who, good=good) == "refused":
        return "refused"  # by a relation, not by a right
    if told:
        return told
    if row.silent and good and status < 400:
        return "done"
    return "refused"


# What a person sets off and the system notes.
BY_NOBODY = {"check-source"}


@pytest.mark.parametrize("name", desk.READS)
def test_what_only_shows_something_writes_nothing(name, people, client_for):
    """Whatever is sent to it."""
    found = things("article:fresh", people)
    found.people = people
    url = address("desk/" + str(names_of("desk")[name].pattern), found)
    before = standing()
    for who in PEOPLE:
        answer = client_for(people[who]).post(
            url, {"reason": "So.", "status": "published", "text": "Other words."}
        )
        if who == "anonymous":
            assert answer.status_code in (302, 401, 405)
        elif expected(Row(name, desk.READS[name], ("", {})), who, good=True) == "forbidden":
            assert answer.status_code in (403, 405)
        else:
            assert answer.status_code < 500
    assert standing() == before


def test_reading_the_api_takes_a_token_and_nothing_else(people, client_for):
    found = things("cited", people)
    found.people = people
    before = None
    keys = {who: key_of(people[who]) for who in PEOPLE[2:]}
    before = standing()
    for route in ROUTES:
        if route.method != "GET":
            continue
        url = address("api/v1/" + route.path, found)
        got = {}
        for who in PEOPLE:
            headers = {"Authorization": f"Bearer {keys[who]}"} if who in keys else {}
            got[who] = client_for(None).get(url, headers=headers).status_code
        assert got == {who: 200 if who in keys else 401 for who in PEOPLE}, route.name
    assert standing() == before


def test_roles_of_the_table_are_those_of_the_people(people):
    for who in PEOPLE[1:]:
        groups = [group.name for group in people[who].groups.all()]
        role = ROLE_OF[who]
        assert groups == ([role] if role not in (None, "superuser") else [])
        assert people[who].username == NAMES[who]
    assert factories.PASSWORD
