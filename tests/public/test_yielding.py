"""The desk's requests run in threads of their own: the answer is the same, made and closed in one thread."""

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from articles.public.yielding import AHEAD, NICE, yielding


class Body:
    """A body of three pieces that notes what is done with it, and in which thread."""

    def __init__(self, *, error: Exception | None = None) -> None:
        self.error = error
        self.made: list[bytes] = []
        self.threads: set[int] = set()
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        for piece in (b"a", b"b", b"c", b"d", b"e", b"f"):
            self.threads.add(threading.get_ident())
            self.made.append(piece)
            yield piece
        if self.error:
            raise self.error

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed.set()


def app(body: Body):
    def application(environ, start_response):
        body.threads.add(threading.get_ident())
        start_response(environ["status"], [("X", "y")])
        return body

    return yielding(application)


def test_answer_is_made_and_closed_in_one_other_thread():
    body, said = Body(), []
    answer = app(body)({"status": "299 Some"}, lambda *given: said.append(given))
    assert (b"".join(answer), said) == (b"abcdef", [("299 Some", [("X", "y")])])
    answer.close()
    assert body.closed.is_set()
    assert len(body.threads) == 1
    assert threading.get_ident() not in body.threads


def test_answer_that_nobody_takes_is_not_made_to_its_end():
    body = Body()
    answer = app(body)({"status": "200 OK"}, lambda *_: None)
    assert next(iter(answer)) == b"a"
    answer.close()
    assert body.closed.is_set()
    assert len(body.made) <= 1 + AHEAD + 1


def test_error_before_the_answer_is_raised_where_the_answer_is_asked_for():
    with pytest.raises(KeyError, match="status"):
        app(Body())({}, lambda *_: None)


def test_error_in_the_body_ends_it():
    body = Body(error=ValueError("torn"))
    answer = iter(app(body)({"status": "200 OK"}, lambda *_: None))
    assert [next(answer) for _ in range(6)] == [b"a", b"b", b"c", b"d", b"e", b"f"]
    with pytest.raises(ValueError, match="torn"):
        next(answer)
    assert (body.closed.is_set(), list(answer)) == (True, [])


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own here")
def test_thread_gives_way_and_the_one_that_asks_does_not():
    found = []

    def application(environ, start_response):
        found.append(os.getpriority(os.PRIO_PROCESS, 0))
        start_response("200 OK", [])
        return [b""]

    list(yielding(application)({}, lambda *_: None))
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert found == [max(own, NICE)]
