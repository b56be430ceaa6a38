"""The search page: the one public page that is made when it is asked for. No cookie, nothing stored, not indexed."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt

from articles.models import SearchRow
from articles.public.answer import METHODS
from articles.public.records import moment
from articles.public.search import MOST_COUNTED, START, Place, Results, search
from articles.public.searchable import GAP
from articles.public.serve import protected
from articles.public.site import href, site
from articles.public.templates import render
from articles.text.search_query import LONGEST, Query, read_query
from articles.text.search_words import Units
from articles.text.snippets import Piece, marked, snippet

PATH = "/search/"
IN = {"articles": "article", "claims": "claim", "sources": "source"}  # as the address names the kinds
PLACE = re.compile(r"([12])-(\d{1,19})")


@csrf_exempt  # nothing is ever sent here: the answer to a form is 405, not a question for its token
def search_page(request: HttpRequest) -> HttpResponse:
    """`q` is what was typed, `in` the kind that is shown, `before` where an older page begins."""
    if request.method not in METHODS:
        return protected(HttpResponseNotAllowed(METHODS))
    asked = request.GET
    body = ""
    if request.method == "GET":
        body = answer(asked.get("q", ""), asked.get("in", ""), asked.get("before", ""))
    response = protected(HttpResponse(body))
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt
def without_slash(request: HttpRequest) -> HttpResponse:
    """To the search page, with the same query."""
    if request.method not in METHODS:
        return protected(HttpResponseNotAllowed(METHODS))
    query = request.META.get("QUERY_STRING", "")
    return protected(HttpResponsePermanentRedirect(PATH + (f"?{query}" if query else "")))


def answer(typed: str, kind: str, before: str) -> str:
    """The page. Whatever is typed or stands in the address, there is one; what is not understood is left out."""
    query = read_query(typed)
    chosen = kind if kind in IN else ""
    context: dict = {
        "query": query,
        "longest": LONGEST,
        "empty": not query.asks,
        "among": chosen,
        "names": [*IN],
    }
    if query.asks:
        context |= shown(query, *looked_up(query, IN.get(chosen, ""), place_of(before)))
    title = f"Search: {query.shown}" if query.shown else "Search"
    page = {"title": title, "noindex": True, "section": "search"}
    return render("search", site=site(), page=page, context=context)


def place_of(before: str) -> Place:
    """Where a page of results begins, from its address."""
    found = PLACE.fullmatch(before)
    return (int(found[1]), min(int(found[2]), START[1])) if found else START


def looked_up(query: Query, kind: str, after: Place) -> tuple[str, Results]:
    """The results of this kind; of the first kind that has any where none is chosen."""
    results = search(query, kind or "article", after=after)
    if kind or results.rows:
        return kind or "article", results
    other = next((one for one in SearchRow.KINDS if results.counts[one]), "article")
    return other, results if other == "article" else search(query, other)


def shown(query: Query, chosen: str, results: Results) -> dict:
    """Results as templates take them."""
    kinds = [
        {
            "name": name,
            "count": f"{MOST_COUNTED:,}+" if results.counts[kind] > MOST_COUNTED else results.counts[kind],
            "url": address(query, name),
            "here": kind == chosen,
        }
        for name, kind in IN.items()
    ]
    name = next(name for name, kind in IN.items() if kind == chosen)
    older = "{}-{}".format(*results.older) if results.older else ""
    return {
        "kinds": kinds,
        "kind": chosen,
        "name": name,
        "items": [item_of(row, query.phrases) for row in results.rows],
        "nothing": not any(results.counts.values()),
        "older": address(query, name, before=older) if older else "",
    }


def address(query: Query, name: str, **more: str) -> str:
    """The address of these results."""
    return f"{PATH}?{urlencode({'q': query.shown, 'in': name, **more})}"


def item_of(row: SearchRow, phrases: tuple[Units, ...]) -> dict:
    """One result: its title and the words around what was found."""
    words = snippet(row.text, phrases, row=f" {row.units.partition(f' {GAP} ')[2]}")
    # The reason of a verdict is shown where it has what was looked for; a claim is whole by its title.
    seen = row.kind != "claim" or any(piece.found for piece in words)
    return (
        {"language": "", "dir": "auto", "counts": ()}
        | row.shown
        | {
            "title": markup(marked(row.title, phrases)),
            "words": markup(words) if seen else "",
            "url": href(row.shown["path"]),
            "at": moment(row.shown["at"]),
        }
    )


def markup(pieces: Iterable[Piece]) -> SafeString:
    """Text with what was found in `mark`. Forty of these on a page: an include for each takes 5 ms."""
    html = "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.found else escape(piece.text) for piece in pieces
    )
    # Safe: each piece is escaped.
    return mark_safe(html)  # noqa: S308
