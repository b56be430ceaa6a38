"""Servers on one core, load from the other, and what both say."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER, CLIENT = "0", "1"  # the core of each
TICK = os.sysconf("SC_CLK_TCK")
WAIT = 30  # seconds for a server to start


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    group: int  # of its processes
    path: str  # under which it serves the page
    cold: float  # seconds from the start of the process to the first page


@dataclass(frozen=True)
class Load:
    """What one run of wrk brought: requests per CPU second of the server, and its latency."""

    rate: float
    p99: float  # milliseconds


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def granian(name: str, target: str, path: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """A site under granian with the options that newsroom/deploy names, one worker."""
    port = free_port()
    options = "--interface wsgi --workers 1 --blocking-threads 8 --backpressure 64 --no-ws --log-level error"
    command = [sys.executable, "-m", "granian", *options.split(), "--port", str(port), target]
    with started(name, command, port, path, {**environment, "MALLOC_ARENA_MAX": "1"}) as server:
        yield server


@contextlib.contextmanager
def nginx(name: str, folder: Path, path: str, place: Path) -> Iterator[Server]:
    """nginx with the example configuration and one worker."""
    port = free_port()
    text = (ROOT / "newsroom/deploy/nginx.conf").read_text().replace("/srv/newsroom/site", str(folder))
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}")
    (place / "nginx.conf").write_text(
        f"daemon off; user root; worker_processes 1; pid {place}/pid; events {{ worker_connections 512; }} "
        f"http {{ access_log off; sendfile on; keepalive_requests 1000000; include /etc/nginx/mime.types; {text} }}"
    )
    command = ["nginx", "-e", "stderr", "-c", str(place / "nginx.conf")]
    with started(name, command, port, path, {}) as server:
        yield server


@contextlib.contextmanager
def started(
    name: str, command: list[str], port: int, path: str, environment: Mapping[str, str]
) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", SERVER, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        while get(port, path) is None:
            if process.poll() is not None or time.perf_counter() - began > WAIT:
                raise SystemExit(f"{name} did not start: {' '.join(command)}")
            time.sleep(0.002)
        yield Server(name, port, process.pid, path, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(WAIT)


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> bytes | None:
    """The body of a page; None while nobody listens. Anything but 200 ends the run."""
    one = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        one.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        response = one.getresponse()
        body = response.read()
    except (ConnectionError, OSError):
        return None
    finally:
        one.close()
    if response.status != 200:
        raise SystemExit(f"{path} answers {response.status}")
    return body


def processes(group: int) -> Iterator[tuple[int, list[str]]]:
    """The processes of a server and the fields of their stat from the state on (proc(5))."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[2]) == group:
                    yield int(entry.name), fields


def cpu(server: Server) -> float:
    """Seconds of processor time that the server has taken so far."""
    return sum(int(fields[11]) + int(fields[12]) for _, fields in processes(server.group)) / TICK


def memory(server: Server) -> float:
    """Megabytes of the largest of its processes: the worker."""
    page = os.sysconf("SC_PAGE_SIZE")
    return max(int(fields[21]) for _, fields in processes(server.group)) * page / 2**20


def load(server: Server, *, connections: int, seconds: float, path: str = "", **headers: str) -> Load:
    """One run of wrk."""
    before = cpu(server)
    command = ["taskset", "-c", CLIENT, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in {"Host": "localhost", **headers}.items():
        command += ["-H", f"{name.replace('_', '-')}: {value}"]
    url = f"http://127.0.0.1:{server.port}{path or server.path}"
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{server.name} failed under load:\n{said}")
    requests = int(re.search(r"(\d+) requests in", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return Load(requests / (cpu(server) - before), float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit])
