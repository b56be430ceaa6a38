"""Sources, and what claims rest on."""

from django.db.models import Q

from articles.actions import citing
from articles.api import schema as s
from articles.api.claims import CLAIM_PATH
from articles.api.fetch import citation_of, claim_of, source_of, sources
from articles.api.problems import Problem
from articles.api.route import PAGED, Answer, Asked, Route, items, listed, page_of
from articles.api.shapes import CITATION, SOURCE, schema_of, shaped
from articles.enums import Reliability, SourceKind, SourceRank, Stance
from articles.models import Source
from articles.models.queue import home_of


def source_list(asked: Asked) -> Answer:
    rows, query = sources(), asked.query
    for name in ("kind", "url"):
        if name in query:
            rows = rows.filter(**{name: query[name]})
    if "q" in query:
        rows = rows.filter(Q(name__icontains=query["q"]) | Q(url__icontains=query["q"]))
    return page_of(rows, asked, SOURCE)


def add(asked: Asked) -> Answer:
    """201 for a new one, 200 for the one at that address."""
    url = asked.body.get("url", "").strip()
    known = bool(url) and Source.objects.filter(url=url).exists()
    made = citing.add_source(by=asked.person, **asked.body)
    return 200 if known else 201, shaped(SOURCE, source_of(made.slug))


def read(asked: Asked) -> Answer:
    return 200, shaped(SOURCE, source_of(asked.path["slug"]))


def change(asked: Asked) -> Answer:
    source = source_of(asked.path["slug"])
    citing.edit_source(source, by=asked.person, **asked.body)
    return 200, shaped(SOURCE, source_of(source.slug))


def citations(asked: Asked) -> Answer:
    rows = claim_of(asked.path["pk"]).citations.select_related("source", "created_by")
    return items(CITATION, rows.order_by("pk"))


def cite(asked: Asked) -> Answer:
    claim, fields = claim_of(asked.path["pk"]), dict(asked.body)
    try:
        source = source_of(fields.pop("source"))
    except Problem as problem:
        raise Problem("refused", f"{problem.words} Add the source first, then cite it.") from problem
    made = citing.cite(claim, source, by=asked.person, article=home_of(claim), **fields)
    return 201, shaped(CITATION, made)


def drop(asked: Asked) -> Answer:
    claim = claim_of(asked.path["pk"])
    citing.drop_citation(citation_of(claim, asked.path["citation"]), by=asked.person, article=home_of(claim))
    return items(CITATION, claim.citations.select_related("source", "created_by").order_by("pk"))


FIELDS = {
    "name": s.words(citing.FIELDS["name"]),
    "kind": s.one_of(SourceKind.values),
    "url": s.words(citing.FIELDS["url"]),
    "rank": s.one_of(SourceRank.values),
    "reliability": s.one_of(Reliability.values),
    "reliability_note": s.words(citing.FIELDS["reliability_note"]),
    "note": s.words(citing.FIELDS["note"]),
}
TO_CITE = s.thing(
    {
        "source": s.words(100, least=1),
        "stance": s.one_of(Stance.values),
        "quote": s.words(2000),
        "locator": s.words(200),
    },
    required=("source", "stance"),
)
ONE = "sources/<str:slug>"
LIST = s.thing({"items": s.many(schema_of(CITATION)), "next": s.maybe(s.ID)}, required=("items", "next"))

ROUTES = (
    Route("GET", "sources", "list-sources", "use_desk", source_list, "Sources, the newest first.", listed(SOURCE),
          query={"kind": s.one_of(SourceKind.values), "url": s.words(1000), "q": s.words(200)} | PAGED),
    Route("POST", "sources", "add-source", "edit_source", add,
          "Add a source. One at the same address is answered in its place, with 200.", schema_of(SOURCE),
          s.thing(FIELDS, required=("name", "kind")), statuses=(201, 200)),
    Route("GET", ONE, "read-source", "use_desk", read, "A source.", schema_of(SOURCE)),
    Route("PATCH", ONE, "change-source", "edit_source", change, "Change a source.", schema_of(SOURCE),
          s.thing(FIELDS)),
    Route("GET", f"{CLAIM_PATH}/citations", "list-citations", "use_desk", citations, "What a claim rests on.", LIST),
    Route("POST", f"{CLAIM_PATH}/citations", "cite", "edit_source", cite,
          "Say that a source, named by its slug, supports or refutes a claim or gives context to it.",
          schema_of(CITATION), TO_CITE, statuses=(201,)),
    Route("DELETE", f"{CLAIM_PATH}/citations/<int:citation>", "drop-citation", "edit_source", drop,
          "Take a citation away; answers with those that are left.", LIST),
)  # fmt: skip
