"""The proof of an edition: how its text follows from what came in, without a word of what was removed.

What it holds and how it is checked says `articles.text.proof`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model

from articles.actions.freezing import counting_reviews, decided_places
from articles.actions.ledger import Entry, Ledger, ledger_of
from articles.actions.log import SYSTEM, canonical
from articles.enums import Role
from articles.errors import Refused
from articles.models import Appearance, Article, Event, Review
from articles.text.proof import VERSION, check_proof, digest_of_words
from articles.text.trace import Piece

Roles = Mapping[int | None, str]


def proof_of(article: Article) -> dict[str, Any]:
    """The proof of the edition that publishing `article` now would make, as JSON can hold it; reads only.

    Refuses when the text does not follow from what came in by what is on record (Refused): nothing is published
    that cannot be proved.
    """
    ledger = ledger_of(article)
    if ledger.broken:
        raise Refused(f"The ledger of this article does not add up. {ledger.broken}")
    first, newest = ledger.revisions[0], ledger.revisions[-1]
    claims = list(decided_places(article))
    events = list(Event.objects.filter(article=article).order_by("number"))
    roles = _roles(ledger, claims, events)
    proof = {
        "version": VERSION,
        "original": _named(first.text),
        "published": _named(newest.text),
        "pieces": [_piece(piece) for piece in ledger.pieces],
        "removed": _removed(ledger, roles),
        "edits": [
            {"revision": one.number, "at": one.created_at.isoformat(), "role": roles[one.created_by_id]}
            for one in ledger.revisions
            if any(entry.revision == one and entry.kind == "edited" for entry in ledger.entries)
        ],
        "claims": [_claim(place, roles) for place in claims],
        "events": [_event(event, roles) for event in events],
    }
    if problems := check_proof(proof, first.text, newest.text):
        raise Refused(f"The ledger of this article does not add up. {problems[0]}")
    return proof


def _roles(ledger: Ledger, claims: Iterable[Appearance], events: Iterable[Event]) -> Roles:
    """The role of each person that the proof speaks of; of a superuser without one, administrator."""
    people: set[int | None] = {one.created_by_id for one in ledger.revisions}
    people |= {one.decided_by_id for one in ledger.findings.values()}
    people |= {review.reviewer_id for place in claims for review in counting_reviews(place.claim)}
    people |= {event.actor_id for event in events}
    rows = (
        get_user_model()
        .objects.filter(pk__in=[one for one in people if one is not None], groups__name__in=Role.values)
        .values_list("pk", "groups__name")
    )
    found: dict[int | None, str] = dict.fromkeys(people, str(Role.ADMINISTRATOR))
    # Of several roles the one that may most.
    found.update(sorted(rows, key=lambda row: Role.values.index(row[1])))
    return {**found, None: ""}


def _named(text: str) -> dict[str, Any]:
    return {"length": len(text), "sha256": digest_of_words(text)}


def _piece(piece: Piece) -> list[Any]:
    own = [piece.origin, piece.length]
    return own if piece.origin is not None else [*own, piece.revision]


def _removed(ledger: Ledger, roles: Roles) -> list[dict[str, Any]]:
    original = ledger.revisions[0].text
    rows: list[dict[str, Any]] = []
    for entry in (*ledger.out.values(), *ledger.of_kind("edited")):
        for span in entry.places:
            words = original[span.start : span.end]
            named = {"start": span.start, "length": len(words), "sha256": digest_of_words(words)}
            rows.append(named | _cause(entry, roles))
    return sorted(rows, key=lambda row: row["start"])


def _cause(entry: Entry, roles: Roles) -> dict[str, Any]:
    one = entry.finding
    if one is None:
        made = entry.revision
        return {"revision": made.number, "role": roles[made.created_by_id], "at": made.created_at.isoformat()}
    return {
        "rule": one.rule,
        "rule_version": one.rule_version,
        "category": one.category,
        "confidence": one.confidence,
        "role": roles[one.decided_by_id],
        "at": one.decided_at.isoformat() if one.decided_at else "",
    }


def _claim(place: Appearance, roles: Roles) -> dict[str, Any]:
    claim = place.claim
    return {
        "id": claim.pk,
        "sha256": digest_of_words(claim.text),
        "start": place.start,
        "end": place.end,
        "exact_sha256": digest_of_words(place.exact),
        "verdict": claim.verdict,
        "round": claim.round,
        "reviews": [_review(one, roles) for one in counting_reviews(claim)],
    }


def _review(review: Review, roles: Roles) -> dict[str, Any]:
    """The digest is of the values that readers see of the review, in the form of the record."""
    said = {
        "verdict": review.verdict,
        "kind": review.kind,
        "rationale": review.rationale,
        "at": review.created_at.isoformat(),
    }
    return {
        "kind": review.kind,
        "verdict": review.verdict,
        "role": roles[review.reviewer_id],
        "at": said["at"],
        "sha256": hashlib.sha256(canonical(said)).hexdigest(),
    }


def _event(event: Event, roles: Roles) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "action": event.action,
        "object": event.object_type,
        "role": roles[event.actor_id] or SYSTEM,
        "previous": event.previous,
        "hash": event.hash,
    }
