"""Marks laid over the records of editions, which are frozen and say nothing of what came later.

A verdict that rests on a source that was retracted carries it in `claim["withdrawn"]`, a citation of one in
`cited["withdrawn"]`.
"""

from collections.abc import Mapping

from articles.public import asked
from articles.public.types import Record, Retraction


def retractions() -> dict[str, Retraction]:
    """The sources that are retracted now, by slug; one query."""
    return {
        slug: Retraction(slug, at.isoformat(), reason, frozenset(map(tuple, verdicts)))
        for slug, at, reason, verdicts in asked.retracted_sources()
    }


def marked(record: Record, retracted: Mapping[str, Retraction]) -> Record:
    """The record with the marks of today; the same one where there are none."""
    if not any(touched(claim, retracted) for claim in record["claims"] if retracted):
        return record
    return record | {"claims": [_marked(claim, retracted) for claim in record["claims"]]}


def touched(claim: dict, retracted: Mapping[str, Retraction]) -> bool:
    """Whether something is laid over a claim: it cites one of these sources, or its verdict rests on one."""
    return any(cited["slug"] in retracted for cited in claim["citations"]) or any(
        (claim["id"], claim["round"]) in one.verdicts for one in retracted.values()
    )


def _marked(claim: dict, retracted: Mapping[str, Retraction]) -> dict:
    names = {cited["slug"]: cited["name"] for cited in claim["citations"]}
    found = [
        {"slug": one.slug, "name": names.get(one.slug, one.slug), "at": one.at, "reason": one.reason}
        for one in retracted.values()
        if (claim["id"], claim["round"]) in one.verdicts
    ]
    citations = [
        cited | {"withdrawn": {"at": retracted[cited["slug"]].at, "reason": retracted[cited["slug"]].reason}}
        if cited["slug"] in retracted
        else cited
        for cited in claim["citations"]
    ]
    return claim | {"citations": citations} | ({"withdrawn": found} if found else {})
