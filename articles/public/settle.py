"""The last step before pages are written: leave out what is stored already, and compress the rest."""

from collections.abc import Iterable
from dataclasses import replace

from articles.public.asked import stored_marks
from articles.public.types import PageBytes, Rendered
from articles.public.write import compress

CHUNK = 500  # paths in one statement
PICTURE = "image/"  # compressed already: what is sent of such a page has no other form


def settle(rendered: Rendered) -> Rendered:
    """Without the pages whose very bytes are stored under their path, the others with their compressed forms."""
    there = marks_of(page.path for page in rendered.put)
    put = tuple(compressed(page) for page in rendered.put if there.get(page.path) != mark(page))
    return replace(rendered, put=put)


def mark(page: PageBytes) -> tuple:
    return page.etag, page.status, page.content_type, page.location


def marks_of(paths: Iterable[str]) -> dict[str, tuple]:
    """The marks of what is stored under these paths."""
    wanted = sorted(set(paths))
    found: dict[str, tuple] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= {path: tuple(rest) for path, *rest in stored_marks(wanted[start : start + CHUNK])}
    return found


def compressed(page: PageBytes) -> PageBytes:
    if page.content_type.startswith(PICTURE):
        return page
    zipped, brotlied = compress(page.body)
    return replace(page, gzip=zipped, brotli=brotlied)
