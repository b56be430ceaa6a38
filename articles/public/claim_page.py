"""The page of one claim: what was said, by whom, the verdict, how it was reached, on which evidence, and where."""

from collections.abc import Sequence
from datetime import date

from articles.public.claim_review import kept_review
from articles.public.jsonld import script_json
from articles.public.pages import html_page
from articles.public.records import (
    decided_at,
    how_decided,
    link,
    moment,
    newest_claim,
    withdrawal,
    withdrawn_of,
)
from articles.public.site import article_path, direction, entry_path, href, safe_url
from articles.public.types import PageBytes, Record


def claim_page(claim_id: str, records: list[Record], objections: Sequence[dict] = ()) -> PageBytes:
    """`records` are the live editions that carry the claim, newest first, at least one.

    `objections` are the answered ones, as `objections_page.answered` gives them.
    """
    claim = newest_claim(records, int(claim_id))
    home = next(record for record in records if claim in record["claims"])
    review = kept_review(claim, records)
    context = {
        "claim": claim | {"lang": home["language"], "dir": direction(home["language"])},
        "said": date.fromisoformat(claim["said_on"]) if claim["said_on"] else None,
        "how": how_decided(claim),
        "decided": decided_at(claim),
        "withdrawn": withdrawn_of(claim),
        "reviews": [review | {"at": moment(review["at"])} for review in claim["reviews"]],
        "citations": [evidence(cited) for cited in claim["citations"]],
        "tags": [{"name": tag["name"], "url": link("tag", tag["slug"])} for tag in claim["tags"]],
        "objections": objections,
        "object_url": f"{href(entry_path('claim', claim_id))}object/",
        "places": [place(record, claim) for record in records],
        "jsonld": script_json(review) if review else "",
    }
    return html_page(
        entry_path("claim", claim_id),
        "claim",
        context,
        title=f"{claim['label']}: {claim['text']}",
        description=claim["rationale"][:300],
        section="claims",
        kind="article",
        published=context["decided"],
    )


def evidence(cited: dict) -> dict:
    """A citation as templates take it."""
    return cited | {
        "page": link("source", cited["slug"]),
        "outside": safe_url(cited["url"]),
        "withdrawn": withdrawal(cited),
    }


def place(record: Record, claim: dict) -> dict:
    """An article where the claim stands, and its verdict there if an earlier one is frozen in it."""
    here = next(found for found in record["claims"] if found["id"] == claim["id"])
    return {
        "url": href(article_path(record["slug"])),
        "headline": record["headline"],
        "lang": record["language"],
        "dir": direction(record["language"]),
        "published": moment(record["first_published_at"]),
        "exact": here["exact"],
        "earlier": here if here["verdict"] != claim["verdict"] else None,
        "decided": decided_at(here),
    }
