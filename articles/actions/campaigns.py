"""Fragments that start to recur across articles: shown as one possible campaign, accepted or refused in one step."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from articles.actions.log import writing
from articles.actions.memory import read_lists, remember
from articles.actions.screening import apply_removals, decide_findings
from articles.enums import ArticleStatus, Decision, FindingStatus
from articles.errors import Conflict, NewsroomError, Refused
from articles.models import Article, Finding, Fragment
from articles.permissions import check_may
from articles.text.spam.keys import groups_of
from articles.workflow import ARTICLE_CLOSED

LATEST = 20_000  # findings looked at
ENOUGH = 3  # articles that make a campaign
MOST_DECIDED = 5_000  # findings decided in one step
APPLY_SECONDS, DECIDE_SECONDS = 20.0, 40.0  # then the others are left, so that a person hears of it
DECISIONS = {Decision.REMOVED: "remove", Decision.KEPT: "keep"}


@dataclass(slots=True)
class Recurring:
    """One folded fragment: the findings and articles it was met in. `newest` is the finding that shows its words."""

    key: str
    known: bool
    newest: int
    articles: set[int] = field(default_factory=set)
    open: int = 0


@dataclass(frozen=True, slots=True)
class Campaign:
    """Fragments that recur together. `name` stands for exactly these fragments."""

    name: str
    fragments: tuple[Recurring, ...]
    articles: tuple[int, ...]
    first: datetime
    last: datetime
    open: int

    @property
    def fresh(self) -> list[Recurring]:
        """Those that are not known yet."""
        return [one for one in self.fragments if not one.known]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: fragments remembered, findings decided, articles cleaned, and what was in the way."""

    remembered: int
    decided: int
    applied: int
    left: tuple[str, ...]


def campaigns() -> list[Campaign]:
    """Possible new campaigns, the widest first: groups with a fragment nobody decided on, in 3 articles or more.

    Looks at the latest 20,000 findings that are open or to be removed, in one query; reads only.
    """
    decided = Fragment.objects.filter(key=OuterRef("key")).values("decision")[:1]
    rows = (
        Finding.objects.filter(status__in=[FindingStatus.OPEN, FindingStatus.REMOVED])
        .exclude(key="")
        .exclude(revision__article__status__in=ARTICLE_CLOSED)
        .order_by("-pk")
        .values_list("pk", "key", "status", "revision__article", "created_at", Subquery(decided))[:LATEST]
    )
    met: dict[str, Recurring] = {}
    seen: dict[str, list[datetime]] = defaultdict(list)
    for pk, key, status, article, at, decision in rows:
        if decision == Decision.KEPT:
            continue
        one = met.setdefault(key, Recurring(key, decision == Decision.REMOVED, pk))
        one.articles.add(article)
        one.open += status == FindingStatus.OPEN
        seen[key].append(at)
    found = [_campaign([met[key] for key in keys], seen) for keys in groups_of(met)]
    found = [one for one in found if len(one.articles) >= ENOUGH and one.fresh]
    return sorted(found, key=lambda one: (-len(one.articles), one.name))


def _campaign(fragments: list[Recurring], seen: dict[str, list[datetime]]) -> Campaign:
    fragments.sort(key=lambda one: (one.known, -len(one.articles), one.key))
    times = [at for one in fragments for at in seen[one.key]]
    articles = sorted({article for one in fragments for article in one.articles}, reverse=True)
    keys = "\n".join(sorted(one.key for one in fragments))
    name = hashlib.sha256(keys.encode("utf-8", "replace")).hexdigest()[:32]
    return Campaign(
        name, tuple(fragments), tuple(articles), min(times), max(times), sum(one.open for one in fragments)
    )


def accept_campaign(name: str, *, by: Any, apply: bool = False) -> Outcome:
    """The fragments are injected: they are known from now on, their open findings are decided to be removed.

    Those of fragments that were known already too. With `apply` the drafts among the articles are cleaned at once.
    The fragments are remembered in one transaction, each article follows in its own; what was in the way of one is
    told in `left`. Refuses a person without the right (NotAllowed) and a campaign that has changed since it was
    shown (Conflict).
    """
    return _settle(_keys(_shown(name, by).fragments), Decision.REMOVED, by=by, apply=apply)


