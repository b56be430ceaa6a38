"""What one person has in hand, for Today: claims, what came back, objections, articles that are not out yet."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from articles.desk.common import may
from articles.desk.today_waiting import ROWS, Queue, claim_row, number_of, objection_rows
from articles.desk.waiting import Standing, standings, under_way
from articles.enums import ArticleStatus, ClaimStatus
from articles.models import Article
from articles.models.queue import MINE, RETURNED


def my_work(request: HttpRequest, queue: Queue) -> dict[str, Any]:
    """{"number": of all, "parts": each kind that there is, with its number, list and first rows}."""
    parts = [
        _part("mine", "Claims you have", queue.numbers[MINE], "queue", "?group=mine", "claim")
        | {"rows": [claim_row(claim) for claim in queue.first(MINE)]},
        _part("back", "Came back to you", queue.numbers[RETURNED], "queue", "?group=returned", "claim")
        | {"rows": [claim_row(claim) for claim in queue.first(RETURNED)]},
    ]
    if may(request, "answer_objection"):
        held = queue.objections["mine"]
        parts.append(
            _part("objections", "Objections you have", held, "objections", "?group=mine", "objection")
            | {"rows": objection_rows(Q(taken_by=request.user)) if held else []}
        )
    if may(request, "edit_article"):
        own = Article.objects.filter(under_way(request.user.pk))
        listed = list(own.order_by("created_at", "pk")[:ROWS])
        stand = standings(listed)
        parts.append(
            _part("articles", "Your articles", own.count(), "articles", "?whose=mine", "article")
            | {"rows": [_article_row(article, stand[article.pk]) for article in listed]}
        )
    parts = [part for part in parts if part["number"]]
    return {"number": sum(part["number"] for part in parts), "parts": parts}


def _part(name: str, label: str, number: int, page: str, query: str, unit: str) -> dict[str, Any]:
    url = f"{reverse(f'desk:{page}')}{query}"
    return {"name": name, "label": label, "number": number, "url": url, "unit": unit}


def _article_row(article: Article, stand: Standing) -> dict[str, Any]:
    words, target = next_step(article, stand)
    url = reverse(f"desk:{target}", args=[article.slug])
    return {"article": article, "url": url, "title": article.headline, "words": words, "last": stand.last}


def next_step(article: Article, stand: Standing) -> tuple[str, str]:
    """(what is to be done next with the article, the page where)."""
    claims = stand.claims
    if stand.findings:
        return f"{number_of(stand.findings, 'finding')} to decide", "clean"
    if article.status == ArticleStatus.IN_REVIEW:
        left = claims.total() - stand.settled
        if left:
            return f"with the reviewers: {left} of {number_of(claims.total(), 'claim')} to decide", "article"
        return "every claim is decided: ready to publish", "publish"
    for status, words in ((ClaimStatus.RETURNED, "came back"), (ClaimStatus.PROPOSED, "to look at")):
        if claims[status]:
            return f"{number_of(claims[status], 'claim')} {words}", "article-claims"
    if not article.language:
        return "its language is not set", "article"
    return "nothing is open: submit it to review", "article"
