"""The OpenAPI document, made from the table of routes."""

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from articles.api import schema as s
from articles.api.problems import CODES, Problem, answer_of
from articles.api.route import Route
from articles.api.routes import by_path
from articles.api.shapes import NAMED, schema_of

ARGUMENT = re.compile(r"<(\w+):(\w+)>")
KINDS = {"int": s.ID, "str": s.STRING}
PROBLEM = s.thing(
    {
        "type": s.STRING,
        "title": s.STRING,
        "status": s.INTEGER,
        "code": s.one_of(CODES),
        "detail": s.STRING,
        "problems": s.many(s.STRING),
        "allowed": s.many(s.STRING),
    },
    required=("type", "title", "status", "code", "detail"),
)
JSON = "application/json"
# Which refusals a route can answer with, besides those that every one can.
ALWAYS = (400, 401, 403)
WRITES = (409, 413, 415, 422)


@csrf_exempt
def openapi(request: HttpRequest) -> HttpResponse:
    """For everybody, without a token: it tells nothing about what is stored."""
    if request.method not in ("GET", "HEAD"):
        words = "This address takes GET."
        return answer_of(Problem("wrong_method", words, allowed=["GET"]))
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@cache
def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for path, methods in by_path().items():
        entry = {method.lower(): _operation(route) for method, route in methods.items()}
        paths["/" + ARGUMENT.sub(r"{\2}", path)] = entry
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Newsroom",
            "version": "1",
            "description": "Everything goes through the actions that the desk uses, with the rights of the token's "
            "person. Offsets are code points.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: schema_of(shape) for name, shape in NAMED.items()} | {"Problem": PROBLEM},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    arguments = ARGUMENT.findall(route.path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": KINDS[kind]} for kind, name in arguments
    ]
    parameters += [{"name": name, "in": "query", "schema": part} for name, part in route.query.items()]
    refusals = [*ALWAYS, *([404] if arguments else []), *(WRITES if route.method != "GET" else [])]
    problem = {
        "description": "Refused; `detail` says why and what to do.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    answers = {
        str(status): {"description": "Done.", "content": {JSON: {"schema": _named(route.gives)}}}
        for status in route.statuses
    }
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.words,
        "description": f"Takes the right {route.right}.",
        "parameters": parameters,
        "responses": answers | {str(status): problem for status in refusals},
    }
    if route.takes["properties"]:
        required = bool(route.takes["required"])
        operation["requestBody"] = {"required": required, "content": {JSON: {"schema": route.takes}}}
    return operation


def _named(value: Any) -> Any:
    """The schema with a reference in place of each part that has a name."""
    for name, shape in NAMED.items():
        if value == schema_of(shape):
            return {"$ref": f"#/components/schemas/{name}"}
    if isinstance(value, dict):
        return {key: _named(part) for key, part in value.items()}
    return value
