"""The ledger: whatever is decided, taken out, put back, marked and edited, the texts follow from the first."""

from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.actions import editing
from articles.actions.claiming import add_claim
from articles.actions.editing import edit_text
from articles.actions.placing import confirm_anchor
from articles.actions.restoring import put_back
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.actions.spans import current_spans, current_spots
from articles.errors import Conflict, NewsroomError
from articles.models import Appearance, Finding
from tests import factories
from tests.actions.common import check_ledger, undone

pytestmark = pytest.mark.django_db
TEXT = "The port\n\nRed cranes burn oil and green boats burn gas at the old quay.\n"

STEP = st.tuples(
    st.sampled_from(
        ["mark", "mark", "remove", "remove", "keep", "undo", "apply", "apply", "back", "back", "edit"]
    ),
    st.integers(0, 200),
    st.integers(1, 12),
)


def step(article, name: str, pick: int, size: int, by) -> None:
    """One thing that a person does; what is refused changes nothing."""
    text, number = article.revision.text, article.revision.number
    findings = list(Finding.objects.filter(revision__article=article).order_by("pk"))
    start = pick % len(text)
    end = min(len(text), start + size)
    if name == "mark":
        add_finding(article, start=start, end=end, reason="Odd.", revision=number, by=by)
    elif name == "apply":
        apply_removals(article, by=by)
    elif name == "edit":
        words = ("", "new ", "x" * size)[pick % 3]
        edit_text(article, text=text[:start] + words + text[end:], based_on=number, by=by)
    elif findings and name == "back":
        out = [finding for finding in findings if finding.removed_in_id]
        if out:
            put_back(out[pick % len(out)], by=by)
    elif findings:
        decide_finding(findings[pick % len(findings)], name, by=by)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=4, max_size=14))
def test_text_follows_from_the_first_whatever_is_done(reporter, steps):
    with undone():
        article = factories.imported(by=reporter, text=TEXT)
        number = article.revision.number
        for name, pick, size in steps:
            try:
                step(article, name, pick, size, reporter)
            except NewsroomError:
                assert factories.reread(article).revision.number == number
            article = factories.reread(article)
            number = article.revision.number
        check_ledger(article)
        assert article.revisions.get(number=1).text == TEXT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP.filter(lambda step: step[0] != "edit"), min_size=4, max_size=12))
def test_undoing_every_removal_gives_the_text_that_came_in(reporter, steps):
    with undone():
        article = factories.imported(by=reporter, text=TEXT)
        for name, pick, size in steps:
            with suppress(NewsroomError):
                step(article, name, pick, size, reporter)
            article = factories.reread(article)
        for finding, _ in current_spans(article):
            if finding.status == "open" or (finding.status == "removed" and not finding.removed_in_id):
                decide_finding(finding, "keep", by=reporter)
        while out := [spot for spot in current_spots(article) if spot.gap and spot.host is None]:
            put_back(out[0].finding, by=reporter)
            article = factories.reread(article)
        assert article.revision.text == TEXT
        assert {finding.status for finding, _ in current_spans(article)} <= {"kept"}


@pytest.fixture
def article(reporter):
    return factories.cleaned(by=reporter)


def claim_places(article) -> list[tuple[str, str]]:
    rows = Appearance.objects.filter(revision=article.revision).order_by("start", "pk")
    return list(rows.values_list("state", "exact"))


def test_claims_are_carried_over_a_change_elsewhere(article, reporter):
    before = claim_places(article)
    assert before
    text = article.revision.text.replace("For a hundred years", "For more than a hundred years")
    edit_text(article, text=text, based_on=2, by=reporter)
    assert claim_places(article) == before


def test_claim_whose_words_changed_is_drifted(article, reporter):
    before = claim_places(article)
    text = article.revision.text.replace("4,200 solar", "4,300 solar")
    edit_text(article, text=text, based_on=2, by=reporter)
    assert claim_places(article) == [
        ("drifted", exact.replace("4,200", "4,300")) if "4,200 solar" in exact else (state, exact)
        for state, exact in before
    ]
    assert "drifted" in {state for state, _ in claim_places(article)}


def test_claim_whose_sentence_is_gone_is_orphaned(article, reporter):
    exact = claim_places(article)[0][1]
    edit_text(article, text=article.revision.text.replace(exact, ""), based_on=2, by=reporter)
    lost = Appearance.objects.get(revision=article.revision, state="orphaned")
    assert (lost.start, lost.end, lost.exact) == (None, None, exact)


@pytest.mark.parametrize("what", ["added", "placed"])
def test_claim_added_or_placed_while_an_edit_is_prepared_is_a_conflict(
    what, article, reporter, colleague, monkeypatch
):
    prepare = editing.prepare_revision

    def slow(*args, **kwargs):
        draft = prepare(*args, **kwargs)
        if what == "added":
            add_claim(factories.reread(article), start=5, end=12, revision=2, by=colleague)
        else:
            place = Appearance.objects.filter(revision=article.revision).first()
            confirm_anchor(place, start=5, end=12, by=colleague)
        return draft

    monkeypatch.setattr(editing, "prepare_revision", slow)
    with pytest.raises(Conflict, match="The text or its claims have changed"):
        edit_text(article, text=article.revision.text + "More.\n", based_on=2, by=reporter)
    assert factories.reread(article).revision.number == 2


def test_following_the_findings_takes_the_same_queries_for_one_and_for_many(reporter):
    article = factories.imported(by=reporter, text=TEXT)
    counts = []
    for start in range(0, 40, 4):
        add_finding(article, start=start, end=start + 2, reason="Odd.", revision=1, by=reporter)
        with CaptureQueriesContext(connection) as queries:
            current_spans(article)
        counts.append(len(queries))
    assert set(counts) == {2}
