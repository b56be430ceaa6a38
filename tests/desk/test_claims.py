"""Claims at the desk: accept, correct, add, place, set aside, tag; what is sealed stays sealed."""

import pytest
from django.urls import reverse

from articles.actions.claiming import accept_claims, edit_claim, set_aside
from articles.actions.editing import edit_text
from articles.actions.reviewing import submit_review, take
from articles.desk import claim_pages
from articles.models import Appearance, Claim
from tests import factories


@pytest.fixture
def article(reporter):
    return factories.cleaned(by=reporter)


@pytest.fixture
def claims(article):
    return factories.claims_of(article)


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def statuses(article) -> list[str]:
    return [claim.status for claim in factories.claims_of(article)]


def test_page_numbers_the_claims_and_marks_their_words(client, article, claims):
    context = client.get(url("article-claims", article.slug)).context
    assert [(row["number"], row["claim"]) for row in context["rows"]] == list(enumerate(claims, start=1))
    assert [f'id="w{claim.pk}"' in context["text"] for claim in claims] == [True] * len(claims)


def test_ticked_claims_are_accepted_and_no_others(client, article, claims):
    client.post(url("accept-claims", article.slug), {"claim": [claims[0].pk, claims[2].pk]})
    assert statuses(article) == ["accepted", "proposed", "accepted"]


def test_all_are_accepted_by_one_button(client, article):
    client.post(url("accept-claims", article.slug), {"all": "yes"})
    assert statuses(article) == ["accepted"] * 3


@pytest.mark.parametrize("ticked", [[], ["999999"], ["x"]])
def test_nothing_ticked_is_said(client, article, ticked):
    assert client.post(url("accept-claims", article.slug), {"claim": ticked}).status_code == 400
    assert statuses(article) == ["proposed"] * 3


def test_ticked_claim_that_somebody_dismissed_meanwhile_stays_dismissed(client, article, claims, colleague):
    set_aside(claims[0], "dismiss", by=colleague, reason="No claim.")
    fields = {"claim": [claims[0].pk, claims[1].pk]}
    response = client.post(url("accept-claims", article.slug), fields, follow=True)
    assert statuses(article) == ["dismissed", "accepted", "proposed"]
    assert "Somebody else decided on 1 of them" in str(list(response.context["messages"])[-1])


@pytest.mark.parametrize(
    ("decision", "reason"), [("accept", ""), ("mark_opinion", ""), ("dismiss", "A date only.")]
)
def test_set_aside_moves_the_claim_and_goes_back_to_its_row(client, article, claims, decision, reason):
    back = f"{url('article-claims', article.slug)}#c{claims[0].pk}"
    fields = {"decision": decision, "seen": "proposed", "reason": reason, "next": back}
    assert client.post(url("set-aside", claims[0].pk), fields).headers["Location"] == back
    status = {"accept": "accepted", "mark_opinion": "opinion", "dismiss": "dismissed"}[decision]
    assert statuses(article)[0] == status


def test_dismiss_without_a_reason_is_refused(client, claims):
    response = client.post(url("set-aside", claims[0].pk), {"decision": "dismiss", "seen": "proposed"})
    assert response.status_code == 400
    assert "Say why" in str(response.context["forms"]["set_aside"].errors)


def test_set_aside_of_a_claim_that_changed_meanwhile_is_a_conflict_and_keeps_the_reason(
    client, article, claims, colleague
):
    accept_claims(article, [claims[0].pk], by=colleague)
    fields = {"decision": "dismiss", "seen": "proposed", "reason": "A date only."}
    response = client.post(url("set-aside", claims[0].pk), fields)
    assert (response.status_code, statuses(article)[0]) == (409, "accepted")
    assert response.context["forms"]["set_aside"]["reason"].value() == "A date only."


def edit_fields(claim: Claim, **more) -> dict:
    return {"text": claim.text, "claimant": claim.claimant, "said_on": "", "seen": claim.digest} | more


