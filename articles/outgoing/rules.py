"""What a request to another server may do, and what comes back of it."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ssl import SSLContext

from articles.errors import Refused
from articles.outgoing.addresses import why_denied


class Unreachable(Refused):
    """The other server did not answer, or not with anything that is an answer."""


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as the machine's own resolver gives them; OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a request may do. Tests put in a resolver and an exception of their own; nothing turns the check off."""

    ports: frozenset[int] = frozenset((80, 443, 8080, 8443))
    resolve: Callable[[str, int], list[str]] = resolve
    why_denied: Callable[[str], str] = why_denied
    redirects: int = 3
    most_bytes: int = 10 * 2**20  # as sent, and again when unpacked
    seconds: float = 20.0
    agent: str = "Newsroom"
    trusted: SSLContext | None = None  # None: the authorities that Mozilla trusts


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `moved` says whether each redirect on the way was a permanent one, and there was one."""

    url: str  # where it was found in the end
    status: int
    content_type: str
    body: bytes
    moved: bool = False
