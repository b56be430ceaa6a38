"""Answers readers before Django is asked: GET and HEAD of a stored page, from memory, with headers ready.

`serving(load)` wraps Django (`load()` makes its WSGI application, when it is first needed) in a callable that
looks the path up in a bounded store in memory. What it does not know goes on to Django: other methods, unknown
paths and hosts, and everything while the database does not answer. Of that, the desk gives way to readers.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from articles.public.answer import METHODS, Form, chosen_form, form_of, is_unchanged, shape_of
from articles.public.store import SQLiteStore, Store, Unavailable
from articles.public.yielding import WSGI, yielding

LONGEST_PATH = 500
DESK = ("/desk/", "/admin/", "/api/")  # gives way to readers
ELSEWHERE = ("/static/", "/search/")  # no page stands here: not worth a look
OVERHEAD = 2000  # bytes that a remembered form takes beside its body: headers, keys, objects
MOST_HOSTS = 100  # names under which the site is asked for
STATUS = {200: "200 OK", 301: "301 Moved Permanently", 304: "304 Not Modified", 410: "410 Gone"}
# What Django's middleware adds to every answer besides what `answer` says.
MIDDLEWARE = (("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"))


class Shelf:
    """Forms of pages in memory, at most `room` bytes; what was put there first goes first."""

    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self.lock = threading.Lock()
        self.forms: dict[tuple[str, str], tuple[int, Form]] = {}  # by path and form: generation, form
        self.shapes: dict[str, str] = {}

    def put(self, path: str, shape: str, chosen: str, generation: int, form: Form) -> None:
        weight = len(form.body) + OVERHEAD
        with self.lock:
            self.drop((path, chosen))
            if weight > self.room:
                return
            self.shapes[path] = shape
            self.forms[path, chosen] = (generation, form)
            self.size += weight
            while self.size > self.room:
                self.drop(next(iter(self.forms)))

    def drop(self, key: tuple[str, str]) -> None:
        found = self.forms.pop(key, None)
        if found:
            self.size -= len(found[1].body) + OVERHEAD
            if not any((key[0], other) in self.forms for other in ("", "br", "gzip")):
                self.shapes.pop(key[0], None)


def serving(load: Callable[[], WSGI], *, store: Store | None = None) -> WSGI:
    """The WSGI application of the site. `store` is the settings' database if left out."""
    django = Later(load)
    desk = yielding(django)
    shelf = Shelf(settings.PAGE_MEMORY)
    pages = store or store_of(settings.DATABASES["default"])
    hosts: set[str] = set()
    secure = settings.SECURE_SSL_REDIRECT
    more = MIDDLEWARE + transport_security()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        shape = shelf.shapes.get(path)  # asked first, as most requests are for what is known
        if shape is None and path.startswith(DESK):
            return desk(environ, start_response)
        if method not in METHODS or (secure and not is_secure(environ)):
            return django(environ, start_response)
        host = environ.get("HTTP_HOST", "")
        if (shape is None and path.startswith(ELSEWHERE)) or not (host in hosts or is_known(host)):
            return django(environ, start_response)
        header = environ.get("HTTP_ACCEPT_ENCODING", "")
        try:
            generation = pages.generation()
            found = None if shape is None else shelf.forms.get((path, chosen_form(header, shape)))
            form = found[1] if found and found[0] >= generation else fetch(path, header)
        except Unavailable:
            form = None
        if form is None:
            return django(environ, start_response)
        if "HTTP_IF_NONE_MATCH" in environ and is_unchanged(form, environ["HTTP_IF_NONE_MATCH"]):
            start_response(STATUS[304], [*form.unchanged])
            return []
        start_response(STATUS[form.status], [*form.headers])
        return [form.body] if method == "GET" else []

    def is_known(host: str) -> bool:
        if not is_allowed(host):
            return False
        if len(hosts) < MOST_HOSTS:
            hosts.add(host)
        return True

    def fetch(path: str, header: str) -> Form | None:
        decoded = decode(path)
        if decoded is None:
            return None
        generation, page = pages.read(decoded)
        if page is None:
            return None
        shape = shape_of(page.gzip, page.brotli)
        chosen = chosen_form(header, shape)
        form = form_of(page, chosen, more=more)
        shelf.put(path, shape, chosen, generation, form)
        return form

    return application


class Later:
    """Django's application, loaded when it is first needed."""

    def __init__(self, load: Callable[[], WSGI]) -> None:
        self.load, self.lock = load, threading.Lock()
        self.loaded: WSGI | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self.loaded is None:
            with self.lock:
                if self.loaded is None:
                    self.loaded = self.load()
        return self.loaded(environ, start_response)


def decode(path: str) -> str | None:
    """The path as pages are stored under it; None for one that no page can have."""
    if not path.isascii():
        try:
            path = path.encode("latin-1").decode()
        except UnicodeError:
            return None
    return None if len(path) > LONGEST_PATH or "\0" in path else path


def is_allowed(host: str) -> bool:
    """Whether Django would answer to this Host header (ALLOWED_HOSTS)."""
    name, _, port = host.partition(":")
    if name in settings.ALLOWED_HOSTS and (not port or port.isdecimal()):
        return True
    from django.http.request import split_domain_port, validate_host  # a tenth of a second, seldom needed

    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_secure(environ: dict[str, Any]) -> bool:
    """Whether the request came by https, by the same rule as Django's `is_secure`."""
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return environ[header[0]].split(",")[0].strip() == header[1]
    return environ["wsgi.url_scheme"] == "https"


def transport_security() -> tuple[tuple[str, str], ...]:
    """The header by which browsers keep to https, as Django's SecurityMiddleware sends it."""
    if not settings.SECURE_SSL_REDIRECT or not settings.SECURE_HSTS_SECONDS:
        return ()
    value = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        value += "; includeSubDomains"
    if settings.SECURE_HSTS_PRELOAD:
        value += "; preload"
    return (("Strict-Transport-Security", value),)


def store_of(database: dict[str, Any]) -> Store:
    """The store for an entry of DATABASES."""
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return SQLiteStore(str(database["NAME"]))
    from articles.public.store_postgres import PostgresStore  # psycopg is there where PostgreSQL is used

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {names[key]: database[key] for key in names if database.get(key)}
    options = {key: value for key, value in database.get("OPTIONS", {}).items() if isinstance(value, str)}
    return PostgresStore({**given, **options})
