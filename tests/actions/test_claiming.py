"""Claims: every action on every status, decisions that content outlives, anchors that a person confirms."""

from datetime import date

import pytest

from articles.actions.checklist import checklist
from articles.actions.claiming import (
    accept_claims,
    add_claim,
    claim_digest,
    edit_claim,
    set_aside,
    withdraw_claim,
)
from articles.actions.editing import edit_text
from articles.actions.placing import confirm_anchor, detach_claim
from articles.actions.publishing import publish
from articles.actions.reviewing import adjudicate, give_back, reopen_claim, return_claim, submit_claim, take
from articles.enums import ClaimStatus
from articles.errors import Conflict, NotAllowed, NotReady, Refused
from articles.models import Appearance, Assignment, Claim
from articles.workflow import can_move, find_move
from tests import factories
from tests.actions.common import bring, events_since, last_event, refused, stale, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return factories.cleaned(by=reporter)


@pytest.fixture
def third_reviewer(db):
    return factories.person("reviewer", username="rolf")


@pytest.fixture
def people(reporter, reviewer, second_reviewer, third_reviewer, editor):
    return {
        "desk": reporter,
        "holder": reviewer,
        "other": second_reviewer,
        "free": third_reviewer,
        "editor": editor,
    }


def first(article) -> Claim:
    return factories.claims_of(article)[0]


ACTIONS = {
    "accept": lambda claim, who: set_aside(claim, "accept", by=who["desk"]),
    "mark_opinion": lambda claim, who: set_aside(claim, "mark_opinion", by=who["desk"]),
    "dismiss": lambda claim, who: set_aside(claim, "dismiss", by=who["desk"], reason="Not a claim."),
    "submit": lambda claim, who: submit_claim(claim, by=who["desk"]),
    "take": lambda claim, who: take(claim, by=who["free"]),
    "give_back": lambda claim, who: give_back(claim, by=who["holder"]),
    "adjudicate": lambda claim, who: adjudicate(
        claim, verdict="unproven", rationale="Nobody knows.", seen=claim.digest, by=who["free"]
    ),
    "return": lambda claim, who: return_claim(
        claim, note="Which year?", by=who["holder" if claim.status == "in_review" else "free"]
    ),
    "withdraw": lambda claim, who: withdraw_claim(claim, by=who["desk"], reason="To mend it."),
    "reopen": lambda claim, who: reopen_claim(claim, by=who["editor"], reason="News."),
}


@pytest.mark.parametrize("status", ClaimStatus.values)
def test_each_action_on_each_status(status, article, people, settings):
    settings.REVIEWS_PER_CLAIM = 2
    claim = bring(first(article), status, by=people["desk"], reviewers=(people["holder"], people["other"]))
    for name, act in ACTIONS.items():
        with undone():
            check_action(name, act, stale(claim), people)


def check_action(name, act, claim, people) -> None:
    """The action is refused, or makes exactly the move of its name, with one event."""
    number, status = last_event(), claim.status
    if (name, status) == ("take", "in_review"):  # the second of two reviewers: no move, an event
        act(claim, people)
        assert events_since(number) == [("take", "rolf", {}, {})]
        return
    if not can_move("claim", name, status):
        with refused(Refused):
            act(claim, people)
        return
    act(claim, people)
    now, target = stale(claim), find_move("claim", name).target
    assert (now.status, claim.status) == (target, target)
    [(action, _, before, after)] = events_since(number)
    assert (action, before["status"], after["status"]) == (name, status, target)
    assert Assignment.objects.filter(claim=claim, ended_at=None).count() == (target == "in_review")
    assert (now.waiting_since is not None) == (target in ("waiting", "in_review", "disputed"))
    assert bool(now.verdict) == (target == "decided")


