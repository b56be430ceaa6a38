"""An import that is not an article at all: set aside with a reason, out of all lists, and taken up again."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.actions.accepting import accept_sure, stamp_of
from articles.actions.campaigns import campaigns
from articles.actions.claiming import accept_claims
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import reopen_article, set_article_aside
from articles.actions.importing import import_article
from articles.actions.reviewing import submit_claim
from articles.actions.screening import apply_removals, decide_findings
from articles.enums import ArticleStatus, Origin
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Article, Claim, Event, Finding, Match, Revision
from articles.models.claims import only_aside
from tests import factories
from tests.actions.common import events_since, last_event, refused
from tests.rights.states import AGAIN

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419\n"
WHY = "Nothing but spam."


def findings(article):
    return Finding.objects.filter(revision__article=article)


@pytest.fixture
def spam(reporter):
    """A text of which nothing is left once everybody has decided."""
    article = factories.imported(by=reporter, text=SPAM)
    decide_findings(
        article, dict.fromkeys(findings(article).values_list("pk", flat=True), "remove"), by=reporter
    )
    return article


def test_removing_all_says_what_can_be_done(spam, reporter):
    with refused(Refused, "would leave no text at all.*set the article aside"):
        apply_removals(spam, by=reporter)
    stamp = stamp_of(spam.revision.pk, findings(spam).values_list("pk", flat=True))
    [left] = accept_sure([spam], by=reporter, seen={spam.pk: stamp})
    assert "set the article aside" in left.problem


def test_set_aside_writes_one_event_and_nothing_else(spam, reporter):
    number = last_event()
    decided = list(findings(spam).values_list("pk", "status", "decided_by"))
    set_article_aside(spam, by=reporter, reason=WHY)
    now = factories.reread(spam)
    assert (now.status, now.revision.number, now.revision.text) == (ArticleStatus.SET_ASIDE, 1, SPAM)
    assert list(findings(spam).values_list("pk", "status", "decided_by")) == decided
    [event] = Event.objects.filter(number__gt=number)
    assert (event.action, event.actor, event.reason) == ("set_aside", reporter, WHY)
    assert (event.before, event.after) == ({"status": "draft"}, {"status": "set_aside"})


def test_it_is_taken_up_again_as_it_was(spam, reporter, colleague):
    set_article_aside(spam, by=reporter, reason=WHY)
    with refused(Refused, "Give a reason"):
        reopen_article(factories.reread(spam), by=colleague, reason=" ")
    number = last_event()
    reopen_article(factories.reread(spam), by=colleague, reason="There is a name in it.")
    assert factories.reread(spam).status == ArticleStatus.DRAFT
    assert [action for action, *_ in events_since(number)] == ["reopen"]
    assert findings(spam).get().status == "removed"


def test_it_needs_a_reason_a_person_and_the_right(spam, reporter, reviewer):
    with refused(Refused, "Give a reason"):
        set_article_aside(spam, by=reporter, reason=" ")
    with refused(NotAllowed, "takes a person"):
        set_article_aside(spam, by=None, reason=WHY)
    with refused(NotAllowed, "You may not edit articles"):
        set_article_aside(spam, by=reviewer, reason=WHY)


def test_of_two_at_once_one_is_told(spam, reporter, colleague):
    seen = factories.reread(spam)
    set_article_aside(spam, by=reporter, reason=WHY)
    with refused(Conflict, "in the meantime"):
        set_article_aside(seen, by=colleague, reason="So.")


def test_what_readers_saw_is_not_set_aside(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    reopen_article(article, by=reporter, reason="News.")
    with refused(Refused, "Readers have seen this article: unpublish or retract it"):
        set_article_aside(factories.reread(article), by=reporter, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status=ArticleStatus.SET_ASIDE)


def test_claims_under_review_hold_it(reporter):
    article = factories.cleaned(by=reporter)
    accept_claims(article, by=reporter)
    submit_claim(factories.claims_of(article)[0], by=reporter)
    with refused(Refused, "A claim of it is under review.*Withdraw"):
        set_article_aside(article, by=reporter, reason=WHY)


def test_nothing_in_it_is_worked_on(reporter):
    article = factories.imported(by=reporter)
    accept_claims(article, by=reporter)
    set_article_aside(article, by=reporter, reason=WHY)
    article = factories.reread(article)
    finding = findings(article).first()
    acts = (
        lambda: edit_text(article, text="New.", based_on=article.revision.number, by=reporter),
        lambda: edit_details(article, byline="Us", by=reporter),
        lambda: decide_findings(article, {finding.pk: "keep"}, by=reporter),
        lambda: submit_claim(factories.claims_of(article)[0], by=reporter),
    )
    for act in acts:
        with refused(Refused, "set aside.*[Tt]ake it up again"):
            act()


def test_its_fragments_make_no_campaign(reporter):
    articles = [factories.imported(by=reporter) for _ in range(3)]
    assert len(campaigns()) == 1
    set_article_aside(articles[0], by=reporter, reason=WHY)
    assert campaigns() == []


def test_its_claims_are_in_no_list_and_match_nothing(reporter, colleague):
    first = factories.imported(by=reporter, text=AGAIN.replace("Energy", "Port"))
    second = factories.imported(by=colleague, text=AGAIN.replace("warehouse", "big warehouse"))
    assert Match.objects.open().count() == 1
    set_article_aside(second, by=reporter, reason=WHY)
    assert Match.objects.open().count() == 0
    assert set(Claim.objects.filter(only_aside())) == set(factories.claims_of(second))
    third = factories.imported(by=reporter, text=AGAIN.replace("warehouse", "large warehouse"))
    assert set(Match.objects.open().values_list("first", flat=True)) == {
        one.pk for one in factories.claims_of(first)
    }
    assert third


def test_the_same_text_again_changes_nothing(spam, reporter):
    set_article_aside(spam, by=reporter, reason=WHY)
    again = import_article(by=reporter, origin=Origin.DESK, text=SPAM)
    assert (again.article, again.created, again.article.status) == (spam, False, ArticleStatus.SET_ASIDE)


def test_original_ledger_and_log_stay_provable(spam, reporter, capsys):
    cleaned = factories.cleaned(by=reporter)
    for article in (spam, cleaned):
        set_article_aside(article, by=reporter, reason=WHY)
    assert Revision.objects.get(article=spam, number=1).text == SPAM
    call_command("verify_ledger")
    call_command("verify_log")
