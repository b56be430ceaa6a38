"""How long does search take among 100,000 articles? On SQLite, and on PostgreSQL where one is named.

    python -m tests.bench.search [--articles 100000] [--rounds 30] [--postgresql postgres://user@host/]

Makes a database of its own on each, fills it with synthetic articles and a claim for each (words by Zipf's law, every
tenth in Chinese) and asks for words of a known frequency. A figure is the time of `public.search.search`, with
counts, results and their texts. The yardstick is a look-up by primary key through the same connection. Exits with 1
when a goal is missed. A machine that does other work as well shows it in the 95th percentile first.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from articles.public.types import Searchable

ROOT = Path(__file__).resolve().parents[2]
CHILD = "BENCH_SEARCH_CHILD"
BATCH = 500
COPIES = 4  # of each synthetic article, with other dates: making them all takes Python minutes
WORDS = 150  # of one article
VOCABULARY, SIGNS = 30_000, 3_000
START = datetime(2026, 1, 1, tzinfo=UTC)
# What stands in every so manieth article. Three of them make the phrases.
EVERY = {"silverware": 100, "harbour": 2, "wind": 2, "north wind": 50, "the north wind blows": 100}
CHINESE = ("港口", 10)  # in every tenth Chinese article, so in one of a hundred
ASKED = {
    "a word in 1%": ("silverware", 5),
    "a Chinese word of two signs in 1%": ("港口", 5),
    "a tag on 1%": ("tag:rare", 5),
    "a word in half": ("harbour", 50),
    "two words in half each": ("harbour wind", 50),
    "a phrase of two": ('"north wind"', 50),
    "a phrase of four": ('"the north wind blows"', 50),
    "a word in half without another": ("harbour -wind", 50),
    "a word in half, a tag on 5%": ("harbour tag:energy", 50),
    "a verdict on a fifth": ("verdict:refuted", 50),
    "one Chinese sign": ("港", 50),
    "a word that is nowhere": ("xyzzy", 5),
}


def texts(number: int) -> Iterator[tuple[int, str, list[str]]]:
    """(article, text, tags), always the same ones."""
    chance = random.Random(1)
    syllables = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(VOCABULARY)]
    signs = [chr(0x4E00 + place) for place in chance.sample(range(0x3000), SIGNS)]
    zipf = {size: list(accumulate(1 / (rank + 1) for rank in range(size))) for size in (VOCABULARY, SIGNS)}
    for article in range(number):
        tags = [name for name, every in (("rare", 100), ("energy", 20)) if article % every == 0]
        if article % 10 == 9:
            words = chance.choices(signs, cum_weights=zipf[SIGNS], k=2 * WORDS)
            if article // 10 % CHINESE[1] == 0:
                words.insert(chance.randrange(len(words)), CHINESE[0])
            yield article, "".join(words), tags
            continue
        words = chance.choices(vocabulary, cum_weights=zipf[VOCABULARY], k=WORDS)
        for words_in, every in EVERY.items():
            if chance.random() < 1 / every:
                words.insert(chance.randrange(len(words)), words_in)
        yield article, " ".join(words), tags


def fill(number: int) -> None:
    """A quarter is written as publications write it, a few hundred at once, the rest are copies of it."""
    from django.db import connection, transaction

    from articles.public.search_index import INDEX, put
    from articles.public.searchable import KEY_BITS, KIND_BITS

    run = connection.cursor().execute
    late = connection.vendor == "postgresql"
    if late:
        run("SET maintenance_work_mem = '512MB'")
        for index in INDEX.values():
            run(f"DROP INDEX {index}_words")
    rows = []
    for pair in things(number // COPIES):
        rows += pair
        if len(rows) >= BATCH:
            with transaction.atomic():
                put(rows)
            rows = []
    put(rows)
    for copy in range(1, COPIES):
        step = copy * number // COPIES * 60 << KEY_BITS + KIND_BITS
        run(
            "INSERT INTO articles_searchrow (id, kind, key, digest, shown, title, units, text) "
            "SELECT id + %s, kind, key || %s, digest, shown, title, units, text "
            "FROM articles_searchrow WHERE key NOT LIKE %s",
            [step, f"-{copy}", "%-%"],
        )
        for index in INDEX.values():
            run(
                f"INSERT INTO {index} (rowid, words) SELECT i.rowid + %s, i.words FROM articles_searchrow r "
                f"JOIN {index} i ON i.rowid = r.id WHERE r.key NOT LIKE %s",
                [step, "%-%"],
            )
    if late:
        for index in INDEX.values():
            run(f"CREATE INDEX {index}_words ON {index} USING gin (words) WITH (fastupdate = off)")
            run(f"VACUUM ANALYZE {index}")
        run("VACUUM ANALYZE articles_searchrow")


def things(number: int) -> Iterator[tuple["Searchable", "Searchable"]]:
    """Articles, and a claim for each."""
    from articles.enums import Verdict
    from articles.public.searchable import searchable

    verdicts = Verdict.values
    for article, text, tags in texts(number):
        at = START + timedelta(minutes=article)
        filters = [("tag", tag) for tag in tags] + [("verdict", verdicts[article % 5])]
        place = {"path": f"/articles/{article}/", "language": "", "dir": "ltr"}
        judged = {"verdict": verdicts[article % 5], "label": "So", "how": "single review", "again": False}
        key = str(article)
        yield (
            searchable(
                "article", key, article, at=at, title=text[:40], text=text, shown=place | {"counts": []}, filters=filters
            ),
            searchable(
                "claim", key, article, at=at, title=text[:120], text=text[120:200], shown=place | judged, filters=filters
            ),
        )  # fmt: skip


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, after one that nobody counts."""
    work()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def measure(options: argparse.Namespace) -> int:
    """In a process of its own, on the database of its environment."""
    import django

    django.setup()
    from django.db import connection

    began = time.perf_counter()
    fill(options.articles)
    seconds = time.perf_counter() - began
    print(f"{connection.vendor}: {options.articles} articles in {seconds:.0f} s", flush=True)
    return ask(options.rounds)


