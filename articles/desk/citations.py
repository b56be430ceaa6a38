"""Citing a source for a claim, and taking a citation away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from articles.actions import citing
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, page
from articles.desk.fetch import claim_of
from articles.desk.forms_sources import CiteForm
from articles.models import Citation, Claim, Source
from articles.models.queue import articles_by_claim, home_of

MOST_KNOWN = 50


def known_sources(claim: Claim) -> list[Source]:
    """The sources to offer first: those that the claim's articles cite, and those added last; by name."""
    cited = Source.objects.filter(
        citations__claim__appearances__revision__current_of__in=articles_by_claim([claim])[claim.pk]
    ).distinct()
    newest = Source.objects.order_by("-pk")
    good = {"retracted_at__isnull": True}
    found = {source.pk: source for rows in (newest, cited) for source in rows.filter(**good)[:MOST_KNOWN]}
    return sorted(found.values(), key=lambda source: source.name.casefold())


def cite_by(form: CiteForm, claim: Claim, *, by: object) -> Citation:
    """The citation that a valid form asks for, of a source that is there or is added with it."""
    data = form.cleaned_data
    source = data.get("found") or citing.add_source(
        by=by, name=data["name"], kind=data["kind"], url=data["url"]
    )
    words = {name: data[name] for name in ("stance", "quote", "locator")}
    return citing.cite(claim, source, **words, by=by, article=home_of(claim))


@desk_view("claims", "edit_source")
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Cites for a claim. `next` in the form is where to go afterwards, else the claim's own page."""
    claim = claim_of(pk)
    posted = request.method == "POST"
    form = CiteForm(request.POST if posted else None, known=known_sources(claim))
    status = attempt(form, lambda: cite_by(form, claim, by=request.user)) if posted else 200
    if not status:
        messages.success(request, "The source is cited.")
        return redirect(_next(request, claim))
    context = {"claim": claim, "form": form, "next": _next(request, claim)}
    return page(request, "desk/cite.html", context, status=status)


@desk_view("claims", "edit_source")
@require_POST
def drop(request: HttpRequest, pk: int, citation: int) -> HttpResponse:
    claim = claim_of(pk)
    row = get_object_or_404(Citation.objects.select_related("claim", "source"), pk=citation, claim=claim)
    citing.drop_citation(row, by=request.user, article=home_of(claim))
    messages.success(request, "The citation is taken away.")
    return redirect(_next(request, claim))


def _next(request: HttpRequest, claim: Claim) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if ours else claim.get_desk_url()
