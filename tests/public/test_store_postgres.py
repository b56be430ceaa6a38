"""Pages in PostgreSQL: a publication is heard of, and nothing is taken for known while nobody listens."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from articles.public.front import store_of
from articles.public.store import SQLiteStore, Unavailable

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

from articles.public import store_postgres  # noqa: E402
from articles.public.store_postgres import PostgresStore  # noqa: E402

ROOM = "newsroom_front_test"


@pytest.fixture
def connect(db, monkeypatch) -> Iterator[dict[str, str]]:
    """How to reach the two tables, as the migrations make them, in a room of their own."""
    if connection.vendor != "postgresql":
        pytest.skip("this is about PostgreSQL")
    made: list[PostgresStore] = []
    begin = PostgresStore.__init__

    def noted(self: PostgresStore, given: dict[str, str]) -> None:
        begin(self, given)
        made.append(self)

    monkeypatch.setattr(PostgresStore, "__init__", noted)
    options = {"options": f"-c search_path={ROOM}", "application_name": ROOM}
    found = store_of({**connection.settings_dict, "OPTIONS": options}).connect
    with psycopg.connect(**{**found, "application_name": "owner"}, autocommit=True) as writer:
        writer.execute(f"DROP SCHEMA IF EXISTS {ROOM} CASCADE")
        writer.execute(f"CREATE SCHEMA {ROOM}")
        for table in ("articles_page", "articles_generation"):
            writer.execute(f"CREATE TABLE {ROOM}.{table} (LIKE public.{table} INCLUDING ALL)")
        writer.execute("INSERT INTO articles_generation (id, number) VALUES (1, 0)")
        yield found
        for store in made:
            store.close()
        writer.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", (ROOM,)
        )
        for store in made:
            if store.watcher:
                store.watcher.join()
        writer.execute(f"DROP SCHEMA {ROOM} CASCADE")


def publish(connect: dict[str, str], number: int, *, tell: bool = True) -> None:
    with psycopg.connect(**connect) as writer:
        writer.execute("DELETE FROM articles_page")
        writer.execute(
            "INSERT INTO articles_page "
            "(path, status, content_type, location, body, gzip, brotli, etag, updated_at) "
            "VALUES ('/', 200, 'text/plain', '', %s, '', '', %s, now())",
            (f"edition {number}".encode(), str(number)),
        )
        writer.execute("UPDATE articles_generation SET number = %s", (number,))
        if tell:
            writer.execute(f"NOTIFY {store_postgres.CHANNEL}")


def becomes(found: Callable[[], object], wanted: object) -> bool:
    until = time.monotonic() + 20
    while found() != wanted and time.monotonic() < until:
        pass
    return found() == wanted


def test_publications_are_heard_of(connect, monkeypatch):
    monkeypatch.setattr(store_postgres, "POLL", 60.0)
    monkeypatch.setattr(store_postgres, "LOST", 90.0)
    store = PostgresStore(connect)
    assert store.generation() == 0  # asked for: nobody listens yet
    assert becomes(lambda: store.known[1], 0)
    for number in range(1, 51):
        publish(connect, number)
        assert becomes(store.generation, number)
    found, page = store.read("/")
    assert (found, page and page.body) == (50, b"edition 50")
    assert store.read("/nowhere/") == (50, None)


def test_publication_nobody_told_of_is_seen_at_the_next_look(connect, monkeypatch):
    monkeypatch.setattr(store_postgres, "POLL", 0.01)
    store = PostgresStore(connect)
    store.start()
    assert becomes(lambda: store.known[1], 0)
    publish(connect, 7, tell=False)
    assert becomes(lambda: store.known[1], 7)


def test_each_request_asks_while_nobody_listens(connect, monkeypatch):
    store = PostgresStore(connect)
    monkeypatch.setattr(store, "start", lambda: None)
    for number in range(1, 4):
        publish(connect, number, tell=False)
        assert store.generation() == number


def test_lost_connection_is_opened_anew(connect, monkeypatch):
    store = PostgresStore(connect)
    monkeypatch.setattr(store, "start", lambda: None)
    store.generation()
    store.own.connection.close()
    assert store.generation() == 0


def test_database_that_is_not_there_is_unavailable(connect, monkeypatch):
    store = PostgresStore({**connect, "dbname": "no_such_database"})
    monkeypatch.setattr(store, "start", lambda: None)
    with pytest.raises(Unavailable):
        store.read("/")


def test_settings_choose_the_store():
    assert isinstance(store_of({"ENGINE": "django.db.backends.sqlite3", "NAME": Path("x")}), SQLiteStore)
    database = {
        "NAME": "n",
        "USER": "u",
        "PASSWORD": "",
        "HOST": "h",
        "PORT": 5432,
        "OPTIONS": {"options": "-c jit=off"},
    }
    found = store_of({"ENGINE": "django.db.backends.postgresql", **database})
    assert isinstance(found, PostgresStore)
    assert found.connect == {"dbname": "n", "user": "u", "host": "h", "port": 5432, "options": "-c jit=off"}
