"""Fragments put back: one, all that a rule took out, all of an article."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from articles.actions.log import writing
from articles.actions.memory import release
from articles.actions.move import check_unchanged, move
from articles.actions.revising import check_editable, prepare_revision, write_findings, write_revision
from articles.actions.spans import Spot, current_spots
from articles.enums import Decision, FindingStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Finding, Revision
from articles.permissions import check_may
from articles.text.clean import apply_changes
from articles.text.types import Change

NOTE = "Put back"


def put_back(finding: Finding, *, by: Any) -> Revision:
    """Undoes an applied removal: its words stand again where they were; the finding counts as kept.

    Writes a revision, its Event and the finding's; the words are no longer remembered as removed, unless another
    article supports it. Refuses when it is not out of the text, when its place was
    rewritten since, went out with a later removal, or lies in words that are suspected now (Refused); somebody
    faster (Conflict).
    """
    check_may(by, "decide_finding")
    if finding.removed_in is None:
        raise Refused("This fragment was not taken out of the text.")
    check_unchanged(finding)
    return _put_back(finding.revision.article, [finding], by=by)


def put_back_all(article: Article, *, by: Any, rule: str = "", revision: int | None = None) -> Revision:
    """Undoes every removal of the article that is in force, or those of one rule; each finding counts as kept.

    All in one new revision; only what stood inside another fragment that went out later comes in one more behind
    it. `revision` is the number of the text that the person looked at; a newer one is a Conflict. Returns the last
    revision. Refuses like `put_back`, before anything is written, and when there is nothing to put back (Refused).
    """
    check_may(by, "decide_finding")
    check_editable(article)
    if revision is not None and article.revision.number != revision:
        raise Conflict("The text has changed since you looked. Look at the ledger again, then put back.")
    spots = {spot.finding.pk: spot for spot in current_spots(article)}
    todo = [spot for spot in spots.values() if _removed(spot.finding) and rule in ("", spot.finding.rule)]
    if not todo:
        raise Refused("No removal of this rule is in force." if rule else "No removal is in force.")
    chosen = {spot.finding.pk for spot in todo}
    for spot in todo:
        if spot.host not in chosen:
            _gap(spot, spots)
    while todo:
        level = [spot.finding for spot in todo if spot.host is None]
        made = _put_back(article, level, by=by)
        left = chosen - {finding.pk for finding in level}
        todo = [spot for spot in current_spots(article) if spot.finding.pk in left]
        chosen = left
    return made


def _removed(finding: Finding) -> bool:
    return finding.removed_in is not None and finding.removed_in.kind == RevisionKind.CLEANED


def _put_back(article: Article, findings: Sequence[Finding], *, by: Any) -> Revision:
    """All of `findings` in one revision, in the order in which their words stood."""
    spots = {spot.finding.pk: spot for spot in current_spots(article)}
    wanted = {finding.pk for finding in findings}
    changes = [_change(spot, spots) for spot in spots.values() if spot.finding.pk in wanted]
    changes.sort(key=lambda change: change["start"])  # those of one place keep their order
    plain = [Change(change["start"], change["end"], change["text"]) for change in changes]
    text = apply_changes(article.revision.text, plain)
    draft = prepare_revision(article, kind=RevisionKind.CLEANED, text=text, changes=changes, note=NOTE)
    with writing():
        revision = write_revision(article, draft, by=by)
        decided = {"decided_by": by, "decided_at": timezone.now(), "removed_in": None}
        for finding in findings:
            move(finding, "keep", by=by, article=article, **decided)
            release(finding, Decision.REMOVED, by=by, article=article)
        write_findings(article, revision, draft.found)
    return revision


def _change(spot: Spot, spots: Mapping[int, Spot]) -> dict[str, Any]:
    place, one = _gap(spot, spots), spot.finding
    return {"start": place, "end": place, "text": one.text, "finding": one.pk, "rule": one.rule}


def _gap(spot: Spot, spots: Mapping[int, Spot]) -> int:
    """Where in the newest text the removed words stood."""
    words = spot.finding
    if spot.host is not None:
        around = spots[spot.host].finding
        raise Refused(f"“{around}” was taken out around “{words}” later. Put that back first.")
    if not spot.gap:
        raise Refused(f"“{words}” went out in an edit, not by a removal; write the words in by hand.")
    if spot.start is None:
        raise Refused(f"The sentence around “{words}” was rewritten since; put its words in by hand.")
    for other in spots.values():
        start, end = other.place or (0, 0)
        if start < spot.start < end and other.finding.status != FindingStatus.KEPT:
            raise Refused(f"“{words}” would stand inside “{other.finding}”; decide to keep that one first.")
    return spot.start
