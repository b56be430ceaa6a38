"""What machines read in a page: NewsArticle and ClaimReview as JSON-LD.

Rules for ClaimReview after https://developers.google.com/search/docs/appearance/structured-data/factcheck:
one on the claim's own page, alternateName is the label a reader sees, the claimant is not the reviewer.
"""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.enums import Verdict
from articles.public.records import moment
from articles.public.site import absolute, article_path, entry_path
from articles.public.types import Record
from articles.public.write import printable

# Only a verdict that says how far a claim is true has a number; the others have their label alone.
RATINGS = {Verdict.REFUTED.value: 1, Verdict.MIXED.value: 3, Verdict.SUPPORTED.value: 5}
BEST, WORST = 5, 1
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script_json(data: dict) -> SafeString:
    """JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Safe: no `<`, `>` or `&` is left, so nothing can close the element or open a comment.
    return mark_safe(printable(text).translate(_ESCAPES))  # noqa: S308


def organisation() -> dict:
    """The site as publisher and reviewer."""
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "publishingPrinciples": absolute("/how-we-work/"),
        "correctionsPolicy": absolute("/how-we-work/") + "#corrections",
    }


def news_article(record: Record) -> dict:
    """NewsArticle for the article's own page."""
    url = absolute(article_path(record["slug"]))
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": record["headline"],
        "datePublished": moment(record["first_published_at"]).isoformat(),
        "dateModified": moment(record["published_at"]).isoformat(),
        "version": record["number"],
        "isAccessibleForFree": True,
        "publisher": organisation(),
        "author": {"@type": "Person", "name": record["byline"]} if record["byline"] else organisation(),
    }
    if record["summary"]:
        data["description"] = record["summary"]
    if record["language"]:
        data["inLanguage"] = record["language"]
    if record["tags"]:
        data["keywords"] = [tag["name"] for tag in record["tags"]]
    if record["corrections"]:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": note["note"],
                "datePublished": moment(note["at"]).isoformat(),
            }
            for note in record["corrections"]
        ]
    return data


def claim_review(claim: dict, records: list[Record]) -> dict:
    """ClaimReview for the claim's own page. `records` are the live editions that carry it."""
    url = absolute(entry_path("claim", str(claim["id"])))
    rating = {"@type": "Rating", "alternateName": claim["label"]}
    if claim["verdict"] in RATINGS:
        rating |= {"ratingValue": RATINGS[claim["verdict"]], "bestRating": BEST, "worstRating": WORST}
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
    if claim["claimant"] and claim["claimant"].casefold() != settings.SITE_NAME.casefold():
        item["author"] = {"@type": "Person", "name": claim["claimant"]}
    if claim["said_on"]:
        item["datePublished"] = claim["said_on"]
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "claimReviewed": claim["text"],
        "datePublished": moment(claim["decided_at"]).date().isoformat(),
        "author": organisation(),
        "reviewRating": rating,
        "itemReviewed": item,
    }
