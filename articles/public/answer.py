"""A stored page and the headers of a request: status, headers and body of the answer.

Knows no request object and no model: a process answers its first readers before Django is loaded.
RFC 9110: conditional requests (13.1.2, 8.8.3.2), content coding by preference (12.5.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from articles.public.types import PageBytes

METHODS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# Every copy asks again before it is shown: a retraction counts at once. Asking costs a 304.
FRESH = "public, max-age=0, must-revalidate"

LONGEST_HEADER = 2000  # characters; a longer one is not read
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_QUALITY = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page, ready to be sent: `unchanged` are the headers of a 304."""

    status: int
    etag: str
    headers: tuple[tuple[str, str], ...]
    unchanged: tuple[tuple[str, str], ...]
    body: bytes


def accepted(header: str) -> dict[str, float]:
    """The codings of an Accept-Encoding header with their weights; an unreadable weight counts as nought."""
    found: dict[str, float] = {}
    for item in header[:LONGEST_HEADER].split(","):
        name, _, weight = item.partition(";")
        if not name.strip():
            continue
        quality = _QUALITY.match(weight.strip()) if weight.strip() else None
        found[name.strip().lower()] = float(quality[1]) if quality else 0.0 if weight.strip() else 1.0
    return found


def coding(header: str, sizes: Mapping[str, int]) -> str:
    """Which of the stored forms to send: the one of highest weight, the smaller of equals, "" for identity.

    `sizes` are the bytes of each form, nought for one that is not stored.
    """
    weights = accepted(header)
    anything = weights.get("*", 0.0)
    rest = [
        (weights.get(name, weights.get("x-gzip", anything) if name == "gzip" else anything), -size, name)
        for name, size in sizes.items()
        if size
    ]
    best = max(rest, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 and best[0] >= weights.get("identity", 0.0) else ""


# What a page has to choose from: no other form, or both, the smaller one first.
SHAPES: dict[str, dict[str, int]] = {
    "": {},
    "br gzip": {"br": 1, "gzip": 2},
    "gzip br": {"gzip": 1, "br": 2},
}


def shape_of(gzip: bytes, brotli: bytes) -> str:
    """Which of SHAPES a page has; both of its compressed forms are stored or none."""
    if not gzip or not brotli:
        return ""
    return "br gzip" if len(brotli) < len(gzip) else "gzip br"


@lru_cache(maxsize=2048)
def chosen_form(header: str, shape: str) -> str:
    """`coding` for a shape, remembered: browsers send few different headers."""
    return coding(header, SHAPES[shape])


def matches(header: str, etag: str) -> bool:
    """Whether an If-None-Match header names this ETag, by the weak comparison; `*` names any."""
    header = header[:LONGEST_HEADER].strip()
    return header == "*" or etag.strip('"') in _TAG.findall(header)


def form_of(page: PageBytes, chosen: str, *, more: tuple[tuple[str, str], ...] = ()) -> Form:
    """The form `chosen` ("", "gzip" or "br") of a page, with the headers in `more` besides its own.

    Each form has a strong ETag of its own, which changes when the page is compressed anew.
    """
    body = {"br": page.brotli, "gzip": page.gzip}.get(chosen, page.body)
    etag = f'"{page.etag}-{chosen}-{crc32(body):08x}"' if chosen else f'"{page.etag}"'
    both = (
        ("ETag", etag),
        ("Cache-Control", FRESH),
        ("Vary", "Accept-Encoding"),
        *SECURITY.items(),
        ("Content-Length", str(len(body))),
        *more,
    )
    headers = (*both, ("Content-Type", page.content_type))
    if chosen:
        headers += (("Content-Encoding", chosen),)
    if page.location:
        headers += (("Location", page.location),)
    return Form(page.status, etag, headers, both, body)


def is_unchanged(form: Form, if_none_match: str) -> bool:
    """Whether the answer is 304: only a page that is there can be unchanged."""
    return form.status == 200 and (if_none_match == form.etag or matches(if_none_match, form.etag))
