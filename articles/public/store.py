"""The stored pages as `front` reads them: without Django's models, and never older than the last commit.

`Store.generation()` costs next to nothing while nothing was written; a page is read together with the
generation it belongs to, in one statement, so both are of one moment.
"""

import mmap
import os
import sqlite3
import threading
from typing import Any, Protocol

from articles.public.types import PageBytes

GENERATION = "SELECT number FROM articles_generation WHERE id = 1"
# The columns stand in the order of PageBytes.
PAGE = (
    "SELECT g.number, p.path, p.body, p.gzip, p.brotli, p.etag, p.status, p.content_type, p.location "
    "FROM articles_generation g LEFT JOIN articles_page p ON p.path = {} WHERE g.id = 1"
)
CHANNEL = "newsroom_generation"  # where PostgreSQL tells of a publication


class Unavailable(Exception):
    """The database does not answer, or is not set up: the request is Django's."""


class Store(Protocol):
    """Where pages come from."""

    def generation(self) -> int:
        """The generation that every commit before this call has brought. Raises Unavailable."""
        ...

    def read(self, path: str) -> tuple[int, PageBytes | None]:
        """A page by its decoded path, with the generation it was read in. Raises Unavailable."""
        ...


def page_of(row: Any) -> tuple[int, PageBytes | None]:
    number, path, *rest = row
    return number, None if path is None else PageBytes(path, *rest)


# SQLite keeps the state of the newest commit in the first 48 bytes of the -shm file, the WAL-index header
# (sqlite.org/walformat.html, 2.1): a change counter, the last frame, checksums. Every commit changes them,
# and a commit can be read only once they are changed. Comparing them takes 0.2 µs, PRAGMA data_version 5.5.
HEADER = 48
# What is read stays in memory as pages; SQLite's own copy of 2 MB is left out, but for the inner nodes of the tree.
CACHE = "PRAGMA cache_size = -128"  # KiB


class SQLiteStore:
    """Pages of a SQLite file in WAL mode. One connection, and a view of the file's WAL-index header."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        self.header: Any = None
        self.known: tuple[bytes, int] = (b"", -1)

    def open(self) -> sqlite3.Connection:
        """Opens the file once, under the lock. Neither it nor the view is ever closed: closing any handle of
        the -shm file would let go of all of SQLite's locks on it that this process has (POSIX).
        """
        if self.connection is None:
            connection = sqlite3.connect(
                f"file:{self.path}?mode=rw",
                uri=True,
                timeout=5,
                isolation_level=None,
                check_same_thread=False,
            )
            connection.execute(CACHE)
            connection.execute(GENERATION).fetchone()  # makes the -shm file, and keeps it
            handle = os.open(f"{self.path}-shm", os.O_RDONLY | os.O_CLOEXEC)
            self.header = mmap.mmap(handle, HEADER, access=mmap.ACCESS_READ)
            self.connection = connection
        return self.connection

    def generation(self) -> int:
        header, number = self.known
        # The header is read before the number: a commit in between is seen at the next call.
        if self.header is None or self.header[:HEADER] != header:
            with self.lock:
                try:
                    connection = self.open()
                    header = self.header[:HEADER]
                    number = connection.execute(GENERATION).fetchone()[0]
                except (sqlite3.Error, OSError, TypeError) as error:
                    raise Unavailable from error
                self.known = (header, number)
        return number

    def read(self, path: str) -> tuple[int, PageBytes | None]:
        with self.lock:
            try:
                return page_of(self.open().execute(PAGE.format("?"), (path,)).fetchone())
            except (sqlite3.Error, OSError, TypeError) as error:
                raise Unavailable from error
