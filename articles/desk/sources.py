"""Sources: list, page, add, edit, tags."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.actions import checking, citing, retracting, tagging
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.forms import ReasonForm, TagsForm
from articles.desk.forms_sources import RETRACTED, SourceFilter, SourceForm
from articles.desk.source_page import show_source, source_of
from articles.enums import LinkState
from articles.models import Claim, Source

PER_PAGE = 50


@desk_view("sources")
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources by name, with the number of claims that rest on each."""
    form = SourceFilter(request.GET)
    rows = _filtered(form.chosen()).annotate(claims=Count("citations__claim", distinct=True))
    context = {
        "listed": Paginator(rows.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "filtered": any(form.chosen().values()),
        "may_edit": may(request, "edit_source"),
    }
    return page(request, "desk/sources.html", context)


def _filtered(chosen: dict[str, Any]) -> QuerySet[Source]:
    rows = Source.objects.all()
    for word in chosen["q"].split():
        rows = rows.filter(Q(name__icontains=word) | Q(url__icontains=word) | Q(note__icontains=word))
    for name in ("kind", "reliability"):
        if chosen[name]:
            rows = rows.filter(**{name: chosen[name]})
    if chosen["state"] == RETRACTED:
        return rows.filter(retracted_at__isnull=False)
    return rows.filter(link_state=chosen["state"]) if chosen["state"] else rows


@desk_view("sources")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    return show_source(request, source_of(slug))


@desk_view("sources", "edit_source")
def add(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = SourceForm(request.POST if posted else None)
    added: list[Source] = []
    newest = Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def act() -> None:
        added.append(citing.add_source(by=request.user, **form.cleaned_data))

    status = attempt(form, act) if posted else 200
    if not status:
        known = added[0].pk <= newest
        messages.success(
            request, "That address is known: this is its source." if known else "The source is added."
        )
        return redirect(added[0].get_desk_url())
    return page(request, "desk/source_form.html", {"form": form}, status=status)


@desk_view("sources", "edit_source")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    posted = request.method == "POST"
    initial = {name: getattr(source, name) for name in citing.FIELDS}
    form = SourceForm(request.POST if posted else None, initial=initial)
    changed: list[str] = []

    def act() -> None:
        changed.extend(citing.edit_source(source, by=request.user, **form.cleaned_data))

    status = attempt(form, act) if posted else 200
    if not status:
        messages.success(request, "Saved." if changed else "Nothing was changed.")
        return redirect(source.get_desk_url())
    return page(request, "desk/source_form.html", {"form": form, "source": source_of(slug)}, status=status)


@desk_view("sources", "edit_source")
@require_POST
def set_tags(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    form = TagsForm(request.POST)
    if status := attempt(form, lambda: tagging.set_tags(source, form.cleaned_data["tags"], by=request.user)):
        return show_source(request, source, tags_form=form, status=status)
    messages.success(request, "The tags are saved.")
    return redirect(source.get_desk_url())


@desk_view("sources", "edit_source")
@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Looks at the address now; once a day is enough for what a dead one takes."""
    source = source_of(slug)
    look = checking.check_source(source)
    words = f"{look.get_outcome_display()}. {look.note}".strip()
    (messages.success if look.outcome == LinkState.ALIVE else messages.warning)(request, words)
    return redirect(source.get_desk_url() + "#address")


@desk_view("sources", "retract_source")
@require_POST
def retract(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    form = ReasonForm(request.POST)
    again: list[Claim] = []

    def act() -> None:
        reason = form.cleaned_data["reason"]
        again.extend(retracting.retract_source(source, by=request.user, reason=reason))

    if status := attempt(form, act):
        return show_source(request, source_of(slug), retract_form=form, status=status)
    verdicts = f"{len(again)} verdict{'' if len(again) == 1 else 's'}"
    messages.success(
        request, f"The source is marked as retracted, for readers too. Opened again: {verdicts}."
    )
    return redirect(source.get_desk_url())


@desk_view("sources", "retract_source")
@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    form = ReasonForm(request.POST)

    def act() -> None:
        retracting.restore_source(source, by=request.user, reason=form.cleaned_data["reason"])

    if status := attempt(form, act):
        return show_source(request, source_of(slug), retract_form=form, status=status)
    messages.success(request, "The mark is gone. Verdicts that were opened again stay open.")
    return redirect(source.get_desk_url())
