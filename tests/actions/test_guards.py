"""What the database itself refuses, on both engines, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions.claiming import edit_claim
from articles.actions.reviewing import submit_claim, take
from articles.actions.scales import scale_in_force
from articles.enums import ArticleStatus, ClaimStatus, FindingStatus
from articles.models import Article, Claim, Correction, Edition, Event, Finding, Review, Revision, Snapshot
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter, reviewer, editor):
    return factories.published(by=reporter, reviewer=reviewer, editor=editor)


def refused(do):
    with pytest.raises(IntegrityError), transaction.atomic():
        do()


def a_row(model, article, editor):
    """Any row of a frozen model."""
    if model is Snapshot:
        from articles.actions.capturing import add_snapshot
        from articles.models import Source

        return add_snapshot(
            Source.objects.get(), data=b"x", file_name="x", content_type="text/plain", by=editor
        )
    if model is Correction:
        return Correction.objects.create(
            edition=article.live_edition,
            kind="update",
            note="More.",
            created_by=editor,
            created_at=timezone.now(),
        )
    return model.objects.first()


FROZEN = {
    Revision: "text",
    Review: "rationale",
    Snapshot: "note",
    Edition: "headline",
    Correction: "note",
    Event: "reason",
}


@pytest.mark.parametrize(
    ("model", "field"), FROZEN.items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_frozen_row_is_neither_changed_nor_deleted(model, field, article, editor):
    row = a_row(model, article, editor)
    rows = model.objects.filter(pk=row.pk)
    refused(lambda: rows.update(**{field: "other words"}))
    refused(lambda: rows._raw_delete(rows.db))
    assert rows.values().get() == model.objects.filter(pk=row.pk).values().get()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is SQLite's own")
@pytest.mark.parametrize("model", [Revision, Edition, Event])
def test_frozen_row_is_not_replaced(model, article):
    table = model._meta.db_table

    def replace():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    refused(replace)


@pytest.mark.parametrize("who", ["importer", "writer", "last editor", "superuser"])
def test_review_of_somebody_near_is_refused(who, reporter, colleague, reviewer, superuser):
    near = superuser if who == "superuser" else reporter
    superuser_imports = near if who in ("importer", "superuser") else colleague
    article = factories.submitted(by=superuser_imports)
    claim = factories.claims_of(article)[0]
    if who == "writer":
        edit_claim(claim, text="Mine.", claimant="", said_on=None, seen=claim.digest, by=near)
        submit_claim(claim, by=colleague)
    take(claim, by=reviewer)
    if who == "last editor":
        revision = Revision.objects.create(
            article=article,
            number=9,
            kind="edited",
            text="x",
            digest="x",
            based_on=article.revision,
            created_by=near,
        )
        Article.objects.filter(pk=article.pk).update(revision=revision)
        place = claim.appearances.get(revision=article.revision)
        place.pk, place.revision = None, revision
        place.save()
    refused(lambda: a_review(claim, by=near))
    assert a_review(claim, by=reviewer).pk


def a_review(claim, *, by, **fields):
    fields = {"round": claim.round, "claim_digest": claim.digest, "scale": scale_in_force()} | fields
    return Review.objects.create(
        claim=claim, reviewer=by, verdict="supported", rationale="So it is.", **fields
    )


def test_review_of_other_content_is_refused(reporter, reviewer):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    refused(lambda: a_review(claim, by=reviewer, claim_digest="0" * 64))
    refused(lambda: a_review(claim, by=reviewer, round=claim.round + 1))


def test_second_review_in_one_round_is_refused(reporter, reviewer):
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    a_review(claim, by=reviewer)
    refused(lambda: a_review(claim, by=reviewer))


def test_edition_by_the_submitter_is_refused(article, reporter):
    edition = article.live_edition
    edition.pk, edition.number, edition.published_by = None, 2, reporter
    assert edition.submitted_by == reporter
    refused(edition.save)


@pytest.mark.parametrize(
    "change",
    [
        {"status": ArticleStatus.RETRACTED},
        {"status": "lost"},
        {"slug": ""},
        {"live_edition": None},
        {"publish_at": timezone.now()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_article_is_never_in_an_impossible_state(article, change):
    refused(lambda: Article.objects.filter(pk=article.pk).update(**change))


def test_submitter_does_not_schedule(article, reporter):
    refused(
        lambda: Article.objects.filter(pk=article.pk).update(publish_at=timezone.now(), scheduled_by=reporter)
    )


@pytest.mark.parametrize(
    "change", [{"verdict": ""}, {"status": ClaimStatus.WAITING}, {"digest": "0" * 64}, {"decided_at": None}]
)
def test_decided_claim_has_a_verdict_on_its_content(article, change):
    claim = factories.claims_of(article)[0]
    refused(lambda: Claim.objects.filter(pk=claim.pk).update(**change))


@pytest.mark.parametrize(
    "change", [{"status": FindingStatus.OPEN}, {"decided_by": None}, {"end": 0}, {"confidence": 1.5}]
)
def test_removed_finding_has_a_person_and_a_span(article, change):
    finding = Finding.objects.get(status=FindingStatus.REMOVED)
    refused(lambda: Finding.objects.filter(pk=finding.pk).update(**change))
