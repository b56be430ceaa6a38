"""What machines read in a page, as JSON-LD: who we are, an article as NewsArticle."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.public.records import moment
from articles.public.site import absolute, article_path
from articles.public.types import Record
from articles.public.write import printable

_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script_json(data: dict) -> SafeString:
    """JSON that may stand inside a script element."""
    text = printable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    # Safe: no `<`, `>` or `&` is left, so nothing can close the element or open a comment.
    return mark_safe(text)  # noqa: S308


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
