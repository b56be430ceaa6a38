"""The ledger: what went out, what was edited and put back, with whom and where it stood."""

import pytest

from articles.actions.editing import edit_text
from articles.actions.ledger import ledger_of
from articles.actions.restoring import put_back
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.actions.verifying import verify_ledger
from articles.models import Finding
from articles.text.types import Span
from tests import factories
from tests.actions.common import stale

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419 "
PLAIN = (
    "The harbour of Lindau\n\nThe cranes of the port burned oil, and the wind carried the soot into town.\n"
)


def cut(article, words: str, *, by) -> Finding:
    """Marks these words, takes them out, and gives the finding as it is then."""
    article = factories.reread(article)
    text = article.revision.text
    start = text.index(words)
    place = {"start": start, "end": start + len(words), "revision": article.revision.number}
    finding = add_finding(article, reason="Odd.", by=by, **place)
    decide_finding(finding, "remove", by=by)
    apply_removals(article, by=by)
    return stale(finding)


def brief(entries) -> list[tuple]:
    return [(entry.revision.number, entry.kind, entry.gone, entry.come, entry.places) for entry in entries]


def test_article_as_it_came_in_has_an_empty_ledger(reporter):
    article = factories.imported(by=reporter, text=PLAIN)
    ledger = ledger_of(article)
    assert (ledger.entries, ledger.out, ledger.broken) == ([], {}, "")
    assert ledger.kept == (Span(0, len(PLAIN)),)
    assert ledger.sums == {
        "original": len(PLAIN), "fragments": 0, "removed": 0, "edits": 0, "edited_out": 0, "written_in": 0,
        "newest": len(PLAIN),
    }  # fmt: skip


def test_removal_edit_and_put_back_are_entries_with_their_places(reporter, colleague):
    article = factories.imported(by=reporter, text=PLAIN)
    wind = cut(article, "the wind ", by=reporter)
    oil = cut(article, "oil, ", by=colleague)
    article = factories.reread(article)
    edit_text(article, text=article.revision.text.replace("cranes", "big boat"), based_on=3, by=colleague)
    put_back(wind, by=reporter)
    ledger = ledger_of(factories.reread(article))
    at, crane, fuel = (PLAIN.index(words) for words in ("the wind ", "cranes", "oil, "))
    assert brief(ledger.entries) == [
        (2, "removed", "the wind ", "", (Span(at, at + 9),)),
        (3, "removed", "oil, ", "", (Span(fuel, fuel + 5),)),
        (4, "edited", "cranes", "big boat", (Span(crane, crane + 6),)),
        (5, "put_back", "", "the wind ", ()),
    ]
    assert brief(ledger.out.values()) == [(3, "removed", "oil, ", "", (Span(fuel, fuel + 5),))]
    assert (ledger.entries[1].finding, ledger.entries[1].finding.decided_by) == (oil, colleague)
    assert ledger.kept == (Span(0, crane), Span(crane + 6, fuel), Span(fuel + 5, len(PLAIN)))
    assert [ledger.revisions[-1].text[span.start : span.end] for span in ledger.written] == ["big boat"]
    sums = ledger.sums
    assert (sums["fragments"], sums["removed"], sums["edits"]) == (1, 5, 1)
    assert (sums["edited_out"], sums["written_in"], sums["newest"]) == (6, 8, len(PLAIN) - 5 - 6 + 8)
    assert verify_ledger(factories.reread(article)) == []


def test_removal_around_an_earlier_one_has_two_places(reporter):
    article = factories.imported(by=reporter, text=PLAIN)
    cut(article, "of the ", by=reporter)
    outer = cut(article, "cranes port", by=reporter)
    at = PLAIN.index("cranes")
    entry = ledger_of(factories.reread(article)).out[outer.pk]
    assert entry.places == (Span(at, at + 7), Span(at + 14, at + 18))
    assert verify_ledger(factories.reread(article)) == []


def test_words_that_were_written_in_and_taken_out_have_no_place(reporter):
    article = factories.imported(by=reporter, text=PLAIN)
    edit_text(article, text=PLAIN.replace("wind", "salty wind"), based_on=1, by=reporter)
    late = cut(article, "salty ", by=reporter)
    ledger = ledger_of(factories.reread(article))
    assert ledger.out[late.pk].places == ()
    assert ledger.kept == (Span(0, len(PLAIN)),)
    assert verify_ledger(factories.reread(article)) == []


def test_finding_that_an_edit_answered_is_told(reporter):
    article = factories.imported(by=reporter)
    text = article.revision.text
    edit_text(article, text=text.replace(SPAM, ""), based_on=1, by=reporter)
    ledger = ledger_of(factories.reread(article))
    assert ([finding.text for finding in ledger.answered], ledger.out) == ([SPAM], {})
    assert brief(ledger.entries) == [
        (2, "edited", SPAM, "", (Span(text.index(SPAM), text.index(SPAM) + len(SPAM)),))
    ]


def test_ledger_of_a_published_article_takes_three_queries(
    reporter, reviewer, editor, django_assert_num_queries
):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    with django_assert_num_queries(3):
        ledger = ledger_of(article)
        assert [entry.finding.decided_by for entry in ledger.entries] == [reporter]
        assert [edition.published_by for edition in ledger.editions] == [editor]
