"""What waits on the desk, for Today: how much of it, for whom, when it is due, and the first of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.desk.common import may
from articles.desk.queue import counts_of
from articles.desk.waiting import Standing, holders, standings, waiting_articles, waits
from articles.enums import ClaimStatus
from articles.models import Appearance, Article, Claim, Objection
from articles.models.queue import (
    DISPUTED,
    LATE,
    MINE,
    RETURNED,
    WAITING,
    in_group,
    queue_for,
    with_groups,
)
from articles.permissions import PERMISSIONS
from articles.workflow import CLAIM_QUEUED

ROWS = 4
OVERDUE = "overdue"
# What waits in articles: the right that makes it somebody's work, and what its rows lead to.
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
# Group of the queue: its name here. Only for who reviews.
QUEUE_PANELS = ((DISPUTED, "Disputes to settle"), (WAITING, "Claims to take"))


@dataclass(frozen=True)
class Queue:
    """The queue as one person sees it: {group: how many}, the first of each group, {group of objections: how many}."""

    numbers: dict[str, int]
    claims: dict[str, list[Claim]]
    objections: dict[str, int]

    def first(self, group: str) -> list[Claim]:
        return self.claims.get(group, [])


def queue_of(request: HttpRequest) -> Queue:
    """The first rows of each group that is somebody's turn; numbers first, the rows of all groups in one query."""
    rows = queue_for(request.user.pk, reviews=may(request, "review_claim"))
    counts = counts_of(rows)
    keys = {
        group: list(
            rows.filter(LATE if group == OVERDUE else in_group(group)).values_list("pk", flat=True)[:ROWS]
        )
        for group in (OVERDUE, MINE, RETURNED, DISPUTED, WAITING)
        if counts[group]["all"]
    }
    shown = rows.filter(pk__in={pk for some in keys.values() for pk in some})
    claims = {claim.pk: claim for claim in with_groups(shown)}
    return Queue(
        numbers={group: one["all"] for group, one in counts.items()},
        claims={group: [claims[pk] for pk in some if pk in claims] for group, some in keys.items()},
        objections=_objections(request) if may(request, "answer_objection") else {},
    )


