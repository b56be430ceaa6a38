"""Two texts as the lines of a page: what differs marked and numbered, and what is known about each difference."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.actions.ledger import Entry, Ledger
from articles.enums import RevisionKind
from articles.models import Finding, Revision
from articles.text.aligned import BREAKS, COME, GAP, GONE, SAME, Part, Row, changed, parts, rows
from articles.text.clean import diff_changes
from articles.text.hidden import closing_of, find_hidden, opening_of
from articles.text.marks import Mark
from articles.text.render import render_raw
from articles.text.types import Span

NEAR = 3  # lines that are shown around a difference
QUOTED = 300  # characters of a difference that its note repeats
MOST_NOTES = 100  # under one line
MOST_PARTS = 50  # of one line, in which what hides is sought across their borders
REMOVED, EDITED, BACK = "removed", "edited", "back"
WORDS = {REMOVED: "taken out", EDITED: "edited", BACK: "put back"}
COUNTED = {
    REMOVED: ("fragment taken out", "fragments taken out"),
    EDITED: ("edit", "edits"),
    BACK: ("fragment put back", "fragments put back"),
}
NUMBER = '<a class="diff-no" href="#n{0}" data-n="{0}" aria-label="{1}"></a>'


@dataclass(slots=True)
class Difference:
    """What is only in one of two texts, or other in each; `finding` is why it went, `revision` the one that did it."""

    number: int
    kind: str = EDITED
    gone: str = ""
    come: str = ""
    finding: Finding | None = None
    revision: Revision | None = None
    next_url: str = ""
    previous_url: str = ""

    @property
    def mark(self) -> str:
        """The id of its words."""
        return f"f{self.finding.pk}" if self.finding and self.kind == REMOVED else f"d{self.number}"

    @property
    def label(self) -> str:
        return f"Difference {self.number}, {WORDS[self.kind]}"


@dataclass(slots=True)
class Line:
    """One row of the table, or (`same`) so many lines that both texts have and that are not shown."""

    left: SafeString | str = ""
    right: SafeString | str = ""
    numbers: tuple[int, int] = (0, 0)
    differs: bool = False
    missing: str = ""  # "left" or "right": nothing stands there
    notes: list[Difference] = field(default_factory=list)
    more: int = 0  # notes that are not listed
    same: int = 0


@dataclass
class Both:
    """Two texts, aligned."""

    rows: list[Row]
    differences: dict[int, Difference]

    @property
    def number(self) -> int:
        return len(self.differences)

    @property
    def words(self) -> str:
        """How many differences there are, by kind."""
        counts = Counter(one.kind for one in self.differences.values())
        found = [
            f"{counts[kind]:,} {one if counts[kind] == 1 else more}"
            for kind, (one, more) in COUNTED.items()
            if counts[kind]
        ]
        return ", ".join(found) or "The two texts are the same"

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, for the legend."""
        return sorted({one.kind for one in self.differences.values()}, key=list(WORDS).index)

    @property
    def lines(self) -> list[Line]:
        """Only what differs, with the lines near it."""
        return lines_of(self, folded(self.rows))


def recorded(ledger: Ledger) -> Both:
    """The first and the last text of a ledger by its changes, so that each difference has a person and a reason."""
    gone: list[tuple[Span, int]] = [(span, pk) for pk, entry in ledger.out.items() for span in entry.places]
    gone += [(span, -entry.revision.number) for entry in ledger.of_kind("edited") for span in entry.places]
    found = parts(ledger.revisions[0].text, ledger.revisions[-1].text, ledger.pieces, gone)
    both = Both(rows(found), _differences(found))
    revisions = {revision.number: revision for revision in ledger.revisions}
    backs = ledger.of_kind("put_back")
    causes = {part.number: part.cause for part in reversed(found) if part.number}
    for number, one in both.differences.items():
        cause = causes[number]
        if cause > 0 and one.gone:
            one.kind, one.finding, one.revision = REMOVED, ledger.findings[cause], ledger.out[cause].revision
        elif revision := revisions.get(abs(cause)):
            one.revision = revision
            one.kind = BACK if revision.kind == RevisionKind.CLEANED else EDITED
            one.finding = _put_back(one, backs) if one.kind == BACK else None
    return both


def _put_back(one: Difference, backs: Sequence[Entry]) -> Finding | None:
    """The finding whose words came back, where its words are those of the whole difference."""
    same = (entry for entry in backs if entry.revision == one.revision and entry.come == one.come)
    return next((entry.finding for entry in same), None)


