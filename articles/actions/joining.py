"""One claim in several articles: two that are the same become one, and one that is not becomes two."""

from typing import Any

from django.utils import timezone

from articles.actions.claiming import claim_digest
from articles.actions.log import record, writing
from articles.actions.matching import articles_making, write_keys
from articles.actions.move import REASON_LENGTH, move
from articles.actions.notices import tell
from articles.actions.revising import check_editable, newest_text
from articles.actions.rounds import check_join
from articles.actions.words import passage
from articles.enums import AnchorState, ClaimStatus, MatchState, NoticeKind
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Appearance, Article, Assignment, Claim, Match, Review
from articles.models.matches import ASIDE
from articles.permissions import check_may
from articles.text.headline import shorten
from articles.text.parse import parse
from articles.text.render import visible
from articles.workflow import can_move

WITH_A_VERDICT = (ClaimStatus.IN_REVIEW, ClaimStatus.DISPUTED, ClaimStatus.DECIDED)
PLACE = ("exact", "prefix", "suffix", "start", "end", "state")


def sides_of(match: Match) -> tuple[Claim, Claim]:
    """(the claim that stays, the one that is given up) should they be the same.

    The earlier one stays, unless only the later one is past the point where a claim can be given up. Refuses two
    claims that are both under review or decided, and one that was set aside (Refused).
    """
    first, second = match.first, match.second
    if first.status in ASIDE or second.status in ASIDE:
        raise Refused("One of these claims was set aside in the meantime, so there is nothing to join.")
    for kept, other in ((first, second), (second, first)):
        if can_move("claim", "dismiss", other.status):
            return kept, other
    raise Refused(
        "Both claims are under review or decided. Withdraw one of them, or open a new round for it, first."
    )


def must_leave(kept: Claim, other: Claim, *, near: bool, reviewed: bool) -> str:
    """Why this person must leave it to somebody else whether two claims are the same; "" where they may say so.

    Where the words differ and the claim that stays has a verdict, or is getting one, saying that they are the same
    decides on the other one. So it is said by somebody who did not write it, import or last edit its article
    (`near`), and has not `reviewed` the claim that stays.
    """
    if kept.status not in WITH_A_VERDICT or " ".join(kept.text.split()) == " ".join(other.text.split()):
        return ""
    if near:
        return (
            "You wrote this claim, or imported or last edited its article. It would share the other one's verdict, "
            "so somebody else says whether they are the same."
        )
    return (
        "You reviewed the other claim, so somebody else says whether this one is the same."
        if reviewed
        else ""
    )


def _check_free(kept: Claim, other: Claim, by: Any) -> None:
    near = by.pk == other.written_by_id or by.pk in other.involved_people()
    reviewed = Review.objects.counting().filter(claim=kept, reviewer=by).exists()
    if words := must_leave(kept, other, near=near, reviewed=reviewed):
        raise NotAllowed(words)


def confirm_match(match: Match, *, by: Any, article: Article | None = None) -> Claim:
    """A person says that two claims are the same; returns the one that stays, which the articles of both now make.

    The other one is dismissed, its places in the newest texts become places of the one that stays, and the importers
    of these articles are told. Its earlier places, reviews and sources stay with it. Two Events: on the match, and
    on the claim that is given up. Refuses who must leave it to others (NotAllowed); people who would share their own
    verdict, and an article that makes both (Refused); what somebody decided or corrected meanwhile (Conflict).
    """
    _check_person(by)
    with writing():
        locked = _locked(match)
        kept, other = sides_of(locked)
        _check_free(kept, other, by)
        articles = list(articles_making(other))
        for one in articles:
            _check_article(kept, other, one)
        reason = f"The same as claim {kept.pk}."
        move(other, "dismiss", by=by, article=article or (articles[0] if articles else None), reason=reason)
        for one in articles:
            _take_over(kept, other, one)
        _decide(locked, MatchState.CONFIRMED, by, article or (articles[0] if articles else None), kept=kept)
        words = f"“{shorten(other.text, 120)}” is now one claim with an earlier one, and shares its review and verdict."
        tell([one.imported_by_id for one in articles], kind=NoticeKind.MATCH, words=words, claim=kept, but=by)
    match.refresh_from_db()
    return kept


def refuse_match(match: Match, *, by: Any, article: Article | None = None) -> None:
    """A person says that two claims are not the same; they are not proposed again while they say what they say.

    One Event. Refuses what somebody decided or corrected meanwhile (Conflict).
    """
    _check_person(by)
    with writing():
        _decide(_locked(match), MatchState.REFUSED, by, article)
    match.refresh_from_db()


def _check_person(by: Any) -> None:
    if by is None:
        raise NotAllowed("Whether two claims are the same takes a person.")
    check_may(by, "edit_claim")


