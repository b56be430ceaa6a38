"""No door of the admin shows a verdict of a round that is not closed to anybody but its author."""

import pytest
from django.urls import reverse

from articles.models import Event, Review
from tests import factories

SECRET = "Zephyr rationale nobody may read"


@pytest.fixture
def claim(reporter, reviewer, settings):
    """In review, with one of two reviews in."""
    settings.REVIEWS_PER_CLAIM = 2
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    factories.judge(claim, by=reviewer, verdict="refuted", rationale=SECRET)
    return claim


def pages(claim, review):
    """Everything that could tell of the review."""
    yield from (
        reverse(f"admin:articles_{name}_changelist") for name in ("review", "event", "claim", "assignment")
    )
    yield reverse("admin:articles_review_changelist") + "?verdict__exact=refuted"
    yield reverse("admin:articles_review_changelist") + f"?claim__id__exact={claim.pk}"
    yield reverse("admin:articles_claim_change", args=[claim.pk])
    for view in ("change", "history", "delete"):
        yield reverse(f"admin:articles_review_{view}", args=[review.pk])
    for event in Event.objects.filter(action="review"):
        yield reverse("admin:articles_event_change", args=[event.pk])


@pytest.mark.parametrize("who", ["editor", "administrator", "superuser"])
def test_sealed_review_is_not_there(who, claim, request, client_for):
    client = client_for(request.getfixturevalue(who))
    review = Review.objects.get()
    told = [url for url in pages(claim, review) if SECRET in client.get(url, follow=True).content.decode()]
    assert told == []
    rows = client.get(reverse("admin:articles_review_changelist")).context["cl"]
    assert list(rows.queryset) == []
    assert client.get(reverse("admin:articles_review_change", args=[review.pk])).status_code == 302


@pytest.mark.parametrize(
    "lookup", ["reviews__verdict", "reviews__rationale__startswith", "reviews__verdict__exact"]
)
def test_lists_cannot_be_narrowed_by_what_is_sealed(lookup, claim, superuser, client_for):
    client = client_for(superuser)
    for name in ("claim", "citation"):
        url = reverse(f"admin:articles_{name}_changelist")
        assert client.get(url, {lookup: "refuted"}).status_code == 400


def test_author_reads_their_own(claim, reviewer, client_for):
    """A reviewer who is staff too."""
    factories.Group.objects.get(name="editor").user_set.add(reviewer)
    type(reviewer).objects.filter(pk=reviewer.pk).update(is_staff=True)
    client = client_for(reviewer)
    assert (
        SECRET
        in client.get(
            reverse("admin:articles_review_change", args=[Review.objects.get().pk])
        ).content.decode()
    )


def test_closed_round_is_open_to_editors(claim, second_reviewer, editor, client_for):
    factories.judge(claim, by=second_reviewer, verdict="refuted")
    client = client_for(editor)
    assert len(client.get(reverse("admin:articles_review_changelist")).context["cl"].queryset) == 2
    review = Review.objects.get(rationale=SECRET)
    assert SECRET in client.get(reverse("admin:articles_review_change", args=[review.pk])).content.decode()
