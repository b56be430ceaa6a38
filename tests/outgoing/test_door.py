"""What the one door to other servers lets through, what it refuses, and where it ends."""

import gzip
import ssl
import zlib

import pytest

from articles.errors import Refused
from articles.outgoing import RULES, Answer, Unreachable
from articles.outgoing.addresses import why_denied
from articles.outgoing.door import fetch
from articles.outgoing.web_address import read_address
from tests.outgoing.serving import PEM, reply, rules, serving


def refused(error: type[Exception], words: str):
    return pytest.raises(error, match=words)


DENIED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:53aa:64c::1",
    "2001:2::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "2620:4f:8000::1", "3fff::1",
    "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "2a00:1450::5efe:a00:1", "2a00:1450:0:0:200:5efe:808:808", "", "localhost", "127.1", "0177.0.0.1",
    "2130706433", "0x7f000001", "１２７.0.0.1",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "192.0.1.1",
    "2a00:1450:4001:81b::200e",
    "2606:4700::1",
]


@pytest.mark.parametrize("address", DENIED)
def test_an_address_that_is_no_public_place_is_denied(address):
    assert why_denied(address) != ""


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not_denied(address):
    assert why_denied(address) == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://press.example/", "start with http:// or https://"),
        ("file:///etc/passwd", "start with http:// or https://"),
        ("gopher://press.example/", "start with http:// or https://"),
        ("press.example/a", "start with http:// or https://"),
        ("", "start with http:// or https://"),
        ("https://rita:secret@press.example/", "a user name or a password"),
        ("https://@press.example/", "a user name or a password"),
        ("https://press.example\\@evil.example/", "a backslash"),
        ("https://press.example/a b", "a blank"),
        ("https://press.example/\r\nHost: evil", "a control character"),
        ("https://press.example/\0", "a control character"),
        ("https://", "is no name of a host"),
        ("https://[::1", "cannot be read"),
        ("https://press.example:99999/", "cannot be read"),
        ("https://press.example:x/", "cannot be read"),
        ("https://press..example/", "is no name of a host"),
        ("https://a%0ab/", "is no name of a host"),
        ("https://" + "a" * 64 + ".example/", "is no name of a host"),
        ("https://press.example/" + "a" * 2000, "more than 2,000 characters"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_refused(url, words):
    with refused(Refused, words):
        read_address(url)


@pytest.mark.parametrize(
    ("url", "read", "name"),
    [
        ("HTTPS://Press.Example", "https://press.example/", "press.example"),
        ("http://press.example:80/a#b", "http://press.example/a", "press.example"),
        (
            "http://press.example:8080/ä?q=ö&r=%20",
            "http://press.example:8080/%C3%A4?q=%C3%B6&r=%20",
            "press.example:8080",
        ),
        ("http://bücher.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://[2A00::1]:8080/", "http://[2a00::1]:8080/", "[2a00::1]:8080"),
    ],
)
def test_an_address_is_read_as_it_will_be_asked_for(url, read, name):
    found = read_address(url)
    assert (str(found), found.name) == (read, name)
    assert read_address(str(found)) == found


def test_a_page_is_fetched_without_cookies_and_credentials():
    with serving({"/report?page=4": reply(b"<p>4,200</p>", Set_Cookie="a=b", X="1")}) as (port, asked):
        found = fetch(
            f"http://press.example:{port}/report?page=4#p4",
            rules=rules(port, agent="Newsroom (+https://n.example)"),
        )
    assert found == Answer(f"http://press.example:{port}/report?page=4", 200, "text/html", b"<p>4,200</p>")
    lines = asked[0].decode().split("\r\n")
    assert lines[0] == "GET /report?page=4 HTTP/1.1"
    assert sorted(line.partition(":")[0].lower() for line in lines[1:] if line) == [
        "accept", "accept-encoding", "connection", "host", "user-agent",
    ]  # fmt: skip
    assert "User-Agent: Newsroom (+https://n.example)" in lines
    assert f"Host: press.example:{port}" in lines


def test_an_answer_comes_back_whatever_its_status():
    with serving({"/": reply(b"gone", "410 Gone")}) as (port, _):
        found = fetch(f"http://press.example:{port}/", rules=rules(port))
    assert (found.status, found.body) == (410, b"gone")


@pytest.mark.parametrize(
    ("statuses", "moved"), [([301, 308], True), ([301, 302], False), ([303, 307], False)]
)
def test_redirects_are_followed_and_the_permanent_ones_are_told(statuses, moved):
    first, second = statuses
    pages = {
        "/": reply(status=f"{first} Moved", Location="/b?x=1"),
        "/b?x=1": reply(status=f"{second} Moved", Location="c#top"),
        "/c": reply(b"here"),
    }
    with serving(pages) as (port, _):
        found = fetch(f"http://press.example:{port}/", rules=rules(port))
    assert (found.url, found.body, found.moved) == (f"http://press.example:{port}/c", b"here", moved)


def test_three_redirects_are_the_most():
    pages = {f"/{n}": reply(status="302 Found", Location=f"/{n + 1}") for n in range(9)} | {"/3": reply(b"x")}
    with serving(pages) as (port, _):
        assert fetch(f"http://press.example:{port}/0", rules=rules(port)).body == b"x"
    with serving(pages | {"/3": pages["/2"]}) as (port, asked):
        with refused(Refused, "more than 3 times"):
            fetch(f"http://press.example:{port}/0", rules=rules(port))
        assert len(asked) == 4


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://127.0.0.2/", "this machine itself"),
        ("http://169.254.169.254/latest/meta-data/", "metadata"),
        ("http://[::ffff:127.0.0.1]/", "IPv4 address in IPv6"),
        ("http://2130706433/", "no address"),
        ("http://press.example:22/", "Port 22 is not fetched from"),
        ("file:///etc/passwd", "start with http"),
        ("https://a:b@press.example/", "user name or a password"),
        ("//press.example\\.evil/", "backslash"),
    ],
)
def test_each_redirect_is_checked_as_the_first(location, words):
    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "press.example" else [host]

    with serving({"/": reply(status="301 Moved", Location=location)}) as (port, asked):
        with refused(Refused, words):
            fetch(f"http://press.example:{port}/", rules=rules(port, resolve=resolve))
        assert len(asked) == 1


