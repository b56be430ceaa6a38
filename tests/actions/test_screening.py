"""Findings: deciding, taking out, putting back, marking by hand."""

import pytest

from articles.actions import screening
from articles.actions.editing import edit_text
from articles.actions.publishing import retract
from articles.actions.restoring import put_back
from articles.actions.screening import add_finding, apply_removals, decide_finding, decide_findings
from articles.actions.spans import current_spans
from articles.enums import FindingStatus
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Finding
from articles.workflow import can_move
from tests import factories
from tests.actions.common import check_ledger, events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419 "
PLAIN = (
    "The harbour of Lindau\n\nThe cranes of the port burned oil, and the wind carried the soot into town.\n"
)


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter)


@pytest.fixture
def plain(reporter):
    """A text in which nothing is suspected."""
    return factories.imported(by=reporter, text=PLAIN)


def only(article) -> Finding:
    return Finding.objects.get(revision__article=article)


def mark(article, words, *, by, reason="Not ours."):
    start = article.revision.text.index(words)
    number = article.revision.number
    return add_finding(article, start=start, end=start + len(words), reason=reason, revision=number, by=by)


def test_removal_is_decided_applied_and_put_back(article, reporter):
    original, finding, start = article.revision.text, only(article), last_event()
    decide_finding(finding, "remove", by=reporter)
    assert (finding.status, finding.decided_by, finding.removed_in) == ("removed", reporter, None)
    assert article.revision.text == original
    cleaned = apply_removals(article, by=reporter)
    assert (cleaned.number, cleaned.kind, cleaned.created_by) == (2, "cleaned", reporter)
    assert cleaned.text == original.replace(SPAM, "")
    place = original.index(SPAM)
    change = {
        "start": place,
        "end": place + len(SPAM),
        "text": "",
        "finding": finding.pk,
        "rule": finding.rule,
    }
    assert cleaned.changes == [change]
    finding = stale(finding)
    assert finding.removed_in == cleaned
    back = put_back(finding, by=reporter)
    assert (back.number, back.text, back.note) == (3, original, "Put back")
    assert (finding.status, finding.removed_in, current_spans(article)) == (
        "kept",
        None,
        [(finding, (place, place + len(SPAM)))],
    )
    check_ledger(factories.reread(article))
    digests = [revision.digest for revision in article.revisions.order_by("number")]
    assert events_since(start) == [
        ("remove", "rita", {"status": "open"}, {"status": "removed"}),
        (
            "cleaned",
            "rita",
            {"revision": 1, "digest": digests[0]},
            {"revision": 2, "digest": digests[1], "changes": 1},
        ),
        ("remember", "rita", {}, {"decision": "removed"}),
        (
            "cleaned",
            "rita",
            {"revision": 2, "digest": digests[1]},
            {"revision": 3, "digest": digests[0], "changes": 1},
        ),
        ("keep", "rita", {"status": "removed"}, {"status": "kept"}),
        ("forget", "rita", {"decision": "removed"}, {}),
    ]


@pytest.mark.parametrize("decision", ["remove", "keep", "undo"])
@pytest.mark.parametrize("status", FindingStatus.values)
def test_each_decision_on_each_status(status, decision, article, reporter):
    finding = only(article)
    if status != FindingStatus.OPEN:
        decide_finding(finding, {"removed": "remove", "kept": "keep"}[status], by=reporter)
    if not can_move("finding", decision, status):
        with refused(Refused, f"This finding is {status}; to {decision} it must be"):
            decide_finding(finding, decision, by=reporter)
        return
    decide_finding(finding, decision, by=reporter)
    target = {"remove": "removed", "keep": "kept", "undo": "open"}[decision]
    assert stale(finding).status == target
    assert stale(finding).decided_by == (None if decision == "undo" else reporter)


def test_only_who_may_decides(article, reviewer, outsider):
    for person in (reviewer, outsider):
        with refused(NotAllowed, "You may not decide on findings"):
            decide_finding(only(article), "remove", by=person)
    with refused(NotAllowed, "takes a person"):
        decide_finding(only(article), "remove", by=None)


