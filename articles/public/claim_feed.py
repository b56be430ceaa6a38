"""The newest claim reviews as one schema.org DataFeed, for whoever collects fact checks."""

import json
from operator import itemgetter

from articles.public.claim_review import kept_review
from articles.public.jsonld import organisation
from articles.public.kept_records import fragment
from articles.public.live import LATEST, Live, carriers_of, latest
from articles.public.records import decided_at, moment, newest_claim
from articles.public.site import absolute, site
from articles.public.types import PageBytes, Record
from articles.public.write import finish

FEED = "/claims/feed.json"
JSON_LD = "application/ld+json"
# Made anew with every publication, so bounded: the last reviews of the articles published last. All there are stand
# on pages of their own, which the sitemaps list.
IN_FEED = 40

# When the review last changed, the claim, the review as JSON: empty if it has no markup.
Row = tuple[str, int, str]


def claim_feed(live: Live) -> PageBytes:
    """The newest 40 reviews from the 12 articles published last; none whose ground was withdrawn.

    Each is what stands on the page of its claim, with the day on which it last changed.
    """
    rows = [(changed, item) for changed, _, item in carried(live) if item]
    constants = site()
    data = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "@id": absolute(FEED),
        "url": absolute(FEED),
        "name": f"Claim reviews of {constants['name']}",
        "description": f"The newest {IN_FEED} reviewed claims of the {LATEST} articles published last.",
        "inLanguage": constants["language"],
        "isAccessibleForFree": True,
        "publisher": organisation(),
    }
    items = ",".join(item for _, item in rows)
    newest = f',"dateModified":{compact(max(changed for changed, _ in rows))}' if rows else ""
    text = f'{compact(data)[:-1]},"dataFeedElement":[{items}]{newest}}}\n'
    return finish(FEED, text, content_type=JSON_LD)


def compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def carried(live: Live) -> list[Row]:
    """The claims of the articles published last, the newest decision first."""
    found = carriers_of(live, {str(claim["id"]) for record in latest(live) for claim in record["claims"]})
    rows = [row_of(int(key), records) for (_, key), records in found.items() if records]
    return sorted(rows, key=itemgetter(0, 1), reverse=True)[:IN_FEED]


def row_of(number: int, records: list[Record]) -> Row:
    if len(records) > 1:
        return _row(newest_claim(records, number), records)
    return fragment("feed", records[0], _rows)[number]


def _rows(record: Record) -> dict[int, Row]:
    return {claim["id"]: _row(claim, [record]) for claim in record["claims"]}


def _row(claim: dict, records: list[Record]) -> Row:
    changed = changed_at(claim, records)
    review = kept_review(claim, records)
    if review is None:
        return changed, claim["id"], ""
    item = {name: value for name, value in review.items() if name != "@context"}
    told = compact({"@type": "DataFeedItem", "dateModified": changed, "item": item})
    return changed, claim["id"], told


def changed_at(claim: dict, records: list[Record]) -> str:
    """When the review last changed: with its verdict, or with the first edition that told of it."""
    decided = decided_at(claim) or min(moment(record["published_at"]) for record in records)
    return decided.isoformat()
