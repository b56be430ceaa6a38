"""Looking up what an address names: found, or a 404."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from articles.models import Appearance, Article, Claim, Finding

PEOPLE = ("imported_by", "submitted_by", "scheduled_by")


def article_of(slug: str) -> Article:
    """The article with its newest text and live edition."""
    if "\0" in slug:  # PostgreSQL refuses to look for it
        raise Http404
    rows = Article.objects.select_related("revision", "revision__created_by", "live_edition", *PEOPLE)
    return get_object_or_404(rows, slug=slug)


def claim_of(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("written_by"), pk=pk)


def finding_of(article: Article, pk: int) -> Finding:
    rows = Finding.objects.select_related("revision__article__revision", "removed_in")
    return get_object_or_404(rows, pk=pk, revision__article=article)


def place_of(article: Article, claim: int) -> Appearance:
    """Where the claim stands in the article's newest text."""
    rows = Appearance.objects.select_related("claim", "revision__article")
    return get_object_or_404(rows, revision=article.revision, claim=claim)


def articles_of(claim: Claim) -> QuerySet[Article]:
    """The articles in whose newest text the claim stands."""
    return (
        Article.objects.filter(revision__appearances__claim=claim).select_related("revision").order_by("pk")
    )


def main_article(claim: Claim) -> Article | None:
    """The article whose log also shows what happens to the claim: the first where it stands now."""
    return articles_of(claim).first()
