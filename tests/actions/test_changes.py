"""What readers are told of the changes of a real article: nothing that was taken out as injected comes back."""

import pytest

from articles.actions.claiming import accept_claims
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import reopen_article, submit_article
from articles.actions.publishing import publish
from articles.actions.screening import apply_removals, decide_findings
from articles.models import Page
from tests import factories
from tests.public.browse import html_of, words_of

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419"
NOTE = ("correction", "Advertising was taken out.")


@pytest.fixture
def dirty(reporter, reviewer, editor):
    """A published article in which somebody kept what was injected."""
    article = factories.imported(by=reporter)
    decide(article, "keep", by=reporter)
    edit_details(article, by=reporter, headline=article.headline, language="en")
    accept_claims(article, by=reporter)
    submit_article(article, by=reporter)
    for claim in factories.claims_of(article):
        factories.judge(claim, by=reviewer)
    publish(article, by=editor)
    return factories.reread(article)


def decide(article, decision, *, by):
    findings = article.revisions.get(number=1).findings.all()
    decide_findings(article, {finding.pk: decision for finding in findings}, by=by)


def test_words_found_later_to_be_injected_are_not_repeated(dirty, reporter, editor):
    assert SPAM in html_of(dirty.get_absolute_url())
    reopen_article(dirty, by=editor, reason="There is advertising in it.")
    decide(factories.reread(dirty), "remove", by=reporter)
    apply_removals(factories.reread(dirty), by=reporter)
    now = factories.reread(dirty)
    edit_text(
        now,
        text=now.revision.text.replace("the old town", "the new town"),
        based_on=now.revision.number,
        by=reporter,
    )
    submit_article(factories.reread(dirty), by=reporter)
    publish(factories.reread(dirty), by=editor, correction=NOTE)
    html = html_of(f"{dirty.get_absolute_url()}editions/2/changes/")
    words = words_of(html)
    assert SPAM not in html
    assert "419" not in html
    assert "9 injected characters, not repeated here" in words
    assert "the [removed: old][added: new] town" in words
    assert "Correction" in words
    assert NOTE[1] in words
    shown = Page.objects.filter(path__endswith="/changes/").count()
    assert shown == 1
