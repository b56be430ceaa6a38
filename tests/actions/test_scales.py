"""Rating scales: a change is a new version, a review keeps the one it was made with, editions keep their labels."""

from copy import deepcopy

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions.freezing import build_record
from articles.actions.publishing import publish
from articles.actions.reviewing import reopen_claim, submit_review, take
from articles.actions.scales import add_scale, choose_scale, language_code, newest_version, scale_in_force
from articles.enums import Verdict
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Claim, Edition, Event, RatingScale, Review
from tests import factories
from tests.actions.common import refused

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "ar", "de", "es", "fr", "ja", "pt", "ru", "zh"]


def plain(word: str = "") -> dict[str, dict[str, str]]:
    return {verdict: {"en": f"{word}{verdict}"} for verdict in Verdict.values}


def added(*, by, name="Short", labels=None, meanings=None, **more) -> RatingScale:
    return add_scale(name=name, labels=labels or plain(), meanings=meanings or plain("It is "), by=by, **more)


@pytest.fixture
def claim(reporter, reviewer) -> Claim:
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    take(claim, by=reviewer)
    return claim


def send(claim: Claim, *, by, **more) -> Review:
    words = {"verdict": "unproven", "rationale": "Nobody knows.", "seen": claim.digest}
    return submit_review(claim, by=by, **words | more)


def test_every_site_starts_with_labels_and_sentences_in_nine_languages():
    scale = scale_in_force()
    assert (str(scale), scale.languages) == ("Newsroom 2", LANGUAGES)
    for verdict in Verdict.values:
        assert sorted(scale.labels[verdict]) == sorted(scale.meanings[verdict]) == sorted(LANGUAGES)
    for language in LANGUAGES:
        assert len({scale.label(verdict, language).words for verdict in Verdict.values}) == len(Verdict)
        assert {scale.label(verdict, language).meaning_language for verdict in Verdict.values} == {language}
    first = RatingScale.objects.get(name="Newsroom", version=1)
    assert (first.labels, first.meanings, first.is_default) == (scale.labels, {}, False)


def test_new_version_is_written_with_its_event_and_not_in_force(administrator):
    labels = plain() | {"mixed": {"en": " Half   true ", "de": ""}}
    scale = added(by=administrator, labels=labels, seen=0)
    assert (scale.name, scale.version, scale.is_default) == ("Short", 1, False)
    assert scale.labels["mixed"] == {"en": "Half true"}
    event = Event.objects.latest("number")
    assert (event.action, event.object_type, event.object_id, event.after) == (
        "add",
        "ratingscale",
        str(scale.pk),
        {"version": 1},
    )
    assert added(by=administrator, seen=1).version == 2 == newest_version("Short")


def without(verdict: str, words: dict) -> dict:
    found = deepcopy(words)
    found[verdict] = {}
    return found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "  "}, "Give the scale a name"),
        ({"name": "x" * 101}, "at most 100"),
        ({"labels": without("mixed", plain())}, "Say what Mixed is called in “en”"),
        ({"meanings": without("refuted", plain())}, "Say in an English sentence what Refuted means"),
        ({"labels": plain() | {"mixed": {"en": "Half", "de": "Halb"}}}, "in “de”; a language has all five or none"),
        ({"labels": plain() | {"mixed": {"en": "SUPPORTED"}}}, "Two verdicts have the same label in “en”"),
        ({"labels": plain() | {"mixed": {"en": "x" * 41}}}, "The label has at most 40"),
        ({"meanings": plain() | {"mixed": {"en": "x" * 201}}}, "The sentence has at most 200"),
        ({"labels": plain() | {"mixed": {"en": "Half", "<b>": "Half"}}}, "A language is named by its code"),
        ({"labels": plain() | {"mixed": {"en": "a\0b"}}}, "cannot be stored"),
        (
            {"labels": {verdict: dict.fromkeys(["en", *(f"x{a}{b}" for a in "abcde" for b in "abcdefghi")], verdict)
                        for verdict in Verdict.values}},
            "at most 40 languages",
        ),
    ],
)  # fmt: skip
def test_scale_that_is_not_whole_is_refused(change, words, administrator):
    with refused(Refused, words):
        added(by=administrator, **change)


def test_unchanged_or_overtaken_version_is_refused(administrator):
    added(by=administrator)
    with refused(Refused, "Nothing differs"):
        added(by=administrator)
    with refused(Conflict, "Somebody saved another version"):
        added(by=administrator, labels=plain("so "), seen=0)


