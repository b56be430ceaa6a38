"""Many articles read by several processes, in their order. One that kills its process costs only itself."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeAlias

from articles.actions.reading import Item
from articles.text.incoming import Incoming, read_each
from articles.text.spam import Lists
from articles.text.spam.lists import NOTHING

# One errand for a process: so many articles, or fewer when they are long.
CHUNK_ITEMS = 16
CHUNK_SIZE = 400_000
AHEAD = 3  # errands per process that are read and wait, so that memory stays bounded
WORTH_IT = 40  # articles; for fewer, starting processes takes longer than reading

_own: list[Lists] = []  # in a process of the pool: what it was started with

Read: TypeAlias = tuple[Item, Incoming | str]
Errand: TypeAlias = tuple[list[Item], "Future[list[Incoming | str]]"]


def read_all(items: Iterable[Item], *, jobs: int = 0, lists: Lists = NOTHING) -> Iterator[Read]:
    """Each item in its order with what was read of it, or in words why it cannot be.

    `jobs` is how many processes read; 0: as many as there are cores, once there are enough articles; 1: this
    one. `lists` are the desk's, to screen by. Takes `items` as it goes, at most `jobs * AHEAD` errands before what
    it gives back. Writes nothing.
    """
    items = iter(items)
    if not jobs:
        first = list(islice(items, WORTH_IT))
        jobs = (os.cpu_count() or 1) if len(first) == WORTH_IT else 1
        items = chain(first, items)
    if jobs > 1:
        yield from _in_processes(_errands(items), jobs, lists)
        return
    for item in items:
        yield item, item.error or read_each([_given(item)], lists)[0]


def _given(item: Item) -> tuple[bytes | None, str | None, str, str]:
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


def _in_processes(errands: Iterator[list[Item]], jobs: int, lists: Lists) -> Iterator[Read]:
    pool = _start(jobs, lists)
    waiting: deque[Errand] = deque()
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (errand := next(errands, None)):
                waiting.append((errand, _send(pool, errand)))
            if not waiting:
                return
            items, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                results = _one_by_one(items, lists)
                pool = _start(jobs, lists)
                waiting = deque((one, old if _done(old) else _send(pool, one)) for one, old in waiting)
            found = iter(results)
            for item in items:
                yield item, item.error or next(found)
    finally:
        pool.shutdown(cancel_futures=True)


def _start(jobs: int, lists: Lists) -> ProcessPoolExecutor:
    """New processes that share nothing with this one: a copy would share the database's connection.

    Ctrl-C reaches all processes of a terminal; they leave it to the one that started them.
    """
    return ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(lists,),
    )


def _begin(lists: Lists) -> None:
    """The first thing a process does: the lists are sent once, not with each errand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own[:] = [lists]


def _read(given: list[tuple[bytes | None, str | None, str, str]]) -> list[Incoming | str]:
    return read_each(given, *_own)


def _send(pool: ProcessPoolExecutor, errand: list[Item]) -> "Future[list[Incoming | str]]":
    try:
        return pool.submit(_read, [_given(item) for item in errand if not item.error])
    except BrokenProcessPool as error:
        future: Future[list[Incoming | str]] = Future()
        future.set_exception(error)
        return future


def _done(future: "Future[list[Incoming | str]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _one_by_one(items: list[Item], lists: Lists) -> list[Incoming | str]:
    """An errand whose process died, article by article: one of them may be to blame, or another errand's."""
    found: list[Incoming | str] = []
    pool = _start(1, lists)
    try:
        for item in items:
            if item.error:
                continue
            try:
                found += _send(pool, [item]).result()
            except BrokenProcessPool:
                found.append("The process that read it died; it may take too much memory. Look at this file.")
                pool.shutdown()
                pool = _start(1, lists)
    finally:
        pool.shutdown(cancel_futures=True)
    return found
