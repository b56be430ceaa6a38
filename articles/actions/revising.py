"""A new text for an article: prepared outside the transaction, written inside it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from articles.actions.carrying import Carried, carry_claims, void_touched
from articles.actions.log import record
from articles.actions.memory import read_lists, told
from articles.actions.spans import current_spans
from articles.actions.words import line
from articles.enums import ArticleStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Appearance, Article, Finding, Revision
from articles.text.headline import headline_of
from articles.text.incoming import digest
from articles.text.spam import Lists, screen
from articles.text.spam.keys import key_of
from articles.text.types import Anchor, Change
from articles.text.types import Finding as Found

NOTE_LENGTH = 500


@dataclass(frozen=True)
class Draft:
    """A text that is ready to be written: `changes` lead from the revision `based_on` to it."""

    based_on: Revision
    kind: RevisionKind
    text: str
    changes: tuple[dict[str, Any], ...]
    note: str
    headline: str
    found: tuple[Found, ...]
    carried: tuple[Carried, ...]  # where each claim stood, where it stands now, and what became of its words


def prepare_revision(
    article: Article,
    *,
    kind: RevisionKind,
    text: str,
    changes: Sequence[dict[str, Any]],
    note: str = "",
    lists: Lists | None = None,
) -> Draft:
    """Everything slow about a new text of `article`: parsing, screening, carrying the claims over. Writes nothing.

    `lists` are the desk's, where they were read already for many texts.
    """
    based_on = article.revision
    note = line(note, what="The note", most=NOTE_LENGTH)
    plain = tuple(Change(change["start"], change["end"], change["text"]) for change in changes)
    return Draft(
        based_on=based_on,
        kind=kind,
        text=text,
        changes=tuple(changes),
        note=note,
        headline=headline_of(text, article.format),
        found=screen(text, format=article.format, lists=read_lists() if lists is None else lists),
        carried=carry_claims(article, plain, text, known=kind == RevisionKind.CLEANED),
    )


def newest_text(article: Article, number: int, *, again: str) -> Revision:
    """The newest text, for a place in it that a person chose; inside the caller's transaction.

    Refuses when it is no longer revision `number` (Conflict, `again` says what to do) and a retracted article
    (Refused).
    """
    locked = Article.objects.select_for_update(of=("self",)).select_related("revision").get(pk=article.pk)
    check_editable(locked)
    if locked.revision is None or locked.revision.number != number:
        raise Conflict(f"The text has changed since you selected this. {again}")
    return locked.revision


def check_editable(article: Article) -> None:
    """Refuses an article that is retracted or set aside: neither is worked on."""
    if article.status == ArticleStatus.RETRACTED:
        raise Refused("This article is retracted. Import its text anew if it is to come back.")
    if article.status == ArticleStatus.SET_ASIDE:
        raise Refused("This article is set aside. Take it up again first.")


def write_revision(article: Article, draft: Draft, *, by: Any) -> Revision:
    """Writes the new revision, its appearances and one Event; inside the caller's transaction.

    What was decided on a claim whose number, unit, date, name, negation or quantifier changed is void, with an Event
    of its own and a Notice to those concerned, unless another article still says its words (`carrying.py`).

    Refuses with Conflict when the article has a newer text than the one the draft is based on, or a claim was
    added or placed in it while the draft was made; with Refused when the article is retracted.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    check_editable(locked)
    if locked.revision_id != draft.based_on.pk or _places(draft.based_on) != [
        (one.old.pk, one.old.start, one.old.end, one.old.state) for one in draft.carried
    ]:
        raise Conflict("The text or its claims have changed in the meantime. Look at them, then do it again.")
    revision = Revision.objects.create(
        article=locked,
        number=draft.based_on.number + 1,
        kind=draft.kind,
        text=draft.text,
        digest=digest(draft.text),
        based_on=draft.based_on,
        changes=list(draft.changes),
        note=draft.note,
        created_by=by,
    )
    _write_places(revision, draft.carried)
    locked.revision = revision
    if not locked.headline_edited:
        locked.headline = draft.headline
    if locked.status != ArticleStatus.DRAFT and by is not None:
        # Who changes the text after it was submitted is who submits it now: somebody else publishes, at a
        # time set on the text that they saw.
        locked.submitted_by, locked.publish_at, locked.scheduled_by = by, None, None
    changed = ("revision", "headline", "submitted_by", "publish_at", "scheduled_by")
    locked.save(update_fields=[*changed, "updated_at"])
    for name in changed:
        setattr(article, name, getattr(locked, name))
    record(
        by=by,
        action=str(draft.kind),
        thing=revision,
        article=locked,
        before={"revision": draft.based_on.number, "digest": draft.based_on.digest},
        after={"revision": revision.number, "digest": revision.digest, "changes": len(draft.changes)},
        reason=draft.note,
    )
    void_touched(locked, revision, draft.carried, by=by)
    return revision


def _places(revision: Revision) -> list[tuple[Any, ...]]:
    rows = Appearance.objects.filter(revision=revision).order_by("pk")
    return list(rows.values_list("pk", "start", "end", "state"))


def _write_places(revision: Revision, carried: Sequence[Carried]) -> None:
    Appearance.objects.bulk_create(
        Appearance(
            claim_id=one.old.claim_id,
            revision=revision,
            state=one.anchor.state,
            **_place(one.old, one.anchor),
        )
        for one in carried
    )


def _place(old: Appearance, anchor: Anchor) -> dict[str, Any]:
    chosen = anchor.selector
    if chosen is None:
        return {"exact": old.exact, "prefix": old.prefix, "suffix": old.suffix, "start": None, "end": None}
    return {
        "exact": chosen.exact,
        "prefix": chosen.prefix[-100:],
        "suffix": chosen.suffix[:100],
        "start": chosen.start,
        "end": chosen.end,
    }


def write_findings(article: Article, revision: Revision, found: Sequence[Found]) -> list[Finding]:
    """Stores what was found in `revision`, leaving out what an earlier finding already covers. No Event."""
    if not found:
        return []
    taken = sorted(span for _, span in current_spans(article) if span is not None)
    starts = [start for start, _ in taken]
    ends = [0, *accumulate((end for _, end in taken), max)]  # the farthest end of so many of them
    fresh = [one for one in found if ends[bisect_left(starts, one.end)] <= one.start]
    return store_findings(revision, fresh)


def store_findings(revision: Revision, found: Sequence[Found]) -> list[Finding]:
    """Stores open findings in `revision`, as they are; inside the caller's transaction. No Event.

    The reason of a known fragment also says in how many articles it was removed before.
    """
    reasons = told(revision.text, found)
    return Finding.objects.bulk_create(
        Finding(
            revision=revision,
            start=one.start,
            end=one.end,
            text=revision.text[one.start : one.end],
            key=key_of(revision.text[one.start : one.end]),
            rule=one.rule[:60],
            rule_version=one.version,
            category=one.category[:40],
            confidence=one.confidence,
            sure=one.sure,
            reason=reason,
            signals=list(one.signals),
        )
        for one, reason in zip(found, reasons, strict=True)
    )
