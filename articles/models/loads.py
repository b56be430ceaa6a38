"""What each person who reviews has, finished and let go by in a period. Questions only, as many for one as for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Subquery

from articles.models.log import Event
from articles.models.reviews import Assignment, Review
from articles.models.shares import shares


@dataclass(frozen=True, slots=True)
class Load:
    """One person's figures. `median` is from taking a claim until its review was in; None without a review."""

    person: Any
    held: int = 0
    overdue: int = 0
    finished: int = 0
    median: timedelta | None = None
    let_go: int = 0
    absences: int = 0  # how often they said in the period that they are away
    back_on: date | None = None


def loads(start: datetime, end: datetime, *, only: int | None = None) -> list[Load]:
    """Everybody who may review or did in [start, end), who finished most first; only one person where given.

    What is counted stands in the log for all to read (who took and reviewed what, when); no verdict has a part.
    """
    people = {share.person.pk: share for share in shares() if only in (None, share.person.pk)}
    times = _times(start, end, only)
    let_go = _let_go(start, end)
    away = _absences(start, end)
    # Who reviewed and then lost the right, or left, is still shown; one query more, always.
    gone = get_user_model().objects.filter(pk__in=times.keys() - people.keys()).order_by("pk")
    found = []
    for person, share in [(share.person, share) for share in people.values()] + [(one, None) for one in gone]:
        spent = times.get(person.pk, [])
        found.append(
            Load(
                person=person,
                held=share.held if share else 0,
                overdue=share.overdue if share else 0,
                finished=len(spent),
                median=median(known) if (known := [one for one in spent if one is not None]) else None,
                let_go=let_go.get(person.get_username(), 0),
                absences=away.get(person.get_username(), 0),
                back_on=share.back_on if share else None,
            )
        )
    return sorted(found, key=lambda load: (-load.finished, -load.held, load.person.get_username()))


def _times(start: datetime, end: datetime, only: int | None) -> dict[int, list[timedelta | None]]:
    """{person: how long each of their reviews took}."""
    taken = Assignment.objects.filter(
        claim=OuterRef("claim"),
        round=OuterRef("round"),
        reviewer=OuterRef("reviewer"),
        taken_at__lte=OuterRef("created_at"),
    ).order_by("-taken_at")
    rows = Review.objects.filter(created_at__gte=start, created_at__lt=end).order_by()
    if only is not None:
        rows = rows.filter(reviewer=only)
    rows = rows.annotate(taken=Subquery(taken.values("taken_at")[:1]))
    found: dict[int, list[timedelta | None]] = defaultdict(list)
    for person, at, began in rows.values_list("reviewer", "created_at", "taken"):
        found[person].append(at - began if began else None)  # a dispute may be settled without taking it
    return found


def _let_go(start: datetime, end: datetime) -> dict[str, int]:
    """The log names them in `before`, or in `after` where the claim went back to waiting with it."""
    rows = Event.objects.filter(action="release", at__gte=start, at__lt=end).order_by()
    names = rows.values_list("before__reviewer", "after__reviewer").annotate(number=Count("pk"))
    return _counted((before or after or "", number) for before, after, number in names)


def _absences(start: datetime, end: datetime) -> dict[str, int]:
    """The log names the person in the line's label; an Absence is called by its person and the day."""
    rows = Event.objects.filter(action="away", at__gte=start, at__lt=end).order_by()
    return _counted((label.split(", back on")[0], 1) for (label,) in rows.values_list("object_label"))


def _counted(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name, number in rows:
        found[name] += number
    return found
