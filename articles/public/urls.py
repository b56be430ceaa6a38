"""The public side: include it last, its second half takes every path that nothing else has taken."""

from django.urls import path, re_path

from articles.public.health import healthz, readyz
from articles.public.search_view import search_page, without_slash
from articles.public.serve import serve

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("search", without_slash),
    path("search/", search_page, name="search"),
    re_path(r"", serve, name="public"),
]
