"""Whose turn it is: the claims under review as one person sees them. Questions only, each one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
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
from django.utils import timezone

from articles.enums import ClaimStatus
from articles.models.articles import Article
from articles.models.claims import Appearance, Claim
from articles.models.reviews import Assignment, Review
from articles.workflow import CLAIM_QUEUED

# In the order in which the queue shows them; what is late and this person's to do comes before all.
# A claim's rank is the number of its group where it is late, and the same behind all of these where it is not.
MINE, RETURNED, DISPUTED, WAITING, TAKEN, BLOCKED = GROUPS = (
    "mine", "returned", "disputed", "waiting", "taken", "blocked",
)  # fmt: skip


def is_near(person: int) -> Q:
    """Whether this person wrote a claim, or imported or last edited an article where it stands now."""
    edited = Q(revision__current_of__imported_by=person) | Q(revision__created_by=person)
    places = Appearance.objects.filter(claim=OuterRef("pk"), revision__current_of__isnull=False)
    return Q(written_by=person) | Q(Exists(places.filter(edited)))


HERE = {"claim": OuterRef("pk"), "round": OuterRef("round")}


def held() -> QuerySet[Assignment]:
    """Who has a claim of the outer query now."""
    return Assignment.objects.filter(**HERE, ended_at__isnull=True)


def counted(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With `busy` and `done`, how many have a claim and how many reviews are in, and `taken`, both together."""
    done = Review.objects.filter(**HERE)
    return claims.annotate(busy=_number_of(held()), done=_number_of(done), taken=F("busy") + F("done"))


def _unsettled() -> Q:
    return Q(status=ClaimStatus.DISPUTED, busy=0)


def _untaken() -> Q:
    return Q(status=ClaimStatus.WAITING) | Q(status=ClaimStatus.IN_REVIEW, taken__lt=F("wanted"))


def _free() -> Q:
    """Whether somebody may still take or settle a claim that is counted."""
    return _untaken() | _unsettled()


def unclaimed() -> QuerySet[Claim]:
    """The claims under review that need somebody: to take them, or to settle them."""
    return counted(Claim.objects.filter(status__in=CLAIM_QUEUED)).filter(_free())


def queue_for(person: int, *, reviews: bool) -> QuerySet[Claim]:
    """All claims under review and what came back to this person, each with its `rank`, the oldest first.

    mine: they have it; returned: theirs to mend; disputed: theirs to adjudicate; waiting: theirs to take; taken:
    with others, or their own review is in; blocked: too near to it, or they reviewed a side. `due` is when the
    next step has to be done; a claim is late when that is past and this person can do something about it, and
    comes before all groups. Without `reviews` (the right to review) nothing is mine or blocked.
    """
    done = Review.objects.filter(**HERE)
    back = Q(status=ClaimStatus.RETURNED)
    own = held().filter(reviewer=person)
    judged = Q(Exists(done.filter(reviewer=person)))
    past = Q(due_at__lte=timezone.now())
    # What holds, the group, and when it is late. The first that holds counts.
    rules: list[tuple[Q, str, Q | None]] = [
        (back, RETURNED, past),
        (Q(Exists(own)), MINE, Q(Exists(own.filter(past)))),
        (is_near(person), BLOCKED, None),
        (Q(status=ClaimStatus.DISPUTED) & judged, BLOCKED, None),
        (judged, TAKEN, None),
        (_unsettled(), DISPUTED, past),
        (_untaken(), WAITING, past),
    ]
    if not reviews:
        rules = [rules[0], *((holds, group, None) for holds, group, _ in rules[-2:])]
    due = Coalesce(
        Subquery(own.values("due_at")[:1]),
        Case(When(_free() | back, then=F("due_at"))),
        Subquery(held().order_by("due_at").values("due_at")[:1]),
        output_field=DateTimeField(),
    )
    theirs = back & (Q(submitted_by=person) | Q(written_by=person))
    return (
        counted(Claim.objects.filter(Q(status__in=CLAIM_QUEUED) | theirs))
        .annotate(rank=_rank(rules), due=due, judged=Exists(done.filter(reviewer=person)))
        .order_by("rank", "waiting_since", "due_at", "pk")
    )


def _rank(rules: Sequence[tuple[Q, str, Q | None]]) -> Case:
    """One expression for group and lateness: Django writes it out, and builds it anew, wherever it is named."""
    cases = []
    for holds, group, late in rules:
        place = GROUPS.index(group)
        rank: Any = Value(place + len(GROUPS))
        if late is not None:
            rank = Case(When(late, then=Value(place)), default=rank)
        cases.append(When(holds, then=rank))
    return Case(*cases, default=Value(GROUPS.index(TAKEN) + len(GROUPS)), output_field=IntegerField())


LATE = Q(rank__lt=len(GROUPS))


def in_group(name: str) -> Q:
    """The claims of the queue in a group, late or not."""
    place = GROUPS.index(name)
    return Q(rank__in=(place, place + len(GROUPS)))


def told(rank: int) -> tuple[str, bool]:
    """The group that a rank stands for, and whether it is late."""
    return GROUPS[rank % len(GROUPS)], rank < len(GROUPS)


def with_groups(claims: Iterable[Claim]) -> list[Claim]:
    """The claims of the queue, with the `group` of each, and whether it is `late`."""
    found = list(claims)
    for claim in found:
        claim.group, claim.late = told(claim.rank)
    return found


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


def reviews_too_near(article: Article) -> QuerySet[Review]:
    """Reviews behind the verdicts in the newest text by who imported or last edited it: from before they did."""
    near = {article.imported_by_id, article.revision.created_by_id} - {None}
    of_text = Review.objects.counting().filter(
        claim__appearances__revision=article.revision_id, claim__status=ClaimStatus.DECIDED
    )
    return of_text.filter(reviewer__in=near).select_related("claim", "reviewer").order_by("claim", "pk")
