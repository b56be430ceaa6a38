"""Whose turn it is: the claims under review as one person sees them. Questions only, each one query."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from articles.enums import ClaimStatus
from articles.models.articles import Article
from articles.models.claims import Appearance, Claim
from articles.models.reviews import Assignment, Review
from articles.workflow import CLAIM_QUEUED

# In the order in which the queue shows them.
MINE, DISPUTED, WAITING, TAKEN, BLOCKED = GROUPS = ("mine", "disputed", "waiting", "taken", "blocked")


def is_near(person: int) -> Q:
    """Whether this person wrote a claim, or imported or last edited an article where it stands now."""
    edited = Q(revision__current_of__imported_by=person) | Q(revision__created_by=person)
    places = Appearance.objects.filter(claim=OuterRef("pk"), revision__current_of__isnull=False)
    return Q(written_by=person) | Q(Exists(places.filter(edited)))


def queue_for(person: int, *, reviews: bool) -> QuerySet[Claim]:
    """All claims under review, each with its `place`: the number in GROUPS of its group for this person. Ordered.

    mine: taken by them; disputed: theirs to adjudicate; waiting: theirs to take; taken: with others, or their
    own review is in; blocked: too near to it, or they reviewed a side. `busy` and `done` count those who have
    it and the reviews that are in. Without `reviews` (the right to review) nothing is mine or blocked. The oldest
    of a group comes first.
    """
    here = {"claim": OuterRef("pk"), "round": OuterRef("round")}
    held = Assignment.objects.filter(**here, ended_at__isnull=True)
    done = Review.objects.filter(**here)
    disputed = Q(status=ClaimStatus.DISPUTED)
    free = Q(status=ClaimStatus.WAITING) | Q(
        status=ClaimStatus.IN_REVIEW, taken__lt=Value(settings.REVIEWS_PER_CLAIM)
    )
    judged = Q(Exists(done.filter(reviewer=person)))
    rules = [
        (Q(Exists(held.filter(reviewer=person))), MINE),
        (is_near(person), BLOCKED),
        (disputed & judged, BLOCKED),
        (judged, TAKEN),
        (disputed, DISPUTED),
        (free, WAITING),
    ]
    if not reviews:
        rules = rules[-2:]
    # One expression for the group and its order: a second one over the first repeats all its questions five times.
    place = Case(
        *(When(rule, then=Value(GROUPS.index(name))) for rule, name in rules),
        default=Value(GROUPS.index(TAKEN)),
        output_field=IntegerField(),
    )
    return (
        Claim.objects.filter(status__in=CLAIM_QUEUED)
        .annotate(busy=_number_of(held), done=_number_of(done), taken=F("busy") + F("done"))
        .annotate(place=place, judged=Exists(done.filter(reviewer=person)))
        .order_by("place", "waiting_since", "pk")
    )


def _number_of(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("claim").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_holders(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Puts `holders` on each claim: its open assignments with their reviewers, in one more query."""
    held = Assignment.objects.filter(ended_at__isnull=True).select_related("reviewer")
    return claims.prefetch_related(Prefetch("assignments", queryset=held, to_attr="holders"))


def articles_by_claim(claims: Iterable[Claim]) -> dict[int, list[Article]]:
    """{claim id: the articles in whose newest text it stands}, for all of them in one query."""
    found: dict[int, list[Article]] = defaultdict(list)
    rows = (
        Article.objects.filter(revision__appearances__claim__in=[claim.pk for claim in claims])
        .annotate(claim_id=F("revision__appearances__claim"))
        .only("slug", "headline", "status")
        .order_by("pk")
    )
    for article in rows:
        found[article.claim_id].append(article)
    return found


def home_of(claim: Claim) -> Article | None:
    """The article whose log also shows what happens to the claim: the first where it stands now."""
    return next(iter(articles_by_claim([claim])[claim.pk]), None)
