"""manage.py verify_ledger: the archive, one article, what is broken."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Article, Finding
from tests import factories

pytestmark = pytest.mark.django_db


def run(*args, fails=""):
    out = io.StringIO()
    if not fails:
        call_command("verify_ledger", *args, stdout=out)
    else:
        with pytest.raises(CommandError, match=fails):
            call_command("verify_ledger", *args, stdout=out)
    return out.getvalue().splitlines()


def test_archive_that_adds_up(reporter, reviewer, editor):
    assert run() == ["0 ledgers: all add up."]
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    factories.cleaned(by=reporter)
    assert run() == ["2 ledgers: all add up."]
    assert run(article.slug) == ["1 ledger: all add up."]


def test_each_broken_article_is_one_line(reporter):
    articles = [factories.cleaned(by=reporter) for _ in range(3)]
    whole = articles.pop()
    finding = Finding.objects.get(revision__article=articles[0])
    Finding.objects.filter(pk=finding.pk).update(start=0, end=1, rule="", removed_in=None)
    Article.objects.filter(pk=articles[0].pk).update(digest="0" * 64)
    Article.objects.filter(pk=articles[1].pk).update(digest="1" * 64)
    told = "Revision 1 is not what came in: the article has another digest."
    assert run(fails="2 of 3 ledgers do not add up") == [
        f"{articles[0].slug}: {told} Finding {finding.pk} does not quote its revision. "
        f"Finding {finding.pk} is out of the text, and says it is in. and 1 more",
        f"{articles[1].slug}: {told}",
    ]
    assert run(whole.slug) == ["1 ledger: all add up."]


@pytest.mark.parametrize("slug", ["nothing", "", "\0", "x" * 300])
def test_unknown_article_is_told(slug):
    run(slug, fails="There is no article")
