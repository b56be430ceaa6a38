"""The ledger of an article as people read it: what came in, what went out and who decided, and whether it adds up."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.actions.ledger import Entry, Ledger, ledger_of
from articles.actions.restoring import put_back_all
from articles.actions.verifying import problems_of
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import article_of
from articles.desk.steps import figures_of, steps_of
from articles.models import Article
from articles.workflow import ARTICLE_CLOSED

PER_PAGE = 25
AROUND = 30  # characters on each side of an edit
MOST_OTHERS = 50  # edits, and fragments put back: the last ones


class PutBackAllForm(forms.Form):
    """Which removals, and the text that the person looked at."""

    rule = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


@desk_view("articles")
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, article_of(slug))


@require_POST
@desk_view("articles", "decide_finding")
def put_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts back all fragments of the article, or those of one rule."""
    article = article_of(slug)
    form = PutBackAllForm(request.POST)
    status = attempt(form, lambda: put_back_all(article, by=request.user, **form.cleaned_data))
    if status:
        return _page(request, article_of(slug), status, refused=form)
    words = "Put back. Revision {} has the words where they stood."
    messages.success(request, words.format(article.revision.number))
    return redirect("desk:ledger", slug)


def _page(
    request: HttpRequest, article: Article, status: int = 200, *, refused: forms.Form | None = None
) -> HttpResponse:
    found = ledger_of(article)
    problems = problems_of(found)
    removals = sorted(found.out.values(), key=_first)
    edits, backs = found.of_kind("edited"), found.of_kind("put_back")
    context = {
        "article": article,
        "steps": steps_of(article, figures_of(article)),
        "ledger": found,
        "problems": problems,
        "sum": _sum_words(found.sums),
        "live": next((one for one in found.editions if one.pk == article.live_edition_id), None),
        "page": Paginator(removals, PER_PAGE).get_page(request.GET.get("page")),
        "rules": _rules(removals),
        "edits": [_edit(entry, found) for entry in edits[-MOST_OTHERS:]],
        "backs": backs[-MOST_OTHERS:],
        "more_edits": max(0, len(edits) - MOST_OTHERS),
        "more_backs": max(0, len(backs) - MOST_OTHERS),
        "chain": _chain(found),
        "refused": refused,
        "may_put_back": article.status not in ARTICLE_CLOSED and may(request, "decide_finding"),
    }
    return page(request, "desk/ledger.html", context, status=status)


def _sum_words(sums: dict[str, int]) -> str:
    """The sum in words and figures, in characters (code points)."""
    parts = [f"{sums['original']:,} characters as they came in"]
    if sums["fragments"]:
        what = "fragment" if sums["fragments"] == 1 else "fragments"
        parts.append(f"− {sums['removed']:,} in {sums['fragments']:,} {what}")
    if sums["edits"]:
        parts.append(f"− {sums['edited_out']:,} edited out + {sums['written_in']:,} written in")
    return f"{' '.join(parts)} = {sums['newest']:,}"


def _first(entry: Entry) -> tuple[bool, int, int]:
    """The order of the original; what was written in later comes last."""
    place = entry.places[0].start if entry.places else 0
    return not entry.places, place, entry.revision.number


def _rules(removals: list[Entry]) -> list[tuple[str, int]]:
    """The rules with removals in force, and how many; where there is one rule only, it is the whole article."""
    counts = Counter(entry.finding.rule for entry in removals if entry.finding)
    return counts.most_common() if len(counts) > 1 else []


def _edit(entry: Entry, found: Ledger) -> dict[str, Any]:
    """An edit with the words around it, in the text before."""
    text, start, end = _text_before(entry, found), entry.start, entry.start + len(entry.gone)
    return {"entry": entry, "before": text[max(0, start - AROUND) : start], "after": text[end : end + AROUND]}


def _text_before(entry: Entry, found: Ledger) -> str:
    return next((one.text for one in found.revisions if one.pk == entry.revision.based_on_id), "")


def _chain(found: Ledger) -> list[dict[str, Any]]:
    """Each revision with the editions that hold its text."""
    editions: dict[int, list[int]] = {}
    for edition in found.editions:
        editions.setdefault(edition.revision_id, []).append(edition.number)
    return [{"revision": one, "editions": editions.get(one.pk, [])} for one in found.revisions]
