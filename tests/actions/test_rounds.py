"""What a round is opened with: the policy, how many reviews it wants, and the lot."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles.actions import rounds
from articles.actions.citing import add_source, cite
from articles.actions.claiming import withdraw_claim
from articles.actions.publishing import publish
from articles.actions.reviewing import reopen_claim, return_claim, submit_claim, submit_review, take
from articles.enums import ClaimStatus, ReviewPolicy, Verdict
from articles.errors import Conflict, NotAllowed, NotReady, Refused
from articles.models import Appearance, Article, Claim, Event, Review
from newsroom import env
from tests import factories
from tests.actions.common import judge, refused, stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(reporter) -> Claim:
    """Accepted, and in no queue yet."""
    article = factories.cleaned(by=reporter)
    factories.accept_claims(article, by=reporter)
    return factories.claims_of(article)[0]


@pytest.fixture
def open_round(settings, accepted, reporter):
    """Opens the claim's round under a policy, with the lot on its side or not."""

    def make(policy, *, drawn=False, least=1) -> Claim:
        settings.REVIEW_POLICY, settings.REVIEW_SHARE = policy, 1.0 if drawn else 0.0
        settings.REVIEWS_PER_CLAIM = least
        submit_claim(accepted, by=reporter)
        return accepted

    return make


@pytest.mark.parametrize("least", [1, 2, 3])
@pytest.mark.parametrize("policy", ReviewPolicy)
def test_round_wants_what_its_policy_asks_and_never_fewer_than_the_desk(policy, least, open_round):
    claim = open_round(policy, least=least)
    wanted = max(least, 2 if policy == "double" else 1)
    assert (claim.policy, claim.wanted, claim.drawn, claim.round) == (policy, wanted, False, 1)
    after = {"status": "waiting", "policy": policy} | ({"wanted": wanted} if wanted > 1 else {})
    assert Event.objects.latest("number").after == after


@pytest.mark.parametrize(
    ("desk", "own", "expected"),
    [
        ("single", ["", ""], "single"),
        ("single", ["", "double"], "double"),
        ("single", ["middle", "single"], "middle"),
        ("double", ["", "single"], "double"),
        ("double", ["single", "single"], "single"),
        ("middle", ["", ""], "middle"),
        ("double", [], "double"),
    ],
)
def test_claim_takes_the_strictest_policy_of_its_articles(desk, own, expected, settings, accepted, reporter):
    settings.REVIEW_POLICY = desk
    places = accepted.appearances.filter(revision__current_of__isnull=False)
    if not own:
        places.all().delete()
    for policy in own[1:]:
        other = factories.imported(by=reporter)
        Appearance.objects.create(
            claim=accepted, revision=other.revision, exact="For", start=0, end=3, state="anchored"
        )
        Article.objects.filter(pk=other.pk).update(review_policy=policy)
    if own:
        Article.objects.filter(pk=places.earliest("pk").revision.article_id).update(review_policy=own[0])
    submit_claim(accepted, by=reporter)
    assert accepted.policy == expected


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("verdict", Verdict.values)
def test_middle_asks_twice_after_a_middle_verdict_or_by_lot(
    verdict, drawn, open_round, reporter, reviewer, second_reviewer
):
    claim = open_round("middle", drawn=drawn)
    source = add_source(by=reporter, name="Port", kind="organisation")
    citation = cite(claim, source, stance="supports", by=reporter)
    number = Event.objects.latest("number").number
    take(claim, by=reviewer)
    said = {"verdict": verdict, "rationale": "So.", "evidence": [citation.pk], "seen": claim.digest}
    submit_review(claim, **said, by=reviewer)
    twice = drawn or verdict in ("mixed", "unproven")
    assert (claim.status, claim.wanted, claim.closed_round) == (
        ("in_review", 2, 0) if twice else ("decided", 1, 1)
    )
    if twice:
        take(claim, by=second_reviewer)
        submit_review(claim, **said, by=second_reviewer)
    assert (claim.status, claim.verdict) == ("decided", verdict)
    events = list(Event.objects.filter(number__gt=number).order_by("number"))
    told = [event.action for event in events if "drawn" in event.before | event.after]
    assert (told, events[-1].action, events[-1].after["drawn"]) == (["decide"], "decide", drawn)


