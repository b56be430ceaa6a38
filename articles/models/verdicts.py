"""What verdicts amount to over a period: by source, by tag, between reviewers; and what was removed. Questions only.

Nothing here reads a review of a round that is open: a claim has a verdict only while it is decided, and reviews count
up to the round that was closed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.enums import ClaimStatus, FindingStatus, ReviewKind, Verdict
from articles.models.articles import Revision
from articles.models.findings import Finding
from articles.models.reviews import Review
from articles.models.sources import Citation, Source
from articles.models.tags import Tag, TaggedArticle, TaggedClaim

CATEGORIES: dict[str, int] = {value: place for place, value in enumerate(Verdict.values)}
# Nothing says which of the two middle verdicts is nearer to "supported", so they share a rank; "not checkable" says
# nothing about how true a claim is and has none.
RANKS: dict[str, int] = {
    Verdict.REFUTED: 0,
    Verdict.MIXED: 1,
    Verdict.UNPROVEN: 1,
    Verdict.SUPPORTED: 2,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of each verdict have to do with one thing: a source or a tag."""

    thing: Any
    verdicts: Counter[str]

    @property
    def total(self) -> int:
        return self.verdicts.total()


def by_source(start: datetime, end: datetime) -> list[Tally]:
    """The claims decided in [start, end) by each source that they cite, however it stands; most claims first."""
    rows = Citation.objects.filter(**_decided("claim", start, end)).order_by()
    pairs = rows.values_list("source", "claim__verdict").annotate(number=Count("claim", distinct=True))
    return _tallies(pairs, Source.objects.only("name", "slug"))


def by_tag(start: datetime, end: datetime) -> list[Tally]:
    """The same by each tag that the claim, or an article where it stands now, carries."""
    own = TaggedClaim.objects.filter(**_decided("content_object", start, end)).order_by()
    place = "content_object__revision__appearances__claim"
    inherited = TaggedArticle.objects.filter(**_decided(place, start, end)).order_by()
    pairs = own.values_list("tag", "content_object", "content_object__verdict").union(
        inherited.values_list("tag", place, f"{place}__verdict")
    )
    return _tallies(((tag, verdict, 1) for tag, _, verdict in pairs), Tag.objects.only("name", "slug"))


def _decided(claim: str, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        f"{claim}__status": ClaimStatus.DECIDED,
        f"{claim}__decided_at__gte": start,
        f"{claim}__decided_at__lt": end,
    }


def _tallies(rows: Iterable[tuple[int, str, int]], things: Any) -> list[Tally]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for thing, verdict, number in rows:
        found[thing][verdict] += number
    # All of them by name: thousands of numbers in one condition are more than SQLite takes.
    tallies = [Tally(thing, found[thing.pk]) for thing in things.iterator() if thing.pk in found]
    return sorted(tallies, key=lambda tally: (-tally.total, tally.thing.name))


def judged_twice(start: datetime, end: datetime) -> list[list[str]]:
    """The verdicts of each closed round with at least two reviews whose last came in in [start, end).

    Adjudications are left out: who settles a dispute has read both sides. So are earlier rounds that were given up
    with one review.
    """
    reviews = Review.objects.filter(kind=ReviewKind.REVIEW)
    others = reviews.filter(claim=OuterRef("claim"), round=OuterRef("round")).exclude(pk=OuterRef("pk"))
    rows = (
        reviews.filter(Exists(others), claim__closed_round__gte=F("round"))
        .order_by("claim", "round")
        .values_list("claim", "round", "verdict")
        .annotate(number=Count("pk"), last=Max("created_at"))
    )
    units: dict[tuple[int, int], list[str]] = defaultdict(list)
    ended: dict[tuple[int, int], datetime] = {}
    for claim, round, verdict, number, last in rows:
        units[claim, round] += [verdict] * number
        ended[claim, round] = max(last, ended.get((claim, round), last))
    return [verdicts for key, verdicts in units.items() if start <= ended[key] < end]


def removed_by_week(start: datetime, end: datetime) -> list[tuple[datetime, int]]:
    """(Monday, how many fragments were taken out) of each week that [start, end) touches, also where there were none.

    A fragment that went back counts no longer.
    """
    # From the newest text back to the first of the period: neither the findings nor the texts of the whole archive are
    # read. Revisions are only added, so their keys go with their time. An index on the time was tried: PostgreSQL gains
    # nothing by it, and SQLite sorts all that is older for the first of these queries.
    older = Revision.objects.filter(created_at__lt=start).order_by("-pk").values_list("pk", flat=True).first()
    made = Revision.objects.filter(pk__gt=older or 0, created_at__gte=start, created_at__lt=end).order_by()
    # Behind an expression, or the index on the status is taken, which holds every finding that was ever removed.
    removed = Finding.objects.alias(stands=Coalesce("status", Value(""))).filter(
        removed_in__gt=older or 0, stands=FindingStatus.REMOVED
    )
    counts = dict(removed.order_by().values_list("removed_in").annotate(number=Count("pk")))
    numbers: Counter[date] = Counter()
    for revision, at in made.values_list("pk", "created_at"):
        if number := counts.get(revision):
            day = timezone.localtime(at).date()
            numbers[day - timedelta(days=day.weekday())] += number
    first = timezone.localtime(start)
    monday = (first - timedelta(days=first.weekday())).date()
    weeks = []
    while monday <= timezone.localtime(end - timedelta(microseconds=1)).date():
        weeks.append(monday)
        monday += timedelta(days=7)
    return [(timezone.make_aware(datetime(day.year, day.month, day.day)), numbers[day]) for day in weeks]
