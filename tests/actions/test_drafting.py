"""Drafts of reviews: kept until the review is in, for nobody else, and no window's words dropped for another's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.actions.claiming import edit_claim
from articles.actions.drafting import (
    IN_ALREADY,
    KEPT_DAYS,
    MOST,
    NewerDraft,
    Typed,
    draft_of,
    forget_old_drafts,
    save_draft,
)
from articles.actions.reviewing import (
    adjudicate,
    give_back,
    reopen_claim,
    return_claim,
    submit_claim,
    submit_review,
    take,
)
from articles.enums import ClaimStatus
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Claim, Event, Review, ReviewDraft
from tests import factories
from tests.actions.common import judge, refused, stale
from tests.desk.claim_states import claim_in

pytestmark = pytest.mark.django_db
WORDS = "The port's list says 4,200."


@pytest.fixture
def claim(reporter, reviewer) -> Claim:
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    return claim


def typed(claim: Claim, rationale: str = WORDS, **more) -> Typed:
    return Typed(**{"verdict": "mixed", "rationale": rationale, "seen": claim.digest} | more)


def send(claim: Claim, *, by, **more) -> Review:
    words = {"verdict": "unproven", "rationale": WORDS, "seen": claim.digest} | more
    return submit_review(claim, by=by, **words)


def test_draft_is_kept_as_typed_and_writes_no_event(claim, reviewer):
    before = Event.objects.count()
    draft = save_draft(claim, typed(claim, note="Which year?", evidence=[7, 3, 7], tab="a"), by=reviewer)
    kept = ReviewDraft.objects.get()
    assert kept == draft == draft_of(claim, by=reviewer)
    assert (kept.claim, kept.round, kept.reviewer, kept.number, kept.tab) == (claim, 1, reviewer, 1, "a")
    assert (kept.verdict, kept.rationale, kept.note, kept.evidence) == ("mixed", WORDS, "Which year?", [3, 7])
    assert kept.seen == claim.digest
    assert Event.objects.count() == before


def test_each_save_counts_up(claim, reviewer):
    numbers = [save_draft(claim, typed(claim, "x" * n, number=n - 1), by=reviewer).number for n in (1, 2, 3)]
    assert numbers == [1, 2, 3]
    assert ReviewDraft.objects.count() == 1


def test_nothing_typed_is_no_draft_until_there_is_one(claim, reviewer):
    assert save_draft(claim, Typed(seen=claim.digest, rationale="  "), by=reviewer) is None
    save_draft(claim, typed(claim), by=reviewer)
    assert save_draft(claim, Typed(seen=claim.digest, number=1), by=reviewer).rationale == ""


def test_other_windows_older_words_are_refused_with_the_newer_ones(claim, reviewer):
    save_draft(claim, typed(claim, "One."), by=reviewer)
    save_draft(claim, typed(claim, "Two.", number=1), by=reviewer)
    with refused(NewerDraft, "A newer draft"):
        save_draft(claim, typed(claim, "Three.", number=1), by=reviewer)
    with pytest.raises(NewerDraft) as caught:
        save_draft(claim, typed(claim, "Three."), by=reviewer)
    assert (caught.value.draft.rationale, caught.value.draft.number, caught.value.status) == ("Two.", 2, 409)
    assert save_draft(claim, typed(claim, "Three.", number=2), by=reviewer).number == 3


def test_same_words_or_the_same_window_are_no_conflict(claim, reviewer):
    save_draft(claim, typed(claim, "One.", tab="a"), by=reviewer)
    assert save_draft(claim, typed(claim, " One. ", tab="b"), by=reviewer).number == 2
    assert save_draft(claim, typed(claim, "Two.", tab="b"), by=reviewer).number == 3
    with refused(NewerDraft):
        save_draft(claim, typed(claim, "Three.", tab="a", number=1), by=reviewer)


def test_review_that_is_in_has_no_draft_and_takes_none(claim, reviewer):
    save_draft(claim, typed(claim), by=reviewer)
    send(claim, by=reviewer)
    assert not ReviewDraft.objects.exists()
    with refused(Conflict, IN_ALREADY):
        save_draft(claim, typed(claim, "More."), by=reviewer)
    with refused(Conflict, IN_ALREADY):
        send(claim, by=reviewer)


def test_database_refuses_a_draft_beside_the_review(claim, reviewer, second_reviewer):
    send(claim, by=reviewer)
    row = ReviewDraft(claim=claim, round=1, reviewer=reviewer, seen="x", saved_at=timezone.now())
    with pytest.raises(IntegrityError, match="has no draft"), transaction.atomic():
        row.save()
    row.reviewer = second_reviewer
    row.save()
    with pytest.raises(IntegrityError, match="has no draft"), transaction.atomic():
        ReviewDraft.objects.update(reviewer=reviewer)


def test_older_window_does_not_send_over_a_newer_draft(claim, reviewer):
    save_draft(claim, typed(claim, "One.", tab="a"), by=reviewer)
    save_draft(claim, typed(claim, "Two.", number=1, tab="b"), by=reviewer)
    old = typed(claim, "One.", number=1, tab="a")
    with refused(NewerDraft):
        send(claim, by=reviewer, draft=old)
    send(claim, by=reviewer, draft=typed(claim, "One.", number=2, tab="a"))
    assert Review.objects.get().rationale == WORDS


def test_return_takes_the_draft_and_giving_back_keeps_it(claim, reviewer):
    save_draft(claim, typed(claim), by=reviewer)
    give_back(claim, by=reviewer)
    take(claim, by=reviewer)
    assert draft_of(claim, by=reviewer).rationale == WORDS
    return_claim(claim, note="Which year?", by=reviewer)
    assert not ReviewDraft.objects.exists()


def test_draft_outlives_a_correction_of_the_claim(claim, reporter, reviewer):
    save_draft(claim, typed(claim), by=reviewer)
    old = claim.digest
    edit_claim(claim, text="Other words.", claimant="", said_on=None, seen=old, by=reporter)
    submit_claim(claim, by=reporter)
    take(claim, by=reviewer)
    assert (draft_of(claim, by=reviewer).rationale, draft_of(claim, by=reviewer).seen) == (WORDS, old)


def test_each_person_has_a_draft_of_their_own(claim, reviewer, second_reviewer):
    save_draft(claim, typed(claim, "Mine."), by=reviewer)
    save_draft(claim, typed(claim, "Hers."), by=second_reviewer)
    assert [draft_of(claim, by=one).rationale for one in (reviewer, second_reviewer)] == ["Mine.", "Hers."]


@pytest.mark.parametrize("who", ["reporter", "colleague", "outsider", "superuser"])
def test_who_may_not_judge_keeps_no_draft(who, request, claim, reporter):
    person = request.getfixturevalue(who)
    if who == "superuser":
        claim = factories.claims_of(factories.submitted(by=person))[0]
    with refused(NotAllowed):
        save_draft(claim, typed(claim), by=person)


def test_too_long_a_reason_is_kept_up_to_a_limit(claim, reviewer):
    draft = save_draft(claim, typed(claim, "x" * MOST), by=reviewer)
    assert len(draft.rationale) == MOST
    with refused(Refused, "at most 20,000 characters"):
        save_draft(claim, typed(claim, "x" * (MOST + 1), number=1), by=reviewer)
    with refused(Refused, "cannot be stored"):
        save_draft(claim, typed(claim, "a\0b", number=1), by=reviewer)


def test_unknown_verdict_is_left_out(claim, reviewer):
    assert save_draft(claim, typed(claim, verdict="true"), by=reviewer).verdict == ""


def test_adjudicator_has_a_draft_too(reporter, reviewer, second_reviewer, editor):
    people = {"reporter": reporter, "reviewer": reviewer, "second": second_reviewer, "free": editor}
    claim = claim_in(ClaimStatus.DISPUTED, people)
    with refused(Conflict, IN_ALREADY):
        save_draft(claim, typed(claim), by=reviewer, adjudicating=True)
    save_draft(claim, typed(claim), by=editor, adjudicating=True)
    adjudicate(claim, verdict="unproven", rationale="None exists.", seen=claim.digest, by=editor)
    assert not ReviewDraft.objects.exists()


def test_old_drafts_of_rounds_that_are_over_go(claim, reviewer, second_reviewer, editor, clock):
    save_draft(claim, typed(claim), by=second_reviewer)
    judge_first(claim, reviewer)
    assert forget_old_drafts() == 0
    reopen_claim(stale(claim), reason="New figures", by=editor)
    assert forget_old_drafts() == 0
    clock(timedelta(days=KEPT_DAYS + 1))
    assert forget_old_drafts() == 1


def judge_first(claim: Claim, reviewer) -> None:
    give_back(claim, by=reviewer)
    judge(claim, "unproven", by=reviewer)
