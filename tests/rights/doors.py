"""The ways in as the table of rights uses them: addresses filled in, requests sent, and what was written meanwhile."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from articles.actions.tokens import make_token
from articles.api.routes import ROUTES
from articles.models import Article, Claim, Event, Finding, Objection
from tests.replay import kept
from tests.rights.rows import Row

KINDS = (Article, Claim, Finding, Objection)
# One plain statement, as it is asked before and after every try: building four took longer than many a try.
STANDING = " UNION ALL ".join(
    [f"SELECT {kind}, id, status FROM {model._meta.db_table}" for kind, model in enumerate(KINDS)]
    + [f"SELECT {len(KINDS)}, COUNT(*), '' FROM {Event._meta.db_table}"]
)


def standing() -> tuple[Any, ...]:
    """Every status, and last how long the log is."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        *rows, (_, lines, _) = sorted(cursor.fetchall())
    return (*rows, lines)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that wrote inside the block. Where there was none, nothing needs to be compared."""
    written: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(READING):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


# And what notes that a token was used, which is no change of state.
READING = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", 'UPDATE "articles_token" SET "used_at"')


def names_of(namespace: str) -> dict[str, URLPattern]:
    """{name: pattern} of a part of the site; a name that stands for several methods once."""
    part = next(
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.namespace == namespace
    )
    return {pattern.name: pattern for pattern in part.url_patterns}


def walked(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walked(pattern.url_patterns, route)
        else:
            yield route


@kept(str)
def key_of(person: User) -> str:
    return make_token(by=person, name="cells", days=1)[1]


def arguments(route: str, found: SimpleNamespace) -> dict[str, Any]:
    """What stands for each argument of an address: something of the state, or nothing that is there."""
    own = {
        "articles": ("article", "slug"), "sources": ("source", "slug"), "tags": ("tag", "slug"), "memory": ("fragment", "pk"),
        "notices": ("notice", "pk"), "account": ("token", "pk"), "claims": ("claim", "pk"), "": ("article", "pk"),
        "scales": ("scale", "pk"), "matches": ("match", "pk"), "objections": ("objection", "number"),
    }  # fmt: skip
    kind = next((part for part in route.split("/") if part in own), "")
    name, field = own[kind]
    value = getattr(getattr(found, name, None), field, "none" if field == "slug" else 9_999_999)
    claim = getattr(getattr(found, "claim", None), "pk", 9_999_999)
    return {
        "slug": value,
        "pk": value if field == "pk" else claim,
        "finding": getattr(getattr(found, "finding", None), "pk", 9_999_999),
        "citation": getattr(getattr(found, "citation", None), "pk", 9_999_999),
        "name": getattr(getattr(found, "rule", None), "name", "none"),
        "match": value,
        "number": value if field == "number" else 1,
        "role": "reviewer",
    }


def address(route: str, found: SimpleNamespace) -> str:
    values = arguments(route, found)
    parts = [part.strip("<>").partition(":")[2] if part.startswith("<") else "" for part in route.split("/")]
    return "/" + "/".join(
        str(values[name]) if name else part for name, part in zip(parts, route.split("/"), strict=True)
    )


def through_the_desk(
    row: Row, who: str, found: SimpleNamespace, sent: Any, client_for: Any
) -> tuple[str, int]:
    person = found.people[who]
    data = sent(found, person) if callable(sent) else sent
    answer = client_for(person).post(address("desk/" + str(names_of("desk")[row.name].pattern), found), data)
    if answer.status_code == 302 and answer.headers["Location"].startswith("/desk/login/"):
        return "login", 302
    # A review or a text that comes in after the session has ended is answered with the login page that has it.
    return {401: "login", 403: "forbidden"}.get(answer.status_code, ""), answer.status_code


def through_the_api(
    row: Row, who: str, found: SimpleNamespace, sent: Any, client_for: Any
) -> tuple[str, int]:
    person = found.people[who]
    data = sent(found, person) if callable(sent) else sent
    route = next(one for one in ROUTES if one.name == row.name)
    headers = {"Authorization": f"Bearer {found.keys[who]}"} if found.keys.get(who) else {}
    answer = client_for(None).generic(
        route.method,
        address("api/v1/" + route.path, found),
        json.dumps(data),
        "application/json",
        headers=headers,
    )
    return {401: "login", 403: "forbidden"}.get(answer.status_code, ""), answer.status_code