def test_applied_removal_is_not_decided_again(reporter):
    article = factories.cleaned(by=reporter)
    with refused(Refused, "already out of the text"):
        decide_finding(only(article), "keep", by=reporter)


def test_second_decision_on_an_older_state_is_a_conflict(article, reporter, colleague):
    mine, theirs = only(article), only(article)
    decide_finding(theirs, "keep", by=colleague)
    with refused(Conflict, "Somebody else changed this finding"):
        decide_finding(mine, "remove", by=reporter)


def test_decision_on_a_removal_that_was_applied_meanwhile_is_a_conflict(article, reporter, colleague):
    decide_finding(only(article), "remove", by=reporter)
    mine = only(article)
    apply_removals(article, by=colleague)
    with refused(Conflict, "Somebody else changed this finding"):
        decide_finding(mine, "keep", by=reporter)


def test_removal_that_is_taken_back_while_it_is_applied_is_a_conflict(
    article, reporter, colleague, monkeypatch
):
    decide_finding(only(article), "remove", by=reporter)
    prepare = screening.prepare_revision

    def slow(*args, **kwargs):
        draft = prepare(*args, **kwargs)
        decide_finding(only(article), "undo", by=colleague)
        return draft

    monkeypatch.setattr(screening, "prepare_revision", slow)
    with pytest.raises(Conflict):
        apply_removals(article, by=reporter)
    assert factories.reread(article).revision.number == 1
    assert only(article).status == "open"


def test_putting_back_twice_is_a_conflict(reporter, colleague):
    article = factories.cleaned(by=reporter)
    mine, theirs = only(article), only(article)
    put_back(theirs, by=colleague)
    with refused(Conflict):
        put_back(mine, by=reporter)


def test_applying_to_an_older_text_is_a_conflict(article, reporter, colleague):
    decide_finding(only(article), "remove", by=reporter)
    mine = factories.reread(article)
    edit_text(article, text=article.revision.text + "One more line.\n", based_on=1, by=colleague)
    with refused(Conflict, "The text or its claims have changed"):
        apply_removals(mine, by=reporter)


def test_decisions_are_saved_together_or_not_at_all(article, plain, reporter):
    finding, other = only(article), mark(plain, "oil", by=reporter)
    with refused(Refused, "belong to another article"):
        decide_findings(article, {finding.pk: "remove", other.pk: "remove"}, by=reporter)
    with refused(Refused, r"\['burn'\] is not a decision"):
        decide_findings(article, {finding.pk: "burn"}, by=reporter)
    assert decide_findings(article, {finding.pk: "remove"}, by=reporter) == 1
    assert decide_findings(article, {finding.pk: "remove"}, by=reporter) == 0


def test_nothing_to_apply_is_refused(article, reporter):
    with refused(Refused, "No accepted removal is waiting"):
        apply_removals(article, by=reporter)


def test_removing_all_there_is_is_refused(reporter):
    article = factories.imported(by=reporter, text="Only this.")
    decide_finding(mark(article, "Only this.", by=reporter), "remove", by=reporter)
    with refused(Refused, "would leave no text at all"):
        apply_removals(article, by=reporter)


def test_mark_by_hand_is_a_finding_like_any_other(plain, reporter):
    number = last_event()
    finding = mark(plain, "the wind ", by=reporter, reason=" An insertion. ")
    assert (finding.text, finding.rule, finding.confidence, finding.sure) == (
        "the wind ",
        "by-hand",
        1.0,
        True,
    )
    assert (finding.status, finding.reason) == ("open", "An insertion.")
    assert events_since(number) == [("mark", "rita", {}, {"text": "the wind "})]
    decide_finding(finding, "remove", by=reporter)
    assert apply_removals(plain, by=reporter).text == PLAIN.replace("the wind ", "")


@pytest.mark.parametrize("decision", ["", "remove"])
def test_marking_over_an_undecided_finding_is_refused(decision, article, reporter):
    if decision:
        decide_finding(only(article), decision, by=reporter)
    for words in (SPAM, SPAM[:3], SPAM + "What"):
        with refused(Refused, "covers these words already"):
            mark(article, words, by=reporter)


