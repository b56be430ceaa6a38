"""The ledger page: the sum, what went out and who decided, and undoing it."""

import re

import pytest
from django.urls import reverse

from articles.actions.editing import edit_text
from articles.actions.restoring import put_back_all
from articles.actions.screening import add_finding, apply_removals, decide_findings
from articles.models import Article, Finding
from tests import factories
from tests.factories import DIRTY

FRAGMENT = "上海云锦阁419 "


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


@pytest.fixture
def article(reporter):
    """Two fragments of two rules are out."""
    article = factories.imported(by=reporter, text=DIRTY.format(number=1))
    start = article.revision.text.index("the wind")
    add_finding(article, start=start, end=start + 9, reason="Odd.", revision=1, by=reporter)
    rows = Finding.objects.filter(revision__article=article)
    decide_findings(article, dict.fromkeys(rows.values_list("pk", flat=True), "remove"), by=reporter)
    apply_removals(article, by=reporter)
    return factories.reread(article)


def url(name: str, article: Article, *args) -> str:
    return reverse(f"desk:{name}", args=[article.slug, *args])


def links(response) -> list[str]:
    return re.findall(r'href="([^"]+)"', response.text)


def test_page_shows_the_sum_and_what_is_out(client, article):
    response = client.get(url("ledger", article))
    context, first = response.context, article.revisions.get(number=1).text
    assert context["problems"] == []
    size, out = len(first), len(FRAGMENT) + 9
    assert context["sum"] == f"{size} characters as they came in − {out} in 2 fragments = {size - out}"
    assert "It adds up" in response.text
    pks = Finding.objects.values_list("pk", flat=True)
    assert {f"{url('compare', article)}?finding={pk}#f{pk}" for pk in pks} <= {*links(response)}
    rows = [(entry.finding.text, entry.finding.rule, entry.places[0].start) for entry in context["page"]]
    finding = Finding.objects.get(text=FRAGMENT)
    assert rows == [
        ("the wind ", "by-hand", first.index("the wind")),
        (FRAGMENT, finding.rule, first.index(FRAGMENT)),
    ]
    assert "rita" in response.text


def test_edits_and_what_was_put_back_are_shown(client, article, colleague):
    edit_text(article, text=article.revision.text.replace("oil", "tar"), based_on=2, by=colleague)
    put_back_all(factories.reread(article), by=colleague, rule="by-hand")
    response = client.get(url("ledger", article))
    context = response.context
    size = len(DIRTY.format(number=1)) - len(FRAGMENT)
    assert context["sum"].endswith(f"− {len(FRAGMENT)} in 1 fragment − 3 edited out + 3 written in = {size}")
    (edit,) = context["edits"]
    assert (edit["entry"].gone, edit["entry"].come) == ("oil", "tar")
    assert (edit["before"], edit["after"]) == (
        "red years the cranes of the port burned "[-30:], " and dreams, and carried the soot"[:30]
    )  # fmt: skip
    assert ", cleaned: Put back" in response.text
    assert [entry.come for entry in context["backs"]] == ["the wind "]


def test_what_does_not_add_up_is_said_and_shown(client, article):
    Article.objects.filter(pk=article.pk).update(digest="0" * 64)
    response = client.get(url("ledger", article))
    assert response.context["problems"] == ["Revision 1 is not what came in: the article has another digest."]
    assert "It does not add up" in response.text
    assert "It adds up" not in response.text


def test_one_goes_back_and_the_person_stays_on_the_page(client, article):
    finding = Finding.objects.get(text=FRAGMENT)
    page = url("ledger", article)
    response = client.post(url("put-back", article, finding.pk), {"next": page})
    assert response.headers["Location"] == page
    away = client.post(
        url("put-back", article, Finding.objects.get(rule="by-hand").pk), {"next": "//evil.example/"}
    )
    assert away.headers["Location"] == reverse("desk:today")
    assert factories.reread(article).revision.text == DIRTY.format(number=1)


@pytest.mark.parametrize(("rule", "left"), [("", []), ("by-hand", [FRAGMENT])])
def test_all_or_those_of_a_rule_go_back(rule, left, client, article):
    response = client.post(url("put-back-all", article), {"rule": rule, "revision": 2}, follow=True)
    assert [entry.finding.text for entry in response.context["page"]] == left
    assert factories.reread(article).revision.number == 3


def test_who_looked_at_an_older_text_is_told(client, article, colleague):
    edit_text(article, text=article.revision.text.replace("oil", "tar"), based_on=2, by=colleague)
    response = client.post(url("put-back-all", article), {"revision": 2})
    assert response.status_code == 409
    assert "The text has changed since you looked" in response.text
    assert factories.reread(article).revision.number == 3


@pytest.mark.parametrize(
    "fields",
    [{}, {"revision": "x"}, {"revision": 0}, {"revision": "9" * 5000}, {"revision": 2, "rule": "x" * 61},
     {"revision": 2, "rule": "a\0b"}, {"revision": 2, "rule": "no-such-rule"}],
)  # fmt: skip
def test_bad_input_changes_nothing(fields, client, article):
    assert client.post(url("put-back-all", article), fields).status_code == 400
    assert factories.reread(article).revision.number == 2


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", ""])
def test_page_number_that_is_none_shows_a_page(number, client, article):
    assert client.get(url("ledger", article), {"page": number}).status_code == 200


def test_reviewer_sees_the_page_without_anything_to_press(client_for, reviewer, article):
    response = client_for(reviewer).get(url("ledger", article))
    assert response.context["may_put_back"] is False
    assert "put-back" not in response.text


def test_links_lead_to_it(client_for, reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    client, page = client_for(editor), url("ledger", article)
    for name in ("article", "clean", "publish"):
        assert f'href="{page}"' in client.get(url(name, article)).text
    response = client.get(page)
    assert response.context["live"] == article.live_edition
    assert "edition 1, which readers see, is this text" in response.text


def test_page_asks_the_same_number_of_questions_for_two_and_twenty_fragments(
    client, reporter, article, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(url("ledger", article))
    with django_assert_max_num_queries(15) as asked:
        client.get(url("ledger", article))
    article = factories.reread(article)
    made = [
        add_finding(article, start=at, end=at + 1, reason="Odd.", revision=2, by=reporter)
        for at in range(0, 36, 2)
    ]
    decide_findings(article, {one.pk: "remove" for one in made}, by=reporter)
    apply_removals(article, by=reporter)
    with django_assert_num_queries(len(asked.captured_queries)):
        assert len(client.get(url("ledger", article)).context["page"].object_list) == 20
