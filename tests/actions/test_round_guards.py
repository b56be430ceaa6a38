"""Rounds, verdicts and who may: what raw SQL tries on both databases, and how the actions say it."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions.citing import cite
from articles.actions.claiming import edit_claim
from articles.actions.editing import edit_text
from articles.actions.handing import reopen_article, submit_article
from articles.actions.publishing import publish
from articles.actions.reviewing import reopen_claim, take
from articles.actions.rounds import check_join
from articles.actions.scales import scale_in_force
from articles.actions.slugs import change_slug
from articles.errors import NotAllowed, NotReady, Refused
from articles.models import Appearance, Claim, Edition, Review, Source
from tests import factories
from tests.actions.common import everything, judge, refused, stale

pytestmark = pytest.mark.django_db
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="OR REPLACE is SQLite's own")


@pytest.fixture
def article(reporter, reviewer):
    """Decided; `reporter` imported it, `reviewer` judged."""
    return factories.decided(by=reporter, reviewer=reviewer)


@pytest.fixture
def claim(article) -> Claim:
    return factories.claims_of(article)[0]


@pytest.fixture
def half(reporter, reviewer) -> Claim:
    """In review, with one of two reviews in."""
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    factories.wanting(claim, 2, by=reporter)
    factories.judge(claim, by=reviewer)
    return stale(claim)


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@contextmanager
def unharmed(words: str):
    """The database refuses the block in these words and every row is as before."""
    before = everything()
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        yield
    assert everything() == before


@contextmanager
def careless():
    """As a connection that another program opened: SQLite without recursive triggers."""
    run("PRAGMA recursive_triggers=OFF")
    try:
        yield
    finally:
        run("PRAGMA recursive_triggers=ON")


# What is changed of a decided claim, and what the database says.
CLAIM_CHANGES = {
    "verdict": ("verdict = 'refuted'", "decided by its reviews"),
    "content": ("digest = 'x', verdict_digest = 'x'", "change together, and never under review"),
    "words": ("text = 'Other words.'", "change together"),
    "claimant": ("claimant = 'Somebody'", "change together"),
    "date": ("said_on = '2026-01-01'", "change together"),
    "writer": ("written_by_id = (SELECT MIN(id) FROM auth_user)", "change together"),
    "round": ("round = 3, closed_round = 3", "decided by its reviews"),
    "earlier round": ("round = 0, closed_round = 0", "a claim stays itself|decided by its reviews"),
    "seal": ("closed_round = 0", "closed by its reviews|claim_judged_round_is_closed"),
    "number": ("id = id + 1000", "a claim stays itself"),
    "policy": ("policy = 'double'", "keeps what it was opened with"),
    "wanted": ("wanted = 0", "keeps what it was opened with"),
}


@pytest.mark.parametrize("change", CLAIM_CHANGES)
def test_decided_claim_stays_what_its_reviews_say(change, claim):
    change_to, words = CLAIM_CHANGES[change]
    with unharmed(words):
        run(f"UPDATE articles_claim SET {change_to} WHERE id = %s", claim.pk)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("status = 'decided', verdict = 'supported', decided_at = '2026-01-01', verdict_digest = digest, "
         "closed_round = round", "decided by its reviews"),
        ("status = 'decided', verdict = 'refuted', decided_at = '2026-01-01', verdict_digest = digest, "
         "closed_round = round, wanted = 1", "decided by its reviews|keeps what it was opened with"),
        ("status = 'disputed', closed_round = round", "disputed by its reviews"),
        ("closed_round = round", "closed by its reviews"),
        ("closed_round = round + 1", "closed by its reviews|was_opened"),
        ("wanted = 1", "keeps what it was opened with"),
        ("drawn = NOT drawn", "keeps what it was opened with"),
        ("policy = 'triple'", "keeps what it was opened with|policy_known"),
    ],
)  # fmt: skip
def test_open_round_is_not_closed_or_unsealed_by_hand(change, words, half):
    with unharmed(words):
        run(f"UPDATE articles_claim SET {change} WHERE id = %s", half.pk)


def test_claim_is_not_born_decided(claim):
    with unharmed("decided by its reviews"):
        claim.pk = None
        claim.save(force_insert=True)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("adjudication", "adjudicated while it is disputed"),
        ("note", "adjudicated while it is disputed|review_kind_known"),
    ],
)
def test_review_out_of_turn_is_refused(kind, words, half, second_reviewer):
    with unharmed(words):
        a_review(half, by=second_reviewer, kind=kind)


def a_review(claim, *, by, **fields):
    fields = {"round": claim.round, "claim_digest": claim.digest, "verdict": "supported"} | fields
    fields["scale"] = scale_in_force()
    return Review.objects.create(claim=claim, reviewer=by, rationale="So it is.", **fields)


def test_reviewer_of_a_side_does_not_adjudicate_in_the_database_either(half, reviewer, second_reviewer):
    factories.judge(half, by=second_reviewer, verdict="refuted")
    assert half.status == "disputed"
    for person in (reviewer, second_reviewer):
        with unharmed("once in a round"):
            a_review(half, by=person, kind="adjudication")


@pytest.mark.parametrize("change", ["UPDATE", "DELETE", "INSERT"])
def test_evidence_of_a_review_never_changes(change, claim, reporter):
    review = claim.reviews.get()
    other = cite(
        factories.claims_of(factories.submitted(by=reporter))[0],
        Source.objects.first(),
        stance="context",
        by=reporter,
    )
    cited = cite(claim, Source.objects.first(), stance="context", locator="p. 9", by=reporter)
    said = {
        "UPDATE": f"UPDATE articles_review_evidence SET citation_id = {cited.pk} WHERE review_id = {review.pk}",
        "DELETE": f"DELETE FROM articles_review_evidence WHERE review_id = {review.pk}",
        "INSERT": "INSERT INTO articles_review_evidence (review_id, citation_id) "
        f"VALUES ({review.pk}, {cited.pk})",
    }
    with unharmed("what a review rests on never changes|a review rests on citations of its claim"):
        run(said[change])
    with unharmed("a review rests on citations of its claim"):
        review.evidence.add(other)


@pytest.mark.parametrize("change", ["quote = 'Other words.'", "stance = 'refutes'", "locator = 'p. 99'"])
def test_citation_that_a_review_rests_on_never_changes(change, claim):
    with unharmed("a citation that a review rests on"):
        run(f"UPDATE articles_citation SET {change} WHERE claim_id = %s", claim.pk)


def test_evidence_of_another_claim_is_refused(half, article, second_reviewer):
    review = half.reviews.get()
    foreign = factories.claims_of(article)[0].citations.get()
    with unharmed("citations of its claim"):
        review.evidence.add(foreign)


ARTICLE_CHANGES = {
    "importer": ("imported_by_id = NULL", "who imported an article never changes"),
    "submitter": ("submitted_by_id = NULL", "who submitted an article changes with its text"),
    "text": (
        "revision_id = (SELECT id FROM articles_revision r WHERE r.article_id = articles_article.id "
        "AND r.number = 1)",
        "goes on to a newer text of its own",
    ),
    "no text": ("revision_id = NULL", "goes on to a newer text of its own"),
    "number": ("id = id + 1000", "who imported an article never changes"),
    "policy": ("review_policy = 'triple'", "article_policy_known"),
}


@pytest.mark.parametrize("change", ARTICLE_CHANGES)
def test_article_keeps_who_imported_and_submitted_it(change, article):
    change_to, words = ARTICLE_CHANGES[change]
    with unharmed(words):
        run(f"UPDATE articles_article SET {change_to} WHERE id = %s", article.pk)


def test_text_of_another_article_is_not_taken(article, reporter):
    other = factories.cleaned(by=reporter)
    with unharmed("goes on to a newer text of its own"):
        run("UPDATE articles_article SET revision_id = %s WHERE id = %s", other.revision_id, article.pk)


@sqlite_only
@pytest.mark.parametrize("table", ["review", "revision", "event", "claim", "article"])
def test_row_is_not_replaced_behind_the_triggers(table, half):
    with careless(), unharmed("never changes|once in a round|decided by its reviews|is not replaced"):
        run(f"INSERT OR REPLACE INTO articles_{table} SELECT * FROM articles_{table}")


@sqlite_only
@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("review", "claim_id, round, reviewer_id, kind, verdict, rationale, claim_digest, scale_id, created_at"),
        ("revision", "article_id, number, kind, text, digest, based_on_id, changes, note, created_at"),
        ("event", "number, at, actor_name, action, object_type, object_id, object_label, before, after, reason, "
         "previous, hash"),
    ],
)  # fmt: skip
def test_row_is_not_replaced_under_another_number(table, key, half):
    with careless(), unharmed("never changes|once in a round"):
        run(f"INSERT OR REPLACE INTO articles_{table} ({key}) SELECT {key} FROM articles_{table}")


# Too near after the review: the text was edited, or the claim joined another article.


@pytest.fixture
def edited(article, reporter, reviewer):
    """Who reviewed its claims got the right to edit and changed the text afterwards."""
    reviewer.groups.add(factories.Group.objects.get(name="editor"))
    reviewer = type(reviewer).objects.get(pk=reviewer.pk)
    edit_text(article, text=article.revision.text + "More.\n", based_on=article.revision.number, by=reviewer)
    return factories.reread(article)


def test_reviewer_who_edited_afterwards_does_not_decide(edited, reviewer, second_reviewer, editor):
    words = r"ravi imported or last edited this text and reviewed “.+” and 2 more: open a new round"
    with refused(NotReady, words):
        publish(edited, by=editor)
    for claim in factories.claims_of(edited):
        reopen_claim(claim, reason="By somebody else.", by=editor)
        with refused(NotAllowed, "You imported, wrote or last edited"):
            take(claim, by=type(reviewer).objects.get(pk=reviewer.pk))
        factories.judge(claim, by=second_reviewer)
    assert publish(factories.reread(edited), by=editor).number == 1


def an_edition(article, *, by, **fields):
    fields = {"number": 1, "revision": article.revision, "submitted_by": article.submitted_by} | fields
    return Edition.objects.create(
        article=article, slug="x", headline="x", record={}, digest="0" * 64, published_by=by,
        published_at=timezone.now(), **fields,
    )  # fmt: skip


def test_edition_with_a_verdict_of_somebody_near_is_refused(edited, editor):
    with unharmed("somebody who imported or last edited the article"):
        an_edition(edited, by=editor)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"submitted_by": None}, "who submitted an article does not publish it"),
        ({"revision": 1}, "an edition is of the newest text"),
    ],
)
def test_edition_that_hides_its_submitter_is_refused(fields, words, article, reporter):
    if "revision" in fields:
        fields = {"submitted_by": None, "revision": article.revisions.get(number=1)}
    with unharmed(words):
        an_edition(article, by=reporter, **fields)


def test_edition_is_not_made_twice(article, editor):
    edition = publish(article, by=editor)
    with unharmed("an edition never changes"):
        an_edition(factories.reread(article), by=editor, number=edition.number)


def test_who_submitted_the_same_text_again_does_not_move_it(article, reporter, editor, administrator):
    publish(article, by=editor)
    article = factories.reread(article)
    reopen_article(article, by=reporter, reason="A look.")
    submit_article(factories.reread(article), by=administrator)
    with refused(NotAllowed, "You submitted this article"):
        change_slug(factories.reread(article), slug="elsewhere", by=administrator)


def test_claim_joins_no_article_of_who_reviewed_it(claim, reviewer, editor):
    reviewer.groups.add(factories.Group.objects.get(name="editor"))
    other = factories.imported(by=type(reviewer).objects.get(pk=reviewer.pk))
    with refused(Refused, "ravi reviewed that claim and imported or last edited this article"):
        check_join(claim, other)
    place = {"claim": claim, "exact": "For", "start": 0, "end": 3}
    with unharmed("does not join an article of somebody who reviewed it"):
        Appearance.objects.create(revision=other.revision, **place)
    with unharmed("does not join an article of somebody who reviewed it"):
        first = other.revision.appearances.earliest("pk")
        run("UPDATE articles_appearance SET claim_id = %s WHERE id = %s", claim.pk, first.pk)
    free = factories.imported(by=editor)
    assert check_join(claim, free) is None
    assert Appearance.objects.create(revision=free.revision, **place).pk


def test_new_round_by_somebody_else_lets_it_join(claim, reviewer, second_reviewer, editor):
    reviewer.groups.add(factories.Group.objects.get(name="editor"))
    other = factories.imported(by=type(reviewer).objects.get(pk=reviewer.pk))
    reopen_claim(claim, reason="For another article.", by=editor)
    judge(claim, "unproven", by=second_reviewer)
    assert check_join(claim, other) is None
    assert Appearance.objects.create(claim=claim, revision=other.revision, exact="x", start=0, end=1).pk


def test_edit_of_a_claim_lets_its_reviews_count_no_more(claim, reporter, reviewer):
    edit_claim(claim, text="Other words.", claimant="", said_on=None, seen=claim.digest, by=reporter)
    assert not Review.objects.counting().filter(claim=claim).exists()


def test_reviewer_changed_afterwards_is_refused(half, reporter):
    with unharmed("a review never changes"):
        run("UPDATE articles_review SET reviewer_id = %s", reporter.pk)
