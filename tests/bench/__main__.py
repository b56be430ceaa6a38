"""How fast are public pages served? Ratios against yardsticks that are measured in the same run.

    python -m tests.bench [--rounds 5] [--seconds 2] [--pages 5000] [--only cold,speed,forms,memory,beside]

Needs two cores, Linux, and wrk and nginx from Debian's packages (`apt-get install wrk nginx-light`). Makes a site of
its own in a temporary folder. The server is pinned to one core and the load to the other, the variants take turns, and
a figure is the median of its rounds of requests per second of the server's processor time. Exits with 1 when a goal
is missed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.serving import ROOT, Load, Server, get, granian, load, memory, nginx

ARTICLE = "/articles/heat-from-a-cold-harbour/"
SLOW = "/desk/slow/"
PREFIXES = {"plain": "/plain", "cached": "/cached"}  # of the address of the page, where it is not its own
LEAST = {16: 0.90, 64: 0.80}  # times the bare application, by connections
NAMED = {"bare": "the bare application", "nginx": "nginx", "plain": "plain Django", "cached": "cache_page"}
Result = tuple[str, float, str, float]  # what, the figure, "at least" or "at most", the goal


def manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


FILL = """
from django.db import transaction
from articles.public.write import finish, generation, advance, write_pages
from articles.public.types import Rendered
from articles.models import Page
body = bytes(Page.objects.get(pk={path!r}).body).decode()
for start in range(0, {pages}, 200):
    pages = [finish(f"/articles/n-{{n}}/", body + f"<!-- {{n}} -->") for n in range(start, min(start + 200, {pages}))]
    with transaction.atomic():
        advance(generation())
        write_pages(Rendered(tuple(pages)))
"""


# As on a server: with DEBUG on, Django keeps every statement and WhiteNoise looks for changed files.
SERVED = {
    "DEBUG": "0",
    "SECRET_KEY": "for this measurement alone",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "HTTPS": "0",
}


def make_site(place: Path, pages: int) -> dict[str, str]:
    """A site with the sample and so many more pages; returns the environment of its processes."""
    environment = {**os.environ, "NEWSROOM_VAR": str(place), "PYTHONPATH": str(ROOT)}
    for name in ("SECRET_KEY", "DATABASE_URL"):
        environment.pop(name, None)
    manage(environment, "quickstart", "--no-serve")
    manage(environment, "shell", "-v", "0", "-c", FILL.format(path=ARTICLE, pages=pages))
    manage(environment, "export_site", str(place / "site"), "-v", "0")
    return environment


def rounds(number: int, runs: dict[str, Callable[[], Load]]) -> dict[str, Load]:
    """Each run in turn, so many times; the medians."""
    found: dict[str, list[Load]] = {name: [] for name in runs}
    for _ in range(number):
        for name, run in runs.items():
            found[name].append(run())
    return {
        name: Load(median(one.rate for one in loads), median(one.p99 for one in loads))
        for name, loads in found.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--only", default=",".join(PARTS), help="some of: %(default)s")
    options = parser.parse_args()
    missing = [name for name in ("wrk", "nginx", "taskset") if not shutil.which(name)]
    if missing or (os.cpu_count() or 1) < 2:
        print(
            f"Needs two cores, and {', '.join(missing) or 'has all programs'}: apt-get install wrk nginx-light."
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.chmod(place, 0o755)
        environment = make_site(place, options.pages) | SERVED
        with ExitStack() as stack:
            servers = Servers(stack, place, environment)
            results = [one for name in options.only.split(",") for one in PARTS[name](servers, options)]
    return report(results)


class Servers(dict[str, Server]):
    """The variants by name, each started when it is first asked for."""

    def __init__(self, stack: ExitStack, place: Path, environment: dict[str, str]) -> None:
        self.stack, self.place, self.environment = stack, place, environment

    def __missing__(self, name: str) -> Server:
        if name == "nginx":
            made = nginx(name, self.place / "site", ARTICLE, self.place)
        else:
            own = {**self.environment, "BENCH_VARIANT": name, "BENCH_PAGE": ARTICLE}
            target = "newsroom.wsgi:application" if name == "newsroom" else "tests.bench.apps:application"
            made = granian(name, target, PREFIXES.get(name, "") + ARTICLE, own)
        self[name] = self.stack.enter_context(made)
        return self[name]


def throughput(servers: Servers, options: argparse.Namespace) -> list[Result]:
    results: list[Result] = []
    for connections, least in LEAST.items():
        names = ("newsroom", "bare", "nginx", *PREFIXES)
        runs = {
            name: partial(load, servers[name], connections=connections, seconds=options.seconds)
            for name in names
        }
        found = rounds(options.rounds, runs)
        for name, one in found.items():
            print(
                f"{name:10} {connections} connections: {one.rate:8.0f} a CPU second, p99 {one.p99:.2f} ms",
                flush=True,
            )
        own, at = found["newsroom"], f"{connections} connections"
        results += [
            (f"times {NAMED[name]}, {at}", own.rate / found[name].rate, "at least", goal)
            for name, goal in {"bare": least, "nginx": 0.55, "plain": 100, "cached": 15}.items()
        ]
        results.append(
            (f"p99, times the bare application's, {at}", own.p99 / found["bare"].p99, "at most", 1.5)
        )
    return results


def forms(servers: Servers, options: argparse.Namespace) -> list[Result]:
    """Other pages and forms against the article as it is."""
    server = servers["newsroom"]
    tag = etag_of(server)
    asked = {
        "article": {},
        "list": {"path": "/"},
        "feed": {"path": "/feeds/atom.xml"},
        "brotli": {"Accept_Encoding": "br"},
        "304": {"If_None_Match": tag},
    }
    runs = {
        name: partial(load, server, connections=16, seconds=options.seconds, **more)
        for name, more in asked.items()
    }
    found = rounds(options.rounds, runs)
    goals = {"list": 0.95, "feed": 0.95, "brotli": 1.1, "304": 1.1}
    return [
        (f"{name}, times the article", found[name].rate / found["article"].rate, "at least", goal)
        for name, goal in goals.items()
    ]


def etag_of(server: Server) -> str:
    import http.client

    one = http.client.HTTPConnection("127.0.0.1", server.port)
    one.request("GET", server.path, headers={"Host": "localhost"})
    response = one.getresponse()
    response.read()
    one.close()
    return response.headers["ETag"]


def room(servers: Servers, options: argparse.Namespace) -> list[Result]:
    """Asks for every page in two forms and once for Django; the worker's memory then."""
    server = servers["newsroom"]
    for number in range(options.pages):
        for coding in ("br", "identity"):
            get(server.port, f"/articles/n-{number}/", {"Accept-Encoding": coding})
    get(server.port, "/healthz")
    return [("memory of a worker after all pages, MB", memory(server), "at most", 70)]