@pytest.mark.parametrize("denied", ["10.0.0.1", "::1", "64:ff9b::a00:1", "2002:a00:1::"])
def test_one_denied_address_is_enough(denied):
    with serving({"/": reply(b"x")}) as (port, asked), refused(Refused, "Only public addresses"):
        fetch(f"http://press.example:{port}/", rules=rules(port, resolve=lambda *_: ["127.0.0.1", denied]))
    assert asked == []


def test_a_name_is_resolved_once_and_what_was_checked_is_dialled():
    """A name that leads elsewhere when it is asked a second time gains nothing."""
    answers = iter([["127.0.0.1"]])
    with serving({"/": reply(b"x")}) as (port, _):
        found = fetch(f"http://press.example:{port}/", rules=rules(port, resolve=lambda *_: next(answers)))
    assert found.body == b"x"
    assert next(answers, None) is None


def test_the_next_address_is_dialled_when_one_does_not_answer():
    allowed = ["127.0.0.9", "127.0.0.1"]  # nobody listens on the first
    with serving({"/": reply(b"x")}) as (port, _):
        found = fetch(
            f"http://press.example:{port}/",
            rules=rules(
                port, resolve=lambda *_: allowed, why_denied=lambda one: "" if one in allowed else "no"
            ),
        )
    assert found.body == b"x"


@pytest.mark.parametrize(
    "url", ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f000001:8080/"]
)
def test_this_machine_is_refused_by_the_rules_as_they_are(url):
    with refused(Refused, "Only public addresses|no address"):
        fetch(url, rules=RULES)


