"""Whether a ledger adds up: whatever was put into the database past the actions is named."""

import pytest
from django.utils import timezone

from articles.actions.editing import edit_text
from articles.actions.verifying import verify_ledger, verify_ledgers
from articles.models import Article, Edition, Finding, Revision
from articles.text.incoming import digest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return factories.cleaned(by=reporter)


def forge(article, text: str, changes, *, by=None, kind="cleaned", **fields) -> None:
    """A next revision that no action wrote."""
    last = article.revision
    given = {"number": last.number + 1, "digest": digest(text)} | fields
    made = Revision.objects.create(
        article=article, kind=kind, text=text, changes=changes, based_on=last, created_by=by, **given
    )
    Article.objects.filter(pk=article.pk).update(revision=made)


def problems(article) -> list[str]:
    return verify_ledger(factories.reread(article))


def test_every_article_that_the_actions_made_adds_up(reporter, reviewer, editor, article):
    published = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    edit_text(published, text=published.revision.text + "More.\n", based_on=2, by=reporter)
    assert [problems(one) for one in (article, published, factories.imported(by=reporter))] == [[], [], []]


def test_text_that_its_changes_do_not_make_is_named(article):
    forge(article, "Other words.", [])
    assert problems(article) == ["Revision 3 is not what its changes make of the text before."]


@pytest.mark.parametrize(
    "changes",
    [
        [{"start": 9, "end": 3, "text": ""}],
        [{"start": 0, "end": 10**9, "text": ""}],
        [{"start": 0}],
        [{"start": "a", "end": "b", "text": ""}],
        [{"start": None, "end": None, "text": None}],
        ["change"],
        [7],
        "changes",
        {"start": 0},
        7,
    ],
)
def test_changes_that_fit_no_text_are_named(changes, article):
    forge(article, article.revision.text, changes)
    (problem,) = problems(article)
    assert problem.startswith("The changes of revision 3 do not fit the text before: ")


def test_change_without_a_finding_is_named(article, reporter):
    text = article.revision.text
    forge(article, text[4:], [{"start": 0, "end": 4, "text": ""}], by=reporter)
    assert problems(article) == ["Revision 3, character 1: no finding stands behind it."]


def test_change_of_a_finding_that_is_not_there_is_named(article, reporter):
    text = article.revision.text
    forge(article, text[4:], [{"start": 0, "end": 4, "text": "", "finding": 10**6}], by=reporter)
    got = problems(article)
    assert got[0] == "Revision 3, character 1: no finding stands behind it."
    assert "Characters 1 to 4 of revision 1 do not add up." in got


def test_change_with_other_words_than_its_finding_is_named(article, reporter):
    finding = Finding.objects.get(revision__article=article)
    text = article.revision.text
    forge(article, text[4:], [{"start": 0, "end": 4, "text": "", "finding": finding.pk}], by=reporter)
    assert f"Revision 3, character 1: it is not the words of finding {finding.pk}." in problems(article)


def test_edit_by_nobody_is_named(article):
    text = article.revision.text
    forge(article, text[4:], [{"start": 0, "end": 4, "text": ""}], kind="edited")
    assert problems(article) == ["Nobody stands behind what revision 3 took out: “The ”."]


def test_words_put_back_twice_are_named(article, reporter):
    finding = Finding.objects.get(revision__article=article)
    (change,) = article.revision.changes
    put = {"start": change["start"], "end": change["start"], "text": finding.text, "finding": finding.pk}
    text = article.revision.text
    twice = text[: change["start"]] + 2 * finding.text + text[change["start"] :]
    forge(article, twice, [put, put], by=reporter)
    place = change["start"] + 1
    assert f"Revision 3, character {place}: it puts back what was not out." in problems(article)
    assert f"Finding {finding.pk} is in the text, and says it is out." in problems(article)


def test_finding_whose_status_was_changed_by_hand_is_named(article, reporter):
    finding = Finding.objects.get(revision__article=article)
    decided = {"decided_by": reporter, "decided_at": timezone.now()}
    Finding.objects.filter(pk=finding.pk).update(status="kept", removed_in=None, **decided)
    assert problems(article) == [
        f"Finding {finding.pk} is out of the text, and says it is in.",
        f"Nobody stands behind what revision 2 took out: “{finding.text}”.",
    ]


@pytest.mark.parametrize("fields", [{"rule": ""}, {"confidence": 0}])
def test_removal_without_rule_or_confidence_is_named(fields, article):
    Finding.objects.filter(revision__article=article).update(**fields)
    (problem,) = problems(article)
    assert problem.startswith("Nobody stands behind what revision 2 took out")


def test_finding_that_does_not_quote_is_named(article):
    finding = Finding.objects.get(revision__article=article)
    Finding.objects.filter(pk=finding.pk).update(start=finding.start + 1)
    assert problems(article) == [f"Finding {finding.pk} does not quote its revision."]


def test_other_original_other_digest_and_missing_revision_are_named(article, reporter):
    Article.objects.filter(pk=article.pk).update(digest="0" * 64)
    text = article.revision.text
    forge(article, text, [], number=4, digest="1" * 64)
    assert problems(article) == [
        "A revision is missing.",
        "Revision 1 is not what came in: the article has another digest.",
        "The text of revision 4 does not have the digest written with it.",
    ]


def test_text_that_is_not_the_newest_is_named(article):
    now = article.revision
    Revision.objects.create(
        article=article, number=now.number + 1, kind="edited", text=now.text, digest=now.digest, based_on=now
    )
    assert problems(article) == ["The article's text is not its newest revision."]


def test_edition_with_other_words_is_named(article, reporter, editor):
    record = {"text": "Other words.", "text_digest": digest("Other words."), "original_digest": "0" * 64}
    edition = Edition.objects.create(
        article=article, number=1, revision=article.revision, slug="x", headline="x", record=record,
        digest="0" * 64, submitted_by=reporter, published_by=editor, published_at=timezone.now(),
    )  # fmt: skip
    assert problems(article) == [
        "Edition 1 was changed after it was published.",
        "Edition 1 does not hold the text of its revision.",
        "Edition 1 names another original.",
    ]
    other = factories.imported(by=reporter)
    Article.objects.filter(pk=other.pk).update(live_edition=edition)
    assert problems(other) == ["What readers see is not an edition of this article."]


def test_article_without_any_text_is_named():
    assert verify_ledger(Article(pk=10**9)) == ["It has no text."]


def test_edition_whose_record_is_none_is_named(article, reporter, editor):
    Edition.objects.create(
        article=article, number=1, revision=article.revision, slug="x", headline="x", record=[7],
        digest="0" * 64, submitted_by=reporter, published_by=editor, published_at=timezone.now(),
    )  # fmt: skip
    assert problems(article) == [
        "Edition 1 was changed after it was published.",
        "Edition 1 does not hold the text of its revision.",
        "Edition 1 names another original.",
    ]


def test_many_articles_are_verified_in_their_order_in_as_many_questions_as_one(
    reporter, django_assert_num_queries
):
    articles = [factories.cleaned(by=reporter) for _ in range(3)]
    Article.objects.filter(pk=articles[1].pk).update(digest="0" * 64)
    articles = [factories.reread(one) for one in articles]
    for few in (articles[:1], articles):
        with django_assert_num_queries(3):
            assert [one for one, _ in verify_ledgers(few)] == few
    assert [len(found) for _, found in verify_ledgers(articles)] == [0, 1, 0]
