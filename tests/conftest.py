"""Fixtures for all tests: the people of the newsroom and a client for each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.enums import Role
from tests import factories
from tests.web import web

__all__ = ["web"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hashing slowly is for real accounts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _static_root(settings, tmp_path):
    """Nothing is collected for tests, and WhiteNoise warns of a folder that is not there."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def reporter(db):
    return factories.person(Role.REPORTER, username="rita")


@pytest.fixture
def colleague(db):
    """A second reporter."""
    return factories.person(Role.REPORTER, username="colin")


@pytest.fixture
def reviewer(db):
    return factories.person(Role.REVIEWER, username="ravi")


@pytest.fixture
def second_reviewer(db):
    return factories.person(Role.REVIEWER, username="rosa")


@pytest.fixture
def editor(db):
    return factories.person(Role.EDITOR, username="edda", is_staff=True)


@pytest.fixture
def administrator(db):
    return factories.person(Role.ADMINISTRATOR, username="adam", is_staff=True)


@pytest.fixture
def superuser(db):
    return factories.person(username="root", is_staff=True, is_superuser=True)


@pytest.fixture
def outsider(db):
    """Somebody with an account and no role."""
    return factories.person(username="otto")


@pytest.fixture
def clock(monkeypatch) -> Callable[[timedelta], None]:
    """Moves the time on, and stops it there: clock(timedelta(days=1))."""

    def move(by: timedelta) -> None:
        now = timezone.now() + by
        monkeypatch.setattr(timezone, "now", lambda: now)

    return move


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """A logged-in client; None gives an anonymous one."""

    def make(user=None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make
