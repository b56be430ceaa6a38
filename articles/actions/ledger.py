"""The ledger of an article: how its text follows from what came in, change by change.

Pure reading. All is computed from the recorded changes anew; no status is taken at its word. Whether it adds up
says `articles.actions.verifying`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.actions.spans import changes_of
from articles.enums import RevisionKind
from articles.models import Article, Edition, Finding, Revision
from articles.text.clean import apply_changes
from articles.text.trace import Piece, places, step, written_in
from articles.text.types import Change, Span


@dataclass(frozen=True)
class Entry:
    """One recorded change: `gone`, from `start` on in the text before, was replaced by `come`."""

    revision: Revision
    start: int
    gone: str
    come: str
    finding: Finding | None  # of what was removed or put back; None of an edit
    named: bool  # the change names a finding, though it may not be there
    places: tuple[Span, ...] = ()  # of `gone` in revision 1, in code points; () where it came in later

    @property
    def kind(self) -> str:
        """removed, put_back or edited."""
        if not self.named:
            return "edited"
        return "put_back" if self.come else "removed"


@dataclass
class Ledger:
    """All changes of an article in their order, and what is out of the text now."""

    article: Article
    revisions: list[Revision] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    findings: dict[int, Finding] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    out: dict[int, Entry] = field(default_factory=dict)  # finding id -> the removal in force
    kept: tuple[Span, ...] = ()  # what of revision 1 stands in the newest text
    written: tuple[Span, ...] = ()  # what of the newest text does not come from revision 1
    pieces: tuple[Piece, ...] = ()  # the newest text, from its beginning
    broken: str = ""  # why the changes cannot be followed to the newest text

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries that are removed, put_back or edited."""
        return [entry for entry in self.entries if entry.kind == kind]

    @property
    def answered(self) -> list[Finding]:
        """The findings whose words went out in an edit, not by a removal of their own."""
        gone = [one for one in self.findings.values() if one.removed_in is not None]
        return [one for one in gone if one.removed_in and one.removed_in.kind == RevisionKind.EDITED]

    @property
    def sums(self) -> dict[str, int]:
        """Code points: original - removed - edited_out + written_in = newest, when it adds up."""
        edits = self.of_kind("edited")
        return {
            "original": len(self.revisions[0].text),
            "fragments": len(self.out),
            "removed": sum(len(entry.gone) for entry in self.out.values()),
            "edits": len(edits),
            "edited_out": sum(len(entry.gone) for entry in edits),
            "written_in": sum(len(entry.come) for entry in edits),
            "newest": len(self.revisions[-1].text),
        }


def ledger_of(article: Article) -> Ledger:
    """The ledger of `article`; reads revisions, findings and editions in three queries, writes nothing."""
    return ledgers_of([article])[0]


def ledgers_of(articles: Sequence[Article]) -> list[Ledger]:
    """The ledgers of several articles, whose texts are in memory together, in the same three queries."""
    found = {article.pk: Ledger(article=article) for article in articles}
    revisions: dict[int, Revision] = {}
    for revision in (
        Revision.objects.filter(article__in=found).select_related("created_by").order_by("number")
    ):
        revisions[revision.pk] = revision
        found[revision.article_id].revisions.append(revision)
    for edition in (
        Edition.objects.filter(article__in=found).select_related("published_by").order_by("number")
    ):
        found[edition.article_id].editions.append(edition)
    findings = Finding.objects.filter(revision__in=revisions).select_related("decided_by").order_by("pk")
    for finding in findings:
        finding.revision = revisions[finding.revision_id]
        if finding.removed_in_id is not None:
            # One that belongs to another article does not add up, and is looked at there.
            finding.removed_in = revisions.get(finding.removed_in_id) or finding.removed_in
        found[finding.revision.article_id].findings[finding.pk] = finding
    for ledger in found.values():
        _replay(ledger)
    return list(found.values())


def ledger_between(article: Article, *, first: int, last: int) -> Ledger:
    """The ledger of a part of the way, as if revision `first` were what came in, and `last` the newest.

    Places are those in the text of `first`; what was out of it already and came back counts as put back. Reads
    revisions and findings in two queries, writes nothing.
    """
    rows = Revision.objects.filter(article=article, number__gte=first, number__lte=last)
    findings = Finding.objects.filter(revision__article=article).select_related("decided_by")
    ledger = Ledger(
        article=article,
        revisions=list(rows.select_related("created_by").order_by("number")),
        findings={finding.pk: finding for finding in findings},
    )
    _replay(ledger)
    return ledger


def _replay(ledger: Ledger) -> None:
    """Follows the changes from revision 1 on; stops with `broken` where they do not lead to the next text."""
    if not ledger.revisions:
        ledger.broken = "It has no text."
        return
    pieces = [Piece(len(ledger.revisions[0].text), 0)]
    taken: dict[int, list[Piece]] = {}  # finding id -> what its removal took out
    for before, revision in pairwise(ledger.revisions):
        try:
            changes = changes_of(revision)
            text = apply_changes(before.text, changes)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            ledger.broken = f"The changes of revision {revision.number} do not fit the text before: {error}"
            return
        if text != revision.text:
            ledger.broken = f"Revision {revision.number} is not what its changes make of the text before."
            return
        entries = _entries(before, revision, changes, ledger.findings)
        put = [_put(entry, ledger, taken) for entry in entries]
        pieces, gone = step(pieces, changes, put)
        for entry, words in zip(entries, gone, strict=True):
            entry = replace(entry, places=places(words))
            ledger.entries.append(entry)
            if entry.finding and entry.kind == "removed":
                ledger.out[entry.finding.pk], taken[entry.finding.pk] = entry, words
    own = sorted((one for one in pieces if one.origin is not None), key=lambda one: one.origin or 0)
    ledger.kept = places(own)
    ledger.written = written_in(pieces)
    ledger.pieces = tuple(pieces)


def _entries(
    before: Revision, revision: Revision, changes: tuple[Change, ...], findings: Mapping[int, Finding]
) -> list[Entry]:
    return [
        Entry(
            revision=revision,
            start=change.start,
            gone=before.text[change.start : change.end],
            come=change.text,
            finding=findings.get(row.get("finding")),
            named="finding" in row,
        )
        for row, change in zip(revision.changes, changes, strict=True)
    ]


def _put(entry: Entry, ledger: Ledger, taken: dict[int, list[Piece]]) -> list[Piece]:
    """The pieces of what a change puts in: those that the removal took out, when it puts the same words back."""
    if not entry.come:
        return []
    removal = ledger.out.get(entry.finding.pk) if entry.finding else None
    if entry.finding and removal and removal.gone == entry.come:
        del ledger.out[entry.finding.pk]
        return taken.pop(entry.finding.pk)
    return [Piece(len(entry.come), revision=entry.revision.number)]