def test_lot_of_a_dispute_is_in_the_log_as_well(open_round, reviewer, second_reviewer):
    claim = open_round("middle")
    judge(claim, "unproven", by=reviewer)
    judge(claim, "not_checkable", by=second_reviewer)
    assert (claim.status, claim.closed_round) == ("disputed", 1)
    assert Event.objects.latest("number").after == {"status": "disputed", "drawn": False}


@pytest.mark.parametrize(
    ("policy", "wanted", "later"),
    [("double", 2, {"REVIEW_POLICY": "single"}), ("single", 3, {"REVIEWS_PER_CLAIM": 1})],
)
def test_round_stays_as_it_was_opened(
    policy, wanted, later, open_round, settings, reviewer, second_reviewer, editor
):
    """A setting that was lowered left rounds open for good: nobody could take them and nothing closed them."""
    claim = open_round(policy, least=wanted)
    judge(claim, "unproven", by=reviewer)
    for name, value in later.items():
        setattr(settings, name, value)
    Article.objects.update(review_policy="single")
    for person in (second_reviewer, editor)[: wanted - 1]:
        assert stale(claim).status == ClaimStatus.IN_REVIEW
        judge(claim, "unproven", by=person)
    assert (claim.status, claim.verdict, claim.wanted) == ("decided", "unproven", wanted)
    reopen_claim(claim, reason="News.", by=editor)
    assert (claim.policy, claim.round, claim.closed_round) == ("single", 2, 1)


def test_setting_that_was_raised_counts_from_the_next_round(open_round, settings, reviewer, editor):
    claim = open_round("single")
    settings.REVIEW_POLICY = "double"
    judge(claim, "unproven", by=reviewer)
    assert claim.status == ClaimStatus.DECIDED
    reopen_claim(claim, reason="News.", by=editor)
    assert (claim.policy, claim.wanted) == ("double", 2)


def test_review_of_a_round_that_was_given_up_stays_sealed_until_one_is_closed(
    open_round, reporter, reviewer, second_reviewer, editor
):
    claim = open_round("double")

    def seen() -> list[int]:
        return list(Review.objects.visible_to(editor).order_by("pk").values_list("round", flat=True))

    judge(claim, "unproven", by=reviewer)
    take(claim, by=second_reviewer)
    return_claim(claim, note="Which year?", by=second_reviewer)
    submit_claim(claim, by=reporter)
    judge(claim, "unproven", by=reviewer)
    withdraw_claim(claim, by=reporter, reason="To mend it.")
    submit_claim(claim, by=reporter)
    assert (claim.round, seen()) == (3, [])
    judge(claim, "unproven", by=reviewer)
    assert seen() == []
    judge(claim, "not_checkable", by=second_reviewer)
    assert seen() == [1, 2, 3, 3]
    withdraw_claim(claim, by=reporter, reason="To mend it.")
    submit_claim(claim, by=reporter)
    judge(claim, "unproven", by=reviewer)
    assert seen() == [1, 2, 3, 3]


def test_lot_cannot_be_drawn_again(settings, accepted, reporter):
    settings.REVIEW_POLICY, settings.REVIEW_SHARE = "middle", 0.5
    submit_claim(accepted, by=reporter)
    before = accepted.drawn
    withdraw_claim(accepted, by=reporter, reason="To mend it.")
    submit_claim(accepted, by=reporter)
    assert (accepted.round, accepted.drawn) == (1, before)


