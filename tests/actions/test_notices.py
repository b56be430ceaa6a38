"""Telling people: to whom, in which words, and only with what happened."""

import pytest
from django.db import IntegrityError, transaction

from articles.actions.notices import WORDS_LENGTH, tell
from articles.enums import NoticeKind
from articles.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    return list(Notice.objects.order_by("pk").values_list("person__username", "kind", "words"))


def test_each_person_is_told_once_and_who_did_it_is_not(reporter, reviewer, editor):
    people = [reporter, reviewer.pk, reporter.pk, None, editor]
    assert tell(people, kind=NoticeKind.VOIDED, words=" The figure\n changed. ", but=editor) == 2
    assert told() == [
        ("rita", "voided", "The figure changed."),
        ("ravi", "voided", "The figure changed."),
    ]


def test_long_words_are_cut_and_no_words_are_refused(reporter):
    tell([reporter], kind="source", words="x" * 2 * WORDS_LENGTH)
    assert len(Notice.objects.get().words) == WORDS_LENGTH
    with pytest.raises(IntegrityError), transaction.atomic():
        tell([reporter], kind="source", words=" ")


def test_a_kind_that_is_not_there_is_a_mistake_of_the_program(reporter):
    with pytest.raises(ValueError, match="not a valid NoticeKind"):
        tell([reporter], kind="rumour", words="So they say.")


def test_nobody_is_told_outside_the_change(reporter, monkeypatch):
    # The test itself runs in a transaction: only a connection that says it is in none is outside of the change.
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(transaction.TransactionManagementError):
        tell([reporter], kind="due", words="Soon.")
    monkeypatch.undo()
    assert told() == []


def test_notice_leads_to_what_it_is_about(reporter):
    article = factories.imported(by=reporter)
    claim = factories.claims_of(article)[0]
    tell([reporter], kind="due", words="A claim.", claim=claim, article=article)
    tell([reporter], kind="due", words="An article.", article=article)
    assert [one.get_desk_url() for one in Notice.objects.order_by("pk")] == [
        f"/desk/claims/{claim.pk}/",
        f"/desk/articles/{article.slug}/",
    ]
