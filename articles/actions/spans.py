"""Where findings stand now: their spans, and the gaps they left, followed through the revisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.models import Article, Finding, Revision
from articles.text.clean import map_position, map_span
from articles.text.types import Change

Place = tuple[int, int] | None


@dataclass(slots=True)
class Spot:
    """A finding in one text, `[start, end)` in code points; both None where an edit rewrote its words or its gap.

    `gap`: it is out of the text, and would stand at `start`. `host`: a removal around that gap took it along; the
    gap opens again, `offset` behind the start, when that finding is put back.
    """

    finding: Finding
    start: int | None
    end: int | None
    gap: bool = False
    host: int | None = None
    offset: int = 0

    @property
    def place(self) -> Place:
        """The span of its words; None while they are not in the text."""
        if self.gap or self.start is None or self.end is None:
            return None
        return self.start, self.end


def changes_of(revision: Revision) -> tuple[Change, ...]:
    """The recorded changes that led to this revision, as values of the text functions."""
    return tuple(Change(one["start"], one["end"], one["text"]) for one in revision.changes)


def current_spans(article: Article) -> list[tuple[Finding, Place]]:
    """Each finding of the article with its span in the newest text, in order of where it was found."""
    spots = sorted(current_spots(article), key=lambda spot: (spot.finding.revision_id, spot.finding.start))
    return [(spot.finding, spot.place) for spot in spots]


def current_spots(article: Article) -> list[Spot]:
    """Each finding of the article with its spot in the newest text, in the order of the text."""
    findings = Finding.objects.filter(revision__article=article).select_related("decided_by", "removed_in")
    findings = findings.defer(
        "removed_in__text", "removed_in__changes"
    )  # else the text comes with each of them
    revisions = article.revisions.defer("text").order_by("number")
    return follow(list(findings.order_by("revision", "start")), list(revisions))


def follow(findings: Sequence[Finding], revisions: Sequence[Revision]) -> list[Spot]:
    """The spots of `findings` (in order of revision and start) in the last of `revisions` (all of an article's).

    The list keeps the order of the words, of those that are out of the text too: two fragments that stood side by
    side go back in their order, whichever goes back first.
    """
    found = {revision: list(group) for revision, group in groupby(findings, key=lambda one: one.revision_id)}
    spots: list[Spot] = []
    for revision in revisions:
        _step(spots, revision)
        for finding in found.get(revision.pk, []):
            spots.insert(_index(spots, finding.start), Spot(finding, finding.start, finding.end))
    return spots


def _index(spots: list[Spot], start: int) -> int:
    """Where a new finding comes in: a gap at its start lies before it. Looked for from behind: they come in order."""
    for number in range(len(spots) - 1, -1, -1):
        place = spots[number].start
        if place is not None and place <= start:
            return number + 1
    return 0


def _step(spots: list[Spot], revision: Revision) -> None:
    """Takes all spots along the changes that led to this revision."""
    changes = changes_of(revision)
    own = {
        one["finding"]: change
        for one, change in zip(revision.changes, changes, strict=True)
        if "finding" in one
    }
    behind = {spot.finding.pk: number for number, spot in enumerate(spots)}
    begins = _begins(changes)
    for number, spot in enumerate(spots):
        change = own.get(spot.finding.pk)
        if change is not None:
            _take(spot, change, begins[id(change)])
        elif spot.host is not None:
            _open(spot, own.get(spot.host), begins)
        elif spot.gap and spot.start is not None:
            # What is put back here, and stood behind this gap, does not push it along.
            later = {id(put) for pk, put in own.items() if put.start == put.end and behind[pk] > number}
            _move_gap(spot, [one for one in changes if id(one) not in later], own)
        elif spot.place:
            spot.start, spot.end = map_span(changes, *spot.place) or (None, None)


def _begins(changes: Sequence[Change]) -> dict[int, int]:
    """{id of a change: where it begins in the text after}; what goes in at the same place before it pushes it along."""
    found, shift = {}, 0
    for change in changes:
        found[id(change)] = change.start + shift
        shift += len(change.text) - (change.end - change.start)
    return found


def _take(spot: Spot, change: Change, start: int) -> None:
    """The spot's own change: its words went out, or came back, at `start` in the text after."""
    spot.start, spot.end = start, start + len(change.text)
    spot.gap, spot.host = not change.text, None


def _open(spot: Spot, host: Change | None, begins: Mapping[int, int]) -> None:
    """The removal that took a gap along is undone: the gap is there again."""
    if host is not None and host.text:
        start = begins[id(host)] + spot.offset
        spot.start, spot.end, spot.host = start, start, None


def _move_gap(spot: Spot, changes: Sequence[Change], own: dict[int, Change]) -> None:
    """The gap moves with the words around it. A removal around it takes it along, a rewriting ends it."""
    place = spot.start or 0
    around = next((one for one in changes if one.start < place < one.end), None)
    if around is None:
        spot.start = spot.end = map_position(changes, place)
        return
    spot.host = next((pk for pk, one in own.items() if one is around), None)
    spot.offset = place - around.start
    spot.start = spot.end = None
