"""Where a finding stands now: its span followed through the revisions since it was found."""

from collections.abc import Sequence
from typing import Any

from articles.models import Article, Finding, Revision
from articles.text.clean import map_position, map_span
from articles.text.types import Change

Place = tuple[int, int] | None


def changes_of(revision: Revision) -> tuple[Change, ...]:
    """The recorded changes that led to this revision, as values of the text functions."""
    return tuple(Change(one["start"], one["end"], one["text"]) for one in revision.changes)


def follow(finding: Finding, revisions: Sequence[Revision]) -> Place:
    """The finding's span in the last of `revisions` (ordered, from the article's first to its newest).

    None while it is removed, or when an edit touched its words. Offsets are code points.
    """
    place: Place = (finding.start, finding.end)
    for revision in revisions:
        if revision.number > _number(finding, revisions):
            place = _step(finding.pk, place, revision)
    return place


def _number(finding: Finding, revisions: Sequence[Revision]) -> int:
    return next(one.number for one in revisions if one.pk == finding.revision_id)


def _step(finding: int, place: Place, revision: Revision) -> Place:
    changes = changes_of(revision)
    own: dict[str, Any] | None = next(
        (one for one in revision.changes if one.get("finding") == finding), None
    )
    if own is not None and own["start"] == own["end"]:
        # Put back: it now stands where its words were inserted.
        others = tuple(change for change in changes if change.start < own["start"])
        start = map_position(others, own["start"])
        return start, start + len(own["text"])
    if own is not None or place is None:
        return None
    return map_span(changes, *place)


def current_spans(article: Article) -> list[tuple[Finding, Place]]:
    """Each finding of the article with its span in the newest text, in order of where it was found."""
    revisions = list(article.revisions.order_by("number"))
    findings = Finding.objects.filter(revision__article=article).select_related("decided_by", "removed_in")
    return [(finding, follow(finding, revisions)) for finding in findings]
