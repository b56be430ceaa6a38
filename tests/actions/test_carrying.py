"""What an edit of an article does to its claims: place, decision, events, and who is told."""

import pytest
from django.test import override_settings

from articles.actions.carrying import losing
from articles.actions.claiming import accept_claims, add_claim
from articles.actions.editing import edit_text, prepare_edit
from articles.actions.placing import confirm_anchor, detach_claim
from articles.actions.publishing import publish
from articles.actions.reviewing import submit_claim, take
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.enums import ClaimStatus
from articles.errors import NotReady, Refused
from articles.models import Appearance, Claim, Event, Notice, Revision
from tests import factories
from tests.actions.common import bring, events_since, last_event, refused, stale, undone

pytestmark = pytest.mark.django_db
WORDS = "has installed 4,200 solar panels"
EDITS = {
    "same": "has  installed 4200 solar, panels",
    "touched": "has installed 4,300 solar panels",
    "changed": "has mounted 4,200 solar panels",
}
TOUCHED = "“4,200” became “4,300”"
VOIDED = {"waiting", "in_review", "disputed", "decided", "returned"}
# Who is told besides the reporter, who submitted it: who has it or judged it. The editor's hand made the edit.
JUDGED = {
    "in_review": ["ravi"],
    "returned": ["ravi"],
    "disputed": ["ravi", "rosa"],
    "decided": ["ravi", "rosa"],
}


def the_claim(article) -> Claim:
    return Claim.objects.get(appearances__revision=article.revision, text__contains="4,200")


def place_of(claim, article) -> Appearance:
    return Appearance.objects.get(claim=claim, revision=article.revision)


def change(article, old: str, new: str, *, by) -> Revision:
    article = factories.reread(article)
    assert old in article.revision.text
    return edit_text(
        article, text=article.revision.text.replace(old, new), based_on=article.revision.number, by=by
    )


def told(claim) -> list[str]:
    rows = Notice.objects.filter(claim=claim, kind="voided").order_by("person__username")
    return list(rows.values_list("person__username", flat=True))


@pytest.mark.parametrize("status", ClaimStatus.values)
def test_edit_of_a_claim_that_is(status, reporter, editor, reviewer, second_reviewer):
    article = factories.cleaned(by=reporter)
    claim = the_claim(article)
    with override_settings(REVIEWS_PER_CLAIM=2):
        bring(claim, status, by=reporter, reviewers=(reviewer, second_reviewer))
    before = stale(claim)
    for kind, words in EDITS.items():
        with undone():
            number = last_event()
            revision = change(article, WORDS, words, by=editor)
            now, place = stale(claim), Appearance.objects.get(claim=claim, revision=revision)
            void = kind == "touched" and status in VOIDED
            assert now.status == ("accepted" if void else status)
            assert now.verdict == ("" if void else before.verdict)
            assert place.state == ("relocated" if kind == "same" else "drifted")
            assert revision.text[place.start : place.end] == place.exact
            assert [event[:2] for event in events_since(number)] == [
                ("edited", "edda"),
                *([("void", "edda")] if void else []),
            ]
            people = sorted(["rita", *JUDGED.get(status, [])]) if void else []
            assert told(claim) == people
            assert not (void and now.assignments.filter(ended_at=None).exists())
            assert now.reviews.count() == before.reviews.count()


