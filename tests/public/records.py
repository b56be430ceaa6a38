"""Records of editions by a plain function, and the shortest way to put them on the public site.

The real way leads through the actions; these tests are about what readers get for a given record.
"""

import hashlib
from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from articles.actions.log import canonical
from articles.models import Article, Correction, Edition, EditionEntry, Revision
from articles.public import SiteChange, entries_of, pages_of, write_pages

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXT = """The harbour that runs on sunlight

Port Averly covered 61 roofs with panels. Its director says that it makes more power than it uses.

What the meters say

In its first year the installation delivered 21 gigawatt hours."""
LABELS = {
    "supported": "Supported",
    "refuted": "Refuted",
    "mixed": "Mixed",
    "unproven": "Unproven",
    "not_checkable": "Not checkable",
}


def tag(name: str, slug: str = "") -> dict:
    return {"name": name, "slug": slug or name.lower().replace(" ", "-")}


def citation(source: int = 3, **changes) -> dict:
    return {
        "source": source,
        "slug": f"source-{source}",
        "name": f"Port register {source}",
        "kind": "organisation",
        "kind_label": "Organisation",
        "url": f"https://register.example/{source}",
        "rank": "primary",
        "rank_label": "Primary",
        "reliability": "high",
        "reliability_label": "High",
        "stance": "supports",
        "stance_label": "Supports",
        "quote": "Sixty-one permits were granted.",
        "locator": "p. 4",
    } | changes


def claim(exact: str, *, id: int = 5, text: str = TEXT, verdict: str = "supported", **changes) -> dict:
    """A claim on the first place where `exact` stands in `text`."""
    start = text.index(exact)
    at = changes.get("decided_at", "2026-11-20T09:00:00+00:00")
    return {
        "id": id,
        "text": exact,
        "claimant": "Ines Calder",
        "said_on": "2026-01-02",
        "start": start,
        "end": start + len(exact),
        "exact": exact,
        "verdict": verdict,
        "label": LABELS[verdict],
        "scale": {"name": "Newsroom", "version": 1},
        "decided_at": at,
        "standing": "single",
        "round": 1,
        "rationale": "The permits list them.",
        "reviews": [
            {
                "verdict": verdict,
                "label": LABELS[verdict],
                "kind": "review",
                "rationale": "The permits list them.",
                "at": at,
            }
        ],
        "citations": [citation()],
        "tags": [],
    } | changes


def record(article: int = 1, number: int = 1, **changes) -> dict:
    """A whole record with two claims, one source and two tags."""
    text = changes.get("text", TEXT)
    found = {
        "version": 1,
        "article": article,
        "number": number,
        "slug": f"harbour-{article}",
        "headline": "The harbour that runs on sunlight",
        "summary": "How much of what a port says about its roofs holds?",
        "excerpt": "Port Averly covered 61 roofs with panels.",
        "byline": "Mara Quist",
        "language": "en",
        "format": "text",
        "text": text,
        "text_digest": hashlib.sha256(text.encode()).hexdigest(),
        "original_digest": "0" * 64,
        "revision": number,
        "first_published_at": f"2026-11-{20 + article % 4}T10:00:00+00:00",
        "published_at": f"2026-11-{20 + article % 4}T1{number}:00:00+00:00",
        "publisher": "editor",
        "tags": [tag("Energy"), tag("Ports")],
        "claims": [],
        "cleaning": {
            "removed": 3,
            "characters": 24,
            "kinds": [{"category": "escort", "count": 3}],
            "decided_by": ["reporter"],
        },
        "corrections": [],
    } | changes
    if "claims" not in changes and text == TEXT:
        found["claims"] = [
            claim("Port Averly covered 61 roofs with panels", id=10 * article + 1, tags=[tag("Solar")]),
            claim("delivered 21 gigawatt hours", id=10 * article + 2, verdict="mixed"),
        ]
    return found


def correction(
    edition: int, note: str = "The year was wrong.", at: str = "2026-11-22T08:00:00+00:00"
) -> dict:
    return {"kind": "correction", "kind_label": "Correction", "note": note, "at": at, "edition": edition}


def editions_of(article: int) -> tuple[dict, ...]:
    return tuple(Edition.objects.filter(article=article).order_by("number").values_list("record", flat=True))


def live_record(article: int) -> dict | None:
    entries = EditionEntry.objects.filter(kind="front", edition__article=article)
    return entries.values_list("edition__record", flat=True).first()


def person():
    return get_user_model().objects.get_or_create(username="edda")[0]


def store_edition(new: dict) -> Edition:
    """The rows behind a record: article, text, edition and its entries in place of the earlier ones."""
    key = f"{new['article']}/{new['number']}"
    article, _ = Article.objects.get_or_create(
        pk=new["article"],
        defaults={
            "headline": "x",
            "slug": f"row-{new['article']}",
            "format": "text",
            "origin": "desk",
            "digest": key,
        },
    )
    base = article.revisions.order_by("-number").first()
    kind = "edited" if base else "imported"
    revision = Revision.objects.create(
        article=article,
        number=base.number + 1 if base else 1,
        kind=kind,
        text=new["text"],
        digest=key,
        based_on=base,
    )
    Article.objects.filter(pk=article.pk).update(revision=revision)
    edition = Edition.objects.create(
        article=article,
        number=new["number"],
        revision=revision,
        slug=new["slug"],
        headline=new["headline"][:300],
        record=new,
        digest=hashlib.sha256(canonical(new)).hexdigest(),
        published_by=person(),
        published_at=new["published_at"],
    )
    EditionEntry.objects.filter(edition__article=article).delete()
    EditionEntry.objects.bulk_create(
        EditionEntry(edition=edition, kind=kind, key=key, first_published_at=new["first_published_at"])
        for kind, key in entries_of(new)
    )
    for note in new["corrections"]:
        if note["edition"] == new["number"]:
            Correction.objects.create(
                edition=edition,
                kind=note["kind"],
                note=note["note"],
                created_by=person(),
                created_at=note["at"],
            )
    return edition


def put_live(new: dict, **changes) -> SiteChange:
    """Publish a record: render, then write all."""
    article = new["article"]
    change = SiteChange(
        article=article,
        record=new,
        before=live_record(article),
        editions=(*editions_of(article), new),
        **changes,
    )
    rendered = pages_of(change, now=NOW)
    with transaction.atomic():
        store_edition(new)
        write_pages(rendered)
    return change


def take_off(article: int, kind: str = "retraction", note: str = "We could not verify it.") -> SiteChange:
    """Retract or unpublish."""
    at = "2026-11-23T11:00:00+00:00"
    gone = {"status": 410, "kind": kind, "note": note, "at": at}
    change = SiteChange(
        article=article, record=None, before=live_record(article), gone=gone, editions=editions_of(article)
    )
    rendered = pages_of(change, now=NOW)
    with transaction.atomic():
        EditionEntry.objects.filter(edition__article=article).delete()
        if kind == "retraction":
            last = Edition.objects.filter(article=article).order_by("-number")[0]
            Correction.objects.create(edition=last, kind=kind, note=note, created_by=person(), created_at=at)
        write_pages(rendered)
    return change
