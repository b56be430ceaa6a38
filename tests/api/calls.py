"""A program that uses the API for somebody."""

import json
from typing import Any

from django.test import Client

from articles.actions.tokens import make_token
from articles.api.document import document
from articles.api.routes import ROUTES
from articles.api.schema import problem_of

ROOT = "/api/v1/"


class Program:
    """Sends requests with a token of `person`, None without any, and checks each answer against the document."""

    def __init__(self, person: Any, *, name: str = "tests") -> None:
        self.client = Client()
        self.key = make_token(by=person, name=name, days=30)[1] if person is not None else ""

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"content_type": "application/json"}
        if body is not None:
            sent["data"] = body if isinstance(body, bytes) else json.dumps(body)
        known = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return self.client.generic(method, ROOT + path, **sent, headers=known | headers)

    def get(self, path: str) -> Any:
        return told(self.send("GET", path))

    def do(self, method: str, path: str, body: Any = None) -> Any:
        return told(self.send(method, path, body))


def told(answer: Any) -> Any:
    """The JSON of a success, which must be what the route says that it gives."""
    value = json.loads(answer.content)
    assert answer.status_code < 300, value
    route = next(one for one in ROUTES if one.name == name_of(answer))
    assert answer.status_code in route.statuses
    assert problem_of(value, route.gives) == ""
    return value


def name_of(answer: Any) -> str:
    """The name of the route that answered."""
    match = answer.resolver_match
    path = match.route.removeprefix(ROOT[1:])
    method = answer.request["REQUEST_METHOD"]
    return next(one.name for one in ROUTES if (one.path, one.method) == (path, method))


def refusal(answer: Any) -> tuple[int, str, str]:
    """Status, code and sentence of a refusal, which must be a problem of RFC 9457."""
    value = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert problem_of(value, document()["components"]["schemas"]["Problem"]) == ""
    assert value["status"] == answer.status_code
    assert answer.cookies == {}
    return answer.status_code, value["code"], value["detail"]
