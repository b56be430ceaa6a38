"""The door: whose token it is, what every address refuses, and that nothing is written then."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actions.tokens import make_token, revoke_token
from articles.api.document import document
from articles.api.route import MOST
from articles.api.routes import ROUTES, by_path
from articles.models import Article, Token
from articles.permissions import PERMISSIONS
from tests import factories
from tests.actions.common import everything
from tests.api.calls import ROOT, Program, refusal

pytestmark = pytest.mark.django_db


def test_who_i_am(reporter):
    program = Program(reporter)
    me = program.get("me")
    assert (me["person"], me["token"]) == ("rita", str(Token.objects.get()))
    assert me["may"] == [name for name, (_, roles) in PERMISSIONS.items() if "reporter" in roles]


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", "Bearer x", "Basic cml0YQ==", "Bearer newsroom_" + "x" * 43,
                                  "Bearer newsroom_" + "x" * 9999, "Token {key}", "{key}", "Bearer {key}x", "Bearer newsroom_\xe9"])  # fmt: skip
def test_no_token_no_answer(sent, reporter):
    key = make_token(by=reporter, name="real", days=1)[1]
    headers = {"Authorization": sent.format(key=key)} if sent else {}
    for path in ("me", "articles", "nothing", "articles/nothing"):
        answer = Client().get(ROOT + path, headers=headers)
        assert refusal(answer)[:2] == (401, "unauthenticated")
        assert answer["WWW-Authenticate"] == 'Bearer realm="newsroom"'


def test_cookie_of_the_desk_opens_nothing(reporter, client_for):
    client = client_for(reporter)
    assert client.get("/desk/").status_code == 200
    assert refusal(client.get(ROOT + "me"))[0] == 401
    assert refusal(client.post(ROOT + "articles", {"text": "x"}, "application/json"))[0] == 401


def test_token_needs_no_csrf_token_and_sets_no_cookie(reporter):
    program = Program(reporter)
    program.client = Client(enforce_csrf_checks=True)
    answer = program.send("POST", "articles", {"text": "Some words of news."})
    assert (answer.status_code, answer.cookies) == (201, {})
    assert answer["Cache-Control"] == "no-store"


def test_token_ends(reporter, clock):
    """By being revoked, by its time, by the account being switched off or having no role: each at once."""
    ends = {
        "revoked": lambda token: revoke_token(token, by=reporter),
        "role": lambda token: reporter.groups.clear(),
        "account": lambda token: User.objects.filter(pk=reporter.pk).update(is_active=False),
    }
    for name, end in ends.items():
        program = Program(reporter, name=name)
        assert program.send("GET", "me").status_code == 200
        end(Token.objects.get(name=name))
        assert refusal(program.send("GET", "me"))[0] == 401
        User.objects.filter(pk=reporter.pk).update(is_active=True)
        reporter.groups.set([Group.objects.get(name="reporter")])
        reporter.refresh_from_db()


def test_every_address_refuses_other_methods(reporter):
    program = Program(reporter)
    for path, methods in by_path().items():
        address = path.replace("<str:slug>", "x").replace("<int:pk>", "1")
        address = address.replace("<int:finding>", "1").replace("<int:citation>", "1")
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"} - methods.keys():
            answer = program.send(method, address)
            assert refusal(answer)[:2] == (405, "wrong_method")
            assert answer["Allow"] == ", ".join(methods)
    assert (
        program.client.head(ROOT + "me", headers={"Authorization": f"Bearer {program.key}"}).status_code
        == 200
    )
    assert program.client.post(ROOT + "openapi.json").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["articles/none", "articles/none/findings", f"articles/{'x' * 300}", "articles/%00", "articles/日本", "claims/0",
     "claims/99999999999999999999999", "sources/none", "nothing", "", "articles/", "me/", "articles/%ff"],
)  # fmt: skip
def test_what_is_not_there_is_404(path, reporter):
    assert refusal(Program(reporter).send("GET", path))[:2] == (404, "not_found")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("limit=0", "“limit” must be 1 or more."),
        ("limit=101", f"“limit” must be {MOST} or less."),
        ("limit=²", "“limit” must be a whole number."),
        ("after=" + "9" * 30, "“after” must be a whole number."),
        ("after=-1", "“after” must be a whole number."),
        ("q=%00", "“q” holds a character that cannot be stored."),
        (
            "status=gone",
            "“status” must be one of draft, in_review, published, unpublished, retracted, set_aside.",
        ),
        ("page=2", "“page” is not known in this address; it takes status, language, tag, q, limit, after."),
        ("q=" + "x" * 201, "“q” has 201 characters; 200 are the most."),
    ],
)
def test_query_that_does_not_fit_is_malformed(query, words, reporter):
    assert refusal(Program(reporter).send("GET", f"articles?{query}")) == (400, "malformed", words)


IMPORTS = [
    ({}, 400, "The body lacks text."),
    ({"text": 5}, 400, "“text” must be a string."),
    ({"text": ""}, 422, "The text is empty. Give the words of the article."),
    ({"text": "a\0b"}, 422, "Character 2 is NUL, which no text holds. Save the article as plain text and try again."),
    ({"text": "x" * 2_000_001}, 400, "“text” has 2,000,001 characters; 2,000,000 are the most."),
    ({"text": "<!-- -->", "format": "html"}, 422, "There is nothing to read in it: no word that a reader would see."),
    ({"text": "Words.", "format": "pdf"}, 400, "“format” must be one of text, markdown, html."),
    ({"text": "Words.", "url": "javascript:alert(1)"}, 422, "The url of an article starts with http:// or https://."),
    ({"text": "Words.", "url": "http://[bad"}, 422, "The url of an article starts with http:// or https://."),
    ({"text": "Words.", "tags": ["x" * 61]}, 400, "“tags[0]” has 61 characters; 60 are the most."),
    ({"text": "Words.", "tags": ["a\0"]}, 422, "A tag holds a character that cannot be stored (number 2). Type it again."),
    ({"text": "Words.", "headline": "a\0"}, 422, "The headline holds a character that cannot be stored (number 2). Type it again."),
    ({"text": "Words.", "tags": [f"t{n}" for n in range(31)]}, 400, "“tags” has 31 entries; 30 are the most."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status", "words"), IMPORTS, ids=range(len(IMPORTS)))
def test_import_refuses_what_the_desk_refuses(body, status, words, reporter):
    program = Program(reporter)
    program.get("me")
    before = everything()
    answer = refusal(program.send("POST", "articles", body))
    assert (answer[0], answer[2]) == (status, words)
    assert everything() == before


def test_hostile_bodies_change_nothing_anywhere(reporter, editor):
    """Each route that takes a body, with what is no JSON, no object, and of wrong types."""
    article = factories.imported(by=reporter)
    claim = factories.claims_of(article)[0]
    values = {"<str:slug>": article.slug, "<int:pk>": claim.pk, "<int:finding>": 1, "<int:citation>": 1}
    program = Program(editor)
    program.get("me")
    before = everything()
    for route in ROUTES:
        path = route.path
        for name, value in values.items():
            path = path.replace(name, str(value))
        for body in (
            b"[" * 9000,
            b'{"a": 1, "a": 1}',
            rb'{"text": "\ud800"}',
            b'{"zephyr": {}}',
            b"\xff",
            b"[]",
        ):
            answer = program.send(route.method, path, body)
            assert refusal(answer)[0] == 400, (route.name, body[:20])
        for key in route.takes["properties"]:
            answer = program.send(route.method, path, {key: {"a": [9]}})
            assert refusal(answer)[0] == 400, (route.name, key)
    assert everything() == before


def test_a_token_carries_only_the_rights_of_its_person(outsider, reviewer):
    program = Program(reviewer)
    answer = refusal(program.send("POST", "articles", {"text": "Words."}))
    assert answer == (
        403,
        "not_allowed",
        "You may not import articles; that takes the role reporter or editor or administrator. Ask an administrator.",
    )
    assert not Article.objects.exists()


def test_lists_are_paged_by_key(reporter):
    for number in range(5):
        factories.imported(by=reporter, text=f"The harbour has {number} cranes, says the port.")
    program = Program(reporter)
    slugs = [row["slug"] for row in program.get("articles")["items"]]
    seen, after = [], ""
    while after is not None:
        page = program.get(f"articles?limit=2{after and f'&after={after}'}")
        seen += [row["slug"] for row in page["items"]]
        after = page["next"]
    assert seen == slugs
    assert len(seen) == 5


@pytest.mark.parametrize("path", ["articles", "claims", "sources", "queue", "articles/{}/findings", "articles/{}/claims", "articles/{}/log", "articles/{}/revisions"])  # fmt: skip
def test_queries_are_the_same_for_more_rows(path, reporter, editor):
    article = factories.submitted(by=reporter)
    factories.source(by=reporter)
    program = Program(editor)
    program.get("me")
    first = _queries(program, path.format(article.slug))
    for number in range(2):
        text = f"The harbour has {number} cranes, says the port. In {2000 + number} it had 12 docks."
        factories.imported(by=reporter, text=text)
        factories.source(by=reporter, name=f"S{number}", url=f"https://s{number}.example/")
    assert _queries(program, path.format(article.slug)) == first
    assert first <= 12


def _queries(program, path):
    with CaptureQueriesContext(connection) as asked:
        program.get(path)
    return len(asked)


def test_document_names_every_route():
    client = Client()
    answer = client.get(ROOT + "openapi.json")
    paths = json.loads(answer.content)["paths"]
    named = {one["operationId"] for path in paths.values() for one in path.values()}
    assert named == {route.name for route in ROUTES}
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    assert json.loads(answer.content) == document()
    references = {part.split('"')[0] for part in answer.content.decode().split("#/components/schemas/")[1:]}
    assert references <= document()["components"]["schemas"].keys()
    assert answer.cookies == {}
