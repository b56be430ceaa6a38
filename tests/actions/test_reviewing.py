"""Reviews: who may judge, what is sealed, when a round closes, what happens when they disagree."""

import pytest

from articles.actions.citing import cite, drop_citation
from articles.actions.claiming import edit_claim, withdraw_claim
from articles.actions.editing import edit_text
from articles.actions.importing import import_article
from articles.actions.reviewing import (
    adjudicate,
    give_back,
    reopen_claim,
    return_claim,
    submit_claim,
    submit_review,
    take,
)
from articles.enums import Origin, Verdict
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Appearance, Assignment, Claim, Event, Review, Source
from tests import factories
from tests.actions.common import events_since, judge, last_event, refused, stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(reporter) -> Claim:
    """One that waits in the queue."""
    return factories.claims_of(factories.submitted(by=reporter))[0]


@pytest.fixture
def third_reviewer(db):
    return factories.person("reviewer", username="rolf")


@pytest.fixture
def two(settings):
    settings.REVIEWS_PER_CLAIM = 2


def review(claim, *, by, verdict="unproven", rationale="Nobody knows.", **kwargs):
    return submit_review(
        claim, verdict=verdict, rationale=rationale, by=by, **{"seen": claim.digest} | kwargs
    )


def holders(claim) -> set[str]:
    return set(
        Assignment.objects.filter(claim=claim, ended_at=None).values_list("reviewer__username", flat=True)
    )


def test_take_and_give_back(claim, reviewer, second_reviewer):
    number = last_event()
    one = take(claim, by=reviewer)
    assert (one.reviewer, one.round, claim.status) == (reviewer, 1, "in_review")
    assert take(claim, by=reviewer) == one
    with refused(Conflict, "Somebody else has taken this claim"):
        take(claim, by=second_reviewer)
    with refused(Refused, "You have not taken this claim"):
        give_back(claim, by=second_reviewer)
    give_back(claim, by=reviewer)
    assert (stale(claim).status, holders(claim)) == ("waiting", set())
    take(claim, by=second_reviewer)
    assert [(action, actor) for action, actor, *_ in events_since(number)] == [
        ("take", "ravi"),
        ("give_back", "ravi"),
        ("take", "rosa"),
    ]


def test_two_who_take_at_once_one_wins(claim, reviewer, second_reviewer):
    mine = stale(claim)
    take(claim, by=reviewer)
    with refused(Conflict, "Somebody else has taken"):
        take(mine, by=second_reviewer)


def test_giving_back_one_of_two_leaves_the_other(two, claim, reviewer, second_reviewer):
    take(claim, by=reviewer)
    take(claim, by=second_reviewer)
    give_back(claim, by=reviewer)
    assert (stale(claim).status, holders(claim)) == ("in_review", {"rosa"})
    judge(claim, "unproven", by=second_reviewer)
    take(claim, by=reviewer)
    give_back(claim, by=reviewer)
    assert (stale(claim).status, holders(claim)) == ("in_review", set())


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_claim_is_decided_when_all_reviews_are_in_and_agree(
    wanted, claim, reporter, reviewer, second_reviewer, third_reviewer
):
    factories.wanting(claim, wanted, by=reporter)
    number = last_event()
    for person in (reviewer, second_reviewer, third_reviewer)[:wanted]:
        assert stale(claim).status in ("waiting", "in_review")
        judge(claim, "unproven", by=person)
    assert (claim.status, claim.verdict, claim.verdict_digest) == ("decided", "unproven", claim.digest)
    assert (claim.decided_at is not None, claim.waiting_since, holders(claim)) == (True, None, set())
    actions = [action for action, *_ in events_since(number)]
    assert actions == ["take", "review"] * wanted + ["decide"]
    before = {"status": "in_review", "verdict": ""}
    assert events_since(last_event() - 1) == [
        ("decide", "system", before, {"status": "decided", "verdict": "unproven"})
    ]
    with refused(Refused, "This claim is decided"):
        take(claim, by=factories.person("reviewer"))


def test_reviews_that_disagree_go_to_somebody_who_reviewed_neither(
    two, claim, reviewer, second_reviewer, third_reviewer
):
    judge(claim, "unproven", by=reviewer)
    judge(claim, "not_checkable", by=second_reviewer)
    assert (claim.status, claim.verdict) == ("disputed", "")
    said = {"verdict": "unproven", "rationale": "The first is right.", "seen": claim.digest}
    for person in (reviewer, second_reviewer):
        with refused(Refused, "somebody else has to adjudicate"):
            adjudicate(claim, **said, by=person)
        with refused(Refused, "somebody else has to adjudicate"):
            return_claim(claim, note="Again.", by=person)
    with refused(Refused, "takes no review now"):
        review(claim, by=third_reviewer)
    number = last_event()
    done = adjudicate(claim, **said, by=third_reviewer)
    assert (done.kind, done.round, done.verdict) == ("adjudication", 1, "unproven")
    assert (claim.status, claim.verdict) == ("decided", "unproven")
    before, after = {"status": "disputed", "verdict": ""}, {"status": "decided", "verdict": "unproven"}
    assert events_since(number) == [("adjudicate", "rolf", before, after)]


