"""An article's way out: submit, send back, reopen, set aside, publish, schedule, take off, retract, move."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions import handing, publishing, slugs
from articles.actions.checklist import checklist
from articles.actions.freezing import build_record
from articles.desk.articles import check_lines, overview_page
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import article_of
from articles.desk.forms import ReasonForm
from articles.desk.forms_articles import PublishForm, RetractForm, ScheduleForm, SlugForm
from articles.desk.steps import figures_of, steps_of
from articles.enums import ArticleStatus
from articles.errors import NotReady
from articles.models import Article
from articles.permissions import check_may
from articles.public.article_page import article_page
from articles.public.site import article_path
from articles.workflow import ARTICLE_CLOSED, can_move


@require_POST
@desk_view("articles", "submit_article")
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    try:
        number = handing.submit_article(article, by=request.user)
    except NotReady:
        messages.error(request, "Not submitted: the list below says what is still open.")
        return redirect("desk:article", slug)
    messages.success(request, f"Submitted. {number} claim{'' if number == 1 else 's'} went to the queue.")
    return redirect("desk:article", slug)


def _with_reason(name: str, act: Callable[..., None], words: str) -> Any:
    """A view of the overview that needs a reason and nothing else."""

    @require_POST
    @desk_view("articles", "edit_article")
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        article = article_of(slug)
        form = ReasonForm(request.POST, auto_id=f"{name}_%s")
        status = attempt(form, lambda: act(article, by=request.user, reason=form.cleaned_data["reason"]))
        if status:
            return overview_page(request, article_of(slug), status, **{name: form})
        messages.success(request, words)
        return redirect("desk:article", slug)

    return view


send_back = _with_reason("send_back", handing.send_back, "Sent back to the desk with your reason.")
reopen = _with_reason("reopen", handing.reopen_article, "Reopened: it is a draft again.")
set_aside = _with_reason(
    "set_aside",
    handing.set_article_aside,
    "Set aside. It is in no list any more; Articles shows it under the status “Set aside”.",
)


@require_http_methods(["GET", "POST"])
@desk_view("articles")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """The checklist for everybody; the forms for those who may publish."""
    article = article_of(slug)
    if request.method != "POST":
        return _page(request, article)
    check_may(request.user, "publish_article")
    form = PublishForm(request.POST, corrects=article.editions.exists())

    def act() -> None:
        seen = form.cleaned_data["seen"]
        publishing.publish(article, by=request.user, correction=form.correction(), seen=seen)

    return _done(request, article, "publish", form, act, "Published. Readers see it now.")


def _page(request: HttpRequest, article: Article, status: int = 200, **refused: Form) -> HttpResponse:
    lines = checklist(article, by=request.user)
    editions = list(article.editions.defer("record").select_related("published_by").order_by("-number"))
    at = timezone.localtime(article.publish_at) if article.publish_at else None
    forms: dict[str, Form] = {
        "publish": PublishForm(corrects=bool(editions), initial={"seen": article.revision.number}),
        "schedule": ScheduleForm(initial={"at": at}, auto_id="schedule_%s"),
        "unpublish": ReasonForm(auto_id="unpublish_%s"),
        "retract": RetractForm(auto_id="retract_%s"),
        "slug": SlugForm(initial={"slug": article.slug}, auto_id="slug_%s"),
    } | refused
    publisher = may(request, "publish_article")
    status_now = article.status
    context = {
        "article": article,
        "steps": steps_of(article, figures_of(article), "publish"),
        "checks": check_lines(article, lines),
        "open": sum(not line.ok for line in lines),
        "ready": all(line.ok for line in lines),
        "forms": forms,
        "editions": editions,
        "zone": timezone.get_current_timezone_name(),
        "may_publish": publisher and can_move("article", "publish", status_now),
        "may_schedule": publisher and status_now == ArticleStatus.IN_REVIEW,
        "may_unpublish": publisher
        and bool(article.live_edition)
        and can_move("article", "unpublish", status_now),
        "may_retract": publisher and bool(editions) and can_move("article", "retract", status_now),
        "may_move": status_now not in ARTICLE_CLOSED
        and may(request, "publish_article" if article.live_edition else "edit_article"),
    }
    return page(request, "desk/publish.html", context, status=status)


def _done(
    request: HttpRequest, article: Article, name: str, form: Form, act: Callable[[], Any], words: str
) -> HttpResponse:
    """Carries out one form of the publish page, or shows the page again with that form as it was filled in."""
    if status := attempt(form, act):
        return _page(request, article_of(article.slug), status, **{name: form})
    messages.success(request, words)
    return redirect("desk:publish", article.slug)


@desk_view("articles")
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The article's page as readers would get it from what the desk has now; nothing is written."""
    article = article_of(slug)
    record = build_record(article, number=article.editions.count() + 1, at=timezone.now(), correction=None)
    editions = (*(edition.record for edition in article.editions.order_by("number")), record)
    response = HttpResponse(article_page(record, record, editions, path=article_path(article.slug)).body)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@desk_view("articles", "publish_article")
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    if "clear" in request.POST:
        handing.schedule(article, at=None, by=request.user)
        messages.success(request, "The time is taken away.")
        return redirect("desk:publish", slug)
    form = ScheduleForm(request.POST, auto_id="schedule_%s")

    def act() -> None:
        handing.schedule(article, at=form.cleaned_data["at"], by=request.user)

    return _done(request, article, "schedule", form, act, "Scheduled.")


@require_POST
@desk_view("articles", "publish_article")
def unpublish(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = ReasonForm(request.POST, auto_id="unpublish_%s")

    def act() -> None:
        publishing.unpublish(article, by=request.user, reason=form.cleaned_data["reason"])

    return _done(request, article, "unpublish", form, act, "Unpublished. Its address says so.")


@require_POST
@desk_view("articles", "publish_article")
def retract(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = RetractForm(request.POST, auto_id="retract_%s")

    def act() -> None:
        publishing.retract(article, by=request.user, note=form.cleaned_data["note"])

    return _done(request, article, "retract", form, act, "Retracted. Its address answers 410 with your note.")


@require_POST
@desk_view("articles", "edit_article")
def change_slug(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = SlugForm(request.POST, auto_id="slug_%s")

    def act() -> None:
        slugs.change_slug(article, slug=form.cleaned_data["slug"], by=request.user)

    return _done(request, article, "slug", form, act, "The article has its new address.")
