"""The claims that a slice of a tag or source shows, each once and as it was decided last."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from articles.public.kept_records import fragment
from articles.public.records import claim_line, newest_claim
from articles.public.site import article_path, href
from articles.public.templates import macro
from articles.public.types import Key, Record

KINDS = ("tag", "source")  # of lists that show claims


def holding(record: Record) -> Mapping[Key, Sequence[int]]:
    """The ids of the claims of an edition that each list shows: those that carry its tag, or rest on its source."""
    return fragment("claims by list", record, _holding)


def _holding(record: Record) -> Mapping[Key, Sequence[int]]:
    found: dict[Key, list[int]] = {}
    for claim in record["claims"]:
        keys = [("tag", tag["slug"]) for tag in claim["tags"]]
        keys += [("source", cited["slug"]) for cited in claim["citations"]]
        for key in dict.fromkeys(keys):
            found.setdefault(key, []).append(claim["id"])
    return found


def claims_in(records: Sequence[Record], key: Key) -> list[int]:
    """The ids of the claims of these articles that a list shows, each once."""
    return list(dict.fromkeys(number for record in records for number in holding(record).get(key, ())))


def claims_on(
    records: Sequence[Record], numbers: Sequence[int], carriers: Mapping[Key, list[Record]], key: Key
) -> list[Markup]:
    """The claims of these articles that a list shows, with the articles where it does, as HTML.

    `numbers` are the ids of the claims, as `claims_in` gives them.

    A claim of several articles is shown in the slice of the newest of them. `carriers` are the live editions of each
    claim, newest first.
    """
    here = {record["article"] for record in records}
    found = []
    for number in numbers:
        carried = carriers["claim", str(number)]
        homes = [record for record in carried if number in holding(record).get(key, ())]
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
