"""What people change by hand: the text, the headline and the other words about an article."""

from typing import Any

from django.db import transaction

from articles.actions.log import record
from articles.actions.revising import prepare_revision, write_findings, write_revision
from articles.enums import ArticleStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Revision
from articles.permissions import check_may
from articles.text.clean import diff_changes
from articles.text.check import check_text
from articles.text.refusal import TextRefused

DETAILS = ("headline", "summary", "byline", "language")


def edit_text(article: Article, *, text: str, based_on: int, by: Any, note: str = "") -> Revision:
    """Stores an edited text as a new revision with the changes that lead to it; one Event.

    `based_on` is the number of the revision that the person edited; a newer one is a Conflict. Claims are carried
    over, the new text is screened. Refuses an unchanged, empty or unreadable text, and a retracted article (Refused).
    """
    check_may(by, "edit_article")
    check_editable(article)
    current = article.revision
    if current.number != based_on:
        raise Conflict(
            "Somebody saved a newer text while you were writing. Yours is still in the form: compare both."
        )
    if "\r\n" not in current.text:
        # Browsers send every line break as CR LF; the text keeps the kind it has.
        text = text.replace("\r\n", "\n")
    if text == current.text:
        raise Refused("Nothing has changed in the text.")
    try:
        check_text(text)
        changes = [
            {"start": change.start, "end": change.end, "text": change.text}
            for change in diff_changes(current.text, text)
        ]
        draft = prepare_revision(article, kind=RevisionKind.EDITED, text=text, changes=changes, note=note)
    except TextRefused as refusal:
        raise Refused(str(refusal)) from refusal
    with transaction.atomic():
        revision = write_revision(article, draft, by=by)
        write_findings(article, revision, draft.found)
    return revision


def edit_details(article: Article, *, by: Any, **details: str) -> list[str]:
    """Sets headline, summary, byline or language; returns the names of those that changed, with one Event.

    A headline set here no longer follows the text's title. Refuses an empty headline and a retracted article.
    """
    check_may(by, "edit_article")
    check_editable(article)
    if unknown := details.keys() - set(DETAILS):
        raise Refused(f"{sorted(unknown)} cannot be edited here.")
    details = {name: " ".join(value.split()) for name, value in details.items()}
    if "headline" in details and not details["headline"]:
        raise Refused("An article needs a headline.")
    changed = [name for name, value in details.items() if getattr(article, name) != value]
    if not changed:
        return []
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        before = {name: getattr(locked, name) for name in changed}
        for name in changed:
            setattr(locked, name, details[name])
            setattr(article, name, details[name])
        if "headline" in changed:
            locked.headline_edited = article.headline_edited = True
        locked.save(update_fields=[*changed, "headline_edited", "updated_at"])
        after = {name: details[name] for name in changed}
        record(by=by, action="edit", thing=locked, before=before, after=after)
    return changed


def check_editable(article: Article) -> None:
    """Refuses a retracted article: what was taken back is not worked on."""
    if article.status == ArticleStatus.RETRACTED:
        raise Refused("This article is retracted. Import its text anew if it is to come back.")
