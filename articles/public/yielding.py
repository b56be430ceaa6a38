"""Runs the desk in threads of its own that give way to readers.

A request that computes holds Python's lock, and where it shares a core with the pages the kernel gives it whole ticks
(4 ms) of it. In a thread of lower priority it gets what readers leave. A thread cannot have its priority back without
rights that a site should not have, so it keeps it, and the server's own threads hand the request over and wait.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Queue
from typing import Any

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

THREADS = 4  # the server's own wait for them, so it is given more than these
NICE = 19  # the lowest; at 10 readers still notice, as what the desk gets comes in whole ticks
AHEAD = 2  # pieces of a body that are made before the server takes them


class GivenUp(Exception):
    """The server closed the answer before its end: the reader has gone."""


class Answer:
    """One answer on its way from the thread that makes it: status and headers, the pieces, an exception as the end."""

    def __init__(self) -> None:
        self.pieces: Queue[Any] = Queue(AHEAD)
        self.given_up = self.over = False

    def make(self, application: WSGI, environ: dict[str, Any]) -> None:
        """In the desk's thread: all of it, closing included, as its connection to the database is the thread's own."""
        end: BaseException = StopIteration()
        try:
            body = application(environ, lambda *said: self.put(said))
            try:
                for piece in body:
                    self.put(piece)
            finally:
                if hasattr(body, "close"):
                    body.close()
        except BaseException as error:
            end = error
        self.pieces.put(end)

    def put(self, piece: Any) -> None:
        if self.given_up:
            raise GivenUp
        self.pieces.put(piece)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> Any:
        piece = StopIteration() if self.over else self.pieces.get()
        if isinstance(piece, BaseException):
            self.over = True
            raise piece
        return piece

    def close(self) -> None:
        self.given_up = True
        with suppress(Exception):  # what it ends with is nobody's any more
            for _ in self:
                pass


def yielding(application: WSGI) -> WSGI:
    """The same application, each request run as a whole in a thread that gives way, which is made when needed."""
    threads = ThreadPoolExecutor(THREADS, "newsroom-desk", give_way)

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        answer = Answer()
        threads.submit(answer.make, application, environ)
        start_response(*next(answer))
        return answer

    return call


def give_way() -> None:
    """Lowers the priority of this thread, where threads have one of their own (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
