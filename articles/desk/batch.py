"""Accept together: drafts in which nothing is open that is not sure, looked at in one list and cleaned at once."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Left, TruncDate
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from articles.actions.accepting import MOST_ARTICLES, MOST_FRAGMENTS, Accepted, accept_sure, stamp_of
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.forms import FilterForm
from articles.desk.waiting import undecided, waiting_articles
from articles.enums import FindingStatus
from articles.models import Article
from articles.permissions import check_may

PER_PAGE = MOST_ARTICLES
SHOWN = 6  # different fragments of one article; the others are folded away
MOST_SHOWN = 300  # different fragments of one article, with those that are folded away
WORDS = 60  # code points of one fragment
MOST_CHOICES = 100
TICK = re.compile(r"([0-9]{1,18}):([0-9a-f]{32})")


@dataclass(frozen=True)
class Fragment:
    """What a line of the list shows of the findings with the same words."""

    words: str
    category: str
    number: int
    decided: bool  # somebody has decided that it goes out


@dataclass
class Row:
    """One article of the list; `stamp` says what the person saw of it."""

    article: Article
    fragments: list[Fragment]  # each different one once
    number: int  # of findings
    stamp: str
    tick: bool

    @property
    def first(self) -> list[Fragment]:
        return self.fragments[:SHOWN]

    @property
    def rest(self) -> list[Fragment]:
        return self.fragments[SHOWN:MOST_SHOWN]

    @property
    def unseen(self) -> int:
        """Different fragments that this list does not show."""
        return max(0, len(self.fragments) - MOST_SHOWN)

    @property
    def too_many(self) -> bool:
        return self.number > MOST_FRAGMENTS

    @property
    def ticked(self) -> bool:
        """What is not shown is not ticked either."""
        return self.tick and not self.unseen

    @property
    def value(self) -> str:
        return f"{self.article.pk}:{self.stamp}"


class TicksField(forms.Field):
    """The ticked rows: {article id: stamp}."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[int, str]:
        found = [TICK.fullmatch(one) for one in value or []]
        if not all(found):
            raise ValidationError("This list is not as the page made it. Open it again.")
        ticks = {int(one[1]): one[2] for one in found if one}
        if len(ticks) > MOST_ARTICLES:
            raise ValidationError(f"{MOST_ARTICLES} articles at once are the most.")
        return ticks


class BatchForm(forms.Form):
    take = TicksField(error_messages={"required": "Tick the articles to clean first."})


class BatchFilter(FilterForm):
    """Day of import, rule and category; what is there to choose comes from the articles that wait."""

    day = forms.ChoiceField(required=False, label="Imported on")
    rule = forms.ChoiceField(required=False, label="Rule")
    category = forms.ChoiceField(required=False, label="Category")

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="batch_%s")
        articles = waiting_articles("sure")
        days = articles.order_by().annotate(day=TruncDate("created_at")).values("day")
        days = days.annotate(number=Count("pk")).order_by("-day").values_list("day", "number")
        self.fields["day"].choices = [
            ("", "Any day"),
            *((day.isoformat(), f"{day:%-d %b %Y} ({number})") for day, number in days[:MOST_CHOICES]),
        ]
        for name in ("rule", "category"):
            names = undecided(revision__article__in=articles.order_by().values("pk"))
            names = names.order_by(name).values_list(name, flat=True).distinct()[:MOST_CHOICES]
            self.fields[name].choices = [("", f"Any {name}"), *((one, one) for one in names)]


@require_http_methods(["GET", "POST"])
@desk_view("articles")
def batch(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    check_may(request.user, "decide_finding")
    form = BatchForm(request.POST)
    done: list[Accepted] = []
    if status := attempt(form, lambda: done.extend(_accept(request, form))):
        return _page(request, status, refused=form)
    removed = sum(one.removed for one in done)
    whole = [one for one in done if one.removed]
    if whole:
        messages.success(
            request, f"{_number(removed, 'fragment')} removed from {_number(len(whole), 'article')}."
        )
    elif not done:
        messages.error(request, "None of these articles is there any more.")
    return _page(request, 200 if whole else 409, done=done)


def _accept(request: HttpRequest, form: BatchForm) -> list[Accepted]:
    ticks = form.cleaned_data["take"]
    articles = Article.objects.select_related("revision").in_bulk(ticks)
    return accept_sure((articles[pk] for pk in ticks if pk in articles), by=request.user, seen=ticks)


def _page(
    request: HttpRequest,
    status: int = 200,
    *,
    done: Sequence[Accepted] = (),
    refused: BatchForm | None = None,
) -> HttpResponse:
    form = BatchFilter(request.GET)
    chosen = form.chosen()
    found = Paginator(_narrowed(chosen), PER_PAGE).get_page(request.GET.get("page"))
    tick = request.GET.get("tick") != "none"
    context = {
        "form": form,
        "page": found,
        "rows": rows_of(list(found), ticked=tick),
        "ticked": tick,
        "narrowed": any(chosen.values()),
        "done": [one for one in done if one.removed],
        "left": [one for one in done if one.problem],
        "refused": refused,
        "may_decide": may(request, "decide_finding"),
    }
    return page(request, "desk/batch.html", context, status=status)


def _narrowed(chosen: dict[str, Any]) -> QuerySet[Article]:
    rows = waiting_articles("sure").select_related("imported_by").order_by("-created_at", "-pk")
    if chosen["day"]:
        rows = rows.filter(created_at__date=chosen["day"])
    for name in ("rule", "category"):
        if chosen[name]:
            found = undecided(revision__article=OuterRef("pk"))
            rows = rows.filter(Exists(found.alias(has=Coalesce(name, Value(""))).filter(has=chosen[name])))
    return rows


def rows_of(articles: Sequence[Article], *, ticked: bool) -> list[Row]:
    """The articles with what goes out of each, in one query."""
    values = undecided(revision__article__in=articles).annotate(words=Left("text", WORDS + 1))
    values = values.order_by("revision", "start").values_list(
        "pk", "revision__article", "words", "category", "status"
    )
    findings: dict[int, list[Any]] = {article.pk: [] for article in articles}
    for pk, article, *what in values:
        findings[article].append((pk, what))
    return [
        Row(
            article=article,
            fragments=_different(what for _, what in findings[article.pk]),
            number=len(findings[article.pk]),
            stamp=stamp_of(article.revision_id, (pk for pk, _ in findings[article.pk])),
            tick=ticked,
        )
        for article in articles
    ]


def _different(found: Iterable[Sequence[str]]) -> list[Fragment]:
    """Each (words, category, status) once, with how often it is there."""
    counts = Counter((_shown(words), category, status) for words, category, status in found)
    return [
        Fragment(words, category, number, status != FindingStatus.OPEN)
        for (words, category, status), number in counts.items()
    ]


def _shown(words: str) -> str:
    """The beginning of a fragment in one line."""
    line = " ".join(words[:WORDS].split()) or "white space"
    return f"{line}…" if len(words) > WORDS else line


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
