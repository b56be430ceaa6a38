"""Clean: the page of findings, from the first look to a fragment put back."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from articles.actions.screening import add_finding, decide_findings
from articles.desk import clean_page
from articles.models import Article, Finding, Revision
from tests import factories
from tests.factories import CLEAN, DIRTY

FRAGMENT = "上海云锦阁419 "


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter, text=DIRTY.format(number=1))


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


@pytest.fixture
def finding(article):
    return Finding.objects.get(revision__article=article)


def url(name: str, article: Article, *args) -> str:
    return reverse(f"desk:{name}", args=[article.slug, *args])


def answers(finding: Finding, decision: str, **more) -> dict:
    return {f"decision-{finding.pk}": decision, f"seen-{finding.pk}": finding.status} | more


def marked(html: str) -> list[str]:
    """What stands inside the marks, without the tags in it."""
    return [re.sub("<[^>]+>", "", found) for found in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)]


def test_page_shows_the_fragment_and_the_text_without_it(client, article, finding):
    context = client.get(url("clean", article)).context
    assert marked(context["original"]) == [FRAGMENT]
    assert marked(context["preview"]) == []
    assert FRAGMENT.strip() not in context["preview"]
    assert [(row.finding, row.choice) for row in context["rows"]] == [(finding, "remove")]
    assert (context["pending"], context["undecided"], context["select_in"]) == (1, 0, "original")


def test_save_and_apply_takes_exactly_the_fragment_out(client, article, finding):
    response = client.post(url("decide", article), answers(finding, "remove", apply="yes"), follow=True)
    assert factories.reread(article).revision.text == CLEAN.format(number=1)
    context = response.context
    assert marked(context["original"]) == [FRAGMENT]
    assert [(row.finding, row.applied) for row in context["removed"]] == [(finding, True)]
    assert context["select_in"] == "preview"
    assert Revision.objects.get(article=article, number=1).text == DIRTY.format(number=1)


def test_save_alone_changes_no_text(client, article, finding):
    client.post(url("decide", article), answers(finding, "remove", save="yes"))
    finding.refresh_from_db()
    assert (finding.status, factories.reread(article).revision.number) == ("removed", 1)


def test_keep_leaves_the_words_and_marks_them_as_kept(client, article, finding):
    response = client.post(url("decide", article), answers(finding, "keep", apply="yes"), follow=True)
    finding.refresh_from_db()
    assert (finding.status, factories.reread(article).revision.number) == ("kept", 1)
    assert '<mark class="kept"' in response.context["original"]


def test_put_back_gives_the_text_as_it_came(client, article, finding):
    client.post(url("decide", article), answers(finding, "remove", apply="yes"))
    client.post(url("put-back", article, finding.pk))
    finding.refresh_from_db()
    assert factories.reread(article).revision.text == DIRTY.format(number=1)
    assert (finding.status, finding.removed_in) == ("kept", None)


def test_who_is_slower_is_told_and_overrides_nothing(client, article, finding, colleague):
    sent = answers(finding, "remove", apply="yes")
    decide_findings(article, {finding.pk: "keep"}, by=colleague)
    response = client.post(url("decide", article), sent)
    finding.refresh_from_db()
    assert (response.status_code, finding.status, finding.decided_by) == (409, "kept", colleague)
    assert [row.choice for row in response.context["rows"]] == ["remove"]
    assert "in the meantime" in response.context["decisions"].non_field_errors()[0]


@pytest.mark.parametrize("decision", ["burn", "remove\0", "9" * 5000])
def test_a_decision_that_does_not_exist_is_refused(client, article, finding, decision):
    assert client.post(url("decide", article), answers(finding, decision, apply="yes")).status_code == 400
    assert factories.reread(article).revision.number == 1


def test_page_opens_when_nothing_would_be_left(client, reporter):
    article = factories.imported(
        by=reporter, text="上海云锦阁419 What changed\n\nA line of words under it.\n"
    )
    Finding.objects.filter(revision__article=article).delete()
    whole = len(article.revision.text)
    Finding.objects.create(
        revision=article.revision, start=0, end=whole, text=article.revision.text, rule="by-hand",
        category="other", confidence=1, sure=True, reason="All of it.",
    )  # fmt: skip
    response = client.get(url("clean", article))
    assert (response.status_code, response.context["preview"]) == (200, "")
    row = Finding.objects.get(revision__article=article)
    assert client.post(url("decide", article), answers(row, "remove", apply="yes")).status_code == 400
    assert factories.reread(article).revision.number == 1


def mark_fields(article: Article, exact: str, **more) -> dict:
    return {"exact": exact, "reason": "An advertisement.", "revision": article.revision.number} | more


def test_marking_typed_words_makes_a_finding(client, article):
    response = client.post(
        url("mark", article), mark_fields(article, "larger than\n any other  on the coast")
    )
    made = Finding.objects.get(rule="by-hand")
    assert (made.text, made.reason, made.sure) == (
        "larger than any other on the coast",
        "An advertisement.",
        True,
    )
    assert response.headers["Location"].endswith(f"#r{made.pk}")


def test_marking_selected_words_takes_their_place(client, article):
    text = article.revision.text
    start = text.rindex("the ")
    client.post(url("mark", article), mark_fields(article, "the", start=start, end=start + 3))
    assert Finding.objects.get(rule="by-hand").start == start


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"exact": "no such words"}, "do not stand in the text"),
        ({"exact": "the"}, "Say which of them"),
        ({"exact": "the", "occurrence": 99}, "there is no number 99"),
        ({"exact": "on the coast", "revision": 7}, "has changed since"),
        ({"exact": FRAGMENT}, "covers these words already"),
        ({"exact": "the", "start": 5, "end": 3}, "Say which of them"),
    ],
)
def test_marking_what_cannot_be_marked_keeps_what_was_typed(client, article, fields, words):
    response = client.post(url("mark", article), mark_fields(article, "") | fields)
    form = response.context["mark"]
    assert response.status_code in (400, 409)
    assert words in form.non_field_errors()[0]
    assert (form["exact"].value(), form["reason"].value()) == (fields["exact"], "An advertisement.")
    assert not Finding.objects.filter(rule="by-hand").exists()


def test_marking_an_entity_of_html_finds_its_raw_place(client, reporter):
    raw = "<h1>Fish &amp; ships</h1><p>Bread &amp; butter for all. The harbour is open to all.</p>"
    article = factories.imported(by=reporter, text=raw, name="a.html")
    client.post(url("mark", article), mark_fields(article, "Bread & butter"))
    assert Finding.objects.get(rule="by-hand").text == "Bread &amp; butter"


def test_reviewer_sees_the_page_without_anything_to_press(client_for, reviewer, article):
    response = client_for(reviewer).get(url("clean", article))
    assert response.context["may_decide"] is False
    assert b'name="decision-' not in response.content


@pytest.fixture
def five(reporter, monkeypatch):
    """An article with five sure findings, two on a page."""
    monkeypatch.setattr(clean_page, "PER_PAGE", 2)
    article = factories.imported(by=reporter, text="abcdefgh\n\nThe town has 40 bridges.\n")
    assert not article.revision.findings.exists()
    for at in range(5):
        add_finding(article, start=at, end=at + 1, reason="Odd.", revision=1, by=reporter)
    return article


def test_many_findings_stand_on_pages_and_only_those_of_the_page_are_decided(client, five):
    response = client.get(url("clean", five), {"page": 2})
    rows = [row.finding for row in response.context["rows"]]
    assert [row.text for row in rows] == ["c", "d"]
    assert (response.context["pending"], response.context["undecided"]) == (2, 3)
    assert "abefgh" in re.sub("<[^>]+>", "", response.context["preview"])
    for words in ("3 to 4 of 5", f'action="{url("decide", five)}?page=2"', "Save before you turn the page."):
        assert words in response.text
    sent = answers(rows[0], "remove") | answers(rows[1], "keep") | {"apply": "yes"}
    done = client.post(url("decide", five) + "?page=2", sent)
    assert done.headers["Location"] == url("clean", five) + "?page=2"
    assert factories.reread(five).revision.text.startswith("abdefgh")
    statuses = list(Finding.objects.order_by("start").values_list("status", flat=True))
    assert statuses == ["open", "open", "removed", "kept", "open"]


def test_what_was_decided_on_another_page_is_shown_as_going_out(client, five, reporter):
    last = Finding.objects.get(text="e")
    decide_findings(five, {last.pk: "remove"}, by=reporter)
    context = client.get(url("clean", five)).context
    assert (context["pending"], context["undecided"]) == (3, 2)
    assert "cdfgh" in re.sub("<[^>]+>", "", context["preview"])


@pytest.mark.parametrize(("query", "words"), [("?finding={}", "e"), ("?page=99", "e"), ("?finding=x", "a")])
def test_address_may_name_a_finding(query, words, client, five):
    last = Finding.objects.get(text="e")
    rows = client.get(url("clean", five) + query.format(last.pk)).context["rows"]
    assert rows[0].finding.text == words


@pytest.mark.parametrize("page", ["%00", "9" * 5000, "-1", "//evil.example", "²"])
def test_page_that_makes_no_sense_leads_to_the_findings(page, client, five):
    assert client.get(url("clean", five), {"page": page}).status_code == 200
    done = client.post(f"{url('decide', five)}?page={page}", {"save": "yes"})
    assert done.headers["Location"].startswith(url("clean", five))


def test_article_with_very_many_findings_can_be_decided(client, reporter):
    """Each finding is three fields of the form, and Django takes 2,000 of them."""
    article = factories.imported(by=reporter, text="ab " * 300 + "\n\nThe town has 40 bridges.\n")
    Finding.objects.filter(revision__article=article).delete()
    Finding.objects.bulk_create(
        Finding(revision=article.revision, start=3 * n, end=3 * n + 2, text="ab", rule="own-line",
                category="other", confidence=1, sure=True, reason="Odd.")
        for n in range(300)
    )  # fmt: skip
    response = client.get(url("clean", article))
    assert len(response.context["rows"]) == clean_page.PER_PAGE
    assert clean_page.PER_PAGE * 3 + 50 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_finding_names_its_rule_with_the_version(client, article, finding):
    Finding.objects.filter(pk=finding.pk).update(rule_version=3)
    named = f'<a href="{reverse("desk:rule", args=[finding.rule])}">{finding.rule}</a>, version 3'
    assert named in client.get(url("clean", article)).text
    client.post(url("decide", article), answers(finding, "remove", apply="yes"))
    for page in ("clean", "ledger"):
        assert named in client.get(url(page, article)).text
    assert f">{finding.start + 1} to {finding.end}</td>" in client.get(url("ledger", article)).text
    client.post(url("mark", article), mark_fields(article, "larger than any other", revision=2))
    assert "marked by hand" in client.get(url("clean", article)).text


def test_what_is_kept_everywhere_says_so(client_for, editor, article, finding):
    client = client_for(editor)
    other = factories.imported(by=editor)
    tick = f'name="everywhere-{finding.pk}"'
    assert tick in client.get(url("clean", article)).text
    sent = answers(finding, "keep", save="yes")
    response = client.post(url("decide", article), sent | {f"everywhere-{finding.pk}": "yes"}, follow=True)
    assert "Kept everywhere, also in 1 other finding." in response.text
    assert [row.kept_everywhere for row in response.context["rows"]] == [True]
    assert tick not in response.text
    assert "Kept in all articles" in client.get(url("clean", other)).text
