"""The queue: who sees which claim in which group, who may take it and give it back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.assigning import assign
from articles.actions.claiming import edit_claim, set_aside, withdraw_claim
from articles.actions.reviewing import adjudicate, give_back, return_claim, submit_claim, take
from articles.desk.queue import take_next
from articles.enums import ClaimStatus
from articles.models import Assignment, Claim, Event
from articles.models.queue import articles_by_claim, queue_for, told
from tests import factories
from tests.desk.claim_states import STATES, claim_in

QUEUE = "/desk/queue/"


def groups_of(response) -> dict[str, list[int]]:
    return {
        group["name"]: [line["claim"].pk for line in group["rows"]] for group in response.context["groups"]
    }


@pytest.fixture
def claims(reporter):
    return factories.claims_of(factories.submitted(by=reporter))


def test_everything_waits_for_an_independent_reviewer_in_order_of_age(claims, reviewer, client_for):
    Claim.objects.filter(pk=claims[2].pk).update(waiting_since=timezone.now() - timezone.timedelta(days=3))
    answer = client_for(reviewer).get(QUEUE)
    assert groups_of(answer) == {"waiting": [claims[2].pk, claims[0].pk, claims[1].pk]}


def test_groups_by_whose_turn_it_is(claims, reporter, reviewer, second_reviewer, editor, client_for):
    factories.wanting(claims[0], 2, by=reporter)
    for person, verdict in ((second_reviewer, "supported"), (editor, "refuted")):
        factories.judge(claims[0], by=person, verdict=verdict)
    take(claims[1], by=reviewer)
    other = factories.claims_of(factories.submitted(by=editor))
    take(other[0], by=second_reviewer)
    first, second, third = (claim.pk for claim in claims)
    assert groups_of(client_for(reviewer).get(QUEUE)) == {
        "mine": [second],
        "disputed": [first],
        "waiting": [third, other[1].pk, other[2].pk],
        "taken": [other[0].pk],
    }
    assert groups_of(client_for(editor).get(QUEUE)) == {
        "waiting": [third],
        "taken": [second],
        "blocked": [first, *(claim.pk for claim in other)],
    }


def test_blocked_claims_say_why(claims, reporter, editor, second_reviewer, client_for):
    edit_claim(
        claims[0], text="Solar panels: 4,201.", claimant="", said_on=None, seen=claims[0].digest, by=editor
    )
    submit_claim(claims[0], by=reporter)
    factories.wanting(claims[1], 2, by=reporter)
    for person, verdict in ((second_reviewer, "supported"), (editor, "refuted")):
        factories.judge(claims[1], by=person, verdict=verdict)
    own = factories.claims_of(factories.submitted(by=editor))
    answer = client_for(editor).get(QUEUE, {"group": "blocked"})
    why = {line["claim"].pk: line["why"] for group in answer.context["groups"] for line in group["rows"]}
    near = "You imported, wrote or last edited an article with this claim; somebody else reviews it."
    assert why == {
        claims[0].pk: "You wrote this claim; somebody else has to review it.",
        claims[1].pk: "You reviewed this claim in this round; somebody else has to adjudicate.",
        **{claim.pk: near for claim in own},
    }
    assert all(words in answer.content.decode() for words in why.values())


def test_two_reviewers_wanted_leaves_a_place_for_the_second(
    claims, reporter, reviewer, second_reviewer, editor, client_for
):
    for claim in claims:
        factories.wanting(claim, 2, by=reporter)
    factories.judge(claims[0], by=reviewer)
    take(claims[1], by=reviewer)
    for person in (second_reviewer, editor):
        take(claims[2], by=person)
    assert groups_of(client_for(reviewer).get(QUEUE)) == {
        "mine": [claims[1].pk],
        "taken": [claims[0].pk, claims[2].pk],
    }
    assert groups_of(client_for(second_reviewer).get(QUEUE)) == {
        "mine": [claims[2].pk],
        "waiting": [claims[0].pk, claims[1].pk],
    }


def test_reporter_sees_the_queue_without_buttons(claims, colleague, reviewer, client_for):
    take(claims[0], by=reviewer)
    answer = client_for(colleague).get(QUEUE)
    words = answer.content.decode()
    assert groups_of(answer) == {"waiting": [claims[1].pk, claims[2].pk], "taken": [claims[0].pk]}
    assert "You may not review claims" in words
    assert "/take/" not in words
    assert "ravi since" in words


def test_claims_of_other_states_are_not_in_the_queue(claims, reporter, reviewer, client_for):
    factories.judge(claims[0], by=reviewer)
    withdraw_claim(claims[1], by=reporter, reason="Two statements in one")
    set_aside(claims[1], "mark_opinion", by=reporter)
    take(claims[2], by=reviewer)
    return_claim(claims[2], note="Who says it?", by=reviewer)
    answer = client_for(reviewer).get(QUEUE)
    assert answer.context["total"] == 0
    assert "The queue is empty" in answer.content.decode()


def test_a_group_is_shown_alone_and_an_unknown_one_shows_all(claims, reviewer, client_for):
    take(claims[0], by=reviewer)
    client = client_for(reviewer)
    assert groups_of(client.get(QUEUE, {"group": "mine"})) == {"mine": [claims[0].pk]}
    assert set(groups_of(client.get(QUEUE, {"group": "nonsense"}))) == {"mine", "waiting"}


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 40])
def test_pages_beyond_the_list_show_one_of_its_pages(claims, reviewer, client_for, page):
    assert client_for(reviewer).get(QUEUE, {"page": page}).status_code == 200


def test_queries_do_not_grow_with_the_rows(
    reporter, reviewer, second_reviewer, client_for, django_assert_num_queries
):
    def fill(number: int) -> None:
        for _ in range(number):
            for claim, person in zip(
                factories.claims_of(factories.submitted(by=reporter)),
                (reviewer, second_reviewer),
                strict=False,
            ):
                take(claim, by=person)
            factories.submitted(by=reviewer_who_imports)

    reviewer_who_imports = factories.person("editor", username="both")
    client = client_for(reviewer)
    fill(1)
    client.get(QUEUE)
    with django_assert_num_queries(14):
        client.get(QUEUE)
    fill(2)
    with django_assert_num_queries(14):
        client.get(QUEUE)


def test_articles_of_all_claims_in_one_query(claims, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = articles_by_claim(claims)
    assert [len(found[claim.pk]) for claim in claims] == [1, 1, 1]


@pytest.mark.parametrize("state", sorted(STATES))
def test_take_by_state(state, people, client_for):
    claim = claim_in(state, people)
    answer = client_for(people["free"]).post(f"/desk/claims/{claim.pk}/take/")
    taken = Assignment.objects.filter(claim=claim, reviewer=people["free"], ended_at__isnull=True).exists()
    assert taken == (state == ClaimStatus.WAITING)
    assert answer.url == (reverse("desk:review", args=[claim.pk]) if taken else QUEUE)


@pytest.mark.parametrize("state", sorted(STATES))
def test_give_back_by_state(state, people, client_for):
    claim = claim_in(state, people)
    before = Event.objects.count()
    answer = client_for(people["reviewer"]).post(f"/desk/claims/{claim.pk}/give-back/")
    claim.refresh_from_db()
    assert answer.url == QUEUE
    assert claim.status == (ClaimStatus.WAITING if state == ClaimStatus.IN_REVIEW else state)
    assert Event.objects.count() - before == (state == ClaimStatus.IN_REVIEW)


def test_what_was_given_back_waits_in_its_old_place(claims, reviewer, client_for):
    take(claims[0], by=reviewer)
    give_back(claims[0], by=reviewer)
    assert groups_of(client_for(reviewer).get(QUEUE)) == {"waiting": [claim.pk for claim in claims]}


@pytest.mark.parametrize("name", ["take", "give-back"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reporter", 403),
        ("colleague", 403),
        ("outsider", 403),
        ("reviewer", 302),
        ("editor", 302),
        (None, 302),
    ],
)
def test_who_may_take_and_give_back(request, claims, second_reviewer, client_for, name, who, status):
    person = request.getfixturevalue(who) if who else None
    if name == "give-back" and status == 302 and person:
        take(claims[0], by=person)
    answer = client_for(person).post(f"/desk/claims/{claims[0].pk}/{name}/")
    assert answer.status_code == status
    mine = Assignment.objects.filter(reviewer=person, ended_at__isnull=True).exists() if person else False
    assert mine == (name == "take" and who in ("reviewer", "editor"))
    if who is None:
        assert answer.url.startswith("/desk/login/")


def test_the_importer_who_may_review_gets_the_reason(reviewer, editor, client_for):
    claim = factories.claims_of(factories.submitted(by=editor))[0]
    answer = client_for(editor).post(f"/desk/claims/{claim.pk}/take/")
    assert answer.status_code == 403
    assert "You imported, wrote or last edited an article with this claim" in answer.content.decode()


def test_taking_what_somebody_else_took_says_so(claims, reviewer, second_reviewer, client_for):
    take(claims[0], by=second_reviewer)
    answer = client_for(reviewer).post(f"/desk/claims/{claims[0].pk}/take/", follow=True)
    assert "Somebody else has taken this claim" in answer.content.decode()


def test_looking_changes_nothing(claims, reviewer, client_for):
    before = Event.objects.count()
    client = client_for(reviewer)
    assert client.get(f"/desk/claims/{claims[0].pk}/take/").status_code == 405
    assert client.get(f"/desk/claims/{claims[0].pk}/give-back/").status_code == 405
    client.get(QUEUE)
    assert Event.objects.count() == before


@pytest.mark.parametrize("pk", [999_999, 10**30])
def test_a_claim_that_is_not_there_is_a_404(reviewer, client_for, pk):
    client = client_for(reviewer)
    for name in ("take", "give-back", "return"):
        assert client.post(f"/desk/claims/{pk}/{name}/").status_code == 404
    assert client.get(f"/desk/claims/{pk}/review/").status_code == 404


def test_a_claim_in_two_articles_is_blocked_by_either(claims, reviewer, editor):
    other = factories.imported(by=editor)
    claims[0].appearances.model.objects.create(
        claim=claims[0], revision=other.revision, exact="x", start=0, end=1
    )
    groups = {claim.pk: told(claim.rank)[0] for claim in queue_for(editor.pk, reviews=True)}
    assert groups == {claims[0].pk: "blocked", claims[1].pk: "waiting", claims[2].pk: "waiting"}


def test_what_is_overdue_stands_first_and_is_taken_first(claims, colleague, reviewer, client_for):
    last = claims[2]
    Claim.objects.filter(pk=last.pk).update(due_at=timezone.now() - timezone.timedelta(hours=1))
    take(claims[0], by=reviewer)
    Assignment.objects.update(due_at=timezone.now() - timezone.timedelta(minutes=1))
    client = client_for(reviewer)
    answer = client.get(QUEUE)
    assert groups_of(answer) == {"overdue": [claims[0].pk, last.pk], "waiting": [claims[1].pk]}
    assert [(tab["name"], tab["number"]) for tab in answer.context["tabs"] if tab["number"]] == [
        ("overdue", 2),
        ("mine", 1),
        ("waiting", 2),
    ]
    assert groups_of(client.get(QUEUE, {"group": "overdue"})) == {"overdue": [claims[0].pk, last.pk]}
    assert groups_of(client.get(QUEUE, {"group": "waiting"})) == {"waiting": [last.pk, claims[1].pk]}
    today = client.get("/desk/")
    assert [row["url"] for row in today.context["overdue"]["rows"]] == [
        f"/desk/claims/{claim.pk}/review/" for claim in (claims[0], last)
    ]
    assert '<a href="/desk/queue/?group=overdue">2 claims</a>' in today.text
    looking = client_for(colleague).get(QUEUE)
    assert groups_of(looking) == {"waiting": [claims[1].pk, last.pk], "taken": [claims[0].pk]}
    assert looking.content.decode().count('class="badge overdue"') == 2
    assert take_next(reviewer).pk == last.pk


def test_what_came_back_is_theirs_who_submitted_or_wrote_it(
    claims, reporter, colleague, reviewer, editor, client_for
):
    words = {"text": "Solar panels: 4,201.", "claimant": "", "said_on": None}
    edit_claim(claims[1], **words, seen=claims[1].digest, by=colleague)
    submit_claim(claims[1], by=reporter)
    for claim in claims[:2]:
        take(claim, by=reviewer)
        return_claim(claim, note="Who says it?", by=reviewer)
    returned = {
        person.username: groups_of(client_for(person).get(QUEUE)).get("returned")
        for person in (reporter, colleague, reviewer, editor)
    }
    first, second = claims[0].pk, claims[1].pk
    assert returned == {"rita": [first, second], "colin": [second], "ravi": None, "edda": None}
    answer = client_for(reporter).get(QUEUE).content.decode()
    assert "Who says it?" in answer
    assert "Mend this claim" in answer


def test_dispute_with_somebody_who_settles_it_is_theirs(
    claims, reporter, reviewer, second_reviewer, editor, administrator, client_for
):
    claim = factories.wanting(claims[0], 2, by=reporter)
    for person, verdict in ((reviewer, "supported"), (second_reviewer, "refuted")):
        factories.judge(claim, by=person, verdict=verdict)
    assign(claim, to=editor, by=administrator)
    pages = {
        person.username: client_for(person).get(f"/desk/claims/{claim.pk}/adjudicate/")
        for person in (editor, administrator)
    }
    assert groups_of(client_for(editor).get(QUEUE))["mine"] == [claim.pk]
    assert groups_of(client_for(administrator).get(QUEUE))["taken"] == [claim.pk]
    assert "Your decision" in pages["edda"].content.decode()
    assert "somebody else settles it" in pages["adam"].content.decode()
    adjudicate(claim, verdict="unproven", rationale="So.", seen=claim.digest, by=editor)
    assert not claim.assignments.filter(ended_at=None).exists()


def test_shares_show_more_to_who_gives_claims_out(claims, reviewer, second_reviewer, editor, client_for):
    take(claims[0], by=second_reviewer)
    for person, words in ((reviewer, False), (editor, True)):
        answer = client_for(person).get(QUEUE)
        assert ("Reviews in 30 days" in answer.content.decode()) == words
        assert [share.person.username for share in answer.context["shares"]][:2] == ["ravi", "rosa"]
