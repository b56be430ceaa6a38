"""A source is retracted: verdicts that rest on it are open again, people are told, and readers see it at once."""

import pytest
from django.db import IntegrityError, transaction

from articles.actions import retracting
from articles.actions.checklist import checklist
from articles.actions.citing import add_source, cite
from articles.actions.log import broken_lines
from articles.actions.publishing import publish, unpublish
from articles.actions.retracting import resting_on, restore_source, retract_source
from articles.actions.reviewing import adjudicate, reopen_claim, submit_review, take
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Notice, Page, Source, SourceRetraction
from articles.public import rebuild_all
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
WHY = "Its figures were made up"
MARK = "This verdict rests on a source that was withdrawn on"


@pytest.fixture
def report(reporter):
    return add_source(by=reporter, name="Port report", kind="document")


@pytest.fixture
def article(reporter, reviewer, editor, report):
    """Published: the first claim rests on the report, the second only cites it and rests on another source."""
    article = factories.submitted(by=reporter)
    other = add_source(by=reporter, name="Harbour log", kind="document")
    first, second, *more = factories.claims_of(article)
    ticked = cite(first, report, stance="supports", quote="4,200 panels", by=reporter)
    cite(second, report, stance="context", by=reporter)
    judge(first, [ticked], by=reviewer)
    for claim in (second, *more):
        judge(claim, [cite(claim, other, stance="supports", by=reporter)], by=reviewer)
    publish(factories.reread(article), by=editor)
    return factories.reread(article)


def judge(claim, evidence, *, by, verdict: str = "supported") -> None:
    take(claim, by=by)
    ids = [one.pk for one in evidence]
    submit_review(claim, verdict=verdict, rationale="So.", evidence=ids, seen=claim.digest, by=by)


def page(path: str) -> str:
    return bytes(Page.objects.get(path=path).body).decode()


def pages() -> dict[str, tuple[int, bytes]]:
    return {row.path: (row.status, bytes(row.body)) for row in Page.objects.all()}


def paths(article, claim, source) -> list[str]:
    return [
        article.get_absolute_url(),
        article.live_edition.get_absolute_url(),
        claim.get_absolute_url(),
        source.get_absolute_url(),
    ]


def test_verdicts_that_rest_on_it_are_reviewed_again(article, report, reporter, second_reviewer, editor):
    first, second, *_ = factories.claims_of(article)
    number = last_event()
    assert retract_source(report, by=editor, reason=WHY) == [first]
    report, reopened = stale(report), stale(first)
    assert (report.retracted_reason, report.retracted_at is not None) == (f"{WHY}.", True)
    assert (reopened.status, reopened.verdict, reopened.round) == ("waiting", "", 2)
    assert stale(second).status == "decided"
    after = {"retracted_at": report.retracted_at.isoformat(), "verdicts": 1}
    events = events_since(number)
    assert [(action, actor) for action, actor, _, _ in events] == [
        ("retract_source", "edda"),
        ("reopen", "edda"),
    ]
    assert events[0][2:] == ({}, after)
    assert list(broken_lines()) == []
    told = {notice.person.username: notice for notice in Notice.objects.filter(kind="source")}
    assert told.keys() == {"rita", "ravi"}
    assert (told["ravi"].claim, told["ravi"].source) == (first, report)
    assert told["ravi"].words == (
        "A verdict that you had a part in rested on “Port report”, which is retracted; it is reviewed again. "
        "Its figures were made up."
    )
    record = SourceRetraction.objects.get()
    assert (record.slug, record.reason, record.verdicts) == (report.slug, f"{WHY}.", [[first.pk, 1]])
    # Nothing new can rest on it.
    claim = stale(first)
    with refused(Refused, "This source is retracted: no claim can rest on it"):
        cite(claim, report, stance="supports", locator="p. 9", by=reporter)
    take(claim, by=second_reviewer)
    ticked = list(claim.citations.values_list("pk", flat=True))
    with refused(Refused, "A source that you ticked is retracted"):
        submit_review(
            claim, verdict="mixed", rationale="So.", evidence=ticked, seen=claim.digest, by=second_reviewer
        )


def test_readers_see_it_at_the_claim_the_article_and_the_source(article, report, editor, administrator):
    first, second, *_ = factories.claims_of(article)
    before = pages()
    assert "ClaimReview" in page(first.get_absolute_url())
    retract_source(report, by=editor, reason=WHY)
    claim = page(first.get_absolute_url())
    assert MARK in claim
    assert "Its figures were made up.</span> It is being reviewed again." in claim
    assert "ClaimReview" not in claim
    for path in paths(article, first, report)[:2]:
        assert page(path).count("A verdict in this article rests on a source that was withdrawn on") == 1
        assert page(path).count(MARK) == 1
    source = page(report.get_absolute_url())
    assert "This source was withdrawn on" in source
    assert source.count("being reviewed again</span>") == 1
    # The other claim only cites it: its verdict stands, and the citation says so.
    other = page(second.get_absolute_url())
    assert MARK not in other
    assert "withdrawn <time" in other
    assert "ClaimReview" in other
    after = pages()
    changed = {path for path in after if after[path] != before.get(path)}
    lists = {"/claims/feed.json", "/sources/"}
    assert changed == {*paths(article, first, report), second.get_absolute_url(), *lists}
    rebuild_all()
    assert pages() == after
    # Taken back, the marks are gone and the verdicts stay open.
    number = last_event()
    restore_source(report, by=administrator, reason="It was another report!")
    assert pages() == before
    assert (stale(report).retracted_at, stale(report).retracted_reason) == (None, "")
    assert not SourceRetraction.objects.exists()
    assert stale(first).status == "waiting"
    assert [event[:2] for event in events_since(number)] == [("restore_source", "adam")]


