"""What waits in which article: conditions and counts for lists, each one subquery, never a query a row."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles.enums import AnchorState, ArticleStatus, ClaimStatus, FindingStatus
from articles.models import Appearance, Article, Assignment, Event, Finding
from articles.workflow import CLAIM_OPEN, CLAIM_QUEUED, CLAIM_SETTLED

# Statuses behind an expression: an index on the status would be taken for the few rows of one article, and SQLite
# then reads all open findings of the archive for each line of a list.
STANDS = Coalesce("status", Value(""))
CLAIM_STANDS = Coalesce("claim__status", Value(""))


def undecided(**where: Any) -> QuerySet[Finding]:
    """Findings that are open or accepted and not applied, of few articles that `where` names."""
    waiting = Q(stands=FindingStatus.OPEN) | Q(stands=FindingStatus.REMOVED, removed_in__isnull=True)
    return Finding.objects.alias(stands=STANDS).filter(waiting, **where)


def _findings() -> QuerySet[Finding]:
    return undecided(revision__article=OuterRef("pk"))


def _only_sure() -> Q:
    """Drafts in which something waits to go out, and nothing that is open and not sure."""
    unsure = _findings().filter(stands=FindingStatus.OPEN, sure=False)
    return Q(status=ArticleStatus.DRAFT) & Q(Exists(_findings())) & ~Q(Exists(unsure))


def _claims(statuses: Sequence[str]) -> QuerySet[Appearance]:
    rows = Appearance.objects.alias(stands=CLAIM_STANDS)
    return rows.filter(revision=OuterRef("revision"), stands__in=statuses)


def _loose() -> QuerySet[Appearance]:
    states = [AnchorState.DRIFTED, AnchorState.ORPHANED]
    dropped = [ClaimStatus.OPINION, ClaimStatus.DISMISSED]
    rows = Appearance.objects.filter(revision=OuterRef("revision"), state__in=states)
    return rows.exclude(claim__status__in=dropped)


def number_of(rows: QuerySet) -> Subquery:
    """How many `rows` there are, as a column."""
    counted = rows.order_by().annotate(number=Func(F("pk"), function="COUNT")).values("number")
    return Subquery(counted, output_field=IntegerField())


def waits() -> dict[str, tuple[str, Q]]:
    """Name -> its words and the condition on an article. The list filters by them, Today counts them."""
    in_review = Q(status=ArticleStatus.IN_REVIEW)
    open_claims = Exists(_claims(CLAIM_OPEN))
    return {
        "findings": ("Findings to decide", Q(Exists(_findings()))),
        "sure": ("Only sure findings", _only_sure()),
        "proposals": ("Claims to look at", Q(Exists(_claims([ClaimStatus.PROPOSED])))),
        "returned": ("Claims that came back", Q(Exists(_claims([ClaimStatus.RETURNED])))),
        "places": ("Claims without a place", Q(Exists(_loose()))),
        "submit": (
            "Ready to submit",
            Q(status=ArticleStatus.DRAFT)
            & ~Q(language="")
            & ~Q(Exists(_findings()))
            & ~Q(Exists(_claims([ClaimStatus.PROPOSED])))
            & ~Q(Exists(_loose())),
        ),
        "review": ("In review", in_review & Q(Exists(_claims(CLAIM_QUEUED)))),
        "ready": (
            "Ready to publish",
            in_review & ~Q(Exists(_findings())) & ~Q(open_claims) & ~Q(Exists(_loose())),
        ),
        "scheduled": ("Scheduled", Q(publish_at__isnull=False)),
    }


def waiting_articles(name: str) -> QuerySet[Article]:
    """The articles in which this waits; a retracted one waits for nothing."""
    return Article.objects.exclude(status=ArticleStatus.RETRACTED).filter(waits()[name][1])


def with_figures(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Adds open_findings, claims_decided, claims_total and the last line of the log: last_at, last_by, last_action."""
    last = Event.objects.filter(article=OuterRef("pk")).order_by("-number")
    return articles.annotate(
        open_findings=number_of(_findings()),
        claims_proposed=number_of(_claims([ClaimStatus.PROPOSED])),
        claims_returned=number_of(_claims([ClaimStatus.RETURNED])),
        claims_decided=number_of(_claims(CLAIM_SETTLED)),
        claims_total=number_of(_claims([*CLAIM_OPEN, *CLAIM_SETTLED])),
        last_at=Subquery(last.values("at")[:1]),
        last_by=Subquery(last.values("actor_name")[:1]),
        last_action=Subquery(last.values("action")[:1]),
    )


def holders(articles: Sequence[Article]) -> dict[int, list[str]]:
    """{article id: who has claims of it, each name once}, in one query."""
    rows = (
        Assignment.objects.filter(
            ended_at__isnull=True,
            claim__status=ClaimStatus.IN_REVIEW,
            claim__appearances__revision__in=[article.revision_id for article in articles],
        )
        .annotate(article=F("claim__appearances__revision__article"))
        .select_related("reviewer")
    )
    found: dict[int, list[str]] = {article.pk: [] for article in articles}
    for row in rows:
        name = row.reviewer.get_full_name() or row.reviewer.get_username()
        if name not in found[row.article]:
            found[row.article].append(name)
    return found