def test_who_is_concerned_reads_what_was_touched(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    change(article, WORDS, EDITS["touched"], by=editor)
    notice = Notice.objects.filter(claim=claim, kind="voided").first()
    assert notice.words.startswith(f"{TOUCHED} in “The harbour of Lindau Bay runs on sunlight”, so what was")
    assert Event.objects.get(action="void").reason == f"{TOUCHED} in revision 3."


def test_undone_edit_revives_no_verdict(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    change(article, WORDS, EDITS["touched"], by=editor)
    change(article, EDITS["touched"], WORDS, by=editor)
    article = factories.reread(article)
    assert (stale(claim).status, stale(claim).verdict) == ("accepted", "")
    place = place_of(claim, article)
    assert place.state == "drifted"
    confirm_anchor(place, start=place.start, end=place.end, by=reporter)
    assert (stale(claim).status, stale(claim).verdict) == ("accepted", "")


def test_two_edits_count_from_the_words_that_were_judged(reporter, reviewer, editor):
    """The first edit only changes a word, the second the figure: together they touch it."""
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    change(article, "has installed", "has mounted", by=editor)
    assert stale(claim).status == "decided"
    change(article, "mounted 4,200", "mounted 4,300", by=editor)
    assert stale(claim).status == "accepted"


@pytest.mark.parametrize(
    ("who", "words", "falls"),
    [
        (
            "editor",
            "has mounted 4,200",
            True,
        ),  # whoever wrote the words does not say alone that they mean the same
        ("colleague", "has mounted 4,200", False),
        ("colleague", "has  installed 4,200", False),
    ],
)
def test_words_that_a_person_places(who, words, falls, request, reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    change(article, "has installed 4,200", "has mounted 4,200", by=editor)
    if words != "has mounted 4,200":
        change(article, "has mounted 4,200", words, by=editor)
    article, number = factories.reread(article), last_event()
    place = place_of(claim, article)
    person = request.getfixturevalue(who)
    assert confirm_anchor(place, start=place.start, end=place.end, by=person) is falls
    assert stale(claim).status == ("accepted" if falls else "decided")
    assert [event[0] for event in events_since(number)] == ["anchor", "void"] if falls else ["anchor"]


def test_place_with_another_figure_voids_whoever_says_so(reporter, reviewer, editor, colleague):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    exact = place_of(claim, article).exact
    change(article, exact, "Nothing of the kind.", by=editor)
    change(article, "Nothing of the kind.", exact.replace("4,200", "4,900"), by=editor)
    article = factories.reread(article)
    place = place_of(claim, article)
    assert (place.state, stale(claim).status) == ("orphaned", "decided")
    start = article.revision.text.index("The port authority has installed 4,900")
    assert confirm_anchor(place, start=start, end=start + len(exact), by=colleague) is True
    assert stale(claim).status == "accepted"


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        (
            "4,200 solar panels",
            "14,200 solar panels",
            "accepted",
        ),  # the figure goes on before the marked words
        ("has installed 4,200", "has not installed 4,200", "accepted"),
        ("since 2021", "since early 2021", "decided"),
    ],
)
def test_words_around_a_part_of_a_sentence(old, new, status, reporter, reviewer, editor):
    """A claim that is less than a sentence: its edges, and a “not” before it, count."""
    article = factories.cleaned(by=reporter)
    accept_claims(article, by=reporter)
    start = article.revision.text.index("4,200 solar panels")
    claim = add_claim(article, start=start, end=start + 18, revision=2, by=reporter)
    submit_claim(claim, by=reporter)
    factories.judge(claim, by=reviewer)
    change(article, old, new, by=editor)
    assert stale(claim).status == status
    assert place_of(claim, factories.reread(article)).state == (
        "anchored" if status == "decided" else "drifted"
    )


def test_removal_inside_a_claim_keeps_its_place_and_asks(reporter, reviewer):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = the_claim(article)
    start = article.revision.text.index("solar panels")
    finding = add_finding(article, start=start, end=start + 6, reason="Odd.", revision=2, by=reporter)
    decide_finding(finding, "remove", by=reporter)
    apply_removals(article, by=reporter)
    place = place_of(claim, factories.reread(article))
    assert (place.state, "4,200 panels" in place.exact, stale(claim).status) == ("drifted", True, "decided")


@pytest.fixture
def shared(reporter, colleague, reviewer):
    """A decided claim of one article that stands in a second one as well."""
    first = factories.decided(by=reporter, reviewer=reviewer)
    second = factories.cleaned(by=colleague)
    claim, twin = the_claim(first), the_claim(second)
    Appearance.objects.filter(claim=twin).update(claim=claim)
    return first, factories.reread(second), claim


def test_claim_that_another_article_says_keeps_its_verdict(shared, reporter, colleague, editor):
    first, second, claim = shared
    change(second, WORDS, EDITS["touched"], by=colleague)
    second = factories.reread(second)
    place = place_of(claim, second)
    assert (stale(claim).status, place.state, told(claim)) == ("decided", "drifted", [])
    assert place_of(claim, first).state == "anchored"
    with refused(Refused, "Other articles say this claim"):
        confirm_anchor(place, start=place.start, end=place.end, by=reporter)
    detach_claim(place, reason="It says 4,300 now.", by=colleague)
    assert stale(claim).status == "decided"
    assert publish(factories.reread(first), by=editor).number == 1


def test_last_article_that_said_it_takes_the_verdict_along(shared, reporter, colleague):
    first, second, claim = shared
    change(second, WORDS, EDITS["touched"], by=colleague)
    change(first, WORDS, EDITS["touched"], by=reporter)
    assert stale(claim).status == "accepted"


def test_claim_of_two_articles_is_detached_under_review(shared, reporter, colleague, editor):
    first, second, claim = shared
    change(second, WORDS, EDITS["changed"], by=colleague)
    Claim.objects.filter(pk=claim.pk).update(status="accepted", verdict="", decided_at=None)
    submit_claim(stale(claim), by=reporter)
    detach_claim(place_of(claim, factories.reread(second)), reason="Gone.", by=colleague)
    assert (stale(claim).status, claim.appearances.filter(revision=first.revision).count()) == ("waiting", 1)


def test_touched_claim_holds_its_article_back(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    change(article, WORDS, EDITS["touched"], by=reporter)
    with refused(NotReady):
        publish(factories.reread(article), by=editor)


def test_losing_tells_before_anything_is_written(shared, reporter, colleague, django_assert_num_queries):
    first, second, claim = shared
    number = last_event()
    for article, person, expected in (
        (second, colleague, ([], [claim.pk])),
        (first, reporter, ([], [claim.pk])),
    ):
        text = article.revision.text.replace(WORDS, EDITS["touched"])
        draft = prepare_edit(article, text=text, based_on=article.revision.number, by=person)
        with django_assert_num_queries(2):
            rows = losing(article, draft.carried)
        assert tuple([one.old.claim_id for one in side] for side in rows) == expected
    assert last_event() == number


def test_taken_claim_is_nobody_s_any_more(reporter, reviewer, editor):
    article = factories.submitted(by=reporter)
    claim = the_claim(article)
    take(claim, by=reviewer)
    change(article, WORDS, EDITS["touched"], by=editor)
    assert not claim.assignments.filter(ended_at=None).exists()
    submit_claim(stale(claim), by=reporter)
    assert (stale(claim).status, stale(claim).round) == ("waiting", 1)
