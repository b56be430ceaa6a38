"""What a claim's round is opened with: the review policy, how many reviews it wants, and the lot."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.actions.log import record, writing
from articles.actions.revising import check_editable
from articles.enums import ReviewPolicy
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Article, Claim, Review
from articles.permissions import check_independent, check_may
from articles.workflow import reviews_at_first, strictest

DIGITS = 13  # of the HMAC: as many bits as a float holds


def check_free(claim: Claim, permission: str, *, by: Any) -> None:
    """Raises NotAllowed unless this person carries the permission and is independent of the claim."""
    if by is None:
        raise NotAllowed("A verdict takes a person.")
    check_may(by, permission)
    check_independent(by, involved=claim.involved_people(), written_by=claim.written_by_id)


def judged(claim: Claim, *, by: Any) -> bool:
    """Whether this person's review of the claim's round is in."""
    return Review.objects.filter(claim=claim, round=claim.round, reviewer=by).exists()


def opening(claim: Claim, round: int) -> dict[str, Any]:
    """The fields that open this round of the claim, for the move that does it; one query.

    They stay as they are until the next round, whatever becomes of the settings and of the articles' policies.
    """
    policy = strictest(policies_of(claim))
    return {
        "round": round,
        "policy": policy,
        "wanted": reviews_at_first(policy, least=settings.REVIEWS_PER_CLAIM),
        "drawn": draw(claim, round) < settings.REVIEW_SHARE,
        "waiting_since": timezone.now(),
    }


def policies_of(claim: Claim) -> list[str]:
    """The policy of each article where the claim stands now; the desk's for one that has none of its own."""
    rows = Article.objects.filter(revision__appearances__claim=claim).values_list("review_policy", flat=True)
    return [policy or settings.REVIEW_POLICY for policy in rows] or [settings.REVIEW_POLICY]


def draw(claim: Claim, round: int) -> float:
    """The lot of a claim in a round, from 0 up to 1, the same whenever it is asked.

    An HMAC-SHA256 under SECRET_KEY over the claim's number, its content and the round: whoever has the key can
    check the log, and nobody else can tell it beforehand.
    """
    name = f"{claim.pk}:{claim.digest}:{round}"
    number = salted_hmac("articles.rounds.draw", name, algorithm="sha256").hexdigest()[:DIGITS]
    return int(number, 16) / 16**DIGITS


def set_review_policy(article: Article, policy: str, *, by: Any, seen: str | None = None) -> bool:
    """Sets how many reviews the article's claims get from their next round on; "" is the desk's way.

    Returns whether it changed, with one Event if so. `seen` is what the person saw before: another one is a
    Conflict. Refuses an unknown policy and a retracted article (Refused); fewer reviews by who imported, last
    edited or submitted the article (NotAllowed).
    """
    check_may(by, "set_review_policy")
    if policy not in ("", *ReviewPolicy.values):
        raise Refused("Choose how the claims are reviewed.")
    with writing():
        locked = Article.objects.select_for_update(of=("self",)).select_related("revision").get(pk=article.pk)
        check_editable(locked)
        before = locked.review_policy
        if seen is not None and seen != before:
            raise Conflict(
                "Somebody else changed the reviews of this article in the meantime. Look at it again."
            )
        if policy == before:
            return False
        near = (locked.imported_by_id, locked.revision.created_by_id, locked.submitted_by_id)
        if by is not None and by.pk in near and not _as_strict(policy, before):
            raise NotAllowed(
                "You imported, last edited or submitted this article; somebody else decides on fewer reviews."
            )
        Article.objects.filter(pk=article.pk).update(review_policy=policy, updated_at=timezone.now())
        article.review_policy = policy
        record(
            by=by,
            action="set_policy",
            thing=locked,
            before={"review_policy": before},
            after={"review_policy": policy},
        )
    return True


def _as_strict(policy: str, before: str) -> bool:
    new, old = (one or settings.REVIEW_POLICY for one in (policy, before))
    return strictest([new, old]) == new


def check_join(claim: Claim, article: Article) -> None:
    """Refuses to let a claim stand in one more article when who imported or last edited that article reviewed it.

    For the round and the content that the claim has now; the database refuses such an appearance as well.
    """
    near = {article.imported_by_id, article.revision.created_by_id}
    rows = Review.objects.counting().filter(claim=claim, reviewer__in=near - {None})
    review = rows.select_related("reviewer").first()
    if review is not None:
        who = review.reviewer.get_full_name() or review.reviewer.get_username()
        raise Refused(
            f"{who} reviewed that claim and imported or last edited this article. Keep this one as a claim of its own."
        )