def test_three_reviews_of_which_one_disagrees_are_a_dispute(
    claim, reporter, reviewer, second_reviewer, third_reviewer
):
    factories.wanting(claim, 3, by=reporter)
    for person, verdict in (
        (reviewer, "unproven"),
        (second_reviewer, "unproven"),
        (third_reviewer, "not_checkable"),
    ):
        judge(claim, verdict, by=person)
    assert claim.status == "disputed"


def test_nothing_tells_a_verdict_before_the_round_closes(two, claim, reviewer, second_reviewer, reporter):
    number = last_event()
    take(claim, by=reviewer)
    review(claim, by=reviewer, verdict="not_checkable", rationale="Xylophone.")
    told = str(
        [
            (e.action, e.before, e.after, e.reason, e.object_label)
            for e in Event.objects.filter(number__gt=number)
        ]
    )
    for word in ("not_checkable", "Not checkable", "Xylophone", *Verdict.values):
        assert word not in told
    assert not {
        value for value in Claim.objects.values().get(pk=claim.pk).values() if value in Verdict.values
    }
    for person in (second_reviewer, reporter):
        assert not Review.objects.visible_to(person).exists()
    assert Review.objects.visible_to(reviewer).count() == 1
    judge(claim, "not_checkable", by=second_reviewer)
    assert Review.objects.visible_to(reporter).count() == 2


@pytest.mark.parametrize("near", ["importer", "writer", "last editor", "superuser"])
def test_nobody_near_reviews(two, near, editor, reporter, colleague, superuser, reviewer):
    person = superuser if near == "superuser" else editor
    article = factories.submitted(by=person if near in ("importer", "superuser") else colleague)
    claim = factories.claims_of(article)[0]
    taken = near == "last editor"
    if taken:
        take(claim, by=person)
        edit_text(article, text=article.revision.text + "More.\n", based_on=2, by=person)
    if near == "writer":
        withdraw_claim(claim, by=colleague, reason="To mend it.")
        edit_claim(claim, text="Mine.", claimant="", said_on=None, seen=claim.digest, by=person)
        submit_claim(claim, by=colleague)
    words = "You wrote this claim" if near == "writer" else "You imported, wrote or last edited"
    with refused(NotAllowed, words):
        take(claim, by=person)
    with refused(NotAllowed, words):
        review(claim, by=person)
    with refused(NotAllowed, words):
        return_claim(claim, note="Again.", by=person)
    with refused(NotAllowed, words):
        adjudicate(claim, verdict="unproven", rationale="So.", seen=claim.digest, by=person)
    if taken:
        give_back(claim, by=person)
    judge(claim, "unproven", by=reviewer)


def test_writer_of_words_that_another_copy_does_not_know_yet_is_refused(claim, reporter, editor):
    mine = stale(claim)
    withdraw_claim(claim, by=reporter, reason="To mend it.")
    edit_claim(claim, text="Mine.", claimant="", said_on=None, seen=claim.digest, by=editor)
    submit_claim(claim, by=reporter)
    with refused(NotAllowed, "You wrote this claim"):
        take(mine, by=editor)


def test_claim_of_two_articles_is_reviewed_by_nobody_near_to_either(claim, reviewer, editor):
    done = import_article(by=editor, origin=Origin.DESK, text=claim.text + "\n\nMore about it.\n")
    Appearance.objects.create(
        claim=claim, revision=done.article.revision, exact=claim.text, start=0, end=len(claim.text)
    )
    with refused(NotAllowed, "an article with this claim"):
        take(claim, by=editor)
    take(claim, by=reviewer)


def test_only_who_may_reviews(claim, reporter, colleague, outsider):
    for person in (colleague, outsider):
        with refused(NotAllowed, "You may not review claims"):
            take(claim, by=person)
    with refused(NotAllowed, "takes a person"):
        take(claim, by=None)
    with refused(NotAllowed, "You may not open a new round"):
        reopen_claim(claim, reason="So.", by=reporter)


