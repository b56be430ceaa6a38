"""The claims that a slice of a tag or source shows, each once and as it was decided last."""

from collections.abc import Callable, Mapping, Sequence

from articles.public.records import claim_line, newest_claim
from articles.public.site import article_path, href
from articles.public.types import Key, Record


def claims_on(
    records: Sequence[Record], carriers: Mapping[Key, list[Record]], holds: Callable[[dict], bool]
) -> list[dict]:
    """The claims of these articles for which `holds` is true, with the articles where it is.

    A claim of several articles is shown in the slice of the newest of them. `carriers` are the live editions of each
    claim, newest first.
    """
    here = {record["article"] for record in records}
    numbers = dict.fromkeys(claim["id"] for record in records for claim in record["claims"] if holds(claim))
    found = []
    for number in numbers:
        homes = [
            record
            for record in carriers["claim", str(number)]
            if any(claim["id"] == number and holds(claim) for claim in record["claims"])
        ]
        if not homes or homes[0]["article"] not in here:
            continue
        claim = newest_claim(homes, number)
        home = next(record for record in homes if claim in record["claims"])
        places = [
            {"url": href(article_path(one["slug"])), "headline": one["headline"], "lang": one["language"]}
            for one in homes
        ]
        found.append(claim_line(claim, home) | {"places": places})
    return found
