"""What one route of the API is, what a handler is asked, and how lists are paged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from articles.actions.words import UNFIT
from articles.api import schema as s
from articles.api.problems import Problem
from articles.api.shapes import Shape, schema_of, shaped
from articles.models import Token

PAGE = 25
MOST = 100
PAGED = {
    "limit": s.INTEGER | {"minimum": 1, "maximum": MOST},
    "after": s.ID,
}


@dataclass(frozen=True)
class Asked:
    """Who asks, and with what: arguments of the path, of the query, and the body, each as its schema says."""

    token: Token
    path: dict[str, Any]
    query: dict[str, Any]
    body: dict[str, Any]

    @property
    def person(self) -> Any:
        return self.token.person


Answer = tuple[int, Any]


@dataclass(frozen=True)
class Route:
    """One method at one path. `right` is what the person needs to come in; the action asks again.

    `gives` is the schema of the answer, `statuses` what a success may be answered with.
    """

    method: str
    path: str
    name: str
    right: str
    act: Callable[[Asked], Answer]
    words: str
    gives: s.Schema
    takes: s.Schema = field(default_factory=lambda: s.thing({}))
    query: dict[str, s.Schema] = field(default_factory=dict)
    statuses: tuple[int, ...] = (200,)
    most: int = 0  # bytes of the body, where it is not the usual


def read_query(sent: Any, schemas: dict[str, s.Schema]) -> dict[str, Any]:
    """The arguments after the `?`. Raises Problem (malformed) for one that is unknown or does not fit."""
    found: dict[str, Any] = {}
    for name in sent:
        if name not in schemas:
            known = ", ".join(schemas) or "nothing"
            raise Problem("malformed", f"“{name[:60]}” is not known in this address; it takes {known}.")
        value: Any = sent[name]
        if UNFIT.search(value):
            raise Problem("malformed", f"“{name}” holds a character that cannot be stored.")
        if schemas[name]["type"] == "integer" and value.isascii() and value.isdigit() and len(value) < 19:
            value = int(value)
        if wrong := s.problem_of(value, schemas[name], name):
            raise Problem("malformed", wrong)
        found[name] = value
    return found


def listed(of: Shape) -> s.Schema:
    """The schema of a page of a list."""
    return s.thing({"items": s.many(schema_of(of), MOST), "next": s.maybe(s.ID)}, required=("items", "next"))


def page_of(
    rows: QuerySet, asked: Asked, shape: Shape, *, by: str = "pk", prepare: Callable[[list[Any]], Any] = list
) -> Answer:
    """One page, the newest first; `next` is what to give as `after` for the following one, null at the end.

    By a key and not by a number of rows to pass over: the last page costs what the first does.
    """
    if "after" in asked.query:
        rows = rows.filter(**{f"{by}__lt": asked.query["after"]})
    limit = asked.query.get("limit", PAGE)
    found = list(rows.order_by(f"-{by}")[: limit + 1])
    more = getattr(found[limit - 1], by) if len(found) > limit else None
    found = found[:limit]
    prepare(found)
    return 200, {"items": [shaped(shape, row) for row in found], "next": more}


def items(shape: Shape, rows: Iterable[Any]) -> Answer:
    """All rows of something small, in the form of a page."""
    return 200, {"items": [shaped(shape, row) for row in rows], "next": None}
