"""What looks at a source's address amount to."""

from datetime import datetime
from datetime import timezone as zone

import pytest

from articles.actions import checking
from articles.actions.capturing import add_snapshot
from articles.actions.checking import check_source, sources_to_check
from articles.actions.citing import add_source, cite, edit_source
from articles.actions.retracting import retract_source
from articles.errors import Conflict, Refused
from articles.models import SourceCheck
from articles.outgoing import Answer
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale
from tests.text.test_takeover import SPAM

pytestmark = pytest.mark.django_db
URL = "https://port.example/report"
PAGE = (
    "<h1>Report</h1><p>It has 4,200 panels on 12 roofs.</p><p>Diesel use fell by 38 percent in two years.</p>"
)


@pytest.fixture
def source(reporter):
    return add_source(by=reporter, name="Port", kind="webpage", url=URL)


@pytest.fixture
def day(monkeypatch):
    """Calling it goes to a day of December, at noon."""

    def go(number: int, hour: int = 12) -> datetime:
        now = datetime(2026, 12, number, hour, tzinfo=zone.utc)  # noqa: UP017
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return now

    return go


def keep(source, by, page: str = PAGE) -> None:
    add_snapshot(source, data=page.encode(), file_name="a.html", content_type="text/html", by=by)


def answer(status: int = 200, body: str = PAGE, url: str = URL, moved: bool = False) -> Answer:
    return Answer(url, status, "text/html", body.encode(), moved)


LOOKS = {
    "as it was": (answer(), "alive", ""),
    "more words": (answer(body=f"<nav>News</nav>{PAGE}<p>Today: sun.</p>"), "alive", ""),
    "a temporary way": (answer(url="https://port.example/here"), "alive", ""),
    "https": (answer(url="https://www.port.example/report/", moved=True), "alive", ""),
    "a picture": (Answer(URL, 200, "image/png", b"\x89PNG"), "alive", "No words could be read out of it"),
    "moved": (answer(url="https://port.example/r/1", moved=True), "moved", "It sends on for good to https://port.example/r/1."),
    "moved to the front": (answer(url="https://port.example/", moved=True), "moved", "That is a front page"),
    "quote gone": (answer(body=PAGE.replace("4,200", "4,300")), "changed", "“4,200 panels”."),
    "rewritten": (answer(body="<p>It has 4,200 panels</p>" + "<p>Other words stand here.</p>" * 9), "changed", "0% of the kept copy"),
    "spam": (answer(body=f"<p>{SPAM['slots']}</p>"), "taken_over", "of its words are spam"),
    "for sale": (answer(body="<p>This domain is for sale.</p>"), "taken_over", "the domain is for sale"),
    "not found": (answer(404), "gone", "It answers with status 404."),
    "server error": (answer(503), "gone", "It answers with status 503."),
    "no answer": (None, "gone", "No connection to it can be made."),
    "login": (answer(403), "barred", "It answers with status 403."),
    "our rules": (Refused("Port 22 is not fetched from."), "barred", "Port 22 is not fetched from."),
}  # fmt: skip


@pytest.fixture
def cited(source, reporter):
    """A copy is kept, and a claim quotes it."""
    keep(source, reporter)
    claim = factories.claims_of(factories.imported(by=reporter))[0]
    cite(claim, source, stance="supports", quote="4,200 panels", by=reporter)
    return source


def test_one_look_tells(cited, web):
    """All in one test: each look starts from the same source."""
    seen = {}
    for name, (said, _, _) in LOOKS.items():
        web.clear()
        if said is not None:
            web[URL] = said
        look = checking.look_at(cited)
        seen[name] = (str(look.outcome), look.note)
    assert {name: outcome for name, (outcome, _) in seen.items()} == {
        name: outcome for name, (_, outcome, _) in LOOKS.items()
    }
    assert [name for name, (_, _, words) in LOOKS.items() if words not in seen[name][1]] == []
    assert seen["as it was"][1] == ""


def test_a_look_is_stored_and_a_new_state_has_an_event(source, web, day):
    now = day(1)
    web[URL] = answer(url="https://port.example/r/1", moved=True)
    before, number = stale(source).updated_at, last_event()
    check = stale(check_source(source))
    note = "It sends on for good to https://port.example/r/1."
    assert (check.source, check.at, check.outcome, check.status, check.note) == (
        source,
        now,
        "moved",
        200,
        note,
    )
    found = stale(source)
    assert (found.link_state, found.strikes, found.checked_at, found.updated_at) == ("moved", 0, now, before)
    assert events_since(number) == [("check", "system", {"link_state": "unchecked"}, {"link_state": "moved"})]
    day(2)
    check_source(source)
    assert (last_event(), SourceCheck.objects.count()) == (number + 1, 2)


def test_three_days_in_a_row_are_dead(source, web, day):
    def look(number: int, hour: int = 12) -> tuple[str, int]:
        day(number, hour)
        check_source(source)
        return stale(source).link_state, stale(source).strikes

    web[URL] = PAGE
    assert look(1) == ("alive", 0)
    web.clear()
    assert [look(2, 1), look(2, 2), look(2, 23)] == [("gone", 1)] * 3
    assert look(5) == ("gone", 2)
    web[URL] = PAGE
    assert look(6) == ("alive", 0)
    web.clear()
    number = last_event()
    assert [look(7), look(8), look(9), look(10)] == [("gone", 1), ("gone", 2), ("dead", 3), ("dead", 4)]
    assert [after["link_state"] for _, _, _, after in events_since(number)] == ["gone", "dead"]
    web[URL] = PAGE
    assert look(11) == ("alive", 0)


def test_a_new_address_starts_anew(source, web, reporter):
    check_source(source)
    assert stale(source).link_state == "gone"
    edit_source(stale(source), by=reporter, url="https://port.example/new")
    found = stale(source)
    assert (found.link_state, found.strikes, found.checked_at) == ("unchecked", 0, None)


def test_an_address_that_changed_while_it_was_looked_at(source, web, reporter):
    mine = stale(source)
    edit_source(source, by=reporter, url="https://port.example/new")
    with refused(Conflict, "Somebody changed the address"):
        check_source(mine)


def test_refusals(source, reporter, web, settings):
    person = add_source(by=reporter, name="Anna Lind", kind="person")
    with refused(Refused, "no address to look at"):
        check_source(person)
    settings.OUTGOING_REQUESTS = False
    with refused(Refused, "fetches nothing"):
        check_source(source)


def test_those_not_looked_at_for_longest_come_first(source, reporter, editor, web, day):
    second, third, fourth = (
        add_source(by=reporter, name=name, kind="webpage", url=f"{URL}/{name}") for name in "bcd"
    )
    add_source(by=reporter, name="Anna Lind", kind="person")
    for number, one in ((3, source), (2, second)):
        day(number)
        check_source(one)
    retract_source(fourth, by=editor, reason="Made up.")
    assert sources_to_check() == [third.pk, second.pk, source.pk]
    assert sources_to_check(limit=2) == [third.pk, second.pk]
