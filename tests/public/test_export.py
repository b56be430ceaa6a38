"""The site as files, served by nginx with the example configuration, and compressed anew."""

import gzip
import http.client
import http.server
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import brotli
import pytest
from django.core.management import CommandError, call_command

from articles.models import Page
from articles.public.answer import FRESH, SECURITY
from articles.public.export import Unfit, export_site
from articles.public.front import MIDDLEWARE
from articles.public.rebuild import write_batch
from articles.public.recompress import recompress
from articles.public.serve import serve
from articles.public.types import Rendered
from articles.public.write import finish, finish_bytes, generation, moved

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
BODY = "<p>" + "The harbour runs on sunlight. " * 40
PAGES = (
    finish("/", BODY + "front"),
    finish("/articles/hafen-ä/", BODY),
    finish("/articles/gone/", BODY + "gone", status=410),
    finish("/articles/gone/card.png", BODY + "gone", status=410),
    finish_bytes("/articles/hafen-ä/card.png", bytes(range(256)) * 4, content_type="image/png"),
    finish("/robots.txt", "User-agent: *\n", content_type="text/plain; charset=utf-8"),
    moved("/articles/old/", "/articles/hafen-%C3%A4/"),
)


def nothing(_: int) -> None:
    pass


@pytest.fixture
def folder(tmp_path) -> Path:
    write_batch(lambda: Rendered(PAGES))
    return tmp_path / "site"


def export(folder: Path) -> int:
    return export_site(folder, total=nothing, done=nothing)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_export_writes_every_page_with_its_forms(folder):
    assert export(folder) == 7
    forms = {
        f"{name}{form}"
        for name in (
            "index.html",
            "articles/hafen-ä/index.html",
            "_gone/articles/gone/index.html",
            "_gone/articles/gone/card.png",
        )
        for form in ("", ".gz", ".br")
    }
    forms.add("articles/hafen-ä/card.png")
    assert files(folder) == forms | {"robots.txt", "_gone.map", "_moved.map", "_newsroom-export"}
    name = folder / "articles/hafen-ä/index.html"
    assert name.read_text() == BODY
    assert gzip.decompress(Path(f"{name}.gz").read_bytes()).decode() == BODY
    assert brotli.decompress(Path(f"{name}.br").read_bytes()).decode() == BODY
    assert (folder / "_gone.map").read_text() == '"/articles/gone/" "1";\n"/articles/gone/card.png" "1";\n'
    assert (folder / "_moved.map").read_text() == '"/articles/old/" "/articles/hafen-%C3%A4/";\n'


def test_export_again_touches_what_changed_and_sweeps_what_is_gone(folder):
    export(folder)
    kept = (folder / "index.html").stat().st_mtime_ns
    write_batch(
        lambda: Rendered(
            (finish("/robots.txt", "new"),), ("/articles/hafen-ä/", "/articles/hafen-ä/card.png")
        )
    )
    export(folder)
    assert (folder / "index.html").stat().st_mtime_ns == kept
    assert (folder / "robots.txt").read_text() == "new"
    assert not (folder / "articles").exists()


def test_export_leaves_a_folder_of_somebody_else_alone(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="name an empty folder"):
        call_command("export_site", str(folder), verbosity=0)
    assert files(folder) == {"thesis.txt"}


@pytest.mark.parametrize("path", ["/../x/", "/a/../../x", "/a//b", "/./x", "/a/.."])
def test_export_writes_no_file_outside_its_folder(folder, path):
    write_batch(lambda: Rendered((finish(path, "x"),)))
    with pytest.raises(Unfit):
        export(folder)


def test_commands_say_what_they_did(folder):
    out = StringIO()
    call_command("export_site", str(folder), stdout=out)
    call_command("recompress", stdout=out)
    assert out.getvalue().splitlines()[0] == f"7 pages in {folder}. Static files: manage.py collectstatic."
    assert re.fullmatch(r"\d+ pages are smaller now, by \d+ bytes together\.", out.getvalue().splitlines()[1])


def tag_of(rf, form: str) -> str:
    return serve(rf.get("/long/", headers={"Accept-Encoding": form}))["ETag"]