def unrecorded(before: str, after: str) -> Both:
    """Two texts by what differs in their words; nobody is known to have changed it."""
    found = parts(before, after, *changed(before, diff_changes(before, after)))
    return Both(rows(found), _differences(found))


def _differences(found: Sequence[Part]) -> dict[int, Difference]:
    differences: dict[int, Difference] = {}
    for part in found:
        if part.kind == SAME:
            continue
        one = differences.setdefault(part.number, Difference(part.number))
        if part.kind == GONE:
            one.gone = (one.gone + part.text[: QUOTED + 1])[: QUOTED + 1]
        else:
            one.come = (one.come + part.text[: QUOTED + 1])[: QUOTED + 1]
    return differences


def folded(found: Sequence[Row]) -> list[Row | int]:
    """The rows that differ with NEAR rows around them; of the others only how many there are."""
    places = [place for place, row in enumerate(found) if row.differs]
    near = {at for place in places for at in range(place - NEAR, place + NEAR + 1)}
    kept: list[Row | int] = []
    for place, row in enumerate(found):
        if place in near:
            kept.append(row)
        elif kept and isinstance(kept[-1], int):
            kept[-1] += 1
        else:
            kept.append(1)
    return kept


def noted(kept: Sequence[Row | int], told: set[int]) -> list[list[int]]:
    """For each row the differences whose note stands under it: those that begin there. Adds them to `told`."""
    found = []
    for row in kept:
        new = [] if isinstance(row, int) else [number for number in row.differences if number not in told]
        told.update(new)
        found.append(new)
    return found


def lines_of(both: Both, kept: Sequence[Row | int], told: Sequence[int] = ()) -> list[Line]:
    """The rows as the page shows them; `told` are the differences that began on a page before."""
    marked = {(number, side) for number in told for side in ("left", "right")}
    found = []
    for row, new in zip(kept, noted(kept, set(told)), strict=True):
        if isinstance(row, int):
            found.append(Line(same=row))
            continue
        line = Line(
            _cell(row.left, both, marked, "left"),
            _cell(row.right, both, marked, "right"),
            row.numbers,
            differs=row.differs,
            notes=[both.differences[number] for number in new[:MOST_NOTES]],
            more=max(0, len(new) - MOST_NOTES),
        )
        if not any(part.text for part in row.left):
            line.missing = "left"
        elif not any(part.text for part in row.right):
            line.missing = "right"
        found.append(line)
    return found


def _cell(own: Sequence[Part], both: Both, marked: set[tuple[int, str]], side: str) -> SafeString:
    """One side of a row: what differs in the tags of its kind, numbered where it begins, and what hides shown."""
    whole = find_hidden("".join(part.text for part in own)) if len(own) <= MOST_PARTS else None
    at, pieces = 0, []
    for part in own:
        length = len(part.text)
        if whole is None:
            hides = [(one, one.start, one.end) for one in find_hidden(part.text)]
        else:
            hides = [(one, max(one.start - at, 0), min(one.end - at, length)) for one in whole]
        inside = [
            Mark(start, end, opening_of(one), closing_of(one)) for one, start, end in hides if start < end
        ]
        pieces.append(_tagged(part, inside, both, marked, side))
        at += length
    # The renderer escapes the text; the tags are made by format_html and by text/hidden.py.
    return mark_safe("".join(pieces))  # noqa: S308


def _tagged(part: Part, inside: list[Mark], both: Both, marked: set[tuple[int, str]], side: str) -> str:
    if part.kind == SAME:
        return render_raw(part.text, inside)
    one = both.differences[part.number]
    first = (part.number, side) not in marked
    marked.add((part.number, side))
    link = format_html(NUMBER, one.number, one.label)
    if part.kind == GAP:
        return format_html('<span class="gap">{}</span>', link)
    if part.text.endswith(BREAKS):
        size = 2 if part.text.endswith("\r\n") else 1
        end = len(part.text)
        inside = [*inside, Mark(end - size, end, '<span class="br" title="line break">', "</span>")]
    tag = "mark" if one.kind == REMOVED else "del" if part.kind == GONE else "ins"
    own_id = first and (side == "left") == bool(one.gone)
    opening = format_html(' id="{}"', one.mark) if own_id else ""
    name = (
        ' class="out"' if tag == "mark" else ' class="back"' if one.kind == BACK and part.kind == COME else ""
    )
    return f"<{tag}{name}{opening}>{link if first else ''}{render_raw(part.text, inside)}</{tag}>"