@pytest.mark.parametrize("status", ClaimStatus.values)
def test_edit_on_each_status_takes_back_what_was_decided(status, article, people, settings):
    settings.REVIEWS_PER_CLAIM = 2
    claim = bring(first(article), status, by=people["desk"], reviewers=(people["holder"], people["other"]))
    number, old, verdict = last_event(), claim.text, claim.verdict
    said = {"text": "The port has 4,300 panels.", "claimant": "Petra Lind", "said_on": date(2026, 1, 2)}
    assert edit_claim(claim, **said, seen=claim.digest, by=people["desk"])
    now = stale(claim)
    assert (now.status, now.text, now.claimant, now.said_on) == ("accepted", *said.values())
    assert (now.verdict, now.verdict_digest, now.decided_at, now.waiting_since) == ("", "", None, None)
    assert (now.digest, now.written_by) == (claim_digest(*said.values()), people["desk"])
    assert not Assignment.objects.filter(claim=claim, ended_at=None).exists()
    [(action, actor, before, after)] = events_since(number)
    first_action = {"proposed": "accept", "opinion": "accept", "dismissed": "accept", "accepted": "edit"}
    assert (action, actor) == (first_action.get(status, "void"), "rita")
    moved = {} if status == "accepted" else {"status": status}
    assert before == moved | {"text": old, "claimant": "", "said_on": ""} | (
        {"verdict": verdict} if verdict else {}
    )
    moved = {} if status == "accepted" else {"status": "accepted"}
    after_words = {"text": said["text"], "claimant": "Petra Lind", "said_on": "2026-01-02"}
    assert after == moved | after_words | ({"verdict": ""} if verdict else {})


def test_edit_that_changes_nothing_writes_nothing(article, people, settings):
    settings.REVIEWS_PER_CLAIM = 2
    claim = bring(first(article), "decided", by=people["desk"], reviewers=(people["holder"], people["other"]))
    number = last_event()
    words = f"  {claim.text} \n"
    assert not edit_claim(claim, text=words, claimant="", said_on=None, seen=claim.digest, by=people["desk"])
    assert (stale(claim).status, last_event()) == ("decided", number)


def test_digest_names_words_claimant_and_date():
    digests = {
        claim_digest("a", "b", None),
        claim_digest("ab", "", None),
        claim_digest("a", "", None),
        claim_digest("a", "b", date(2026, 1, 1)),
    }
    assert len(digests) == 4


def test_second_edit_on_the_same_words_is_a_conflict(article, reporter, colleague):
    claim = first(article)
    mine, seen = stale(claim), claim.digest
    edit_claim(claim, text="One.", claimant="", said_on=None, seen=seen, by=colleague)
    with refused(Conflict, "Somebody else corrected this claim"):
        edit_claim(mine, text="Two.", claimant="", said_on=None, seen=seen, by=reporter)


@pytest.mark.parametrize(
    ("one", "other"), [("accept", "mark_opinion"), ("dismiss", "accept"), ("accept", "accept")]
)
def test_second_decision_on_an_older_state_is_a_conflict(one, other, article, reporter, colleague):
    mine, theirs = first(article), first(article)
    set_aside(theirs, one, by=colleague, reason="So.")
    with refused(Conflict, "Somebody else changed this claim"):
        set_aside(mine, other, by=reporter, reason="So.")


def test_decision_on_words_that_were_corrected_meanwhile_is_a_conflict(article, reporter, colleague):
    accept_claims(article, by=reporter)
    claim = first(article)
    mine = stale(claim)
    edit_claim(claim, text="Other words.", claimant="", said_on=None, seen=claim.digest, by=colleague)
    with refused(Conflict):
        submit_claim(mine, by=reporter)


def test_reopening_a_round_that_somebody_reopened_and_closed_is_a_conflict(
    article, reporter, reviewer, editor
):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = first(article)
    mine = stale(claim)
    reopen_claim(claim, by=editor, reason="News.")
    factories.judge(claim, by=reviewer, verdict="refuted")
    with refused(Conflict):
        reopen_claim(mine, by=editor, reason="News.")


