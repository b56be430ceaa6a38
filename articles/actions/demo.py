"""The demonstration: people with generated passwords, and the shipped sample walked through every step.

Everything goes through the same actions that people use, by people who may do it.
"""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles.actions.citing import add_source, cite
from articles.actions.claiming import accept_claims, add_claim, edit_claim, set_aside
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import submit_article
from articles.actions.importing import import_article
from articles.actions.publishing import publish
from articles.actions.reading import SUFFIXES
from articles.actions.reviewing import submit_review, take
from articles.actions.screening import apply_removals, decide_findings
from articles.actions.tagging import set_tags
from articles.enums import ArticleStatus, ClaimStatus, FindingStatus, Origin, Role
from articles.errors import Refused
from articles.models import Article, Claim, Finding

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
# user name -> role, and whether the admin is open to them
PEOPLE = {
    "reporter": (Role.REPORTER, False),
    "reviewer": (Role.REVIEWER, False),
    "reviewer2": (Role.REVIEWER, False),
    "editor": (Role.EDITOR, True),
    "administrator": (Role.ADMINISTRATOR, True),
}
# These two stop on the way, so that the queue and the desk have work in them.
IN_REVIEW = "nine-thousand-frosts.txt"


def make_people() -> dict[str, str]:
    """Makes the demonstration's people where they are missing; returns {user name: password} of the new ones.

    Refuses when DEBUG is off (Refused): such accounts have no place on a public site.
    """
    if not settings.DEBUG:
        raise Refused("DEBUG is off: demonstration people are made on a developer's own machine only.")
    made = {}
    for name, (role, staff) in PEOPLE.items():
        with transaction.atomic():
            user, new = get_user_model().objects.get_or_create(
                username=name, defaults={"is_staff": staff, "email": f"{name}@newsroom.example"}
            )
            if new:
                made[name] = secrets.token_urlsafe(12)
                user.set_password(made[name])
                user.save(update_fields=["password"])
                user.groups.add(Group.objects.get(name=role))
    return made


def person(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def sample_files() -> list[Path]:
    """The articles of the shipped sample, in order of name."""
    return sorted(path for path in (SAMPLE / "texts").iterdir() if path.suffix in SUFFIXES)


def import_sample(path: Path) -> tuple[Article, bool]:
    """Imports one file of the sample as the demonstration's reporter; says whether it was new."""
    done = import_article(
        by=person("reporter"), origin=Origin.COMMAND, data=path.read_bytes(), name=path.name
    )
    return done.article, done.created


def walks() -> Iterator[tuple[str, dict[str, Any] | None]]:
    """(file name, its claims and reviews) of the articles to walk; None stands for "to review and no further"."""
    yield from json.loads((SAMPLE / "reviews.json").read_text(encoding="utf-8")).items()
    yield IN_REVIEW, None


def walk(article: Article, plan: dict[str, Any] | None) -> str:
    """Takes a fresh article of the sample as far as its plan says; returns its status. Walks only drafts."""
    if article.status != ArticleStatus.DRAFT or article.editions.exists():
        return article.status
    reporter = person("reporter")
    _clean(article, by=reporter)
    if plan is None:
        accept_claims(article, by=reporter)
        submit_article(article, by=reporter)
        return article.status
    _claim(article, plan["claims"], by=reporter)
    set_tags(article, plan.get("tags", []), by=reporter)
    submit_article(article, by=reporter)
    _review(article, plan["claims"], by=person("reviewer"))
    article.refresh_from_db()
    publish(article, by=person("editor"))
    if "correction" in plan:
        _correct(article, plan["correction"], by=reporter)
    return article.status


def _correct(article: Article, plan: dict[str, str], *, by: Any) -> None:
    """Puts something right that readers have seen: a second edition, with its note."""
    revision = article.revision
    text = revision.text.replace(plan["wrong"], plan["right"])
    edit_text(article, text=text, based_on=revision.number, by=by, note=plan["note"])
    edit_details(article, summary=plan["summary"], by=by)
    article.refresh_from_db()
    publish(article, by=person("editor"), correction=(plan["kind"], plan["note"]))


def _clean(article: Article, *, by: Any) -> None:
    findings = Finding.objects.filter(revision__article=article, status=FindingStatus.OPEN)
    decisions = {finding.pk: "remove" if finding.sure else "keep" for finding in findings}
    if decisions:
        decide_findings(article, decisions, by=by)
    if "remove" in decisions.values():
        apply_removals(article, by=by)


def _claim(article: Article, planned: list[dict[str, Any]], *, by: Any) -> None:
    """Takes over the proposals that the plan wants, adds those it misses, sets the rest aside."""
    places = {claim.appearances.get(revision=article.revision).exact: claim for claim in _claims(article)}
    for plan in planned:
        claim = places.pop(plan["quote"], None)
        if claim is None:
            claim = _add(article, plan, by=by)
        else:
            accept_claims(article, [claim.pk], by=by)
            claim.refresh_from_db()
            edit_claim(
                claim,
                text=claim.text,
                claimant=plan["claimant"],
                said_on=None,
                seen=claim.digest,
                by=by,
                article=article,
            )
        for source in plan["sources"]:
            _cite(claim, source, by=by, article=article)
    for claim in places.values():
        set_aside(
            claim,
            "dismiss",
            by=by,
            reason="Another claim of this article says it more exactly.",
            article=article,
        )


def _claims(article: Article) -> list[Claim]:
    return list(Claim.objects.filter(appearances__revision=article.revision))


def _add(article: Article, plan: dict[str, Any], *, by: Any) -> Claim:
    start = article.revision.text.index(plan["quote"])
    return add_claim(
        article,
        start=start,
        end=start + len(plan["quote"]),
        revision=article.revision.number,
        claimant=plan["claimant"],
        by=by,
    )


def _cite(claim: Claim, plan: dict[str, Any], *, by: Any, article: Article) -> None:
    source = add_source(
        by=by,
        name=plan["name"],
        kind=plan["kind"],
        url=plan["url"],
        rank="primary" if plan["primary"] else "secondary",
    )
    cite(
        claim,
        source,
        stance=plan["stance"],
        quote=plan["quote"],
        locator=plan["locator"],
        by=by,
        article=article,
    )


def _review(article: Article, planned: list[dict[str, Any]], *, by: Any) -> None:
    plans = {plan["quote"]: plan for plan in planned}
    for claim in _claims(article):
        if claim.status != ClaimStatus.WAITING:
            continue
        plan = plans[claim.appearances.get(revision=article.revision).exact]
        take(claim, by=by, article=article)
        submit_review(
            claim,
            verdict=plan["verdict"],
            rationale=plan["rationale"],
            evidence=list(claim.citations.values_list("pk", flat=True)),
            seen=claim.digest,
            by=by,
            article=article,
        )
