"""An article's text: edit it, look at a revision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from articles.actions import editing
from articles.actions.carrying import Carried, losing
from articles.actions.revising import Draft
from articles.actions.spans import changes_of
from articles.desk.attempt import attempt
from articles.desk.both import unrecorded
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import article_of
from articles.desk.forms_articles import SureTextForm, TextForm
from articles.desk.marks import change_marks, shown_raw
from articles.desk.standing import ASIDE, LOOSE
from articles.desk.steps import figures_of, steps_of
from articles.models import Appearance, Article, Claim, Finding, Revision
from articles.public.site import direction
from articles.text.clean import invert
from articles.text.types import Change


@require_http_methods(["GET", "POST"])
@desk_view("articles", "edit_article")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The raw text in a form. Who was slower finds the own text still in it, beside the newer one."""
    article = article_of(slug)
    if request.method != "POST":
        editing.check_editable(article)
        initial = {"text": article.revision.text, "based_on": article.revision.number}
        return _edit_page(request, article, TextForm(initial=initial))
    form = SureTextForm(request.POST) if "knows" in request.POST else TextForm(request.POST)
    drafts: list[Draft] = []
    if status := attempt(form, lambda: drafts.append(_prepared(article, form, request.user))):
        return _edit_page(request, article_of(slug), form, status)
    fallen, shared = losing(article, drafts[0].carried)
    known = form.known() if isinstance(form, SureTextForm) else set()
    if not {one.old.claim_id for one in fallen} <= known:
        return _ask_page(request, article, form, fallen, shared)
    if status := attempt(form, lambda: editing.write_edit(article, drafts[0], by=request.user)):
        return _edit_page(request, article_of(slug), form, status)
    messages.success(request, f"Saved as revision {article.revision.number}.")
    places = Appearance.objects.filter(revision=article.revision, state__in=LOOSE)
    loose = places.exclude(claim__status__in=ASIDE).count()
    if not loose:
        return redirect("desk:article", slug)
    words = "1 claim needs a look: show where it stands"
    if loose > 1:
        words = f"{loose} claims need a look: show where each stands"
    messages.warning(request, f"{words}, or say that the text no longer makes it.")
    return redirect("desk:article-claims", slug)


def _prepared(article: Article, form: TextForm, by: Any) -> Draft:
    words = {name: form.cleaned_data[name] for name in ("text", "based_on", "note")}
    return editing.prepare_edit(article, by=by, **words)


def _ask_page(
    request: HttpRequest, article: Article, form: TextForm, fallen: list[Carried], shared: list[Carried]
) -> HttpResponse:
    """Nothing is saved yet: the claims whose decision would fall, and the text in the form as it was sent."""
    chosen = form.cleaned_data
    knows = ",".join(str(one.old.claim_id) for one in fallen)
    initial = {name: chosen[name] for name in ("text", "based_on", "note")} | {"knows": knows}
    claims = Claim.objects.in_bulk([one.old.claim_id for one in (*fallen, *shared)])
    asked = {
        name: [{"claim": claims[one.old.claim_id], "touched": one.meaning.words} for one in rows]
        for name, rows in (("fallen", fallen), ("shared", shared))
    }
    return _edit_page(request, article, SureTextForm(initial=initial), more=asked)


def _edit_page(
    request: HttpRequest,
    article: Article,
    form: TextForm,
    status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"article": article, "steps": steps_of(article, figures_of(article)), "form": form} | (
        more or {}
    )
    if status == 409:
        # Saving again is then on purpose: in the knowledge of the newer text.
        newest = article.revision
        form.data = form.data.copy()
        form.data["based_on"] = newest.number
        mine = editing.with_own_breaks(newest.text, form.cleaned_data.get("text", ""))
        context |= {
            "newest": newest,
            "both": unrecorded(newest.text, mine),
            "direction": direction(article.language),
        }
    return page(request, "desk/text_edit.html", context, status=status)


@desk_view("articles")
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One text as it was, and what was changed to come to it."""
    article = article_of(slug)
    rows = article.revisions.select_related("created_by", "based_on")
    found = get_object_or_404(rows, number=number)
    last = article.revision.number
    context = {
        "article": article,
        "steps": steps_of(article, figures_of(article)),
        "revision": found,
        "raw": shown_raw(found.text, change_marks(_arrived(found), "ins")),
        "changes": _reasons(found),
        "earlier": number - 1,
        "later": number + 1 if number < last else 0,
        "newest": number == last,
        "may_edit": may(request, "edit_article"),
    }
    return page(request, "desk/revision.html", context)


def _arrived(found: Revision) -> tuple[Change, ...]:
    return invert(found.based_on.text, changes_of(found)) if found.based_on else ()


def _reasons(found: Revision) -> list[dict[str, Any]]:
    """Each change in words: what went, what came, and the finding behind it."""
    if found.based_on is None:
        return []
    findings = Finding.objects.select_related("decided_by").in_bulk(
        [one["finding"] for one in found.changes if "finding" in one]
    )
    before = found.based_on.text
    return [
        {
            "gone": before[one["start"] : one["end"]][:300],
            "come": one["text"][:300],
            "finding": findings.get(one.get("finding")),
        }
        for one in found.changes
    ]