def test_what_does_not_answer_is_unreachable():
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with serving({"/": reply()}) as (port, _):
        pass
    for changed, words in (({}, "No connection"), ({"resolve": nowhere}, "no such host")):
        with refused(Unreachable, words):
            fetch(f"http://press.example:{port}/", rules=rules(port, **changed))


def hold(client) -> None:
    """Says nothing until the other side hangs up."""
    client.recv(1)


def drip(client) -> None:
    """Goes on saying a little: each byte on its own would never be late."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
    client.settimeout(0.01)
    while True:
        client.sendall(b"x")
        try:
            if not client.recv(1):
                return
        except TimeoutError:
            continue


@pytest.mark.parametrize("how", [hold, drip])
def test_time_runs_out(how):
    with serving({"/": how}) as (port, _), refused(Unreachable, "within 0.2 seconds"):
        fetch(f"http://press.example:{port}/", rules=rules(port, seconds=0.2))


@pytest.mark.parametrize(
    "body",
    [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b""],
    ids=["ssh", "length", "nothing"],
)
def test_what_is_not_http_is_unreachable(body):
    with serving({"/": body}) as (port, _), refused(Unreachable, "not HTTP|No connection"):
        fetch(f"http://press.example:{port}/", rules=rules(port))


def test_headers_without_end_are_cut_off():
    endless = b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000
    with serving({"/": endless}) as (port, _), refused(Unreachable, "not HTTP"):
        fetch(f"http://press.example:{port}/", rules=rules(port))


MOST = 100_000


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"x" * (MOST + 1)),
        reply(gzip.compress(b"x" * (MOST + 1)), Content_Encoding="gzip"),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (MOST + 1),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + (b"ffff\r\n" + b"x" * 65535 + b"\r\n") * 2,
    ],
    ids=["plain", "bomb", "no length", "chunks"],
)
def test_a_page_over_the_size_is_cut_off(answer):
    with serving({"/": answer}) as (port, _), refused(Refused, "larger than"):
        fetch(f"http://press.example:{port}/", rules=rules(port, most_bytes=MOST))


@pytest.mark.parametrize("size", [0, 1, 65536, MOST])
def test_a_packed_page_is_unpacked(size):
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    for packed in (
        reply(gzip.compress(body), Content_Encoding="GZip"),
        reply(body, Content_Encoding="identity"),
    ):
        with serving({"/": packed}) as (port, _):
            assert fetch(f"http://press.example:{port}/", rules=rules(port, most_bytes=MOST)).body == body


@pytest.mark.parametrize(
    ("body", "coding", "words"),
    [
        (b"x" * 50, "gzip", "the packet is damaged"),
        (gzip.compress(b"x" * 5000)[:-9], "gzip", "the end of the packet is missing"),
        (zlib.compress(b"x"), "br", "not asked for: br"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "not asked for"),
    ],
    ids=["damaged", "cut", "brotli", "twice"],
)
def test_a_packet_that_cannot_be_unpacked(body, coding, words):
    with serving({"/": reply(body, Content_Encoding=coding)}) as (port, _), refused(Unreachable, words):
        fetch(f"http://press.example:{port}/", rules=rules(port))


def test_a_certificate_is_checked_by_the_name_of_the_host():
    trusted = ssl.create_default_context(cafile=PEM)
    with serving({"/": reply(b"safe")}, tls=True) as (port, _):
        safe = rules(port, trusted=trusted, resolve=lambda *_: ["127.0.0.1"])
        assert fetch(f"https://press.example:{port}/", rules=safe).body == b"safe"
        with refused(Unreachable, "certificate is not good: Hostname mismatch"):
            fetch(f"https://other.example:{port}/", rules=safe)
        with refused(Unreachable, "certificate is not good: self-signed"):
            fetch(f"https://press.example:{port}/", rules=rules(port))
