"""What this person was told: new notices, all of them, and that they have seen one."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.actions.notices import mark_seen
from articles.desk.common import desk_view, page
from articles.errors import Refused
from articles.models import Notice

PER_PAGE = 30


class UptoForm(forms.Form):
    """The newest notice that stood on the page: what came since stays new."""

    upto = forms.IntegerField(min_value=1, max_value=2**63 - 1)


@desk_view("notices")
def notices(request: HttpRequest) -> HttpResponse:
    """The new ones, or all with `?show=all`; the newest first."""
    every = Notice.objects.filter(person=request.user)
    fresh = every.filter(seen_at__isnull=True)
    show_all = request.GET.get("show") == "all"
    rows = (every if show_all else fresh).select_related("claim", "article", "source")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "listed": listed,
        "show_all": show_all,
        "new": fresh.count() if show_all else listed.paginator.count,
        "newest": max((row.pk for row in listed), default=0),
    }
    return page(request, "desk/notices.html", context)


@desk_view("notices")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    form = UptoForm(request.POST)
    if not form.is_valid():
        raise Refused("Nothing was marked: open your notices and try again.")
    mark_seen(request.user, upto=form.cleaned_data["upto"])
    return redirect("desk:notices")


@desk_view("notices")
@require_POST
def seen_one(request: HttpRequest, pk: int) -> HttpResponse:
    mark_seen(request.user, notice=_own(request, pk).pk)
    return redirect(reverse("desk:notices") + ("?show=all" if "all" in request.POST else ""))


@desk_view("notices")
@require_POST
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks it as seen and goes where it leads."""
    notice = _own(request, pk)
    mark_seen(request.user, notice=pk)
    return redirect(notice.get_desk_url())


def _own(request: HttpRequest, pk: int) -> Notice:
    rows = Notice.objects.select_related("claim", "article", "source")
    return get_object_or_404(rows, pk=pk, person=request.user)
