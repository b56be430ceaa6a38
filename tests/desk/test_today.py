"""Today: what somebody has in hand, what waits and for whom, what went out, and what was found."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.actions.answering import take_objection
from articles.actions.claiming import accept_claims
from articles.actions.reviewing import return_claim, take
from articles.models import Article, Finding
from tests import factories
from tests.replay import kept

TODAY = "/desk/"


def parts(answer) -> dict[str, int]:
    return {part["name"]: part["number"] for part in answer.context["mine"]["parts"]}


def panels(answer) -> dict[str, int]:
    return {panel["name"]: panel["number"] for panel in answer.context["panels"]}


@pytest.fixture
def desk(reporter, colleague, reviewer, editor):
    return day_at_the_desk(reporter, colleague, reviewer, editor)


@kept(factories.reread)
def day_at_the_desk(reporter, colleague, reviewer, editor) -> int:
    """A dirty article, one under review (one claim taken, one that came back), one ready, one out and objected to."""
    factories.imported(by=reporter)
    waiting = factories.submitted(by=reporter)
    factories.decided(by=reporter, reviewer=reviewer)
    out = factories.published(by=colleague, reviewer=reviewer, editor=editor)
    claims = factories.claims_of(waiting)
    take(claims[0], by=reviewer)
    take(claims[1], by=reviewer)
    return_claim(claims[1], note="Who says it?", by=reviewer)
    factories.objected(factories.claims_of(out)[0])
    return waiting.pk


# Role: what is in hand, what waits for it, what waits for others.
ROLES = {
    "reporter": (
        {"back": 1, "articles": 3},
        {"findings": 1, "proposals": 1, "returned": 1, "review": 1},
        {"ready": "editors"},
    ),
    "reviewer": (
        {"mine": 1},
        {"waiting": 1, "review": 1},
        {"findings": "reporters and editors", "proposals": "reporters and editors",
         "returned": "reporters and editors", "ready": "editors"},
    ),
    "editor": (
        {},
        {"waiting": 1, "objections": 1, "findings": 1, "proposals": 1, "returned": 1, "ready": 1, "review": 1},
        {},
    ),
    "administrator": (
        {},
        {"waiting": 1, "objections": 1, "findings": 1, "proposals": 1, "returned": 1, "ready": 1, "review": 1},
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_is_its_own(role, desk, client_for, request):
    answer = client_for(request.getfixturevalue(role)).get(TODAY)
    others = {one["name"]: one["turn"] for one in answer.context["elsewhere"]}
    assert (parts(answer), panels(answer), others) == ROLES[role]
    assert [edition.article.status for edition in answer.context["published"]["editions"]] == ["published"]
    assert answer.context["spam"]["number"] == 3


NUMBERED = re.compile(r'<a (?:class="card[^"]*" )?href="([^"]+)">(?:<strong class="num">)?(\d+)\b')


@pytest.mark.parametrize("role", ROLES)
def test_every_number_leads_to_the_list_that_it_counts(role, desk, client_for, request, clock):
    clock(timedelta(days=4))  # so that something is overdue
    client = client_for(request.getfixturevalue(role))
    numbers = [(unescape(url), int(number)) for url, number in NUMBERED.findall(client.get(TODAY).text)]
    assert len(numbers) > 5
    counted = {url: _counted(client, url) for url, _ in numbers if "/figures/" not in url}
    assert [(url, counted[url]) for url, _ in numbers if url in counted] == [
        one for one in numbers if one[0] in counted
    ]


def _counted(client, url: str) -> int:
    """How many rows the list at this address has, on all its pages."""
    context = client.get(url).context
    if url.startswith("/desk/queue/"):
        return context["listed"].paginator.count
    if url.startswith("/admin/"):
        return context["cl"].result_count
    return context["page" if "page" in context else "listed"].paginator.count


def test_rows_lead_to_where_the_work_is(desk, client_for, reporter, reviewer, editor):
    def rows(person) -> list[tuple[str, str]]:
        mine = client_for(person).get(TODAY).context["mine"]["parts"]
        return [(row["url"], row.get("words", "")) for part in mine for row in part["rows"]]

    first, second, _ = factories.claims_of(desk)
    dirty = Article.objects.get(status="draft")
    ready = Article.objects.exclude(pk=desk.pk).get(status="in_review")
    assert rows(reporter) == [
        (f"/desk/claims/{second.pk}/", ""),
        (reverse("desk:clean", args=[dirty.slug]), "1 finding to decide"),
        (reverse("desk:article", args=[desk.slug]), "with the reviewers: 3 of 3 claims to decide"),
        (reverse("desk:publish", args=[ready.slug]), "every claim is decided: ready to publish"),
    ]
    assert rows(reviewer) == [(f"/desk/claims/{first.pk}/review/", "")]
    one = factories.objected(factories.claims_of(Article.objects.get(status="published"))[0])
    take_objection(one, by=editor)
    assert [url for url, _ in rows(editor)] == [one.get_desk_url()]


def test_own_article_says_its_next_step(client_for, reporter):
    client = client_for(reporter)

    def steps() -> list[str]:
        mine = client.get(TODAY).context["mine"]["parts"]
        return [row["words"] for part in mine for row in part["rows"]]

    article = factories.cleaned(by=reporter)
    assert steps() == ["3 claims to look at"]
    accept_claims(article, by=reporter)
    assert steps() == ["nothing is open: submit it to review"]
    Article.objects.update(language="")
    assert steps() == ["its language is not set"]


def test_due_and_overdue_are_told(desk, client_for, reviewer, clock):
    answer = client_for(reviewer).get(TODAY)
    assert answer.context["overdue"]["number"] == 0
    assert [row["late"] for part in answer.context["mine"]["parts"] for row in part["rows"]] == [False]
    assert answer.text.count(">due <time") == 3  # what is taken, what can be taken, and the article of both
    clock(timedelta(days=4))
    answer = client_for(reviewer).get(TODAY)
    assert answer.context["overdue"]["number"] == 2
    assert 'class="badge overdue">was due <time' in answer.text


# What somebody with nothing in hand reads: who, with a desk or an empty one, and where they are sent.
IDLE = {
    ("reporter", "waiting"): "/desk/import/",
    ("reviewer", "waiting"): "/desk/queue/?group=waiting",
    ("editor", "waiting"): "/desk/queue/?group=waiting",
    ("reviewer", "dirty"): "/desk/queue/",
}


@pytest.mark.parametrize(("role", "state"), IDLE)
def test_nothing_in_hand_says_what_to_do_next(role, state, client_for, colleague, request):
    factories.submitted(by=colleague) if state == "waiting" else factories.imported(by=colleague)
    answer = client_for(request.getfixturevalue(role)).get(TODAY)
    assert answer.context["mine"] == {"number": 0, "parts": []}
    assert answer.context["idle"]["url"] == IDLE[role, state]
    assert f'<a class="button go" href="{IDLE[role, state]}">' in answer.text


def test_chart_of_spam_has_its_table(client_for, reviewer, reporter):
    factories.imported(by=reporter)
    page = client_for(reviewer).get(TODAY).text
    assert "Nothing was taken out in this time" in page
    assert 'class="chart"' not in page
    factories.cleaned(by=reporter)
    page = client_for(reviewer).get(TODAY).text
    assert 'class="chart"' in page
    assert '<a href="/desk/figures/?days=90#spam">1 fragment in 90 days</a>' in page
    assert "<summary>The numbers</summary>" in page
    assert page.count('<th scope="row" data-label="Week from">') >= 13
    assert Finding.objects.filter(status="removed").count() == 1


def test_accounts_without_a_role_are_told_to_who_can_give_one(desk, client_for, administrator, editor):
    answer = client_for(administrator).get(TODAY)
    without = User.objects.filter(groups=None, is_superuser=False, is_active=True).count()
    assert without == 1  # otto
    assert answer.context["people"]["number"] == without
    assert client_for(editor).get(TODAY).context["people"] == {}


def test_public_page_of_what_is_out_is_a_link(desk, client_for, reporter):
    out = Article.objects.get(status="published")
    assert (
        f'<a href="{out.get_absolute_url()}" aria-label="Public page of'
        in client_for(reporter).get(TODAY).text
    )


def test_number_of_questions_is_that_of_one_row_for_three(
    client_for, colleague, reviewer, request, django_assert_num_queries, django_assert_max_num_queries
):
    def make():
        factories.imported(by=colleague)
        factories.submitted(by=colleague)
        factories.decided(by=colleague, reviewer=reviewer)

    make()
    clients = [client_for(request.getfixturevalue(role)) for role in ROLES]
    questions = []
    for client in clients:
        client.get(TODAY)
        with django_assert_max_num_queries(45) as asked:
            client.get(TODAY)
        questions.append(len(asked.captured_queries))
    make()
    make()
    for client, number in zip(clients, questions, strict=True):
        with django_assert_num_queries(number):
            client.get(TODAY)
