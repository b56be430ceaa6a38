"""A stored page and the headers of a request: status, headers and body of the answer. Knows no request object.

RFC 9110: conditional requests (13.1.2, 8.8.3.2), content coding by preference (12.5.3).
"""

import re
from dataclasses import dataclass

from articles.models import Page

METHODS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
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
class Answer:
    """What goes out. `body` is empty for HEAD and 304; `headers` say the length it would have."""

    status: int
    headers: dict[str, str]
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


def coding(header: str, forms: dict[str, bytes]) -> str:
    """Which of the stored forms to send: the one of highest weight, the smaller of equals, "" for identity."""
    weights = accepted(header)
    anything = weights.get("*", 0.0)
    rest = [
        (weights.get(name, weights.get("x-gzip", anything) if name == "gzip" else anything), -len(body), name)
        for name, body in forms.items()
        if body
    ]
    best = max(rest, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 and best[0] >= weights.get("identity", 0.0) else ""


def unchanged(header: str, etag: str) -> bool:
    """Whether an If-None-Match header names this ETag, by the weak comparison; `*` names any."""
    header = header[:LONGEST_HEADER].strip()
    return header == "*" or etag.strip('"') in _TAG.findall(header)


def answer(page: Page, *, method: str, accept_encoding: str = "", if_none_match: str = "") -> Answer:
    """Answer GET or HEAD for a page."""
    forms = {"br": bytes(page.brotli), "gzip": bytes(page.gzip)}
    chosen = coding(accept_encoding, forms)
    body = forms.get(chosen) or bytes(page.body)
    etag = f'"{page.etag}-{chosen}"' if chosen else f'"{page.etag}"'
    headers = {"ETag": etag, "Cache-Control": FRESH, "Vary": "Accept-Encoding", **SECURITY}
    headers["Content-Length"] = str(len(body))
    if page.status == 200 and unchanged(if_none_match, etag):
        return Answer(304, headers, b"")
    headers["Content-Type"] = page.content_type
    if chosen:
        headers["Content-Encoding"] = chosen
    if page.location:
        headers["Location"] = page.location
    return Answer(page.status, headers, body if method == "GET" else b"")