@pytest.mark.parametrize("who", ["reporter", "reviewer", "editor", "outsider"])
def test_only_administrators_change_scales(who, request):
    person = request.getfixturevalue(who)
    with refused(NotAllowed, "You may not change the labels of verdicts"):
        added(by=person)
    with refused(NotAllowed):
        choose_scale(RatingScale.objects.get(version=1), seen=scale_in_force().pk, by=person)


def test_choosing_puts_one_version_in_force(administrator):
    old, new = scale_in_force(), added(by=administrator)
    with refused(Refused, "in force already"):
        choose_scale(old, seen=old.pk, by=administrator)
    with refused(Conflict, "another version in force"):
        choose_scale(new, seen=new.pk, by=administrator)
    choose_scale(new, seen=old.pk, by=administrator)
    assert list(RatingScale.objects.filter(is_default=True)) == [new]
    event = Event.objects.latest("number")
    assert (event.action, event.before, event.after) == (
        "choose_scale",
        {"scale": "Newsroom 2"},
        {"scale": "Short 1"},
    )


def test_reviews_and_editions_keep_the_labels_they_were_made_with(
    reporter, reviewer, second_reviewer, editor, administrator
):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    old, new = scale_in_force(), added(by=administrator, labels=plain("really "))
    choose_scale(new, seen=old.pk, by=administrator)
    assert set(Review.objects.values_list("scale", flat=True)) == {old.pk}
    before = Edition.objects.get().record
    claims = factories.claims_of(article)
    reopen_claim(claims[0], reason="New figures", by=editor)
    factories.judge(claims[0], by=second_reviewer)
    article = factories.reread(article)
    record = build_record(article, number=2, at=timezone.now(), correction=None)
    found = {claim["id"]: (claim["label"], claim["scale"]) for claim in record["claims"]}
    assert found == {claim.pk: ("Supported", {"name": "Newsroom", "version": 2}) for claim in claims} | {
        claims[0].pk: ("really supported", {"name": "Short", "version": 1})
    }
    publish(article, by=editor, correction=("update", "Judged anew."))
    assert Edition.objects.get(number=1).record == before


def test_labels_changed_in_the_middle_are_looked_at_again(claim, reviewer, administrator):
    old, new = scale_in_force(), added(by=administrator)
    choose_scale(new, seen=old.pk, by=administrator)
    with refused(Conflict, "The labels of the verdicts were changed"):
        send(claim, by=reviewer, scale=old.pk)
    assert send(claim, by=reviewer, scale=new.pk).scale == new


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_ratingscale SET labels = '{}'",
        "UPDATE articles_ratingscale SET meanings = '{}' WHERE is_default",
        "UPDATE articles_ratingscale SET name = 'Other'",
        "UPDATE articles_ratingscale SET version = version + 10",
        "UPDATE articles_ratingscale SET id = id + 10",
        "DELETE FROM articles_ratingscale",
        "INSERT INTO articles_ratingscale (name, version, labels, meanings, is_default) "
        "SELECT name, version, labels, meanings, is_default FROM articles_ratingscale WHERE NOT is_default",
    ],
)
def test_database_keeps_every_version_as_it_is(statement):
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("labels", [{}, {verdict: {"de": "x"} for verdict in Verdict.values}])
def test_database_wants_english_labels(labels):
    with pytest.raises(IntegrityError, match="rating_scale_has_english"), transaction.atomic():
        RatingScale.objects.create(name="Bare", labels=labels)


def test_database_refuses_a_review_by_a_scale_that_is_not_in_force(claim, reviewer, administrator):
    review = Review(
        claim=claim,
        round=claim.round,
        reviewer=reviewer,
        verdict="unproven",
        rationale="So.",
        claim_digest=claim.digest,
        scale=added(by=administrator),
    )
    with pytest.raises(IntegrityError, match="made with the scale in force"), transaction.atomic():
        review.save()


@pytest.mark.parametrize(("typed", "code"), [("DE", "de"), (" pt-BR ", "pt-br"), ("zh-hant", "zh-hant")])
def test_language_code(typed, code):
    assert language_code(typed) == code


@pytest.mark.parametrize("typed", ["", "d", "deutsch", "de_DE", "de-", "数", "a" * 400])
def test_what_is_no_language_code(typed):
    with pytest.raises(Refused, match="named by its code"):
        language_code(typed)
