"""Accept together: which drafts are listed, what a line shows, and what becomes of those that are ticked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.accepting import MOST_ARTICLES
from articles.actions.screening import add_finding, decide_finding
from articles.desk import batch
from articles.models import Article, Finding
from tests import factories

URL = "/desk/clean/"
FRAGMENT = "上海云锦阁419 "


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


@pytest.fixture
def articles(reporter):
    """Three drafts with one sure finding each, the newest last."""
    return [factories.imported(by=reporter) for _ in range(3)]


def listed(response) -> list[Article]:
    return [row.article for row in response.context["rows"]]


def values(response) -> list[str]:
    return [row.value for row in response.context["rows"]]


def test_address_is_short():
    assert reverse("desk:batch") == URL


def test_drafts_with_sure_findings_only_are_listed_newest_first(client, reporter, colleague, articles):
    unsure, half, submitted = (factories.imported(by=reporter) for _ in range(3))
    Finding.objects.filter(revision__article=unsure).update(sure=False)
    decide_finding(Finding.objects.get(revision__article=half), "remove", by=colleague)
    add_finding(half, start=0, end=3, reason="Odd.", revision=1, by=colleague)
    Finding.objects.filter(revision__article=half, status="open").update(sure=False)
    Article.objects.filter(pk=submitted.pk).update(status="in_review")
    factories.cleaned(by=reporter)
    factories.imported(by=reporter, text=factories.CLEAN.format(number="none"))
    response = client.get(URL)
    assert listed(response) == articles[::-1]
    row = response.context["rows"][0]
    assert ([one.words for one in row.fragments], row.number, row.rest) == ([FRAGMENT.strip()], 1, [])
    assert row.fragments[0].category == Finding.objects.get(revision__article=articles[2]).category
    assert all(row.ticked for row in response.context["rows"])
    assert not any(row.ticked for row in client.get(URL, {"tick": "none"}).context["rows"])


def many(reporter, number, length=1):
    """An article with so many findings of the words "a"."""
    article = factories.imported(by=reporter, text="a" * 400 + "\n\nThe town has 40 bridges.\n")
    Finding.objects.filter(revision__article=article).delete()
    for at in range(0, number * length, length):
        add_finding(article, start=at, end=at + length, reason="Odd.", revision=1, by=reporter)
    return article


def test_line_shows_each_different_fragment_once_and_so_much_of_it(client, reporter, colleague):
    article = many(reporter, 3)
    add_finding(article, start=100, end=200, reason="Odd.", revision=1, by=reporter)
    decide_finding(Finding.objects.filter(revision__article=article).first(), "remove", by=colleague)
    response = client.get(URL)
    (row,) = response.context["rows"]
    assert row.fragments == [
        batch.Fragment("a", "other", 1, True),
        batch.Fragment("a", "other", 2, False),
        batch.Fragment("a" * batch.WORDS + "…", "other", 1, False),
    ]
    assert (row.number, row.first, row.rest, row.unseen) == (4, row.fragments, [], 0)
    for words in ("other, decided already", "other, 2 times"):
        assert words in response.text


def test_further_fragments_are_folded_away_and_all_go_out(client, reporter, monkeypatch):
    monkeypatch.setattr(batch, "SHOWN", 1)
    article = factories.imported(by=reporter, text="abcdef\n\nThe town has 40 bridges.\n")
    for at in range(3):
        add_finding(article, start=at, end=at + 1, reason="Odd.", revision=1, by=reporter)
    response = client.get(URL)
    (row,) = response.context["rows"]
    assert [[one.words for one in part] for part in (row.first, row.rest)] == [["a"], ["b", "c"]]
    assert "<summary>2 more</summary>" in response.text
    assert "3 fragments removed from 1 article." in client.post(URL, {"take": values(response)}).text
    assert factories.reread(article).revision.text.startswith("def")


def test_article_whose_fragments_are_not_all_shown_is_not_ticked(client, reporter, monkeypatch):
    monkeypatch.setattr(batch, "MOST_SHOWN", 1)
    many(reporter, 2)
    factories.imported(by=reporter)
    article = factories.imported(by=reporter, text="abcdef\n\nThe town has 40 bridges.\n")
    for at in range(2):
        add_finding(article, start=at, end=at + 1, reason="Odd.", revision=1, by=reporter)
    response = client.get(URL)
    assert [(row.unseen, row.ticked) for row in response.context["rows"]] == [
        (1, False),
        (0, True),
        (0, True),
    ]
    assert "1 are not shown here." in response.text


def test_article_with_too_many_fragments_has_nothing_to_tick(client, reporter, monkeypatch):
    monkeypatch.setattr(batch, "MOST_FRAGMENTS", 2)
    article = many(reporter, 3)
    response = client.get(URL)
    assert listed(response) == [article]
    assert 'name="take"' not in response.text
    assert "they are too many for this list" in response.text


def test_list_is_narrowed_by_day_rule_and_category(client, articles):
    Article.objects.filter(pk=articles[0].pk).update(created_at=timezone.now() - timedelta(days=3))
    Finding.objects.filter(revision__article=articles[1]).update(rule="own-line", category="gambling")
    fields = client.get(URL).context["form"].fields
    days = [value for value, _ in fields["day"].choices]
    assert len(days) == 3
    assert [client.get(URL, {"day": day}).context["page"].paginator.count for day in days] == [3, 2, 1]
    assert listed(client.get(URL, {"day": days[2]})) == [articles[0]]
    assert "own-line" in [value for value, _ in fields["rule"].choices]
    assert listed(client.get(URL, {"rule": "own-line"})) == [articles[1]]
    assert listed(client.get(URL, {"category": "gambling", "day": days[1]})) == [articles[1]]
    assert listed(client.get(URL, {"category": "gambling", "day": days[2]})) == []


@pytest.mark.parametrize("name", ["day", "rule", "category", "page", "tick"])
@pytest.mark.parametrize("value", ["x", "9" * 5000, "2026-99-99", "a\0b", "\ud800", "-1"])
def test_filter_that_makes_no_sense_narrows_nothing(name, value, client, articles):
    response = client.get(URL, {name: value.encode("utf-8", "surrogatepass")})
    assert (response.status_code, len(listed(response))) == (200, 3)


def test_ticked_articles_are_cleaned_and_the_others_are_not(client, reporter, articles):
    ticked = values(client.get(URL))[:2]
    response = client.post(URL, {"take": ticked})
    assert response.status_code == 200
    assert "2 fragments removed from 2 articles." in response.text
    assert [(one.article, one.removed) for one in response.context["done"]] == [
        (articles[2], 1),
        (articles[1], 1),
    ]
    assert listed(response) == [articles[0]]
    assert [factories.reread(article).revision.number for article in articles] == [1, 2, 2]
    assert set(Finding.objects.exclude(removed_in=None).values_list("decided_by", flat=True)) == {reporter.pk}


def test_article_that_changed_since_is_left_and_named(client, colleague, articles):
    ticked = values(client.get(URL))
    add_finding(articles[0], start=0, end=3, reason="Odd.", revision=1, by=colleague)
    response = client.post(URL, {"take": ticked})
    assert [one.article for one in response.context["left"]] == [articles[0]]
    assert "changed since you looked" in response.text
    assert listed(response) == [articles[0]]
    again = client.post(URL, {"take": ticked})
    assert (again.status_code, len(again.context["left"]), again.context["done"]) == (409, 3, [])


@pytest.mark.parametrize(
    ("take", "words"),
    [
        ([], "Tick the articles to clean first."),
        (["x"], "not as the page made it"),
        (["1"], "not as the page made it"),
        (["1:" + "g" * 32], "not as the page made it"),
        (["9" * 19 + ":" + "0" * 32], "not as the page made it"),
        (["１:" + "0" * 32], "not as the page made it"),
        ([f"1:{'0' * 32}\n"], "not as the page made it"),
        ([f"{one}:{'0' * 32}" for one in range(MOST_ARTICLES + 1)], "200 articles at once are the most"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(take, words, client, articles):
    response = client.post(URL, {"take": take})
    assert response.status_code == 400
    assert words in response.text
    assert [factories.reread(article).revision.number for article in articles] == [1, 1, 1]


def test_article_that_is_not_there_is_told(client, articles):
    response = client.post(URL, {"take": [f"{'9' * 18}:{'0' * 32}"]})
    assert (response.status_code, response.context["done"], response.context["left"]) == (409, [], [])
    assert "None of these articles is there any more." in response.text


def test_reviewer_sees_the_list_without_anything_to_press(client_for, reviewer, articles):
    response = client_for(reviewer).get(URL)
    assert len(listed(response)) == 3
    assert 'name="take"' not in response.text
    assert client_for(reviewer).post(URL, {"take": values(response)}).status_code == 403


def test_today_and_the_list_of_articles_lead_to_it(client, articles):
    today = client.get(reverse("desk:today"))
    assert "3 with only sure findings" in today.text
    for page in (today, client.get(reverse("desk:articles"))):
        assert f'href="{URL}"' in page.text
    assert listed(client.get(URL)) == articles[::-1]
    assert client.get(reverse("desk:articles"), {"waits": "sure"}).context["page"].paginator.count == 3


def test_page_of_many_asks_a_constant_number_of_questions(
    client, reporter, articles, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(URL)
    with django_assert_max_num_queries(12) as asked:
        client.get(URL)
    for _ in range(5):
        article = factories.imported(by=reporter)
        add_finding(article, start=0, end=3, reason="Odd.", revision=1, by=reporter)
    with django_assert_num_queries(len(asked.captured_queries)):
        assert len(listed(client.get(URL))) == 8
