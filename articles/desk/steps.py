"""Where an article stands on its way: figures, and the bar of steps."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse

from articles.desk.waiting import undecided
from articles.enums import ArticleStatus, ClaimStatus
from articles.models import Appearance, Article
from articles.workflow import CLAIM_OPEN, CLAIM_QUEUED, CLAIM_SETTLED

STEPS = (("clean", "Clean"), ("article-claims", "Claims"), ("article", "Review"), ("publish", "Publish"))


@dataclass(frozen=True)
class Figures:
    """What is open in an article."""

    findings: int  # open, or accepted and not applied
    statuses: Counter[str]  # claims of the newest text by status

    def claims(self, *statuses: str) -> int:
        return sum(self.statuses[status] for status in statuses)

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def settled(self) -> int:
        return self.claims(*CLAIM_SETTLED)

    @property
    def queued(self) -> int:
        return self.claims(*CLAIM_QUEUED)


def figures_of(article: Article) -> Figures:
    """Two queries."""
    rows = Appearance.objects.filter(revision=article.revision).order_by()
    counted = rows.values_list("claim__status").annotate(number=Count("pk"))
    findings = undecided(revision__article=article).count()
    return Figures(findings=findings, statuses=Counter(dict(counted)))


def steps_of(article: Article, figures: Figures, here: str = "") -> list[dict[str, Any]]:
    """The four steps with their states; `here` is the address name of the page, if it is one of them."""
    sent = article.status not in (ArticleStatus.DRAFT, ArticleStatus.SET_ASIDE)
    mine = (ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.RETURNED)
    done = {
        "clean": not figures.findings,
        "article-claims": not figures.claims(*mine) and (sent or bool(figures.total)),
        "article": sent and not figures.claims(*CLAIM_OPEN),
        "publish": article.status == ArticleStatus.PUBLISHED,
    }
    current = here or next((name for name, _ in STEPS if not done[name]), "")
    return [
        {
            "label": label,
            "url": reverse(f"desk:{name}", args=[article.slug]),
            "state": "current" if name == current else "done" if done[name] else "todo",
        }
        for name, label in STEPS
    ]