def _locked(match: Match) -> Match:
    locked = (
        Match.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .filter(pk=match.pk)
        .first()
    )
    if locked is None:
        raise Conflict("One of these claims was corrected in the meantime. Look at them again.")
    if locked.state != MatchState.PROPOSED:
        raise Conflict(f"Somebody else decided in the meantime: {locked.get_state_display().lower()}.")
    if (locked.first.digest, locked.second.digest) != (locked.first_digest, locked.second_digest):
        raise Conflict("One of these claims was corrected in the meantime. Look at them again.")
    return locked


def _check_article(kept: Claim, other: Claim, article: Article) -> None:
    check_editable(article)
    if Appearance.objects.filter(claim=kept, revision=article.revision).exists():
        raise Refused(f"“{article.headline}” makes both claims. Set one of them aside there instead.")
    check_join(kept, article)
    near = {article.imported_by_id, article.revision.created_by_id, other.written_by_id} - {None}
    held = Assignment.objects.filter(claim=kept, reviewer__in=near, ended_at__isnull=True)
    if row := held.select_related("reviewer").first():
        who = row.reviewer.get_full_name() or row.reviewer.get_username()
        raise Refused(
            f"{who} has that claim to review, and wrote this one or edited its article. They give it back first."
        )
    rows = Review.objects.counting().filter(claim=kept, reviewer=other.written_by_id)
    if other.written_by_id is not None and rows.exists():
        raise Refused("Who wrote this claim reviewed the other one. Keep this one as a claim of its own.")


def _take_over(kept: Claim, other: Claim, article: Article) -> None:
    """The place of a claim in a newest text becomes one of another claim: a new row, so who edits meanwhile is told."""
    place = Appearance.objects.get(claim=other, revision=article.revision)
    fields = {name: getattr(place, name) for name in PLACE}
    place.delete()
    Appearance.objects.create(claim=kept, revision=article.revision, **fields)


def _decide(
    match: Match, state: MatchState, by: Any, article: Article | None, *, kept: Claim | None = None
) -> None:
    if not Match.objects.filter(pk=match.pk, state=MatchState.PROPOSED).update(
        state=state, decided_by=by, decided_at=timezone.now()
    ):
        raise Conflict("Somebody else decided on these claims in the meantime. Look at them again.")
    record(
        by=by,
        action="confirm_match" if state == MatchState.CONFIRMED else "refuse_match",
        thing=match,
        article=article,
        before={"state": str(MatchState.PROPOSED)},
        after={"state": str(state)} | ({"stays": kept.pk} if kept else {}),
    )


def separate_claim(appearance: Appearance, *, reason: str, by: Any) -> Claim:
    """An article's words are not the claim that they were taken for: they become a claim of their own, accepted.

    Takes the place in the article's newest text; the claim keeps its reviews and its other articles. The pair is
    remembered as not the same. Returns the new claim, written by that person; one Event on it. Refuses without a
    reason, and a claim that stands in this article alone (Refused); a place of an older text (Conflict).
    """
    _check_person(by)
    reason = passage(reason, what="The reason", most=REASON_LENGTH)
    if not reason:
        raise Refused("Say what this article claims instead.")
    text, claim, article = _words_at(appearance), appearance.claim, appearance.revision.article
    with writing():
        newest_text(article, appearance.revision.number, again="Look at the claim in the new text.")
        if not Appearance.objects.filter(pk=appearance.pk, claim=claim).exists():
            raise Conflict("Somebody else placed this claim in the meantime. Look at it again.")
        if articles_making(claim).count() < 2:
            raise Refused("Only this article makes the claim. Correct its words instead.")
        claim.refresh_from_db()
        new = Claim.objects.create(
            text=text,
            claimant=claim.claimant,
            said_on=claim.said_on,
            digest=claim_digest(text, claim.claimant, claim.said_on),
            status=ClaimStatus.ACCEPTED,
            written_by=by,
        )
        write_keys([new])
        fields = {name: getattr(appearance, name) for name in PLACE}
        appearance.delete()
        Appearance.objects.create(claim=new, revision=appearance.revision, **fields)
        pair = {"first": claim, "first_digest": claim.digest, "second": new, "second_digest": new.digest}
        match = Match.objects.create(**pair, score=1.0 if text == claim.text else 0.0)
        Match.objects.filter(pk=match.pk).update(
            state=MatchState.REFUSED, decided_by=by, decided_at=timezone.now()
        )
        record(
            by=by, action="separate", thing=new, article=article, before={"claim": claim.pk}, after={"text": text},
            reason=reason,
        )  # fmt: skip
    return new


def _words_at(appearance: Appearance) -> str:
    """What the article says at this place, as a reader sees it; the claim's own words where it has none."""
    if appearance.start is None or appearance.end is None or appearance.state == AnchorState.ORPHANED:
        return appearance.claim.text
    revision = appearance.revision
    shown = visible(parse(revision.text, revision.article.format), appearance.start, appearance.end)
    return " ".join(shown.split())[:2000] or appearance.claim.text
