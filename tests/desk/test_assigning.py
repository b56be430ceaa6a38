"""Giving claims to people at the desk: who may, who is offered, and what is refused in words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.actions.assigning import assign, hand_over
from articles.actions.reviewing import give_back, take
from articles.models import Absence, Assignment, Event
from tests import factories

QUEUE = "/desk/queue/"
AWAY = "/desk/queue/away/"
PEOPLE = ("reporter", "colleague", "outsider", "anonymous", "second_reviewer", "reviewer", "editor")


@pytest.fixture(autouse=True)
def _no_administrator(db):
    """Who is offered is told by name here: the administrator has left."""
    User.objects.filter(username="adam").update(is_active=False)


@pytest.fixture
def claims(reporter):
    return factories.claims_of(factories.submitted(by=reporter))


@pytest.fixture
def client_of(request, client_for):
    return lambda name: client_for(None if name == "anonymous" else request.getfixturevalue(name))


def holders(claim) -> list[str]:
    rows = Assignment.objects.filter(claim=claim, ended_at=None).order_by("pk")
    return list(rows.values_list("reviewer__username", flat=True))


def offered(answer) -> list[str]:
    return [row["one"].share.person.username for row in answer.context["able"]]


def test_editor_is_offered_who_may_in_the_order_of_their_turn(
    claims, reporter, reviewer, second_reviewer, editor, client_for
):
    take(claims[1], by=reviewer)
    url = f"/desk/claims/{claims[0].pk}/assign/"
    own = factories.claims_of(factories.submitted(by=editor))[0]
    answer = client_for(editor).get(url)
    assert offered(answer) == ["rosa", "ravi", "edda"]
    assert [row["checked"] for row in answer.context["able"]] == [True, False, False]
    assert "next in turn" in answer.content.decode()
    answer = client_for(editor).get(f"/desk/claims/{own.pk}/assign/")
    assert offered(answer) == ["rosa", "ravi"]
    near = "edda imported, wrote or last edited an article with this claim."
    assert answer.context["others"] == [near]
    assert near in answer.content.decode()


def test_who_is_away_or_let_it_go_comes_last(claims, reviewer, second_reviewer, editor, client_for):
    take(claims[0], by=second_reviewer)
    give_back(claims[0], by=second_reviewer)
    Absence.objects.create(person=reviewer, back_on=timezone.localdate() + timedelta(days=3))
    answer = client_for(editor).get(f"/desk/claims/{claims[0].pk}/assign/")
    assert offered(answer) == ["edda", "rosa", "ravi"]
    words = answer.content.decode()
    assert "gave it back, or let the time go by" in words
    assert "away, back on" in words


def test_who_may_assign(claims, reviewer, client_of):
    url = f"/desk/claims/{claims[0].pk}/assign/"
    for who in PEOPLE:  # the editor comes last
        client = client_of(who)
        found = (client.get(url).status_code, client.post(url, {"person": reviewer.pk}).status_code)
        assert found == {"editor": (200, 302), "anonymous": (302, 302)}.get(who, (403, 403)), who
        assert holders(claims[0]) == (["ravi"] if who == "editor" else []), who


def test_who_may_hand_over(claims, reviewer, client_of):
    """The holder and an editor; another reviewer has nothing to hand over, and may not hand over what is others'."""
    take(claims[0], by=reviewer)
    third = factories.person("reviewer", username="rene")
    url = f"/desk/claims/{claims[0].pk}/hand-over/"
    expected = {
        "anonymous": (302, 302, "ravi"),
        "second_reviewer": (400, 403, "ravi"),
        "reviewer": (302, 400, "rene"),
        "editor": (400, 302, "rene"),
    }
    for who in PEOPLE:
        client = client_of(who)
        own = client.post(url, {"person": third.pk}).status_code
        named = client.post(url, {"person": third.pk, "holder": reviewer.pk}).status_code
        *statuses, holder = expected.get(who, (403, 403, "ravi"))
        assert ([own, named], holders(claims[0])) == (statuses, [holder]), who
        if holder == "rene":
            hand_over(claims[0], to=reviewer, by=third)


def test_page_of_handing_over_is_for_who_has_it(claims, reviewer, second_reviewer, editor, client_for):
    take(claims[0], by=reviewer)
    url = f"/desk/claims/{claims[0].pk}/hand-over/"
    answer = client_for(reviewer).get(url)
    assert offered(answer) == ["rosa", "edda"]
    assert client_for(second_reviewer).get(url).status_code == 404
    answer = client_for(editor).get(url, {"holder": reviewer.pk})
    assert "ravi has it" in answer.content.decode()
    assert client_for(editor).get(url, {"holder": "x"}).status_code == 302


