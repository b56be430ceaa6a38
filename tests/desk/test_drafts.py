"""Drafts at the desk: saved by script and by button, shown again, two windows, a session that ended."""

import re

import pytest
from django.test import Client

from articles.actions.claiming import edit_claim
from articles.actions.drafting import Typed, draft_of, save_draft
from articles.actions.reviewing import submit_claim, submit_review, take
from articles.enums import ClaimStatus
from articles.models import Assignment, Claim, Review, ReviewDraft
from tests import factories
from tests.desk.claim_states import claim_in
from tests.desk.test_reviews import WHY, address, posted, words_of

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def claim(reporter, reviewer) -> Claim:
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    return claim


def typed(claim: Claim, person, **more) -> dict:
    data = {"verdict": "mixed", "rationale": WHY, "note": "", "seen": claim.digest, "draft": 0, "tab": ""}
    return data | {"writer": person.pk} | more


def test_script_saves_and_is_told_the_number(claim, reviewer, client_for):
    client = client_for(reviewer)
    first = client.post(address(claim, "draft"), typed(claim, reviewer), **JSON)
    second = client.post(address(claim, "draft"), typed(claim, reviewer, rationale="a\r\nb", draft=1), **JSON)
    assert (first.status_code, first.json()["number"], second.json()["number"]) == (200, 1, 2)
    assert re.fullmatch(r"\d\d:\d\d", first.json()["at"])
    assert (draft_of(claim, by=reviewer).rationale, draft_of(claim, by=reviewer).verdict) == ("a\nb", "mixed")


def test_button_saves_and_the_page_shows_the_draft(claim, reviewer, client_for):
    client = client_for(reviewer)
    answer = client.post(address(claim, "draft"), typed(claim, reviewer, note="Half a note"))
    assert (answer.status_code, answer.url) == (302, address(claim))
    page = client.get(address(claim))
    assert page.context["form"]["rationale"].value() == WHY
    assert page.context["return_form"]["note"].value() == "Half a note"
    assert [one["value"] for one in page.context["verdicts"] if one["checked"]] == ["mixed"]
    words = words_of(page)
    assert "Draft saved" in words
    assert 'name="draft" value="1"' in words
    assert "data-unsaved" not in words.split("<section")[0]


def test_nobody_else_sees_it(claim, reviewer, second_reviewer, editor, client_for):
    save_draft(claim, Typed(rationale=WHY, seen=claim.digest), by=reviewer)
    for person in (second_reviewer, editor):
        for page in (address(claim), claim.get_desk_url(), "/desk/queue/"):
            assert "own count" not in words_of(client_for(person).get(page))


def test_second_window_is_shown_the_newer_draft_beside_its_own_words(claim, reviewer, client_for):
    client = client_for(reviewer)
    save_draft(claim, Typed(verdict="refuted", rationale="Newer words.", seen=claim.digest), by=reviewer)
    told = client.post(address(claim, "draft"), typed(claim, reviewer, tab="b"), **JSON)
    assert told.status_code == 409
    assert told.json()["newer"] | {"at": ""} == {
        "number": 1, "verdict": "Refuted", "rationale": "Newer words.", "note": "", "at": "",
    }  # fmt: skip
    page = client.post(address(claim, "draft"), typed(claim, reviewer))
    assert page.status_code == 409
    words = words_of(page)
    assert "A newer draft of this review was saved in another window" in words
    assert "Newer words." in words
    assert page.context["form"]["rationale"].value() == WHY
    assert page.context["number"] == 1
    again = client.post(address(claim, "draft"), typed(claim, reviewer, draft=1))
    assert again.status_code == 302
    assert draft_of(claim, by=reviewer).rationale == WHY


def test_sending_from_an_older_window_stops_once(claim, reviewer, client_for):
    client = client_for(reviewer)
    save_draft(claim, Typed(rationale="Newer words.", seen=claim.digest), by=reviewer)
    page = client.post(address(claim), posted(claim))
    assert (page.status_code, Review.objects.count()) == (409, 0)
    assert "Newer words." in words_of(page)
    assert page.context["form"]["rationale"].value() == WHY
    assert client.post(address(claim), posted(claim, draft=page.context["number"])).status_code == 302
    assert Review.objects.get().rationale == WHY


def test_window_left_open_is_told_that_the_review_is_in(claim, reviewer, client_for):
    factories_review(claim, reviewer)
    client = client_for(reviewer)
    told = client.post(address(claim, "draft"), typed(claim, reviewer, rationale="Typed in vain"), **JSON)
    assert (told.status_code, list(told.json())) == (409, ["words"])
    for name in ("draft", "review"):
        page = client.post(address(claim, name), typed(claim, reviewer, rationale="Typed in vain"))
        assert page.status_code == 409
        assert "Your review of this claim is in already" in words_of(page)
        assert "Typed in vain" in words_of(page)


def factories_review(claim: Claim, person) -> None:
    submit_review(claim, verdict="unproven", rationale="So.", seen=claim.digest, by=person)


def test_draft_of_a_claim_that_was_corrected_says_so(claim, reporter, reviewer, client_for):
    save_draft(claim, Typed(rationale=WHY, seen=claim.digest), by=reviewer)
    edit_claim(claim, text="Other words.", claimant="", said_on=None, seen=claim.digest, by=reporter)
    submit_claim(claim, by=reporter)
    take(claim, by=reviewer)
    page = client_for(reviewer).get(address(claim))
    assert "The claim was corrected after you wrote this draft" in words_of(page)
    assert page.context["form"]["rationale"].value() == WHY
    claim.refresh_from_db()
    assert page.context["form"]["seen"].value() == claim.digest


