"""What became of the claims and sources of an article from one edition to another."""

from articles.public.changed_text import pieces_of, shown
from articles.public.records import decided_at, how_decided, withdrawal, withdrawn_of
from articles.public.site import edition_path, href
from articles.public.types import Record
from articles.text.align import Effort
from articles.text.differences import SAME

# What is told of a claim whose verdict stayed: (what readers call it, what it is in the record).
DETAILS = (
    ("its words", "text"),
    ("who claims it", "claimant"),
    ("when it was said", "said_on"),
    ("the reasons", "rationale"),
    ("the reviews", "reviews"),
    ("its sources", "citations"),
    ("its tags", "tags"),
)
SEEN = ("the verdict", "its words", "the reasons")  # what the page shows, so that it need not be named
MARKS = ("withdrawn",)  # laid over records by `marks.py`; nothing that the edition says


def claim_rows(old: Record, new: Record, hidden: set[int], slug: str, effort: Effort) -> list[dict]:
    """Claims that came, went or changed: those of the newer edition in its order, then those that it lacks.

    `hidden` are the claims of the older edition whose words were removed as injected. A row leads to the claim's note
    on the page of its edition, which stays whatever comes later.
    """
    before = {claim["id"]: claim for claim in old["claims"]}
    rows = []
    for number, claim in enumerate(new["claims"], start=1):
        was = before.pop(claim["id"], None)
        changed = [] if was is None else differing(was, claim)
        if was is not None and not changed:
            continue
        kind = "come" if was is None else "verdict" if verdict_of(was) != verdict_of(claim) else "details"
        row = row_of(kind, claim, new, number, slug)
        rows.append(row | (compared(was, claim, changed, effort) if was is not None else {}))
    for number, claim in enumerate(old["claims"], start=1):
        if claim["id"] in before:
            row = row_of("gone", claim, old, number, slug)
            rows.append(row | {"injected": claim["id"] in hidden})
    return rows


def verdict_of(claim: dict) -> tuple[str, str]:
    return claim["verdict"], claim["label"]


def differing(was: dict, claim: dict) -> list[str]:
    """What of a claim is not as it was."""
    found = [] if verdict_of(was) == verdict_of(claim) else ["the verdict"]
    return found + [name for name, key in DETAILS if bare(was.get(key)) != bare(claim.get(key))]


def compared(was: dict, claim: dict, changed: list[str], effort: Effort) -> dict:
    """The same claim in two editions: its words and the reasons for its verdict with what went and came."""
    same = was["rationale"] == claim["rationale"]
    return {
        "pieces": pieces_of(was["text"], claim["text"], effort),
        "was": {"verdict": was["verdict"], "label": was["label"]},
        "what": [name for name in changed if name not in SEEN],
        "reasons": [] if same else pieces_of(was["rationale"], claim["rationale"], effort),
    }


def bare(value: object) -> object:
    """A value of a record without the marks that were laid over it."""
    if isinstance(value, list):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if key not in MARKS}
    return value


def row_of(kind: str, claim: dict, record: Record, number: int, slug: str) -> dict:
    return {
        "kind": kind,
        "injected": False,
        "pieces": [shown(SAME, claim["text"])],
        "was": None,
        "what": [],
        "reasons": [],
        "verdict": claim["verdict"],
        "label": claim["label"],
        "how": how_decided(claim),
        "decided": decided_at(claim),
        "withdrawn": withdrawn_of(claim),
        "url": f"{href(edition_path(slug, record['number']))}#n{number}",
    }


def source_rows(old: Record, new: Record) -> list[dict]:
    """Sources that came, then those that went. Without links to their pages, which may be gone some day."""
    before, after = sources_in(old), sources_in(new)
    come = [source | {"change": "come"} for slug, source in after.items() if slug not in before]
    gone = [source | {"change": "gone"} for slug, source in before.items() if slug not in after]
    return [source | {"withdrawn": withdrawal(source)} for source in come + gone]


def sources_in(record: Record) -> dict[str, dict]:
    """What the claims rest on, in their order, by slug."""
    return {cited["slug"]: cited for claim in record["claims"] for cited in claim["citations"]}