def test_choice_that_cannot_be_is_said_and_nothing_is_written(claims, reporter, reviewer, editor, client_for):
    gone = factories.person("reviewer", username="gone", is_active=False)
    before, client = Event.objects.count(), client_for(editor)
    near = "rita may not review claims. Choose somebody with that role."
    for person in ("", "x", "999999", "9" * 40, gone.pk, reporter.pk):
        answer = client.post(f"/desk/claims/{claims[0].pk}/assign/", {"person": person})
        assert answer.status_code == 400
        assert (near if person == reporter.pk else "Choose somebody of the list.") in answer.content.decode()
    assert (Event.objects.count(), holders(claims[0])) == (before, [])


def test_claim_that_somebody_took_meanwhile(claims, reviewer, second_reviewer, editor, client_for):
    take(claims[0], by=second_reviewer)
    url = f"/desk/claims/{claims[0].pk}/assign/"
    answer = client_for(editor).post(url, {"person": reviewer.pk})
    assert answer.status_code == 409
    assert "Somebody has taken this claim in the meantime. Hand it over instead." in answer.content.decode()
    answer = client_for(editor).get(url, follow=True)
    assert "Somebody has this claim. Hand it over instead." in answer.content.decode()
    factories.judge(claims[1], by=reviewer)
    answer = client_for(editor).get(f"/desk/claims/{claims[1].pk}/assign/", follow=True)
    assert "This claim is decided; there is nothing to give." in answer.content.decode()


def test_given_claim_stands_in_their_queue_with_its_notice(claims, reviewer, editor, client_for):
    client_for(editor).post(f"/desk/claims/{claims[0].pk}/assign/", {"person": reviewer.pk})
    answer = client_for(reviewer).get(QUEUE, {"group": "mine"})
    assert [line["claim"].pk for group in answer.context["groups"] for line in group["rows"]] == [
        claims[0].pk
    ]
    assert 'Notices <b class="new">1' in answer.content.decode()


def test_who_may_say_that_they_are_away(reviewer, client_of):
    """Only an editor says it of somebody else; for the others it is always about themselves."""
    back_on = timezone.localdate() + timedelta(days=2)
    away = {"reviewer": ["ravi"], "second_reviewer": ["rosa"], "editor": ["ravi"]}
    for who in PEOPLE:
        answer = client_of(who).post(AWAY, {"person": reviewer.pk, "back_on": back_on})
        assert answer.status_code == (302 if who in away or who == "anonymous" else 403)
        assert list(Absence.objects.values_list("person__username", flat=True)) == away.get(who, [])
        Absence.objects.all().delete()


def test_being_away_and_here_again(reviewer, editor, client_for):
    client = client_for(reviewer)
    day = timezone.localdate() + timedelta(days=2)
    answer = client.post(AWAY, {"back_on": day}, follow=True)
    assert f"You are away until {day:%-d %B}" in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    answer = client.post(AWAY, {"back_on": ""}, follow=True)
    assert "You are here again." in answer.content.decode()
    for wrong in ("yesterday", timezone.localdate(), "9999-12-31"):
        answer = client.post(AWAY, {"back_on": wrong})
        assert answer.status_code == 400
        assert 'aria-invalid="true"' in answer.content.decode() or "tomorrow at the earliest" in (
            answer.content.decode()
        )
    assert not Absence.objects.exists()
    answer = client_for(editor).post(AWAY, {"person": "999999", "back_on": day})
    assert answer.status_code == 400


def test_looking_changes_nothing_and_sending_takes_post(claims, reviewer, editor, client_for):
    before = Event.objects.count()
    client_for(editor).get(f"/desk/claims/{claims[0].pk}/assign/")
    assert client_for(editor).get(AWAY).status_code == 405
    for part in ("assign", "hand-over"):
        for pk in (999_999, 10**30):
            assert client_for(editor).post(f"/desk/claims/{pk}/{part}/").status_code == 404
    assert Event.objects.count() == before


def test_page_asks_the_same_for_one_and_for_three(
    claims, reviewer, editor, client_for, django_assert_num_queries
):
    client = client_for(editor)
    url = f"/desk/claims/{claims[0].pk}/assign/"
    client.get(url)
    for _ in range(2):
        with django_assert_num_queries(15):
            client.get(url)
        for claim in claims[1:]:
            person = factories.person("reviewer")
            if not holders(claim):
                assign(claim, to=person, by=editor)
