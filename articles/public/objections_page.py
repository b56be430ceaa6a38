"""What readers objected to and what came of it: on the claim's page, and all of it on one list.

Read from AnsweredObjection alone, which holds nothing that is not answered, and shown only where a live edition carries
the claim: an objection repeats words of it.
"""

from collections.abc import Iterable

from articles.enums import ObjectionStatus
from articles.models import AnsweredObjection
from articles.public import asked
from articles.public.live import CARRIERS, Live, carrying, stored
from articles.public.pages import html_page
from articles.public.records import link, moment, newest_claim
from articles.public.site import direction, safe_url
from articles.public.types import OBJECTION_FIELDS, PageBytes

OBJECTIONS = "/objections/"
ON_LIST = 50
ON_CLAIM = 50  # of one claim, the last answered first


def answered(live: Live, claims: Iterable[str]) -> dict[str, list[dict]]:
    """{claim: its answered objections as templates take them, the last answered first}; one query."""
    found: dict[str, list[dict]] = {}
    wanted = list(claims)
    for row in _with_new(live, asked.objections_to(wanted) if wanted else []):
        found.setdefault(str(row["claim"]), []).append(shown(row))
    return {claim: rows[:ON_CLAIM] for claim, rows in found.items()}


def objections_page(live: Live) -> PageBytes:
    """The objections answered last, of claims that are live, each with its claim and its answer."""
    entries = stored(live, kind="claim").values_list("key", flat=True)
    claims = {key for kind, key in live.keys if kind == "claim"}
    # Claims are few among many entries, so it is asked for theirs alone.
    newest = _with_new(live, AnsweredObjection.objects.values(*OBJECTION_FIELDS)[: 2 * ON_LIST])
    claims |= set(entries.filter(key__in={str(row["claim"]) for row in newest}))
    rows = [row for row in newest if str(row["claim"]) in claims][:ON_LIST]
    carriers = carrying(live, [("claim", str(row["claim"])) for row in rows], limit=CARRIERS)
    lines = [shown(row) | _claim(row["claim"], carriers["claim", str(row["claim"])]) for row in rows]
    return html_page(
        OBJECTIONS,
        "objections",
        {"objections": lines, "shown": ON_LIST},
        title="Objections",
        description="What readers objected to, and what came of it.",
        section="corrections",
    )


def _with_new(live: Live, rows: Iterable[dict]) -> list[dict]:
    """With the answer that is being given now."""
    found = list(rows)
    if live.answer is not None and live.answer.number not in {row["number"] for row in found}:
        found.append({name: getattr(live.answer, name) for name in OBJECTION_FIELDS})
    return sorted(found, key=lambda row: (row["answered_at"], row["number"]), reverse=True)


def shown(row: dict) -> dict:
    """An objection as templates take it."""
    return row | {
        "label": ObjectionStatus(row["outcome"]).label,
        "outside": safe_url(row["link"]),
        "received": moment(row["received_at"].isoformat()),
        "answered": moment(row["answered_at"].isoformat()),
    }


def _claim(number: int, records: list[dict]) -> dict:
    claim = newest_claim(records, number)
    home = next(record for record in records if claim in record["claims"])
    return {
        "text": claim["text"],
        "url": link("claim", str(number)),
        "verdict": claim["verdict"],
        "verdict_label": claim["label"],
        "lang": home["language"],
        "dir": direction(home["language"]),
    }