def test_edit_corrects_words_claimant_and_date(client, claims):
    fields = edit_fields(claims[1], text="The port cut it.", claimant="Petra Lind", said_on="2026-03-01")
    client.post(url("edit-claim", claims[1].pk), fields)
    found = Claim.objects.get(pk=claims[1].pk)
    assert (found.text, found.claimant, str(found.said_on)) == (
        "The port cut it.",
        "Petra Lind",
        "2026-03-01",
    )


def test_edit_on_older_words_is_a_conflict_and_nothing_is_lost(client, claims, colleague):
    fields = edit_fields(claims[0], text="Mine.")
    edit_claim(claims[0], text="Theirs.", claimant="", said_on=None, seen=claims[0].digest, by=colleague)
    response = client.post(url("edit-claim", claims[0].pk), fields)
    form = response.context["forms"]["edit"]
    assert (response.status_code, form["text"].value()) == (409, "Mine.")
    assert response.context["claim"].text == "Theirs."
    again = edit_fields(claims[0], text="Mine.", seen=form["seen"].value())
    client.post(url("edit-claim", claims[0].pk), again)
    assert Claim.objects.get(pk=claims[0].pk).text == "Mine."


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"text": "x" * 2001}, {"said_on": "yesterday"}, {"text": "a\0"}]
)
def test_edit_with_bad_input_is_refused(client, claims, fields):
    assert client.post(url("edit-claim", claims[0].pk), edit_fields(claims[0], **fields)).status_code == 400


def test_next_that_leads_away_is_not_followed(client, claims):
    fields = edit_fields(claims[0], next="https://elsewhere.example/")
    assert client.post(url("edit-claim", claims[0].pk), fields).headers["Location"] == url("today")


def test_claim_is_added_by_selected_and_by_typed_words(client, article):
    text = article.revision.text
    start = text.index("the wind carried")
    fields = {"exact": "the wind carried the soot", "revision": article.revision.number}
    client.post(
        url("add-claim", article.slug), fields | {"start": start, "end": start + 25, "claimant": "The port"}
    )
    client.post(
        url("add-claim", article.slug), fields | {"exact": "burned  oil", "text": "The cranes burned oil."}
    )
    first, second = Claim.objects.filter(status="accepted").order_by("pk")
    assert (first.text, first.claimant) == ("the wind carried the soot", "The port")
    assert (second.text, second.appearances.get().exact) == ("The cranes burned oil.", "burned oil")


def test_claim_that_cannot_be_added_keeps_what_was_typed(client, article):
    fields = {"exact": "not there", "text": "Long thought over.", "revision": article.revision.number}
    response = client.post(url("add-claim", article.slug), fields)
    assert response.status_code == 400
    assert response.context["add"]["text"].value() == "Long thought over."


def test_drifted_claim_is_placed_again(client, article, claims, reporter):
    text = article.revision.text.replace(
        "A battery of 12 megawatt hours will follow", "Batteries are to come"
    )
    edit_text(article, text=text, based_on=article.revision.number, by=reporter)
    article = factories.reread(article)
    place = Appearance.objects.get(claim=claims[2], revision=article.revision)
    assert place.state in ("drifted", "orphaned")
    page = client.get(url("article-claims", article.slug) + f"?place={claims[2].pk}")
    assert page.context["place"][0] == place
    fields = {"exact": "Batteries are to come in 2027", "revision": article.revision.number}
    client.post(url("place-claim", article.slug, claims[2].pk), fields)
    place.refresh_from_db()
    assert (place.state, place.exact) == ("anchored", "Batteries are to come in 2027")
    stale = client.post(url("place-claim", article.slug, claims[2].pk), fields | {"revision": 1})
    assert stale.status_code == 409


def test_claim_that_the_text_no_longer_makes_is_let_go(client, article, claims, reporter):
    text = article.revision.text.replace(claims[2].text, "Nobody knows what comes next in the bay.")
    edit_text(article, text=text, based_on=article.revision.number, by=reporter)
    address = url("detach-claim", article.slug, claims[2].pk)
    assert client.post(address, {"reason": " "}).context["detach"].errors.keys() == {"reason"}
    assert claims[2] in factories.claims_of(factories.reread(article))
    client.post(address, {"reason": "The sentence was cut."})
    assert claims[2] not in factories.claims_of(factories.reread(article))
    event = article.events.first()
    assert (event.action, event.reason) == ("detach", "The sentence was cut.")