@pytest.mark.parametrize("verdict", Verdict.values)
def test_verdicts_about_the_world_rest_on_evidence(verdict, claim, reporter, reviewer):
    judge_evidence = {"supported", "refuted", "mixed"}
    take(claim, by=reviewer)
    if verdict in judge_evidence:
        with refused(Refused, "rests on evidence"):
            review(claim, by=reviewer, verdict=verdict)
        source = Source.objects.create(name="Port", slug="port", kind="organisation")
        cited = cite(claim, source, stance="supports", by=reporter)
        done = review(claim, by=reviewer, verdict=verdict, evidence=[cited.pk])
        assert list(done.evidence.all()) == [cited]
    else:
        review(claim, by=reviewer, verdict=verdict)
    assert (claim.status, claim.verdict) == ("decided", verdict)


def test_evidence_that_was_dropped_meanwhile_is_a_conflict(claim, reporter, reviewer):
    source = Source.objects.create(name="Port", slug="port", kind="organisation")
    one, two = (cite(claim, source, stance="supports", locator=page, by=reporter) for page in ("1", "2"))
    take(claim, by=reviewer)
    ticked = [one.pk, two.pk]
    drop_citation(two, by=reporter)
    with refused(Conflict, "A citation that you ticked is gone"):
        review(claim, by=reviewer, verdict="supported", evidence=ticked)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"verdict": "true"}, Refused, "Choose a verdict"),
        ({"rationale": " \n"}, Refused, "Say why"),
        ({"rationale": "x" * 5001}, Refused, "at most 5,000 characters; this has 5,001"),
        ({"rationale": "a\0b"}, Refused, "cannot be stored"),
        ({"seen": "0" * 64}, Conflict, "The claim was corrected while you were reviewing"),
    ],
)
def test_bad_reviews_are_refused(said, error, words, claim, reviewer):
    take(claim, by=reviewer)
    with refused(error, words):
        review(claim, by=reviewer, **said)


def test_review_without_a_take_is_refused(claim, reviewer, second_reviewer):
    with refused(Refused, "This claim is waiting"):
        review(claim, by=reviewer)
    take(claim, by=reviewer)
    with refused(Refused, "You have not taken this claim"):
        review(claim, by=second_reviewer)


def test_second_review_in_one_round_is_refused(two, claim, reviewer):
    judge(claim, "unproven", by=reviewer)
    with refused(Refused, "You have reviewed this claim in this round"):
        take(claim, by=reviewer)


def test_review_of_words_that_changed_meanwhile_is_a_conflict(claim, reviewer, reporter):
    take(claim, by=reviewer)
    mine = stale(claim)
    edit_claim(claim, text="Other.", claimant="", said_on=None, seen=claim.digest, by=reporter)
    with refused(Conflict, "corrected while you were reviewing"):
        review(mine, by=reviewer)


def test_returned_claim_goes_back_with_a_note_and_opens_no_seal(
    two, claim, reviewer, second_reviewer, reporter
):
    judge(claim, "unproven", by=reviewer)
    take(claim, by=second_reviewer)
    with refused(Refused, "Give a reason"):
        return_claim(claim, note=" ", by=second_reviewer)
    return_claim(claim, note=" Which year? ", by=second_reviewer)
    assert (claim.status, claim.return_note, holders(claim)) == ("returned", "Which year?", set())
    assert not Review.objects.visible_to(reporter).exists()
    submit_claim(claim, by=reporter)
    assert (claim.status, claim.round, claim.return_note) == ("waiting", 2, "")
    assert not Review.objects.visible_to(reporter).exists()
    judge(claim, "not_checkable", by=reviewer)
    judge(claim, "not_checkable", by=second_reviewer)
    assert (claim.status, claim.verdict, claim.round) == ("decided", "not_checkable", 2)
    assert Review.objects.visible_to(reporter).count() == 3


def test_resubmission_without_reviews_stays_in_its_round(claim, reviewer, reporter):
    withdraw_claim(claim, by=reporter, reason="To mend it.")
    submit_claim(claim, by=reporter)
    assert claim.round == 1


def test_reopened_claim_keeps_its_old_reviews(claim, reviewer, second_reviewer, editor):
    judge(claim, "unproven", by=reviewer)
    number = last_event()
    reopen_claim(claim, reason="A new report.", by=editor)
    assert (claim.status, claim.round, claim.verdict, claim.decided_at) == ("waiting", 2, "", None)
    before = {"status": "decided", "round": 1, "verdict": "unproven"}
    after = {"status": "waiting", "round": 2, "verdict": ""}
    assert events_since(number) == [("reopen", "edda", before, after)]
    judge(claim, "not_checkable", by=second_reviewer)
    reviews = claim.reviews.order_by("round").values_list("round", "verdict", "reviewer__username")
    assert list(reviews) == [(1, "unproven", "ravi"), (2, "not_checkable", "rosa")]
