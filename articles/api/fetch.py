"""Looking up what a path or a body names: found, or the problem that it is not."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.actions.words import UNFIT
from articles.api.problems import Problem
from articles.models import Article, Assignment, Citation, Claim, Finding, Source

PEOPLE = ("imported_by", "submitted_by")


def articles() -> QuerySet[Article]:
    """With all that an article's shape reads: two queries for any number of rows."""
    return (
        Article.objects.select_related("revision", "live_edition", *PEOPLE)
        .defer("revision__text", "revision__changes", "live_edition__record")
        .prefetch_related("tagged__tag")
    )


def article_of(slug: str) -> Article:
    """The article with its newest text and live edition, ready for an action."""
    rows = Article.objects.select_related("revision", "revision__created_by", "live_edition", *PEOPLE)
    return _one(rows, "article", slug=slug)


def claims() -> QuerySet[Claim]:
    """With all that a claim's shape reads: three queries for any number of rows."""
    held = Assignment.objects.filter(ended_at__isnull=True).select_related("reviewer")
    return Claim.objects.select_related("written_by", "submitted_by").prefetch_related(
        "tagged__tag", Prefetch("assignments", queryset=held.order_by("pk"), to_attr="holders")
    )


def claim_of(pk: int) -> Claim:
    return _one(Claim.objects.all(), "claim", pk=pk)


def sources() -> QuerySet[Source]:
    return Source.objects.prefetch_related("tagged__tag")


def source_of(slug: str) -> Source:
    return _one(sources(), "source", slug=slug)


def finding_of(article: Article, pk: int) -> Finding:
    rows = Finding.objects.select_related("revision__article__revision", "removed_in")
    return _one(rows.filter(revision__article=article), "finding", pk=pk)


def citation_of(claim: Claim, pk: int) -> Citation:
    return _one(Citation.objects.select_related("claim", "source").filter(claim=claim), "citation", pk=pk)


def _one(rows: QuerySet, what: str, **key: Any) -> Any:
    value = str(next(iter(key.values())))
    row = None if UNFIT.search(value) else rows.filter(**key).first()
    if row is None:
        raise Problem("not_found", f"There is no {what} “{UNFIT.sub('', value)[:100]}” here.")
    return row
