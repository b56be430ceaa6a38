"""What changed between two editions of an article, for readers.

The page of an edition's changes stands beside the edition, `/articles/SLUG/editions/N/changes/`, and says nothing of
what came later: it is rendered when the edition is published, and again only when its address moves.
"""

from collections.abc import Iterable, Mapping, Sequence

from articles.public.changed_claims import claim_rows, source_rows
from articles.public.changed_text import covered, injected_in, passages_of, pieces_of, text_rows
from articles.public.pages import html_page
from articles.public.records import moment
from articles.public.site import (
    article_path,
    changes_path,
    compare_path,
    direction,
    edition_path,
    href,
)
from articles.public.types import PageBytes, Record
from articles.text.align import Effort

MOST_OPTIONS = 60  # editions that are offered by name; of more, their numbers are typed
FIELDS = (("Headline", "headline"), ("Summary", "summary"), ("Byline", "byline"))


def changes_pages(
    editions: Sequence[Record], proofs: Mapping[int, Mapping], slug: str, numbers: Iterable[int]
) -> list[PageBytes]:
    """The pages of the changes that these editions brought; the first edition has none.

    `editions` are all of the article, oldest first; `slug` is the article's newest.
    """
    place = {record["number"]: at for at, record in enumerate(editions)}
    found = []
    for number in numbers:
        at = place[number]
        if at:
            old, new = editions[at - 1], editions[at]
            context = changes(old, new, proofs, slug) | {
                "options": options(editions[: at + 1], slug) if at > 1 else None
            }
            path = changes_path(slug, number)
            found.append(
                html_page(
                    path, "changes", context, title=title_of(old, new), noindex=True, section="articles"
                )
            )
    return found


def title_of(old: Record, new: Record) -> str:
    if new["number"] == old["number"] + 1:
        return f"What changed in edition {new['number']}: {new['headline']}"
    return f"What changed from edition {old['number']} to {new['number']}: {new['headline']}"


def changes(old: Record, new: Record, proofs: Mapping[int, Mapping], slug: str) -> dict:
    """Everything that differs between two editions of an article, as the template takes it. Asks no database.

    Words that were removed from the older one as injected are not shown; how many they were is.
    """
    spans = injected_in(old, proofs.get(old["number"]), proofs.get(new["number"]))
    effort = Effort()
    rows, counts = text_rows(passages_of(old, spans), passages_of(new, []), effort)
    fields = [
        {"name": name, "pieces": pieces_of(covered(old[key], old, spans), new[key], effort)}
        for name, key in FIELDS
        if old[key] != new[key]
    ]
    hidden = {
        claim["id"]
        for claim in old["claims"]
        if any(claim["start"] < end and start < claim["end"] for start, end in spans)
    }
    claims, sources = claim_rows(old, new, hidden, slug, effort), source_rows(old, new)
    tags = tag_rows(old, new)
    first, last = old["number"], new["number"]
    return {
        "story": {
            "headline": new["headline"],
            "language": new["language"],
            "dir": direction(new["language"]),
        },
        "url": href(article_path(slug)),
        "old": edition(old, slug),
        "new": edition(new, slug),
        "notes": [
            note | {"at": moment(note["at"])}
            for note in new["corrections"]
            if first < note["edition"] <= last
        ],
        "fields": fields,
        "tags": tags,
        "moved": None if old["slug"] == new["slug"] else {"old": old["slug"], "new": new["slug"]},
        "rows": rows if any(counts.values()) else [],
        "injected": sum(end - start for start, end in spans),
        "claims": claims,
        "sources": sources,
        "short": in_short(fields, tags, counts, claims, sources),
    }


def edition(record: Record, slug: str) -> dict:
    number = record["number"]
    return {
        "number": number,
        "at": moment(record["published_at"]),
        "url": href(edition_path(slug, number)),
        "changes": href(changes_path(slug, number)) if number > 1 else "",
    }


def options(editions: Iterable[Record | dict], slug: str) -> dict:
    """The form that compares any two of these editions; each has number and published_at."""
    rows = [{"number": one["number"], "at": moment(one["published_at"])} for one in editions]
    return {
        "action": href(compare_path(slug)),
        "editions": rows if len(rows) <= MOST_OPTIONS else [],
        "last": rows[-1]["number"],
    }


def tag_rows(old: Record, new: Record) -> list[dict]:
    before, after = ({tag["slug"]: tag["name"] for tag in record["tags"]} for record in (old, new))
    return [
        *({"kind": "come", "name": name} for slug, name in after.items() if slug not in before),
        *({"kind": "gone", "name": name} for slug, name in before.items() if slug not in after),
    ]


# What stands above the page: one, several, and the part of the page that it leads to.
COUNTED = {
    "changed": ("1 paragraph changed", "{} paragraphs changed", "text"),
    "come": ("1 paragraph added", "{} paragraphs added", "text"),
    "gone": ("1 paragraph removed", "{} paragraphs removed", "text"),
    "moved": ("1 paragraph moved", "{} paragraphs moved", "text"),
    "claim come": ("1 claim added", "{} claims added", "claims"),
    "claim gone": ("1 claim removed", "{} claims removed", "claims"),
    "claim verdict": ("1 verdict changed", "{} verdicts changed", "claims"),
    "claim details": ("1 claim revised", "{} claims revised", "claims"),
    "source come": ("1 source added", "{} sources added", "sources"),
    "source gone": ("1 source removed", "{} sources removed", "sources"),
}


def in_short(
    fields: list[dict], tags: list[dict], counts: Mapping[str, int], claims: list[dict], sources: list[dict]
) -> list[dict]:
    """What changed in a few words, each leading to where it stands."""
    names = [field["name"].lower() for field in fields] + (["tags"] if tags else [])
    found = [{"words": f"{name} changed", "to": "about"} for name in names]
    numbers = dict(counts)
    for kind in ("come", "gone", "verdict", "details"):
        numbers[f"claim {kind}"] = sum(row["kind"] == kind for row in claims)
    for kind in ("come", "gone"):
        numbers[f"source {kind}"] = sum(row["change"] == kind for row in sources)
    for name, (one, many, to) in COUNTED.items():
        if numbers[name]:
            found.append({"words": one if numbers[name] == 1 else many.format(numbers[name]), "to": to})
    return found
