"""Addresses of the yardsticks."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.cache import cache_page

from articles.models import EditionEntry
from articles.public.article_page import article_page
from tests.bench import apps


def article(request: HttpRequest, slug: str) -> HttpResponse:
    entry = EditionEntry.objects.select_related("edition").get(kind="front", edition__slug=slug)
    record = entry.edition.record
    page = article_page(record, record, (record,), path=request.path)
    return HttpResponse(page.body, content_type=page.content_type)


def slow(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(apps.work(apps.BUSY)))


urlpatterns = [
    path("plain/articles/<slug:slug>/", article),
    path("cached/articles/<slug:slug>/", cache_page(600)(article)),
    path("desk/slow/", slow),
    path("", include("articles.public.urls")),
]
