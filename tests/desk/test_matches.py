"""The same claim, at the desk: what is shown of it to whom, and the buttons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions.joining import confirm_match
from articles.enums import MatchState, Role
from articles.models import Claim, Match
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = """Port

The port authority has installed 4,200 solar panels on the roofs of its warehouses since 2021.
"""
AGAIN = """Energy

Since 2021 the port authority has installed 4,200 solar panels on the warehouse roofs.
"""
OTHER = """Count

The port authority has installed 4,300 solar panels on the roofs of its warehouses since 2021.
"""


@pytest.fixture
def match(reporter, reviewer, colleague):
    factories.decided(by=reporter, reviewer=reviewer, text=FIRST)
    factories.imported(by=colleague, text=AGAIN)
    return Match.objects.select_related("first", "second").get()


@pytest.fixture
def claims_url(match):
    article = match.second.appearances.get().revision.article
    return reverse("desk:article-claims", args=[article.slug])


def buttons(response) -> list[bool]:
    return ["confirm/" in response.text, "refuse/" in response.text]


@pytest.mark.parametrize("page", ["claims_url", "matches", "first", "second"])
def test_earlier_verdict_is_shown_with_its_strength(page, match, claims_url, editor, client_for):
    urls = {
        "claims_url": claims_url,
        "matches": reverse("desk:matches"),
        "first": match.first.get_desk_url(),
        "second": match.second.get_desk_url(),
    }
    shown = client_for(editor).get(urls[page])
    assert "same figure: 4200" in shown.text
    assert buttons(shown) == [True, True]
    if page != "first":
        assert "single review" in shown.text


def test_importer_is_told_why_somebody_else_confirms(claims_url, colleague, client_for):
    shown = client_for(colleague).get(claims_url)
    assert "so somebody else says whether they are the same" in shown.text
    assert buttons(shown) == [False, True]


def test_reviewer_sees_it_without_buttons(claims_url, second_reviewer, client_for):
    shown = client_for(second_reviewer).get(claims_url)
    assert ("Same claim?" in shown.text, buttons(shown)) == (True, [False, False])


def test_confirming_leads_back_and_shares_the_verdict(match, claims_url, editor, client_for):
    url = reverse("desk:confirm-match", args=[match.pk])
    shown = client_for(editor).post(url, {"next": claims_url}, follow=True)
    assert shown.redirect_chain == [(claims_url, 302)]
    assert "The two are one claim now" in shown.text
    assert "Also made by" in shown.text
    assert [row["claim"].verdict for row in shown.context["rows"]] == ["supported"]


def test_second_confirmation_is_told(match, claims_url, editor, client_for):
    for words in ("The two are one claim now", "Somebody else decided in the meantime: the same."):
        url = reverse("desk:confirm-match", args=[match.pk])
        assert words in client_for(editor).post(url, {"next": claims_url}, follow=True).text


def test_refusing_takes_it_off_the_page(match, claims_url, colleague, client_for):
    url = reverse("desk:refuse-match", args=[match.pk])
    shown = client_for(colleague).post(url, {"next": claims_url}, follow=True)
    assert "not proposed again" in shown.text
    assert "Same claim?" not in shown.text
    match.refresh_from_db()
    assert (match.state, match.decided_by) == (MatchState.REFUSED, colleague)
    shown = client_for(colleague).get(match.second.get_desk_url())
    assert "not the same, said" in shown.text


def test_importer_who_sends_the_form_all_the_same_is_refused(match, colleague, client_for):
    response = client_for(colleague).post(reverse("desk:confirm-match", args=[match.pk]))
    assert (response.status_code, Match.objects.open().count()) == (403, 1)


def test_separating_makes_a_claim_of_its_own(match, claims_url, editor, client_for):
    confirm_match(match, by=editor)
    article = claims_url.split("/")[3]
    url = reverse("desk:separate-claim", args=[article, match.first_id])
    client = client_for(editor)
    assert "Say what this article claims instead." in client.post(url, {"next": claims_url}, follow=True).text
    shown = client.post(url, {"reason": "Other panels."}, follow=True)
    assert "A claim of its own now" in shown.text
    assert [row["claim"].status for row in shown.context["rows"]] == ["accepted"]


def test_what_differs_is_shown_on_the_claims_page_only(match, reporter, editor, client_for):
    article = factories.imported(by=reporter, text=OTHER)
    (claim,) = factories.claims_of(article)
    client = client_for(editor)
    assert "Other figures: “4,300” and “4,200”" in client.get(claim.get_desk_url()).text
    assert "Same claim?" not in client.get(reverse("desk:article-claims", args=[article.slug])).text


def test_clash_is_shown_today_in_its_list_and_on_both_claims(match, colleague, editor, client_for):
    article = match.second.appearances.get().revision.article
    factories.edit_details(article, by=colleague, headline="Energy", language="en")
    factories.accept_claims(article, by=colleague)
    factories.submit_article(article, by=colleague)
    factories.judge(
        Claim.objects.get(pk=match.second_id), by=factories.person(Role.REVIEWER), verdict="refuted"
    )
    client = client_for(editor)
    assert "Verdicts that clash" in client.get(reverse("desk:today")).text
    shown = client.get(reverse("desk:clashes"))
    assert [row["clash"] for row in shown.context["rows"]] == [True]
    assert buttons(shown) == [False, True]
    for claim in (match.first, match.second):
        assert "decided differently" in client.get(claim.get_desk_url()).text
    assert "Nothing waits" in client.get(reverse("desk:matches")).text


def test_lists_without_anything_say_so(editor, client_for):
    client = client_for(editor)
    assert "No verdicts clash" in client.get(reverse("desk:clashes")).text
    assert "Nothing waits" in client.get(reverse("desk:matches")).text


@pytest.mark.parametrize("verdict", ["supported", "refuted"])
def test_sealed_verdict_of_the_other_claim_is_not_shown(verdict, reporter, colleague, reviewer, client_for):
    """One of two reviews is in: the page of the claim that may be the same says that it is under review."""
    article = factories.submitted(by=reporter, text=FIRST)
    (claim,) = factories.claims_of(article)
    factories.wanting(claim, 2, by=reporter)
    factories.judge(claim, by=reviewer, verdict=verdict)
    other = factories.imported(by=colleague, text=AGAIN)
    shown = client_for(colleague).get(reverse("desk:article-claims", args=[other.slug]))
    assert "In review" in shown.text
    assert verdict not in shown.text.lower()


@pytest.mark.parametrize("name", ["matches", "clashes", "claim", "article-claims"])
def test_pages_take_as_many_queries_for_many(name, reporter, colleague, editor, client_for):
    def text(number):
        word = "abc"[number]
        return f"Title {word}\n\nThe dock {word} has 4,200 panels since 2021. The port has 12 cranes since 2010.\n"

    numbers = []
    for number in range(3):
        factories.imported(by=reporter, text=text(number))
        article = factories.imported(by=colleague, text=text(number).replace("Title", "Again"))
        if number == 1:
            continue
        args = {"claim": [factories.claims_of(article)[-1].pk], "article-claims": [article.slug]}.get(
            name, []
        )
        client = client_for(editor)
        url = reverse(f"desk:{name}", args=args)
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
