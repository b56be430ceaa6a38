"""The page of one source: who it is, how far it is trusted, and every claim that rests on it."""

from articles.public.pages import html_page
from articles.public.records import claim_line, moment, newest_claim, withdrawal
from articles.public.site import article_path, entry_path, href, safe_url
from articles.public.types import PageBytes, Record


def citations_of(record: Record, slug: str) -> list[tuple[dict, dict]]:
    """(claim, citation) for each use of a source in one edition."""
    return [
        (claim, cited) for claim in record["claims"] for cited in claim["citations"] if cited["slug"] == slug
    ]


def source_page(slug: str, records: list[Record]) -> PageBytes:
    """`records` are the live editions in which claims cite the source, newest first, at least one."""
    # What is known of a source changes too: the edition published last knows best.
    latest = max(records, key=lambda record: moment(record["published_at"]))
    source = citations_of(latest, slug)[-1][1]
    numbers = dict.fromkeys(claim["id"] for record in records for claim, _ in citations_of(record, slug))
    claims = [claim_on(slug, number, records) for number in numbers]
    return html_page(
        entry_path("source", slug),
        "source",
        {
            "source": source | {"outside": safe_url(source["url"]), "withdrawn": withdrawal(source)},
            "claims": claims,
        },
        title=source["name"],
        description=f"{source['name']}: {len(claims)} reviewed claims rest on this source.",
        section="sources",
    )


def claim_on(slug: str, number: int, records: list[Record]) -> dict:
    """A claim as it was last decided on this source, what it takes from it, and the articles it stands in."""
    citing = [
        record for record in records if number in {claim["id"] for claim, _ in citations_of(record, slug)}
    ]
    claim = newest_claim(citing, number)
    home = next(record for record in citing if claim in record["claims"])
    return claim_line(claim, home) | {
        "uses": [cited for cited in claim["citations"] if cited["slug"] == slug],
        "places": [
            {"url": href(article_path(r["slug"])), "headline": r["headline"], "lang": r["language"]}
            for r in citing
        ],
    }
