"""From rendered text to stored pages."""

import hashlib
import re
from collections.abc import Iterable

import brotli
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from zlib_ng import gzip_ng

from articles.models import Generation, Listing, Page
from articles.public.records import month_of
from articles.public.search_index import write_search
from articles.public.sql import point, put_rows
from articles.public.store import CHANNEL
from articles.public.types import LISTED_FIELDS, PAGE_FIELDS, Key, Listed, PageBytes, Record, Rendered

HTML = "text/html; charset=utf-8"
BROTLI_QUALITY = 5  # 0.2 ms a page, where 11 takes 15 ms for a tenth less
GZIP_LEVEL = 2  # what few ask for: 6 takes 20 to 30 µs a page more, for a twentieth less
SMALLEST_WINDOW, LARGEST_WINDOW = 10, 22  # that brotli knows, as powers of two
SMALLEST = 256  # bytes under which compressing gains nothing
BATCH = 200  # paths in one statement

# Code points that neither an HTML nor an XML 1.0 document may contain.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


# All others: a whole text of these is told in half the time that it takes to look for one of those.
_ALLOWED = re.compile(
    r"[\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]*+",
)

# The same in UTF-8: those of one byte, and those from U+0080 to U+009F.
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_RARE = re.compile(rb"\xc2[\x80-\x9f]")


def printable(text: str) -> str:
    """The text without the code points that no HTML or XML document may contain."""
    return text if _ALLOWED.fullmatch(text) else _FORBIDDEN.sub("", text)


def compress(body: bytes) -> tuple[bytes, bytes]:
    """The gzip and the brotli form: always the same for the same bytes; both empty for a very short body."""
    if len(body) < SMALLEST:
        return b"", b""
    window = max(SMALLEST_WINDOW, len(body).bit_length())  # brotli lays out memory for more than a page needs
    zipped = gzip_ng.compress(body, GZIP_LEVEL, mtime=0)
    return zipped, brotli.compress(body, quality=BROTLI_QUALITY, lgwin=min(window, LARGEST_WINDOW))


def encoded(text: str) -> bytes:
    """The printable text in UTF-8. Looked through as bytes, which takes a fifth of the time: hardly any page has a
    control character, a code point that UTF-8 begins with EF, or a surrogate, which it does not know.
    """
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return printable(text).encode()
    clean = (
        len(body.translate(None, _CONTROLS)) == len(body) and not _RARE.search(body) and b"\xef" not in body
    )
    return body if clean else printable(text).encode()


def finish(path: str, text: str, *, status: int = 200, content_type: str = HTML) -> PageBytes:
    """Make the page of a decoded path: bytes, and a strong ETag from the body's SHA-256. `settle` compresses it."""
    return finish_bytes(path, encoded(text), status=status, content_type=content_type)


def finish_bytes(path: str, body: bytes, *, status: int = 200, content_type: str) -> PageBytes:
    """The same of bytes that are to stay as they are."""
    etag = hashlib.sha256(body).hexdigest()[:32]
    return PageBytes(path, body, etag=etag, status=status, content_type=content_type)


def moved(path: str, location: str) -> PageBytes:
    """A page that sends on to `location`, which is encoded already."""
    body = f"Moved to {location}\n".encode()
    etag = hashlib.sha256(body).hexdigest()[:32]
    return PageBytes(
        path, body, etag=etag, status=301, content_type="text/plain; charset=utf-8", location=location
    )


def entries_of(record: Record) -> list[Key]:
    """The lists that a live edition stands in, as (kind, key) of EditionEntry, sorted, each once."""
    claims = record["claims"]
    tags = [*record["tags"], *(tag for claim in claims for tag in claim["tags"])]
    return sorted(
        {
            ("front", ""),
            ("month", month_of(record)),
            *(("tag", tag["slug"]) for tag in tags),
            *(("claim", str(claim["id"])) for claim in claims),
            *(("source", cited["slug"]) for claim in claims for cited in claim["citations"]),
        }
    )


def generation() -> int:
    """How often the public site has changed; read it before rendering."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def advance(number: int) -> bool:
    """Count the generation up if it is still `number`. False: somebody else changed the site, render again.

    Called inside the caller's transaction, before `write_pages`. On PostgreSQL those who serve pages are told
    when the transaction is committed; on SQLite they see it.
    """
    return _count_up(Generation.objects.filter(pk=1, number=number))


def touch() -> None:
    """Count the generation up because stored bytes changed that no publication is about; in a transaction."""
    _count_up(Generation.objects.filter(pk=1))


def _count_up(row: "QuerySet[Generation]") -> bool:
    if not row.update(number=F("number") + 1):
        return False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    return True


def write_listings(listed: Iterable[Listed], unlisted: Iterable[Key]) -> None:
    """Store what the indexes know from now on and forget the rest, inside the caller's transaction."""
    known = ([getattr(one, name) for name in LISTED_FIELDS] for one in listed)
    put_rows("articles_listing", LISTED_FIELDS, known, keys=("kind", "key"))
    for kind, key in unlisted:
        Listing.objects.filter(kind=kind, key=key).delete()


def write_pages(rendered: Rendered) -> None:
    """Write and delete pages, and what search and the indexes know of them, inside the caller's transaction."""
    write_search(rendered.found, rendered.lost)
    write_listings(rendered.listed, rendered.unlisted)
    now = point(timezone.now())
    pages = ([*(getattr(page, name) for name in PAGE_FIELDS), now] for page in rendered.put)
    put_rows("articles_page", (*PAGE_FIELDS, "updated_at"), pages, keys=("path",))
    for start in range(0, len(rendered.drop), BATCH):
        Page.objects.filter(path__in=rendered.drop[start : start + BATCH]).delete()
