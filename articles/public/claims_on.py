"""The claims that a slice of a tag or source shows, each once and as it was decided last."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from articles.public.kept_records import fragment
from articles.public.records import claim_line, newest_claim
from articles.public.site import article_path, href
from articles.public.templates import macro
from articles.public.types import Key, Record


def carries_tag(claim: dict, slug: str) -> bool:
    return slug in {tag["slug"] for tag in claim["tags"]}


def rests_on(claim: dict, slug: str) -> bool:
    return slug in {cited["slug"] for cited in claim["citations"]}


# Which claims of its articles a list shows.
HOLDS = {"tag": carries_tag, "source": rests_on}


def claims_on(records: Sequence[Record], carriers: Mapping[Key, list[Record]], key: Key) -> list[Markup]:
    """The claims of these articles that a list shows, with the articles where it does, as HTML.

    A claim of several articles is shown in the slice of the newest of them. `carriers` are the live editions of each
    claim, newest first.
    """
    holds, name = HOLDS[key[0]], key[1]
    here = {record["article"] for record in records}
    numbers = dict.fromkeys(
        claim["id"] for record in records for claim in record["claims"] if holds(claim, name)
    )
    found = []
    for number in numbers:
        homes = [
            record
            for record in carriers["claim", str(number)]
            if any(claim["id"] == number and holds(claim, name) for claim in record["claims"])
        ]
        if homes and homes[0]["article"] in here:
            found.append(line(key, number, homes))
    return found


def line(key: Key, number: int, homes: list[Record]) -> Markup:
    """One claim in a list; kept with the record where one article alone carries it."""
    if len(homes) > 1:
        return _line(key, number, homes)
    return fragment(f"claim {number} on {'/'.join(key)}", homes[0], lambda home: _line(key, number, [home]))


def _line(key: Key, number: int, homes: list[Record]) -> Markup:
    claim = newest_claim(homes, number)
    home = next(record for record in homes if claim in record["claims"])
    shown = claim_line(claim, home) | {
        "uses": [cited for cited in claim["citations"] if cited["slug"] == key[1]],
        "places": [
            {"url": href(article_path(one["slug"])), "headline": one["headline"], "lang": one["language"]}
            for one in homes
        ],
    }
    return macro("parts/claim_lines", f"on_{key[0]}", shown)
