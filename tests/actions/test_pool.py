"""Many articles read by several processes: their order, what each costs, how far is read ahead."""

import os
import subprocess
import sys
from multiprocessing import active_children
from threading import Event

import pytest

from articles.actions import pool
from articles.actions.pool import AHEAD, CHUNK_SIZE, WORTH_IT, read_all
from articles.actions.reading import Item
from articles.text.incoming import read_text

CHUNK_ITEMS = 4  # articles in an errand here: fewer to read for the same proof
TEXT = "The port of town number {}\n\nThe town has built {} bridges since 1990.\n"


@pytest.fixture(autouse=True)
def _short_errands(monkeypatch):
    monkeypatch.setattr(pool, "CHUNK_ITEMS", CHUNK_ITEMS)


class Deadly(bytes):
    """Bytes that end the process that measures them, as the system does with one that takes too much memory."""

    def __len__(self):
        os._exit(1)


class Endless(bytes):
    """Bytes that nobody comes to the end of."""

    def __len__(self):
        Event().wait()


class Sent(bytes):
    """Plain bytes here; in the process that they are sent to, of another kind."""

    kind: type

    def __reduce__(self):
        return self.kind, (b"x",)


class SentDeadly(Sent):
    kind = Deadly


class SentEndless(Sent):
    kind = Endless


def item(number: int, **fields) -> Item:
    given = {"text": TEXT.format(number, number)} | fields
    return Item(f"{number}.txt", f"{number}.txt", **given)


@pytest.fixture
def mixed():
    """More than one errand, with a file that cannot be read, one that is refused, and one twice."""
    items = [item(number) for number in range(2 * CHUNK_ITEMS + 3)]
    items[2] = item(2, text=None, error="Cannot be read.")
    items[3] = item(3, text="a\0b")
    items[CHUNK_ITEMS] = item(CHUNK_ITEMS, text=TEXT.format(0, 0))
    return items


def test_several_processes_give_what_one_gives(mixed):
    alone = list(read_all(mixed, jobs=1))
    assert list(read_all(mixed, jobs=2)) == alone
    assert [one for one, _ in alone] == mixed
    assert alone[0][1] == read_text(text=mixed[0].text, name="0.txt")
    assert [read for _, read in alone if isinstance(read, str)] == [
        "Cannot be read.",
        "Character 2 is NUL, which no text holds. Save the article as plain text and try again.",
    ]


def bad_ones(mixed, data, *numbers, seconds=pool.SECONDS):
    """What became of the articles with these numbers when they hold `data`; all others are as without."""
    plain = list(read_all(mixed, jobs=1))
    for number in numbers:
        mixed[number] = item(number, text=None, data=data)
    got = list(read_all(mixed, jobs=2, seconds=seconds))
    assert [one for one, _ in got] == mixed
    words = [
        (one.path, read) for (one, read), (_, as_plain) in zip(got, plain, strict=True) if read != as_plain
    ]
    assert [path for path, _ in words] == [f"{number}.txt" for number in numbers]
    return {read for _, read in words}


def test_process_that_dies_costs_only_its_article(mixed):
    assert bad_ones(mixed, SentDeadly(b"x"), 7, len(mixed) - 1) == {
        "The process that read it died; it may take too much memory. Look at this file."
    }


def test_processes_that_are_ended_from_outside_cost_at_most_an_article_each(mixed):
    plain = list(read_all(mixed, jobs=1))
    reader = read_all(mixed, jobs=2)
    got = [next(reader)]
    for process in active_children():
        process.kill()
    got += reader
    assert [one for one, _ in got] == mixed
    lost = [read for one, read in zip(plain, got, strict=True) if read != one]
    assert len(lost) <= 2
    assert {read for _, read in lost} <= {pool.DIED}


def test_process_that_hangs_is_stopped_and_costs_only_its_article(mixed):
    assert bad_ones(mixed, SentEndless(b"x"), 7, seconds=4) == {
        "Reading it took longer than 4 seconds and was stopped. Look at this file."
    }


def test_fault_of_the_program_costs_only_its_article(monkeypatch):
    monkeypatch.setattr("articles.text.incoming.find_claims", lambda text, **_: 1 / 0)
    ((_, words),) = read_all([item(1)], jobs=1)
    assert words == "It cannot be read, by a fault of this program: ZeroDivisionError: division by zero"


def test_only_so_much_is_read_ahead():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield item(number)

    reader = read_all(items(), jobs=2)
    for number in range(3 * CHUNK_ITEMS):
        assert next(reader)[0].path == f"{number}.txt"
        assert len(taken) <= number + 1 + 2 * AHEAD * CHUNK_ITEMS
    reader.close()
    assert len(taken) <= (3 + 2 * AHEAD) * CHUNK_ITEMS


def test_long_articles_make_short_errands():
    items = [Item("a", "a", data=b"x" * (CHUNK_SIZE // 2)) for _ in range(5)]
    assert [len(one) for one in pool._errands(iter(items))] == [2, 2, 1]
    assert list(pool._errands(iter([]))) == []


@pytest.mark.parametrize(
    ("number", "cores", "jobs"), [(WORTH_IT - 1, 4, 1), (WORTH_IT, 4, 4), (WORTH_IT, None, 1)]
)
def test_cores_are_used_once_there_is_enough_to_read(number, cores, jobs, monkeypatch):
    used = []

    def in_processes(errands, jobs, *_):
        used.append(jobs)
        return ((one, "read") for errand in errands for one in errand)

    monkeypatch.setattr(pool, "_in_processes", in_processes)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    items = [item(number) for number in range(number)]
    assert [one for one, _ in read_all(items)] == items
    assert used == ([jobs] if jobs > 1 else [])


def test_reading_process_loads_no_django():
    """It imports this module: nothing of it may bring the database along."""
    code = "import sys, articles.actions.pool; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
