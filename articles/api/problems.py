"""Refusals as JSON (RFC 9457): a status, a short word for programs and a sentence for people."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

from articles.errors import Conflict, NewsroomError, NotAllowed, NotReady, Refused

# What a request can be refused for: the short word, and the status.
CODES: dict[str, int] = {
    "malformed": 400,
    "unauthenticated": 401,
    "not_allowed": 403,
    "not_found": 404,
    "wrong_method": 405,
    "conflict": 409,
    "not_ready": 409,
    "too_large": 413,
    "wrong_media_type": 415,
    "refused": 422,
}
OF_ERROR: dict[type[NewsroomError], str] = {
    Refused: "refused",
    NotAllowed: "not_allowed",
    Conflict: "conflict",
    NotReady: "not_ready",
}


class Problem(Exception):
    """A request that comes to no action. `more` stands beside the sentence in the answer."""

    def __init__(self, code: str, words: str, **more: Any) -> None:
        super().__init__(words)
        self.code, self.words, self.more = code, words, more


def of_error(error: NewsroomError) -> Problem:
    """What an action refused."""
    code = OF_ERROR.get(type(error), "refused")
    more = {"problems": error.problems} if isinstance(error, NotReady) else {}
    return Problem(code, str(error), **more)


def answer_of(problem: Problem) -> JsonResponse:
    status = CODES[problem.code]
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": problem.code,
        "detail": problem.words,
    }
    answer = JsonResponse(told | problem.more, status=status, content_type="application/problem+json")
    if problem.code == "unauthenticated":
        answer["WWW-Authenticate"] = 'Bearer realm="newsroom"'
    if problem.code == "wrong_method":
        answer["Allow"] = ", ".join(problem.more["allowed"])
    return answer
