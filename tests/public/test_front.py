"""Answers before Django: the same as Django's own, and never older than the last commit."""

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from articles.models import Page
from articles.public.answer import form_of
from articles.public.front import Shelf, serving
from articles.public.rebuild import write_batch
from articles.public.store import PAGE, SQLiteStore, Unavailable, page_of
from articles.public.types import PAGE_FIELDS, PageBytes, Rendered
from articles.public.write import finish, generation, moved

ROOT = Path(__file__).resolve().parents[2]
BODY = "<p>" + "The harbour runs on sunlight. " * 40


class OpenTransaction:
    """The test's own transaction, which no other connection can see; counts what is read."""

    def __init__(self) -> None:
        self.reads = 0

    def generation(self) -> int:
        return generation()

    def read(self, path: str) -> tuple[int, PageBytes | None]:
        self.reads += 1
        row = Page.objects.filter(pk=path).values_list(*PAGE_FIELDS).first()
        bare = tuple(bytes(value) if isinstance(value, memoryview) else value for value in row or (None,))
        return page_of((generation(), *bare))


def django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("299 Django", [])
    return [b"django"]


def ask(app: Any, path: str = "/articles/hafen-ä/", method: str = "GET", **environ: str) -> tuple:
    said: list = []
    body = app(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "HTTP_HOST": "testserver",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            **environ,
        },
        lambda status, headers, error=None: said.extend((status, dict(headers))),
    )
    found = (*said, b"".join(body))
    if hasattr(body, "close"):
        body.close()
    return found


@pytest.fixture
def store(db) -> OpenTransaction:
    pages = (
        finish("/articles/hafen-ä/", BODY),
        finish("/gone/", BODY, status=410),
        finish("/short/", "ok"),
        moved("/old/", "/articles/hafen-%C3%A4/"),
    )
    write_batch(lambda: Rendered(pages))
    return OpenTransaction()


@pytest.fixture
def whole() -> Iterator[Callable[[], WSGIHandler]]:
    """Makes Django itself, which leaves the test's connection alone when a request begins and ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


CODINGS = ("", "br", "gzip", "gzip, br;q=0.5", "*;q=0", "identity;q=0", "\xff")
CONDITIONS = ("", "*", '"nothing"')


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/articles/hafen-ä/", "/gone/", "/short/", "/old/"])
def test_answer_is_what_django_answers(store, whole, path, method):
    app, made = serving(lambda: django, store=store), whole()
    for header in CODINGS:
        for condition in (*CONDITIONS, ask(app, path, HTTP_ACCEPT_ENCODING=header)[1]["ETag"]):
            sent = {"HTTP_ACCEPT_ENCODING": header, "HTTP_IF_NONE_MATCH": condition}
            if not condition:
                del sent["HTTP_IF_NONE_MATCH"]
            assert ask(app, path, method, **sent) == ask(made, path, method, **sent)


def test_answer_by_https_is_what_django_answers(store, whole, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    app, made = serving(lambda: django, store=store), whole()
    sent = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert ask(app, **sent) == ask(made, **sent)
    assert "Strict-Transport-Security" in ask(app, **sent)[1]
    for sent in ({}, {"HTTP_X_FORWARDED_PROTO": "http"}, {"HTTP_X_FORWARDED_PROTO": "http, https"}):
        assert ask(app, **sent)[0] == "299 Django"


PASSED_ON = [
    {"method": "POST"},
    {"method": "OPTIONS"},
    {"path": "/nowhere/"},
    {"path": "/articles/hafen-ä"},
    {"path": "/desk/"},
    {"path": "/static/x.css"},
    {"path": "/nul\x00/"},
    {"path": "/" + "a" * 600},
    {"HTTP_HOST": "elsewhere.example"},
    {"HTTP_HOST": "testserver:80:80"},
    {"HTTP_HOST": ""},
]


@pytest.mark.parametrize("request_", PASSED_ON, ids=str)
def test_anything_else_is_djangos(store, request_):
    assert ask(serving(lambda: django, store=store), **request_)[0] == "299 Django"


def test_path_that_is_not_utf8_is_djangos(store):
    app = serving(lambda: django, store=store)
    assert ask(app, PATH_INFO="/articles/\xff/")[0] == "299 Django"


def test_host_by_pattern_and_with_port(store, settings):
    settings.ALLOWED_HOSTS = [".press.example", "news.example"]
    app = serving(lambda: django, store=store)
    hosts = {"a.press.example": 200, "news.example:8000": 200, "NEWS.example": 200, "ress.example": 299}
    assert {host: int(ask(app, HTTP_HOST=host)[0][:3]) for host in hosts} == hosts


def test_page_is_read_once_for_each_form(store):
    app = serving(lambda: django, store=store)
    for _ in range(3):
        for header in ("", "br", "gzip"):
            ask(app, HTTP_ACCEPT_ENCODING=header)
    assert store.reads == 3


def test_publication_is_seen_at_the_next_request(store):
    app = serving(lambda: django, store=store)
    assert ask(app)[2] == BODY.encode()
    write_batch(lambda: Rendered((finish("/articles/hafen-ä/", "new"),), ("/gone/",)))
    assert ask(app)[2] == b"new"
    assert ask(app, "/gone/")[0] == "299 Django"


def test_database_that_does_not_answer_is_djangos_to_tell(store, monkeypatch):
    app = serving(lambda: django, store=store)
    ask(app)

    def lost(*_: object) -> int:
        raise Unavailable

    monkeypatch.setattr(store, "generation", lost)
    assert ask(app)[0] == "299 Django"


def test_django_is_loaded_when_it_is_needed_and_once(store):
    loaded = []
    app = serving(lambda: loaded.append(1) or django, store=store)
    ask(app)
    assert loaded == []
    assert [ask(app, "/desk/")[0], ask(app, "/desk/")[0], loaded] == ["299 Django", "299 Django", [1]]


def test_shelf_keeps_to_its_room():
    page = finish("/x/", BODY)
    weight = len(page.body) + 2000
    shelf = Shelf(3 * weight)
    for number in range(10):
        shelf.put(f"/{number}/", "", "", 1, form_of(page, ""))
        shelf.put(f"/{number}/", "", "", 2, form_of(page, ""))
    assert (shelf.size, [key[0] for key in shelf.forms]) == (3 * weight, ["/7/", "/8/", "/9/"])
    assert sorted(shelf.shapes) == ["/7/", "/8/", "/9/"]
    Shelf(10).put("/x/", "", "", 1, form_of(page, ""))
    assert Shelf(10).forms == {}


def test_statement_names_the_table_and_the_columns_in_order():
    columns = ", ".join(f"p.{name}" for name in PAGE_FIELDS)
    assert PAGE.startswith(f"SELECT g.number, {columns} FROM articles_generation g")
    assert f" JOIN {Page._meta.db_table} p " in PAGE


# -- with a database and processes of their own


@pytest.fixture
def file(db, tmp_path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A database file with the two tables, as the migrations make them, and a writer's connection to it."""
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite's files")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name IN ('articles_page', 'articles_generation')")
        made = [row[0] for row in cursor.fetchall()]
    path = tmp_path / "pages.sqlite3"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    for statement in made:
        writer.execute(statement)
    writer.execute("INSERT INTO articles_generation (id, number) VALUES (1, 0)")
    yield path, writer
    writer.close()


