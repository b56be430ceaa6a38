"""Tokens: a person makes and revokes the keys of their programs; the API asks whose a key is."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.actions.log import record, writing
from articles.actions.words import line
from articles.errors import Refused
from articles.models import Token
from articles.permissions import can_may, check_may

# What a key begins with: programs that look for keys in places where none should be know it by this.
PREFIX = "newsroom_"
NAME_LENGTH = 60
MOST_DAYS = 366
MOST_TOKENS = 20
# A look at the time of last use is worth a write an hour, not one a request.
USED_AGAIN = timedelta(hours=1)


def make_token(*, by: Any, name: str, days: int) -> tuple[Token, str]:
    """A new token of this person for so many days, with its key, which is told here and never again; one Event.

    The key has 256 random bits, so its plain SHA-256 is kept: nothing can be guessed that a slow hash would guard.
    Refuses a missing or taken name, a time of no days or more than a year, a person with 20 that are in force
    (Refused), and who may not use the desk (NotAllowed).
    """
    check_may(by, "use_desk")
    name = line(name, what="The name", most=NAME_LENGTH)
    if not name:
        raise Refused("Name the token after the program that will use it.")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"A token holds for 1 to {MOST_DAYS} days.")
    key = PREFIX + secrets.token_urlsafe(32)
    with writing():
        own = list(Token.objects.filter(person=by, revoked_at__isnull=True))
        if any(one.name == name for one in own):
            raise Refused("You have a token of that name. Revoke it first, or choose another name.")
        if len(own) >= MOST_TOKENS:
            raise Refused(f"You have {len(own)} tokens. Revoke those that nothing uses any more.")
        expires = timezone.now() + timedelta(days=days)
        token = Token.objects.create(
            person=by, name=name, digest=digest_of(key), last_four=key[-4:], expires_at=expires
        )
        record(by=by, action="make_token", thing=token, after={"expires_at": expires.isoformat()})
    return token, key


def revoke_token(token: Token, *, by: Any) -> bool:
    """The token opens nothing from now on; returns whether it did before, with one Event if so.

    Refuses somebody else's as if it were not there (Refused).
    """
    if token.person_id != by.pk:
        raise Refused("You have no such token.")
    with writing():
        rows = Token.objects.filter(pk=token.pk, revoked_at__isnull=True)
        if not rows.update(revoked_at=timezone.now()):
            return False
        record(by=by, action="revoke_token", thing=token)
    return True


def token_of(key: str) -> Token | None:
    """The token in force with this key, its person fetched along; None when there is none.

    None also for a person who may no longer use the desk. Notes the time of use, at most once an hour.
    """
    if not key.startswith(PREFIX) or len(key) > 100 or not key.isascii():
        return None
    now = timezone.now()
    rows = Token.objects.select_related("person").filter(digest=digest_of(key), expires_at__gt=now)
    token = rows.filter(revoked_at__isnull=True).first()
    if token is None or not can_may(token.person, "use_desk"):
        return None
    if token.used_at is None or token.used_at <= now - USED_AGAIN:
        Token.objects.filter(pk=token.pk).update(used_at=now)
        token.used_at = now
    return token


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
