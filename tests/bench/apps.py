"""What the site is measured against, as WSGI applications. `BENCH_PAGE` is the path of the page.

`bare` returns the bytes of the page from memory and does nothing else. `plain` is Django as it comes: middleware,
one query for the record, the page rendered from its templates for each request, nothing compressed. `cached` is the
same view under Django's cache_page. `busy` is the site itself with one slow address at the desk.
"""

import importlib
import os
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings

PATH = os.environ["BENCH_PAGE"]
SLOW = "/desk/slow/"
BUSY = 0.2  # seconds of pure Python that the slow request takes


def load(urls: str) -> Any:
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = urls
    return get_wsgi_application()


def make_bare() -> Any:
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT body, etag, content_type FROM articles_page WHERE path = %s", [PATH])
        body, etag, kind = cursor.fetchone()
    from articles.public.answer import FRESH, SECURITY
    from articles.public.front import MIDDLEWARE

    body = bytes(body)
    headers = [
        ("ETag", f'"{etag}"'),
        ("Cache-Control", FRESH),
        ("Vary", "Accept-Encoding"),
        *SECURITY.items(),
        ("Content-Length", str(len(body))),
        *MIDDLEWARE,
        ("Content-Type", kind),
    ]

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", headers)
        return [body]

    return application


def make_django() -> Any:
    application = load("tests.bench.urls")
    from articles.public import write

    write.compress = lambda body: (b"", b"")  # the yardstick renders, and compresses nothing
    return application


def make_busy() -> Any:
    importlib.import_module("newsroom.wsgi")  # sets how long a thread keeps the lock
    from articles.public.front import serving

    return serving(lambda: load("tests.bench.urls"))


def work(seconds: float) -> int:
    """Pure Python for so long: the worst neighbour that a request can have in its process."""
    until, count = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        count += 1
    return count


MAKERS = {"bare": make_bare, "plain": make_django, "cached": make_django, "busy": make_busy}
application = MAKERS[os.environ["BENCH_VARIANT"]]()