def test_claim_is_added_where_it_was_selected(article, reporter):
    number, text = last_event(), article.revision.text
    start = text.index("For a hundred years")
    claim = add_claim(article, start=start, end=start + 19, revision=2, by=reporter, claimant=" Petra  Lind ")
    assert (claim.text, claim.claimant, claim.status) == ("For a hundred years", "Petra Lind", "accepted")
    assert (claim.written_by, claim.digest) == (reporter, claim_digest(claim.text, "Petra Lind", None))
    place = Appearance.objects.get(claim=claim)
    assert (place.revision, place.start, place.end) == (article.revision, start, start + 19)
    assert (place.exact, place.state) == ("For a hundred years", "anchored")
    after = {"text": "For a hundred years", "claimant": "Petra Lind", "said_on": ""}
    assert events_since(number) == [("add", "rita", {}, after)]


def test_claim_can_say_it_in_its_own_words(reporter):
    article = factories.imported(by=reporter, text="# Port\n\nIt has **40** cranes.\n", name="port.md")
    start = article.revision.text.index("It has")
    span = {"start": start, "end": start + 20, "revision": 1}
    assert add_claim(article, **span, by=reporter).text == "It has 40 cranes"
    assert (
        add_claim(article, **span, by=reporter, text="The port has 40 cranes.").text
        == "The port has 40 cranes."
    )


def test_bad_claims_are_refused(article, reporter, reviewer):
    size = len(article.revision.text)
    for start, end in ((3, 3), (-1, 3), (size, size + 1)):
        with refused(Refused, "Select the words"):
            add_claim(article, start=start, end=end, revision=2, by=reporter)
    for words, match in (
        ({"text": "x" * 2001}, "A claim has at most 2,000 characters; this has 2,001"),
        ({"claimant": "x" * 201}, "name has at most 200"),
        ({"text": "a\0b"}, "cannot be stored"),
        ({"claimant": "\ud800"}, "cannot be stored"),
    ):
        with refused(Refused, match):
            add_claim(article, start=0, end=3, revision=2, by=reporter, **words)
    with refused(Refused, "needs words"):
        edit_claim(
            first(article), text=" ", claimant="", said_on=None, seen=first(article).digest, by=reporter
        )
    with refused(NotAllowed, "You may not edit claims"):
        add_claim(article, start=0, end=3, revision=2, by=reviewer)
    with refused(NotAllowed, "You may not edit claims"):
        accept_claims(article, by=reviewer)


def test_claim_in_an_older_text_is_a_conflict(article, reporter, colleague):
    mine = factories.reread(article)
    edit_text(article, text=article.revision.text + "More.\n", based_on=2, by=colleague)
    for copy in (mine, article):
        with refused(Conflict, "The text has changed since you selected this"):
            add_claim(copy, start=0, end=3, revision=2, by=reporter)


def test_accepting_takes_the_proposed_ones_of_this_article_only(article, reporter):
    other = first(factories.cleaned(by=reporter))
    one, two, *others = factories.claims_of(article)
    set_aside(two, "mark_opinion", by=reporter)
    assert accept_claims(article, [one.pk, two.pk, other.pk], by=reporter) == 1
    assert accept_claims(article, by=reporter) == len(others)
    statuses = [claim.status for claim in factories.claims_of(article)]
    assert statuses == ["accepted", "opinion", *["accepted"] * len(others)]
    assert stale(other).status == "proposed"


def test_unknown_decision_and_missing_reason_are_refused(article, reporter):
    with refused(Refused, "'submit' is not something to do with a claim"):
        set_aside(first(article), "submit", by=reporter)
    with refused(Refused, "Give a reason: to dismiss a claim needs one"):
        set_aside(first(article), "dismiss", by=reporter, reason=" \n")
    with refused(Refused, "The reason has at most 6,000 characters"):
        set_aside(first(article), "dismiss", by=reporter, reason="x" * 6001)


