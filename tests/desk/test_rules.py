"""The rule desk: the list, a rule's page, a phrase tried and put in force, a rule switched off."""

from html import escape
from urllib.parse import unquote

import pytest

from articles.actions import trying
from articles.actions.rules import name_of, put_in_force
from articles.actions.screening import decide_finding
from articles.actions.trying import Sums
from articles.models import Event, Finding, Rule
from tests import factories

LAMP = {"phrase": "Rub the lamp", "category": "gambling"}


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter)


def rules(client) -> dict[str, dict]:
    context = client.get("/desk/rules/").context
    return {row["rule"].name: row for row in [*context["builtin"], *context["phrases"]]}


def test_list_counts_what_each_rule_found(client, article, reporter, editor):
    other = factories.imported(by=reporter)
    decide_finding(Finding.objects.get(revision__article=other), "keep", by=reporter)
    rule = put_in_force(**LAMP, note="", by=editor)
    rows = rules(client)
    row = rows["glued-prefix"]
    assert row["numbers"] == {"open": 1, "removed": 0, "kept": 1}
    assert (row["precision"], row["decided"]) == (0, 1)
    assert rows[rule.name]["numbers"] == {"open": 0, "removed": 0, "kept": 0}
    assert rows[rule.name]["precision"] is None


def test_page_of_a_rule_shows_its_findings_before_it_is_switched_off(client, article):
    answer = client.get("/desk/rules/glued-prefix/")
    assert [finding.text for finding in answer.context["listed"]] == ["上海云锦阁419 "]
    assert answer.context["form"].initial == {"seen": 1, "active": "off"}
    assert "上海云锦阁419" in answer.content.decode()
    assert client.get("/desk/rules/own-line/").context["listed"].paginator.count == 0


def test_switching_off_and_on(client, article, editor):
    url = "/desk/rules/glued-prefix/switch/"
    done = client.post(url, {"note": "Too many.", "active": "off", "seen": 1})
    assert done.url == "/desk/rules/glued-prefix/"
    page = client.get(done.url)
    assert (page.context["rule"].active, page.context["rule"].version) == (False, 2)
    assert b"Too many." in page.content
    assert not rules(client)["glued-prefix"]["rule"].active
    client.post(url, {"note": "Mended.", "active": "on", "seen": 2})
    assert Rule.objects.get(version=3).active


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"note": "", "active": "off", "seen": 1}, 400, "This field is required"),
        ({"note": "So.", "active": "off", "seen": 9}, 409, "Somebody else changed this rule"),
        ({"note": "So.", "active": "on", "seen": 1}, 400, "in force already"),
        ({"note": "So.", "active": "maybe", "seen": 1}, 400, "Select a valid choice"),
        ({"note": "So.", "active": "off", "seen": "9" * 400}, 400, "Ensure this value"),
        ({"note": "x" * 501, "active": "off", "seen": 1}, 400, "at most 500"),
        ({"note": "a\0b", "active": "off", "seen": 1}, 400, "Null characters"),
        ({}, 400, "This field is required"),
    ],
)
def test_switching_that_cannot_be_keeps_what_was_typed(client, data, status, words):
    answer = client.post("/desk/rules/own-line/switch/", data)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.context["form"]["note"].value() == data.get("note")
    assert not Rule.objects.exists()


@pytest.mark.parametrize("name", ["nonsense", "by-hand", "x" * 300, "\0", "日本", "%2e%2e", "1 OR 1=1"])
def test_rule_that_is_not_there_is_404(client, name):
    from django.urls import reverse

    assert client.get(reverse("desk:rule", args=[name])).status_code == 404
    assert client.post(reverse("desk:switch-rule", args=[name])).status_code == 404


def test_phrase_is_tried_and_then_put_in_force(client, reporter):
    text = factories.CLEAN.format(number="x") + "\nRub the lamp\n"
    article = factories.imported(by=reporter, text=text)
    page = client.get("/desk/rules/try/", LAMP)
    (hit,) = page.context["trial"].hits
    assert (hit.slug, hit.words, hit.sure, hit.status) == (article.slug, "Rub the lamp\n", True, "")
    assert page.context["sums"] == Sums(looked=1, touched=1, hits=1, sure=1, added=1)
    assert (page.context["precision"], page.context["rest"]) == (None, 0)
    assert "New with it" in page.text
    assert Rule.objects.count() == Finding.objects.filter(rule__startswith="phrase").count() == 0
    done = client.post("/desk/rules/add/", LAMP | {"note": "A wave."})
    rule = Rule.objects.get()
    assert (rule.name, rule.phrase, rule.note) == (name_of("rub the lamp"), "Rub the lamp", "A wave.")
    assert done.url == rule.get_desk_url()
    assert client.get("/desk/rules/try/", LAMP).context["there"] == rule


def test_articles_that_a_trial_passed_over_are_told(client, article, monkeypatch):
    monkeypatch.setattr(trying, "MOST_TEXT", 10)
    page = client.get("/desk/rules/try/", {"rule": "own-line"}).content.decode()
    assert "1 article of more than 200,000 characters was passed over" in page


