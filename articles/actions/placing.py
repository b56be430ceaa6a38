"""Where a claim stands whose words changed: a person shows it, or says that the text no longer makes the claim."""

from typing import Any

from articles.actions.carrying import last_sure, said_elsewhere, what_became
from articles.actions.claiming import appearance_of
from articles.actions.log import record, writing
from articles.actions.move import REASON_LENGTH
from articles.actions.revising import newest_text
from articles.actions.voiding import void
from articles.actions.words import passage
from articles.enums import AnchorState
from articles.errors import Conflict, Refused
from articles.models import Appearance, Article, Claim, Revision
from articles.permissions import check_may
from articles.text.headline import shorten
from articles.text.meaning import Meaning
from articles.workflow import CLAIM_QUEUED, can_move

ELSEWHERE = (
    "Other articles say this claim in its own words, so what was reviewed stays with them. Say that this text no "
    "longer makes it, then add what it says now as a claim of its own."
)


def confirm_anchor(appearance: Appearance, *, start: int, end: int, by: Any) -> bool:
    """A person says where a drifted or orphaned claim stands in the newest text; returns whether its decision fell.

    One Event, and one more with Notices when what was reviewed no longer counts: the words there differ in what
    the meaning turns on, or they differ at all and `by` changed them. Nobody says alone that the words they wrote
    mean the same. Refuses a span outside the text, a retracted article, and other words for a claim that other
    articles say (Refused); an appearance of an older text and one that somebody else placed meanwhile (Conflict).
    """
    check_may(by, "edit_claim")
    article, text = appearance.revision.article, appearance.revision.text
    judged = last_sure(article, [appearance.claim_id]).get(appearance.claim_id)
    meaning = what_became(article, judged, text, start, end) if judged else Meaning("same")
    with writing():
        revision = _newest_of(appearance)
        if not 0 <= start < end <= len(revision.text):
            raise Refused("Select the words that state the claim first.")
        claim = Claim.objects.select_for_update().get(pk=appearance.claim_id)
        why = _why_void(claim, article, judged, meaning, by) if judged else ""
        if why and said_elsewhere(article, [claim.pk]):
            raise Refused(ELSEWHERE)
        before = {"state": appearance.state, "exact": appearance.exact}
        new = appearance_of(claim, revision, start, end)
        for name in ("exact", "prefix", "suffix", "start", "end", "state"):
            setattr(appearance, name, getattr(new, name))
        appearance.save()
        after = {"state": str(appearance.state), "exact": appearance.exact}
        record(by=by, action="anchor", thing=claim, article=revision.article, before=before, after=after)
        if why:
            told = f"{why} in “{shorten(article.headline, 70)}”, so what was reviewed on this claim no longer counts."
            void(claim, by=by, article=article, told=told, reason=f"{why} in revision {revision.number}.")
    return bool(why)


def _why_void(claim: Claim, article: Article, judged: Appearance, meaning: Meaning, by: Any) -> str:
    """Why what was reviewed on the words of `judged` does not count for the new ones; "" when it does."""
    if meaning.kind == "same" or not can_move("claim", "void", claim.status):
        return ""
    if meaning.kind == "touched":
        return meaning.words
    later = article.revisions.filter(number__gt=judged.revision.number, created_by=by)
    return "Its words were changed and placed by one person" if later.exists() else ""


def detach_claim(appearance: Appearance, *, reason: str, by: Any) -> None:
    """A person says that the newest text no longer makes this claim: its words were cut or rewritten. One Event.

    The claim keeps its status, its reviews and its places in earlier texts. Refuses a claim that stands on its
    words, one that is under review for no other article (withdraw it first) and a missing reason (Refused); a place
    of an older text and one that somebody else placed meanwhile (Conflict).
    """
    check_may(by, "edit_claim")
    reason = passage(reason, what="The reason", most=REASON_LENGTH)
    if not reason:
        raise Refused("Say why the article no longer makes this claim.")
    with writing():
        revision = _newest_of(appearance)
        claim = appearance.claim
        claim.refresh_from_db()
        if appearance.state not in (AnchorState.DRIFTED, AnchorState.ORPHANED):
            raise Refused("The article still makes this claim in the same words. Change the text first.")
        if claim.status in CLAIM_QUEUED and not said_elsewhere(revision.article, [claim.pk]):
            raise Refused("This claim is under review. Withdraw it first, then say that it is gone.")
        before = {"state": appearance.state, "exact": appearance.exact}
        record(by=by, action="detach", thing=claim, article=revision.article, before=before, reason=reason)
        appearance.delete()


def _newest_of(appearance: Appearance) -> Revision:
    """The text of this appearance, the newest of its article, with nobody having placed the claim since."""
    again = "Find the claim in the newest text."
    revision = newest_text(appearance.revision.article, appearance.revision.number, again=again)
    now = Appearance.objects.filter(pk=appearance.pk).values_list("start", "end", "state").first()
    if now != (appearance.start, appearance.end, appearance.state):
        raise Conflict("Somebody else has said in the meantime where this claim stands. Look at it again.")
    return revision
