"""What the API tells about each thing: the key, its schema, and where the value is read.

Nothing here tells a review that is sealed, nor how many a claim in review wants: reviews go out through
`Review.objects.visible_to` alone.
"""

from collections.abc import Callable
from typing import Any

from articles.api import schema as s
from articles.enums import (
    AnchorState,
    ArticleStatus,
    ClaimStatus,
    FindingStatus,
    Format,
    LinkState,
    Origin,
    QuoteState,
    Reliability,
    ReviewKind,
    ReviewPolicy,
    RevisionKind,
    SourceKind,
    SourceRank,
    Stance,
    Verdict,
)

Shape = dict[str, tuple[s.Schema, Callable[[Any], Any]]]


def shaped(shape: Shape, thing: Any) -> dict[str, Any]:
    return {name: read(thing) for name, (_, read) in shape.items()}


def schema_of(shape: Shape) -> s.Schema:
    return s.thing({name: part for name, (part, _) in shape.items()}, required=tuple(shape))


def _of(name: str) -> Callable[[Any], Any]:
    """The attribute, or that of what belongs to it: "revision.number"; None where there is none."""

    def read(thing: Any) -> Any:
        for part in name.split("."):
            thing = getattr(thing, part, None)
        return thing

    return read


def _at(name: str) -> Callable[[Any], Any]:
    """A date or a time as ISO 8601."""

    def read(thing: Any) -> Any:
        value = _of(name)(thing)
        return value.isoformat() if value else None

    return read


def _who(name: str) -> tuple[s.Schema, Callable[[Any], Any]]:
    """A person's user name; null is the system, or nobody."""
    return s.maybe(s.STRING), _of(f"{name}.username")


def _tags(thing: Any) -> list[str]:
    return sorted(item.tag.name for item in thing.tagged.all())


TAGS = s.many(s.STRING)
TEXT = (s.STRING, _of("text"))

ARTICLE: Shape = {
    "slug": (s.STRING, _of("slug")),
    "headline": (s.STRING, _of("headline")),
    "status": (s.one_of(ArticleStatus.values), _of("status")),
    "language": (s.STRING, _of("language")),
    "format": (s.one_of(Format.values), _of("format")),
    "summary": (s.STRING, _of("summary")),
    "byline": (s.STRING, _of("byline")),
    "tags": (TAGS, _tags),
    "revision": (s.ID, _of("revision.number")),
    "edition": (s.maybe(s.ID), _of("live_edition.number")),
    "review_policy": (s.one_of(ReviewPolicy.values, also=("",)), _of("review_policy")),
    "origin": (s.one_of(Origin.values), _of("origin")),
    "url": (s.STRING, _of("origin_name")),
    "imported_by": _who("imported_by"),
    "submitted_by": _who("submitted_by"),
    "publish_at": (s.maybe(s.TIME), _at("publish_at")),
    "created_at": (s.TIME, _at("created_at")),
    "updated_at": (s.TIME, _at("updated_at")),
    "path": (s.STRING, lambda article: article.get_absolute_url()),
    "desk_path": (s.STRING, lambda article: article.get_desk_url()),
}

REVISION: Shape = {
    "number": (s.ID, _of("number")),
    "kind": (s.one_of(RevisionKind.values), _of("kind")),
    "digest": (s.STRING, _of("digest")),
    "note": (s.STRING, _of("note")),
    "created_by": _who("created_by"),
    "created_at": (s.TIME, _at("created_at")),
}

# `place` is put on each finding and claim by who reads it: the span in the newest text.
PLACE = s.maybe(s.thing({"start": s.INTEGER, "end": s.INTEGER}, required=("start", "end")))


def _place(thing: Any) -> dict[str, int] | None:
    return {"start": thing.place[0], "end": thing.place[1]} if thing.place else None


FINDING: Shape = {
    "id": (s.ID, _of("pk")),
    "text": TEXT,
    "revision": (s.ID, _of("revision.number")),
    "start": (s.INTEGER, _of("start")),
    "end": (s.INTEGER, _of("end")),
    "place": (PLACE, _place),
    "rule": (s.STRING, _of("rule")),
    "category": (s.STRING, _of("category")),
    "confidence": ({"type": "number"}, _of("confidence")),
    "sure": (s.BOOLEAN, _of("sure")),
    "reason": (s.STRING, _of("reason")),
    "status": (s.one_of(FindingStatus.values), _of("status")),
    "applied": (s.BOOLEAN, lambda finding: finding.removed_in_id is not None),
    "decided_by": _who("decided_by"),
    "decided_at": (s.maybe(s.TIME), _at("decided_at")),
}

