"""Where claims stand, in words for everybody concerned. Nothing here tells a verdict of a sealed round."""

from collections.abc import Sequence
from typing import Any

from articles.desk.steps import Figures
from articles.enums import AnchorState, ClaimStatus, ReviewPolicy
from articles.models import Article, Assignment, Claim, Event, Review

LOOSE = (AnchorState.DRIFTED, AnchorState.ORPHANED)
ASIDE = (ClaimStatus.OPINION, ClaimStatus.DISMISSED)
WORDS = {
    ClaimStatus.PROPOSED: "Found by the machine. Nobody has looked at it yet: accept it, or set it aside.",
    ClaimStatus.ACCEPTED: "Accepted. It goes to review when the article is submitted.",
    ClaimStatus.WAITING: "In the queue. Nobody has taken it yet.",
    ClaimStatus.DISPUTED: "Its reviews disagree. Somebody who reviewed neither side settles it.",
    ClaimStatus.RETURNED: "A reviewer sent it back: mend it, then submit it again.",
    ClaimStatus.OPINION: "Set aside as opinion. It is not reviewed and not shown to readers as a claim.",
    ClaimStatus.DISMISSED: "Set aside: not a claim to check.",
}


def status_counts(figures: Figures) -> list[dict[str, Any]]:
    """How many claims have which status, in the order of their way."""
    return [
        {"value": value, "label": label, "number": figures.statuses[value]}
        for value, label in ClaimStatus.choices
        if figures.statuses[value]
    ]


def holders_of(article: Article) -> list[Assignment]:
    """Who has which claim of the newest text now."""
    return list(
        Assignment.objects.filter(
            ended_at__isnull=True,
            claim__status=ClaimStatus.IN_REVIEW,
            claim__appearances__revision=article.revision,
        ).select_related("reviewer", "claim")
    )


def why_void(events: Sequence[Event]) -> Event | None:
    """What took the claim's decision or round away, until it is submitted again; of its events, newest first."""
    last = next((event for event in events if event.action in ("void", "submit")), None)
    return last if last is not None and last.action == "void" else None


def words_of(claim: Claim) -> str:
    """The claim's standing in one or two sentences; two queries while it is in review."""
    if claim.status == ClaimStatus.DECIDED:
        return f"Decided in round {claim.round}: {claim.get_verdict_display().lower()}."
    if claim.status != ClaimStatus.IN_REVIEW:
        return WORDS[ClaimStatus(claim.status)]
    open_rows = Assignment.objects.filter(claim=claim, round=claim.round, ended_at__isnull=True)
    names = [
        row.reviewer.get_full_name() or row.reviewer.get_username()
        for row in open_rows.select_related("reviewer")
    ]
    done = Review.objects.filter(claim=claim, round=claim.round).count()
    # Under "middle" a second review that is wanted would hint at the first one's verdict.
    told = claim.wanted > 1 and claim.policy != ReviewPolicy.MIDDLE
    with_whom = (
        f"In review with {', '.join(names)}." if names else "In review; its next reviewer is not found yet."
    )
    return with_whom + (f" {done} of {claim.wanted} reviews are in, sealed until the last." if told else "")
