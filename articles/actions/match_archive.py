"""All claims of the archive compared with each other: after an upgrade, or for what was imported at one moment."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from articles.actions.log import record, writing
from articles.actions.matching import (
    Proposal,
    compare,
    find_alike,
    likeliest,
    standing,
    write_keys,
    write_matches,
)
from articles.models import Appearance, Claim, ClaimKey
from articles.models.matches import ASIDE
from articles.text.claims.same import ROUGH, roughly

BATCH = 500


def match_claims(claims: Sequence[int]) -> int:
    """Proposes what is likely the same as these claims among all earlier ones; returns how many, with one Event if any.

    Pairs that are known stay as they are. Five queries, and what is written.
    """
    earlier = Claim.objects.filter(standing()).exclude(status__in=ASIDE)
    rows = list(earlier.filter(pk__in=claims).order_by("pk"))
    found = find_alike([one.text for one in rows], among=earlier)
    places, languages = _places({one.pk for listed in [rows, *found] for one in listed})
    proposals: list[Proposal] = []
    for number, (claim, candidates) in enumerate(zip(rows, found, strict=True)):
        language = languages.get(claim.pk, "")
        proposals += likeliest(
            Proposal(number, one.pk, one.digest, one.status, alike)
            for one in candidates
            if one.pk < claim.pk
            and not places[one.pk] & places[claim.pk]
            and roughly(one.text, claim.text) >= ROUGH
            and (alike := compare(one, claim.text, claim.claimant, language)).same
        )
    if not proposals:
        return 0
    with writing():
        made = write_matches(rows, proposals)
        if made:
            record(by=None, action="propose_matches", thing=rows[0], after={"matches": made})
    return made


def _places(claims: Collection[int]) -> tuple[dict[int, set[int]], dict[int, str]]:
    """In which newest texts these claims stand, and the language of one of them."""
    places: dict[int, set[int]] = defaultdict(set)
    languages: dict[int, str] = {}
    rows = Appearance.objects.filter(claim__in=claims, revision__current_of__isnull=False).order_by()
    for claim, revision, language in rows.values_list("claim", "revision", "revision__article__language"):
        places[claim].add(revision)
        languages[claim] = language
    return places, languages


def renew_keys() -> int:
    """Writes anew what all claims are looked up by, after a change of how keys are made; returns how many. No Event."""
    number = 0
    last = 0
    while batch := list(Claim.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        with writing():
            ClaimKey.objects.filter(claim__in=batch).delete()
            write_keys(batch)
        number += len(batch)
    return number
