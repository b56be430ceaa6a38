"""Figures for the desk: time per stage, load, agreement, verdicts by source and tag, spam by week."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from articles.desk.common import desk_view, page
from articles.desk.figure import DAYS, DEFAULT_DAYS, Period, csv_answer, period
from articles.desk.figures_drawn import FIGURES
from articles.desk.forms import FilterForm


class PeriodForm(FilterForm):
    """How far back; no choice, or one that is not offered, is the usual one."""

    days = forms.TypedChoiceField(
        label="Period",
        required=False,
        coerce=int,
        empty_value=DEFAULT_DAYS,
        choices=[(days, f"the last {days} days") for days in DAYS],
        initial=DEFAULT_DAYS,
    )


def _chosen(request: HttpRequest) -> Period:
    return period(PeriodForm(request.GET).chosen()["days"] or DEFAULT_DAYS)


@desk_view("figures")
def figures(request: HttpRequest) -> HttpResponse:
    """All figures that this person may see, over the period that they chose."""
    chosen = _chosen(request)
    drawn = [draw(chosen, request.user) for draw in FIGURES.values()]
    context = {
        "form": PeriodForm({"days": chosen.days}),
        "period": chosen,
        "figures": [figure for figure in drawn if figure is not None],
    }
    return page(request, "desk/figures.html", context)


@desk_view("figures")
def figure_file(request: HttpRequest, *, name: str) -> HttpResponse:
    """One figure as CSV; not found for who may not see it. `name` comes from the address table, never from outside."""
    chosen = _chosen(request)
    figure = FIGURES[name](chosen, request.user)
    if figure is None:
        raise Http404
    return csv_answer(figure, chosen)