def ask(rounds: int) -> int:
    """All that is asked for, so many times; 1 when a goal is missed."""
    from articles.models import SearchRow
    from articles.public.search import search
    from articles.public.search_view import answer
    from articles.text.search_query import read_query

    some = SearchRow.objects.values_list("pk", flat=True).first()
    yard = median(timed(lambda: SearchRow.objects.values_list("key").get(pk=some), 20 * rounds))
    print(f"{'a look-up by primary key':40} {yard:7.2f} ms")
    missed = 0
    for name, (typed, goal) in ASKED.items():
        query = read_query(typed)
        times = timed(lambda query=query: search(query, "article"), rounds)
        middle, high = median(times), quantiles(times, n=20)[-1]
        missed += middle > goal
        told = f"{middle:7.2f} ms, 95% {high:7.2f}, best {min(times):7.2f}, {middle / yard:6.1f} look-ups"
        number = search(query, "article").counts["article"]
        met = "" if middle <= goal else "  MISSED"
        print(f"{name:40} {told}  (at most {goal}; {number} found){met}", flush=True)
    page = median(timed(lambda: answer("silverware", "article", ""), rounds))
    print(f"{'the whole page of a word in 1%':40} {page:7.2f} ms")
    return 1 if missed else 0


def run(url: str, options: argparse.Namespace) -> int:
    """Migrations and measurement on one database."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        CHILD: "1",
    }
    migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "tests.bench.search", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.search", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--postgresql", default="", help="a server on which a database may be made")
    options = parser.parse_args()
    if os.environ.get(CHILD):
        return measure(options)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        missed += run(f"sqlite:///{folder}/bench.sqlite3", options)
    if options.postgresql:
        import psycopg

        name = f"newsroom_bench_{os.getpid()}"
        with psycopg.connect(options.postgresql, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                missed += run(urlsplit(options.postgresql)._replace(path=f"/{name}").geturl(), options)
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
