"""The claim reviews that readers' machines get now, held against the rules: stored pages and the stored feed."""

import json
import re
from collections.abc import Iterator

from articles.models import Page
from articles.public.claim_feed import FEED
from articles.public.claim_review import described, problems_of
from articles.public.live import CARRIERS, Live, carrying
from articles.public.records import newest_claim
from articles.public.site import absolute
from articles.text.claim_review import check_claim_page, read_claim_page

BATCH = 100
CLAIM_PAGE = re.compile(r"/claims/(\d+)/")


def check_stored_reviews() -> Iterator[tuple[str, list[str]]]:
    """(path, rules that it breaks, in words) of each claim's page that answers 200, and of the feed. Reads only.

    A page without markup has the rules that its markup would break; one whose verdict is withdrawn has none to have.
    """
    rows = Page.objects.filter(path__startswith="/claims/", status=200).order_by("path")
    paths = [path for path in rows.values_list("path", flat=True) if CLAIM_PAGE.fullmatch(path)]
    reviews: dict[str, str] = {}
    for start in range(0, len(paths), BATCH):
        yield from _check_pages(paths[start : start + BATCH], reviews)
    feed = Page.objects.filter(path=FEED, status=200).first()
    if feed is not None:
        yield FEED, _check_feed(bytes(feed.body), reviews)
    elif reviews:
        yield FEED, ["It is not there."]


def _check_pages(paths: list[str], reviews: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    keys = {path: ("claim", path.split("/")[2]) for path in paths}
    live = carrying(Live(), keys.values(), limit=CARRIERS)
    for path, body in Page.objects.filter(path__in=paths).order_by("path").values_list("path", "body"):
        html, records = bytes(body).decode(), live[keys[path]]
        if not records:
            yield path, ["No live edition carries the claim."]
            continue
        claim = newest_claim(records, int(keys[path][1]))
        withdrawn = bool(claim.get("withdrawn"))
        why = [] if withdrawn else problems_of(described(claim, records), claim)
        blocks = read_claim_page(html)[0]
        reviews.update({absolute(path): block for block in blocks})
        if why and not blocks:
            yield path, [f"It has no ClaimReview: {' '.join(why)}"]
        else:
            yield path, check_claim_page(html, page=absolute(path), withdrawn=withdrawn)


def _check_feed(body: bytes, reviews: dict[str, str]) -> list[str]:
    """Each review of the feed is the one on the page of its claim."""
    try:
        items = json.loads(body)["dataFeedElement"]
        found = [(item["item"]["url"], item["item"]) for item in items]
    except (ValueError, KeyError, TypeError):
        return ["It is no DataFeed."]
    return [
        f"{url} says something else on its page."
        for url, item in found
        if url not in reviews or json.loads(reviews[url]) != {"@context": "https://schema.org"} | item
    ]
