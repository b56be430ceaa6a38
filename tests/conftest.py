"""Fixtures for all tests: the people of the newsroom and a client for each."""

from collections.abc import Callable

import pytest
from django.test import Client, override_settings

from articles.enums import Role
from tests import factories


@pytest.fixture(scope="session", autouse=True)
def _settings():
    """Hashing slowly is for real accounts; listing all static files anew for each client is for nobody."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], WHITENOISE_AUTOREFRESH=True
    ):
        yield


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
def client_for() -> Callable[..., Client]:
    """A logged-in client; None gives an anonymous one."""

    def make(user=None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make
