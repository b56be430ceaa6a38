"""Pages for one reader alone: rendered at once, without session, cookie or user, and kept by nobody."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from articles.actions.objecting import sender_of
from articles.public.answer import POLICY, SECURITY
from articles.public.site import site
from articles.public.templates import render

SALT = "articles.readers.form"
FORM_AGE = 12 * 3600  # seconds that a form may stay open before it is sent
HEADERS = SECURITY | {
    "Content-Security-Policy": POLICY.replace("form-action 'none'", "form-action 'self'"),
    "Cache-Control": "no-store",
    # The address of a follow-up page is the only key to it.
    "Referrer-Policy": "no-referrer",
}


def reader_page(template: str, context: dict[str, Any], *, title: str, status: int = 200) -> HttpResponse:
    """Renders `templates/public/TEMPLATE.html` around the site's constants, for this answer alone."""
    page = {"title": title, "noindex": True, "section": "claims"}
    body = render(template, site=site(), page=page, context=context)
    return with_headers(HttpResponse(body, status=status))


def with_headers(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response


def sender(request: HttpRequest) -> str:
    """What the sender is counted by: behind a proxy of ours the address that it saw, else the connection's."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    return sender_of(address)


def form_token(name: str, sender: str) -> str:
    """What a form carries in place of a cookie: signed, for this form and this sender, with its time."""
    return signing.dumps([name, sender], salt=SALT)


def is_ours(token: str, name: str, sender: str) -> bool:
    """Whether the token was given to this sender for this form within the last twelve hours."""
    try:
        return signing.loads(token, salt=SALT, max_age=FORM_AGE) == [name, sender]
    except signing.BadSignature:
        return False
