"""What people change by hand: the text, the headline and the other words about an article."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from articles.actions.log import record, writing
from articles.actions.move import move
from articles.actions.revising import Draft, check_editable, prepare_revision, write_findings, write_revision
from articles.actions.spans import current_spans
from articles.actions.words import line
from articles.enums import FindingStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Finding, Revision
from articles.permissions import check_may
from articles.text.check import check_text
from articles.text.clean import apply_changes, diff_changes
from articles.text.refusal import TextRefused
from articles.text.types import Change

# What can be edited, with the longest it may be.
DETAILS = {"headline": 300, "summary": 500, "byline": 200, "language": 12}
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
BREAK = re.compile(r"\r\n|\r|\n")


def edit_text(article: Article, *, text: str, based_on: int, by: Any, note: str = "") -> Revision:
    """Stores an edited text as a new revision with the changes that lead to it; one Event.

    `based_on` is the number of the revision that the person edited; a newer one is a Conflict. Claims are carried
    over, the new text is screened; what was decided on claims whose meaning it touches is void. Open findings whose
    words the edit changed are answered by it: removed, with an Event each. Refuses an unchanged, empty or unreadable
    text, and a retracted article (Refused).
    """
    return write_edit(article, prepare_edit(article, text=text, based_on=based_on, by=by, note=note), by=by)


def prepare_edit(article: Article, *, text: str, based_on: int, by: Any, note: str = "") -> Draft:
    """The slow part of an edit: its changes, and what becomes of the claims. Writes nothing; refuses like edit_text."""
    check_may(by, "edit_article")
    check_editable(article)
    current = article.revision
    if current.number != based_on:
        raise Conflict(
            "Somebody saved a newer text while you were writing. Yours is still in the form: compare both."
        )
    try:
        text = with_own_breaks(current.text, check_text(text))
        if text == current.text:
            raise Refused("Nothing has changed in the text.")
        changes = [
            {"start": change.start, "end": change.end, "text": change.text}
            for change in diff_changes(current.text, text)
        ]
        return prepare_revision(article, kind=RevisionKind.EDITED, text=text, changes=changes, note=note)
    except TextRefused as refusal:
        raise Refused(str(refusal)) from refusal


def write_edit(article: Article, draft: Draft, *, by: Any) -> Revision:
    """Stores a prepared edit. Refuses when the text or its claims changed meanwhile (Conflict)."""
    check_may(by, "edit_article")
    with writing():
        before = current_spans(article)
        revision = write_revision(article, draft, by=by)
        touched = {finding.pk for finding, span in current_spans(article) if span is None}
        for finding in (finding for finding, span in before if span and finding.pk in touched):
            _answer(finding, revision, article, by=by)
        write_findings(article, revision, draft.found)
    return revision


def _answer(finding: Finding, revision: Revision, article: Article, *, by: Any) -> None:
    """The edit changed the words of a finding: they are out, by the hand of who edited. One kept stays kept."""
    if finding.status == FindingStatus.OPEN:
        decided = {"decided_by": by, "decided_at": timezone.now(), "removed_in": revision}
        move(finding, "remove", by=by, article=article, **decided)
    elif finding.status == FindingStatus.REMOVED:
        Finding.objects.filter(pk=finding.pk).update(removed_in=revision)


def with_own_breaks(before: str, text: str) -> str:
    """`text` with the line breaks that its lines had in `before`: a browser sends every one of them as CR LF.

    New lines get the kind that most lines of `before` have.
    """
    flat = BREAK.sub("\n", text)
    if "\r" not in before:
        return flat
    breaks = list(BREAK.finditer(before))
    kinds = Counter(one.group() for one in breaks)
    # Flat offsets behind which the raw text has one character more.
    longer = [
        one.start() - number for number, one in enumerate(one for one in breaks if len(one.group()) == 2)
    ]

    def raw(offset: int) -> int:
        return offset + bisect_left(longer, offset)

    usual = kinds.most_common(1)[0][0]
    changes = [
        Change(raw(change.start), raw(change.end), change.text.replace("\n", usual))
        for change in diff_changes(BREAK.sub("\n", before), flat)
    ]
    kept = apply_changes(before, changes)
    # A lone CR and a new LF side by side would read as one break.
    return kept if BREAK.sub("\n", kept) == flat else flat


def edit_details(
    article: Article, *, by: Any, seen: Mapping[str, str] | None = None, **details: str
) -> list[str]:
    """Sets headline, summary, byline or language; returns the names of those that changed, with one Event.

    A headline set here no longer follows the text's title. `seen` holds what the person saw in each field: one
    that somebody else changed since is a Conflict. Refuses an empty headline and a retracted article.
    """
    check_may(by, "edit_article")
    if unknown := details.keys() - DETAILS.keys():
        raise Refused(f"{sorted(unknown)} cannot be edited here.")
    details = {name: line(value, what=f"The {name}", most=DETAILS[name]) for name, value in details.items()}
    if "headline" in details and not details["headline"]:
        raise Refused("An article needs a headline.")
    if details.get("language") and not LANGUAGE.fullmatch(details["language"]):
        raise Refused("Give the language as two or three letters, such as en, zh or pt-BR.")
    with writing():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        check_editable(locked)
        before = {name: getattr(locked, name) for name in details}
        changed = [name for name, value in details.items() if before[name] != value]
        for name in changed:
            if seen is not None and " ".join(seen[name].split()) != before[name]:
                raise Conflict(f"Somebody else changed the {name} in the meantime, to “{before[name]}”.")
        if not changed:
            return []
        before = {name: before[name] for name in changed}
        for name in changed:
            setattr(locked, name, details[name])
            setattr(article, name, details[name])
        if "headline" in changed:
            locked.headline_edited = article.headline_edited = True
        locked.save(update_fields=[*changed, "headline_edited", "updated_at"])
        after = {name: details[name] for name in changed}
        record(by=by, action="edit", thing=locked, before=before, after=after)
    return changed
