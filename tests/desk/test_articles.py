"""Today, the list of articles, and an article's details, tags and log."""

import pytest
from django.urls import reverse

from articles.actions.claiming import accept_claims
from articles.actions.editing import edit_details
from articles.actions.reviewing import take
from articles.models import Event
from tests import factories


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


def panels(client) -> dict[str, list[int]]:
    return {
        panel["name"]: [row["article"].pk for row in panel["rows"]]
        for panel in client.get(url("today")).context["panels"]
        if panel["unit"] == "article"
    }


def test_today_shows_each_person_what_is_theirs(client_for, reporter, reviewer, editor):
    dirty = factories.imported(by=reporter)
    waiting = factories.submitted(by=reporter)
    ready = factories.decided(by=reporter, reviewer=reviewer)
    assert panels(client_for(editor)) == {
        "findings": [dirty.pk],
        "proposals": [dirty.pk],
        "ready": [ready.pk],
        "review": [waiting.pk],
    }
    assert panels(client_for(reporter)) == {
        "findings": [dirty.pk],
        "proposals": [dirty.pk],
        "review": [waiting.pk],
    }
    assert panels(client_for(reviewer)) == {"review": [waiting.pk]}


def test_today_says_who_has_how_many_claims(client, reporter, reviewer):
    article = factories.submitted(by=reporter)
    take(factories.claims_of(article)[0], by=reviewer)
    (panel,) = client.get(url("today")).context["panels"]
    assert panel["rows"][0]["words"] == "3 of 3 claims to decide; with ravi"


def test_today_on_an_empty_desk_says_what_to_do_next(client_for, reporter, reviewer):
    assert b"Import the first one" in client_for(reporter).get(url("today")).content
    assert b"Read the handbook" in client_for(reviewer).get(url("today")).content


def test_cleaned_article_with_accepted_claims_is_ready_to_submit(client, reporter):
    article = factories.cleaned(by=reporter)
    assert panels(client) == {"proposals": [article.pk]}
    accept_claims(article, by=reporter)
    assert panels(client) == {"submit": [article.pk]}


def test_list_narrows_by_each_filter(client, reporter, reviewer):
    dirty = factories.imported(by=reporter)
    ready = factories.decided(by=reporter, reviewer=reviewer)
    edit_details(ready, by=reporter, headline="Zürich ships")
    client.post(url("article-tags", dirty.slug), {"tags": "harbours"})

    def found(query: str) -> list[int]:
        return [row.pk for row in client.get(url("articles") + query).context["page"]]

    assert {
        query: found(query) for query in ("", "?status=draft", "?waits=findings", "?waits=ready", "?q=Zürich")
    } == {
        "": [ready.pk, dirty.pk],
        "?status=draft": [dirty.pk],
        "?waits=findings": [dirty.pk],
        "?waits=ready": [ready.pk],
        "?q=Zürich": [ready.pk],
    }
    assert (found("?tag=harbours"), found("?tag=none"), found("?language=en")) == (
        [dirty.pk],
        [],
        [ready.pk, dirty.pk],
    )
    assert found("?status=x&page=%00&waits=%27") == [ready.pk, dirty.pk]


def test_list_shows_figures_of_each_article(client, reporter, reviewer):
    factories.imported(by=reporter)
    factories.decided(by=reporter, reviewer=reviewer)
    rows = client.get(url("articles")).context["rows"]
    assert [(stand.findings, stand.settled, stand.claims.total()) for _, stand in rows] == [
        (0, 3, 3),
        (1, 0, 3),
    ]
    assert [(stand.last.article, stand.last.action) for _, stand in rows] == [
        (rows[0][0], "submit"),
        (rows[1][0], "propose_claims"),
    ]


def test_overview_says_who_has_which_claim(client, reporter, reviewer):
    article = factories.submitted(by=reporter)
    claim = factories.claims_of(article)[0]
    take(claim, by=reviewer)
    context = client.get(url("article", article.slug)).context
    assert [(row.reviewer, row.claim) for row in context["holders"]] == [(reviewer, claim)]
    assert {count["value"]: count["number"] for count in context["counts"]} == {"waiting": 2, "in_review": 1}
    assert [(step["label"], step["state"]) for step in context["steps"]] == [
        ("Clean", "done"),
        ("Claims", "done"),
        ("Review", "current"),
        ("Publish", "todo"),
    ]


def details(article, **more) -> dict:
    fields = {name: getattr(article, name) for name in ("headline", "summary", "byline", "language")}
    return {f"initial-{name}": value for name, value in fields.items()} | fields | more


def test_details_are_saved(client, reporter):
    article = factories.imported(by=reporter)
    client.post(url("details", article.slug), details(article, summary="In short.", language="zh"))
    found = factories.reread(article)
    assert (found.summary, found.language, found.headline) == ("In short.", "zh", article.headline)
    assert Event.objects.first().after == {"summary": "In short.", "language": "zh"}


def test_details_that_two_people_change_do_not_undo_each_other(client, reporter, colleague):
    article = factories.imported(by=reporter)
    mine = details(article, summary="Mine.")
    edit_details(factories.reread(article), by=colleague, byline="Colin")
    client.post(url("details", article.slug), mine)
    found = factories.reread(article)
    assert (found.summary, found.byline) == ("Mine.", "Colin")
    response = client.post(url("details", article.slug), mine | {"byline": "Rita"})
    assert response.status_code == 409
    assert response.context["forms"]["details"]["byline"].value() == "Rita"
    assert factories.reread(article).byline == "Colin"


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": ""},
        {"headline": "h" * 2000},
        {"language": "xx"},
        {"summary": "s" * 501},
        {"byline": "\0"},
    ],
)
def test_details_that_cannot_be_are_refused_and_stay_in_the_form(client, reporter, fields):
    article = factories.imported(by=reporter)
    response = client.post(url("details", article.slug), details(article, **fields))
    assert response.status_code == 400
    form = response.context["forms"]["details"]
    assert {name: form[name].value() for name in fields} == fields
    assert factories.reread(article).headline == article.headline


def test_headline_of_emoji_only_is_taken(client, reporter):
    article = factories.imported(by=reporter)
    client.post(url("details", article.slug), details(article, headline="🌞🌊"))
    assert factories.reread(article).headline == "🌞🌊"


def test_log_pages_by_number_and_narrows(client, reporter, colleague):
    for _ in range(20):
        factories.imported(by=reporter)
    factories.imported(by=colleague)
    total = Event.objects.count()
    assert total == 63
    first = client.get(url("log")).context
    numbers = [line["event"].number for line in first["lines"]]
    assert numbers == list(range(63, 13, -1))
    second = client.get(url("log") + f"?before={first['more']}").context
    assert [line["event"].number for line in second["lines"]] == list(range(13, 0, -1))
    narrowed = client.get(url("log") + f"?actor={colleague.pk}&action=import").context["lines"]
    assert [(line["event"].actor, line["event"].action) for line in narrowed] == [(colleague, "import")]
    assert len(client.get(url("log") + "?actor=x&before=y").context["lines"]) == 50


def test_article_log_holds_only_its_article(client, reporter):
    article = factories.imported(by=reporter)
    factories.imported(by=reporter)
    lines = client.get(url("article-log", article.slug)).context["lines"]
    assert [line["event"].action for line in lines] == ["propose_claims", "screen", "import"]


@pytest.mark.parametrize(("role", "status"), [("reviewer", 200), ("owner", 404), ("../index", 404)])
def test_help_has_a_page_for_each_role(client, role, status):
    assert client.get(f"/desk/help/{role}/").status_code == status
