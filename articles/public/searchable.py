"""What search knows of a live article, a claim and a source: made from the same records as their pages."""

import hashlib
import json
from datetime import UTC, datetime

from articles.models import SearchRow
from articles.public.listed import citations_of
from articles.public.records import counts_of, how_decided, moment, newest_claim
from articles.public.site import article_path, direction, entry_path
from articles.public.story import LEFT_OUT, document_of
from articles.public.types import Record, Searchable
from articles.public.write import printable
from articles.text.search_words import VERSION, capped, filter_word, pairs_of, row_of, units_of

IN_TITLE = "^"  # before the words of a title, in the index
GAP = "|"  # between the units of title and text: no phrase goes across, and it is no unit
EPOCH = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
LONGEST_TITLE = 10_000  # bytes of its words

KEY_BITS, KIND_BITS = 29, 2

Filters = list[tuple[str, str]]  # such as ("tag", "solar-power")


def sort_id(at: datetime, kind: str, key: int) -> int:
    """A key that grows with the time, to the second, and is another for each thing; until 2136."""
    seconds = min(max(int(at.timestamp()) - EPOCH, 0), 2**32 - 1)
    return (seconds << KEY_BITS + KIND_BITS) | (SearchRow.KINDS.index(kind) << KEY_BITS) | (key % 2**KEY_BITS)


def searchable(
    kind: str, key: str, number: int, *, at: datetime, title: str, text: str, shown: dict, filters: Filters
) -> Searchable:
    """Title and text are what readers see. `number` tells things of one kind and second apart."""
    title, text = printable(title), printable(text)
    named = capped(units_of(title), LONGEST_TITLE)
    told = capped(units_of(text))
    words = {*named, *told, *pairs_of(named), *pairs_of(told)}
    words |= {IN_TITLE + word for word in (*named, *pairs_of(named))}
    sorts = sorted({filter_word(name, value) for name, value in filters})
    shown = shown | {"at": at.isoformat()}
    identity = sort_id(at, kind, number)
    units = row_of((*named, GAP, *told))
    whole = json.dumps([VERSION, identity, title, text, shown, sorts], sort_keys=True)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Searchable(identity, kind, key, digest, shown, title, units, text, (*sorted(words), *sorts))


def article_found(record: Record) -> Searchable:
    """Headline, summary and text of a live article; also by its tags, and by the verdicts on its claims."""
    return searchable(
        "article",
        str(record["article"]),
        record["article"],
        at=moment(record["first_published_at"]),
        title=record["headline"],
        text="\n".join(filter(None, (record["summary"], plain_text(record), signed(record["byline"])))),
        shown={
            "path": article_path(record["slug"]),
            "language": record["language"],
            "dir": direction(record["language"]),
            "counts": counts_of(record["claims"]),
        },
        filters=[*tags_in(record), *(row for claim in record["claims"] for row in verdicts_of(claim))],
    )


def claim_found(key: str, records: list[Record]) -> Searchable:
    """A claim's words, who makes it and the reason of its verdict. `records` as for its page."""
    claim = newest_claim(records, int(key))
    home = next(record for record in records if claim in record["claims"])
    return searchable(
        "claim",
        key,
        claim["id"],
        at=moment(claim.get("decided_at") or home["published_at"]),
        title=claim["text"],
        text="\n".join(filter(None, (claim["rationale"], signed(claim["claimant"])))),
        shown={
            "path": entry_path("claim", key),
            "language": home["language"],
            "dir": direction(home["language"]),
            "verdict": claim["verdict"],
            "label": claim["label"],
            "how": how_decided(claim),
            "again": bool(claim.get("withdrawn")),
        },
        filters=[*tags_in(claim), *verdicts_of(claim)],
    )


def source_found(key: str, records: list[Record], source: dict, total: int) -> Searchable:
    """A source's name, and what the newest claims quote from it. `records` are those of its newest slice, `source` is
    what is shown of it, `total` how many articles cite it.
    """
    used = [use for record in records for use in citations_of(record, key)]
    quotes = dict.fromkeys(cited["quote"] for _, cited in used if cited["quote"])
    return searchable(
        "source",
        key,
        source["source"],
        at=max(moment(record["first_published_at"]) for record in records),
        title=source["name"],
        text="\n".join(filter(None, (*quotes, source["url"]))),
        shown={
            "path": entry_path("source", key),
            "kind": source["kind_label"],
            "rank": source["rank_label"],
            "articles": total,
            "withdrawn": bool(source["withdrawn"]),
        },
        filters=[row for claim, _ in used for row in verdicts_of(claim)],
    )


def signed(name: str) -> str:
    """Who wrote or said it, at the end of a text."""
    return f"—\u00a0{name}" if name else ""


def plain_text(record: Record) -> str:
    """What a reader sees of the text, a line for each block; the page shows headline and tags on its own."""
    blocks = document_of(record).blocks
    return "\n".join(block.text for block in blocks if block.kind not in LEFT_OUT)


def tags_in(thing: dict) -> Filters:
    return [("tag", tag["slug"]) for tag in thing["tags"]]


def verdicts_of(claim: dict) -> Filters:
    """By the value of a verdict, and by the label that readers see."""
    return [("verdict", claim["verdict"]), ("verdict", claim["label"])]
