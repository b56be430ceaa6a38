"""The page of one source; several forms lead back to it."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.actions.retracting import verdicts_on
from articles.desk.common import may, page, public_address
from articles.desk.forms import ReasonForm, TagsForm, tags_text
from articles.desk.forms_sources import SnapshotForm
from articles.desk.log import lines
from articles.enums import LinkState
from articles.models import Event, Source
from articles.public.site import safe_url

CLAIMS_PER_PAGE = 30
MOST_SNAPSHOTS = 50
HISTORY = 20
LOOKS = 8
# What somebody does about the state of an address.
TO_DO = {
    LinkState.UNCHECKED: "",
    LinkState.ALIVE: "",
    LinkState.MOVED: "If it is the same thing, change the address to where it is now.",
    LinkState.CHANGED: "Read what stands there now. The kept copy has the old words; a verdict that rested on what is "
    "gone may need a new round.",
    LinkState.TAKEN_OVER: "Send no reader there: take the address out, or put an archived copy's in its place.",
    LinkState.BARRED: "Look at it yourself; a program is not let in.",
    LinkState.GONE: "Nothing yet: it may come back. After three days in a row it counts as dead.",
    LinkState.DEAD: "Find where it has gone, or put an archived copy's address in its place.",
}


def source_of(slug: str) -> Source:
    if "\0" in slug:  # PostgreSQL refuses to look for it
        raise Http404
    return get_object_or_404(Source, slug=slug)


def show_source(
    request: HttpRequest,
    source: Source,
    *,
    tags_form: TagsForm | None = None,
    snapshot_form: SnapshotForm | None = None,
    retract_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Details, tags, kept copies and the claims that rest on it, with the forms as they were typed."""
    tags = sorted((item.tag for item in source.tagged.select_related("tag")), key=lambda tag: tag.key)
    may_retract = may(request, "retract_source")
    citations = source.citations.select_related("claim").order_by("-created_at", "-pk")
    context: dict[str, Any] = {
        "source": source,
        "public": public_address(source),
        "href": safe_url(source.url),
        "tags": tags,
        "tags_form": tags_form or TagsForm(initial={"tags": tags_text(tag.name for tag in tags)}),
        "snapshot_form": snapshot_form or SnapshotForm(),
        "snapshots": source.snapshots.defer("content", "text").select_related("captured_by")[:MOST_SNAPSHOTS],
        "listed": Paginator(citations, CLAIMS_PER_PAGE).get_page(request.GET.get("page")),
        "history": lines(Event.objects.filter(object_type="source", object_id=str(source.pk))[:HISTORY]),
        "outgoing": settings.OUTGOING_REQUESTS,
        "may_edit": may(request, "edit_source"),
        "looks": source.checks.all()[:LOOKS] if source.checked_at else [],
        "to_do": TO_DO[LinkState(source.link_state)],
        "may_retract": may_retract,
        "retract_form": retract_form or ReasonForm(auto_id="retract_%s"),
        "verdicts": len(verdicts_on(source)) if may_retract and not source.retracted_at else 0,
    }
    return page(request, "desk/source.html", context, status=status)
