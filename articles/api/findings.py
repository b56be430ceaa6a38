"""Findings of an article: read them, decide on them, mark what was not found, put back what went out."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from articles.actions import restoring, screening
from articles.actions.spans import current_spans
from articles.api import schema as s
from articles.api.articles import ONE
from articles.api.fetch import article_of, finding_of
from articles.api.problems import Problem
from articles.api.route import Answer, Asked, Route, items, listed
from articles.api.shapes import FINDING, REVISION, schema_of, shaped
from articles.enums import FindingStatus
from articles.models import Article, Finding, Revision

MOST = 1000


def finding_list(asked: Asked) -> Answer:
    return items(FINDING, _findings(article_of(asked.path["slug"])))


def _findings(article: Article) -> list[Any]:
    """All of an article's, each with its place in the newest text."""
    found: list[Any] = []
    for finding, place in current_spans(article):
        finding.place = place
        found.append(finding)
    numbers = Revision.objects.only("number", "article")
    prefetch_related_objects(found, Prefetch("revision", queryset=numbers))
    return found


def decide(asked: Asked) -> Answer:
    """Decides and, where `apply` says so, takes out what is to be removed: two steps, as at the desk."""
    article = article_of(asked.path["slug"])
    rows = asked.body["decisions"]
    decisions = {row["finding"]: row["decision"] for row in rows}
    if len(decisions) < len(rows):
        raise Problem("malformed", "“decisions” names a finding twice. Decide once on each.")
    here = dict(
        Finding.objects.filter(revision__article=article, pk__in=decisions).values_list("pk", "status")
    )
    seen = here | {row["finding"]: row["seen"] for row in rows if "seen" in row}
    changed = screening.decide_findings(article, decisions, by=asked.person, seen=seen)
    waiting = Finding.objects.filter(
        revision__article=article, status=FindingStatus.REMOVED, removed_in__isnull=True
    )
    if asked.body.get("apply") and waiting.exists():
        screening.apply_removals(article, by=asked.person)
    now = article_of(article.slug)
    told = {"changed": changed, "revision": now.revision.number}
    return 200, told | {"items": [shaped(FINDING, finding) for finding in _findings(now)]}


def mark(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    made = screening.add_finding(article, by=asked.person, **asked.body)
    return 201, shaped(FINDING, next(one for one in _findings(article) if one.pk == made.pk))


def put_back(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    revision = restoring.put_back(finding_of(article, asked.path["finding"]), by=asked.person)
    return 201, shaped(REVISION, revision)


DECISION = s.thing(
    {
        "finding": s.ID,
        "decision": s.one_of(("remove", "keep", "undo")),
        "seen": s.one_of(FindingStatus.values),
    },
    required=("finding", "decision"),
)
TO_DECIDE = s.thing({"decisions": s.many(DECISION, MOST), "apply": s.BOOLEAN}, required=("decisions",))
DECIDED = s.thing(
    {"changed": s.INTEGER, "revision": s.ID, "items": s.many(schema_of(FINDING))},
    required=("changed", "revision", "items"),
)
TO_MARK = s.thing(
    {"start": s.INTEGER, "end": s.INTEGER, "reason": s.words(500, least=1), "revision": s.ID},
    required=("start", "end", "reason", "revision"),
)

ROUTES = (
    Route("GET", f"{ONE}/findings", "list-findings", "use_desk", finding_list,
          "What looks injected, with its place in the newest text in code points.", listed(FINDING)),
    Route("POST", f"{ONE}/findings", "mark-finding", "decide_finding", mark,
          "Mark code points of the newest revision that the finder did not find.", schema_of(FINDING), TO_MARK,
          statuses=(201,)),
    Route("POST", f"{ONE}/findings/decide", "decide-findings", "decide_finding", decide,
          "Decide on findings, all or none; with apply, write the text without those that are to be removed.",
          DECIDED, TO_DECIDE),
    Route("POST", f"{ONE}/findings/<int:finding>/put-back", "put-back-finding", "decide_finding", put_back,
          "Put a fragment back where it stood.", schema_of(REVISION), statuses=(201,)),
)  # fmt: skip