def test_a_new_verdict_on_other_ground_has_no_mark(
    article, report, reporter, reviewer, second_reviewer, editor
):
    first = factories.claims_of(article)[0]
    retract_source(report, by=editor, reason=WHY)
    unpublish(factories.reread(article), by=editor, reason="Until it is settled.")
    other = Source.objects.get(name="Harbour log")
    claim = stale(first)
    judge(claim, [cite(claim, other, stance="refutes", by=reporter)], by=second_reviewer, verdict="refuted")
    publish(factories.reread(article), by=editor, correction=("correction", "A source was withdrawn."))
    article = factories.reread(article)
    assert MARK not in page(article.get_absolute_url())
    assert MARK not in page(first.get_absolute_url())
    assert "ClaimReview" in page(first.get_absolute_url())
    assert MARK in page(f"{article.get_absolute_url()}editions/1/")
    assert "This source was withdrawn on" in page(report.get_absolute_url())


def test_what_a_sealed_review_ticked_does_not_show_and_is_not_published(
    reporter, reviewer, second_reviewer, report, editor, settings
):
    """The round goes on; a verdict that rests on the source all the same stands in the way of publishing."""
    settings.REVIEWS_PER_CLAIM = 2
    article = factories.submitted(by=reporter)
    claim = factories.claims_of(article)[0]
    ticked = cite(claim, report, stance="supports", by=reporter)
    judge(claim, [ticked], by=reviewer, verdict="unproven")
    number = last_event()
    assert retract_source(report, by=editor, reason=WHY) == []
    assert [event[0] for event in events_since(number)] == ["retract_source"]
    assert (SourceRetraction.objects.get().verdicts, Notice.objects.filter(kind="source").count()) == ([], 0)
    judge(stale(claim), [], by=second_reviewer, verdict="unproven")
    line = next(one for one in checklist(factories.reread(article)) if one.key == "retracted")
    assert (line.ok, line.words) == (False, "1 verdict rests on a retracted source")
    reopen_claim(stale(claim), reason="Its source is retracted.", by=editor)
    assert next(one for one in checklist(factories.reread(article)) if one.key == "retracted").ok


def test_an_adjudicated_verdict_rests_on_what_the_adjudicator_ticked(
    reporter, reviewer, second_reviewer, report, editor, administrator, settings
):
    settings.REVIEWS_PER_CLAIM = 2
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    mine = cite(claim, report, stance="supports", by=reporter)
    other = cite(claim, add_source(by=reporter, name="Log", kind="document"), stance="refutes", by=reporter)
    judge(claim, [mine], by=reviewer)
    judge(stale(claim), [other], by=second_reviewer, verdict="refuted")
    assert resting_on(report) == set()
    claim = stale(claim)
    adjudicate(
        claim, verdict="refuted", rationale="So.", evidence=[other.pk], seen=claim.digest, by=administrator
    )
    assert resting_on(report) == set()
    assert resting_on(other.source) == {(claim.pk, 1)}


def test_refusals(report, editor, administrator, reporter, reviewer):
    for person in (reporter, reviewer):
        for act in (retract_source, restore_source):
            with refused(NotAllowed, "You may not mark sources as retracted"):
                act(report, by=person, reason=WHY)
    with refused(Refused, "Say why"):
        retract_source(report, by=editor, reason=" ")
    with refused(Refused, "at most 499"):
        retract_source(report, by=editor, reason="x" * 500)
    with refused(Refused, "not marked as retracted"):
        restore_source(report, by=editor, reason=WHY)
    mine = stale(report)
    retract_source(report, by=editor, reason=WHY)
    with refused(Conflict, "Somebody else decided about this source"):
        retract_source(mine, by=administrator, reason="Mine.")
    with refused(Refused, "retracted already"):
        retract_source(report, by=editor, reason=WHY)
    again = stale(report)
    restore_source(report, by=editor, reason="A mistake.")
    with refused(Conflict, "Somebody else decided about this source"):
        restore_source(again, by=administrator, reason="Mine.")


def test_a_verdict_that_comes_in_meanwhile_is_a_conflict(report, editor, monkeypatch):
    found = iter([{(1, 1)}, set()])
    monkeypatch.setattr(retracting, "resting_on", lambda source: next(found))
    with refused(Conflict, "A verdict came in at this moment"):
        retract_source(report, by=editor, reason=WHY)


@pytest.mark.parametrize(
    "fields",
    [
        {"retracted_reason": "So."},
        {"retracted_at": "2026-01-01T00:00Z"},
        {"link_state": "dead"},
        {"reliability": "high"},
    ],
)
def test_the_database_refuses_half_a_fact(report, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=report.pk).update(**{"reliability_note": "x"} | fields)