def test_giving_back_keeps_what_was_typed(claim, reviewer, client_for):
    client = client_for(reviewer)
    assert client.post(address(claim, "give-back"), typed(claim, reviewer)).status_code == 302
    assert draft_of(claim, by=reviewer).rationale == WHY
    page = client.get(address(claim))
    assert page.context["takeable"]
    assert page.context["form"]["rationale"].value() == WHY
    take(claim, by=reviewer)
    refused = client.post(address(claim, "give-back"), typed(claim, reviewer, rationale="Older", draft=0))
    assert refused.status_code == 409
    assert Assignment.objects.filter(claim=claim, ended_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("reporter", 403), ("colleague", 403), ("outsider", 403), ("editor", 302), ("second_reviewer", 302)],
)
def test_who_may_keep_a_draft(who, status, request, claim, client_for):
    person = request.getfixturevalue(who)
    answer = client_for(person).post(address(claim, "draft"), typed(claim, person))
    assert answer.status_code == status
    assert ReviewDraft.objects.count() == (status == 302)


def test_script_of_somebody_who_may_not_is_told_why(claim, colleague, client_for):
    answer = client_for(colleague).post(address(claim, "draft"), typed(claim, colleague), **JSON)
    assert (answer.status_code, answer.json()["words"][:16]) == (400, "You may not revi")


def test_draft_is_taken_by_post_only(claim, reviewer, client_for):
    assert client_for(reviewer).get(address(claim, "draft")).status_code == 405


@pytest.mark.parametrize("draft", ["", "x", "-1", "9" * 30, "١"])
def test_garbage_beside_the_words_costs_no_words(claim, reviewer, client_for, draft):
    data = typed(claim, reviewer, draft=draft, evidence=["x", "1", "9" * 30], verdict="?", tab="t" * 90)
    assert client_for(reviewer).post(address(claim, "draft"), data, **JSON).status_code == 200
    kept = draft_of(claim, by=reviewer)
    assert (kept.rationale, kept.verdict, kept.evidence, kept.tab) == (WHY, "", [1], "t" * 40)


def test_adjudicator_saves_and_comes_back_to_the_dispute(people, client_for):
    claim = claim_in(ClaimStatus.DISPUTED, people)
    data = typed(claim, people["free"], adjudicating="yes")
    answer = client_for(people["free"]).post(address(claim, "draft"), data)
    assert (answer.status_code, answer.url) == (302, address(claim, "adjudicate"))


# A session that ended.


def log_in(client: Client, page, person, password: str = factories.PASSWORD):
    """Sends the login page as a browser would, with all that it carries."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', words_of(page)))
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n([^<]*)</textarea>', words_of(page))
    data = fields | {name: words.replace("&#x27;", "'") for name, words in areas}
    return client.post("/desk/login/", data | {"username": person.username, "password": password})


@pytest.mark.parametrize("name", ["review", "draft", "return"])
def test_words_of_an_ended_session_become_the_draft_after_login(claim, reviewer, name):
    client = Client()
    page = client.post(address(claim, name), typed(claim, reviewer, note="Half a note"))
    assert page.status_code == 401
    assert "What you wrote stands below the form" in words_of(page)
    wrong = log_in(client, page, reviewer, "wrong")
    assert WHY in words_of(wrong).replace("&#x27;", "'")
    answer = log_in(client, wrong, reviewer)
    assert (answer.status_code, answer.url) == (302, address(claim))
    kept = draft_of(claim, by=reviewer)
    assert (kept.verdict, kept.rationale, kept.note) == ("mixed", WHY, "Half a note")
    assert Review.objects.count() == 0


def test_words_are_not_given_to_whoever_logs_in_next(claim, reviewer, second_reviewer):
    client = Client()
    page = client.post(address(claim), typed(claim, reviewer))
    answer = log_in(client, page, second_reviewer)
    assert answer.status_code == 302
    assert not ReviewDraft.objects.exists()
    assert "belongs to somebody else" in words_of(client.get("/desk/"))


def test_newer_draft_is_shown_after_login_beside_the_words(claim, reviewer):
    save_draft(claim, Typed(rationale="Newer words.", seen=claim.digest), by=reviewer)
    client = Client()
    answer = log_in(client, client.post(address(claim), typed(claim, reviewer)), reviewer)
    assert answer.status_code == 409
    assert "Newer words." in words_of(answer)
    assert answer.context["form"]["rationale"].value() == WHY


def test_script_of_an_ended_session_is_told(claim, reviewer):
    answer = Client().post(address(claim, "draft"), typed(claim, reviewer), **JSON)
    assert (answer.status_code, answer.json()) == (
        401,
        {"words": "You are logged out. What you typed is kept in this window."},
    )


def test_form_with_an_old_token_gives_the_words_back(claim, reviewer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    page = client.post(address(claim), typed(claim, reviewer))
    assert page.status_code == 403
    assert "This is what you wrote" in words_of(page)
    assert WHY in words_of(page).replace("&#x27;", "'")
    stranger = Client(enforce_csrf_checks=True).post(address(claim), typed(claim, reviewer))
    assert "This is what you wrote" not in words_of(stranger)


def test_login_alone_works_as_ever(reviewer):
    client = Client()
    assert client.get("/desk/login/").status_code == 200
    data = {"username": reviewer.username, "password": factories.PASSWORD, "next": "/desk/queue/"}
    for more in ({}, {"kept-claim": "x"}, {"kept-claim": "999"}, {"kept-claim": "9" * 5000}):
        assert client.post("/desk/login/", data | more).url == "/desk/queue/"
