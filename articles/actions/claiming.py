"""Claims: proposed by the machine, accepted, corrected, added and set aside by people."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from articles.actions.log import canonical, record, writing
from articles.actions.matching import (
    articles_making,
    prepare_matches,
    rewrite_matches,
    write_keys,
    write_matches,
)
from articles.actions.move import move
from articles.actions.notices import tell
from articles.actions.revising import newest_text
from articles.actions.voiding import concerned, end_assignments, void
from articles.actions.words import line
from articles.enums import ClaimStatus, NoticeKind
from articles.errors import Conflict, Refused
from articles.models import Appearance, Article, Claim, Revision
from articles.permissions import check_may
from articles.public.sql import put_rows
from articles.text.anchors import make_selector
from articles.text.parse import parse
from articles.text.render import visible
from articles.text.types import FoundClaim
from articles.workflow import can_move

TEXT_LENGTH = 2000
CLAIMANT_LENGTH = 200
MAX_CLAIMS = 300


def claim_digest(text: str, claimant: str, said_on: date | None) -> str:
    """Names the content that a review judges."""
    return hashlib.sha256(canonical([text, claimant, said_on.isoformat() if said_on else ""])).hexdigest()


def write_claims(revision: Revision, found: Sequence[FoundClaim]) -> list[Claim]:
    """Stores proposed claims with their appearances, inside the caller's transaction. No Event."""
    claims = Claim.objects.bulk_create(
        Claim(
            text=one.text[:TEXT_LENGTH],
            claimant=one.claimant[:CLAIMANT_LENGTH],
            digest=claim_digest(one.text[:TEXT_LENGTH], one.claimant[:CLAIMANT_LENGTH], None),
            score=one.score,
            reasons=list(one.reasons),
        )
        for one in found[:MAX_CLAIMS]
    )
    at = timezone.now()
    places = (
        appearance_of(claim, revision, one.start, one.end) for claim, one in zip(claims, found, strict=False)
    )
    put_rows(
        "articles_appearance",
        ("claim_id", "revision_id", "exact", "prefix", "suffix", "start", '"end"', "state", "created_at"),
        (
            (p.claim_id, revision.pk, p.exact, p.prefix, p.suffix, p.start, p.end, str(p.state), at)
            for p in places
        ),
    )
    write_keys(claims)
    return claims


def appearance_of(claim: Claim, revision: Revision, start: int, end: int) -> Appearance:
    """The claim on `[start, end)` code points of the revision's text, not stored."""
    quote = make_selector(revision.text, start, end)
    return Appearance(
        claim=claim,
        revision=revision,
        exact=quote.exact,
        prefix=quote.prefix[-100:],
        suffix=quote.suffix[:100],
        start=start,
        end=end,
    )


def add_claim(
    article: Article,
    *,
    start: int,
    end: int,
    revision: int,
    by: Any,
    text: str = "",
    claimant: str = "",
    said_on: date | None = None,
) -> Claim:
    """A claim that a person marked: `[start, end)` code points of revision number `revision`, the newest one.

    Its words are those selected unless `text` says it in a self-contained way. Stored as accepted, written by
    that person, with one Event. Refuses an empty or too long selection (Refused) and an older text (Conflict).
    """
    check_may(by, "edit_claim")
    current = article.revision
    if current.number != revision:
        raise Conflict("The text has changed since you selected this. Select it again in the new text.")
    if not 0 <= start < end <= len(current.text):
        raise Refused("Select the words of the claim in the text first.")
    words, claimant = _checked(
        text if text.strip() else visible(parse(current.text, article.format), start, end), claimant
    )
    place = appearance_of(Claim(), current, start, end)
    alike = prepare_matches([(words, claimant)], language=article.language, article=article)
    with writing():
        newest_text(article, revision, again="Select it again in the new text.")
        claim = Claim.objects.create(
            text=words,
            claimant=claimant,
            said_on=said_on,
            digest=claim_digest(words, claimant, said_on),
            status=ClaimStatus.ACCEPTED,
            written_by=by,
        )
        place.claim = claim
        place.save()
        write_keys([claim])
        write_matches([claim], alike)
        record(by=by, action="add", thing=claim, article=article, after=_content(claim))
    return claim


def _checked(text: str, claimant: str) -> tuple[str, str]:
    text = line(text, what="A claim", most=TEXT_LENGTH)
    if not text:
        raise Refused("A claim needs words.")
    return text, line(claimant, what="The claimant's name", most=CLAIMANT_LENGTH)


