"""Lists and forms ask the database as often for three rows as for one."""

from functools import partial

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions.capturing import add_snapshot
from articles.actions.citing import add_source, cite
from articles.actions.publishing import publish
from articles.actions.rules import put_in_force
from articles.actions.tagging import merge_tags, set_tags
from articles.models import Absence, Fragment, RatingScale, SourceCheck, SourceRetraction, Tag
from tests import factories
from tests.replay import kept


@kept(int)
def grown(number: int, *, reporter, reviewer, editor) -> int:
    """Adds at least one row to every list, each with people, tags and all it belongs to."""
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    factories.imported(by=reporter)  # it makes the same claims
    source = add_source(by=reporter, name=f"Log {number}", kind="document")
    add_snapshot(source, data=b"log", file_name="log.txt", content_type="text/plain", by=reporter)
    SourceCheck.objects.create(source=source, at=timezone.now(), outcome="alive")
    SourceRetraction.objects.create(slug=source.slug, at=timezone.now(), reason="Made up.")
    claim = factories.claims_of(article)[0]
    cite(claim, source, stance="context", by=reporter)
    for thing in (article, claim, source):
        set_tags(thing, [f"Port {number}", f"Ports {number}", "Sun"], by=reporter)
    merge_tags(
        [Tag.objects.get(name=f"Ports {number}")], into=Tag.objects.get(name=f"Port {number}"), by=editor
    )
    publish(article, by=editor, correction=("update", "Tags were added."))
    Absence.objects.create(person=factories.person("reporter"), back_on="2027-01-01")
    put_in_force(phrase=f"casino number {number}", category="gambling", note="", by=editor)
    Fragment.objects.create(key=f"words {number}", text="Words", category="other", decision="kept")
    labels = RatingScale.objects.first().labels
    factories.answered(claim, by=factories.person("editor"))
    RatingScale.objects.create(name="Other", version=number + 1, labels=labels)
    return number


@pytest.fixture
def grow(reporter, reviewer, editor):
    return partial(grown, reporter=reporter, reviewer=reviewer, editor=editor)


def lists() -> list[str]:
    names = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
    return [reverse(f"admin:{app}_{name}_changelist") for app, name in sorted(names)]


def asked(client, urls) -> dict[str, int]:
    found = {}
    for url in urls:
        ContentType.objects.clear_cache()  # filled or not by what ran before
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        found[url] = len(queries)
    return found


def test_lists_ask_the_same_for_one_and_for_three(grow, superuser, client_for):
    client = client_for(superuser)
    grow(0)
    one = asked(client, lists())
    grow(1)
    grow(2)
    assert asked(client, lists()) == one
    assert max(one.values()) <= 12


def test_forms_ask_the_same_among_one_and_among_three(grow, superuser, client_for):
    client = client_for(superuser)
    grow(0)
    urls = [
        reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[admin.utils.quote(row.pk)]
        )
        for model in admin.site._registry
        if (row := model._default_manager.order_by("pk").first())
    ]
    assert len(urls) == len(admin.site._registry)
    one = asked(client, urls)
    grow(1)
    grow(2)
    assert asked(client, urls) == one
    assert max(one.values()) <= 15


def test_texts_and_bytes_are_not_read_for_lists(grow, superuser, client_for):
    """A list of 50 editions or revisions does not carry 50 whole articles."""
    client = client_for(superuser)
    grow(0)
    heavy = {
        "revision": "articles_revision", "finding": "articles_revision", "appearance": "articles_revision",
        "page": "articles_page", "snapshot": "articles_snapshot", "edition": "articles_edition",
        "correction": "articles_edition", "editionentry": "articles_edition", "article": "articles_revision",
    }  # fmt: skip
    columns = ("text", "changes", "body", "content", "record")
    for name, table in heavy.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"admin:articles_{name}_changelist"))
        wanted = [f'"{table}"."{column}",' for column in columns] + [
            f'"{table}"."{column}" FROM' for column in columns
        ]
        assert [sql["sql"] for sql in queries if any(one in sql["sql"] for one in wanted)] == [], name
