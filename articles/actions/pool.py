"""Many articles read by several processes, in their order. One that kills or hangs its process costs only itself."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from articles.actions.reading import Item
from articles.text.incoming import Incoming, read_each
from articles.text.spam import Lists
from articles.text.spam.lists import NOTHING

# One errand for a process: so many articles, or fewer when they are long.
CHUNK_ITEMS = 16
CHUNK_SIZE = 400_000
AHEAD = 3  # errands per process that are read and wait, so that memory stays bounded
WORTH_IT = 40  # articles; for fewer, starting processes takes longer than reading
# An errand may take so long, and each of its articles when it is read again. The slowest article of 2 MB that was
# measured took 29 seconds on a busy machine.
SECONDS = 120.0
WAIT = AHEAD + 3  # times as long: more than all that stands before an errand may take

_own: list[Lists] = []  # in a process of the pool: what it was started with

Given: TypeAlias = tuple[bytes | None, str | None, str, str]
Read: TypeAlias = tuple[Item, Incoming | str]
Errand: TypeAlias = tuple[list[Item], ProcessFuture]


def read_all(
    items: Iterable[Item], *, jobs: int = 0, lists: Lists = NOTHING, seconds: float = SECONDS
) -> Iterator[Read]:
    """Each item in its order with what was read of it, or in words why it cannot be.

    `jobs` is how many processes read; 0: as many as there are cores, once there are enough articles; 1: this
    one. `lists` are the desk's, to screen by. Another process that takes longer than `seconds` over an article is
    stopped; this one is not. Takes `items` as it goes, at most `jobs * AHEAD` errands before what it gives back.
    Writes nothing.
    """
    items = iter(items)
    if not jobs:
        first = list(islice(items, WORTH_IT))
        jobs = (os.cpu_count() or 1) if len(first) == WORTH_IT else 1
        items = chain(first, items)
    if jobs > 1:
        yield from _in_processes(items, jobs, lists, seconds)
        return
    for item in items:
        yield item, item.error or read_each([_given(item)], lists)[0]


def _given(item: Item) -> Given:
    return item.data, item.text, item.name, item.format


def _errands(items: Iterator[Item]) -> Iterator[list[Item]]:
    errand: list[Item] = []
    size = 0
    for item in items:
        errand.append(item)
        size += len(item.data or item.text or "")
        if len(errand) == CHUNK_ITEMS or size >= CHUNK_SIZE:
            yield errand
            errand, size = [], 0
    if errand:
        yield errand


def _in_processes(items: Iterator[Item], jobs: int, lists: Lists, seconds: float) -> Iterator[Read]:
    """New processes that share nothing with this one: a copy would share the database's connection."""
    pool = ProcessPool(jobs, initializer=_begin, initargs=(lists,), context=get_context("spawn"))
    errands, waiting = _errands(items), deque[Errand]()
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (errand := next(errands, None)):
                waiting.append((errand, _send(pool, errand, seconds)))
            if not waiting:
                return
            errand, future = waiting.popleft()
            found = iter(_results(pool, errand, future, seconds))
            for item in errand:
                yield item, item.error or next(found)
    finally:
        pool.stop()
        pool.join()


def _begin(lists: Lists) -> None:
    """The first thing a process does: the lists are sent once, not with each article.

    Ctrl-C reaches all processes of a terminal; they leave it to the one that started them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own[:] = [lists]


def _send(pool: ProcessPool, errand: list[Item], seconds: float) -> ProcessFuture:
    given = [_given(item) for item in errand if not item.error]
    return pool.schedule(_read, [given], timeout=seconds)


def _read(given: list[Given]) -> list[Incoming | str]:
    return read_each(given, *_own)


def _results(
    pool: ProcessPool, errand: list[Item], future: ProcessFuture, seconds: float
) -> list[Incoming | str]:
    """What came of an errand. One whose process died or was stopped is read again, article by article.

    The pool stops a process that is late; should it lose one, this does not wait on.
    """
    try:
        found: list[Incoming | str] = future.result(timeout=WAIT * seconds)
        return found
    except TimeoutError:
        future.cancel()
        words = f"Reading it took longer than {seconds:g} seconds and was stopped. Look at this file."
    except ProcessExpired:
        words = "The process that read it died; it may take too much memory. Look at this file."
    good = [item for item in errand if not item.error]
    if len(good) == 1:
        return [words]
    again = ([item] for item in good)
    return [one for few in again for one in _results(pool, few, _send(pool, few, seconds), seconds)]
