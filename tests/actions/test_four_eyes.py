"""Nobody decides alone: who changes a text after it was submitted does not publish it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions.editing import edit_text
from articles.actions.handing import schedule
from articles.actions.publishing import publish
from articles.errors import NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db


def test_editor_who_changed_the_submitted_text_does_not_publish_it(reporter, reviewer, editor, administrator):
    article = factories.decided(by=reporter, reviewer=reviewer)
    text = article.revision.text.replace("For a hundred years", "For over a hundred years")
    edit_text(article, text=text, based_on=article.revision.number, by=editor)
    with pytest.raises(NotAllowed, match="You submitted this article"):
        publish(article, by=editor)
    assert publish(article, by=administrator).submitted_by == editor


def test_change_of_the_text_takes_the_time_away(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    schedule(article, at=timezone.now() + timedelta(hours=1), by=editor)
    text = article.revision.text.replace("For a hundred years", "For over a hundred years")
    edit_text(article, text=text, based_on=article.revision.number, by=editor)
    article = factories.reread(article)
    assert (article.publish_at, article.scheduled_by) == (None, None)


def test_draft_keeps_who_submits_open(reporter, editor):
    article = factories.imported(by=reporter)
    edit_text(article, text=article.revision.text + "More.\n", based_on=1, by=editor)
    assert factories.reread(article).submitted_by is None
