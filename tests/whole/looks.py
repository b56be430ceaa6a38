"""Every page of the site in a state with something to show, and in one where it is empty or refuses.

What there is comes from the URL patterns, the table of rights and the stored pages, so a new page cannot be
forgotten: `test_listed.py` fails until it is shown here. All is asked for once, in one process without a server; the
tests work on the answers, and need no database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.test import Client

from articles.models import Objection, Page
from tests.rights.desk import READS, ROWS
from tests.rights.doors import address, names_of
from tests.rights.rows import Row
from tests.rights.states import STATES, things
from tests.whole import admin, scene
from tests.whole.crawl import Answer, crawl

HTML = "text/html"
OWN: dict[str, Callable[[Any], Any]] = {
    "whole": scene.sample, "copied": scene.copied, "bare": scene.bare, "in-hand": scene.objection_in_hand,
}  # fmt: skip
ARTICLE = ("article:published", "article:fresh", "article:drifted", "article:retracted", "article:decided")
CLAIM = tuple(
    f"claim:{one}" for one in ("proposed", "waiting", "in_review", "disputed", "decided", "returned")
)
# Pages about one thing: the states in which they are looked at, the fullest first, the emptiest last.
STATES_OF = {
    **dict.fromkeys(("article", "article-log", "clean", "ledger", "compare", "article-claims"), ARTICLE),
    **dict.fromkeys(("preview", "publish", "edit", "revision"), ARTICLE[:2]),
    "claim": (*CLAIM, "cited", "joined"), "source": ("copied", "sourced", "retracted-source", "bare"), "copy": ("copied",),
    "snapshot": ("copied",), "rule": ("ruled",), "tag": ("tagged",), "scale": ("scaled",), "objection": ("in-hand", "objected"),
    "matches": ("matched", "nothing"), "campaigns": ("wave", "nothing"), "memory": ("ruled", "nothing"),
    "help-role": ("nothing",), "review": ("claim:in_review", "claim:decided"), "adjudicate": ("claim:disputed", "claim:decided"),
}  # fmt: skip
LISTS = ("whole", "nothing")
WHO = {
    "review": "reviewer",
    "today": "reporter",
    "queue": "reviewer",
    "objection": "editor",
    "notices": "reporter",
}
QUERIES = {
    "compare": ("", "?show=near"), "try-rule": ("", "?phrase=harbour&category=other", "?rule=own-line"),
    "queue": ("", "?group=mine"), "articles": ("", "?whose=mine", "?q=nowhere"), "memory": ("", "?decision=removed"),
    "figures": ("", "?days=7"), "merge-tags": ("", "?tag=1&tag=2"),
}  # fmt: skip
ROLES = ("reporter", "reviewer", "editor", "administrator", "nobody")
# What is not stored but made when asked for, in the whole site: status -> addresses.
ASKED = {
    200: (
        "/search/",
        "/search/?q=harbour",
        "/search/?q=water&in=claims",
        '/search/?q="nowhere',
        "/desk/login/",
    ),
    400: ("{article}as-of/?on=soon", "{article}changes/?from=7"),
    404: (
        "/nothing",
        "/articles/nothing/",
        "{article}as-of/?on=2000-01-01",
        "/articles/la-biblioteca-que-presta-semillas/changes/",
        "/objections/nothing/",
        "/claims/0/object/",
    ),
}


@dataclass(frozen=True)
class Look:
    """One answer: the name of its address, in which state and for whom it was asked, and what came."""

    name: str
    state: str
    who: str
    answer: Answer
    sent: bool = False

    def __str__(self) -> str:
        return f"{self.name} in {self.state} as {self.who or 'a reader'}{', sent' if self.sent else ''}: {self.answer.path}"

    @property
    def html(self) -> str:
        return self.answer.body.decode() if self.answer.kind == HTML else ""


@dataclass
class Whole:
    """All that was seen; `site` are the answers of a walk through the whole site from its front page, by address."""

    looks: list[Look] = field(default_factory=list)
    site: dict[str, Answer] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)  # path of a page as in a link -> its status
    scripts: dict[str, Answer] = field(default_factory=dict)  # that the server makes, for the admin
    empty: dict[str, Answer] = field(default_factory=dict)  # the same walk where nothing is published

    def pages(self) -> Iterator[Look]:
        return (look for look in self.looks if look.html)


class Clients(dict[str, Client]):
    """A logged-in client for each person, made when asked for; "" is a reader."""

    def __init__(self, people: dict[str, Any]) -> None:
        super().__init__()
        self.people = people

    def __missing__(self, who: str) -> Client:
        client = self[who] = Client()
        if who:
            client.force_login(self.people[who])
        return client


def see(people: dict[str, Any]) -> Whole:
    """Asks for everything; each state is taken back at its end."""
    whole = Whole()
    for state, errands in _errands().items():
        with transaction.atomic():
            found = OWN[state](people) if state in OWN else things(state, people)
            found.people = people
            clients = Clients(people)
            for errand in errands:
                whole.looks += errand(found, clients)
            if state == "whole":
                whole.looks += _public(found, whole, clients)
                admin.fill(people)
            elif state == "nothing":
                whole.looks += _nothing(whole, clients)
            if state in LISTS:
                whole.scripts[admin.WORDS] = ask(clients["superuser"], admin.WORDS)
                whole.looks += _admin(state, clients)
            transaction.set_rollback(True)
    return whole


def _errands() -> dict[str, list[Any]]:
    """{state: what is asked for in it}."""
    found: dict[str, list[Any]] = {}
    rows = {row.name: row for row in ROWS}
    for name, pattern in names_of("desk").items():
        if name in ("login", "logout"):
            continue
        row = rows.get(name)
        plain = STATES_OF.get(name) or (LISTS if "<" not in str(pattern.pattern) else ())
        for state in plain or ((row.good[0],) if row else ()):
            found.setdefault(state, []).append(_getting(name, str(pattern.pattern), state, row))
        if row:
            found.setdefault(_state(row.refused()[0]), []).append(_sending(row, str(pattern.pattern)))
    return {state: found[state] for state in ("nothing", *sorted(found.keys() - {"nothing"}))}


def _state(name: str) -> str:
    """Where the door to other servers is closed: it always is, here."""
    return "sourced" if name == "closed-door" else name


def _person(row: Row | None, name: str) -> str:
    if row is not None and row.only:
        return next(iter(row.only))
    return WHO.get(name, "administrator")


def _getting(name: str, route: str, state: str, row: Row | None) -> Any:
    who = _person(row, name)
    paths = [f"desk/{route}".replace("<str:role>", role) for role in (ROLES if name == "help-role" else [""])]

    def errand(found: Any, clients: Clients) -> Iterator[Look]:
        for path in paths:
            for query in QUERIES.get(name, ("",)):
                yield Look(name, state, who, ask(clients[who], address(path, found) + query))

    return errand


def _sending(row: Row, route: str) -> Any:
    """The form as it is refused."""
    who, (state, sent) = _person(row, row.name), row.refused()

    def errand(found: Any, clients: Clients) -> Iterator[Look]:
        person, client = found.people[who], clients[who]
        data = sent(found, person) if callable(sent) else sent
        with transaction.atomic():
            path = address(f"desk/{route}", found)
            yield Look(row.name, state, who, ask(client, path, data), sent=True)
            transaction.set_rollback(True)

    return errand


def ask(client: Client, path: str, data: dict[str, Any] | None = None) -> Answer:
    if data is None:
        answer = client.get(path, headers={"Accept-Encoding": "identity"})
    else:
        answer = client.post(path, data)
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    return Answer(path, answer.status_code, kind, dict(answer.headers), answer.getvalue())


def _public(found: Any, whole: Whole, clients: Clients) -> Iterator[Look]:
    """What readers get of the whole site, and of what they send."""
    reader = clients[""]
    whole.stored = {
        quote(path, safe="/-._~"): status for path, status in Page.objects.values_list("path", "status")
    }
    whole.site = crawl(lambda path: ask(reader, path), settings.SITE_URL)
    for path in sorted(whole.stored.keys() | whole.site.keys()):
        yield Look("public", "whole", "", whole.site.get(path) or ask(reader, path))
    article = found.article.get_absolute_url()
    for status, paths in ASKED.items():
        for path in paths:
            answer = ask(reader, path.format(article=article))
            assert answer.status == status, (path, answer.status)
            yield Look("asked", "whole", "", answer)
    yield Look("compare-editions", "whole", "", ask(reader, f"{article}changes/?from=1&to=3"))
    form = f"/claims/{found.claim.pk}/object/"
    yield Look("object", "whole", "", ask(reader, form))
    yield Look("object", "whole", "", ask(reader, form, {"reason": "", "link": "nowhere"}), sent=True)
    for key in Objection.objects.order_by("pk").values_list("key", flat=True):
        yield Look("follow-objection", "whole", "", ask(reader, f"/objections/{key}/"))
    wrong = {"username": "nobody", "password": "nothing"}
    yield Look("login", "whole", "", ask(reader, "/desk/login/", wrong), sent=True)
    yield Look("forbidden", "whole", "outsider", ask(clients["outsider"], "/desk/"))
    yield Look("missing", "whole", "administrator", ask(clients["administrator"], "/desk/articles/nothing/"))
    with patch("articles.public.search_view.search", side_effect=RuntimeError("broken on purpose")):
        yield Look("broken", "whole", "", ask(Client(raise_request_exception=False), "/search/?q=broken"))


def _nothing(whole: Whole, clients: Clients) -> Iterator[Look]:
    """The site before anything was published."""
    from articles import public

    public.rebuild_all()
    reader = clients[""]
    whole.empty = crawl(lambda path: ask(reader, path), settings.SITE_URL)
    for answer in whole.empty.values():
        yield Look("public", "nothing", "", answer)


def _admin(state: str, clients: Clients) -> Iterator[Look]:
    """For a superuser, who is shown most; and the way in for everybody."""
    for name, path, data in admin.errands(filled=state == "whole"):
        yield Look(name, state, "superuser", ask(clients["superuser"], path, data), sent=data is not None)
    yield Look("admin login", state, "", ask(clients[""], "/admin/login/"))
    yield Look("admin login", state, "", ask(clients[""], "/admin/login/", {"username": "x"}), sent=True)


NAMES = {*names_of("desk")} - {"logout"}
assert set(STATES_OF) <= NAMES
assert {*READS} <= NAMES
assert not set(OWN) & set(STATES)
