"""Clean: what looks injected in an article, and what is decided on each piece."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.actions import campaigns, restoring, screening
from articles.desk.attempt import attempt
from articles.desk.clean_page import DecisionsForm, clean_page, findings_of
from articles.desk.common import desk_view, way_back
from articles.desk.fetch import article_of, finding_of
from articles.desk.forms_articles import MarkForm
from articles.desk.marks import place_in
from articles.enums import FindingStatus
from articles.models import Article, Finding
from articles.permissions import check_may


@desk_view("articles")
def clean(request: HttpRequest, slug: str) -> HttpResponse:
    return clean_page(request, article_of(slug))


@require_POST
@desk_view("articles", "decide_finding")
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Saves the decisions and, with the button that says so, takes out what is to be removed."""
    article = article_of(slug)
    form = DecisionsForm(request.POST, findings=findings_of(article))
    done: list[str] = []
    if status := attempt(form, lambda: _decide(request, article, form, done)):
        return clean_page(request, article_of(slug), status, decisions=form)
    messages.success(request, " ".join(done) or "Nothing was changed.")
    return redirect(_clean_url(request, slug))


def _clean_url(request: HttpRequest, slug: str) -> str:
    """The page of findings that the person was on."""
    page = request.GET.get("page", "")
    return reverse("desk:clean", args=[slug]) + (f"?page={page}" if page.isascii() and page.isdigit() else "")


def _decide(request: HttpRequest, article: Article, form: DecisionsForm, done: list[str]) -> None:
    everywhere = form.everywhere()
    if everywhere:
        check_may(request.user, "edit_rule")
    number = screening.decide_findings(article, form.decisions(), by=request.user, seen=form.seen())
    if number:
        done.append(f"{number} decision{'s' if number > 1 else ''} saved.")
    if everywhere:
        outcome = campaigns.keep_everywhere(article, everywhere, by=request.user)
        others = f", also in {outcome.decided} other finding{'s' * (outcome.decided != 1)}"
        done.append(f"Kept everywhere{others if outcome.decided else ''}.")
    waiting = Finding.objects.filter(
        revision__article=article, status=FindingStatus.REMOVED, removed_in__isnull=True
    )
    if "apply" in request.POST and waiting.exists():
        revision = screening.apply_removals(article, by=request.user)
        done.append(f"Revision {revision.number} is the text without the removed fragments.")


@require_POST
@desk_view("articles", "decide_finding")
def mark(request: HttpRequest, slug: str) -> HttpResponse:
    """A fragment that a person saw and the finder did not."""
    article = article_of(slug)
    form = MarkForm(request.POST, auto_id="mark_%s")
    made: list[Finding] = []
    if status := attempt(form, lambda: made.append(_mark(request, article, form))):
        return clean_page(request, article, status, mark=form)
    messages.success(request, "Marked. It is ticked for removal; save and apply to take it out.")
    return redirect(f"{reverse('desk:clean', args=[slug])}?finding={made[0].pk}#r{made[0].pk}")


def _mark(request: HttpRequest, article: Article, form: MarkForm) -> Finding:
    words = {name: form.cleaned_data[name] for name in ("exact", "start", "end", "occurrence")}
    start, end = place_in(article, **words)
    return screening.add_finding(
        article,
        start=start,
        end=end,
        reason=form.cleaned_data["reason"],
        revision=form.cleaned_data["revision"],
        by=request.user,
    )


@require_POST
@desk_view("articles", "decide_finding")
def put_back(request: HttpRequest, slug: str, finding: int) -> HttpResponse:
    article = article_of(slug)
    revision = restoring.put_back(finding_of(article, finding), by=request.user)
    messages.success(request, f"Put back. Revision {revision.number} has the words where they stood.")
    if "next" in request.POST:
        return redirect(way_back(request))
    return redirect(f"{reverse('desk:clean', args=[slug])}?finding={finding}#r{finding}")
