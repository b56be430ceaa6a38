"""Requests to other servers, as the site's settings allow them."""

from dataclasses import replace

from django.conf import settings

from articles.errors import Refused
from articles.outgoing import RULES, Answer, Unreachable
from articles.outgoing.web_address import read_address

__all__ = ["Answer", "Unreachable", "address_of", "check_outgoing", "fetch"]


def address_of(url: str) -> str:
    """A typed address as it is written out; read as strictly as one that is fetched. Refuses as read_address does."""
    return str(read_address(url))


def check_outgoing() -> None:
    """Refused while the site's settings keep the door shut."""
    if not settings.OUTGOING_REQUESTS:
        raise Refused(
            "This site fetches nothing from other servers. Upload a copy, or ask for OUTGOING_REQUESTS to be set."
        )


def fetch(url: str) -> Answer:
    """GETs a page under the rules of `outgoing`; refuses as that does, and while the door is shut (Refused)."""
    check_outgoing()
    # Its library for HTTP takes a megabyte; most processes never ask anybody.
    from articles.outgoing import door

    agent = f"{settings.SITE_NAME.encode('ascii', 'ignore').decode() or 'Newsroom'} (+{settings.SITE_URL})"
    return door.fetch(url, rules=replace(RULES, agent=agent))
