"""What a page costs a reader: bytes on the line, and how often the server is asked."""

import brotli
import pytest
from django.conf import settings

from tests.whole.crawl import Answer, inside, links_of
from tests.whole.looks import Whole

pytestmark = pytest.mark.django_db
MOST = 40_000  # bytes of a page with all that it needs to be shown, compressed
NEEDED = ("link href stylesheet", "img src", "script src", "url()")
QUALITY = 5  # as pages are stored


def weight(answer: Answer) -> int:
    return len(brotli.compress(answer.body, quality=QUALITY))


def needs(site: dict[str, Answer], answer: Answer) -> list[Answer]:
    """What a browser fetches to show this page, with what its style sheets ask for."""
    found = [
        inside(link, answer.path, settings.SITE_URL) for kind, link in links_of(answer) if kind in NEEDED
    ]
    parts = [site[path] for path, _ in filter(None, found)]
    return parts + [one for part in parts for one in needs(site, part)]


def test_every_page_of_readers_weighs_less_than_40_kb(whole: Whole):
    pages = {path: one for path, one in whole.site.items() if one.kind == "text/html" and one.status == 200}
    heavy = {path: sum(map(weight, [page, *needs(whole.site, page)])) for path, page in pages.items()}
    assert {path: size for path, size in heavy.items() if size > MOST} == {}
    assert max(heavy.values()) > 5_000  # the style sheets were counted


def test_a_page_of_readers_takes_two_more_requests(whole: Whole):
    """Its two style sheets; no script, no font, no picture."""
    for path, page in whole.site.items():
        if page.kind == "text/html" and page.body:
            assert sorted(one.path for one in needs(whole.site, page)) == [
                "/static/articles/css/public.css", "/static/articles/css/tokens.css"
            ], path  # fmt: skip
