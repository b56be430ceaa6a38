"""A source is retracted: every verdict that rests on it is reviewed again, and readers are told at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from articles import public
from articles.actions.log import record
from articles.actions.notices import tell
from articles.actions.publishing import in_step
from articles.actions.reviewing import reopen_claim
from articles.actions.words import line
from articles.enums import ClaimStatus, NoticeKind
from articles.errors import Conflict, Refused
from articles.models import Article, Claim, Edition, Review, Source, SourceRetraction
from articles.models.queue import home_of
from articles.permissions import check_may

REASON_LENGTH = 500
ENDS = ".!?…。！？"


def resting_on(source: Source) -> set[tuple[int, int]]:
    """(claim id, round) of every verdict there was that rests on the source: a review that made it ticked the source.

    Of rounds that are sealed or have no verdict yet nothing. Reads only.
    """
    past = Q(round__lt=F("claim__round")) | Q(claim__status=ClaimStatus.DECIDED)
    closed = Review.objects.deciding().filter(past, claim__closed_round__gte=F("round"))
    rows = closed.filter(evidence__source=source)
    return set(rows.values_list("claim_id", "round"))


def verdicts_on(source: Source) -> list[Claim]:
    """The decided claims whose verdict rests on the source; these would be reviewed again. Reads only."""
    here = dict(sorted(resting_on(source)))  # of each claim the last round
    rows = Claim.objects.filter(pk__in=here, status=ClaimStatus.DECIDED).order_by("pk")
    return [claim for claim in rows if claim.round == here[claim.pk]]


def retract_source(source: Source, *, by: Any, reason: str) -> list[Claim]:
    """Marks a source as retracted, for a reason that readers see; returns the claims that are reviewed again.

    In one transaction: the source, the record that public pages are marked from, those pages, a new round for each
    verdict that rests on it, a Notice to those concerned, and one Event for the source and for each claim. Refuses
    without a reason, and one that is retracted already (Refused); when a verdict came in meanwhile (Conflict).
    """
    check_may(by, "retract_source")
    reason = _checked(reason)
    if source.retracted_at:
        raise Refused("This source is marked as retracted already.")
    at = timezone.now()
    seen: set[tuple[int, int]] = set()

    def render() -> public.Rendered:
        seen.clear()
        seen.update(resting_on(source))
        mark = public.Retraction(source.slug, at.isoformat(), reason, frozenset(seen))
        return _pages(source, seen, public.retractions() | {source.slug: mark})

    def write() -> list[Claim]:
        if resting_on(source) != seen:
            raise Conflict("A verdict came in at this moment. Nothing was changed; try again.")
        _set(source, at=at, reason=reason, was=None)
        SourceRetraction.objects.create(
            slug=source.slug, at=at, reason=reason, verdicts=sorted(map(list, seen))
        )
        after = {"retracted_at": at.isoformat(), "verdicts": len(seen)}
        record(by=by, action="retract_source", thing=source, after=after, reason=reason)
        claims = verdicts_on(source)
        concerned = {claim.pk: _concerned(claim) for claim in claims}
        for claim in claims:
            words = f"Its source “{source.name}” was retracted: {reason}"
            reopen_claim(claim, reason=words, by=by, article=home_of(claim))
        _tell(source, claims, concerned, reason, by=by)
        return claims

    return in_step(render, write)


def restore_source(source: Source, *, by: Any, reason: str) -> None:
    """Takes back that a source is retracted, which was a mistake; readers no longer see the mark. One Event.

    The verdicts that were opened again stay open. Refuses without a reason, and a source that is not retracted
    (Refused).
    """
    check_may(by, "retract_source")
    reason = _checked(reason)
    if not source.retracted_at:
        raise Refused("This source is not marked as retracted.")
    was = source.retracted_at
    before = {"retracted_at": was.isoformat(), "retracted_reason": source.retracted_reason}

    def render() -> public.Rendered:
        left = {slug: mark for slug, mark in public.retractions().items() if slug != source.slug}
        return _pages(source, resting_on(source), left)

    def write() -> None:
        _set(source, at=None, reason="", was=was)
        SourceRetraction.objects.filter(slug=source.slug).delete()
        record(by=by, action="restore_source", thing=source, before=before, reason=reason)

    in_step(render, write)


def _checked(reason: str) -> str:
    reason = line(reason, what="The reason", most=REASON_LENGTH - 1)
    if not reason:
        raise Refused("Say why, in a sentence.")
    return reason if reason[-1] in ENDS else f"{reason}."


def _set(source: Source, *, at: Any, reason: str, was: Any) -> None:
    """Compares and sets: two who decide at once cannot both have done it."""
    rows = Source.objects.filter(pk=source.pk, retracted_at=was)
    if not rows.update(retracted_at=at, retracted_reason=reason, updated_at=timezone.now()):
        raise Conflict("Somebody else decided about this source in the meantime. Look at it again.")
    source.retracted_at, source.retracted_reason = at, reason


def _pages(
    source: Source, verdicts: Iterable[tuple[int, int]], retracted: dict[str, public.Retraction]
) -> public.Rendered:
    """Of every article that ever cited the source, in whatever edition, and of the claims that do."""
    cited = Edition.objects.filter(revision__appearances__claim__citations__source=source)
    claims = Claim.objects.filter(citations__source=source).values_list("pk", flat=True)
    return public.pages_of_source(
        source.slug,
        retracted=retracted,
        articles=set(cited.values_list("article_id", flat=True)),
        claims={claim for claim, _ in verdicts} | set(claims),
    )


def _concerned(claim: Claim) -> set[int | None]:
    """Who judged the claim, wrote it, or works on an article where it stands."""
    judged = claim.reviews.filter(round=claim.round).values_list("reviewer_id", flat=True)
    sent = Article.objects.filter(revision__appearances__claim=claim).values_list(
        "submitted_by_id", flat=True
    )
    return {claim.written_by_id, *judged, *sent, *claim.involved_people()}


def _tell(
    source: Source, claims: list[Claim], concerned: dict[int, set[int | None]], reason: str, *, by: Any
) -> None:
    """One notice to each person, however many of their claims rest on the source."""
    theirs: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        for person in concerned[claim.pk]:
            theirs[person].append(claim)
    for person, some in theirs.items():
        verdicts = "A verdict that you had" if len(some) == 1 else f"{len(some)} verdicts that you had"
        again = "it is" if len(some) == 1 else "they are"
        words = f"{verdicts} a part in rested on “{source.name}”, which is retracted; {again} reviewed again. {reason}"
        only = some[0] if len(some) == 1 else None
        tell([person], kind=NoticeKind.SOURCE, words=words, claim=only, source=source, but=by)
