"""The front of the desk: what waits for this person."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.desk.common import desk_view, may, page
from articles.desk.log import lines
from articles.desk.waiting import holders, waiting_articles, waits, with_figures
from articles.enums import ArticleStatus, ClaimStatus
from articles.models import Article, Assignment, Claim, Edition, Event

ROWS = 6
LOG_ROWS = 8
# Panel: the right that makes it somebody's work, and what its rows lead to.
PANELS = (
    ("findings", "decide_finding", "clean"),
    ("proposals", "edit_claim", "article-claims"),
    ("returned", "edit_claim", "article-claims"),
    ("places", "edit_claim", "article-claims"),
    ("submit", "submit_article", "article"),
    ("ready", "publish_article", "publish"),
    ("review", "use_desk", "article"),
    ("scheduled", "use_desk", "publish"),
)


@desk_view("today")
def today(request: HttpRequest) -> HttpResponse:
    counts = _counts()
    panels = [
        _panel(name, counts[name], target, request.user)
        for name, permission, target in PANELS
        if may(request, permission) and counts[name]
    ]
    context = {
        "now": timezone.localtime(),
        "panels": panels,
        "sure": counts["sure"],
        "cards": _cards(request, counts),
        "nothing": not counts["all"],
        "may_import": may(request, "import_article"),
        "may_edit_rules": may(request, "edit_rule"),
        "editions": _recent(),
        "lines": lines(Event.objects.select_related("article")[:LOG_ROWS]),
    }
    return page(request, "desk/today.html", context)


def _counts() -> dict[str, int]:
    """How many articles each thing waits in, in one query."""
    live = ~Q(status=ArticleStatus.RETRACTED)
    columns = {name: Count("pk", filter=live & condition) for name, (_, condition) in waits().items()}
    return Article.objects.order_by().aggregate(all=Count("pk"), **columns)


def _panel(name: str, number: int, target: str, person: Any) -> dict[str, Any]:
    rows = list(with_figures(waiting_articles(name).order_by("created_at", "pk"))[:ROWS])
    people = holders(rows) if name == "review" else {}
    return {
        "name": name,
        "label": waits()[name][0],
        "number": number,
        "more": f"{reverse('desk:articles')}?waits={name}" if number > len(rows) else "",
        "rows": [
            {
                "article": row,
                "url": reverse(f"desk:{target}", args=[row.slug]),
                "words": _words(name, row, people.get(row.pk, []), person),
            }
            for row in rows
        ],
    }


def _words(name: str, row: Any, people: list[str], person: Any) -> str:
    waiting = row.claims_total - row.claims_decided
    words = {
        "findings": _number(row.open_findings, "finding"),
        "proposals": f"{_number(row.claims_proposed, 'claim')} to accept or set aside",
        "returned": f"{_number(row.claims_returned, 'claim')} with a reviewer's note",
        "review": f"{waiting} of {_number(row.claims_total, 'claim')} to decide; "
        + (f"with {', '.join(people)}" if people else "nobody has taken one yet"),
        "ready": f"{_number(row.claims_total, 'claim')}, all decided"
        + ("; you submitted it, so somebody else publishes" if row.submitted_by_id == person.pk else ""),
        "submit": f"{_number(row.claims_total, 'claim')}, nothing is open",
        "scheduled": f"goes out {timezone.localtime(row.publish_at):%-d %B, %H:%M}" if row.publish_at else "",
    }
    return words.get(name, "")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _cards(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Figures for this person's roles, each with the page where the work is."""
    listed = reverse("desk:articles")
    found = [
        {
            "number": counts[name],
            "label": waits()[name][0],
            "url": f"{listed}?waits={name}",
            "kind": kind,
            "unit": "article",
        }
        for name, permission, kind in (
            ("returned", "edit_claim", "bad"),
            ("findings", "decide_finding", ""),
            ("proposals", "edit_claim", ""),
            ("ready", "publish_article", "good"),
        )
        if may(request, permission)
    ]
    if may(request, "review_claim"):
        claims = Claim.objects.order_by().aggregate(
            waiting=Count("pk", filter=Q(status=ClaimStatus.WAITING)),
            disputed=Count("pk", filter=Q(status=ClaimStatus.DISPUTED)),
        )
        taken = Assignment.objects.filter(reviewer=request.user, ended_at__isnull=True).count()
        figures = (
            (taken, "Taken by you", "?group=mine", ""),
            (claims["waiting"], "In the queue", "", ""),
            (claims["disputed"], "Disputed", "?group=disputed", "bad"),
        )
        found += [
            {
                "number": number,
                "label": label,
                "url": reverse("desk:queue") + part,
                "kind": kind,
                "unit": "claim",
            }
            for number, label, part, kind in figures
        ]
    return [card | {"kind": card["kind"] if card["number"] else ""} for card in found]


def _recent() -> QuerySet[Edition]:
    return Edition.objects.select_related("article", "published_by").order_by("-published_at", "-id")[:ROWS]