def test_tags_are_set_with_commas_of_any_script_and_quotes(client, claims):
    client.post(url("claim-tags", claims[0].pk), {"tags": 'Energy, port，太阳能、"Lindau, Bay",energy'})
    names = sorted(tag.name for tag in claims[0].tags.all())
    assert names == ["Energy", "Lindau, Bay", "port", "太阳能"]
    form = client.get(url("claim", claims[0].pk)).context["forms"]["tags"]
    client.post(url("claim-tags", claims[0].pk), {"tags": form["tags"].value()})
    assert sorted(tag.name for tag in claims[0].tags.all()) == names


@pytest.mark.parametrize("tags", ["x" * 61, ", ".join(map(str, range(31))), "a\0b"])
def test_tags_that_cannot_be_are_refused_and_stay_in_the_form(client, claims, tags):
    response = client.post(url("claim-tags", claims[0].pk), {"tags": tags})
    assert response.status_code == 400
    assert response.context["forms"]["tags"]["tags"].value() == tags


def test_withdraw_and_reopen_take_a_reason(client_for, reporter, reviewer, editor):
    article = factories.submitted(by=reporter)
    claim = factories.claims_of(article)[0]
    assert client_for(reporter).post(url("withdraw", claim.pk), {"reason": ""}).status_code == 400
    client_for(reporter).post(url("withdraw", claim.pk), {"reason": "To mend it."})
    assert Claim.objects.get(pk=claim.pk).status == "accepted"
    client_for(reporter).post(url("submit-claim", claim.pk))
    factories.judge(Claim.objects.get(pk=claim.pk), by=reviewer)
    client_for(editor).post(url("reopen-claim", claim.pk), {"reason": "New figures."})
    assert Claim.objects.get(pk=claim.pk).status == "waiting"


def test_sealed_review_is_seen_by_its_reviewer_only(
    client_for, reporter, reviewer, second_reviewer, settings
):
    settings.REVIEWS_PER_CLAIM = 2
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    secret = "Because of the secret figures."
    submit_review(claim, verdict="unproven", rationale=secret, seen=claim.digest, by=reviewer)
    pages = [url("claim", claim.pk), url("log"), url("claims"), url("today")]
    for person in (reporter, second_reviewer):
        seen = b"".join(client_for(person).get(page).content for page in pages)
        assert secret.encode() not in seen
        assert b"unproven" not in seen.replace(b'<option value="unproven">Unproven</option>', b"").lower()
    assert secret.encode() in client_for(reviewer).get(pages[0]).content
    take(claim, by=second_reviewer)
    submit_review(claim, verdict="unproven", rationale="The same.", seen=claim.digest, by=second_reviewer)
    assert secret.encode() in client_for(reporter).get(pages[0]).content


def test_list_narrows_by_status_words_and_tag(client, article, claims):
    client.post(url("claim-tags", claims[1].pk), {"tags": "diesel"})
    client.post(url("accept-claims", article.slug), {"claim": [claims[0].pk]})
    found = {
        query: [row["claim"].pk for row in client.get(url("claims") + query).context["rows"]]
        for query in (
            "?status=accepted",
            "?q=38+PERCENT",
            "?tag=diesel",
            "?status=nonsense",
            "?q=%00",
            "?page=99",
        )
    }
    everything = [claim.pk for claim in reversed(claims)]
    assert found == {
        "?status=accepted": [claims[0].pk],
        "?q=38+PERCENT": [claims[1].pk],
        "?tag=diesel": [claims[1].pk],
        "?status=nonsense": everything,
        "?q=%00": everything,
        "?page=99": everything,
    }


def test_page_of_a_long_text_says_how_far_claims_were_looked_for(client, article, monkeypatch):
    words = b"claims were looked for in its first 60 characters only"
    assert words not in client.get(url("article-claims", article.slug)).content
    monkeypatch.setattr(claim_pages, "LOOKED_AT", 60)
    assert words in client.get(url("article-claims", article.slug)).content
