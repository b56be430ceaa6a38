"""Reading a record: dates, names and figures that more than one page shows. Nothing here asks the database."""

from datetime import datetime, tzinfo
from functools import lru_cache

from django.utils import timezone

from articles.enums import Strength, Verdict
from articles.public.site import article_path, direction, entry_path, href
from articles.public.types import Record
from articles.workflow import strength_of

VERDICTS = tuple(Verdict.values)
NUMBERS = ("no", "one", "two", "three", "four", "five")


def moment(iso: str) -> datetime:
    """A point in time of a record, in the site's own time zone."""
    return _moment(iso, timezone.get_default_timezone())


@lru_cache(maxsize=4096)
def _moment(iso: str, zone: tzinfo) -> datetime:
    return datetime.fromisoformat(iso).astimezone(zone)


def month_of(record: Record) -> str:
    """The archive month of an article, such as 2026-11."""
    return moment(record["first_published_at"]).strftime("%Y-%m")


def tags_of(record: Record, linked: set | None = None) -> list[dict]:
    """Tags as templates take them. With `linked` given, only keys in it get a link."""
    return [{"name": tag["name"], "url": link("tag", tag["slug"], linked)} for tag in record["tags"]]


def link(kind: str, key: str, linked: set | None = None) -> str:
    """The URL of a claim's, source's or tag's page; empty where `linked` says that there is none."""
    return href(entry_path(kind, key)) if linked is None or (kind, key) in linked else ""


def counts_of(claims: list[dict]) -> list[dict]:
    """How many claims have which verdict, in the fixed order of verdicts, with the label that readers see."""
    found = []
    for verdict in VERDICTS:
        labels = [claim["label"] for claim in claims if claim["verdict"] == verdict]
        if labels:
            found.append({"verdict": verdict, "label": labels[0], "number": len(labels)})
    return found


METER = 40  # pieces of a meter at most


def meter_of(counts: list[dict]) -> list[str]:
    """The pieces of a meter: one for each claim; of many, a share for each verdict, at least one."""
    total = sum(count["number"] for count in counts)
    return [
        count["verdict"]
        for count in counts
        for _ in range(count["number"] if total <= METER else max(1, count["number"] * METER // total))
    ]


def corrected_at(record: Record) -> datetime | None:
    """When the newest correction was made, None where there is none."""
    return max((moment(note["at"]) for note in record["corrections"]), default=None)


def item_of(record: Record) -> dict:
    """An article as one entry of a list."""
    counts = counts_of(record["claims"])
    return {
        "url": href(article_path(record["slug"])),
        "headline": record["headline"],
        "dek": record["summary"] or record["excerpt"],
        "published": moment(record["first_published_at"]),
        "corrected": corrected_at(record),
        "language": record["language"],
        "dir": direction(record["language"]),
        "tags": tags_of(record),
        "counts": counts,
        "meter": meter_of(counts),
        "stand": how_well(record["claims"]),
    }


def strength(claim: dict) -> str:
    """How well a verdict stands, a value of Strength: as the edition says, else by its reviews, else ""."""
    reviews = claim.get("reviews")
    if claim.get("standing") or not reviews:
        return claim.get("standing", "")
    return strength_of([one["kind"] for one in reviews], [one["verdict"] for one in reviews]).value


def how_decided(claim: dict) -> str:
    """How a verdict was reached, in words."""
    found = strength(claim)
    if found == Strength.ADJUDICATED:
        return "adjudicated"
    if found != Strength.AGREED:
        return "single review" if found else "reviewed"
    number = len(claim["reviews"])
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} reviewers agreed"


# In the order in which they are counted, with one and with several.
STRENGTHS = {
    Strength.ADJUDICATED.value: ("1 adjudicated", "{} adjudicated"),
    Strength.AGREED.value: ("1 agreed by several reviewers", "{} agreed by several reviewers"),
    Strength.SINGLE.value: ("1 single review", "{} single reviews"),
}


def how_well(claims: list[dict]) -> dict | None:
    """How well the verdicts of several claims stand, in a few words, and the day of the newest; None without any."""
    held = [strength(claim) for claim in claims]
    words = [
        (one if held.count(name) == 1 else many).format(held.count(name))
        for name, (one, many) in STRENGTHS.items()
        if name in held
    ]
    days = [day for claim in claims if (day := decided_at(claim))]
    return {"words": ", ".join(words), "as_of": max(days, default=None)} if words else None


def decided_at(claim: dict) -> datetime | None:
    """As of when a verdict stands; None in an edition that does not say so."""
    return moment(claim["decided_at"]) if claim.get("decided_at") else None


def withdrawn_of(claim: dict) -> list[dict]:
    """The sources that a verdict rests on and that were retracted, as templates take them."""
    return [
        one | {"at": moment(one["at"]), "url": link("source", one["slug"])}
        for one in claim.get("withdrawn", ())
    ]


def withdrawal(cited: dict) -> dict | None:
    """When and why a cited source was retracted; None when it was not."""
    found = cited.get("withdrawn")
    return found | {"at": moment(found["at"])} if found else None


def claim_line(claim: dict, record: Record) -> dict:
    """A claim as one line of a list."""
    return claim | {
        "url": link("claim", str(claim["id"])),
        "how": how_decided(claim),
        "decided": decided_at(claim),
        "withdrawn": withdrawn_of(claim),
        "lang": record["language"],
        "dir": direction(record["language"]),
    }


def newest_claim(records: list[Record], claim: int) -> dict:
    """The claim as last decided: the same claim may stand in several editions, frozen at different times."""
    held = [
        (
            decided_at(found) or moment(record["published_at"]),
            found["round"],
            moment(record["published_at"]),
            record["article"],
            found,
        )
        for record in records
        for found in record["claims"]
        if found["id"] == claim
    ]
    return max(held, key=lambda row: row[:4])[4]
