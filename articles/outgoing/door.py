"""Fetching one page from another server, and nothing that it could lead to.

An address that a person types, or that another server sends on to, may point into our own network. So the names
are resolved here, every address a name has is checked, and the connection is dialled to one of exactly those:
nothing resolves the name a second time. httpcore's network backend is the place for that.
"""

import queue
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore

from articles.errors import Refused
from articles.outgoing.rules import RULES, Answer, Rules, Unreachable
from articles.outgoing.web_address import WebAddress, read_address

REDIRECTS = {301, 302, 303, 307, 308}
PLAIN, PACKED = {"", "identity"}, {"gzip", "x-gzip"}
PIECE = 65536
MOST_ADDRESSES = 4  # dialled one after the other until one answers


def fetch(url: str, *, rules: Rules = RULES) -> Answer:
    """GETs `url` and follows redirects, each checked as the first; returns the last answer, whatever its status.

    Sends no cookies and no credentials. Refuses what the rules do not allow (Refused) and says so; when the
    other side does not answer, in time or at all, Unreachable. Writes nothing.
    """
    until = time.monotonic() + rules.seconds
    address, permanent = read_address(url), []
    for _ in range(rules.redirects + 1):
        _check_port(address, rules)
        status, headers, body = _get(address, rules, until)
        if status not in REDIRECTS or not headers.get("location"):
            kind = headers.get("content-type", "")[:100]
            return Answer(str(address), status, kind, body, bool(permanent) and all(permanent))
        permanent.append(status in (301, 308))
        address = read_address(headers["location"], base=address)
    raise Refused(f"It sends on from one address to the next more than {rules.redirects} times.")


def _check_port(address: WebAddress, rules: Rules) -> None:
    if address.port not in rules.ports:
        allowed = ", ".join(str(port) for port in sorted(rules.ports))
        raise Refused(f"Port {address.port} is not fetched from; only {allowed} are.")


def _get(address: WebAddress, rules: Rules, until: float) -> tuple[int, dict[str, str], bytes]:
    """One request on one connection of its own: status, headers by small names, the body unpacked."""
    url = httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=address.port,
        target=address.target.encode(),
    )
    sent = {"Host": address.name, "User-Agent": rules.agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    try:
        with (
            httpcore.ConnectionPool(
                rules.trusted, max_connections=1, network_backend=_Dialler(rules, until)
            ) as pool,
            pool.stream("GET", url, headers=[*sent.items(), ("Connection", "close")]) as response,
        ):
            headers = _headers(response.headers)
            if response.status in REDIRECTS and headers.get("location"):
                return response.status, headers, b""
            return response.status, headers, _unpacked(response.stream, headers, rules.most_bytes)
    except _TIMEOUTS as error:
        raise Unreachable(f"It did not answer within {rules.seconds:g} seconds.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        raise Unreachable(_words_of(error)) from error


_TIMEOUTS = (httpcore.TimeoutException, TimeoutError)


def _words_of(error: Exception) -> str:
    cause: BaseException | None = error
    while cause := cause.__cause__ or cause.__context__:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"Its certificate is not good: {cause.verify_message}."
    if isinstance(error, httpcore.ProtocolError | ValueError):
        return "What it answered is not HTTP."
    return "No connection to it can be made."


def _headers(rows: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """By small names; of one that comes twice the first."""
    found: dict[str, str] = {}
    for name, value in rows:
        found.setdefault(name.decode("ascii", "replace").lower(), value.decode("latin-1"))
    if found.get("location"):
        found["location"] = found["location"].encode("latin-1").decode("utf-8", "replace")
    return found


def _unpacked(stream: Iterable[bytes], headers: dict[str, str], most: int) -> bytes:
    """The whole body, unpacked piece by piece, so that a small packet cannot become a large one."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in PLAIN | PACKED:
        raise Unreachable(f"It is packed in a way that was not asked for: {coding[:40]}.")
    body, came = bytearray(), 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in stream:
        came += len(piece)
        for shown in [piece] if coding in PLAIN else _pieces(unpacker, piece):
            body += shown
            if max(len(body), came) > most:
                raise Refused(f"It is larger than {most / 2**20:.0f} MB, which are the most.")
    if came and coding in PACKED and not unpacker.eof:
        raise Unreachable("It is packed, and the end of the packet is missing.")
    return bytes(body)


def _pieces(unpacker: Any, packed: bytes) -> Iterator[bytes]:
    try:
        while shown := unpacker.decompress(packed, PIECE):
            yield shown
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise Unreachable("It is packed, and the packet is damaged.") from error


class _Dialler(httpcore.NetworkBackend):
    """Resolves, checks and dials; nothing is dialled that it has not checked, and nothing after `until`."""

    def __init__(self, rules: Rules, until: float) -> None:
        self.rules, self.until = rules, until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _in_time(lambda: self.rules.resolve(host, port), _left(self.until))
        for address in addresses:
            if why := self.rules.why_denied(address):
                raise Refused(f"{host} is at {address}: {why}. Only public addresses are fetched from.")
        problem: Exception = OSError("no address")
        for address in addresses[:MOST_ADDRESSES]:
            try:
                return _Stream(_BACKEND.connect_tcp(address, port, timeout=_left(self.until)), self.until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the same point in time."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self.inner, self.until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, timeout=_left(self.until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, timeout=_left(self.until))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self.inner.start_tls(ssl_context, server_hostname, timeout=_left(self.until))
        return _Stream(inner, self.until)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)

    def close(self) -> None:
        self.inner.close()


_BACKEND = httpcore.SyncBackend()


def _left(until: float) -> float:
    """The seconds that are left; TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _in_time(ask: Callable[[], list[str]], seconds: float) -> list[str]:
    """What `ask` returns, unless that takes longer: a resolver cannot be told to hurry, only be left alone."""
    told: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            told.put(ask())
        except Exception as error:
            told.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception):
        raise Unreachable("There is no such host: its name leads to no address.") from found
    return found
