"""What waits in which article: conditions for lists, and how the articles of a list stand; never a query a row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from articles.enums import AnchorState, ArticleStatus, ClaimStatus, FindingStatus
from articles.models import Appearance, Article, Assignment, Event, Finding
from articles.workflow import ARTICLE_CLOSED, CLAIM_OPEN, CLAIM_QUEUED, CLAIM_SETTLED

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


@cache
def waits() -> dict[str, tuple[str, Q]]:
    """Name -> its words and the condition on an article. The list filters by them, Today counts them.

    Made once: making all nine costs more than asking them, and a query takes a copy of what it filters by.
    """
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


def under_way(person: int) -> Q:
    """Of an article: this person imported or last edited it, and it is not out yet."""
    own = Q(imported_by=person) | Q(revision__created_by=person)
    return own & Q(status__in=(ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW))


def waiting_articles(name: str) -> QuerySet[Article]:
    """The articles in which this waits; one that is retracted or set aside waits for nothing."""
    return Article.objects.exclude(status__in=ARTICLE_CLOSED).filter(waits()[name][1])


def waiting_numbers() -> dict[str, int]:
    """{name: in how many articles it waits}. A question for each: the conditions of one would be tried row by row."""
    return {name: waiting_articles(name).count() for name in waits()}


@dataclass
class Standing:
    """How one article stands: what is open in it, and the last line of the log about it."""

    findings: int = 0  # open, or accepted and not applied
    claims: Counter[str] = field(default_factory=Counter)  # by status
    last: Event | None = None

    @property
    def settled(self) -> int:
        return sum(self.claims[status] for status in CLAIM_SETTLED)


def standings(articles: Sequence[Article]) -> dict[int, Standing]:
    """{article id: how it stands}, in three queries for all of them."""
    found = {article.pk: Standing() for article in articles}
    texts = {article.revision_id: article.pk for article in articles}
    for article, number in _numbers(undecided(revision__article__in=found), "revision__article"):
        found[article].findings = number
    for revision, status, number in _numbers(
        Appearance.objects.filter(revision__in=texts), "revision", "claim__status"
    ):
        found[texts[revision]].claims[status] = number
    newest = Event.objects.order_by().filter(article__in=found).values("article").annotate(last=Max("number"))
    for event in Event.objects.filter(number__in=newest.values("last")):
        found[event.article_id].last = event
    return found


def _numbers(rows: QuerySet, *names: str) -> QuerySet:
    """How many rows there are of each kind, as (*names, number)."""
    return rows.order_by().values(*names).annotate(number=Count("pk")).values_list(*names, "number")


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