def test_kept_words_can_be_part_of_a_larger_mark(article, reporter):
    decide_finding(only(article), "keep", by=reporter)
    with refused(Refused, "covers these words already"):
        mark(article, SPAM, by=reporter)
    larger = mark(article, SPAM + "What", by=reporter)
    decide_finding(larger, "remove", by=reporter)
    apply_removals(article, by=reporter)
    check_ledger(factories.reread(article))
    put_back(stale(larger), by=reporter)
    check_ledger(factories.reread(article))


def test_bad_marks_are_refused(plain, reporter, reviewer):
    size = len(PLAIN)
    for start, end in ((3, 3), (5, 3), (-1, 3), (size, size + 1), (0, size + 1)):
        with refused(Refused, "Select the words"):
            add_finding(plain, start=start, end=end, reason="Odd.", revision=1, by=reporter)
    for reason, words in (("  ", "Say why"), ("x" * 501, "at most 500"), ("a\0b", "cannot be stored")):
        with refused(Refused, words):
            mark(plain, "oil", by=reporter, reason=reason)
    with refused(NotAllowed):
        mark(plain, "oil", by=reviewer)


def test_mark_in_an_older_text_is_a_conflict(plain, reporter, colleague):
    mine = factories.reread(plain)
    edit_text(plain, text=PLAIN.replace("cranes", "boats"), based_on=1, by=colleague)
    with refused(Conflict, "The text has changed since you selected this"):
        mark(mine, "oil", by=reporter)


def test_pending_removal_is_not_found_again_after_an_edit(article, reporter):
    decide_finding(only(article), "remove", by=reporter)
    text = article.revision.text.replace("cranes", "boats")
    edit_text(article, text=text, based_on=1, by=reporter)
    assert only(article).status == "removed"
    assert apply_removals(article, by=reporter).text == text.replace(SPAM, "")


@pytest.mark.parametrize("decision", ["", "remove"])
def test_finding_whose_words_an_edit_takes_out_is_answered(decision, article, reporter):
    if decision:
        decide_finding(only(article), decision, by=reporter)
    number = last_event()
    revision = edit_text(article, text=article.revision.text.replace(SPAM, ""), based_on=1, by=reporter)
    finding = only(article)
    assert (finding.status, finding.removed_in, finding.decided_by) == ("removed", revision, reporter)
    actions = [action for action, *_ in events_since(number)]
    assert actions == (["edited"] if decision else ["edited", "remove"])
    with refused(Refused, "went out in an edit"):
        put_back(finding, by=reporter)


def test_kept_finding_whose_words_an_edit_changes_stays_kept(article, reporter):
    decide_finding(only(article), "keep", by=reporter)
    edit_text(article, text=article.revision.text.replace(SPAM, ""), based_on=1, by=reporter)
    assert [(finding.status, span) for finding, span in current_spans(article)] == [("kept", None)]


def test_gap_that_was_rewritten_is_told(reporter):
    article = factories.imported(by=reporter, text=PLAIN)
    finding = mark(article, "burned ", by=reporter)
    decide_finding(finding, "remove", by=reporter)
    text = apply_removals(article, by=reporter).text
    rewritten = text.replace("of the port oil, and", "there")
    edit_text(article, text=rewritten, based_on=2, by=reporter)
    with refused(Refused, "rewritten since"):
        put_back(stale(finding), by=reporter)


def test_fragment_is_not_put_back_into_words_that_are_suspected_now(plain, reporter):
    inner = mark(plain, "of the ", by=reporter)
    decide_finding(inner, "remove", by=reporter)
    apply_removals(plain, by=reporter)
    outer = mark(factories.reread(plain), "cranes port", by=reporter)
    with refused(Refused, "would stand inside “cranes port”"):
        put_back(stale(inner), by=reporter)
    decide_finding(outer, "keep", by=reporter)
    assert put_back(stale(inner), by=reporter).text == PLAIN
    check_ledger(factories.reread(plain))


def test_retracted_article_is_not_worked_on(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    retract(article, by=editor, note="It does not hold.")
    with refused(Refused, "This article is retracted"):
        put_back(only(article), by=reporter)
    with refused(Refused, "This article is retracted"):
        mark(article, "cranes", by=reporter)
