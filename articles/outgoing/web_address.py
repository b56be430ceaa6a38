"""Reading an http address strictly: one reader, so that what is checked is what is dialled."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from articles.errors import Refused

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_BAD = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
_NUMBERS = re.compile(r"[0-9a-f:.]+")
_SAFE = "/?:@!$&'()*+,;=-._~%[]"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where one request goes. `host` is ASCII; `target` is the path with the query, encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """The host as a Host header says it: with its port when that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.name}{self.target}"


def read_address(url: str, *, base: WebAddress | None = None) -> WebAddress:
    """The address that `url` names, taken from `base` on when it is a relative one; the fragment is left off.

    Refuses (Refused) what is not http or https, user names and passwords in it, blanks, control characters and
    backslashes, a host that is none, and more than LONGEST characters.
    """
    if len(url) > LONGEST:
        raise Refused(f"The address has more than {LONGEST:,} characters.")
    url = url.strip()
    if _BAD.search(url):
        raise Refused("The address holds a blank, a control character or a backslash. Copy it again.")
    try:
        parts = urlsplit(urljoin(str(base), url) if base else url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("The address cannot be read. Copy it again.") from error
    if parts.scheme not in PORTS:
        raise Refused("Only addresses that start with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise Refused("The address holds a user name or a password; nothing is fetched with one.")
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE)
    return WebAddress(parts.scheme, _host(host), PORTS[parts.scheme] if port is None else port, target)


def _host(host: str) -> str:
    """The host in ASCII; of an international name its IDNA form."""
    try:
        name = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError as error:
        raise Refused(f"“{host[:80]}” is no name of a host.") from error
    if (
        not name
        or len(name) > 253
        or not (_NAME.fullmatch(name) or (":" in name and _NUMBERS.fullmatch(name)))
    ):
        raise Refused(f"“{host[:80]}” is no name of a host.")
    return name
