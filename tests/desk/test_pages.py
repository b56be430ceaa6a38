"""Every page of the editor's side opens for those it is for, in each state of an article; lists ask a constant number of questions."""

import pytest
from django.urls import reverse

from tests import factories

ARTICLE_PAGES = (
    "article",
    "clean",
    "edit",
    "compare",
    "article-claims",
    "publish",
    "preview",
    "article-log",
    "ledger",
)
LISTS = ("today", "articles", "batch", "claims", "log", "import", "help")
STATES = {
    "imported": lambda people: factories.imported(by=people["reporter"]),
    "cleaned": lambda people: factories.cleaned(by=people["reporter"]),
    "submitted": lambda people: factories.submitted(by=people["reporter"]),
    "decided": lambda people: factories.decided(by=people["reporter"], reviewer=people["reviewer"]),
    "published": lambda people: factories.published(
        by=people["reporter"], reviewer=people["reviewer"], editor=people["editor"]
    ),
}


@pytest.fixture
def people(reporter, reviewer, editor):
    return {"reporter": reporter, "reviewer": reviewer, "editor": editor}


@pytest.mark.parametrize("state", STATES)
def test_every_article_page_opens_in_every_state(people, client_for, state):
    article = STATES[state](people)
    client = client_for(people["editor"])
    opened = {
        name: client.get(reverse(f"desk:{name}", args=[article.slug])).status_code for name in ARTICLE_PAGES
    }
    assert opened == dict.fromkeys(ARTICLE_PAGES, 200)
    numbers = range(1, article.revision.number + 1)
    revisions = [
        client.get(reverse("desk:revision", args=[article.slug, number])).status_code for number in numbers
    ]
    assert revisions == [200] * article.revision.number
    claims = [client.get(reverse("desk:claim", args=[claim.pk])) for claim in factories.claims_of(article)]
    assert claims
    assert {response.status_code for response in claims} == {200}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_empty_and_filled(people, client_for, name):
    client = client_for(people["editor"])
    assert client.get(reverse(f"desk:{name}")).status_code == 200
    factories.published(by=people["reporter"], reviewer=people["reviewer"], editor=people["editor"])
    assert client.get(reverse(f"desk:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["today", "articles", "batch", "claims", "log"])
def test_lists_ask_the_same_number_of_questions_for_one_and_three_rows(
    people, client_for, name, django_assert_num_queries, django_assert_max_num_queries
):
    def make():
        factories.imported(by=people["reporter"])
        factories.submitted(by=people["reporter"])

    client = client_for(people["editor"])
    make()
    client.get(reverse(f"desk:{name}"))
    with django_assert_max_num_queries(40) as asked:
        client.get(reverse(f"desk:{name}"))
    make()
    make()
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(reverse(f"desk:{name}"))
