"""When what is to be done is due."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.enums import ClaimStatus
from articles.models import Claim

# What somebody owes a claim in this status, by its name in REVIEW_DAYS.
OWED = {
    ClaimStatus.WAITING: "waiting",
    ClaimStatus.DISPUTED: "disputed",
    ClaimStatus.RETURNED: "returned",
}
TAKEN = "taken"


def due_after(step: str) -> datetime:
    """When the step ("waiting", "taken", "disputed", "returned") is overdue if it begins now. Weekends count."""
    return timezone.now() + timedelta(days=settings.REVIEW_DAYS[step])


def due_in(status: str) -> datetime | None:
    """When a claim that comes into this status now is due; None where nobody owes it anything."""
    step = OWED.get(ClaimStatus(status))
    return due_after(step) if step else None


def start_again(claim: Claim) -> None:
    """A place of the claim has become free: the time for somebody to take it begins. Inside the transaction."""
    step = OWED.get(ClaimStatus(claim.status), "waiting")
    Claim.objects.filter(pk=claim.pk).update(due_at=due_after(step))
