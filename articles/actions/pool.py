"""Many articles read by several processes, in their order. One that kills or hangs its process costs only itself."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
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
SECONDS = 120.0  # for one article; the slowest of 2 MB that was measured took 29 on a busy machine
DIED = "The process that read it died; it may take too much memory. Look at this file."
STARTING = 60.0  # seconds that a process may take to begin
LATE = "Reading it took longer than {:g} seconds and was stopped. Look at this file."

Read: TypeAlias = tuple[Item, Incoming | str]


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
        yield from _in_processes(_errands(items), jobs, lists, seconds)
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


@dataclass
class _Slot:
    """An article on its way: what was read of it, once that is known."""

    item: Item
    read: Incoming | str | None


@dataclass
class _Worker:
    """A process, and the articles that it has not answered yet, in their order. `since`: its last sign of life."""

    process: BaseProcess
    pipe: Connection
    todo: deque[_Slot] = field(default_factory=deque)
    since: float = 0.0


def _in_processes(errands: Iterator[list[Item]], jobs: int, lists: Lists, seconds: float) -> Iterator[Read]:
    """A process gets an errand once it has nothing to do, and answers article by article."""
    workers = [_start(lists) for _ in range(jobs)]
    ahead: deque[deque[_Slot]] = deque()
    try:
        while True:
            for number, worker in enumerate(workers):
                if fault := _hear(worker, seconds):
                    workers[number] = worker = _instead(worker, fault, lists)
                if not worker.todo and len(ahead) < jobs * AHEAD and (errand := next(errands, None)):
                    ahead.append(deque(_Slot(item, item.error or None) for item in errand))
                    _give(worker, (slot for slot in ahead[-1] if slot.read is None))
            while ahead and not ahead[0]:
                ahead.popleft()
            if not ahead:
                return
            if (slot := ahead[0][0]).read is not None:
                ahead[0].popleft()
                yield slot.item, slot.read
            else:
                busy = [worker for worker in workers if worker.todo]
                late = min(worker.since for worker in busy) + seconds
                wait([worker.pipe for worker in busy], max(0.0, late - monotonic()))
    finally:
        for worker in workers:
            _stop(worker)


def _start(lists: Lists) -> _Worker:
    """A new process that shares nothing with this one: a copy would share the database's connection."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_work, args=(there, lists), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here, since=monotonic() + STARTING)


def _work(pipe: Connection, lists: Lists) -> None:
    """What a process does until the other end of its pipe is gone. The lists are sent once, not with each errand.

    Ctrl-C reaches all processes of a terminal; they leave it to the one that started them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            for one in pipe.recv():
                pipe.send(read_each([one], lists)[0])


def _give(worker: _Worker, slots: Iterable[_Slot]) -> None:
    """Sends an errand to a process that has none: it takes it in at once, so this does not block for long."""
    worker.todo, worker.since = deque(slots), max(monotonic(), worker.since)
    if worker.todo:
        with suppress(OSError):  # it died; that is seen when it is heard next
            worker.pipe.send([_given(slot.item) for slot in worker.todo])


def _hear(worker: _Worker, seconds: float) -> str:
    """Takes in what a process has answered; says why it will not answer any more, "" if it may."""
    try:
        while worker.pipe.poll():
            answer = worker.pipe.recv()
            worker.since = monotonic()
            if answer is not None:  # else it has just begun
                worker.todo.popleft().read = answer
    except (EOFError, OSError):
        return DIED
    return LATE.format(seconds) if worker.todo and monotonic() > worker.since + seconds else ""


def _instead(worker: _Worker, fault: str, lists: Lists) -> _Worker:
    """Another process for one that died or hangs: the article that it was at has the fault, the others are read."""
    _stop(worker)
    new = _start(lists)
    if worker.todo:
        worker.todo.popleft().read = fault
        _give(new, worker.todo)
    return new


def _stop(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
