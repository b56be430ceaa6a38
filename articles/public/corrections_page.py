"""The list of all corrections: what was wrong, in which article, since when it is right."""

from django.db.models import Exists, OuterRef

from articles.enums import CorrectionKind
from articles.models import Correction, Edition
from articles.public.live import Live, load, stored
from articles.public.pages import html_page
from articles.public.records import moment
from articles.public.site import article_path, changes_path, direction, edition_path, href
from articles.public.types import PageBytes, Record

ON_CORRECTIONS = 200

Row = tuple[dict, str, Record | None]


def corrections_page(live: Live, *, gone: dict | None = None, slug: str = "") -> PageBytes:
    """The newest notes. `gone` and `slug` name a retraction that the database does not hold yet.

    A retracted article is named by its address alone: its headline was taken back with it.
    """
    rows = corrections(live, limit=ON_CORRECTIONS)
    if gone and gone["kind"] == "retraction":
        rows.append((retraction(note=gone["note"], at=gone["at"]), slug, None))
    rows.sort(key=lambda row: (moment(row[0]["at"]), row[1]), reverse=True)
    return html_page(
        "/corrections/",
        "corrections",
        {"notes": [line(row) for row in rows[:ON_CORRECTIONS]]},
        title="Corrections",
        description="All corrections, clarifications, updates and retractions, newest first.",
        section="corrections",
    )


def line(row: Row) -> dict:
    """One note as templates take it."""
    note, slug, record = row
    shown = note | {"at": moment(note["at"]), "url": href(article_path(slug)), "headline": "", "changes": ""}
    if record is None:
        return shown
    return shown | {
        "headline": record["headline"],
        "lang": record["language"],
        "dir": direction(record["language"]),
        "edition": note["edition"],
        "edition_url": href(edition_path(slug, note["edition"])),
        "changes": href(changes_path(slug, note["edition"])) if note["edition"] > 1 else "",
    }


def corrections(live: Live, *, limit: int) -> list[tuple[dict, str, Record | None]]:
    """(note, slug, live record) of the newest notes; the record is None for a retraction of what is off.

    Notes of live articles come from their live records. Of an article that is off only a retraction counts:
    other notes could quote the text that was taken away.
    """
    later = Edition.objects.filter(
        article=OuterRef("edition__article"), number__gt=OuterRef("edition__number")
    )
    rows = list(
        Correction.objects.exclude(edition__article_id=live.article or 0)
        .order_by("-created_at", "-id")
        .values_list("edition__article_id", "edition__slug", "kind", "note", "created_at", Exists(later))[
            :limit
        ]
    )
    entries = stored(live, kind="front", edition__article_id__in={row[0] for row in rows})
    editions = dict(entries.values_list("edition__article_id", "edition_id"))
    load(live, editions.values())
    found = [
        (note, record["slug"], record)
        for record in [*(live.read[edition] for edition in editions.values()), *filter(None, [live.record])]
        for note in record["corrections"]
    ]
    for article, slug, kind, note, at, again in rows:
        if article not in editions and kind == CorrectionKind.RETRACTION and not again:
            found.append((retraction(note=note, at=at.isoformat()), slug, None))
    return found


def retraction(*, note: str, at: str) -> dict:
    """The note of a retraction, in the shape of a record's corrections."""
    kind = CorrectionKind.RETRACTION
    return {"kind": kind.value, "kind_label": kind.label, "note": note, "at": at}
