"""The handbook: a page to start with, one for each role, and one for who writes programs."""

from django.http import Http404, HttpRequest, HttpResponse

from articles.desk.common import desk_view, page
from articles.desk.keys import all_keys
from articles.enums import Role


@desk_view("help")
def index(request: HttpRequest) -> HttpResponse:
    return page(request, "help/index.html", {})


@desk_view("help")
def api(request: HttpRequest) -> HttpResponse:
    return page(request, "help/api.html", {"address": request.build_absolute_uri("/api/v1/")})


@desk_view("help")
def role(request: HttpRequest, role: str) -> HttpResponse:
    if role not in Role.values:
        raise Http404
    return page(request, f"help/{role}.html", {})


@desk_view("help")
def keys(request: HttpRequest) -> HttpResponse:
    return page(request, "help/keys.html", {"pages": all_keys()})
