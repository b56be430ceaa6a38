"""The same claim in two articles: proposed at import, joined or kept apart, and who may say so."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.actions.claiming import add_claim, edit_claim, set_aside
from articles.actions.editing import edit_text
from articles.actions.importing import import_article
from articles.actions.joining import confirm_match, refuse_match, separate_claim
from articles.actions.match_archive import match_claims, renew_keys
from articles.actions.matching import MOST, prepare_matches, similar_claims, write_matches
from articles.actions.reviewing import reopen_claim, take
from articles.enums import ClaimStatus, MatchState, Origin, Role
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Appearance, Article, Claim, ClaimKey, Event, Match, Notice, Review
from tests import factories
from tests.actions.common import everything

pytestmark = pytest.mark.django_db

FIRST = """Port

The port authority has installed 4,200 solar panels on the roofs of its warehouses since 2021.
"""
AGAIN = """Energy

Since 2021 the port authority has installed 4,200 solar panels on the warehouse roofs.
"""
OTHER_FIGURE = AGAIN.replace("4,200", "4,300")


@pytest.fixture
def known(reporter, reviewer):
    """A decided claim of an article of the reporter."""
    return factories.decided(by=reporter, reviewer=reviewer, text=FIRST)


@pytest.fixture
def match(known, colleague):
    """Another article, of the colleague, says the same in other words."""
    return matched(colleague)


def matched(by, text=AGAIN):
    return Match.objects.get(second__appearances__revision__article=factories.imported(by=by, text=text))


@pytest.fixture
def free(db):
    """An editor who has to do with neither article."""
    return factories.person(Role.EDITOR)


def article_of(claim):
    return Article.objects.select_related("revision").get(revision__appearances__claim=claim)


def test_import_proposes_what_is_likely_the_same(known, colleague):
    (first,) = factories.claims_of(known)
    result = import_article(by=colleague, origin=Origin.DESK, text=AGAIN)
    match = Match.objects.get()
    (second,) = factories.claims_of(result.article)
    assert (match.first, match.second, match.state) == (first, second, MatchState.PROPOSED)
    assert (match.first_digest, match.second_digest) == (first.digest, second.digest)
    assert match.score > 0.9
    assert match.reasons[:2] == ["same figure: 4200", "same date: 2021"]
    assert result.matches == 1
    event = Event.objects.get(article=result.article, action="propose_claims")
    assert event.after == {"claims": 1, "matches": 1}


@pytest.mark.parametrize(
    "text",
    [
        OTHER_FIGURE,
        AGAIN.replace("2021", "2020"),
        AGAIN.replace("has installed", "has never installed"),
        AGAIN.replace("authority has", "authority of Hamburg has").replace("warehouse", "Kiel warehouse"),
    ],
)
def test_import_proposes_nothing_that_differs(known, colleague, text):
    place = text.replace("Kiel ", "")
    assert import_article(by=colleague, origin=Origin.DESK, text=text).matches == (1 if place != text else 0)


def test_words_of_another_speaker_are_another_claim(reporter, colleague):
    """“We” is somebody else then."""
    quote = 'Title\n\n"We cut our diesel use by 38 percent in two years," says {}.\n'
    factories.imported(by=reporter, text=quote.format("Petra Lind"))
    other, same = (
        quote.format(name).replace("Title", name) for name in ("Otto Kern", "Petra Lind, the harbour master")
    )
    assert import_article(by=colleague, origin=Origin.DESK, text=other).matches == 0
    assert import_article(by=colleague, origin=Origin.DESK, text=same).matches == 1


def test_same_file_again_says_what_is_open(known, colleague, match):
    again = import_article(by=colleague, origin=Origin.DESK, text=AGAIN)
    assert (again.created, again.matches) == (False, 1)


def test_one_claim_gets_a_few_proposals(reporter):
    for number in range(MOST + 2):
        factories.imported(by=reporter, text=f"Title {'abcdef'[number]}\n{FIRST}")
    last = Claim.objects.latest("pk")
    assert Match.objects.filter(second=last).count() == MOST


def test_set_aside_claim_is_not_proposed(known, colleague, free):
    (claim,) = factories.claims_of(known)
    reopen_claim(claim, reason="Again.", by=free)
    claim.refresh_from_db()
    factories.withdraw_claim(claim, by=free, reason="No claim.")
    set_aside(claim, "dismiss", by=free, reason="No claim.")
    assert import_article(by=colleague, origin=Origin.DESK, text=AGAIN).matches == 0


def test_confirmed_claim_shares_the_verdict(match, known, colleague, free):
    kept, other = match.first, match.second
    article = article_of(other)
    assert confirm_match(match, by=free) == kept
    other.refresh_from_db()
    assert (match.state, match.decided_by) == (MatchState.CONFIRMED, free)
    assert (other.status, other.round) == (ClaimStatus.DISMISSED, 1)
    assert factories.claims_of(factories.reread(article)) == [kept]
    assert set(kept.involved_people()) == {known.imported_by_id, colleague.pk}
    lines = Event.objects.order_by("-number").values_list("action", "object_type", "actor")[:2]
    assert list(lines) == [("confirm_match", "match", free.pk), ("dismiss", "claim", free.pk)]
    assert Event.objects.latest("number").after == {"state": "confirmed", "stays": kept.pk}
    notice = Notice.objects.get(person=colleague)
    assert (notice.kind, notice.claim) == ("match", kept)


def test_confirmed_claim_keeps_its_place(match, free):
    before = Appearance.objects.get(claim=match.second)
    confirm_match(match, by=free)
    after = Appearance.objects.get(claim=match.first, revision=before.revision)
    names = ("exact", "prefix", "suffix", "start", "end", "state")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    assert after.pk != before.pk


def test_who_edits_meanwhile_is_told(match, free, colleague):
    from articles.actions.revising import prepare_revision, write_revision
    from articles.enums import RevisionKind

    article = article_of(match.second)
    text = article.revision.text + "More.\n"
    size = len(article.revision.text)
    changes = [{"start": size, "end": size, "text": "More.\n"}]
    draft = prepare_revision(article, kind=RevisionKind.EDITED, text=text, changes=changes)
    confirm_match(match, by=free)
    with pytest.raises(Conflict), transaction.atomic():
        write_revision(article, draft, by=colleague)


def test_confirmed_claim_goes_along_with_the_text(match, free, colleague):
    confirm_match(match, by=free)
    article = article_of_text(AGAIN)
    edit_text(article, text=article.revision.text + "More.\n", based_on=1, by=colleague)
    assert factories.claims_of(factories.reread(article)) == [match.first]


def article_of_text(text):
    return Article.objects.select_related("revision").get(revisions__number=1, revisions__text=text)


def test_claim_under_review_stays_and_the_earlier_one_is_given_up(reporter, colleague, free):
    factories.imported(by=reporter, text=FIRST)
    article = factories.submitted(by=colleague, text=AGAIN)
    match = Match.objects.get()
    assert confirm_match(match, by=free) == match.second
    match.first.refresh_from_db()
    assert match.first.status == ClaimStatus.DISMISSED
    assert match.second in factories.claims_of(article)


def test_two_claims_under_review_are_not_joined(match, colleague, free):
    article = article_of(match.second)
    factories.edit_details(article, by=colleague, headline="Energy", language="en")
    factories.accept_claims(article, by=colleague)
    factories.submit_article(article, by=colleague)
    before = everything()
    with pytest.raises(Refused, match="Both"):
        confirm_match(Match.objects.get(), by=free)
    assert everything() == before


def test_article_does_not_make_one_claim_twice(reporter, colleague, free):
    """It makes the claim in two ways, and each is likely the same as the earlier one."""
    factories.imported(by=reporter, text=FIRST)
    twice = factories.imported(by=colleague, text=f"Other\n{FIRST}{AGAIN.split(chr(10), 2)[2]}")
    one, other = Match.objects.order_by("pk")
    kept = confirm_match(one, by=free)
    with pytest.raises(Refused, match="both claims"):
        confirm_match(other, by=free)
    assert factories.claims_of(factories.reread(twice)) == [kept, other.second]


def test_refused_match_is_not_proposed_again(match, free, colleague):
    refuse_match(match, by=free)
    assert (match.state, match.decided_by) == (MatchState.REFUSED, free)
    line = Event.objects.latest("number")
    assert (line.action, line.before, line.after) == (
        "refuse_match",
        {"state": "proposed"},
        {"state": "refused"},
    )
    assert match_claims([match.second_id]) == 0
    proposals = prepare_matches([(match.second.text, "")], language="en", claim=match.second)
    with transaction.atomic():
        assert write_matches([match.second], proposals) == 0
    assert Match.objects.open().count() == 0


def test_refused_match_counts_until_a_claim_is_corrected(match, free):
    refuse_match(match, by=free)
    claim = Claim.objects.get(pk=match.second_id)
    edit_claim(claim, text=match.first.text, claimant="", said_on=None, seen=claim.digest, by=free)
    again = Match.objects.get()
    assert (again.state, again.score, again.second_digest) == (MatchState.PROPOSED, 1.0, claim.digest)


def test_corrected_claim_is_looked_up_by_its_new_words(match, free):
    claim = match.second
    text = "Bread is dearer in Genoa than in Turin."
    edit_claim(claim, text=text, claimant="", said_on=None, seen=claim.digest, by=free)
    assert not Match.objects.exists()
    assert [one.claim for one in similar_claims(match.first)] == []
    assert (
        prepare_matches([("In Genoa bread is dearer than in Turin.", "")], language="en")[0].claim == claim.pk
    )


def test_added_claim_is_compared_too(known, colleague):
    article = factories.imported(by=colleague, text="Title\n\nNothing is said here. We like it.\n")
    add_claim(article, start=7, end=27, text=factories.claims_of(known)[0].text, revision=1, by=colleague)
    assert Match.objects.get().score == 1.0


@pytest.mark.parametrize("act", [confirm_match, refuse_match])
def test_second_decision_is_told(match, free, act):
    stale = Match.objects.get()
    refuse_match(match, by=free)
    before = everything()
    with pytest.raises(Conflict, match="in the meantime"):
        act(stale, by=free)
    assert everything() == before


@pytest.mark.parametrize("act", [confirm_match, refuse_match])
def test_decision_on_other_words_is_told(match, free, act):
    stale, claim = Match.objects.get(), match.first
    edit_claim(claim, text=claim.text + " Indeed.", claimant="", said_on=None, seen=claim.digest, by=free)
    with pytest.raises(Conflict, match="corrected"):
        act(stale, by=free)


@pytest.mark.parametrize("act", [confirm_match, refuse_match])
@pytest.mark.parametrize("role", [None, Role.REVIEWER])
def test_who_may_not_edit_claims_says_nothing(match, act, role):
    with pytest.raises(NotAllowed):
        act(match, by=factories.person(role))
    with pytest.raises(NotAllowed):
        act(match, by=None)


# Independence: nobody brings a verdict of their own into an article of theirs, nor chooses one for it.


def test_importer_does_not_choose_a_verdict(match, colleague):
    with pytest.raises(NotAllowed, match="somebody else"):
        confirm_match(match, by=colleague)


def test_importer_may_say_that_the_same_words_are_the_same(known, colleague):
    match = matched(colleague, text=f"Another title\n{FIRST.split(chr(10), 1)[1]}")
    assert match.score == 1.0
    confirm_match(match, by=colleague)


def test_importer_may_join_what_nobody_has_judged(reporter, colleague):
    factories.imported(by=reporter, text=FIRST)
    confirm_match(matched(colleague), by=colleague)


def test_reviewer_does_not_spread_their_verdict(reporter, colleague, free):
    factories.decided(by=reporter, reviewer=free, text=FIRST)
    with pytest.raises(NotAllowed, match="reviewed"):
        confirm_match(matched(colleague), by=free)


@pytest.mark.parametrize("near", ["importer", "editor", "writer"])
def test_claim_does_not_join_an_article_of_its_reviewer(reporter, colleague, free, near):
    both = factories.person(Role.EDITOR)
    factories.decided(by=reporter, reviewer=both, text=FIRST)
    match = matched(both if near == "importer" else colleague)
    article = article_of(match.second)
    if near == "editor":
        edit_text(article, text=article.revision.text + "More.\n", based_on=1, by=both)
    if near == "writer":
        claim = match.second
        words = "The port authority installed 4,200 solar panels on the warehouse roofs since 2021."
        edit_claim(claim, text=words, claimant="", said_on=None, seen=claim.digest, by=both)
    match, before = Match.objects.get(), everything()
    with pytest.raises(Refused, match="reviewed"):
        confirm_match(match, by=free)
    assert everything() == before
    if near != "writer":
        place = Appearance.objects.filter(claim=match.second).latest("pk")
        with pytest.raises(DatabaseError), transaction.atomic():
            Appearance.objects.filter(pk=place.pk).update(claim=match.first)


def test_claim_does_not_join_an_article_of_who_has_it_to_review(reporter, free):
    both = factories.person(Role.EDITOR)
    (claim,) = factories.claims_of(factories.submitted(by=reporter, text=FIRST))
    match = matched(both)
    take(claim, by=both)
    with pytest.raises(Refused, match="give it back"):
        confirm_match(Match.objects.get(pk=match.pk), by=free)


def test_reviewer_of_a_joined_claim_may_not_judge_it_again(match, known, colleague, free):
    """Who imported the article that joined is near to the claim from then on."""
    confirm_match(match, by=free)
    claim = Claim.objects.get(pk=match.first_id)
    reopen_claim(claim, reason="Again.", by=free)
    editor = factories.person(Role.EDITOR)
    take(claim, by=editor)
    with pytest.raises(NotAllowed):
        take(claim, by=colleague)


def test_correction_of_a_shared_claim_counts_for_all(match, free, reporter, colleague, reviewer):
    """Both importers are told, and who judged it."""
    confirm_match(match, by=free)
    claim = Claim.objects.get(pk=match.first_id)
    words = claim.text.replace("4,200", "4,300")
    edit_claim(claim, text=words, claimant="", said_on=None, seen=claim.digest, by=free)
    assert (claim.status, claim.verdict) == (ClaimStatus.ACCEPTED, "")
    told = Notice.objects.filter(kind="voided", claim=claim).values_list("person", flat=True)
    assert sorted(told) == sorted([reporter.pk, colleague.pk, reviewer.pk])  # each once
    assert Match.objects.get().state == MatchState.CONFIRMED


def test_edit_of_one_text_leaves_the_other_articles_alone(match, free, known, colleague):
    """The words changed in one article: its place is not sure, the claim and the other article stay as they are."""
    confirm_match(match, by=free)
    article = article_of_text(AGAIN)
    edit_text(
        article,
        text=AGAIN.replace("solar panels", "solar power panels"),
        based_on=1,
        by=colleague,
    )
    states = dict(
        Appearance.objects.filter(claim=match.first, revision__current_of__isnull=False).values_list(
            "revision__article", "state"
        )
    )
    assert states == {known.pk: "anchored", article.pk: "drifted"}


def test_separated_claim_is_its_own(match, free, known, colleague):
    confirm_match(match, by=free)
    article = article_of_text(AGAIN)
    place = Appearance.objects.get(claim=match.first, revision=article.revision)
    new = separate_claim(place, reason="It counts other panels.", by=colleague)
    assert (new.status, new.written_by, new.text) == (
        ClaimStatus.ACCEPTED,
        colleague,
        "Since 2021 the port authority has installed 4,200 solar panels on the warehouse roofs.",
    )
    assert factories.claims_of(factories.reread(article)) == [new]
    kept = Claim.objects.get(pk=match.first_id)
    assert (kept.status, factories.claims_of(factories.reread(known))) == (ClaimStatus.DECIDED, [kept])
    assert Match.objects.get(second=new).state == MatchState.REFUSED
    assert match_claims([new.pk]) == 0
    line = Event.objects.latest("number")
    assert (line.action, line.before, line.reason) == (
        "separate",
        {"claim": kept.pk},
        "It counts other panels.",
    )


def test_separating_needs_a_reason_and_another_article(match, known, free):
    place = Appearance.objects.get(claim=match.first)
    with pytest.raises(Refused, match="Only this article"):
        separate_claim(Appearance.objects.select_related("claim", "revision__article").get(pk=place.pk),
                       reason="Other.", by=free)  # fmt: skip
    with pytest.raises(Refused, match="instead"):
        separate_claim(place, reason=" ", by=free)


# Clashes and the archive.


def clash(reporter, colleague, reviewer, second):
    factories.decided(by=reporter, reviewer=reviewer, text=FIRST)
    article = factories.submitted(by=colleague, text=AGAIN)
    (claim,) = factories.claims_of(article)
    factories.judge(claim, by=second, verdict="refuted")
    return claim


def test_clash_is_of_different_closed_verdicts(reporter, colleague, reviewer, free):
    claim = clash(reporter, colleague, reviewer, free)
    assert [match.second for match in Match.objects.clashes()] == [claim]
    reopen_claim(Claim.objects.get(pk=claim.pk), reason="Again.", by=factories.person(Role.EDITOR))
    assert not Match.objects.clashes().exists()


def test_clash_ends_when_they_are_two_claims(reporter, colleague, reviewer, free):
    clash(reporter, colleague, reviewer, free)
    refuse_match(Match.objects.get(), by=free)
    assert not Match.objects.clashes().exists()


def test_archive_is_compared(reporter, colleague):
    factories.imported(by=reporter, text=FIRST)
    article = factories.imported(by=colleague, text=AGAIN)
    Match.objects.all().delete()
    ClaimKey.objects.all().delete()
    assert match_claims([claim.pk for claim in factories.claims_of(article)]) == 0
    assert renew_keys() == 2
    assert match_claims(list(Claim.objects.values_list("pk", flat=True))) == 1
    assert (Event.objects.latest("number").action, Match.objects.count()) == ("propose_matches", 1)


def test_looking_up_takes_as_many_queries_for_many_claims(reporter, django_assert_num_queries):
    for number in range(3):
        factories.imported(by=reporter, text=f"Title {'abc'[number]}\n{FIRST}")
    said = (Claim.objects.first().text, "")
    for listed in ([said], [said] * 3):
        with django_assert_num_queries(3):
            prepare_matches(listed, language="en")


# What the database itself refuses.


@pytest.mark.parametrize(
    "change",
    [
        {"state": MatchState.CONFIRMED},
        {"state": MatchState.REFUSED},
        {"state": "maybe"},
        {"score": 1.5},
        {"first_digest": "0" * 64},
    ],
)
def test_database_refuses_a_decision_without_a_person(match, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(**change)


def test_database_refuses_confirming_while_both_stand(match, free):
    with pytest.raises(DatabaseError, match="given up"), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(
            state=MatchState.CONFIRMED, decided_by=free, decided_at=timezone.now()
        )


def test_database_keeps_what_was_said(match, free):
    refuse_match(match, by=free)
    for change in ({"state": MatchState.PROPOSED, "decided_by": None, "decided_at": None}, {"score": 0.5}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Match.objects.filter(pk=match.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Match.objects.filter(pk=match.pk).delete()


def test_database_refuses_a_decision_on_other_words(match, free):
    Claim.objects.filter(pk=match.second_id).update(text="Other.", digest="0" * 64, written_by=free)
    with pytest.raises(DatabaseError, match="claims say"), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(
            state=MatchState.REFUSED, decided_by=free, decided_at=timezone.now()
        )


def test_database_refuses_the_same_claim_twice_and_the_wrong_order(match):
    one, other = match.first, match.second
    for first, second in ((one, one), (other, one), (one, other)):
        pair = {
            "first": first,
            "second": second,
            "first_digest": first.digest,
            "second_digest": second.digest,
        }
        with pytest.raises(DatabaseError), transaction.atomic():
            Match.objects.create(**pair, score=0.5)
    assert connection.vendor in ("sqlite", "postgresql")
    assert Review.objects.count() == 1
