"""Requests to other servers, as the site's settings allow them."""

from dataclasses import replace

from django.conf import settings

from articles import outgoing
from articles.errors import Refused
from articles.outgoing import RULES, Answer, Unreachable

__all__ = ["Answer", "Unreachable", "check_outgoing", "fetch"]


def check_outgoing() -> None:
    """Refused while the site's settings keep the door shut."""
    if not settings.OUTGOING_REQUESTS:
        raise Refused(
            "This site fetches nothing from other servers. Upload a copy, or ask for OUTGOING_REQUESTS to be set."
        )


def fetch(url: str) -> Answer:
    """GETs a page under the rules of `outgoing`; refuses as that does, and while the door is shut (Refused)."""
    check_outgoing()
    agent = f"{settings.SITE_NAME.encode('ascii', 'ignore').decode() or 'Newsroom'} (+{settings.SITE_URL})"
    return outgoing.fetch(url, rules=replace(RULES, agent=agent))