def test_rule_of_the_finder_is_tried(client, article):
    page = client.get("/desk/rules/try/", {"rule": "glued-prefix"})
    assert [hit.slug for hit in page.context["trial"].hits] == [article.slug]
    assert page.context["there"].name == "glued-prefix"
    assert "Found by it alone" in page.text
    assert "A phrase alone is one kind of evidence" not in page.text
    assert client.get("/desk/rules/try/", {"rule": "known-fragment"}).context["trial"].hits == ()
    for name in ("odd", "by-hand", "\0", "phrase-x"):
        assert client.get("/desk/rules/try/", {"rule": name}).status_code == 404


@pytest.mark.parametrize(
    "tried", [{"rule": "glued-prefix"}, LAMP | {"phrase": "云锦阁419"}], ids=["rule", "phrase"]
)
def test_trial_goes_on_with_older_articles_and_adds_up(client, reporter, monkeypatch, tried):
    articles = [factories.imported(by=reporter) for _ in range(3)]
    monkeypatch.setattr(trying, "SECONDS", -1.0)
    page, seen = client.get("/desk/rules/try/", tried), []
    assert "It looks for five seconds or until it has 500 hits, the newest articles first." in page.text
    for left in (2, 1, 0):
        assert (page.context["rest"], page.context["sums"].looked) == (left, 3 - left)
        assert page.context["sums"].hits == 3 - left
        seen += [hit.slug for hit in page.context["trial"].hits]
        assert (f'href="{escape(page.context["next"])}">Go on</a>' in page.text) == bool(left)
        page = client.get(page.context["next"])
    assert seen == [article.slug for article in articles[::-1]]
    # A token of another trial, or none at all, begins anew.
    token = client.get("/desk/rules/try/", {"rule": "own-line"}).context["next"]
    for odd in (unquote(token.partition("from=")[2]), "x", "\0", "9" * 5000, "\ud800"):
        page = client.get("/desk/rules/try/", tried | {"from": odd.encode("utf-8", "surrogatepass")})
        assert page.context["sums"].looked == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"phrase": ""}, "This field is required"),
        ({"phrase": "x"}, "this one has 1"),
        ({"phrase": " - "}, "this one has 0"),
        ({"phrase": "x" * 101}, "at most 100"),
        ({"phrase": "rub\0"}, "Null characters"),
        ({"phrase": "rub", "category": "odd"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_tried_is_told(client, data, words):
    answer = client.get("/desk/rules/try/", data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert client.post("/desk/rules/add/", {"category": "other"} | data).status_code == 400
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    "phrase", ["(a+)+$", ".*", "<script>alert(1)</script>", "a{1,9999}", "\\", "{{ x }}"]
)
def test_hostile_words_are_plain_words(client, phrase, article):
    answer = client.get("/desk/rules/try/", {"phrase": phrase, "category": "other"})
    assert answer.status_code in (200, 400)
    assert b"<script>alert" not in answer.content
    if answer.status_code == 200:
        assert answer.context["trial"].hits == ()


def test_phrase_that_is_a_rule_already_keeps_the_form(client, editor):
    put_in_force(**LAMP, note="", by=editor)
    answer = client.post("/desk/rules/add/", LAMP | {"note": "Again."})
    assert answer.status_code == 400
    assert answer.context["force"].non_field_errors() == ["“Rub the lamp” is a rule already and in force."]


def test_reporter_looks_and_has_nothing_to_press(client_for, reporter, article):
    client = client_for(reporter)
    for url in ("/desk/rules/", "/desk/rules/own-line/", "/desk/campaigns/", "/desk/memory/"):
        page = client.get(url)
        assert page.status_code == 200
        assert b'method="post" action="/desk/rules' not in page.content
    before = Event.objects.count()
    assert client.post("/desk/rules/add/", LAMP).status_code == 403
    assert Event.objects.count() == before


def test_findings_of_a_rule_are_narrowed_by_decision_and_version(client, reporter, article):
    other = factories.imported(by=reporter)
    decide_finding(Finding.objects.get(revision__article=other), "keep", by=reporter)
    Finding.objects.filter(revision__article=article).update(rule_version=3)

    def found(query):
        return [
            one.revision.article for one in client.get("/desk/rules/glued-prefix/" + query).context["listed"]
        ]

    both = [other, article]
    assert [found(one) for one in ("", "?status=kept", "?status=open", "?status=removed")] == [
        both, [other], [article], []
    ]  # fmt: skip
    assert [found(one) for one in ("?rule_version=3", "?rule_version=1&status=open")] == [[article], []]
    for odd in (
        "?status=x",
        "?rule_version=" + "9" * 5000,
        "?rule_version=-1",
        "?status=%00",
        "?rule_version=²",
    ):
        assert found(odd) == both
    page = client.get("/desk/rules/glued-prefix/?status=kept").text
    assert "1 of 2 findings, kept" in page
    assert 'href="/desk/rules/glued-prefix/?status=open"' in page


def test_queries_do_not_grow_with_the_rows(client, reporter, editor, django_assert_num_queries):
    urls = {"/desk/rules/": 6, "/desk/rules/glued-prefix/": 9}
    for number in range(2):
        factories.imported(by=reporter)
        put_in_force(phrase=f"words {number}", category="other", note="", by=editor)
        for url, queries in urls.items():
            client.get(url)
            with django_assert_num_queries(queries):
                client.get(url)
