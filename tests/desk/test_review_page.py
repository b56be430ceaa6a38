"""What the pages of a claim show besides: when it is due, what hides in it, other claims, labels for readers, keys."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from articles.actions.citing import add_source, cite
from articles.actions.claiming import edit_claim
from articles.actions.editing import edit_details
from articles.actions.reviewing import submit_claim, take
from articles.desk.keys import PAGES, all_keys, keys_of
from articles.models import Assignment
from tests import factories
from tests.desk.test_reviews import address, words_of

TEXT = "A headline of it\n\nThe port has built 4,200 sheds\u200b since 2021, says the mayor.\n"


@pytest.fixture
def claim(reporter, reviewer):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    return claim


@pytest.mark.parametrize("page", ["review", "claim"])
def test_page_says_when_the_claim_is_due(page, claim, reviewer, client_for, clock):
    due = Assignment.objects.get().due_at
    url = address(claim) if page == "review" else claim.get_desk_url()
    answer = client_for(reviewer).get(url)
    assert (answer.context["due"], answer.context["past"]) == (due, False)
    assert f'due <time datetime="{localtime(due):%Y-%m-%dT%H:%M:%S%z}">' in words_of(answer)
    clock(due - claim.waiting_since)
    answer = client_for(reviewer).get(url)
    assert answer.context["past"]
    assert '<span class="badge overdue">overdue</span>' in words_of(answer)


def test_what_hides_is_marked_on_the_pages_of_a_claim(reporter, reviewer, client_for):
    claim = factories.claims_of(factories.cleaned(by=reporter, text=TEXT))[0]
    words = "The port of M\u043escow has built 4,200 sheds\u200b since 2021."
    edit_claim(claim, text=words, claimant="", said_on=None, seen=claim.digest, by=reporter)
    submit_claim(claim, by=reporter)
    source = add_source(by=reporter, name="Port\u202e of Lindau", kind="document")
    cite(claim, source, stance="supports", quote="4,200\u200d sheds", locator="p.\u2066 4", by=reporter)
    take(claim, by=reviewer)
    for url in (address(claim), claim.get_desk_url()):
        words = words_of(client_for(reviewer).get(url))
        assert 'data-hidden="Cyrillic/Latin"' in words
        assert 'data-hidden="RLO"' in words
        assert 'data-hidden="ZWJ"' in words
        assert 'data-hidden="LRI"' in words
        assert "1 word that mixes the letters of two scripts" in words
    whole = words_of(client_for(reviewer).get(address(claim))).split('id="whole"')[1]
    assert 'data-hidden="ZWSP"' in whole


def test_article_beside_underlines_the_other_claims(claim, reviewer, client_for):
    answer = client_for(reviewer).get(address(claim))
    assert answer.context["place"].others == 2
    assert words_of(answer).count('class="claim near" title="another claim"') == 2
    assert words_of(answer).count('id="words"') == 1


def test_choices_have_the_labels_of_the_scale_and_what_readers_read(reporter, reviewer, client_for):
    article = factories.cleaned(by=reporter)
    edit_details(article, by=reporter, headline="Hafen", language="de")
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    [first, *rest] = client_for(reviewer).get(address(claim)).context["verdicts"]
    assert (first["label"], first["words"], first["readers"]) == (
        "Supported",
        "The evidence bears it out.",
        None,
    )
    assert [one["key"] for one in (first, *rest)] == [1, 2, 3, 4, 5]


def test_labels_for_readers_stand_beside_where_they_differ(reporter, reviewer, client_for):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    article = claim.appearances.latest("pk").revision.article
    type(article).objects.filter(pk=article.pk).update(language="ar")
    take(claim, by=reviewer)
    answer = client_for(reviewer).get(address(claim))
    assert [one["readers"].words for one in answer.context["verdicts"]][:2] == ["مدعوم", "مدحوض"]
    assert 'lang="ar" dir="rtl"' in words_of(answer)


@pytest.mark.parametrize("name", PAGES)
def test_list_of_keys_is_on_its_page_and_in_the_handbook(name, claim, reviewer, client_for):
    client = client_for(reviewer)
    article = claim.appearances.latest("pk").revision.article
    pages = {
        "review": address(claim),
        "queue": "/desk/queue/",
        "compare": f"{article.get_desk_url()}compare/",
    }
    page = words_of(client.get(pages[name]))
    handbook = words_of(client.get("/desk/help/keys/"))
    assert 'href="/desk/help/keys/" data-opens="keys"' in page
    for one in keys_of(name):
        assert f"<dt><kbd>{one['key']}</kbd></dt><dd>{one['words']}</dd>" in page
        assert f"<kbd>{one['key']}</kbd></th><td>{one['words']}</td>" in handbook
    assert len(all_keys()) == len(PAGES) + 1


def test_claim_page_asks_the_same_for_one_claim_and_three(claim, reviewer, reporter, client_for):
    client = client_for(reviewer)
    client.get(claim.get_desk_url())
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(claim.get_desk_url())
        counts.append(len(queries))
        source = add_source(by=reporter, name=f"Source {number}", kind="document")
        cite(claim, source, stance="context", by=reporter)
    assert counts[1] == counts[2]
