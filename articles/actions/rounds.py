"""What a claim's round is opened with: the review policy, how many reviews it wants, and the lot."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.errors import Refused
from articles.models import Article, Claim, Review
from articles.workflow import reviews_at_first, strictest

DIGITS = 13  # of the HMAC: as many bits as a float holds


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
