"""Objections at the desk: who gets in, the list, and the way from taking one to the answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions.answering import take_objection
from articles.enums import Role
from articles.models import AnsweredObjection, Event, Objection
from tests import factories
from tests.actions.common import stale

pytestmark = pytest.mark.django_db
PEOPLE = ("reporter", "colleague", "reviewer", "editor", "administrator", "outsider", "anonymous")
MAY = {"editor", "administrator"}
PAGES = ("objections", "objection")
POSTS = ("take-objection", "give-back-objection", "answer-objection", "dismiss-objection")


@pytest.fixture
def claim(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    return factories.claims_of(article)[0]


@pytest.fixture
def one(claim):
    return factories.objected(claim, link="https://port.example/x", contact="reader@home.example")


def address(name: str, one: Objection) -> str:
    return reverse(f"desk:{name}", args=[] if name == "objections" else [one.number])


def seen(answer) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(reverse("desk:login")):
        return "login"
    return {403: "forbidden", 405: "wrong method"}.get(answer.status_code, "in")


@pytest.mark.parametrize("name", [*PAGES, *POSTS])
def test_only_who_may_answer_gets_in(name, one, request, client_for):
    before = Event.objects.count()
    found = {}
    for who in PEOPLE:
        client = client_for(None if who == "anonymous" else request.getfixturevalue(who))
        url = address(name, one)
        if name in POSTS and who in MAY:
            assert client.get(url).status_code == 405
            continue
        found[who] = seen(client.post(url) if name in POSTS else client.get(url))
    allowed = set() if name in POSTS else MAY
    expected = {
        who: "login" if who == "anonymous" else "in" if who in allowed else "forbidden" for who in found
    }
    assert found == expected
    assert Event.objects.count() == before


def test_editor_takes_answers_and_opens_a_round(one, claim, editor, client_for):
    client = client_for(editor)
    assert "reader@home.example" in client.get(address("objection", one)).content.decode()
    assert client.post(address("take-objection", one)).status_code == 302
    page = client.get(address("objection", one)).content.decode()
    assert "Publish the answer" in page
    empty = client.post(address("answer-objection", one), {"answer": "", "outcome": ""})
    assert empty.status_code == 400
    for words in ("Say what comes of the objection.", "Say why: readers see the answer."):
        assert words in empty.content.decode()
    sent = {"outcome": "upheld", "answer": "You are right.", "reopen": "on"}
    done = client.post(address("answer-objection", one), sent, follow=True).content.decode()
    assert (
        "Answered: upheld. Readers see it on the claim&#x27;s page. The claim waits for a new round." in done
    )
    assert AnsweredObjection.objects.get().answer == "You are right."
    assert stale(claim).status == "waiting"
    again = client.post(address("answer-objection", one), sent)
    assert again.status_code == 400
    assert "This objection is upheld" in again.content.decode()


def test_editor_gives_back_and_dismisses(one, editor, administrator, client_for):
    client = client_for(editor)
    take_objection(one, by=administrator)
    assert "has it in hand" in client.get(address("objection", one)).content.decode()
    client.post(address("give-back-objection", one))
    client.post(address("take-objection", one))
    refused = client.post(address("dismiss-objection", one), {"reason": ""})
    assert refused.status_code == 400
    client.post(address("dismiss-objection", one), {"reason": "Abuse."})
    assert stale(one).status == "dismissed"
    page = client.get(address("objection", one)).content.decode()
    assert "Why it was dismissed" in page


def test_who_reviewed_reads_it_and_does_not_answer(reporter, editor, administrator, client_for):
    near = factories.person(Role.EDITOR)
    article = factories.published(by=reporter, reviewer=near, editor=editor)
    one = factories.objected(factories.claims_of(article)[0])
    client = client_for(near)
    page = client.get(address("objection", one)).content.decode()
    assert "Not yours to answer" in page
    assert "Take it<kbd>" not in page
    assert client.post(address("take-objection", one)).status_code == 403


def test_lists_today_and_the_claim_show_them(one, claim, editor, reporter, client_for, clock):
    client = client_for(editor)
    assert "Objections to answer" in client.get(reverse("desk:today")).content.decode()
    assert "Objections of readers" in client.get(claim.get_desk_url()).content.decode()
    assert "Objections" not in client_for(reporter).get(claim.get_desk_url()).content.decode()
    clock(timedelta(days=15))
    client = client_for(editor)
    assert "Objections overdue" in client.get(reverse("desk:today")).content.decode()
    listed = {
        group: one.reason in client.get(reverse("desk:objections") + f"?group={group}").content.decode()
        for group in ("open", "overdue", "answered", "nonsense")
    }
    assert listed == {"open": True, "overdue": True, "answered": False, "nonsense": True}


def test_queries_do_not_grow_with_the_rows(claim, one, editor, client_for, django_assert_num_queries):
    client = client_for(editor)
    with django_assert_num_queries(7) as asked:
        assert client.get(reverse("desk:objections")).status_code == 200
    for _ in range(2):
        factories.objected(claim)
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(reverse("desk:objections"))


def test_number_that_is_not_there_is_404(one, editor, client_for):
    assert client_for(editor).get("/desk/objections/99/").status_code == 404
    assert client_for(editor).get("/desk/objections/" + "9" * 30 + "/").status_code == 404
