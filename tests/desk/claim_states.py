"""A claim in each status, reached through the actions."""

from collections.abc import Callable
from typing import Any

from articles.actions.claiming import set_aside
from articles.actions.reviewing import return_claim, take
from articles.enums import ClaimStatus
from articles.models import Claim
from tests import factories
from tests.replay import kept

People = dict[str, Any]


def _first(article: Any) -> Claim:
    return factories.claims_of(article)[0]


def _proposed(people: People) -> Claim:
    return _first(factories.cleaned(by=people["reporter"]))


def _accepted(people: People) -> Claim:
    claim = _proposed(people)
    set_aside(claim, "accept", by=people["reporter"])
    return claim


def _waiting(people: People) -> Claim:
    return _first(factories.submitted(by=people["reporter"]))


def _in_review(people: People) -> Claim:
    claim = _waiting(people)
    take(claim, by=people["reviewer"])
    return claim


def _disputed(people: People) -> Claim:
    """`reviewer` and `second` disagree."""
    claim = factories.wanting(_waiting(people), 2, by=people["reporter"])
    factories.judge(claim, by=people["reviewer"], verdict="supported", rationale="The report says so.")
    factories.judge(claim, by=people["second"], verdict="refuted", rationale="The count says otherwise.")
    return claim


def _decided(people: People) -> Claim:
    claim = _waiting(people)
    factories.judge(claim, by=people["reviewer"])
    return claim


def _returned(people: People) -> Claim:
    claim = _in_review(people)
    return_claim(claim, note="Who counts?", by=people["reviewer"])
    return claim


def _opinion(people: People) -> Claim:
    claim = _proposed(people)
    set_aside(claim, "mark_opinion", by=people["reporter"])
    return claim


def _dismissed(people: People) -> Claim:
    claim = _proposed(people)
    set_aside(claim, "dismiss", by=people["reporter"], reason="A caption")
    return claim


STATES: dict[str, Callable[[People], Claim]] = {
    ClaimStatus.PROPOSED: _proposed,
    ClaimStatus.ACCEPTED: _accepted,
    ClaimStatus.WAITING: _waiting,
    ClaimStatus.IN_REVIEW: _in_review,
    ClaimStatus.DISPUTED: _disputed,
    ClaimStatus.DECIDED: _decided,
    ClaimStatus.RETURNED: _returned,
    ClaimStatus.OPINION: _opinion,
    ClaimStatus.DISMISSED: _dismissed,
}
assert set(STATES) == set(ClaimStatus)


@kept(lambda key: Claim.objects.get(pk=key))
def claim_in(state: str, people: People) -> int:
    claim = STATES[state](people)
    claim.refresh_from_db()
    assert claim.status == state
    return claim.pk
