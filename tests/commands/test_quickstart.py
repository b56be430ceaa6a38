"""manage.py quickstart: from nothing to two published articles, once."""

import io
import json
import stat

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.actions.demo import PEOPLE, sample_files
from articles.enums import ArticleStatus
from articles.models import Article, Event, Page
from tests.replay import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("quickstart") / "var"


@pytest.fixture(autouse=True)
def var(settings, folder):
    settings.DEBUG = True
    settings.VAR_DIR = folder
    return settings.VAR_DIR


def run() -> str:
    out = io.StringIO()
    call_command("quickstart", "--no-serve", stdout=out)
    return out.getvalue()


@kept(str)
def first_run() -> str:
    """The passwords it wrote stay in the folder of this module."""
    return run()


def test_quickstart_walks_the_sample_and_prints_what_it_did(var):
    out = first_run()
    published = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    assert published.count() == 2
    assert Article.objects.count() == len(sample_files()) >= 12
    assert Article.objects.filter(status=ArticleStatus.IN_REVIEW).count() == 1
    assert len(set(Article.objects.values_list("language", flat=True))) >= 3
    assert f"articles      {Article.objects.count()}: 13 draft, 1 in_review, 2 published" in out
    assert Page.objects.filter(path="/", status=200).exists()
    for article in published:
        assert Page.objects.filter(path=article.get_absolute_url(), status=200).exists()


def test_quickstart_prints_generated_passwords_that_work(var):
    out = first_run()
    passwords = json.loads((var / "demo-passwords.json").read_text())
    assert passwords.keys() == PEOPLE.keys()
    assert stat.S_IMODE((var / "demo-passwords.json").stat().st_mode) == 0o600
    for name, password in passwords.items():
        assert password in out
        assert authenticate(username=name, password=password).groups.get().name == PEOPLE[name][0]


def test_quickstart_again_changes_nothing():
    first = first_run()
    before = (Article.objects.count(), Event.objects.count(), list(Page.objects.values_list("path", "etag")))
    assert run() == first
    assert (
        Article.objects.count(),
        Event.objects.count(),
        list(Page.objects.values_list("path", "etag")),
    ) == before


def test_quickstart_refuses_without_debug(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG is off"):
        run()
    assert not get_user_model().objects.filter(username__in=PEOPLE).exists()
