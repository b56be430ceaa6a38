"""Tokens: made, shown once, used, ended; and what the database refuses by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions.tokens import MOST_TOKENS, digest_of, make_token, revoke_token, token_of
from articles.errors import NotAllowed, Refused
from articles.models import Event, Token
from tests.actions.common import events_since, last_event, refused

pytestmark = pytest.mark.django_db


def test_token_is_kept_as_its_hash(reporter):
    number = last_event()
    token, key = make_token(by=reporter, name="  wire  import ", days=90)
    row = Token.objects.values().get()
    assert key not in repr(row)
    assert row["digest"] == digest_of(key)
    assert (row["name"], row["last_four"], row["used_at"], row["revoked_at"]) == (
        "wire import",
        key[-4:],
        None,
        None,
    )
    assert row["expires_at"] - row["created_at"] < timedelta(days=90, seconds=1)
    assert events_since(number) == [("make_token", "rita", {}, {"expires_at": row["expires_at"].isoformat()})]
    assert Event.objects.get(action="make_token").object_label == f"wire import (…{key[-4:]})"
    assert token_of(key) == token
    assert key.isascii()
    assert len(key) > 50


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "Name the token"),
        ({"name": "x" * 61}, "at most 60"),
        ({"name": "a\0"}, "cannot be stored"),
        ({"name": "used"}, "of that name"),
        ({"name": "x", "days": 0}, "1 to 366"),
        ({"name": "x", "days": 367}, "1 to 366"),
    ],
)
def test_token_is_refused(fields, words, reporter):
    make_token(by=reporter, name="used", days=1)
    with refused(Refused, words):
        make_token(by=reporter, **{"days": 1} | fields)


def test_token_takes_the_right_to_the_desk(outsider):
    with refused(NotAllowed):
        make_token(by=outsider, name="x", days=1)


def test_nobody_has_too_many(reporter):
    for number in range(MOST_TOKENS):
        make_token(by=reporter, name=str(number), days=1)
    with refused(Refused, "You have 20 tokens"):
        make_token(by=reporter, name="more", days=1)


def test_revoked_is_over_once(reporter, colleague):
    token, key = make_token(by=reporter, name="x", days=1)
    with refused(Refused):
        revoke_token(token, by=colleague)
    number = last_event()
    assert revoke_token(token, by=reporter)
    assert token_of(key) is None
    assert not revoke_token(token, by=reporter)
    assert events_since(number) == [("revoke_token", "rita", {}, {})]
    assert make_token(by=reporter, name="x", days=1)


def test_token_ends_by_its_time(reporter, clock):
    _, key = make_token(by=reporter, name="x", days=1)
    clock(timedelta(hours=23))
    assert token_of(key)
    clock(timedelta(hours=1))
    assert token_of(key) is None


def test_use_is_noted_once_an_hour(reporter, clock, django_assert_num_queries):
    _, key = make_token(by=reporter, name="x", days=1)
    clock(timedelta())
    token_of(key)
    first = Token.objects.get().used_at
    assert first == timezone.now()
    clock(timedelta(minutes=59))
    token_of(key)
    assert Token.objects.get().used_at == first
    clock(timedelta(minutes=1))
    token_of(key)
    assert Token.objects.get().used_at == first + timedelta(hours=1)


CHANGES = [
    "UPDATE articles_token SET digest = 'x'",
    "UPDATE articles_token SET person_id = person_id + 1",
    "UPDATE articles_token SET name = 'other'",
    "UPDATE articles_token SET expires_at = '2099-01-01 00:00:00+00:00'",
    "DELETE FROM articles_token",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_database_keeps_a_token_as_it_was_made(statement, reporter):
    make_token(by=reporter, name="x", days=1)
    with pytest.raises(IntegrityError, match="stays what it was"), transaction.atomic():
        connection.cursor().execute(statement)


def test_database_revives_no_token(reporter):
    token, _ = make_token(by=reporter, name="x", days=1)
    revoke_token(token, by=reporter)
    for value in (None, timezone.now() + timedelta(days=1)):
        with pytest.raises(IntegrityError, match="stays what it was"), transaction.atomic():
            Token.objects.update(revoked_at=value)
    Token.objects.update(used_at=timezone.now())


def test_database_replaces_no_token(reporter):
    token, _ = make_token(by=reporter, name="x", days=1)
    copy = Token.objects.values().get() | {"name": "y"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.create(**copy)
    assert Token.objects.get() == token