def test_lots_are_even_and_hang_on_the_key(settings):
    claims = [SimpleNamespace(pk=number, digest="d" * 64) for number in range(2000)]
    lots = [rounds.draw(claim, 1) for claim in claims]
    assert all(0 <= lot < 1 for lot in lots)
    # 400 are expected; 5 standard deviations are 90.
    assert 310 < sum(lot < 0.2 for lot in lots) < 490
    assert lots == [rounds.draw(claim, 1) for claim in claims]
    both = sum(lot < 0.2 and rounds.draw(claim, 2) < 0.2 for lot, claim in zip(lots, claims, strict=True))
    assert 35 < both < 125  # 80 are expected where two rounds have nothing to do with each other
    settings.SECRET_KEY = "another key"
    assert not set(lots) & {rounds.draw(claim, 1) for claim in claims}


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.choice("REVIEW_POLICY", "single", among=("single", "double")), "triple"),
        (lambda: env.share("REVIEW_SHARE", 0.2), "1.5"),
        (lambda: env.share("REVIEW_SHARE", 0.2), "nan"),
        (lambda: env.share("REVIEW_SHARE", 0.2), "some"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(read, value, monkeypatch):
    monkeypatch.setenv("REVIEW_POLICY", value)
    monkeypatch.setenv("REVIEW_SHARE", value)
    with pytest.raises(ImproperlyConfigured, match=f"'{value}'"):
        read()


# The policy of an article.


def test_editor_sets_the_policy_of_an_article(reporter, editor):
    article, number = factories.imported(by=reporter), Event.objects.count()
    assert rounds.set_review_policy(article, "double", by=editor, seen="")
    assert not rounds.set_review_policy(article, "double", by=editor, seen="double")
    assert stale(article).review_policy == article.review_policy == "double"
    [event] = Event.objects.filter(number__gt=number)
    before, after = {"review_policy": ""}, {"review_policy": "double"}
    assert (event.action, event.actor, event.before, event.after) == ("set_policy", editor, before, after)


def test_policy_is_refused_in_words(reporter, reviewer, editor, settings):
    article = factories.imported(by=reporter)
    for person in (reporter, reviewer):
        with refused(NotAllowed, "You may not set how many reviews claims get"):
            rounds.set_review_policy(article, "double", by=person)
    with refused(Refused, "Choose how the claims are reviewed"):
        rounds.set_review_policy(article, "triple", by=editor)
    with refused(Conflict, "Somebody else changed the reviews"):
        rounds.set_review_policy(article, "double", by=editor, seen="middle")


@pytest.mark.parametrize(
    ("desk", "before", "after", "eases"),
    [
        ("single", "double", "", True),
        ("single", "middle", "single", True),
        ("double", "", "middle", True),
        ("double", "single", "", False),
        ("single", "", "single", False),
        ("single", "", "double", False),
    ],
)
def test_nobody_near_decides_on_fewer_reviews(desk, before, after, eases, editor, administrator, settings):
    settings.REVIEW_POLICY = desk
    article = factories.imported(by=editor)
    if before:
        rounds.set_review_policy(article, before, by=administrator)
    if eases:
        with refused(NotAllowed, "somebody else decides on fewer reviews"):
            rounds.set_review_policy(article, after, by=editor)
        assert rounds.set_review_policy(article, after, by=administrator)
    else:
        assert rounds.set_review_policy(article, after, by=editor)


def test_verdict_of_fewer_reviews_than_the_article_asks_for_holds_it_back(
    reporter, reviewer, second_reviewer, editor
):
    article = factories.decided(by=reporter, reviewer=reviewer)
    rounds.set_review_policy(article, "double", by=editor)
    with refused(NotReady, "3 claims need a new round: the article asks for more reviews"):
        publish(factories.reread(article), by=editor)
    for claim in factories.claims_of(article):
        reopen_claim(claim, reason="Two eyes more.", by=editor)
        for person in (reviewer, second_reviewer):
            factories.judge(claim, by=person)
    assert publish(factories.reread(article), by=editor).number == 1


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 302), ("reporter", 403), ("outsider", 403), (None, 302)]
)
def test_policy_is_set_on_the_article_page(who, status, request, reporter, client_for):
    article = factories.imported(by=reporter)
    client = client_for(request.getfixturevalue(who) if who else None)
    data = {"policy": "double", "initial-policy": ""}
    answer = client.post(f"/desk/articles/{article.slug}/reviews/", data)
    assert answer.status_code == status
    assert stale(article).review_policy == ("double" if who == "editor" else "")


def test_policy_that_somebody_else_changed_is_shown_again(reporter, editor, administrator, client_for):
    article = factories.imported(by=reporter)
    rounds.set_review_policy(article, "middle", by=administrator)
    data = {"policy": "double", "initial-policy": ""}
    answer = client_for(editor).post(f"/desk/articles/{article.slug}/reviews/", data)
    assert answer.status_code == 409
    assert "Somebody else changed the reviews of this article" in answer.content.decode()
