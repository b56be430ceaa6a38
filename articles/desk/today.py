"""The front of the desk: what this person has in hand, what waits and for whom, what went out, what was found."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.desk.common import desk_view, may, page
from articles.desk.figure import Figure, period
from articles.desk.figures_drawn import spam_figure
from articles.desk.log import lines
from articles.desk.today_mine import my_work
from articles.desk.today_waiting import OVERDUE, Queue, cards_of, claim_row, elsewhere, panels_of, queue_of
from articles.desk.waiting import waiting_numbers
from articles.enums import ArticleStatus
from articles.models import Article, Edition, Event, Match

ROWS = 5
LOG_ROWS = 5
PEOPLE = "admin:auth_user_changelist"


@desk_view("today")
def today(request: HttpRequest) -> HttpResponse:
    """Every number leads to the list that it counts."""
    numbers, queue = waiting_numbers(), queue_of(request)
    context = {
        "now": timezone.localtime(),
        "cards": cards_of(request, numbers, queue),
        "mine": my_work(request, queue),
        "overdue": {
            "number": queue.numbers[OVERDUE],
            "rows": [claim_row(claim) for claim in queue.first(OVERDUE)],
        },
        "panels": panels_of(request, numbers, queue),
        "elsewhere": elsewhere(request, numbers),
        "sure": numbers["sure"],
        "idle": _idle(request, queue),
        "nothing": not Article.objects.exists(),
        "may_import": may(request, "import_article"),
        "may_edit_rules": may(request, "edit_rule"),
        "same": Match.objects.open().count(),
        "clashes": Match.objects.clashes().count(),
        "published": {"number": _out(), "editions": _recent()},
        "spam": _spam(request),
        "people": _without_role(request),
        "lines": lines(Event.objects.select_related("article")[:LOG_ROWS]),
    }
    return page(request, "desk/today.html", context)


def _idle(request: HttpRequest, queue: Queue) -> dict[str, str]:
    """What somebody with nothing in hand does next."""
    if queue.numbers["waiting"] and may(request, "review_claim"):
        words = "Take a claim: the oldest one first. It is then yours to judge."
        return {"words": words, "url": f"{reverse('desk:queue')}?group=waiting", "action": "To the queue"}
    if may(request, "import_article"):
        words = "Import an article, or take one of those that wait."
        return {"words": words, "url": reverse("desk:import"), "action": "Import an article"}
    words = "No claim waits for you now. What becomes yours stands here, and you are told by a notice."
    return {"words": words, "url": reverse("desk:queue"), "action": "See the queue"}


def _out() -> int:
    return Article.objects.filter(status=ArticleStatus.PUBLISHED).count()


def _recent() -> QuerySet[Edition]:
    rows = Edition.objects.select_related("article", "published_by").defer("record")
    return rows.order_by("-published_at", "-id")[:ROWS]


def _spam(request: HttpRequest) -> dict[str, Any]:
    """The figure of the page Figures, over its usual time, and how many fragments it counts."""
    chosen = period()
    figure: Figure = spam_figure(chosen, request.user)
    number = sum(row[1].value for row in figure.table.rows)
    return {"figure": figure, "number": number, "days": chosen.days}


def _without_role(request: HttpRequest) -> dict[str, Any]:
    """Accounts that can log in and do nothing, for who can give them a role in the admin."""
    if not (request.user.is_staff and request.user.has_perm("auth.change_user")):
        return {}
    rows = get_user_model().objects.filter(is_active=True, is_superuser=False, groups=None)
    url = f"{reverse(PEOPLE)}?is_active__exact=1&is_superuser__exact=0&groups__isnull=True"
    return {"number": rows.count(), "url": url}
