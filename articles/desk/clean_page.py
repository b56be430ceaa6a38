"""What the Clean page shows: the text as it came in, as it will be, and the findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from articles.actions.spans import Place, changes_of, current_spans
from articles.desk.articles import may_set_aside
from articles.desk.common import may, page
from articles.desk.forms import ReasonForm
from articles.desk.forms_articles import DECISIONS, MarkForm
from articles.desk.marks import finding_mark, shown
from articles.desk.steps import figures_of, steps_of
from articles.enums import Decision, FindingStatus
from articles.models import Article, Finding, Fragment, Revision
from articles.text.clean import clean, invert, map_span
from articles.text.parse import parse
from articles.workflow import ARTICLE_CLOSED

PER_PAGE = 100  # findings; each is three fields of the form
MOST_REMOVED = 50  # of those that are out; the ledger has all
TARGETS = {"remove": FindingStatus.REMOVED, "keep": FindingStatus.KEPT, "undo": FindingStatus.OPEN}


@dataclass
class Row:
    """A finding with its place in the newest text and in the first."""

    finding: Finding
    place: Place
    origin: Place
    choice: str  # what is ticked
    everywhere: bool = False  # ticked
    kept_everywhere: bool = False  # said already

    @property
    def words(self) -> str:
        return self.finding.text.strip() or "white space"

    @property
    def applied(self) -> bool:
        return self.finding.removed_in_id is not None

    @property
    def accepted(self) -> bool:
        """Decided to go out, and not applied."""
        return self.finding.status == FindingStatus.REMOVED and not self.applied

    @property
    def lost(self) -> bool:
        """An edit touched its words, so it cannot be taken out by itself."""
        return not self.applied and self.place is None


class DecisionsForm(forms.Form):
    """One choice for each finding that the page showed, beside the status that the person saw."""

    def __init__(self, data: Any = None, *, findings: Sequence[Finding]) -> None:
        super().__init__(data)
        for finding in findings:
            if f"decision-{finding.pk}" not in self.data:
                continue
            self.fields[f"decision-{finding.pk}"] = forms.ChoiceField(choices=DECISIONS, required=False)
            self.fields[f"seen-{finding.pk}"] = forms.ChoiceField(
                choices=FindingStatus.choices, required=False
            )
            self.fields[f"everywhere-{finding.pk}"] = forms.BooleanField(required=False)

    def seen(self) -> dict[int, str]:
        return self._values("seen")

    def decisions(self) -> dict[int, str]:
        """What differs from what the person saw."""
        seen = self.seen()
        return {pk: one for pk, one in self._values("decision").items() if TARGETS[one] != seen.get(pk)}

    def everywhere(self) -> set[int]:
        """The findings whose words are to be kept in all articles."""
        return set(self._values("everywhere"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = self._values("decision")
        if any(chosen.get(pk) != "keep" for pk in self.everywhere()):
            raise forms.ValidationError("Choose “Keep” for what is to be kept everywhere.")
        return cleaned

    def _values(self, kind: str) -> dict[int, Any]:
        named = ((name.partition("-"), value) for name, value in self.cleaned_data.items())
        return {int(pk): value for (start, _, pk), value in named if start == kind and value}


def findings_of(article: Article) -> list[Finding]:
    return list(Finding.objects.filter(revision__article=article))


def clean_page(
    request: HttpRequest,
    article: Article,
    status: int = 200,
    *,
    decisions: DecisionsForm | None = None,
    mark: MarkForm | None = None,
) -> HttpResponse:
    """The page; `decisions` and `mark` are forms that were refused, with what the person chose and typed."""
    figures = figures_of(article)
    rows = _rows(article, decisions)
    waiting = [row for row in rows if not row.applied]
    removed = [row for row in rows if row.applied]
    listed = _page_of(waiting, request)
    _tell_kept(listed)
    first = article.revisions.get(number=1)
    here = {row.finding.pk for row in listed}
    going = {
        row.finding.pk: row
        for row in waiting
        if row.choice == "remove" and (row.accepted or row.finding.pk in here)
    }
    preview, selectable = _preview(article, rows, going.values())
    changeable = article.status not in ARTICLE_CLOSED and may(request, "decide_finding")
    newest = article.revision
    context = {
        "article": article,
        "steps": steps_of(article, figures, "clean"),
        "first": first,
        "original": _original(article, first, rows),
        "preview": preview,
        "select_in": _select_in(newest.number, selectable) if changeable else "",
        "listed": listed,
        "rows": list(listed),
        "removed": removed[:MOST_REMOVED],
        "all_removed": len(removed),
        "pending": sum(not row.lost for row in going.values()),
        "undecided": sum(
            row.finding.status == FindingStatus.OPEN and row.finding.pk not in going for row in waiting
        ),
        "decisions": decisions,
        "choices": DECISIONS,
        "mark": mark or MarkForm(auto_id="mark_%s", initial={"revision": newest.number}),
        "may_decide": changeable,
        "aside": None if preview else _aside_form(request, article),
        "may_keep_everywhere": changeable and may(request, "edit_rule"),
    }
    return page(request, "desk/clean.html", context, status=status)


def _aside_form(request: HttpRequest, article: Article) -> ReasonForm | None:
    """What sets the article aside, offered where nothing would be left of its text."""
    return ReasonForm(auto_id="set_aside_%s") if may_set_aside(request, article) else None


def _select_in(number: int, selectable: bool) -> str:
    """The text in which fragments can be marked by hand: the newest, where the page shows it as it is."""
    if number == 1:
        return "original"
    return "preview" if selectable else ""


def _page_of(rows: Sequence[Row], request: HttpRequest) -> Page:
    """The page that the address names, by its number or by a finding that stands on it."""
    wanted, number = request.GET.get("finding", ""), request.GET.get("page")
    place = next((place for place, row in enumerate(rows) if str(row.finding.pk) == wanted), None)
    return Paginator(rows, PER_PAGE).get_page(number if place is None else place // PER_PAGE + 1)


def _tell_kept(rows: Iterable[Row]) -> None:
    """Marks those whose words are kept in all articles, in one query."""
    kept = [row for row in rows if row.finding.status == FindingStatus.KEPT]
    keys = [row.finding.key for row in kept if row.finding.key]
    there = Fragment.objects.filter(key__in=keys, decision=Decision.KEPT, standing=True)
    known = set(there.values_list("key", flat=True)) if keys else set()
    for row in kept:
        row.kept_everywhere = row.finding.key in known


def _rows(article: Article, decisions: DecisionsForm | None) -> list[Row]:
    back = _way_back(article)
    rows = [
        Row(
            finding,
            place,
            _origin(finding, back),
            _choice(finding, decisions),
            bool(decisions and decisions.data.get(f"everywhere-{finding.pk}")),
        )
        for finding, place in current_spans(article)
    ]
    return sorted(
        rows, key=lambda row: (row.place or row.origin or (len(article.revision.text), 0), row.finding.pk)
    )


def _choice(finding: Finding, decisions: DecisionsForm | None) -> str:
    """What the person chose; else the decision that stands; else the tick of a sure finding."""
    chosen = decisions.data.get(f"decision-{finding.pk}", "") if decisions else ""
    if chosen in TARGETS:
        return chosen
    if finding.status == FindingStatus.OPEN:
        return "remove" if finding.sure else "undo"
    return "remove" if finding.status == FindingStatus.REMOVED else "keep"


def _way_back(article: Article) -> dict[int, list[tuple[Any, ...]]]:
    """{revision id: the changes that lead from it back to the first text, step by step}."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    before: Revision | None = None
    chain: list[tuple[Any, ...]] = []
    for revision in article.revisions.order_by("number"):
        if before is not None:
            chain = [invert(before.text, changes_of(revision)), *chain]
        found[revision.pk] = chain
        before = revision
    return found


def _origin(finding: Finding, back: dict[int, list[tuple[Any, ...]]]) -> Place:
    """The finding's place in the first text; None when its words came in by an edit."""
    place: Place = (finding.start, finding.end)
    for changes in back[finding.revision_id]:
        place = map_span(changes, *place) if place else None
    return place


def _original(article: Article, first: Revision, rows: list[Row]) -> str:
    marks = [finding_mark(row.finding, *row.origin) for row in rows if row.origin]
    return shown(parse(first.text, article.format), marks)


def _preview(article: Article, rows: list[Row], going: Iterable[Row]) -> tuple[str, bool]:
    """The text without what is going out, and whether that is the newest text itself."""
    gone = {row.place for row in going if row.place}
    cleaned = clean(article.revision.text, sorted(gone))
    if not cleaned.text.strip():
        return "", False
    marks = []
    for row in rows:
        place = map_span(cleaned.changes, *row.place) if row.place and row.place not in gone else None
        if place:
            marks.append(finding_mark(row.finding, *place, own=row.origin is None))
    return shown(parse(cleaned.text, article.format), marks), not gone
