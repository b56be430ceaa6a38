"""The stored pages in PostgreSQL: a watcher hears of each publication, so no request asks for the generation."""

import threading
import time
from typing import Any

import psycopg

from articles.public.store import CHANNEL, GENERATION, PAGE, Unavailable, page_of
from articles.public.types import PageBytes

POLL = 1.0  # seconds between two looks at the generation, should a notification be lost
LOST = 3.0  # seconds without a word from the watcher until nothing is taken for known any more
AGAIN = 1.0  # seconds until a lost connection is tried again


class PostgresStore:
    """Pages of a PostgreSQL database; `connect` are psycopg's arguments for a connection of its own."""

    def __init__(self, connect: dict[str, Any]) -> None:
        self.connect = connect
        self.lock = threading.Lock()
        self.own = threading.local()
        self.watcher: threading.Thread | None = None
        self.known: tuple[float, int] = (float("-inf"), -1)  # when the watcher last knew, and what
        self.closed = False

    def open(self) -> psycopg.Connection:
        return psycopg.connect(**self.connect, autocommit=True, prepare_threshold=1)

    def generation(self) -> int:
        at, number = self.known
        if time.monotonic() - at > LOST:
            self.start()
            return self.ask()
        return number

    def start(self) -> None:
        """Starts the watcher, in the process that serves: a thread does not survive a fork."""
        with self.lock:
            if self.watcher is None or not self.watcher.is_alive():
                self.watcher = threading.Thread(target=self.watch, name="newsroom-pages", daemon=True)
                self.watcher.start()

    def watch(self) -> None:
        """Listens for publications, and looks once a second in case that one was not heard of."""
        while not self.closed:
            try:
                with self.open() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while True:
                        at = time.monotonic()
                        self.known = (at, fetch(connection, GENERATION)[0])
                        for _ in connection.notifies(timeout=POLL, stop_after=1):
                            pass
            except (psycopg.Error, OSError, Unavailable):
                self.known = (float("-inf"), -1)
                time.sleep(0 if self.closed else AGAIN)

    def ask(self) -> int:
        """While the watcher does not know, each request asks: slower, and never stale."""
        return self.asked(GENERATION)[0]

    def read(self, path: str) -> tuple[int, PageBytes | None]:
        return page_of(self.asked(PAGE.format("%s"), path))

    def close(self) -> None:
        """Lets go of this thread's connection; the watcher ends when its own is cut, or at its next look."""
        self.closed = True
        if getattr(self.own, "connection", None) is not None:
            self.own.connection.close()

    def asked(self, statement: str, *values: str) -> Any:
        """One row by this thread's own connection, which is opened anew once when it was lost."""
        for attempt in (1, 2):
            try:
                if getattr(self.own, "connection", None) is None:
                    self.own.connection = self.open()
                return fetch(self.own.connection, statement, *values)
            except (psycopg.Error, OSError) as error:
                self.own.connection = None
                if attempt == 2:
                    raise Unavailable from error
        raise AssertionError("unreachable")


def fetch(connection: psycopg.Connection, statement: str, *values: str) -> Any:
    row = connection.execute(statement, values).fetchone()
    if row is None:
        raise Unavailable
    return row
