"""The same claim? Lists of what is likely the same and of verdicts that clash; confirm, refuse, separate."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.actions import joining
from articles.desk.common import desk_view, page, way_back
from articles.desk.fetch import article_of, main_article, place_of
from articles.desk.match_rows import match_rows
from articles.models import Match

PER_PAGE = 20


@desk_view("claims")
def matches(request: HttpRequest) -> HttpResponse:
    """All claims that are likely the same and wait for a yes or no, the most alike first."""
    return _listed(request, Match.objects.open(), clashes=False)


@desk_view("claims")
def clashes(request: HttpRequest) -> HttpResponse:
    """Claims that are likely the same and were decided differently, the newest first."""
    return _listed(request, Match.objects.clashes().order_by("-created_at", "-pk"), clashes=True)


def _listed(request: HttpRequest, rows: QuerySet[Match], *, clashes: bool) -> HttpResponse:
    found = Paginator(rows.select_related("first", "second"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "rows": match_rows(request, list(found.object_list)),
        "clashes": clashes,
        "here": request.get_full_path(),
        "open_number": Match.objects.open().count(),
        "clash_number": Match.objects.clashes().count(),
    }
    return page(request, "desk/matches.html", context)


@require_POST
@desk_view("claims", "edit_claim")
def confirm(request: HttpRequest, match: int) -> HttpResponse:
    """The two are one claim: the later one's articles make the earlier one from now on."""
    found = _match_of(match)
    kept = joining.confirm_match(found, by=request.user)
    messages.success(request, f"The two are one claim now: claim {kept.pk}, with its review and its verdict.")
    return redirect(way_back(request))


@require_POST
@desk_view("claims", "edit_claim")
def refuse(request: HttpRequest, match: int) -> HttpResponse:
    """The two are two claims, and are not proposed again."""
    found = _match_of(match)
    joining.refuse_match(found, by=request.user, article=main_article(found.second))
    messages.success(request, "Noted: these are two claims. They are not proposed again.")
    return redirect(way_back(request))


def _match_of(pk: int) -> Match:
    return get_object_or_404(Match.objects.select_related("first", "second"), pk=pk)


@require_POST
@desk_view("articles", "edit_claim")
def separate(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """This article's words are a claim of their own after all."""
    article = article_of(slug)
    new = joining.separate_claim(
        place_of(article, pk), reason=request.POST.get("reason", ""), by=request.user
    )
    messages.success(request, "A claim of its own now, accepted. It goes to review with this article.")
    return redirect(f"{article.get_desk_url()}claims/#c{new.pk}")
