"""An article as readers see it: its text with marked claims and their notes, and all that vouches for it."""

from collections.abc import Container
from typing import Any

from articles.enums import Role
from articles.public import jsonld
from articles.public.card import card_meta
from articles.public.pages import html_page
from articles.public.records import (
    corrected_at,
    counts_of,
    how_well,
    link,
    moment,
    tags_of,
    withdrawal,
    withdrawn_of,
)
from articles.public.site import (
    article_path,
    as_of_path,
    changes_path,
    compare_path,
    direction,
    edition_path,
    href,
    proof_path,
    safe_url,
    text_path,
)
from articles.public.story import beside, text_of
from articles.public.types import Key, PageBytes, Record
from articles.public.write import entries_of

CATEGORIES = {
    "escort": "escort services",
    "gambling": "gambling",
    "pharma": "medicines",
    "essay": "essay writing",
    "counterfeit": "counterfeit goods",
    "money": "loans and quick money",
    "promotion": "links and followers",
    "download": "downloads",
    "service": "services",
    "contact": "contact details",
    "link": "links",
    "other": "other advertising",
}


def article_pages(
    record: Record, editions: tuple[Record, ...], proved: Container[int] = ()
) -> list[PageBytes]:
    """The page of a live article and those of all its editions. `editions` oldest first, with `record`;
    `proved` are the numbers of those that have a proof.
    """
    slug = record["slug"]
    return [
        article_page(record, record, editions, path=article_path(slug), proved=record["number"] in proved),
        *(
            article_page(edition, record, editions, path=edition_path(slug, number), proved=number in proved)
            for edition in editions
            for number in (edition["number"],)
        ),
    ]


def article_page(
    record: Record, live: Record, editions: tuple[Record, ...], *, path: str, proved: bool = False
) -> PageBytes:
    """One edition. One that is superseded says so and points to the live one; one that is `proved` links to it.

    Claims, sources and tags that only an earlier edition names may have no page, so they are not linked there. An
    edition's own page says nothing of later ones but that there are.
    """
    own = path == article_path(live["slug"])
    old = record["number"] != live["number"]
    context = _shown(record, live, editions, own=own, proved=proved)
    title = f"{record['headline']} (edition {record['number']})" if old else record["headline"]
    return html_page(
        path,
        "article",
        context,
        title=title,
        canonical=path if old else article_path(live["slug"]),
        description=record["summary"] or record["excerpt"],
        section="articles",
        kind="article",
        published=context["first"],
        modified=context["published"],
        noindex=old,
        image=None if old else card_meta(record),
    )


def _shown(
    record: Record, live: Record, editions: tuple[Record, ...], *, own: bool, proved: bool
) -> dict[str, Any]:
    """What the template of an edition takes."""
    old = record["number"] != live["number"]
    linked = set(entries_of(live)) if old else None
    (text, reach), sources = text_of(record, linked), sources_of(record, linked)
    counts = counts_of(record["claims"])
    # Only the article's own page lists them, so that a new edition leaves the pages of the old ones alone.
    listed = [edition_line(edition, live) for edition in reversed(editions)] if own else []
    return {
        "story": record | {"dir": direction(record["language"])},
        "first": moment(record["first_published_at"]),
        "published": moment(record["published_at"]),
        "corrected": corrected_at(record),
        "tags": tags_of(record, linked),
        "total": len(record["claims"]),
        "counts": counts,
        "stand": how_well(record["claims"]),
        "verdicts": [count["verdict"] for count in counts for _ in range(count["number"])],
        "text": text,
        "beside": beside(reach, below=9 + 2 * (len(sources) + len(record["corrections"]) + len(listed))),
        "sources": sources,
        "withdrawn": withdrawn_in(record),
        "cleaning": cleaning_of(record),
        "proof": proof_of(live["slug"], record["number"]) if proved else None,
        "corrections": [correction(note, live, editions) for note in record["corrections"]],
        "editions": listed,
        "as_of": as_of(live) if own else None,
        # Names no newer edition, so that the page of an old one stays as it is.
        "since": f"{href(compare_path(live['slug']))}?from={record['number']}" if old else "",
        "live": {"number": live["number"], "url": href(article_path(live["slug"]))},
        "own": own,
        "old": old,
        "jsonld": "" if old else jsonld.script_json(jsonld.news_article(record)),
    }


def withdrawn_in(record: Record) -> list[dict]:
    """Each retracted source that verdicts of this edition rest on, with the numbers of those claims."""
    found: dict[str, dict] = {}
    for number, claim in enumerate(record["claims"], start=1):
        for one in withdrawn_of(claim):
            found.setdefault(one["slug"], one | {"numbers": []})["numbers"].append(number)
    return list(found.values())


def as_of(live: Record) -> dict:
    """The form that asks how the article stood on a day."""
    first = moment(live["first_published_at"])
    return {"action": href(as_of_path(live["slug"])), "first": f"{first:%Y-%m-%d}"}


def correction(note: dict, live: Record, editions: tuple[Record, ...]) -> dict:
    """A note with links to the edition it was made on and to what changed in it, where they have pages."""
    number = note["edition"]
    known = number in {edition["number"] for edition in editions}
    url = href(edition_path(live["slug"], number)) if known else ""
    changes = href(changes_path(live["slug"], number)) if known and number > 1 else ""
    return note | {"at": moment(note["at"]), "url": url, "changes": changes}


def edition_line(edition: Record, live: Record) -> dict:
    """One edition in the list of all."""
    number = edition["number"]
    return {
        "number": number,
        "url": href(edition_path(live["slug"], number)),
        "changes": href(changes_path(live["slug"], number)) if number > 1 else "",
        "at": moment(edition["published_at"]),
        "live": number == live["number"],
    }


def linked_in(record: Record, live: Container[Key]) -> set[Key]:
    """The claims, sources and tags of an edition that have a page because the live one, which stands in the lists
    `live`, names them too.
    """
    return {key for key in entries_of(record) if key in live}


def sources_of(record: Record, linked: set | None) -> list[dict]:
    """Each source once, in the order of the claims, with the numbers of the claims that rest on it."""
    found: dict[str, dict] = {}
    for number, claim in enumerate(record["claims"], start=1):
        for cited in claim["citations"]:
            row = found.setdefault(cited["slug"], cited | {"numbers": []})
            if number not in row["numbers"]:
                row["numbers"].append(number)
    return [
        row
        | {
            "page": link("source", slug, linked),
            "outside": safe_url(row["url"]),
            "withdrawn": withdrawal(row),
        }
        for slug, row in found.items()
    ]


def proof_of(slug: str, number: int) -> dict:
    """Where to check the edition without us."""
    return {"url": href(proof_path(slug, number)), "text": href(text_path(slug, number))}


def cleaning_of(record: Record) -> dict:
    """How many fragments of which kind were taken out, and by whom. Never their words."""
    cleaning = record["cleaning"]
    return {
        "removed": cleaning["removed"],
        "characters": cleaning["characters"],
        "kinds": [
            {"name": CATEGORIES.get(kind["category"], CATEGORIES["other"]), "count": kind["count"]}
            for kind in cleaning["kinds"]
        ],
        "by": [Role(role).label.lower() if role in Role.values else role for role in cleaning["decided_by"]],
    }
