"""The frozen record of an edition: all that a reader may ever see of it, as JSON."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.enums import AnchorState, ClaimStatus, FindingStatus, ReviewKind, RevisionKind, Role
from articles.errors import Conflict
from articles.models import (
    Appearance,
    Article,
    Citation,
    Claim,
    Correction,
    Event,
    Finding,
    Review,
    TaggedArticle,
    TaggedClaim,
)
from articles.text.headline import shorten
from articles.text.parse import parse
from articles.workflow import strength_of

VERSION = 1
EXCERPT_LENGTH = 220


def build_record(
    article: Article, *, number: int, at: datetime, correction: tuple[str, str] | None
) -> dict[str, Any]:
    """The record of the edition that publishing `article` now would make; reads only.

    `correction` is the (kind, note) published with it. Offsets of claims are code points into its "text".
    """
    text = article.revision
    editions = list(
        article.editions.order_by("number").values_list("record__first_published_at", flat=True)[:1]
    )
    notes = [] if correction is None else [_note(*correction, at, number)]
    return {
        "version": VERSION,
        "article": article.pk,
        "number": number,
        "slug": article.slug,
        "headline": article.headline,
        "summary": article.summary,
        "excerpt": _excerpt(text.text, article.format),
        "byline": article.byline,
        "language": article.language,
        "format": article.format,
        "text": text.text,
        "text_digest": text.digest,
        "original_digest": article.digest,
        "revision": text.number,
        "first_published_at": editions[0] if editions else at.isoformat(),
        "published_at": at.isoformat(),
        "publisher": str(Role.EDITOR),
        "tags": _tags(article.tagged.select_related("tag")),
        "claims": _claims(article),
        "cleaning": _cleaning(article),
        "corrections": notes + earlier_corrections(article),
    } | (_off_since(article) if editions else {})


def _off_since(article: Article) -> dict[str, str]:
    """Since when an article that goes on again has been off; readers who ask for a day in between are told so."""
    if article.live_edition_id is not None:
        return {}
    at = Event.objects.filter(article=article, action="unpublish").values_list("at", flat=True).first()
    return {"off_since": at.isoformat()} if at else {}


def basis_of(article: Article) -> tuple[Any, ...]:
    """The rows that the record and the checklist of `article` rest on. Read before and again while writing, it says
    whether what was checked and frozen is still what is there; six queries, no text.
    """
    words = (
        "slug", "headline", "summary", "byline", "language", "status", "revision", "submitted_by", "review_policy",
    )  # fmt: skip
    places = Appearance.objects.filter(revision__current_of=article.pk)
    of_claims = {"claim__appearances__revision__current_of": article.pk}
    tagged = {"content_object__appearances__revision__current_of": article.pk}
    return (
        Article.objects.values_list(*words).get(pk=article.pk),
        _rows(places, "start", "end", "state", "claim__status", "claim__digest", "claim__round"),
        _rows(Finding.objects.filter(revision__article=article), "status", "removed_in"),
        _rows(Citation.objects.filter(**of_claims), "source__updated_at"),
        _rows(TaggedArticle.objects.filter(content_object=article), "tag__name"),
        _rows(TaggedClaim.objects.filter(**tagged), "tag__name"),
    )


def _rows(rows: QuerySet, *fields: str) -> list[Any]:
    return list(rows.order_by("pk").values_list("pk", *fields))


def check_basis(article: Article, basis: tuple[Any, ...]) -> None:
    """Raises Conflict when one of those rows has changed since; inside the caller's transaction."""
    if basis_of(article) != basis:
        raise Conflict("Somebody changed this article at the same moment. Look at it again, then decide.")


def _excerpt(text: str, format: str) -> str:
    """The beginning of the first paragraph, for lists, where nobody wrote a summary."""
    blocks = parse(text, format).blocks
    first = next((block.text for block in blocks if block.kind == "paragraph" and len(block.text) > 40), "")
    return shorten(" ".join(first.split()), EXCERPT_LENGTH)


def earlier_corrections(article: Article) -> list[dict[str, Any]]:
    """The article's public notes so far, newest first."""
    rows = Correction.objects.filter(edition__article=article).select_related("edition")
    return [_note(row.kind, row.note, row.created_at, row.edition.number) for row in rows]


