"""Findings: decide on each, take out what was accepted, mark what was not found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone

from articles.actions.log import record, writing
from articles.actions.memory import release, remember
from articles.actions.move import check_unchanged, move
from articles.actions.revising import (
    Draft,
    check_editable,
    newest_text,
    prepare_revision,
    store_findings,
    write_findings,
    write_revision,
)
from articles.actions.spans import Place, current_spans
from articles.actions.words import passage
from articles.enums import Decision, FindingStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Finding, Revision
from articles.permissions import check_may
from articles.text.clean import apply_changes
from articles.text.spam import Lists
from articles.text.types import Change
from articles.text.types import Finding as Found

BY_HAND = "by-hand"


def decide_finding(finding: Finding, decision: str, *, by: Any) -> None:
    """Writes one person's decision: "remove", "keep", or "undo" one that was not applied yet. One Event.

    Words that were kept for the site are forgotten when no other article keeps them; that is an Event of its own.
    Refuses a removal that already was applied (Refused: put it back instead), an illegal step (Refused),
    an article that is not worked on (Refused), a person without the right (NotAllowed), somebody faster (Conflict).
    """
    if finding.removed_in_id is not None:
        raise Refused("This fragment is already out of the text. Put it back to change the decision.")
    decided = {"decided_by": by, "decided_at": timezone.now()}
    if decision == "undo":
        decided = {"decided_by": None, "decided_at": None}
    article, kept = finding.revision.article, finding.status == FindingStatus.KEPT
    check_editable(article)
    with writing():
        move(finding, decision, by=by, article=article, **decided)
        if kept:
            release(finding, Decision.KEPT, by=by, article=article)


def decide_findings(
    article: Article, decisions: Mapping[int, str], *, by: Any, seen: Mapping[int, str] | None = None
) -> int:
    """Several decisions at once, all or none: {finding id: "remove" | "keep" | "undo"}. Returns how many changed.

    `seen` is the status of each finding that the person looked at: one that somebody else decided differently
    since is a Conflict. Refuses an unknown decision and what decide_finding refuses.
    """
    wanted = {"remove": FindingStatus.REMOVED, "keep": FindingStatus.KEPT, "undo": FindingStatus.OPEN}
    if unknown := set(decisions.values()) - wanted.keys():
        raise Refused(f"{sorted(unknown)} is not a decision; say remove or keep.")
    rows = Finding.objects.filter(revision__article=article, pk__in=decisions).select_related(
        "revision__article"
    )
    if len(rows) < len(decisions):
        raise Refused("Some of these findings belong to another article. Open the page again.")
    todo = [row for row in rows if row.status != wanted[decisions[row.pk]]]
    if other := next((row for row in todo if seen is not None and row.status != seen.get(row.pk)), None):
        label = other.get_status_display().lower()
        raise Conflict(f"Somebody else decided on “{other}” in the meantime: it is {label}. Decide again.")
    with writing():
        for finding in todo:
            decide_finding(finding, decisions[finding.pk], by=by)
    return len(todo)


def apply_removals(article: Article, *, by: Any, lists: Lists | None = None) -> Revision:
    """Writes the cleaned text: the newest one without every removal that was accepted and not applied yet.

    The new revision's changes name the finding of each; their words are known from then on. `lists` are the
    desk's, where they were read already for many articles. Refuses when there is nothing to apply (Refused) or
    the text changed meanwhile (Conflict).
    """
    check_may(by, "decide_finding")
    todo = [
        (finding, span)
        for finding, span in current_spans(article)
        if finding.status == FindingStatus.REMOVED and finding.removed_in_id is None
    ]
    if not todo:
        raise Refused("No accepted removal is waiting. Tick the fragments to remove first.")
    cut = prepare_removals(article, todo, lists=lists)
    with writing():
        for finding in cut.findings:
            check_unchanged(finding)
        return write_removals(article, cut, by=by)


@dataclass(frozen=True)
class Cut:
    """A text without some fragments, ready to be written."""

    draft: Draft
    findings: tuple[Finding, ...]


def prepare_removals(
    article: Article, todo: Sequence[tuple[Finding, Place]], *, lists: Lists | None = None
) -> Cut:
    """Everything slow about taking these findings, each with its place, out of the newest text. Writes nothing.

    `lists` are the desk's, where they were read already for many articles. Refuses a finding without a place, two
    that overlap, and leaving no text at all (Refused).
    """
    if lost := [finding for finding, span in todo if span is None]:
        raise Refused(
            f"The text around “{lost[0]}” was edited since. Keep this finding, or remove the words by hand."
        )
    placed = sorted(((span, finding) for finding, span in todo if span is not None), key=lambda one: one[0])
    changes: list[dict[str, Any]] = [
        {"start": start, "end": end, "text": "", "finding": finding.pk, "rule": finding.rule}
        for (start, end), finding in _apart(placed)
    ]
    plain = [Change(one["start"], one["end"]) for one in changes]
    text = apply_changes(article.revision.text, plain)
    if not text.strip():
        raise Refused(
            "That would leave no text at all. Keep at least one fragment; or, if all of it is spam, set the article "
            "aside."
        )
    draft = prepare_revision(article, kind=RevisionKind.CLEANED, text=text, changes=changes, lists=lists)
    return Cut(draft, tuple(finding for _, finding in placed))


def write_removals(article: Article, cut: Cut, *, by: Any) -> Revision:
    """Writes the cleaned text and remembers what went out, inside the caller's transaction.

    The findings must be decided as removed. Refuses when the text changed meanwhile (Conflict).
    """
    revision = write_revision(article, cut.draft, by=by)
    Finding.objects.filter(pk__in=[finding.pk for finding in cut.findings]).update(removed_in=revision)
    remember(cut.findings, Decision.REMOVED, by=by, article=article)
    write_findings(article, revision, cut.draft.found)
    return revision


def _apart(placed: list[tuple[tuple[int, int], Finding]]) -> list[tuple[tuple[int, int], Finding]]:
    """Refuses removals that overlap: each removed character has one finding."""
    for (first, one), (second, other) in pairwise(placed):
        if second[0] < first[1]:
            raise Refused(f"“{one}” and “{other}” overlap. Remove one of them and keep the other.")
    return placed


def add_finding(article: Article, *, start: int, end: int, reason: str, revision: int, by: Any) -> Finding:
    """A fragment that a person saw and the finder did not: stored open, ready to be removed. One Event.

    `[start, end)` are code points of revision number `revision`, which must be the newest (Conflict). Words of
    findings that were kept may be part of a larger one. Refuses an empty span, one that touches an undecided
    finding or is exactly a kept one, and a missing reason (Refused).
    """
    check_may(by, "decide_finding")
    reason = passage(reason, what="The reason", most=500)
    if not reason:
        raise Refused("Say why this does not belong to the article.")
    with writing():
        current = newest_text(article, revision, again="Mark it again in the new text.")
        if not 0 <= start < end <= len(current.text):
            raise Refused("Select the words to remove first.")
        for finding, span in current_spans(article):
            if span == (start, end) or (
                span and not finding.status == FindingStatus.KEPT and _meet(span, start, end)
            ):
                raise Refused(f"“{finding}” covers these words already; decide on that one first.")
        found = Found(start, end, BY_HAND, "other", 1.0, True, reason)
        made = store_findings(current, [found])[0]
        record(
            by=by, action="mark", thing=made, article=article, after={"text": made.text[:200]}, reason=reason
        )
    return made


def _meet(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] < end and start < span[1]
