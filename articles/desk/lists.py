"""The memory and the rules as a file: taken home, and brought in from another newsroom."""

from time import monotonic
from typing import IO, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions.lists import export_lines, import_lines, read_lines
from articles.desk.common import desk_view, may, page
from articles.desk.forms_rules import ListsForm
from articles.models import Fragment, Rule
from articles.permissions import check_may

SECONDS = 20.0  # then a person hears how far it came
MOST_SHOWN = 50  # bad lines


@require_http_methods(["GET", "POST"])
@desk_view("rules")
def lists(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    check_may(request.user, "edit_rule")
    form = ListsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, 400, form=form)
    done = _import(form.cleaned_data["file"], request.user)
    if not done["bad"] and not done["stopped"]:
        messages.success(request, done["words"])
        return redirect("desk:lists")
    # What is here already changes nothing, so this page may be loaded again.
    return _page(request, 200 if done["changed"] or done["same"] else 400, done=done)


def _page(request: HttpRequest, status: int = 200, **filled: Any) -> HttpResponse:
    context = {
        "form": ListsForm(),
        "fragments": Fragment.objects.count(),
        "versions": Rule.objects.count(),
        "may_edit": may(request, "edit_rule"),
    }
    return page(request, "desk/lists.html", context | filled, status=status)


def _import(file: IO[bytes], person: Any) -> dict[str, Any]:
    """What became of the file. Stops after SECONDS; what was taken over until then stays."""
    end, changed, same, bad, stopped = monotonic() + SECONDS, 0, 0, [], 0
    for number, new, problem in import_lines(read_lines(file), by=person):
        changed, same = changed + new, same + (not new and not problem)
        bad += [(number, problem)] if problem else []
        if monotonic() > end:
            stopped = number
            break
    words = f"{changed:,} taken over, {same:,} here already, {len(bad):,} bad."
    return {
        "words": words,
        "changed": changed,
        "same": same,
        "bad": bad[:MOST_SHOWN],
        "more": max(0, len(bad) - MOST_SHOWN),
        "stopped": stopped,
    }


@require_safe
@desk_view("rules")
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All of it, line by line as it is read from the database."""
    lines = (f"{line}\n".encode() for line in export_lines())
    name = f"newsroom-lists-{timezone.localdate():%Y-%m-%d}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8", headers=headers)
