"""Publish, correct, take off, retract: each renders first and then writes all in one short transaction."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from articles import public
from articles.actions.checklist import checklist
from articles.actions.freezing import basis_of, build_record, check_basis
from articles.actions.log import canonical, writing
from articles.actions.move import check_unchanged, move
from articles.actions.notices import tell
from articles.actions.proving import proof_of
from articles.actions.words import passage
from articles.enums import CorrectionKind, NoticeKind
from articles.errors import Conflict, NotAllowed, NotReady, Refused
from articles.models import Article, Correction, Edition, EditionEntry, TagAlias
from articles.permissions import check_may, check_not_submitter
from articles.workflow import check_move

Result = TypeVar("Result")
TRIES = 5
NOTE_LENGTH = 2000
NOTES = (CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.UPDATE)


def publish(
    article: Article, *, by: Any, correction: tuple[str, str] | None = None, seen: int | None = None
) -> Edition:
    """Freezes what the desk has as the next Edition and puts its pages into the public table.

    `correction` is (kind, note); every edition after the first needs one. `seen` is the number of the revision that
    the person looked at. Writes Edition, entries, Pages, Correction and the Event of the move in one transaction.
    Refuses: open lines on the checklist (NotReady), the submitter (NotAllowed), no change or no note (Refused), a
    newer text (Conflict).
    """
    check_publisher(by, submitted_by=article.submitted_by_id)
    check_move("article", "publish", article.status)
    basis = basis_of(article)
    now = Article.objects.select_related("revision", "live_edition").get(pk=article.pk)
    if seen is not None and now.revision.number != seen:
        raise Conflict("The text has changed since you looked. Read the new one, then publish.")
    check_unchanged(article)
    if open_lines := [line.words for line in checklist(now, by=by) if not line.ok]:
        raise NotReady(open_lines)
    note = _checked_note(article, correction)
    at = timezone.now()
    number = article.editions.count() + 1
    new = build_record(now, number=number, at=at, correction=note)
    before = now.live_edition.record if now.live_edition else None
    if before is not None and _same(before, new):
        raise Refused("Nothing has changed since the last edition; there is nothing to publish.")
    proof = proof_of(now)
    change = change_of(article, record=new, before=before, proof=proof)

    bare = public.markup_problems(new)

    def write() -> Edition:
        check_basis(article, basis)
        edition = write_edition(
            article, new, proof, revision=now.revision.pk, submitted_by=now.submitted_by_id, by=by, at=at
        )
        if note:
            Correction.objects.create(
                edition=edition, kind=note[0], note=note[1], created_by=by, created_at=at
            )
        also: dict[str, Any] = {"live_edition": edition, "publish_at": None, "scheduled_by": None}
        reason = f"{note[0]}: {note[1]}" if note else ""
        move(article, "publish", by=by, reason=reason, facts={"bare": sorted(bare)} if bare else None, **also)
        _tell_bare(article, bare, people=[by, now.submitted_by_id])
        return edition

    return in_step(lambda: public.pages_of(change), write)


def _tell_bare(article: Article, bare: dict[int, list[str]], *, people: list[Any]) -> None:
    """Claims whose ClaimReview would break a rule go out without it; who can mend them is told which and why."""
    for claim, problems in bare.items():
        words = (
            f"Claim {claim} is published without its markup for search engines: {' '.join(problems)} "
            "Correct the claim, then publish again."
        )
        tell(people, kind=NoticeKind.MARKUP, words=words, article=article)


def check_publisher(by: Any, *, submitted_by: int | None) -> None:
    """Raises NotAllowed unless this is a person who may publish and did not submit it."""
    if by is None:
        raise NotAllowed("To publish an article takes a person.")
    check_may(by, "publish_article")
    check_not_submitter(by, submitted_by=submitted_by)


def _checked_note(article: Article, correction: tuple[str, str] | None) -> tuple[str, str] | None:
    if not article.editions.exists():
        return None
    kind, note = correction or ("", "")
    note = passage(note, what="The note", most=NOTE_LENGTH)
    if kind not in NOTES or not note:
        raise Refused("Readers saw an earlier edition: say what kind of change this is, and what changed.")
    return str(kind), note


def _same(before: dict[str, Any], new: dict[str, Any]) -> bool:
    moving = {"number", "revision", "published_at", "corrections", "off_since"}
    return {key: before[key] for key in before if key not in moving} == {
        key: new[key] for key in new if key not in moving
    }


def change_of(
    article: Article,
    *,
    record: dict[str, Any] | None,
    before: dict[str, Any] | None,
    gone: dict[str, Any] | None = None,
    moved_from: tuple[str, ...] = (),
    proof: dict[str, Any] | None = None,
) -> public.SiteChange:
    rows = list(article.editions.order_by("number").values_list("number", "record", "proof"))
    editions = [frozen for _, frozen, _ in rows]
    proofs = {number: old for number, _, old in rows if old is not None}
    if record and proof is not None:
        proofs[record["number"]] = proof
    return public.SiteChange(
        article=article.pk,
        record=record,
        before=before,
        gone=gone,
        editions=(*editions, record) if record else tuple(editions),
        moved_from=moved_from,
        merged_tags=_merged_tags(before),
        proofs=proofs,
    )


def _merged_tags(before: dict[str, Any] | None) -> dict[str, str]:
    """The tags that the live edition carries and that were merged since: their slugs, and where they went."""
    if before is None:
        return {}
    slugs = [slug for kind, slug in public.entries_of(before) if kind == "tag"]
    return dict(TagAlias.objects.filter(slug__in=slugs).values_list("slug", "tag__slug"))


def write_edition(
    article: Article,
    new: dict[str, Any],
    proof: dict[str, Any] | None,
    *,
    revision: int,
    submitted_by: int | None,
    by: Any,
    at: datetime,
) -> Edition:
    edition = Edition.objects.create(
        article=article,
        number=new["number"],
        revision_id=revision,
        slug=new["slug"],
        headline=new["headline"],
        record=new,
        proof=proof,
        digest=hashlib.sha256(canonical(new)).hexdigest(),
        submitted_by_id=submitted_by,
        published_by=by,
        published_at=at,
    )
    EditionEntry.objects.filter(edition__article=article).delete()
    first = datetime.fromisoformat(new["first_published_at"])
    EditionEntry.objects.bulk_create(
        EditionEntry(edition=edition, kind=kind, key=key, first_published_at=first)
        for kind, key in public.entries_of(new)
    )
    return edition


def in_step(render: Callable[[], public.Rendered], write: Callable[[], Result]) -> Result:
    """Renders, then writes if the public site is still the one that was rendered from; else renders again."""
    for _ in range(TRIES):
        generation = public.generation()
        pages = render()
        with writing():
            if not public.advance(generation):
                continue
            result = write()
            public.write_pages(pages)
            return result
    raise Conflict("Others are publishing at this moment. Nothing was changed; try again.")


def unpublish(article: Article, *, by: Any, reason: str) -> None:
    """Takes an article off the public site; its address says so. It can be published again. One Event.

    Refuses without a reason or when nothing of it is public (Refused).
    """
    _take_off(
        article, "unpublish", by=by, reason=reason, gone={"status": 410, "kind": "unpublished", "note": ""}
    )


def retract(article: Article, *, by: Any, note: str) -> None:
    """Takes an article back for good: its address answers 410 with the public note, lists and feeds drop it.

    Writes a Correction of kind retraction on its last edition, and one Event. Refuses without a note, and an
    article that never was public (Refused).
    """
    note = passage(note, what="The note", most=NOTE_LENGTH)
    gone = {"status": 410, "kind": "retraction", "note": note}
    _take_off(article, "retract", by=by, reason=note, gone=gone)


def _take_off(article: Article, name: str, *, by: Any, reason: str, gone: dict[str, Any]) -> None:
    check_publisher(by, submitted_by=None)
    check_move("article", name, article.status, reason=reason)
    last = article.editions.order_by("-number").first()
    if last is None or (name == "unpublish" and article.live_edition is None):
        raise Refused("No reader has seen this article; there is nothing to take off.")
    at = timezone.now()
    before = article.live_edition.record if article.live_edition else None
    change = change_of(article, record=None, before=before, gone=gone | {"at": at.isoformat()})

    def write() -> None:
        EditionEntry.objects.filter(edition__article=article).delete()
        if name == "retract":
            Correction.objects.create(
                edition=last, kind=CorrectionKind.RETRACTION, note=gone["note"], created_by=by, created_at=at
            )
        move(article, name, by=by, reason=reason, live_edition=None, publish_at=None, scheduled_by=None)

    in_step(lambda: public.pages_of(change), write)
