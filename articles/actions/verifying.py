"""Whether the ledger of an article adds up: every text, every missing character, every edition."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from articles.actions.ledger import Entry, Ledger, ledger_of, ledgers_of
from articles.actions.log import canonical
from articles.enums import FindingStatus, RevisionKind
from articles.models import Article
from articles.text.incoming import digest

FEW = 25  # articles; all their texts are in memory together


def verify_ledger(article: Article) -> list[str]:
    """What of the article's ledger does not add up, a sentence each; [] when all does. Writes nothing."""
    return problems_of(ledger_of(article))


def verify_ledgers(articles: Iterable[Article]) -> Iterator[tuple[Article, list[str]]]:
    """The same of many articles, one after the other; they are read a few at a time."""
    rest = iter(articles)
    while few := list(islice(rest, FEW)):
        yield from ((ledger.article, problems_of(ledger)) for ledger in ledgers_of(few))


def problems_of(ledger: Ledger) -> list[str]:
    """The same of a ledger that was read already.

    Checked: each text is what its changes make of the one before and has its digest; each character of revision 1
    that is not in the newest text went out by a finding or an edit with a person behind it; each finding quotes
    its words and is out exactly where it says; each edition holds the text and the digest of its revision.
    """
    if not ledger.revisions:
        return [ledger.broken]
    problems = [*_text_problems(ledger), *_edition_problems(ledger)]
    if ledger.broken:
        return [ledger.broken, *problems]
    return [*problems, *_finding_problems(ledger), *_entry_problems(ledger), *_cover_problems(ledger)]


def _text_problems(ledger: Ledger) -> Iterator[str]:
    revisions, article = ledger.revisions, ledger.article
    if [revision.number for revision in revisions] != list(range(1, len(revisions) + 1)):
        yield "A revision is missing."
    if article.revision_id != revisions[-1].pk:
        yield "The article's text is not its newest revision."
    if revisions[0].digest != article.digest:
        yield "Revision 1 is not what came in: the article has another digest."
    for revision in revisions:
        if digest(revision.text) != revision.digest:
            yield f"The text of revision {revision.number} does not have the digest written with it."


def _edition_problems(ledger: Ledger) -> Iterator[str]:
    """Every edition, the live one among them, is one of the texts."""
    known = {revision.pk: revision for revision in ledger.revisions}
    for edition in ledger.editions:
        record: dict[str, Any] = edition.record
        text = known.get(edition.revision_id)
        if hashlib.sha256(canonical(record)).hexdigest() != edition.digest:
            yield f"Edition {edition.number} was changed after it was published."
        if not isinstance(record, dict):
            record = {}
        if text is None or (record.get("text"), record.get("text_digest")) != (text.text, text.digest):
            yield f"Edition {edition.number} does not hold the text of its revision."
        if record.get("original_digest") != ledger.article.digest:
            yield f"Edition {edition.number} names another original."
    live = ledger.article.live_edition_id
    if live is not None and live not in {edition.pk for edition in ledger.editions}:
        yield "What readers see is not an edition of this article."


def _finding_problems(ledger: Ledger) -> Iterator[str]:
    texts = {revision.pk: revision.text for revision in ledger.revisions}
    answered = {finding.pk for finding in ledger.answered}
    for finding in ledger.findings.values():
        if texts[finding.revision_id][finding.start : finding.end] != finding.text:
            yield f"Finding {finding.pk} does not quote its revision."
        entry = ledger.out.get(finding.pk)
        says = finding.removed_in_id if finding.pk not in answered else None
        if says != (entry.revision.pk if entry else None):
            where = "out of the text, and says it is in" if entry else "in the text, and says it is out"
            yield f"Finding {finding.pk} is {where}."


def _entry_problems(ledger: Ledger) -> Iterator[str]:
    out: dict[int, str] = {}  # finding id -> its words, while they are out
    for entry in ledger.entries:
        where = f"Revision {entry.revision.number}, character {entry.start + 1}"
        cleaned = entry.revision.kind == RevisionKind.CLEANED
        if cleaned != entry.named or (entry.named and entry.finding is None):
            yield f"{where}: " + ("no finding stands behind it." if cleaned else "an edit names a finding.")
        elif entry.finding is None:
            continue
        elif bool(entry.gone) == bool(entry.come) or (entry.gone or entry.come) != entry.finding.text:
            yield f"{where}: it is not the words of finding {entry.finding.pk}."
        elif entry.come and out.pop(entry.finding.pk, "") != entry.come:
            yield f"{where}: it puts back what was not out."
        elif entry.gone:
            out[entry.finding.pk] = entry.gone


def _cover_problems(ledger: Ledger) -> Iterator[str]:
    """Each character of revision 1 is in the newest text, or went out once with somebody behind it."""
    causes = [*ledger.out.values(), *ledger.of_kind("edited")]
    for entry in causes:
        if entry.places and not _somebody(entry):
            yield f"Nobody stands behind what revision {entry.revision.number} took out: “{entry.gone[:60]}”."
    spans = sorted(
        [*ledger.kept, *(span for entry in causes for span in entry.places)], key=lambda one: one.start
    )
    at = 0
    for span in spans:
        if span.start != at:
            yield f"Characters {min(at, span.start) + 1} to {max(at, span.start)} of revision 1 do not add up."
        at = span.end
    if at != len(ledger.revisions[0].text):
        yield f"The end of revision 1 from character {at + 1} on is unaccounted for."
    sums = ledger.sums
    if sums["original"] - sums["removed"] - sums["edited_out"] + sums["written_in"] != sums["newest"]:
        yield "The lengths do not add up."


def _somebody(entry: Entry) -> bool:
    """A person who decided, with rule and confidence; of an edit, the person who made it."""
    if entry.finding is None:
        return entry.revision.created_by_id is not None
    one = entry.finding
    decided = one.status == FindingStatus.REMOVED and one.decided_by_id is not None
    return decided and bool(one.rule) and 0 < one.confidence <= 1
