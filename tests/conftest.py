"""Fixtures for all tests: the people of the newsroom and a client for each."""

import gc
import os
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
from django.test import Client, override_settings
from django.utils import timezone

from articles.enums import Role
from articles.public import kept_records
from articles.public.site import site
from tests import factories, replay
from tests.web import web

__all__ = ["web"]

# No test is about how long one example takes: the first one reads tables, and machines are busy at times.
hypothesis.settings.register_profile("newsroom", deadline=None, max_examples=50)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("NEWSROOM_EXAMPLES", "newsroom"))


# They build something once that takes long, for tests of their own.
FIRST = ("tests/whole/", "tests/test_readme.py", "tests/test_sealed.py")


def pytest_collection_modifyitems(items):
    """What is built once stays in one process: the others take tests over from the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_collection_finish():
    """Django and the tests stay until the end: looking through them for garbage took a twentieth of the whole."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _settings():
    """Hashing slowly is for real accounts; listing all static files anew for each client is for nobody."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], WHITENOISE_AUTOREFRESH=True
    ):
        yield


@receiver(setting_changed)
def _site_anew(**_: object) -> None:
    """What public pages know of the site is made once in a process: only tests change settings in one."""
    site.cache_clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """What PostgreSQL writes in a test need not outlive the machine."""
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["options"] += " -c synchronous_commit=off"


CAST: dict[str, User] = {}
SESSIONS: dict[str, str] = {}
CAST_OF = {
    "reporter": "rita",
    "colleague": "colin",
    "reviewer": "ravi",
    "second_reviewer": "rosa",
    "editor": "edda",
    "administrator": "adam",
    "superuser": "root",
    "outsider": "otto",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _settings):
    """The people of the newsroom are there before every test, and each has logged in."""
    staff = {"is_staff": True}
    with django_db_blocker.unblock():
        for name, role, more in (
            ("rita", Role.REPORTER, {}),
            ("colin", Role.REPORTER, {}),
            ("ravi", Role.REVIEWER, {}),
            ("rosa", Role.REVIEWER, {}),
            ("edda", Role.EDITOR, staff),
            ("adam", Role.ADMINISTRATOR, staff),
            ("root", None, staff | {"is_superuser": True}),
            ("otto", None, {}),
        ):
            CAST[name] = factories.person(role, username=name, **more)
            SESSIONS[name] = _session(CAST[name])
        # A test that moves the time on is not about a session that has ended.
        Session.objects.update(expire_date=timezone.now() + timedelta(days=3_650))


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test reads its records itself, whichever came before it in the process."""
    kept_records._kept.clear()
    kept_records._by_id.clear()


@pytest.fixture(autouse=True)
def _states(monkeypatch):
    replay.begin(monkeypatch)


@pytest.fixture
def reporter(db):
    return deepcopy(CAST["rita"])


@pytest.fixture
def colleague(db):
    """A second reporter."""
    return deepcopy(CAST["colin"])


@pytest.fixture
def reviewer(db):
    return deepcopy(CAST["ravi"])


@pytest.fixture
def second_reviewer(db):
    return deepcopy(CAST["rosa"])


@pytest.fixture
def editor(db):
    return deepcopy(CAST["edda"])


@pytest.fixture
def administrator(db):
    return deepcopy(CAST["adam"])


@pytest.fixture
def superuser(db):
    return deepcopy(CAST["root"])


@pytest.fixture
def outsider(db):
    """Somebody with an account and no role."""
    return deepcopy(CAST["otto"])


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.session.session_key


@pytest.fixture
def clock(monkeypatch) -> Callable[[timedelta], None]:
    """Moves the time on, and stops it there: clock(timedelta(days=1))."""

    def move(by: timedelta) -> None:
        now = timezone.now() + by
        monkeypatch.setattr(timezone, "now", lambda: now)

    return move


@pytest.fixture
def alone(request, db):
    """Nobody else works here: the people that a test does not name have left."""
    _leave(sorted(CAST_OF[name] for name in request.fixturenames if name in CAST_OF))


@replay.kept(lambda gone: gone)
def _leave(staying: list[str]) -> int:
    return User.objects.exclude(username__in=staying).update(is_active=False)


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """A logged-in client; None gives an anonymous one."""

    def make(user=None) -> Client:
        client = Client()
        if user is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = SESSIONS.get(user.username) or _session(user)
        return client

    return make
