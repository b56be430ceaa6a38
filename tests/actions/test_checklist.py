"""The checklist: every line red and green, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.checklist import checklist, submission_list
from articles.actions.claiming import accept_claims, add_claim, set_aside
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import submit_article
from articles.actions.publishing import retract
from articles.actions.reviewing import return_claim, take
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.models import Finding
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "The port of Lindau\n\nRed cranes burned oil for a hundred years, and the wind carried the soot.\n"
GREEN = {
    "headline": "It has a headline",
    "language": "Its language is set",
    "findings": "No finding is open",
    "removals": "Accepted removals are applied",
    "residue": "Nothing that looks injected is left in the words around it",
    "proposals": "Every proposed claim was looked at",
    "accepted": "Every claim went to review",
    "returned": "No claim came back",
    "decided": "Every claim is decided",
    "retracted": "No verdict rests on a retracted source",
    "anchors": "Every claim stands on its words",
    "reviewers": "Nobody decides on a text that they edited",
    "submitted": "It was submitted to review",
    "publisher": "You may publish it",
}


def red(article, by=None) -> dict[str, str]:
    return {line.key: line.words for line in checklist(factories.reread(article), by=by) if not line.ok}


@pytest.fixture
def article(reporter):
    """Without findings and claims, in no review yet."""
    article = factories.imported(by=reporter, text=TEXT)
    for claim in factories.claims_of(article):
        set_aside(claim, "dismiss", reason="Plain.", by=reporter)
    return article


def test_ready_article_is_green_in_every_line(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    assert {line.key: line.words for line in checklist(article, by=editor)} == GREEN
    assert all(line.ok for line in checklist(article, by=editor))


def test_fresh_article_is_red_where_work_is_left(reporter):
    article = factories.imported(by=reporter)
    number = len(factories.claims_of(article))
    assert red(article) == {
        "findings": "1 finding is open",
        "proposals": f"{number} proposed claims wait for a yes or no",
        "submitted": "Submit it to review first",
    }


def test_headline_and_language(reporter):
    article = factories.imported(by=reporter, text="<p>12 34 56</p>", name="x.html")
    left = {"headline": "The text has no title: write a headline", "language": "Set the article's language"}
    assert {key: words for key, words in red(article).items() if key in left} == left
    edit_details(article, by=reporter, headline="The port", language="en")
    assert not left.keys() & red(article).keys()


def test_accepted_removals_must_be_applied(article, reporter):
    place = TEXT.index("oil")
    finding = add_finding(article, start=place, end=place + 4, reason="Odd.", revision=1, by=reporter)
    assert red(article)["findings"] == "1 finding is open"
    decide_finding(finding, "remove", by=reporter)
    assert red(article)["removals"] == "1 accepted removal is not applied"
    apply_removals(article, by=reporter)
    assert red(article).keys() == {"submitted"}
    assert Finding.objects.get().removed_in.number == 2


@pytest.mark.parametrize("field", ["headline", "summary", "byline"])
def test_spam_in_the_words_around_the_text_is_found(field, article, reporter):
    edit_details(article, by=reporter, **{field: "上海龙凤419 The port of Lindau"})
    assert red(article)["residue"] == "This looks injected: “上海龙凤419”"
    edit_details(article, by=reporter, **{field: "The port of Lindau"})
    assert "residue" not in red(article)


def test_words_that_somebody_kept_are_no_residue(reporter):
    article = factories.imported(
        by=reporter, text="上海云锦阁419 The harbour\n\nThe port has cut its use of oil.\n"
    )
    [finding] = Finding.objects.filter(revision=article.revision)
    decide_finding(finding, "keep", by=reporter)
    assert "residue" not in red(article)


def test_each_claim_is_settled(article, reporter, reviewer):
    claim = add_claim(article, start=20, end=30, revision=1, by=reporter)
    assert red(article)["accepted"] == "1 claim is not in review yet"
    submit_article(article, by=reporter)
    assert red(article) == {"decided": "1 claim is under review"}
    claim.refresh_from_db()
    take(claim, by=reviewer)
    return_claim(claim, note="Which?", by=reviewer)
    assert red(article) == {"returned": "1 claim came back with a note"}
    set_aside(claim, "mark_opinion", by=reporter)
    assert red(article) == {}


def test_lost_place_counts_only_for_claims_that_count(article, reporter):
    claim = add_claim(article, start=20, end=30, revision=1, by=reporter)
    edit_text(article, text=TEXT[:20] + TEXT[30:], based_on=1, by=reporter)
    assert red(article)["anchors"] == "1 claim lost its place in the text"
    set_aside(claim, "dismiss", reason="Gone.", by=reporter)
    assert "anchors" not in red(article)


def test_publisher_is_somebody_else_with_the_right(reporter, reviewer, editor, superuser):
    article = factories.submitted(by=editor)
    for person in (reporter, reviewer, editor):
        assert red(article, by=person)["publisher"] == (
            "Somebody with the role editor who did not submit it publishes it"
        )
    assert "publisher" not in red(article, by=superuser)


def test_retracted_article_says_so(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    retract(article, by=editor, note="It does not hold.")
    assert red(article) == {"submitted": "It is retracted"}


def test_submission_needs_what_the_desk_can_do(reporter):
    article = factories.imported(by=reporter)
    accept_claims(article, by=reporter)
    keys = [line.key for line in submission_list(article)]
    assert keys == ["headline", "language", "findings", "removals", "residue", "proposals", "anchors"]
    assert [line.key for line in submission_list(article) if not line.ok] == ["findings"]


def test_checklist_takes_the_same_queries_for_few_and_many(article, reporter, editor):
    counts = set()
    for start in range(20, 60, 8):
        add_claim(article, start=start, end=start + 6, revision=1, by=reporter)
        add_finding(article, start=start, end=start + 2, reason="Odd.", revision=1, by=reporter)
        with CaptureQueriesContext(connection) as queries:
            checklist(factories.reread(article), by=editor)
        counts.add(len(queries) - len({q["sql"] for q in queries if "auth_" in q["sql"]}))
    assert len(counts) == 1
    assert max(counts) <= 6
