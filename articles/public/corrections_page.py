"""The list of all corrections: what was wrong, in which article, since when it is right."""

from articles.public.live import Live, corrections, retraction
from articles.public.pages import html_page
from articles.public.records import moment
from articles.public.site import article_path, direction, edition_path, href
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
    shown = note | {"at": moment(note["at"]), "url": href(article_path(slug)), "headline": ""}
    if record is None:
        return shown
    return shown | {
        "headline": record["headline"],
        "lang": record["language"],
        "dir": direction(record["language"]),
        "edition": note["edition"],
        "edition_url": href(edition_path(slug, note["edition"])),
    }