def cold(servers: Servers, options: argparse.Namespace) -> list[Result]:
    """Seconds from nothing to the first page."""
    taken = []
    for _ in range(options.rounds):
        with granian("newsroom", "newsroom.wsgi:application", ARTICLE, servers.environment) as server:
            taken.append(server.cold)
    return [("cold start to the first page, s", median(taken), "at most", 0.5)]


def neighbour(servers: Servers, options: argparse.Namespace) -> list[Result]:
    """p99 of pages while one request after the other keeps a thread of the process busy, over p99 without."""
    server = servers["busy"]
    get(server.port, SLOW)
    alone, beside = [], []
    for _ in range(options.rounds):
        alone.append(load(server, connections=16, seconds=options.seconds).p99)
        stop = threading.Event()
        thread = threading.Thread(target=keep_busy, args=(server, stop))
        thread.start()
        time.sleep(0.1)
        beside.append(load(server, connections=16, seconds=options.seconds).p99)
        stop.set()
        thread.join()
    print(f"p99 alone {median(alone):.2f} ms, beside a slow request {median(beside):.2f} ms")
    figure = median(beside) / median(alone)
    return [("p99 beside a slow request, times p99 alone", figure, "at most", 2)]


def keep_busy(server: Server, stop: threading.Event) -> None:
    while not stop.is_set():
        get(server.port, SLOW)


PARTS = {"cold": cold, "speed": throughput, "forms": forms, "memory": room, "beside": neighbour}


def report(results: list[Result]) -> int:
    missed = 0
    for what, figure, bound, goal in results:
        met = figure >= goal if bound == "at least" else figure <= goal
        missed += not met
        print(f"{what:55} {figure:8.2f}  ({bound} {goal}){'' if met else '  MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
