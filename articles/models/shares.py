"""Fair shares: who may review, how much each has, and whose turn it is. Questions only; four queries for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.enums import Role
from articles.models.absences import Absence
from articles.models.reviews import Assignment, Review

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Share:
    """What one person has, and gave of late."""

    person: Any
    reviewer: bool  # has the role; others, who may also review, come after all of these
    held: int = 0  # claims they have now
    overdue: int = 0  # of these, past their time
    recent: int = 0  # reviews in the last 30 days
    back_on: date | None = None  # away until then

    @property
    def turn(self) -> tuple[bool, bool, int, int, int]:
        """Whose turn comes first: who is here, has the role, has the least, and reviewed least of late."""
        return (self.back_on is not None, not self.reviewer, self.held, self.recent, self.person.pk)


def people_who_may(permission: str) -> QuerySet[Any]:
    """The active people to whom a role gives the permission; being a superuser alone is no role."""
    return get_user_model().objects.with_perm(f"articles.{permission}", include_superusers=False)


def shares() -> list[Share]:
    """Everybody who may review claims, in the order of their turn."""
    now = timezone.now()
    role = get_user_model().groups.through.objects.filter(user=OuterRef("pk"), group__name=Role.REVIEWER)
    people = list(people_who_may("review_claim").annotate(reviewer=Exists(role)))
    rows = Assignment.objects.filter(ended_at__isnull=True).order_by().values_list("reviewer")
    held = {
        person: numbers
        for person, *numbers in rows.annotate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)))
    }
    reviews = Review.objects.filter(created_at__gt=now - RECENT).order_by().values_list("reviewer")
    recent = dict(reviews.annotate(number=Count("pk")))
    away = dict(Absence.objects.filter(back_on__gt=timezone.localdate(now)).values_list("person", "back_on"))
    found = [
        Share(
            person,
            person.reviewer,
            *held.get(person.pk, (0, 0)),
            recent=recent.get(person.pk, 0),
            back_on=away.get(person.pk),
        )
        for person in people
    ]
    return sorted(found, key=lambda share: share.turn)
