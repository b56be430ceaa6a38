"""An article as of a day, and what any two of its editions differ in: made when asked for, kept by nobody, no cookie.

Whatever stands in the address gets a page that says what to do. What is off the site stays off: the article's own
stored page says whether it is gone or has moved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from articles.models import Edition, EditionEntry
from articles.public.answer import METHODS
from articles.public.changes_page import changes, options, title_of
from articles.public.kept_records import records_of
from articles.public.marks import marked, retractions
from articles.public.moments import Asked, read_moment
from articles.public.records import moment
from articles.public.serve import find, missing, protected
from articles.public.site import (
    article_path,
    as_of_path,
    changes_path,
    edition_path,
    href,
    site,
)
from articles.public.templates import day, render
from articles.public.templates import moment as in_words

LONGEST_SLUG = Edition._meta.get_field("slug").max_length
LONGEST_NUMBER = 9  # digits of an edition's number


@dataclass(frozen=True, slots=True)
class Stood:
    """One edition of a live article: since when it stood; since when the article had been off before it, if it had."""

    pk: int
    number: int
    at: datetime
    off_since: datetime | None


View = Callable[[HttpRequest, str, list[Stood]], HttpResponse]


def answered(request: HttpRequest, slug: str, path: str, view: View) -> HttpResponse:
    """What every one of these addresses answers alike: other methods, articles that are gone, moved or unknown."""
    if request.method not in METHODS:
        return protected(HttpResponseNotAllowed(METHODS))
    editions = editions_at(slug)
    response = view(request, slug, editions) if editions else elsewhere(request, slug, path)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    if request.method == "HEAD":
        response.content = b""
    return response


def editions_at(slug: str) -> list[Stood]:
    """The editions of the live article under this slug, oldest first; none where there is no such article."""
    if len(slug) > LONGEST_SLUG or "\0" in slug:
        return []
    here = EditionEntry.objects.filter(kind="front", edition__slug=slug).order_by("-edition_id")
    rows = Edition.objects.filter(article_id__in=here.values("edition__article_id")[:1]).order_by("number")
    return [
        Stood(pk, number, moment(at.isoformat()), moment(off) if off else None)
        for pk, number, at, off in rows.values_list("pk", "number", "published_at", "record__off_since")
    ]


def elsewhere(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """For an article that is not live here: its own page says whether it is gone, or where it went."""
    page = find(article_path(slug))
    if page is not None and page.status == 301:
        query = request.META.get("QUERY_STRING", "")
        return sent_on(page.location + path + (f"?{query}" if query else ""), status=301)
    if page is not None and page.status == 410:
        return protected(HttpResponse(page.body, status=410, content_type=page.content_type))
    return missing()


def sent_on(location: str, *, status: int = 302) -> HttpResponse:
    response = protected(HttpResponse(status=status))
    response["Location"] = location
    return response


def asked_page(
    heading: str,
    why: str,
    *,
    status: int,
    links: list[dict],
    as_of: dict | None = None,
    compare: dict | None = None,
) -> HttpResponse:
    """A page that says why there is nothing to show, and offers the form again."""
    context = {"heading": heading, "why": why, "links": links, "as_of": as_of, "compare": compare}
    page = {"title": heading, "noindex": True, "section": "articles"}
    body = render("asked", site=site(), page=page, context=context)
    return protected(HttpResponse(body, status=status))


@csrf_exempt  # nothing is ever sent here: the answer to a form is 405, not a question for its token
def as_of(request: HttpRequest, slug: str) -> HttpResponse:
    """To the edition that stood at `on`: 2026-11-20, or 2026-11-20T14:30, in the site's time zone."""
    return answered(request, slug, "as-of/", stood_on)


