"""A real site in a folder of its own, served by granian, and a browser to visit it.

Skips without Playwright and Chromium, unless NEWSROOM_BROWSER=required: then a missing one is a failure.
"""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.whole.seen import whole

__all__ = ["whole"]
CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("NEWSROOM_BROWSER") == "required"
ROOT = Path(__file__).resolve().parent.parent.parent
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    if not REQUIRED:
        pytest.importorskip(
            "playwright", reason="Playwright is not installed (tests/browser/requirements.txt)"
        )
        if not CHROMIUM.exists():
            pytest.skip(f"there is no {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, beside which Django would not ask a database.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield browser
        browser.close()


class Site:
    """A running demonstration: its address, who may log in, and the cookies of those who did."""

    def __init__(self, url: str, passwords: dict[str, str]) -> None:
        self.url = url
        self.passwords = passwords
        self.cookies: dict[str, list] = {}


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def site(browser, tmp_path_factory):
    """quickstart in an empty folder, then the server that quickstart starts."""
    var = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    keep = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SECRET_KEY", "DEBUG")
    }
    environment = keep | {"NEWSROOM_VAR": str(var), "SITE_URL": url}
    _manage(environment, "quickstart", "--no-serve")
    log = (var / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(url + "/readyz", server, var / "server.log")
        yield Site(url, json.loads((var / "demo-passwords.json").read_text()))
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Until the site answers; the connection itself is retried, nothing sleeps for a fixed time."""
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            server_wait(server)
    raise AssertionError(f"{url} never answered:\n{log.read_text()}")


def server_wait(server: subprocess.Popen) -> None:
    """A tenth of a second, unless the server ends before."""
    try:
        server.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture
def visitor(site, browser):
    """visitor("reporter") is a page logged in as that person, visitor() one of a reader. Any 5xx fails the test.

    A login costs half a second for its password: each person has one for all tests, so no test logs out.
    """
    contexts, broken = [], []

    def enter(name: str = "", **options):
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("response", lambda answer: broken.append(answer.url) if answer.status >= 500 else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        if name in site.cookies:
            context.add_cookies(site.cookies[name])
            page.goto("/desk/")
        elif name:
            page.goto("/desk/login/")
            page.get_by_label("Username").fill(name)
            page.get_by_label("Password").fill(site.passwords[name])
            page.keyboard.press("Enter")
            page.wait_for_url("**/desk/")
            site.cookies[name] = context.cookies()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert broken == []
