"""manage.py verify_log and publish_due."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles.actions.handing import schedule
from articles.models import Article, Event
from tests import factories

pytestmark = pytest.mark.django_db


def run(name):
    out = io.StringIO()
    call_command(name, stdout=out)
    return out.getvalue().splitlines()


def test_empty_log_is_told():
    assert run("verify_log") == ["The log is empty."]


def test_log_of_a_published_article_holds(reporter, reviewer, editor):
    factories.published(by=reporter, reviewer=reviewer, editor=editor)
    last = Event.objects.order_by("-number").first()
    assert run("verify_log") == [f"The chain holds: {last.number} lines, the last is {last.hash}."]


def test_line_that_does_not_follow_is_told(reporter):
    factories.imported(by=reporter)
    last = Event.objects.order_by("-number").first()
    Event.objects.create(
        number=last.number + 2,
        at=last.at,
        actor_name="system",
        action="edit",
        object_type="article",
        object_id="1",
        object_label="x",
        previous=last.hash,
        hash="0" * 64,
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="The chain does not hold: 2 problems"):
        call_command("verify_log", stdout=out)
    assert out.getvalue().splitlines() == [
        f"line {last.number + 2}: line {last.number + 1} is missing",
        f"line {last.number + 2}: was changed after it was written",
    ]


def due(article, editor):
    """Scheduled by the editor for a moment that has come since."""
    schedule(article, at=timezone.now() + timedelta(hours=1), by=editor)
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    return article.slug


def test_due_articles_go_out_and_one_failure_stops_none(reporter, reviewer, editor):
    good = due(factories.decided(by=reporter, reviewer=reviewer), editor)
    bad = due(factories.submitted(by=reporter), editor)
    also = due(factories.decided(by=reporter, reviewer=reviewer), editor)
    later = factories.decided(by=reporter, reviewer=reviewer)
    schedule(later, at=timezone.now() + timedelta(hours=1), by=editor)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 3 could not be published"):
        call_command("publish_due", stdout=out)
    lines = dict(line.split(": ", 1) for line in out.getvalue().splitlines())
    assert lines == {good: "published", bad: "Not ready: 3 claims are under review", also: "published"}
    assert dict(Article.objects.values_list("slug", "status")) == {
        good: "published",
        bad: "in_review",
        also: "published",
        later.slug: "in_review",
    }
    assert Article.objects.get(slug=good).live_edition.published_by == editor


def test_nothing_due_is_told():
    assert run("publish_due") == ["0 published."]
