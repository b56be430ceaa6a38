"""The view behind every public URL: one row by its path, and no cookie.

What `front` cannot answer comes here: pages asked for by other ways in, a missing slash, what is not there.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from articles.models import Page
from articles.public.answer import METHODS, SECURITY, chosen_form, form_of, is_unchanged, shape_of
from articles.public.site import href, site
from articles.public.templates import render
from articles.public.types import PAGE_FIELDS, PageBytes, page_of_row

LONGEST_PATH = Page._meta.pk.max_length


@csrf_exempt  # nothing is ever sent here: the answer to a form is 405, not a question for its token
def serve(request: HttpRequest) -> HttpResponse:
    """Answer from the stored pages; a path without its last slash is sent on; anything else is a 404."""
    if request.method not in METHODS:
        return protected(HttpResponseNotAllowed(METHODS))
    path = request.path_info
    page = find(path)
    if page is None:
        return slashed(request) or missing()
    form = form_of(
        page, chosen_form(request.headers.get("Accept-Encoding", ""), shape_of(page.gzip, page.brotli))
    )
    same = is_unchanged(form, request.headers.get("If-None-Match", ""))
    body = form.body if request.method == "GET" and not same else b""
    response = HttpResponse(body, status=304 if same else form.status)
    del response["Content-Type"]
    for name, value in form.unchanged if same else form.headers:
        response[name] = value
    return response


def find(path: str) -> PageBytes | None:
    """The page of a decoded path. A path that no page can have does not reach the database."""
    if len(path) > LONGEST_PATH or "\x00" in path:
        return None
    row = Page.objects.filter(pk=path).values_list(*PAGE_FIELDS).first()
    return page_of_row(row) if row else None


def slashed(request: HttpRequest) -> HttpResponse | None:
    """The way to the same path with a slash at its end, if there is such a page."""
    path = request.path_info + "/"
    if path.endswith("//") or len(path) > LONGEST_PATH or not Page.objects.filter(pk=path).exists():
        return None
    query = request.META.get("QUERY_STRING", "")
    response = protected(HttpResponse(status=301))
    response["Location"] = href(path) + (f"?{query}" if query else "")
    return response


def missing() -> HttpResponse:
    """The site's own 404, rendered without a request: no session is touched, no cookie set."""
    page = {"title": "There is no page at this address", "noindex": True}
    response = protected(HttpResponse(render("missing", site=site(), page=page, context={}), status=404))
    response["Cache-Control"] = "no-cache"
    return response


def protected(response: HttpResponse) -> HttpResponse:
    """The same security headers as every page has."""
    for name, value in SECURITY.items():
        response[name] = value
    return response
