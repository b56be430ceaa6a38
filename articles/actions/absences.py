"""Being away: no claim is given to who is."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.actions.log import record, writing
from articles.errors import Refused
from articles.models import Absence
from articles.permissions import check_may

LONGEST = timedelta(days=366)


def set_away(person: Any, *, back_on: date | None, by: Any) -> bool:
    """Until `back_on`, the first day they are back, this person is given no claim; None says that they are here.

    By themselves, or by who may assign claims. Returns whether anything changed, with one Event if so. Refuses a
    day that is not to come, or more than a year away (Refused).
    """
    check_may(by, "review_claim" if person == by else "assign_claim")
    today = timezone.localdate()
    if back_on is not None and not today < back_on <= today + LONGEST:
        raise Refused("Give the day when they are back: tomorrow at the earliest, in a year at the latest.")
    with writing():
        row = Absence.objects.filter(person=person).first()
        was = {"back_on": str(row.back_on)} if row else {}
        if back_on is not None and (row is None or row.back_on != back_on):
            row, _ = Absence.objects.update_or_create(person=person, defaults={"back_on": back_on})
            record(by=by, action="away", thing=row, before=was, after={"back_on": str(back_on)})
        elif back_on is None and row is not None:
            record(by=by, action="back", thing=row, before=was)
            row.delete()
        else:
            return False
    return True