def refuse_campaign(name: str, *, by: Any) -> Outcome:
    """The fragments are genuine: they are kept for the site, and their open findings too. Refuses as above.

    Those that are known as injected stay so.
    """
    return _settle(_keys(_shown(name, by).fresh), Decision.KEPT, by=by, apply=False)


def keep_everywhere(article: Article, findings: Collection[int], *, by: Any) -> Outcome:
    """Keeps the words of these findings of `article`, which were decided to be kept, for the whole site.

    Open findings of the same words in other articles are kept too. Refuses findings that are not kept or say no
    words (Refused), and a person without the right to say so for the site (NotAllowed).
    """
    check_may(by, "edit_rule")
    rows = Finding.objects.filter(revision__article=article, pk__in=findings, status=FindingStatus.KEPT)
    keys = set(rows.exclude(key="").values_list("key", flat=True))
    if len(rows) < len(set(findings)) or not keys:
        raise Refused("Only words that are kept in this article can be kept everywhere.")
    return _settle(keys, Decision.KEPT, by=by, apply=False)


def _keys(fragments: Iterable[Recurring]) -> set[str]:
    return {one.key for one in fragments}


def _shown(name: str, by: Any) -> Campaign:
    """The campaign that the person saw."""
    check_may(by, "edit_rule")
    found = next((one for one in campaigns() if one.name == name), None)
    if found is None:
        raise Conflict(
            "This campaign is not what it was: fragments joined it, or somebody decided. Look again."
        )
    return found


def _settle(keys: set[str], decision: Decision, *, by: Any, apply: bool) -> Outcome:
    findings = Finding.objects.filter(key__in=keys)
    newest = {one.key: one for one in findings.order_by("pk")}
    with writing():
        changed = remember(list(newest.values()), decision, by=by, standing=True)
    undecided = Q(status=FindingStatus.OPEN)
    if apply:
        undecided |= Q(status=FindingStatus.REMOVED, removed_in__isnull=True)
    waiting = findings.filter(undecided).order_by("revision__article", "pk")
    waiting = waiting.exclude(revision__article__status__in=ARTICLE_CLOSED)
    rows = list(waiting.values_list("pk", "revision__article")[: MOST_DECIDED + 1])
    by_article: dict[int, list[int]] = defaultdict(list)
    for pk, article in rows[:MOST_DECIDED]:
        by_article[article].append(pk)
    left: list[str] = []
    if len(rows) > MOST_DECIDED:
        left.append(
            f"{MOST_DECIDED:,} findings are the most in one step; the others wait on the pages of their articles."
        )
    decided, applied = _each(by_article, DECISIONS[decision], left, by=by, apply=apply)
    return Outcome(len(changed), decided, applied, tuple(left))


def _each(
    by_article: dict[int, list[int]], decision: str, left: list[str], *, by: Any, apply: bool
) -> tuple[int, int]:
    """Decides and applies article by article; returns (findings decided, articles cleaned)."""
    decided = applied = late = open_still = 0
    begin, lists = monotonic(), read_lists() if apply else None
    for article in _articles(by_article):
        spent = monotonic() - begin
        if spent > DECIDE_SECONDS:
            open_still += 1
            continue
        try:
            pks = by_article[article.pk]
            decided += decide_findings(
                article, dict.fromkeys(pks, decision), by=by, seen=dict.fromkeys(pks, FindingStatus.OPEN)
            )
            if apply and article.status == ArticleStatus.DRAFT and spent < APPLY_SECONDS:
                apply_removals(article, by=by, lists=lists)
                applied += 1
            elif apply:
                late += 1
        except NewsroomError as error:
            left.append(f"{article}: {error}")
    if late:
        left.append(
            f"{late} articles are no drafts or took too long; the drafts among them wait on “Accept together”."
        )
    if open_still:
        left.append(f"There was no time for {open_still} articles; their findings wait on their own pages.")
    return decided, applied


def _articles(pks: Iterable[int]) -> Iterable[Article]:
    rows = Article.objects.filter(pk__in=list(pks)).select_related("revision").order_by("pk")
    return rows.iterator(chunk_size=100)
