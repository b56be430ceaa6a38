"""Kept copies of sources: upload, fetch, read, download."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from articles.actions import capturing
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, page
from articles.desk.forms_sources import SnapshotForm
from articles.desk.source_page import show_source, source_of
from articles.enums import CaptureStatus
from articles.models import Snapshot


@desk_view("sources", "edit_source")
@require_POST
def add_snapshot(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    form = SnapshotForm(request.POST, request.FILES)

    def keep() -> None:
        file = form.cleaned_data["file"]
        capturing.add_snapshot(
            source,
            data=file.read(),
            file_name=file.name,
            content_type=file.content_type or "",
            by=request.user,
        )

    if status := attempt(form, keep):
        return show_source(request, source, snapshot_form=form, status=status)
    messages.success(request, "The copy is kept.")
    return redirect(source.get_desk_url())


@desk_view("sources", "edit_source")
@require_POST
def capture(request: HttpRequest, slug: str) -> HttpResponse:
    source = source_of(slug)
    kept = capturing.capture(source, by=request.user)
    if kept.status == CaptureStatus.CAPTURED:
        messages.success(request, "A copy is kept.")
    else:
        messages.error(request, f"Nothing could be kept. {kept.note}")
    return redirect(source.get_desk_url() + "#copies")


@desk_view("sources")
def copy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The words that were read out of a copy, with the quotes that are cited from it."""
    source = source_of(slug)
    rows = Snapshot.objects.filter(status=CaptureStatus.CAPTURED, source=source).select_related("captured_by")
    found = get_object_or_404(rows.defer("content"), pk=pk)
    places = found.found_quotes.order_by("found_start", "pk").values_list("found_start", "found_end", "pk")
    context = {
        "source": source,
        "copy": found,
        "pieces": _pieces(found.text, list(places)),
        "quotes": len(places),
    }
    return page(request, "desk/copy.html", context)


def _pieces(text: str, places: list[tuple[int, int, int]]) -> list[dict[str, Any]]:
    """The text in pieces, each quote one of them; of two that overlap the later one has what is left."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for start, end, citation in places:
        if end > at:
            pieces += [{"words": text[at:start]}] if start > at else []
            pieces.append({"words": text[max(start, at) : end], "citation": citation})
            at = end
    return [*pieces, {"words": text[at:]}]


@desk_view("sources")
def snapshot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The stored bytes as a file to save: whatever they are, no browser shows or runs them here."""
    rows = Snapshot.objects.filter(status=CaptureStatus.CAPTURED, source=source_of(slug)).defer("text")
    found = get_object_or_404(rows, pk=pk)
    name = "".join(sign if sign.isprintable() and sign not in '/\\"' else "_" for sign in found.file_name)
    return HttpResponse(
        bytes(found.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name or f"copy-{found.pk}"),
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
