"""Sealed reviews: nothing that another person can fetch depends on what the first reviewer said.

The round is brought to the same point with each verdict that the first reviewer may give, with short and long
reasons, and under "middle" with and without the lot. Every address of the site is fetched once; then each query
that a page made is asked again where another verdict was given. A page all of whose queries get the same answers is
the same page, since pages hang on nothing else (the clock stands still here); the others are fetched again and
compared byte for byte. The rows of all tables are compared too.
A bystander who may review keeps a draft that says the same: nothing tells of that either.
"""

import json
import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core import mail
from django.core.management.color import no_style
from django.db import connection
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.actions.citing import add_source, cite
from articles.actions.drafting import Typed, save_draft
from articles.actions.notices import tell
from articles.actions.reviewing import submit_claim, submit_review, take
from articles.actions.tagging import set_tags
from articles.actions.tokens import make_token
from articles.api.routes import ROUTES
from articles.enums import ClaimStatus, Verdict
from articles.models import Claim, Match, RatingScale, Review, ReviewDraft
from articles.models.queue import GROUPS
from tests import factories
from tests.actions.common import everything, undone

pytestmark = pytest.mark.django_db
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
SHORT, LONG = "Zephyr.", "Zephyr, because of much that is to be said about it. " * 60
# What each verdict rests on: its citation, or nothing where it may.
SAID = [(verdict, SHORT) for verdict in Verdict.values] + [("refuted", LONG), ("unproven", LONG)]
# Addresses that need no argument are also asked for these.
QUERIES: dict[str, list[dict[str, str]]] = {
    "desk/": [{"q": "refuted", "verdict": "refuted", "sort": "verdict", "order": "-updated_at", "page": "2"}],
    "admin/articles/": [{"q": "refuted", "o": "-2.1"}, {"verdict__exact": "refuted"}],
    "desk/queue/": [{"group": name} for name in ("overdue", *GROUPS)],
    "desk/claims/": [{"verdict": value} for value in Verdict.values] + [{"status": value} for value in ClaimStatus.values],
    "desk/articles/": [{"waits": name} for name in ("review", "ready", "returned")],
    "desk/log/": [{"action": name} for name in ("review", "decide", "dispute", "take")],
    "api/v1/queue": [{"group": name} for name in GROUPS],
    "api/v1/claims": [{"verdict": value} for value in Verdict.values] + [{"status": value} for value in ClaimStatus.values],
}  # fmt: skip
Query = tuple[str, Any]


class Setting:
    """A claim on its way to review, with a citation and tags, and the people around it."""

    def __init__(self, reporter: Any, reviewer: Any, bystander: Any) -> None:
        article = factories.cleaned(by=reporter)
        factories.accept_claims(article, by=reporter)
        self.reporter, self.reviewer, self.article = reporter, reviewer, factories.reread(article)
        self.bystander = bystander
        self.claim = factories.claims_of(article)[0]
        factories.imported(by=reporter)  # another article makes the same claims
        self.match = Match.objects.get(first=self.claim)
        source = add_source(by=reporter, name="Port", kind="organisation", url="https://port.example/")
        self.citation = cite(self.claim, source, stance="supports", quote="4,200 panels", by=reporter)
        self.tag = set_tags(self.claim, ["ports"], by=reporter)[0]
        set_tags(source, ["ports"], by=reporter)

    def play(self, said: tuple[str, str], holders: list[Any], waiting_for: list[Any]) -> None:
        """Submits the claim; `holders` take it, then the first reviewer judges, then `waiting_for` take it."""
        _same_numbers()
        claim = Claim.objects.get(pk=self.claim.pk)
        submit_claim(claim, by=self.reporter, article=self.article)
        for person in (self.reviewer, *holders):
            take(claim, by=person, article=self.article)
        verdict, words = said
        for person in (self.reviewer, self.bystander):
            save_draft(
                claim, Typed(verdict=verdict, rationale=words, note=words, seen=claim.digest), by=person
            )
        evidence = [] if verdict in ("unproven", "not_checkable") else [self.citation.pk]
        submit_review(
            claim,
            verdict=verdict,
            rationale=words,
            evidence=evidence,
            seen=claim.digest,
            by=self.reviewer,
            article=self.article,
        )
        for person in waiting_for:
            take(claim, by=person, article=self.article)