def stood_on(request: HttpRequest, slug: str, editions: list[Stood]) -> HttpResponse:
    asked = read_moment(request.GET.get("on", ""))
    first = editions[0]
    form = {"action": href(as_of_path(slug)), "first": f"{first.at:%Y-%m-%d}", "value": ""}
    newest = {"url": href(article_path(slug)), "words": "The newest edition"}
    if asked is None:
        why = "Write a day as 2026-11-20, or with a time as 2026-11-20T14:30, and we show how the article stood then."
        return asked_page("On which day?", why, status=400, links=[newest], as_of=form)
    stood = [one for one in editions if asked.covers(one.at)]
    if not stood:
        why = f"You asked for {told(asked)}. The first edition was published on {in_words(first.at)}."
        return asked_page(
            "The article was not there yet", why, status=404, links=[link_to(slug, first), newest], as_of=form
        )
    last = stood[-1]
    following = editions[editions.index(last) + 1] if last is not editions[-1] else None
    if (
        following
        and following.off_since
        and following.off_since > last.at
        and asked.covers(following.off_since)
    ):
        why = (
            f"You asked for {told(asked)}. It was taken offline on {in_words(following.off_since)} "
            f"and published again on {in_words(following.at)}."
        )
        links = [link_to(slug, last), link_to(slug, following)]
        return asked_page("The article was not public then", why, status=404, links=links, as_of=form)
    return sent_on(href(edition_path(slug, last.number)))


def told(asked: Asked) -> str:
    return day(asked.start) if asked.whole_day else in_words(asked.start)


def link_to(slug: str, edition: Stood) -> dict:
    return {"url": href(edition_path(slug, edition.number)), "words": f"Edition {edition.number}"}


@csrf_exempt
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed `from` one edition `to` another, whichever is older; without `to`, to the newest."""
    return answered(request, slug, "changes/", compared)


def compared(request: HttpRequest, slug: str, editions: list[Stood]) -> HttpResponse:
    by_number = {one.number: one for one in editions}
    newest = str(editions[-1].number)
    typed = (request.GET.get("from", ""), request.GET.get("to", newest))
    given = [by_number.get(number_of(one)) for one in typed]
    chosen = sorted((one for one in given if one), key=lambda one: one.number)
    if len(chosen) < 2 or chosen[0] is chosen[1]:
        return choose(slug, editions)
    first, last = chosen
    if editions.index(last) == editions.index(first) + 1:
        return sent_on(href(changes_path(slug, last.number)))
    if request.method == "HEAD":
        return protected(HttpResponse())
    return protected(HttpResponse(compared_page(slug, editions, first, last)))


def number_of(typed: str) -> int:
    """The number of an edition; 0, which none has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0


def choose(slug: str, editions: list[Stood]) -> HttpResponse:
    newest = {"url": href(article_path(slug)), "words": "The newest edition"}
    last = editions[-1].number
    if len(editions) == 1:
        why = "The article has one edition, so there is nothing to compare it with."
        return asked_page("Nothing has changed so far", why, status=404, links=[newest])
    form = form_of(slug, editions) | {"old": editions[0].number, "new": last}
    why = f"The article has the editions 1 to {last}. Choose two different ones, and we show what differs."
    return asked_page("Which two editions?", why, status=400, links=[newest], compare=form)


def form_of(slug: str, editions: list[Stood]) -> dict:
    return options([{"number": one.number, "published_at": one.at.isoformat()} for one in editions], slug)


def compared_page(slug: str, editions: list[Stood], first: Stood, last: Stood) -> str:
    """The same page as the stored ones, for two editions that do not follow each other."""
    found, retracted = records_of([first.pk, last.pk]), retractions()
    old, new = (marked(found[one.pk], retracted) for one in (first, last))
    rows = Edition.objects.filter(pk__in=[first.pk, last.pk], proof__isnull=False)
    proofs = dict(rows.values_list("number", "proof"))
    context = changes(old, new, proofs, slug) | {"options": form_of(slug, editions)}
    page = {"title": title_of(old, new), "noindex": True, "section": "articles"}
    return render("changes", site=site(), page=page, context=context)
