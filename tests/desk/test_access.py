"""Who may open and who may do what on the editor's side of the desk: each address with each kind of person."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Event, Fragment, Match, RatingScale
from tests import factories
from tests.replay import kept

ANYBODY = {"reporter", "colleague", "reviewer", "editor"}
WRITERS = {"reporter", "colleague", "editor"}
EDITORS = {"editor"}
ADMINISTRATORS: set[str] = set()  # none of those who try here
PEOPLE = ("reporter", "colleague", "reviewer", "editor", "outsider", "anonymous")

# Address -> who may open it.
READ = {
    "today": ANYBODY,
    "import": WRITERS,
    "articles": ANYBODY,
    "batch": ANYBODY,
    "article": ANYBODY,
    "article-log": ANYBODY,
    "clean": ANYBODY,
    "ledger": ANYBODY,
    "edit": WRITERS,
    "revision": ANYBODY,
    "compare": ANYBODY,
    "article-claims": ANYBODY,
    "publish": ANYBODY,
    "preview": ANYBODY,
    "claims": ANYBODY,
    "claim": ANYBODY,
    "matches": ANYBODY,
    "clashes": ANYBODY,
    "rules": ANYBODY,
    "rule": ANYBODY,
    "try-rule": EDITORS,
    "campaigns": ANYBODY,
    "memory": ANYBODY,
    "lists": ANYBODY,
    "export-lists": ANYBODY,
    "figures": ANYBODY,
    "log": ANYBODY,
    "notices": ANYBODY,
    "help": ANYBODY,
    "help-role": ANYBODY,
    "help-keys": ANYBODY,
    "scales": ANYBODY,
    "scale": ANYBODY,
    "next-scale": ADMINISTRATORS,
    "help-api": ANYBODY,
    "account": ANYBODY,
}
# What takes something. Who may send it, and what comes of it, says the table of rights (tests/test_rights.py).
WRITE = [
    "account", "import", "batch", "details", "review-policy", "article-tags", "decide", "mark", "put-back",
    "put-back-all", "edit", "add-claim", "accept-claims", "place-claim", "detach-claim", "separate-claim",
    "confirm-match", "refuse-match", "submit", "send-back", "reopen", "set-article-aside",
    "publish", "schedule", "unpublish", "retract", "slug", "edit-claim", "set-aside", "claim-tags", "submit-claim", "withdraw", "reopen-claim",
    "add-rule", "switch-rule", "decide-campaign", "lists", "forget-fragment", "forget-found", "next-scale",
    "choose-scale",
]  # fmt: skip
RULES = (
    "rules",
    "try-rule",
    "add-rule",
    "campaigns",
    "decide-campaign",
    "memory",
    "lists",
    "export-lists",
    "forget-found",
)
ONLY_POST = sorted({*WRITE} - READ.keys())


@kept(lambda key: Fragment.objects.get(pk=key))
def remembered() -> int:
    return Fragment.objects.create(key="words", text="Words", category="other", decision="removed").pk


@pytest.fixture
def address(reporter):
    """The address of a name, about an article fresh from import."""
    factories.imported(by=reporter)
    article = factories.imported(by=reporter)  # it makes the same claims
    claim = factories.claims_of(article)[0]
    match = Match.objects.get(second=claim)
    finding = article.revision.findings.first()
    fragment = remembered()
    more = {
        "revision": [article.slug, 1],
        "put-back": [article.slug, finding.pk],
        "place-claim": [article.slug, claim.pk],
        "detach-claim": [article.slug, claim.pk],
        "separate-claim": [article.slug, claim.pk],
        "confirm-match": [match.pk],
        "refuse-match": [match.pk],
        "help-role": ["reviewer"],
        "rule": ["own-line"],
        "switch-rule": ["own-line"],
        "forget-fragment": [fragment.pk],
        **{name: [RatingScale.objects.first().pk] for name in ("scale", "next-scale", "choose-scale")},
    }
    claims = ("claim", "edit-claim", "set-aside", "claim-tags", "submit-claim", "withdraw", "reopen-claim")
    plain = (
        "today",
        "import",
        "articles",
        "batch",
        "claims",
        "matches",
        "clashes",
        "figures",
        "log",
        "notices",
        "help",
        "help-keys",
        "scales",
        "help-api",
        "account",
        *RULES,
    )

    def make(name: str) -> str:
        args = more.get(name) or ([claim.pk] if name in claims else [] if name in plain else [article.slug])
        return reverse(f"desk:{name}", args=args)

    return make


@pytest.fixture
def everybody(request, client_for):
    def make(name: str):
        return client_for(None if name == "anonymous" else request.getfixturevalue(name))

    return make


def seen(response) -> str:
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("desk:login")):
        return "login"
    return {403: "forbidden", 405: "wrong method"}.get(response.status_code, "in")


def expected(person: str, allowed: set[str]) -> str:
    return "login" if person == "anonymous" else "in" if person in allowed else "forbidden"


@pytest.mark.parametrize("name", READ)
def test_page_opens_for_those_it_is_for(name, address, everybody):
    found = {person: seen(everybody(person).get(address(name))) for person in PEOPLE}
    assert found == {person: expected(person, READ[name]) for person in PEOPLE}


@pytest.mark.parametrize("name", ONLY_POST)
def test_what_changes_something_takes_post_only(name, address, everybody):
    assert everybody("editor").get(address(name)).status_code == 405


@pytest.mark.parametrize("name", WRITE)
def test_sending_without_the_token_is_refused(name, address, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    before = Event.objects.count()
    assert client.post(address(name)).status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "name", ["article", "clean", "ledger", "edit", "publish", "preview", "article-claims", "article-log"]
)
@pytest.mark.parametrize("slug", ["not-there", "x" * 300, "\0", "日本", "%2e%2e"])
def test_article_that_is_not_there_is_404(name, slug, everybody):
    assert everybody("editor").get(reverse(f"desk:{name}", args=[slug])).status_code == 404


def test_number_beyond_all_numbers_is_404(everybody):
    client = everybody("editor")
    assert client.get("/desk/claims/99999999999999999999999/").status_code == 404
    assert client.post("/desk/claims/99999999999999999999999/edit/").status_code == 404


def test_finding_of_another_article_is_404(reporter, client_for):
    mine, other = factories.cleaned(by=reporter), factories.cleaned(by=reporter)
    finding = other.revision.removed_findings.get()
    url = reverse("desk:put-back", args=[mine.slug, finding.pk])
    assert client_for(reporter).post(url).status_code == 404
    finding.refresh_from_db()
    assert finding.removed_in == other.revision


def test_form_sent_after_the_session_ended_leads_back_to_its_page(reporter, client_for):
    page = reverse("desk:clean", args=[factories.imported(by=reporter).slug])
    response = client_for(None).post(page + "decide/", headers={"Referer": f"http://testserver{page}"})
    assert response.headers["Location"] == f"{reverse('desk:login')}?next=http%3A//testserver{page}"
    elsewhere = client_for(None).post(page + "decide/", headers={"Referer": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == f"{reverse('desk:login')}?next={reverse('desk:today')}"


def test_form_sent_after_the_session_ended_says_that_nothing_is_saved(reporter, client_for):
    page = reverse("desk:clean", args=[factories.imported(by=reporter).slug])
    answer = client_for(None).post(page + "decide/", {"save": "yes"}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "You were logged out in the meantime, so nothing was saved. Log in and send it again."
    ]
    assert "so nothing was saved" in answer.text


def test_text_that_comes_after_the_session_ended_is_given_back_at_the_login(reporter, client_for):
    """Also when the first password is wrong: an hour of editing may stand in it."""
    page = reverse("desk:edit", args=[factories.imported(by=reporter).slug])
    client, sent = client_for(None), "\nA day <b>of</b>\r\nwork.\n"
    answer = client.post(
        page, {"text": sent, "based_on": "1"}, headers={"Referer": f"http://testserver{page}"}
    )
    assert answer.status_code == 401
    given = '<textarea id="kept-text" name="kept-text" rows="12" readonly>\n\nA day &lt;b&gt;of&lt;/b&gt;\r\nwork.\n</textarea>'
    assert given in answer.text
    assert "Copy it, log in, and put it into the form again" in answer.text
    data = {"username": reporter.username, "password": "wrong", "kept-text": sent, "next": page}
    again = client.post(reverse("desk:login"), data)
    assert given in again.text
    assert f'name="next" value="{page}"' in again.text
