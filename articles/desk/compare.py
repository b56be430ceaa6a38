"""Two texts of an article side by side, line for line, each difference with its reason, person and time."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict

from articles.actions.ledger import Ledger, ledger_between
from articles.desk.both import Both, Line, folded, lines_of, noted, recorded, unrecorded
from articles.desk.common import desk_view, page
from articles.desk.fetch import article_of
from articles.desk.forms import FilterForm
from articles.desk.keys import keys_of
from articles.desk.marks import shown_raw
from articles.desk.steps import figures_of, steps_of
from articles.models import Article
from articles.public.site import direction
from articles.text.aligned import Row
from articles.text.hidden import raw_hidden_marks

MOST_LINES, MOST_CHARACTERS = 400, 150_000  # on one page of the comparison
SHOWN_WHOLE = 150  # a text of so many lines is shown with all of them, unless somebody asks for less
SHOW = (("all", "all lines"), ("near", "only what differs"))


class CompareForm(FilterForm):
    """Which two revisions, and how much of them; without a choice the first and the newest."""

    a = forms.TypedChoiceField(required=False, coerce=int, label="From")
    b = forms.TypedChoiceField(required=False, coerce=int, label="To")
    show = forms.ChoiceField(required=False, choices=[("", "as it fits"), *SHOW], label="Show")
    finding = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, article: Article) -> None:
        self.usual = {"a": 1, "b": article.revision.number}
        names = ("show", "finding")
        super().__init__(
            {name: data.get(name, one) for name, one in self.usual.items()}
            | {name: data.get(name, "") for name in names},
            auto_id="compare_%s",
        )
        rows = article.revisions.order_by("number").only("article", "number", "kind")
        choices = [(one.number, f"{one.number} ({one.get_kind_display().lower()})") for one in rows]
        self.fields["a"].choices = self.fields["b"].choices = choices

    def numbers(self) -> tuple[int, int]:
        """The two revisions, the earlier one first."""
        chosen = self.chosen()
        first, last = sorted(chosen[name] or usual for name, usual in self.usual.items())
        return first, last


@desk_view("articles")
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """The text as it came in beside the newest one, or any two: by the recorded changes, with who made each."""
    article = article_of(slug)
    form = CompareForm(request.GET, article=article)
    first, last = form.numbers()
    ledger = ledger_between(article, first=first, last=last)
    before, after = ledger.revisions[0], ledger.revisions[-1]
    both = unrecorded(before.text, after.text) if ledger.broken else recorded(ledger)
    chosen = form.chosen()
    show = chosen["show"] or ("all" if len(both.rows) <= SHOWN_WHOLE else "near")
    listed, lines = _page(
        both, folded(both.rows) if show == "near" else both.rows, chosen["finding"], request.GET
    )
    figures = figures_of(article)
    context = {
        "article": article,
        "steps": steps_of(article, figures),
        "figures": figures,
        "form": form,
        "first": before,
        "second": after,
        "sides": _sides(article, ledger),
        "direction": direction(article.language),
        "both": both,
        "whole": "" if both.number else shown_raw(before.text, raw_hidden_marks(before.text)),
        "lines": lines,
        "listed": listed,
        "show": show,
        "broken": ledger.broken,
        "keys": keys_of("compare"),
    }
    return page(request, "desk/compare.html", context)


def _sides(article: Article, ledger: Ledger) -> list[dict[str, Any]]:
    """The two columns by name: which text, which revision and, where readers have it, which edition."""
    live = article.live_edition
    found = []
    for place, revision in enumerate((ledger.revisions[0], ledger.revisions[-1])):
        name = f"Revision {revision.number}"
        if place == 0 and revision.number == 1:
            name = f"As it came in, revision {revision.number}"
        elif revision.pk == article.revision_id:
            name = f"As it is now, revision {revision.number}"
        if live and live.revision_id == revision.pk:
            name = f"{name}, edition {live.number} for readers"
        found.append({"title": name, "revision": revision})
    return found


def _page(
    both: Both, kept: Sequence[Row | int], finding: int | None, query: QueryDict
) -> tuple[Page, list[Line]]:
    """The page that the address names, by its number or else by a finding that is out, and its lines."""
    chunks = list(_chunks(kept))
    told: set[int] = set()
    begin = [list(chain.from_iterable(noted(chunk, told))) for chunk in chunks]
    number: Any = query.get("page")
    if finding and not number:
        out = (one.number for one in both.differences.values() if one.finding and one.finding.pk == finding)
        wanted = next(out, 0)
        number = next((place for place, numbers in enumerate(begin, 1) if wanted in numbers), 1)
    listed = Paginator(chunks, 1).get_page(number)
    here = listed.number - 1
    lines = lines_of(both, listed.object_list[0] if chunks else [], list(chain.from_iterable(begin[:here])))
    _link(both, begin, listed.number, query)
    return listed, lines


def _chunks(kept: Sequence[Row | int]) -> Iterator[list[Row | int]]:
    """The rows of each page; one that is longer than a page may be is a page by itself."""
    chunk: list[Row | int] = []
    weight = 0
    for row in kept:
        own = 0 if isinstance(row, int) else row.weight
        if chunk and (len(chunk) >= MOST_LINES or weight + own > MOST_CHARACTERS):
            yield chunk
            chunk, weight = [], 0
        chunk.append(row)
        weight += own
    if chunk:
        yield chunk


def _link(both: Both, begin: Sequence[Sequence[int]], here: int, query: QueryDict) -> None:
    """Gives each difference of the page the address of the one before and after it, on whichever page it stands."""
    places = {number: place for place, numbers in enumerate(begin, 1) for number in numbers}
    for number in begin[here - 1] if begin else ():
        one = both.differences[number]
        one.previous_url = _address(number - 1, places, here, query)
        one.next_url = _address(number + 1, places, here, query)


def _address(number: int, places: dict[int, int], here: int, query: QueryDict) -> str:
    if number not in places:
        return ""
    if places[number] == here:
        return f"#n{number}"
    other = query.copy()
    other["page"] = str(places[number])
    return f"?{other.urlencode()}#n{number}"
