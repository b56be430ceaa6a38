"""Import at the desk: paste a text, or upload files."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles.actions.importing import Imported, import_article
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, page
from articles.desk.forms_articles import PasteForm, UploadForm, file_problem
from articles.enums import Origin
from articles.errors import NewsroomError, NotAllowed


@require_http_methods(["GET", "POST"])
@desk_view("articles", "import_article")
def import_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        paste = PasteForm(auto_id="paste_%s")
        paste.fields["text"].widget.attrs["autofocus"] = True  # sixteen links stand before it
        return _page(request, paste=paste)
    return _upload(request) if "upload" in request.POST else _paste(request)


def _page(request: HttpRequest, status: int = 200, **filled: Any) -> HttpResponse:
    context = {"paste": PasteForm(auto_id="paste_%s"), "upload": UploadForm(auto_id="upload_%s")} | filled
    return page(request, "desk/import.html", context, status=status)


def _paste(request: HttpRequest) -> HttpResponse:
    form = PasteForm(request.POST, auto_id="paste_%s")
    done: list[Imported] = []
    status = attempt(
        form, lambda: done.append(import_article(by=request.user, origin=Origin.DESK, **form.cleaned_data))
    )
    if status:
        return _page(request, status, paste=form)
    return _to_article(request, done[0])


def _to_article(request: HttpRequest, result: Imported) -> HttpResponse:
    if result.created:
        words = f"Imported. Findings to decide: {result.findings}. Claims proposed: {result.claims}."
        messages.success(
            request, words + (f" Likely known already: {result.matches}." if result.matches else "")
        )
    else:
        messages.warning(request, "This text is here already; nothing was changed.")
    return redirect(
        "desk:clean" if result.created and result.findings else "desk:article", result.article.slug
    )


def _upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, auto_id="upload_%s")
    if not form.is_valid():
        return _page(request, 400, upload=form)
    results = [_import_file(file, request.user) for file in form.cleaned_data["files"]]
    if len(results) == 1 and results[0]["result"]:
        return _to_article(request, results[0]["result"])
    # The same file again changes nothing, so this page may be loaded again.
    failed = all(row["error"] for row in results)
    return _page(request, 400 if failed else 200, results=results, failed=failed, sums=_sums(results))


def _sums(results: list[dict[str, Any]]) -> str:
    """How many files became what, in the words of the command."""
    counts = Counter(
        "failed" if row["error"] else "created" if row["result"].created else "unchanged" for row in results
    )
    return ", ".join(f"{counts[name]} {name}" for name in ("created", "unchanged", "failed"))


def _import_file(file: UploadedFile, user: Any) -> dict[str, Any]:
    """One file's line in the table; what is wrong with it costs only itself."""
    row: dict[str, Any] = {"name": file.name, "result": None, "error": file_problem(file)}
    if not row["error"]:
        try:
            row["result"] = import_article(
                by=user, origin=Origin.DESK, data=file.read(), name=file.name or ""
            )
        except NotAllowed:
            raise
        except NewsroomError as error:
            row["error"] = str(error)
    return row