def test_compressed_anew_is_smaller_reads_the_same_and_is_told(folder, rf):
    text = "".join(
        f"<li>claim {number**3 % 997} of {number % 7 * '='} the harbour {number}</li>"
        for number in range(4000)
    )
    write_batch(lambda: Rendered((finish("/long/", text),)))
    before, number = Page.objects.get(pk="/long/"), generation()
    tags = {form: tag_of(rf, form) for form in ("br", "gzip")}
    saved = recompress(["/long/", "/nowhere/"])
    after = Page.objects.get(pk="/long/")
    assert len(after.brotli) < len(before.brotli)
    assert len(after.gzip) < len(before.gzip)
    assert saved == [len(before.brotli) - len(after.brotli) + len(before.gzip) - len(after.gzip)]
    assert brotli.decompress(bytes(after.brotli)).decode() == text
    assert gzip.decompress(bytes(after.gzip)).decode() == text
    assert (after.etag, after.updated_at, generation()) == (before.etag, before.updated_at, number + 1)
    assert all(tag_of(rf, form) != tag for form, tag in tags.items())
    assert recompress(["/long/"]) == []
    assert generation() == number + 1


# -- nginx


class Told(http.server.BaseHTTPRequestHandler):
    """In place of Newsroom: answers with what it was told of the one who asks."""

    def do_GET(self) -> None:
        body = " ".join(self.headers.get_all("X-Forwarded-For", [])).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """To nobody."""


@pytest.fixture
def behind() -> Iterator[http.server.HTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def nginx(folder, tmp_path, behind) -> Iterator[int]:
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed (apt-get install nginx-light)")
    export(folder)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    text = (ROOT / "newsroom/deploy/nginx.conf").read_text().replace("/srv/newsroom/site", str(folder))
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{behind.server_port}")
    types = "include /etc/nginx/mime.types;"
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {types} {temporary} {text} }}"
    (tmp_path / "nginx.conf").write_text(f"daemon off; user root; {whole}")
    server = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"])
    try:
        yield port
    finally:
        server.terminate()
        server.wait(20)


def fetch(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    until = time.monotonic() + 20
    while True:
        one = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            one.request("GET", path, headers=headers)
            response = one.getresponse()
            response.body = response.read()
            return response
        except ConnectionRefusedError:
            assert time.monotonic() < until, "nginx did not start"
        finally:
            one.close()


def test_example_configuration_repeats_the_policy():
    text = (ROOT / "newsroom/deploy/nginx.conf").read_text()
    said = dict(re.findall(r'^    add_header (\S+) "?([^"\n]+?)"? always;$', text, re.MULTILINE))
    assert said == {"Cache-Control": FRESH, **SECURITY, **dict(MIDDLEWARE)}


def test_nginx_serves_the_export_with_the_same_headers(nginx, rf):
    ours = (
        "Cache-Control",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Content-Type",
    )
    picture = "/articles/hafen-%C3%A4/card.png"
    for path in ("/", "/articles/hafen-%C3%A4/", picture, "/robots.txt", "/articles/gone/"):
        for coding in ("identity", "gzip"):
            found, wanted = (
                fetch(nginx, path, **{"Accept-Encoding": coding}),
                serve(rf.get(path, headers={"Accept-Encoding": coding})),
            )
            assert (path, found.status, found.body) == (path, wanted.status_code, wanted.content)
            assert {name: found.headers[name] for name in ours} == {name: wanted[name] for name in ours}
    # nginx goes by the name and calls the notice a picture; its body and status are what counts.
    assert fetch(nginx, "/articles/gone/card.png").status == 410
    assert fetch(nginx, "/articles/gone/card.png").body == (BODY + "gone").encode()
    found = fetch(nginx, "/articles/old/")
    assert (found.status, found.headers["Location"]) == (
        301,
        f"http://127.0.0.1:{nginx}/articles/hafen-%C3%A4/",
    )
    assert fetch(nginx, "/_gone/articles/gone/").status == 404
    assert fetch(nginx, "/_moved.map").status == 404


def test_nginx_says_who_asks(nginx):
    """The last address is the one that Newsroom counts readers by, whatever they claim."""
    told = fetch(nginx, "/search/?q=x", **{"X-Forwarded-For": "192.0.2.1"}).body
    assert told.decode() == "127.0.0.1"


def test_nginx_lets_nobody_ask_for_too_much(nginx):
    """What has to be made: search, comparisons, forms, logging in. Not what lies there finished, nor the desk."""
    answers = [fetch(nginx, f"/search/?q={number}") for number in range(60)]
    refused = [answer for answer in answers if answer.status != 200]
    assert {answer.status for answer in answers[:20]} == {200}
    assert refused
    assert {(one.status, one.headers["Retry-After"], one.headers["Content-Type"]) for one in refused} == {
        (429, "10", "text/html; charset=utf-8")
    }
    assert b"Wait ten seconds" in refused[0].body
    assert {fetch(nginx, path).status for path in ("/articles/a/changes/?from=1&to=3", "/desk/login/")} == {
        429
    }
    for path in ("/", "/articles/hafen-%C3%A4/", "/desk/queue/", "/api/v1/claims/", "/desk/"):
        assert {fetch(nginx, path).status for _ in range(30)} == {200}, path
