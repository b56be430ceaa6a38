"""The front of the desk: what waits for this person."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.desk.common import desk_view, may, page
from articles.desk.log import lines
from articles.desk.waiting import Standing, holders, standings, waiting_articles, waiting_numbers, waits
from articles.enums import ClaimStatus
from articles.models import Article, Assignment, Claim, Edition, Event, Match, Objection
from articles.models.queue import queue_for

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
    numbers = waiting_numbers()
    shown = [one for one in PANELS if may(request, one[1]) and numbers[one[0]]]
    context = {
        "now": timezone.localtime(),
        "overdue": _overdue(request),
        "panels": _panels(shown, numbers, request.user),
        "sure": numbers["sure"],
        "cards": _cards(request, numbers),
        "nothing": not Article.objects.exists(),
        "may_import": may(request, "import_article"),
        "may_review": may(request, "review_claim"),
        "same": Match.objects.open().count(),
        "clashes": Match.objects.clashes().count(),
        "may_edit_rules": may(request, "edit_rule"),
        "editions": _recent(),
        "lines": lines(Event.objects.select_related("article")[:LOG_ROWS]),
    }
    return page(request, "desk/today.html", context)


def _overdue(request: HttpRequest) -> dict[str, Any]:
    """The claims past their time that this person can do something about: how many, and the first of them."""
    rows = queue_for(request.user.pk, reviews=may(request, "review_claim")).filter(late=True)
    return {"number": rows.count(), "claims": rows[:ROWS]}


def _panels(
    shown: Sequence[tuple[str, str, str]], numbers: dict[str, int], person: Any
) -> list[dict[str, Any]]:
    rows = {name: list(waiting_articles(name).order_by("created_at", "pk")[:ROWS]) for name, _, _ in shown}
    stand = standings([article for listed in rows.values() for article in listed])
    people = holders(rows.get("review", []))
    return [
        {
            "name": name,
            "label": waits()[name][0],
            "number": numbers[name],
            "more": f"{reverse('desk:articles')}?waits={name}" if numbers[name] > len(rows[name]) else "",
            "rows": [
                {
                    "article": one,
                    "url": reverse(f"desk:{target}", args=[one.slug]),
                    "words": _words(name, one, stand[one.pk], people.get(one.pk, []), person),
                    "last": stand[one.pk].last,
                }
                for one in rows[name]
            ],
        }
        for name, _, target in shown
    ]


def _words(name: str, article: Article, stand: Standing, people: list[str], person: Any) -> str:
    claims, all_claims = stand.claims, _number(stand.claims.total(), "claim")
    words = {
        "findings": _number(stand.findings, "finding"),
        "proposals": f"{_number(claims[ClaimStatus.PROPOSED], 'claim')} to accept or set aside",
        "returned": f"{_number(claims[ClaimStatus.RETURNED], 'claim')} with a reviewer's note",
        "review": f"{claims.total() - stand.settled} of {all_claims} to decide; "
        + (f"with {', '.join(people)}" if people else "nobody has taken one yet"),
        "ready": f"{all_claims}, all decided"
        + ("; you submitted it, so somebody else publishes" if article.submitted_by_id == person.pk else ""),
        "submit": f"{all_claims}, nothing is open",
        "scheduled": f"goes out {timezone.localtime(article.publish_at):%-d %B, %H:%M}"
        if article.publish_at
        else "",
    }
    return words.get(name, "")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _cards(request: HttpRequest, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Figures for this person's roles, each with the page where the work is."""
    listed = reverse("desk:articles")
    found = [
        {
            "number": numbers[name],
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
    if may(request, "answer_objection"):
        late = Objection.objects.overdue().count()
        found.append(
            {
                "number": late or Objection.objects.open().count(),
                "label": "Objections overdue" if late else "Objections to answer",
                "url": reverse("desk:objections") + ("?group=overdue" if late else ""),
                "kind": "bad" if late else "",
                "unit": "objection",
            }
        )
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
