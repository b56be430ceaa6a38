"""The list of articles, and the overview of one with its details and tags."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.actions import checklist, editing, rounds, tagging
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.fetch import article_of
from articles.desk.forms import ReasonForm, TagsForm, tags_text
from articles.desk.forms_articles import ArticleFilter, DetailsForm, PolicyForm
from articles.desk.standing import holders_of, status_counts
from articles.desk.steps import figures_of, steps_of
from articles.desk.waiting import standings, under_way, waiting_articles, waits
from articles.enums import ArticleStatus
from articles.models import Article, Event, TaggedArticle
from articles.workflow import ARTICLE_CLOSED, can_move

PER_PAGE = 25
# A line of the checklist is mended on this page; words about the article stand in the details.
MENDED = {
    "edit": ("article", "#details"),
    "clean": ("clean", ""),
    "claims": ("article-claims", ""),
    "overview": ("article", ""),
}


@desk_view("articles")
def article_list(request: HttpRequest) -> HttpResponse:
    form = ArticleFilter(request.GET, waits=[(name, label) for name, (label, _) in waits().items()])
    rows = _narrowed(form, request.user).prefetch_related("tagged__tag").order_by("-created_at", "-pk")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    stand = standings(list(listed))
    context = {
        "form": form,
        "page": listed,
        "rows": [(article, stand[article.pk]) for article in listed],
        "tag": form.wanted_tag(),
        "narrowed": any(form.chosen().values()),
        "aside": Article.objects.filter(status=ArticleStatus.SET_ASIDE).count(),
        "may_import": may(request, "import_article"),
        "may_decide": may(request, "decide_finding"),
    }
    return page(request, "desk/articles.html", context)


def _narrowed(form: ArticleFilter, person: Any) -> QuerySet[Article]:
    chosen = form.chosen()
    rows = waiting_articles(chosen["waits"]) if chosen["waits"] else Article.objects.all()
    if chosen["status"] != ArticleStatus.SET_ASIDE:
        rows = rows.exclude(status=ArticleStatus.SET_ASIDE)
    if chosen["whose"]:
        rows = rows.filter(under_way(person.pk))
    if chosen["status"]:
        rows = rows.filter(status=chosen["status"])
    if chosen["language"]:
        rows = rows.filter(language=chosen["language"])
    if chosen["tag"]:
        tagged = TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag__slug=chosen["tag"])
        rows = rows.filter(Exists(tagged))
    if chosen["q"]:
        rows = rows.filter(Q(headline__icontains=chosen["q"]) | Q(slug__icontains=chosen["q"]))
    return rows


@desk_view("articles")
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    return overview_page(request, article_of(slug))


def overview_page(request: HttpRequest, article: Article, status: int = 200, **refused: Form) -> HttpResponse:
    """The overview; `refused` are forms by name with what the person typed."""
    figures = figures_of(article)
    editable = article.status not in ARTICLE_CLOSED and may(request, "edit_article")
    forms: dict[str, Form] = {
        "details": DetailsForm(article=article),
        "policy": PolicyForm(article=article),
        "tags": TagsForm(initial={"tags": tags_text(_tag_names(article))}, auto_id="tags_%s"),
        "send_back": ReasonForm(auto_id="send_back_%s"),
        "reopen": ReasonForm(auto_id="reopen_%s"),
        "set_aside": ReasonForm(auto_id="set_aside_%s"),
    } | refused
    draft = article.status == ArticleStatus.DRAFT
    lines = checklist.submission_list(article) if draft else checklist.checklist(article)
    context = {
        "article": article,
        "figures": figures,
        "steps": steps_of(article, figures),
        "forms": forms,
        "tag_list": [item.tag for item in article.tagged.select_related("tag").order_by("tag__name")],
        "checks": check_lines(article, lines),
        "ready": all(line.ok for line in lines),
        "counts": status_counts(figures),
        "holders": holders_of(article),
        "revisions": article.revisions.defer("text", "changes")
        .select_related("created_by")
        .order_by("-number"),
        "editions": article.editions.defer("record").select_related("published_by").order_by("-number"),
        "may_edit": editable,
        "may_set_policy": editable and may(request, "set_review_policy"),
        "may_submit": may(request, "submit_article") and can_move("article", "submit", article.status),
        "may_send_back": editable and can_move("article", "send_back", article.status),
        "may_reopen": may(request, "edit_article") and can_move("article", "reopen", article.status),
        "may_set_aside": may_set_aside(request, article),
        "why_aside": why_aside(article),
        "may_publish": may(request, "publish_article"),
    }
    return page(request, "desk/article.html", context, status=status)


def may_set_aside(request: HttpRequest, article: Article) -> bool:
    """Whether this person may, and the article was never published."""
    movable = may(request, "edit_article") and can_move("article", "set_aside", article.status)
    return movable and not article.editions.exists()


def why_aside(article: Article) -> Event | None:
    """The line of the log by which it was set aside, while it is."""
    if article.status != ArticleStatus.SET_ASIDE:
        return None
    return Event.objects.filter(article=article, action="set_aside").order_by("-number").first()


def _tag_names(article: Article) -> list[str]:
    return list(article.tagged.values_list("tag__name", flat=True))


def check_lines(article: Article, lines: list[checklist.Check]) -> list[dict[str, Any]]:
    """The checklist with the address where each open line is mended."""
    found = []
    for line in lines:
        name, part = MENDED[line.page]
        found.append(
            {"line": line, "url": "" if line.ok else reverse(f"desk:{name}", args=[article.slug]) + part}
        )
    return found


@require_POST
@desk_view("articles", "edit_article")
def edit_details(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = DetailsForm(request.POST, article=article)
    changed: list[str] = []
    status = attempt(
        form,
        lambda: changed.extend(
            editing.edit_details(article, by=request.user, seen=form.seen(), **form.details())
        ),
    )
    if status:
        return overview_page(request, article_of(slug), status, details=form)
    words = f"Saved: {', '.join(changed)}." if changed else "Nothing was changed."
    messages.success(request, words)
    return redirect(f"{reverse('desk:article', args=[slug])}#details")


@require_POST
@desk_view("articles", "edit_article")
def set_tags(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = TagsForm(request.POST, auto_id="tags_%s")
    if status := attempt(form, lambda: tagging.set_tags(article, form.cleaned_data["tags"], by=request.user)):
        return overview_page(request, article, status, tags=form)
    messages.success(request, "Tags saved.")
    return redirect(f"{reverse('desk:article', args=[slug])}#tags")


@require_POST
@desk_view("articles", "set_review_policy")
def set_policy(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    form = PolicyForm(request.POST, article=article)
    changed: list[bool] = []

    def act() -> None:
        policy = form.cleaned_data["policy"]
        changed.append(rounds.set_review_policy(article, policy, seen=form.seen(), by=request.user))

    if status := attempt(form, act):
        return overview_page(request, article_of(slug), status, policy=form)
    words = "Saved. It counts from the next round of a claim on." if changed[0] else "Nothing was changed."
    messages.success(request, words)
    return redirect(f"{reverse('desk:article', args=[slug])}#reviews")