def _note(kind: str, note: str, at: datetime, edition: int) -> dict[str, Any]:
    label = dict(Correction._meta.get_field("kind").flatchoices)[kind]
    return {"kind": str(kind), "kind_label": label, "note": note, "at": at.isoformat(), "edition": edition}


def _tags(items: Iterable[Any]) -> list[dict[str, str]]:
    tags = sorted((item.tag for item in items), key=lambda tag: tag.key)
    return [{"name": tag.name, "slug": tag.slug} for tag in tags]


def _claims(article: Article) -> list[dict[str, Any]]:
    rows = decided_places(article).prefetch_related(
        "claim__reviews__scale", "claim__citations__source", "claim__tagged__tag"
    )
    return [_claim(row, article.language) for row in rows]


def decided_places(article: Article) -> QuerySet[Appearance]:
    """Where the claims stand that an edition made now carries, with claims and reviews, in the order of the text."""
    return (
        Appearance.objects.filter(revision=article.revision, claim__status=ClaimStatus.DECIDED)
        .exclude(state=AnchorState.ORPHANED)
        .select_related("claim")
        .prefetch_related("claim__reviews")
        .order_by("start", "end", "claim_id")
    )


def counting_reviews(claim: Claim) -> list[Review]:
    """The reviews of the claim as it is now, in its newest round, that its verdict rests on."""
    counting = (claim.round, claim.digest)
    return [one for one in claim.reviews.all() if (one.round, one.claim_digest) == counting]


def _claim(place: Appearance, language: str) -> dict[str, Any]:
    """A claim with the labels that its reviews were made with, in the language of the article."""
    claim = place.claim
    reviews = counting_reviews(claim)
    deciding = next((one for one in reviews if one.kind == ReviewKind.ADJUDICATION), reviews[0])
    return {
        "id": claim.pk,
        "text": claim.text,
        "claimant": claim.claimant,
        "said_on": claim.said_on.isoformat() if claim.said_on else "",
        "start": place.start,
        "end": place.end,
        "exact": place.exact,
        "verdict": claim.verdict,
        **_label(deciding, language),
        "scale": {"name": deciding.scale.name, "version": deciding.scale.version},
        "decided_at": claim.decided_at.isoformat() if claim.decided_at else "",
        "standing": str(strength_of([one.kind for one in reviews], [one.verdict for one in reviews])),
        "round": claim.round,
        "rationale": deciding.rationale,
        "reviews": [
            {
                "verdict": review.verdict,
                **_label(review, language),
                "kind": review.kind,
                "rationale": review.rationale,
                "at": review.created_at.isoformat(),
            }
            for review in reviews
        ],
        "citations": _citations(claim),
        "tags": _tags(claim.tagged.all()),
    }


def _label(review: Review, language: str) -> dict[str, str]:
    """What readers of this language are told of the verdict, by the scale that the review was made with."""
    label = review.scale.label(review.verdict, language)
    return {
        "label": label.words,
        "label_language": label.language,
        "meaning": label.meaning,
        "meaning_language": label.meaning_language,
    }


def _citations(claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "source": citation.source.pk,
            "slug": citation.source.slug,
            "name": citation.source.name,
            "kind": citation.source.kind,
            "kind_label": citation.source.get_kind_display(),
            "url": citation.source.url,
            "rank": citation.source.rank,
            "rank_label": citation.source.get_rank_display(),
            "reliability": citation.source.reliability,
            "reliability_label": citation.source.get_reliability_display(),
            "stance": citation.stance,
            "stance_label": citation.get_stance_display(),
            "quote": citation.quote,
            "locator": citation.locator,
        }
        for citation in claim.citations.all()
    ]


def _cleaning(article: Article) -> dict[str, Any]:
    """How many fragments of which kind went out, and whose roles decided; never the fragments themselves."""
    gone = Finding.objects.filter(
        revision__article=article, status=FindingStatus.REMOVED, removed_in__kind=RevisionKind.CLEANED
    ).prefetch_related("decided_by__groups")
    rows = list(gone)
    kinds = Counter(row.category for row in rows)
    roles = {group.name for row in rows if row.decided_by for group in row.decided_by.groups.all()}
    return {
        "removed": len(rows),
        "characters": sum(row.end - row.start for row in rows),
        "kinds": [{"category": name, "count": count} for name, count in sorted(kinds.items())],
        "decided_by": sorted(roles & set(Role.values)),
    }
