"""What a new edition leaves as it is: claims, and sources whose claims it leaves. Their pages need no rendering."""

from collections.abc import Collection

from articles.public.listed import citations_of
from articles.public.types import Key, Record

# What pages of claims and lists of sources show of an article.
FACE = ("slug", "headline", "language", "first_published_at")
PLACE = ("start", "end")  # of a claim: only the article's own page shows it


def unchanged_claims(before: Record | None, record: Record | None, shared: Collection[str]) -> set[str]:
    """The claims that stand in both editions, word for word, under the same face. `shared` are those that other
    articles carry too: which of them says it last may have changed.
    """
    if before is None or record is None or any(before[name] != record[name] for name in FACE):
        return set()
    old = {claim["id"]: words_of(claim) for claim in before["claims"]}
    return {
        str(claim["id"])
        for claim in record["claims"]
        if claim.get("decided_at") and old.get(claim["id"]) == words_of(claim)
    } - set(shared)


def words_of(claim: dict) -> dict:
    return {name: value for name, value in claim.items() if name not in PLACE}


def unchanged_sources(before: Record | None, record: Record | None, claims: Collection[str]) -> set[Key]:
    """The sources on which the same of these unchanged claims rest in both editions, in the same order."""
    if before is None or record is None:
        return set()
    slugs = {cited["slug"] for claim in record["claims"] for cited in claim["citations"]}
    kept = set(claims)
    return {
        ("source", slug)
        for slug in slugs
        if resting(before, slug) == resting(record, slug) and kept.issuperset(resting(record, slug))
    }


def resting(record: Record, slug: str) -> list[str]:
    """The claims that rest on a source, each once, in the order of the text."""
    return list(dict.fromkeys(str(claim["id"]) for claim, _ in citations_of(record, slug)))
