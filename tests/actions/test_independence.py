"""Whatever people who may do everything do, in any order: no verdict of somebody too near is published."""

from collections import Counter
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.actions.claiming import edit_claim, withdraw_claim
from articles.actions.editing import edit_text
from articles.actions.handing import reopen_article, submit_article
from articles.actions.publishing import publish
from articles.actions.reviewing import (
    adjudicate,
    reopen_claim,
    return_claim,
    submit_claim,
    submit_review,
    take,
)
from articles.actions.rounds import check_join, set_review_policy
from articles.actions.slugs import change_slug
from articles.enums import ReviewPolicy
from articles.errors import NewsroomError
from articles.models import Appearance, Article, Claim, Edition, Review
from articles.workflow import satisfies
from tests import factories
from tests.actions.common import undone

pytestmark = pytest.mark.django_db
NOTE = ("update", "Something changed.")
TEXT = "The port\n\nThe port has installed 4,200 solar panels since 2021. {}\n"
VERDICTS = ("unproven", "unproven", "unproven", "not_checkable")


def said(claim: Claim, pick: int) -> dict[str, str]:
    return {"verdict": VERDICTS[pick % 4], "rationale": "So.", "seen": claim.digest}


def join(claim: Claim, article: Article) -> None:
    """What confirming "the same claim" comes to."""
    check_join(claim, article)
    place = {"exact": "The", "start": 0, "end": 3}
    Appearance.objects.get_or_create(claim=claim, revision=article.revision, defaults=place)


# name -> what a person does to an article and a claim of it; `pick` is any number.
ACTS = {
    "edit": lambda article, claim, pick, by: edit_text(
        article, text=article.revision.text + f"Line {pick}.\n", based_on=article.revision.number, by=by
    ),
    "correct": lambda article, claim, pick, by: edit_claim(
        claim, text=f"Claim {pick % 3}.", claimant="", said_on=None, seen=claim.digest, by=by
    ),
    "send": lambda article, claim, pick, by: submit_claim(claim, by=by),
    "withdraw": lambda article, claim, pick, by: withdraw_claim(claim, reason="So.", by=by),
    "take": lambda article, claim, pick, by: take(claim, by=by),
    "review": lambda article, claim, pick, by: (
        take(claim, by=by),
        submit_review(claim, **said(claim, pick), by=by),
    ),
    "adjudicate": lambda article, claim, pick, by: adjudicate(claim, **said(claim, pick), by=by),
    "return": lambda article, claim, pick, by: return_claim(claim, note="Which?", by=by),
    "reopen claim": lambda article, claim, pick, by: reopen_claim(claim, reason="News.", by=by),
    "submit": lambda article, claim, pick, by: submit_article(article, by=by),
    "reopen": lambda article, claim, pick, by: reopen_article(article, reason="So.", by=by),
    "policy": lambda article, claim, pick, by: set_review_policy(
        article, ("", *ReviewPolicy.values)[pick % 4], by=by
    ),
    "publish": lambda article, claim, pick, by: publish(
        article, correction=NOTE if article.editions.exists() else None, by=by
    ),
    "move": lambda article, claim, pick, by: change_slug(article, slug=f"slug-{pick}", by=by),
    "join": lambda article, claim, pick, by: join(claim, article),
}
OFTEN = ["adjudicate"] * 3 + ["review"] * 8 + ["publish"] * 5 + ["submit", "send", "edit", "reopen claim"] * 2
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ACTS, *OFTEN]),
        st.integers(0, 3),
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(0, 99),
    ),
    min_size=12,
    max_size=24,
)


# Who judged it edits the text, and somebody else publishes that.
EDITED_AFTERWARDS = [("review", 2, 0, 0, 0), ("edit", 2, 0, 0, 0), ("publish", 3, 0, 0, 0)]
# Two disagree; one of them tries to settle it, then the fourth person does, and the others publish.
SETTLED = [
    ("withdraw", 0, 0, 0, 0),
    ("send", 0, 0, 0, 0),
    ("review", 2, 0, 0, 0),
    ("review", 3, 0, 0, 3),
    ("adjudicate", 3, 0, 0, 0),
    ("adjudicate", 1, 0, 0, 0),
    ("publish", 2, 0, 0, 0),
]


def check_edition(edition: Edition) -> None:
    """Of the claims that the edition says something about: who judged them was far from it."""
    article, text = edition.article, edition.revision
    assert edition.published_by_id not in (None, edition.submitted_by_id)
    if edition.revision_id != article.revision_id:
        return  # moved to another address with the words of the last one
    for frozen in edition.record["claims"]:
        claim = Claim.objects.get(pk=frozen["id"])
        if claim.status != "decided":
            continue  # moved, while a new round is open
        reviews = list(Review.objects.counting().filter(claim=claim))
        near = {article.imported_by_id, text.created_by_id, claim.written_by_id}
        assert reviews
        assert not {review.reviewer_id for review in reviews} & near
        assert len({review.reviewer_id for review in reviews}) == len(reviews)


def test_no_way_leads_to_a_verdict_of_somebody_near():
    people = [factories.person("administrator", username=f"person{number}") for number in range(4)]
    articles = [
        factories.submitted(by=people[number], text=TEXT.format("It is so." * (number + 1)))
        for number in (0, 1)
    ]
    done: Counter[str] = Counter()

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, policy=st.sampled_from(ReviewPolicy.values))
    @example(steps=[("review", 2, 0, 0, 0), ("publish", 3, 0, 0, 0)], policy="single")
    @example(steps=EDITED_AFTERWARDS, policy="single")
    @example(steps=SETTLED, policy="double")
    def journey(steps: list[Any], policy: str) -> None:
        with undone(), override_settings(REVIEW_POLICY=policy, REVIEW_SHARE=0.5):
            for name, who, which, whose, pick in steps:
                article = factories.reread(articles[which])
                claim = factories.claims_of(factories.reread(articles[whose]))[0]
                editions = Edition.objects.count()
                try:
                    ACTS[name](article, claim, pick, people[who])
                except NewsroomError:
                    continue
                done[name] += 1
                if Edition.objects.count() > editions:
                    edition = Edition.objects.latest("pk")
                    check_edition(edition)
                    if name == "publish":
                        check_enough(factories.reread(article))

    journey()
    assert min(done["review"], done["publish"], done["adjudicate"]) > 0


def check_enough(article: Article) -> None:
    """Each verdict had the reviews that the article asks for."""
    for claim in factories.claims_of(article):
        if claim.status == "decided":
            assert satisfies(article.review_policy, decided_by=claim.policy, wanted=claim.wanted)
            assert claim.reviews.filter(round=claim.round, kind="review").count() >= claim.wanted
