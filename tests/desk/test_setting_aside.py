"""A text that is nothing but spam, at the desk: offered where nothing would be left, found again, taken up again."""

import pytest
from django.urls import reverse

from articles.actions.handing import set_article_aside
from articles.models import Event, Finding
from tests import factories
from tests.rights.states import AGAIN

SPAM = "上海云锦阁419\n"


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter, text=SPAM)


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


def url(name, article):
    return reverse(f"desk:{name}", args=[article.slug])


def listed(client, query=""):
    return {one.pk for one, _ in client.get(reverse("desk:articles") + query).context["rows"]}


def test_offered_where_removing_would_leave_nothing(client, article):
    finding = Finding.objects.get(revision__article=article)
    answers = {f"decision-{finding.pk}": "remove", f"seen-{finding.pk}": "open", "apply": "yes"}
    response = client.post(url("decide", article), answers)
    assert response.status_code == 400
    page = response.content.decode()
    assert "or, if all of it is spam, set the article aside" in page
    assert f'action="{url("set-article-aside", article)}"' in page


def test_not_offered_where_something_is_left(client, reporter):
    article = factories.imported(by=reporter)
    assert url("set-article-aside", article) not in client.get(url("clean", article)).content.decode()


def test_from_the_list_to_the_filter_and_back(client, article):
    assert article.pk in listed(client, "?waits=findings")
    response = client.post(url("set-article-aside", article), {"reason": "Only spam."}, follow=True)
    page = response.content.decode()
    assert "Set aside. It is in no list any more" in page
    assert "Only spam." in page
    today = client.get(reverse("desk:today")).content.decode()
    assert url("clean", article) not in today
    assert client.get(reverse("desk:batch")).context["page"].paginator.count == 0
    assert listed(client) == listed(client, "?waits=findings") == listed(client, "?whose=mine") == set()
    assert "?status=set_aside" in client.get(reverse("desk:articles")).content.decode()
    assert listed(client, "?status=set_aside") == {article.pk}
    client.post(url("reopen", article), {"reason": "A name is in it."})
    assert listed(client, "?waits=findings") == {article.pk}
    assert Event.objects.get(action="reopen").reason == "A name is in it."


def test_without_a_reason_the_form_comes_back(client, article):
    response = client.post(url("set-article-aside", article), {"reason": ""})
    assert response.status_code == 400
    assert response.context["forms"]["set_aside"].errors
    assert factories.reread(article).status == "draft"


def test_its_pages_offer_no_work(client, reporter, article):
    set_article_aside(article, by=reporter, reason="Only spam.")
    assert not client.get(url("clean", article)).context["may_decide"]
    assert not client.get(url("article-claims", article)).context["may_edit"]
    overview = client.get(url("article", article)).context
    assert (overview["may_edit"], overview["may_submit"], overview["may_reopen"]) == (False, False, True)
    assert not client.get(url("publish", article)).context["may_move"]


def test_its_claims_are_not_listed(client, reporter):
    article = factories.imported(by=reporter, text=AGAIN)
    claims = {one.pk for one in factories.claims_of(article)}
    found = {row["claim"].pk for row in client.get(reverse("desk:claims")).context["rows"]}
    assert claims
    assert claims <= found
    set_article_aside(article, by=reporter, reason="Not for us.")
    assert {row["claim"].pk for row in client.get(reverse("desk:claims")).context["rows"]} == set()


def test_overview_offers_to_add_a_claim_only_to_an_article_that_is_worked_on(client, article, reporter):
    words = ">Add one</a> by selecting its words"
    assert words in client.get(url("article", article)).content.decode()

    set_article_aside(article, by=reporter, reason="Nothing but spam")

    page = client.get(url("article", article)).content.decode()
    assert "No claim stands in the text." in page
    assert words not in page
