"""The public side: include it last, its second half takes every path that nothing else has taken."""

from django.urls import path, re_path

from articles.public.health import healthz, readyz
from articles.public.search_view import search_page, without_slash
from articles.public.serve import serve
from articles.public.time_view import as_of, compare

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("search", without_slash),
    path("search/", search_page, name="search"),
    path("articles/<str:slug>/as-of/", as_of, name="as-of"),
    path("articles/<str:slug>/changes/", compare, name="compare-editions"),
    re_path(r"", serve, name="public"),
]
