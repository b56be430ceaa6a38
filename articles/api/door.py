"""The door of the API: whose token, which method, what is sent; then the route's handler, and its answer as JSON.

No cookie is read and none is set, so a page of another site cannot act here in the name of who visits it: a browser
adds cookies to such a request by itself, but never an Authorization header. That is why this door, unlike the
desk's, asks for no CSRF token.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from articles.actions.log import through
from articles.actions.tokens import token_of
from articles.api.body import MOST_BYTES, read_body
from articles.api.problems import Problem, answer_of, of_error
from articles.api.route import Asked, Route, read_query
from articles.api.schema import problem_of
from articles.errors import NewsroomError
from articles.models import Token
from articles.permissions import check_may


def door(methods: dict[str, Route]) -> Callable[..., HttpResponse]:
    """The view of one path."""

    @csrf_exempt
    def view(request: HttpRequest, **path: Any) -> HttpResponse:
        return _safely(lambda: _answer(request, methods, path))

    return view


@csrf_exempt
def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """What no route has; who has no token is told no more than that."""

    def refuse() -> HttpResponse:
        bearer(request)
        raise Problem(
            "not_found", "There is nothing at this address. /api/v1/openapi.json lists all of them."
        )

    return _safely(refuse)


def _safely(act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        answer = act()
    except Problem as problem:
        answer = answer_of(problem)
    except NewsroomError as error:
        answer = answer_of(of_error(error))
    answer["Cache-Control"] = "no-store"
    return answer


def _answer(request: HttpRequest, methods: dict[str, Route], path: dict[str, Any]) -> HttpResponse:
    token = bearer(request)
    method = "GET" if request.method == "HEAD" and "GET" in methods else request.method or ""
    if method not in methods:
        allowed = list(methods)
        words = f"This address takes {' or '.join(allowed)}, not {method[:20]}."
        raise Problem("wrong_method", words, allowed=allowed)
    route = methods[method]
    check_may(token.person, route.right)
    query = read_query(request.GET, route.query)
    body = read_body(request, most=route.most or MOST_BYTES)
    if wrong := problem_of(body, route.takes):
        raise Problem("malformed", wrong)
    with through(f"API, {token}"):
        status, value = route.act(Asked(token, path, query, body))
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})


def bearer(request: HttpRequest) -> Token:
    """The token that a request carries. Raises Problem (unauthenticated), in the same words whatever is wrong."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    token = token_of(key.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise Problem(
            "unauthenticated",
            "Send a token that is in force as “Authorization: Bearer …”. You make one at the desk, under your name.",
        )
    return token