def publish(writer: sqlite3.Connection, number: int) -> None:
    page = finish("/", f"edition {number}")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute(
        "INSERT OR REPLACE INTO articles_page "
        "(path, status, content_type, location, body, gzip, brotli, etag, updated_at) "
        "VALUES ('/', 200, 'text/plain', '', ?, x'', x'', ?, '2026-01-01')",
        (page.body, page.etag),
    )
    writer.execute("UPDATE articles_generation SET number = ?", (number,))
    writer.execute("COMMIT")


def test_file_is_never_read_stale(file):
    path, writer = file
    store = SQLiteStore(str(path))
    for number in range(1, 501):
        publish(writer, number)
        assert store.generation() == number
    found, page = store.read("/")
    assert (found, page and page.body) == (500, b"edition 500")
    assert store.read("/nowhere/") == (500, None)


def test_draft_that_is_saved_brings_no_new_generation(file):
    path, writer = file
    publish(writer, 1)
    store = SQLiteStore(str(path))
    writer.execute("CREATE TABLE drafts (words)")
    for _ in range(10):
        writer.execute("INSERT INTO drafts VALUES ('x')")
        assert store.generation() == 1


def test_file_that_is_not_there_is_unavailable_until_it_is(file, tmp_path):
    store = SQLiteStore(str(tmp_path / "later.sqlite3"))
    with pytest.raises(Unavailable):
        store.generation()
    path, writer = file
    publish(writer, 3)
    store.path = str(path)
    assert store.generation() == 3


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def workers(file) -> Iterator[list[http.client.HTTPConnection]]:
    """Two processes that serve the file, and a connection to each."""
    path, writer = file
    publish(writer, 0)
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "NEWSROOM_VAR": str(path.parent)}
    ports = [free_port(), free_port()]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    running = [
        subprocess.Popen(
            [*command, "--port", str(port), "newsroom.wsgi:application"], cwd=ROOT, env=environment
        )
        for port in ports
    ]
    try:
        found = [wait_for(port) for port in ports]
        yield found
        for one in found:
            one.close()
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


def wait_for(port: int) -> http.client.HTTPConnection:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            found.request("GET", "/")
            found.getresponse().read()
        except OSError:
            found.close()
        else:
            return found
    raise AssertionError("the server did not start")


def body_of(worker: http.client.HTTPConnection) -> bytes:
    worker.request("GET", "/")
    return worker.getresponse().read()


KILLED = """
import os, signal, sqlite3, sys
writer = sqlite3.connect(sys.argv[1], isolation_level=None)
writer.execute("BEGIN IMMEDIATE")
writer.execute("UPDATE articles_page SET body = x'00'")
writer.execute("UPDATE articles_generation SET number = number + 1")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_two_workers_see_each_of_500_publications_at_once(file, workers):
    path, writer = file
    stale = []
    for number in range(1, 501):
        publish(writer, number)
        stale += [number for worker in workers if body_of(worker) != b"edition %d" % number]
    assert stale == []
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert [body_of(worker) for worker in workers] == [b"edition 500"] * 2
    publish(writer, 501)
    assert [body_of(worker) for worker in workers] == [b"edition 501"] * 2