@pytest.fixture
def drifted(reporter, reviewer):
    """A decided article whose first claim's words were edited."""
    article = factories.decided(by=reporter, reviewer=reviewer)
    text = article.revision.text.replace("has installed 4,200", "has mounted 4,200")
    edit_text(article, text=text, based_on=2, by=reporter)
    return factories.reread(article)


def lost(article) -> Appearance:
    return Appearance.objects.get(revision=article.revision, state__in=["drifted", "orphaned"])


def test_drifted_claim_blocks_publishing_until_another_person_confirms_it(drifted, colleague, editor):
    with refused(NotReady, "1 claim lost its place in the text"):
        publish(drifted, by=editor)
    place, number = lost(drifted), last_event()
    words = place.exact[:-1]
    start = drifted.revision.text.index(words)
    was = place.exact
    assert confirm_anchor(place, start=start, end=start + len(words), by=colleague) is False
    now = stale(place)
    assert (now.start, now.end, now.exact, now.state) == (start, start + len(words), words, "anchored")
    before = {"state": "drifted", "exact": was}
    assert events_since(number) == [("anchor", "colin", before, {"state": "anchored", "exact": words})]
    assert all(line.ok for line in checklist(drifted, by=editor))


def test_claim_that_the_text_no_longer_makes_is_detached(drifted, reporter, reviewer, editor):
    place, number = lost(drifted), last_event()
    claim, was = place.claim, place.exact
    with refused(NotAllowed):
        detach_claim(place, reason="Put right.", by=reviewer)
    with refused(Refused, "Say why"):
        detach_claim(place, reason=" ", by=reporter)
    detach_claim(place, reason="Put right.", by=reporter)
    assert events_since(number) == [("detach", "rita", {"state": "drifted", "exact": was}, {})]
    assert (stale(claim).status, claim.reviews.count(), claim.appearances.count()) == ("decided", 1, 2)
    assert claim not in factories.claims_of(drifted)
    publish(drifted, by=editor)
    assert {claim.pk for claim in factories.claims_of(drifted)} == {
        claim["id"] for claim in factories.reread(drifted).live_edition.record["claims"]
    }


def test_standing_or_reviewed_claim_is_not_detached(drifted, reporter, editor):
    standing = Appearance.objects.filter(revision=drifted.revision, state="anchored").first()
    with refused(Refused, "still makes this claim"):
        detach_claim(standing, reason="Away with it.", by=reporter)
    reopen_claim(lost(drifted).claim, by=editor, reason="News.")
    with refused(Refused, "under review. Withdraw it first"):
        detach_claim(lost(drifted), reason="Put right.", by=reporter)


def test_placing_a_claim_twice_or_in_an_older_text_is_a_conflict(drifted, reporter, colleague):
    mine, theirs = lost(drifted), lost(drifted)
    confirm_anchor(theirs, start=0, end=10, by=colleague)
    with refused(Conflict, "Somebody else has said in the meantime"):
        confirm_anchor(mine, start=0, end=12, by=reporter)
    with refused(Conflict, "Somebody else has said in the meantime"):
        detach_claim(mine, reason="Gone.", by=reporter)
    edit_text(drifted, text=drifted.revision.text + "More.\n", based_on=3, by=colleague)
    with refused(Conflict, "The text has changed"):
        confirm_anchor(theirs, start=0, end=12, by=reporter)


def test_place_outside_the_text_is_refused(drifted, reporter, reviewer):
    size = len(drifted.revision.text)
    for start, end in ((4, 4), (-1, 4), (size - 1, size + 1)):
        with refused(Refused, "Select the words"):
            confirm_anchor(lost(drifted), start=start, end=end, by=reporter)
    with refused(NotAllowed):
        confirm_anchor(lost(drifted), start=0, end=4, by=reviewer)
