"""A day or a point in time as readers type it, in the site's own time zone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

# A day; with a time to the minute or second; with a zone, whose plus sign a form sends as a blank.
WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?P<second>:[0-9]{2})?)(?P<zone>Z|[ +-][0-9]{2}:?[0-9]{2})?)?"
)
LONGEST = 40
LAST_YEAR = 9998  # so that the day after, in any zone, is one that Python knows


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of time that somebody named: a day, a minute or a second, with its end outside."""

    start: datetime
    end: datetime
    whole_day: bool

    def covers(self, at: datetime) -> bool:
        """Whether `at` lies before the end of the stretch: what was published in a minute stood in it."""
        return at < self.end


def read_moment(typed: str) -> Asked | None:
    """2026-11-20, 2026-11-20T14:30, 2026-11-20T14:30:05Z; None for anything else, and for a day that never was."""
    found = WRITTEN.fullmatch(typed.strip()) if len(typed) <= LONGEST else None
    if found is None or not 1 < int(typed.strip()[:4]) <= LAST_YEAR:
        return None
    zone = (found["zone"] or "").replace(" ", "+").replace("Z", "+00:00")
    here = timezone.get_default_timezone()
    try:
        start = datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}{zone}")
    except ValueError:
        return None
    if not found["time"]:
        # The day after by the calendar: a day on which the clocks change has not 24 hours.
        return Asked(start.replace(tzinfo=here), (start + timedelta(days=1)).replace(tzinfo=here), True)
    start = start.replace(tzinfo=here) if start.tzinfo is None else start.astimezone(here)
    length = timedelta(seconds=1) if found["second"] else timedelta(minutes=1)
    # Added in UTC, where an hour that comes twice does not matter.
    return Asked(start, (start.astimezone(UTC) + length), False)
