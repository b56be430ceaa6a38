"""ClaimReview: what machines read of a verdict, on the claim's own page and in the feed of all.

Markup that breaks a rule (`text/claim_review.py`) is left out, of the page and of the feed; `markup_problems` says
which, so that whoever publishes is told.
"""

from django.conf import settings

from articles.enums import Verdict
from articles.public.jsonld import organisation
from articles.public.kept_records import fragment
from articles.public.records import decided_at, moment
from articles.public.site import absolute, article_path, entry_path
from articles.public.types import Record
from articles.text.claim_review import check_claim_review

# Only a verdict that says how far a claim is true has a number; the others have their label alone.
RATINGS = {Verdict.REFUTED.value: 1, Verdict.MIXED.value: 3, Verdict.SUPPORTED.value: 5}
BEST, WORST = 5, 1


def claim_review(claim: dict, records: list[Record]) -> dict | None:
    """ClaimReview of a verdict; `records` are the live editions that carry the claim.

    None where the verdict rests on a source that was withdrawn, which is not for machines to repeat, and where a rule
    would be broken.
    """
    if claim.get("withdrawn"):
        return None
    data = described(claim, records)
    return None if problems_of(data, claim) else data


def kept_review(claim: dict, records: list[Record]) -> dict | None:
    """The same, kept with the record where one edition alone carries the claim."""
    if len(records) > 1:
        return claim_review(claim, records)
    return fragment(f"review {claim['id']}", records[0], lambda one: claim_review(claim, [one]))


def markup_problems(record: Record) -> dict[int, list[str]]:
    """{claim id: the rules that its markup would break} of those claims of an edition that get none because of it."""
    found = {claim["id"]: problems_of(described(claim, [record]), claim) for claim in record["claims"]}
    return {number: problems for number, problems in found.items() if problems}


def problems_of(data: dict, claim: dict) -> list[str]:
    return check_claim_review(data, page=claim_url(claim), label=" ".join(claim["label"].split()))


def claim_url(claim: dict) -> str:
    return absolute(entry_path("claim", str(claim["id"])))


def described(claim: dict, records: list[Record]) -> dict:
    """The verdict in the words of schema.org, whatever the rules say of it."""
    url = claim_url(claim)
    decided = decided_at(claim) or max(moment(record["published_at"]) for record in records)
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "claimReviewed": claim["text"],
        "datePublished": decided.date().isoformat(),
        "author": organisation(),
        "reviewRating": rating(claim),
        "itemReviewed": reviewed(claim, records),
    }


def rating(claim: dict) -> dict:
    found = {"@type": "Rating", "alternateName": claim["label"]}
    if claim["verdict"] in RATINGS:
        found |= {"ratingValue": RATINGS[claim["verdict"]], "bestRating": BEST, "worstRating": WORST}
    return found


def reviewed(claim: dict, records: list[Record]) -> dict:
    """The claim, where it stands, and who makes it unless that is the site itself."""
    item = {
        "@type": "Claim",
        "appearance": [
            {
                "@type": "NewsArticle",
                "url": absolute(article_path(record["slug"])),
                "headline": record["headline"],
            }
            for record in records
        ],
    }
    claimant = " ".join(claim["claimant"].split())
    if claimant and claimant.casefold() != " ".join(settings.SITE_NAME.split()).casefold():
        item["author"] = {"@type": "Person", "name": claimant}
    if claim["said_on"]:
        item["datePublished"] = claim["said_on"]
    return item