HOLDER: Shape = {"person": _who("reviewer"), "due_at": (s.maybe(s.TIME), _at("due_at"))}

CLAIM: Shape = {
    "id": (s.ID, _of("pk")),
    "text": TEXT,
    "claimant": (s.STRING, _of("claimant")),
    "said_on": (s.maybe(s.DATE), _at("said_on")),
    "digest": (s.STRING, _of("digest")),
    "status": (s.one_of(ClaimStatus.values), _of("status")),
    "verdict": (s.one_of(Verdict.values, also=("",)), _of("verdict")),
    "decided_at": (s.maybe(s.TIME), _at("decided_at")),
    "round": (s.ID, _of("round")),
    "return_note": (s.STRING, _of("return_note")),
    "due_at": (s.maybe(s.TIME), _at("due_at")),
    "written_by": _who("written_by"),
    "submitted_by": _who("submitted_by"),
    "holders": (
        s.many(schema_of(HOLDER)),
        lambda claim: [shaped(HOLDER, one) for one in claim.holders],
    ),
    "tags": (TAGS, _tags),
    "desk_path": (s.STRING, lambda claim: claim.get_desk_url()),
}

STANDING: Shape = {
    "article": (s.STRING, _of("revision.article.slug")),
    "revision": (s.ID, _of("revision.number")),
    "exact": (s.STRING, _of("exact")),
    "start": (s.maybe(s.INTEGER), _of("start")),
    "end": (s.maybe(s.INTEGER), _of("end")),
    "state": (s.one_of(AnchorState.values), _of("state")),
}

SOURCE: Shape = {
    "slug": (s.STRING, _of("slug")),
    "name": (s.STRING, _of("name")),
    "kind": (s.one_of(SourceKind.values), _of("kind")),
    "url": (s.STRING, _of("url")),
    "rank": (s.one_of(SourceRank.values), _of("rank")),
    "reliability": (s.one_of(Reliability.values), _of("reliability")),
    "reliability_note": (s.STRING, _of("reliability_note")),
    "note": (s.STRING, _of("note")),
    "link_state": (s.one_of(LinkState.values), _of("link_state")),
    "retracted_at": (s.maybe(s.TIME), _at("retracted_at")),
    "retracted_reason": (s.STRING, _of("retracted_reason")),
    "tags": (TAGS, _tags),
}

CITATION: Shape = {
    "id": (s.ID, _of("pk")),
    "source": (s.STRING, _of("source.slug")),
    "source_name": (s.STRING, _of("source.name")),
    "stance": (s.one_of(Stance.values), _of("stance")),
    "quote": (s.STRING, _of("quote")),
    "locator": (s.STRING, _of("locator")),
    "quote_state": (s.one_of(QuoteState.values, also=("",)), _of("quote_state")),
    "created_by": _who("created_by"),
}

REVIEW: Shape = {
    "round": (s.ID, _of("round")),
    "kind": (s.one_of(ReviewKind.values), _of("kind")),
    "reviewer": _who("reviewer"),
    "verdict": (s.one_of(Verdict.values), _of("verdict")),
    "rationale": (s.STRING, _of("rationale")),
    "evidence": (s.many(s.ID), lambda review: sorted(one.pk for one in review.evidence.all())),
    "created_at": (s.TIME, _at("created_at")),
}

CHECK: Shape = {
    "key": (s.STRING, _of("key")),
    "ok": (s.BOOLEAN, _of("ok")),
    "words": (s.STRING, _of("words")),
}

FREE: s.Schema = {"type": "object"}
EVENT: Shape = {
    "number": (s.ID, _of("number")),
    "at": (s.TIME, _at("at")),
    "actor": (s.STRING, _of("actor_name")),
    "action": (s.STRING, _of("action")),
    "object_type": (s.STRING, _of("object_type")),
    "object_id": (s.STRING, _of("object_id")),
    "object_label": (s.STRING, _of("object_label")),
    "before": (FREE, _of("before")),
    "after": (FREE, _of("after")),
    "reason": (s.STRING, _of("reason")),
    "previous": (s.STRING, _of("previous")),
    "hash": (s.STRING, _of("hash")),
}

EDITION: Shape = {
    "number": (s.ID, _of("number")),
    "digest": (s.STRING, _of("digest")),
    "published_by": _who("published_by"),
    "published_at": (s.TIME, _at("published_at")),
}

NAMED: dict[str, Shape] = {
    "Article": ARTICLE, "Revision": REVISION, "Finding": FINDING, "Claim": CLAIM, "Standing": STANDING,
    "Source": SOURCE, "Citation": CITATION, "Review": REVIEW, "Check": CHECK, "Event": EVENT, "Edition": EDITION,
}  # fmt: skip