def _objections(request: HttpRequest) -> dict[str, int]:
    past = Q(due_at__lte=timezone.now())
    return Objection.objects.open().aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=past),
        free=Count("pk", filter=Q(taken_by=None)),
        mine=Count("pk", filter=Q(taken_by=request.user)),
    )


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim of the queue as a row: it leads to where this person judges, settles or mends it."""
    if claim.group == RETURNED:
        url = claim.get_desk_url()
    else:
        url = reverse(
            "desk:adjudicate" if claim.status == ClaimStatus.DISPUTED else "desk:review", args=[claim.pk]
        )
    return {"url": url, "title": claim.text, "due": claim.due, "late": claim.late}


def objection_rows(which: Q) -> list[dict[str, Any]]:
    """The first of the open objections that are `which`, as rows."""
    found = Objection.objects.open().filter(which).select_related("claim").order_by("due_at", "pk")[:ROWS]
    return [
        {
            "url": one.get_desk_url(),
            "title": one.reason,
            "words": f"about “{one.claim.text[:80]}”",
            "due": one.due_at,
            "late": one.due_at <= timezone.now(),
        }
        for one in found
    ]


def panels_of(request: HttpRequest, numbers: dict[str, int], queue: Queue) -> list[dict[str, Any]]:
    """What waits and this person can do something about, or follows; each with its first rows."""
    found = []
    if may(request, "review_claim"):
        found += [
            _panel(group, label, queue.numbers[group], _queue_url(group), "claim")
            | {"rows": [claim_row(claim) for claim in queue.first(group)]}
            for group, label in QUEUE_PANELS
            if queue.numbers[group]
        ]
    if number := queue.objections.get("free", 0):
        url = f"{reverse('desk:objections')}?group=free"
        one = _panel("objections", "Objections to take", number, url, "objection")
        found.append(one | {"rows": objection_rows(Q(taken_by=None))})
    return found + _article_panels(request, numbers)


def _panel(name: str, label: str, number: int, url: str, unit: str) -> dict[str, Any]:
    return {"name": name, "label": label, "number": number, "url": url, "unit": unit}


def _queue_url(group: str) -> str:
    return f"{reverse('desk:queue')}?group={group}"


def _list_url(name: str) -> str:
    return f"{reverse('desk:articles')}?waits={name}"


def _article_panels(request: HttpRequest, numbers: dict[str, int]) -> list[dict[str, Any]]:
    shown = [one for one in PANELS if may(request, one[1]) and numbers[one[0]]]
    rows = {name: list(waiting_articles(name).order_by("created_at", "pk")[:ROWS]) for name, _, _ in shown}
    stand = standings([article for listed in rows.values() for article in listed])
    people = holders(rows.get("review", []))
    due = _due(rows.get("review", []))
    return [
        _panel(name, waits()[name][0], numbers[name], _list_url(name), "article")
        | {
            "rows": [
                {
                    "article": one,
                    "url": reverse(f"desk:{target}", args=[one.slug]),
                    "title": one.headline,
                    "words": _words(name, one, stand[one.pk], people.get(one.pk, []), request.user),
                    "due": due.get(one.pk),
                    "late": one.pk in due and due[one.pk] <= timezone.now(),
                    "last": stand[one.pk].last,
                }
                for one in rows[name]
            ]
        }
        for name, _, target in shown
    ]


def _due(articles: Sequence[Article]) -> dict[int, Any]:
    """{article id: when the first of its claims under review is due}, in one query."""
    rows = Appearance.objects.filter(
        revision__in=[article.revision_id for article in articles],
        claim__status__in=CLAIM_QUEUED,
        claim__due_at__isnull=False,
    )
    first = rows.order_by().values_list("revision__article").annotate(due=Min("claim__due_at"))
    return dict(first)


def _words(name: str, article: Article, stand: Standing, people: list[str], person: Any) -> str:
    claims, all_claims = stand.claims, number_of(stand.claims.total(), "claim")
    words = {
        "findings": number_of(stand.findings, "finding"),
        "proposals": f"{number_of(claims[ClaimStatus.PROPOSED], 'claim')} to accept or set aside",
        "returned": f"{number_of(claims[ClaimStatus.RETURNED], 'claim')} with a reviewer's note",
        "review": f"{claims.total() - stand.settled} of {all_claims} to decide; "
        + (f"with {', '.join(people)}" if people else "nobody has taken one yet"),
        "ready": f"{all_claims}, all decided"
        + ("; you submitted it, so somebody else publishes" if article.submitted_by_id == person.pk else ""),
        "places": "say where each stands, or that the text no longer makes it",
        "submit": f"{all_claims}, nothing is open",
        "scheduled": f"goes out {timezone.localtime(article.publish_at):%-d %B, %H:%M}"
        if article.publish_at
        else "",
    }
    return words.get(name, "")


def number_of(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def elsewhere(request: HttpRequest, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """What waits for people with other rights, and for whom."""
    return [
        _panel(name, waits()[name][0], numbers[name], _list_url(name), "article") | {"turn": _turn(right)}
        for name, right, _ in PANELS
        if numbers[name] and not may(request, right)
    ]


def _turn(right: str) -> str:
    """The roles that carry a right; where an editor does, an administrator does as well and is not named."""
    names = [f"{role.label.lower()}s" for role in PERMISSIONS[right][1]]
    return " and ".join(names[:-1] or names)


def cards_of(request: HttpRequest, numbers: dict[str, int], queue: Queue) -> list[dict[str, Any]]:
    """Figures for this person's roles, each with the list that it counts."""
    found = [
        _panel(name, waits()[name][0], numbers[name], _list_url(name), "article") | {"kind": kind}
        for name, right, kind in (
            ("returned", "edit_claim", "bad"),
            ("findings", "decide_finding", ""),
            ("proposals", "edit_claim", ""),
            ("ready", "publish_article", "good"),
        )
        if may(request, right)
    ]
    if may(request, "answer_objection"):
        late = queue.objections["overdue"]
        number = late or queue.objections["open"]
        label = "Objections overdue" if late else "Objections to answer"
        url = reverse("desk:objections") + ("?group=overdue" if late else "")
        found.append(_panel("objections", label, number, url, "objection") | {"kind": "bad" if late else ""})
    if may(request, "review_claim"):
        figures = ((WAITING, "Claims to take", ""), (DISPUTED, "Disputed", "bad"))
        found += [
            _panel(group, label, queue.numbers[group], _queue_url(group), "claim") | {"kind": kind}
            for group, label, kind in figures
        ]
    return [card | {"kind": card["kind"] if card["number"] else ""} for card in found]