def _same_numbers() -> None:
    """PostgreSQL does not take back the numbers that it gave to rows that were taken back."""
    models = list(apps.get_app_config("articles").get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def routes() -> list[str]:
    """Every address of the site as the resolver has it, arguments unfilled."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def arguments(setting: Setting) -> dict[str, Any]:
    """What stands for each argument of an address: something that belongs to the claim."""
    source = setting.citation.source
    return {
        "slug": {"articles": setting.article.slug, "sources": source.slug, "tags": setting.tag.slug},
        "number": 1,
        "finding": setting.article.revisions.get(number=1).findings.earliest("pk").pk,
        "citation": setting.citation.pk,
        "match": setting.match.pk,
        "role": "reviewer",
        "key": "an-address-that-nobody-has",
        "name": "own-line",
        "pk": lambda route: (
            RatingScale.objects.get(is_default=True).pk
            if route.startswith("desk/scales/")
            else setting.claim.pk
        ),
        "id": setting.reviewer.pk,
        "object_id": _first_row,
        "app_label": "articles",
        "content_type_id": 1,
        "url": f"claims/{setting.claim.pk}/",
        "path": "nothing",
    }


def filled(route: str, values: dict[str, Any]) -> str:
    """The address with its arguments; a new kind of argument fails here until it is given a value."""

    def fill(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        assert name in values, f"say in tests/test_sealed.py what {name!r} of {route} stands for"
        value = values[name]
        if callable(value):
            value = value(route)
        if isinstance(value, dict):
            value = next(value[part] for part in route.split("/") if part in value)
        return str(value)

    return "/" + re.sub(r"\^|\$|\\Z", "", ARGUMENT.sub(fill, route))


def _first_row(route: str) -> int:
    """Of the admin's pages about one row: that of the model in the route, the newest one."""
    app, model = [*route.split("/"), "", ""][1:3]
    if (app, model) not in {(one._meta.app_label, one._meta.model_name) for one in apps.get_models()}:
        return 1
    row = apps.get_model(app, model)._default_manager.order_by("-pk").first()
    return row.pk if row is not None else 1


def addresses(setting: Setting) -> dict[str, tuple[str, dict[str, str]]]:
    """{what it is: address and query} of all that can be fetched."""
    found, values = {}, arguments(setting)
    for route in routes():
        url = filled(route, values)
        asked: list[dict[str, str]] = [{}]
        if not ARGUMENT.search(route):
            asked += [query for start, some in QUERIES.items() if route == start for query in some]
            asked += [query for start in ("desk/", "admin/articles/") if route.startswith(start) and route != start
                      for query in QUERIES[start]]  # fmt: skip
        found |= {f"{route} {query}" if query else route: (url, query) for query in asked}
    return found


class Reader:
    """A person at a browser, who keeps no cookie but that of the session: one page does not hang on another.

    For the addresses of the API a program of theirs, with a token in place of the session.
    """

    def __init__(self, client: Any, person: Any) -> None:
        self.client = client
        self.key = make_token(by=person, name="mine", days=1)[1]
        self._call("GET", "/api/v1/me")  # from here on the token was used
        self.session = client.cookies.output(header="")
        self.queries: dict[str, frozenset[Query]] = {}
        self.answers: dict[Query, str] = {}  # as the rows are now
        self.read: set[tuple[str, int]] = set()  # pages, and the answers that they were made of

    def knows(self, name: str) -> bool:
        """Whether this page was read when its queries had the same answers as now."""
        return name in self.queries and (name, self._answers(name)) in self.read

    def _answers(self, name: str) -> int:
        for query in self.queries[name] - self.answers.keys():
            self.answers[query] = repr(answer_of(query))
        return hash(frozenset((query, self.answers[query]) for query in self.queries[name]))

    def get(self, name: str, url: str, query: dict[str, str]) -> tuple[Any, ...]:
        asked: set[Query] = set()

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(("SELECT", "WITH")):
                asked.add((sql, tuple(params) if params else ()))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            answer = self._ask(self.client.get, url, query)
        self.queries[name] = frozenset(asked)
        self.read.add((name, self._answers(name)))
        return answer

    def post(self, url: str) -> tuple[Any, ...]:
        with undone():
            return self._ask(self.client.post, url, {"reason": "So.", "note": "So."})

    def send(self, method: str, url: str, body: dict[str, Any]) -> tuple[Any, ...]:
        """To the API."""
        with undone():
            answer = self._call(method, url, json.dumps(body))
            return answer.status_code, answer.content, answer.headers.get("Allow", "")

    def _call(self, method: str, url: str, body: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.key}"}
        return self.client.generic(method, url, body, content_type="application/json", headers=headers)

    def _ask(self, method: Callable[..., Any], url: str, data: dict[str, str]) -> tuple[Any, ...]:
        if url.startswith("/api/"):
            answer = self._call("GET", f"{url}?{urlencode(data)}")
            return answer.status_code, answer.content, dict(answer.headers)
        self.client.cookies = SimpleCookie(self.session)
        answer = method(url, data)
        headers = {name: answer.get(name, "") for name in ("Location", "ETag", "Last-Modified")}
        told = [str(one) for one in answer.wsgi_request._messages] if answer.status_code == 302 else []
        return answer.status_code, CSRF.sub(b"", answer.getvalue()), headers, told


def answer_of(query: Query) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return cursor.fetchall()


def plausible(schema: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """A body for a route: all that it must have, the first of what may be chosen."""
    found: dict[str, Any] = {}
    for name in schema["required"]:
        part = schema["properties"][name]
        kind = part["type"] if isinstance(part["type"], str) else part["type"][0]
        plain = {"string": part.get("enum", ["So."])[0], "integer": 1, "boolean": True, "array": []}
        found[name] = setting.claim.digest if (name, kind) == ("seen", "string") else plain[kind]
        if part.get("format") == "date":
            found[name] = "2026-11-01"
    return found


def open_rows() -> dict[str, Any]:
    """All that is stored but what the review itself says and what it rests on, and the lot."""
    sealed = {"articles.Review", "articles.Review_evidence", "articles.Claim", "articles.ReviewDraft"}
    rows = {label: rows for label, rows in everything().items() if label not in sealed}
    return rows | {
        "claims": [
            {name: value for name, value in row.items() if name != "drawn"}
            for row in Claim.objects.order_by("pk").values()
        ],
        "reviews": list(
            Review.objects.order_by("pk").values(
                "claim", "round", "kind", "reviewer", "claim_digest", "created_at"
            )
        ),
        "mail": [(message.to, message.subject, message.body) for message in mail.outbox],
    }


# The policy; who looks; whether they have the claim. An editor may review too, and reads the admin.
CASES = [
    ("double", "second_reviewer", True),
    ("double", "editor", False),
    ("middle", "second_reviewer", True),
    ("middle", "editor", False),
]


def variants(policy: str) -> list[tuple[tuple[str, str], float]]:
    """What the first reviewer says, with the share of claims that are drawn: all leave the round open."""
    if policy == "double":
        return [(said, 0.0) for said in SAID]
    middle = [(said, 0.0) for said in SAID if said[0] in ("mixed", "unproven")]
    return [(said, 1.0) for said in SAID] + middle


@pytest.mark.parametrize(("policy", "who", "holds"), CASES)
def test_nothing_that_can_be_fetched_tells_what_the_first_reviewer_said(
    policy, who, holds, request, reporter, reviewer, administrator, client_for, settings, monkeypatch
):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    person = request.getfixturevalue(who)
    setting = Setting(reporter, reviewer, administrator)
    tell([person], kind="assigned", words="Something to do.", claim=setting.claim)
    settings.REVIEW_POLICY = policy
    reader, pages, told = Reader(client_for(person), person), {}, []
    rows: dict[str, Any] = {}
    where: dict[str, tuple[str, dict[str, str]]] = {}
    for said, share in variants(policy):
        settings.REVIEW_SHARE = share
        with undone():
            taken = [person] if holds else []
            setting.play(said, [] if policy == "middle" else taken, taken if policy == "middle" else [])
            assert list(ReviewDraft.objects.values_list("reviewer", "verdict")) == [
                (administrator.pk, said[0])
            ]
            rows = rows or open_rows()
            assert open_rows() == rows
            where = where or addresses(setting)
            reader.answers = {}
            for name in [name for name in where if not reader.knows(name)]:
                plain = pages.get(name.split(" ")[0])
                if plain is not None and plain[0] != 200:
                    continue  # what answers no plain question answers none with a query
                page = reader.get(name, *where[name])
                if page != pages.setdefault(name, page):
                    told.append((name, said))
    assert told == []
    check_coverage(pages, reader)


def check_coverage(pages: dict[str, tuple[Any, ...]], reader: "Reader") -> None:
    """The comparison above compared something."""
    statuses = [status for status, *_ in pages.values()]
    assert {*statuses} <= {200, 301, 302, 400, 403, 404, 405, 410}
    assert statuses.count(200) > 60
    assert len(pages) > len(routes())
    assert len(set().union(*reader.queries.values())) > 100


@pytest.mark.parametrize("who", ["second_reviewer", "editor"])
def test_no_refusal_tells_what_the_first_reviewer_said(
    who, request, reporter, reviewer, administrator, client_for, settings, monkeypatch
):
    """Each form that changes something, sent nearly empty, with a review that rests on evidence and one that does not.

    And each route of the API that does, with a body that fits it.
    """
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    person = request.getfixturevalue(who)
    setting = Setting(reporter, reviewer, administrator)
    reader = Reader(client_for(person), person)
    settings.REVIEW_POLICY = "double"
    values = arguments(setting)
    forms = [route for route in routes() if route.startswith(("desk/claims/", "desk/articles/<"))]
    seen = []
    for said in (("supported", SHORT), ("unproven", LONG)):
        with undone():
            setting.play(said, [person], [])
            answers = {route: reader.post(filled(route, values)) for route in forms}
            for route in (one for one in ROUTES if one.method != "GET"):
                body = plausible(route.takes, setting)
                url = filled(f"api/v1/{route.path}", values)
                answers[route.name] = reader.send(route.method, url, body)
            seen.append(answers)
    assert [route for route in seen[0] if seen[0][route] != seen[1][route]] == []
    assert len({status for status, *_ in seen[0].values()}) > 2


def test_the_comparison_finds_a_page_that_tells(
    reporter, reviewer, second_reviewer, administrator, client_for, settings, monkeypatch
):
    """Were reviews open to everybody at once, the claim's page would be named."""
    monkeypatch.setattr(type(Review.objects.all()), "visible_to", lambda rows, user: rows)
    settings.REVIEW_POLICY = "double"
    setting = Setting(reporter, reviewer, administrator)
    reader = Reader(client_for(second_reviewer), second_reviewer)
    url = reverse("desk:claim", args=[setting.claim.pk])
    seen = []
    for said in SAID[:2]:
        with undone():
            setting.play(said, [], [])
            answer = reader.get("claim", url, {})
            seen.append((answer[1], {query: answer_of(query) for query in reader.queries["claim"]}))
    assert seen[0][0] != seen[1][0]
    assert any(seen[0][1][query] != seen[1][1].get(query) for query in seen[0][1])
