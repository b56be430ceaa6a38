"""What the tests of the actions share: that a refusal writes nothing, and the ledger of an article's texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from articles.actions.claiming import set_aside
from articles.actions.log import broken_lines
from articles.actions.reviewing import return_claim, submit_claim, submit_review, take
from articles.actions.spans import changes_of, current_spans
from articles.actions.verifying import verify_ledger
from articles.enums import ClaimStatus
from articles.models import Article, Claim, Event
from articles.text.clean import apply_changes
from tests.replay import as_before, kept

CLAIM_UNSENT = (ClaimStatus.ACCEPTED, ClaimStatus.OPINION, ClaimStatus.DISMISSED)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, as the database gives it; the first column is the key."""
    tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("articles").get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            rows = cursor.fetchall()
            tables[model._meta.label] = [tuple(map(_plain, row)) for row in rows]
    return tables


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@contextmanager
def refused(error: type[Exception], match: str | None = None) -> Iterator[None]:
    """The block raises `error` in these words and leaves every row as it was."""
    before = everything()
    with pytest.raises(error, match=match) as caught:
        yield
    assert type(caught.value) is error
    assert everything() == before


@contextmanager
def undone() -> Iterator[None]:
    """The database is as before after the block: for the examples of a property."""
    with as_before(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def stale(thing: Any) -> Any:
    """A second copy, as another person has it on the screen."""
    return type(thing)._default_manager.get(pk=thing.pk)


def events_since(number: int) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """(action, actor, before, after) of each event after this number, in their order."""
    rows = Event.objects.filter(number__gt=number).order_by("number")
    return list(rows.values_list("action", "actor_name", "before", "after"))


def last_event() -> int:
    return Event.objects.order_by("-number").values_list("number", flat=True).first() or 0


def check_ledger(article: Article) -> None:
    """Invariants 1 and 2: the texts follow from revision 1, what is out has a finding, spans quote their words."""
    revisions = list(article.revisions.order_by("number"))
    spans = current_spans(article)
    findings, text = {finding.pk: finding for finding, _ in spans}, revisions[0].text
    for revision in revisions[1:]:
        before, text = text, apply_changes(text, changes_of(revision))
        assert revision.text == text
        for change in revision.changes if revision.kind == "cleaned" else []:
            words = before[change["start"] : change["end"]] or change["text"]
            finding = findings[change["finding"]]
            assert (finding.text, finding.rule) == (words, change["rule"])
            assert revision.created_by_id
    for finding, span in spans:
        out = finding.status == "removed" and finding.removed_in_id is not None
        assert not out or (finding.decided_by_id and finding.rule and 0 < finding.confidence <= 1)
        assert span is None or (not out and text[slice(*span)] == finding.text)
    for place in article.revision.appearances.exclude(start=None):
        assert text[place.start : place.end] == place.exact
    assert (article.revision.number, article.revision.text) == (len(revisions), text)
    assert verify_ledger(article) == []
    assert list(broken_lines()) == []


def judge(claim: Claim, verdict: str, *, by: Any, article: Article | None = None) -> None:
    """Takes the claim and reviews it. The verdicts that need no evidence come without any."""
    take(claim, by=by, article=article)
    submit_review(
        claim, verdict=verdict, rationale=f"{verdict}: because.", seen=claim.digest, by=by, article=article
    )


def bring(claim: Claim, status: str, *, by: Any, reviewers: Any) -> Claim:
    """A proposed claim, brought to `status` by legal moves, with two reviews for each claim."""
    assert _bring(claim, status, by, reviewers).status == status
    claim.refresh_from_db()
    return claim


@kept(lambda key: Claim.objects.get(pk=key))
def _bring(claim: Claim, status: str, by: Any, reviewers: Any) -> int:
    one, two = reviewers
    if status in (ClaimStatus.OPINION, ClaimStatus.DISMISSED):
        set_aside(
            claim, "dismiss" if status == ClaimStatus.DISMISSED else "mark_opinion", by=by, reason="So."
        )
    elif status != ClaimStatus.PROPOSED:
        set_aside(claim, "accept", by=by)
    if status not in (*CLAIM_UNSENT, ClaimStatus.PROPOSED):
        submit_claim(claim, by=by)
    if status == ClaimStatus.IN_REVIEW:
        take(claim, by=one)
    elif status == ClaimStatus.RETURNED:
        take(claim, by=one)
        return_claim(claim, note="Which year?", by=one)
    elif status in (ClaimStatus.DECIDED, ClaimStatus.DISPUTED):
        judge(claim, "unproven", by=one)
        judge(claim, "unproven" if status == ClaimStatus.DECIDED else "not_checkable", by=two)
    return claim.pk