def _content(claim: Claim) -> dict[str, str]:
    return {"text": claim.text, "claimant": claim.claimant, "said_on": str(claim.said_on or "")}


def edit_claim(
    claim: Claim,
    *,
    text: str,
    claimant: str,
    said_on: date | None,
    seen: str,
    by: Any,
    article: Article | None = None,
) -> bool:
    """Corrects a claim's words, claimant or date; returns whether its content changed, with one Event if so.

    `seen` is the digest of what the person edited; another one is a Conflict. When the content changes, what was
    decided or is being reviewed no longer counts: the claim goes back to accepted and needs a new round.
    """
    check_may(by, "edit_claim")
    text, claimant = _checked(text, claimant)
    new = claim_digest(text, claimant, said_on)
    content = {"text": text, "claimant": claimant, "said_on": said_on, "digest": new, "written_by": by}
    alike = (
        []
        if new == seen
        else prepare_matches([(text, claimant)], language=_language_of(claim, article), claim=claim)
    )
    with writing():
        locked = Claim.objects.select_for_update().get(pk=claim.pk)
        if locked.digest != seen:
            raise Conflict("Somebody else corrected this claim in the meantime. Look at their words first.")
        if new == locked.digest:
            return False
        if locked.status == ClaimStatus.ACCEPTED:
            before = _content(locked)
            Claim.objects.filter(pk=claim.pk).update(**content, updated_at=timezone.now())
            locked.refresh_from_db()
            record(by=by, action="edit", thing=locked, article=article, before=before, after=_content(locked))
        else:
            _set_words(locked, content, by=by, article=article)
        rewrite_matches(locked, alike)
    claim.refresh_from_db()
    return True


def _set_words(claim: Claim, content: dict[str, Any], *, by: Any, article: Article | None) -> None:
    """Other words are another claim: it is accepted with them, and what was reviewed no longer counts."""
    if not can_move("claim", "void", claim.status):
        move(claim, "accept", by=by, article=article, **content)
        return
    told = "This claim was corrected, so what was reviewed no longer counts. It goes to review anew."
    void(claim, by=by, article=article, told=told, **content)
    _tell_sharers(claim, by)


def _language_of(claim: Claim, article: Article | None) -> str:
    if article is None:
        article = articles_making(claim).first()
    return article.language if article else ""


def _tell_sharers(claim: Claim, by: Any) -> None:
    """One correction ends what was decided for all articles that make the claim: their importers are told, but for
    those who were told of the end of the review already.
    """
    importers = list(articles_making(claim).values_list("imported_by", flat=True))
    if len(importers) > 1:
        told = concerned(claim)
        importers = [one for one in importers if one not in told]
        words = "A claim that several articles share was corrected, one of yours among them. Look whether it still says"
        words += " the same; what was decided no longer counts."
        tell(importers, kind=NoticeKind.VOIDED, words=words, claim=claim, but=by)


def accept_claims(article: Article, claims: Sequence[int] | None = None, *, by: Any) -> int:
    """Accepts the proposed claims of the article's newest text, or those of them named by id. Returns how many."""
    check_may(by, "edit_claim")
    rows = Claim.objects.filter(
        appearances__revision__current_of=article.pk, status=ClaimStatus.PROPOSED
    ).order_by("pk")
    if claims is not None:
        rows = rows.filter(pk__in=claims)
    with writing():
        todo = list(rows)
        for claim in todo:
            move(claim, "accept", by=by, article=article)
    return len(todo)


def set_aside(
    claim: Claim, decision: str, *, by: Any, reason: str = "", article: Article | None = None
) -> None:
    """Takes a claim out of review: "mark_opinion" or "dismiss" (needs a reason), or "accept" brings it back."""
    if decision not in ("mark_opinion", "dismiss", "accept"):
        raise Refused(f"{decision!r} is not something to do with a claim.")
    with writing():
        move(claim, decision, by=by, article=article, reason=reason)


def withdraw_claim(claim: Claim, *, by: Any, reason: str, article: Article | None = None) -> None:
    """Pulls a claim back out of the queue, for instance to correct it. Reviews of its round no longer count."""
    with writing():
        end_assignments(claim)
        move(claim, "withdraw", by=by, article=article, reason=reason, waiting_since=None)
