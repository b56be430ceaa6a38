"""All that stands between an article and its readers, in one list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from articles.actions.memory import read_lists
from articles.actions.spans import current_spans
from articles.enums import AnchorState, ArticleStatus, ClaimStatus, FindingStatus
from articles.models import Appearance, Article, Claim, Review
from articles.models.queue import reviews_too_near
from articles.permissions import can_publish
from articles.text.headline import shorten
from articles.text.parse import parse
from articles.text.spam import find_spam, screen
from articles.workflow import CLAIM_QUEUED, satisfies

ON_THE_WAY = (ArticleStatus.IN_REVIEW, ArticleStatus.PUBLISHED, ArticleStatus.UNPUBLISHED)


@dataclass(frozen=True)
class Check:
    """One line of the checklist. `page` names the desk page where it is mended."""

    key: str
    ok: bool
    words: str
    page: str


def checklist(article: Article, *, by: Any | None = None) -> list[Check]:
    """Every condition for publishing, each with whether it holds; reads only.

    With `by`, also whether this person may do it. The article is ready when all lines are ok.
    """
    findings = [finding for finding, _ in current_spans(article)]
    claims = list(Claim.objects.filter(appearances__revision=article.revision).distinct())
    return [
        *_text_lines(article, findings),
        *_claim_lines(article, claims),
        *_round_lines(article, claims),
        *_way_lines(article, by),
    ]


def submission_list(article: Article) -> list[Check]:
    """The lines that must hold before an article can go to review."""
    needed = {"headline", "language", "findings", "removals", "residue", "proposals", "anchors"}
    return [line for line in checklist(article) if line.key in needed]


def _text_lines(article: Article, findings: list[Any]) -> Iterator[Check]:
    document = parse(article.revision.text, article.format)
    titled = bool(document.title.strip()) or article.headline_edited
    yield Check(
        "headline",
        titled,
        "It has a headline" if titled else "The text has no title: write a headline",
        "edit",
    )
    spoken = bool(article.language)
    yield Check("language", spoken, "Its language is set" if spoken else "Set the article's language", "edit")
    still = sum(finding.status == FindingStatus.OPEN for finding in findings)
    yield Check(
        "findings", not still, _count(still, "finding", "is open", "are open", "No finding is open"), "clean"
    )
    waiting = sum(
        finding.status == FindingStatus.REMOVED and finding.removed_in_id is None for finding in findings
    )
    words = _count(
        waiting, "accepted removal", "is not applied", "are not applied", "Accepted removals are applied"
    )
    yield Check("removals", not waiting, words, "clean")
    left = residue(article, findings)
    words = (
        f"This looks injected: “{left[:80]}”"
        if left
        else "Nothing that looks injected is left in the words around it"
    )
    yield Check("residue", not left, words, "edit")


def residue(article: Article, findings: list[Any]) -> str:
    """The first sure suspect in what stands around the text: headline, summary, byline, tags; "" when there is none.

    A tag is one when it came from words that were taken out and stands nowhere else in the text.
    """
    kept = [finding.text.strip() for finding in findings if finding.status == FindingStatus.KEPT]
    for words in (article.headline, article.summary, article.byline):
        # The desk's lists are read only where they could let something pass: hardly ever.
        found = screen(words, lists=read_lists()) if any(one.sure for one in find_spam(words)) else ()
        for one in found:
            suspect = words[one.start : one.end].strip()
            if one.sure and suspect not in kept:
                return suspect
    gone = [finding.text.casefold() for finding in findings if finding.status == FindingStatus.REMOVED]
    text = article.revision.text.casefold()
    for item in article.tagged.select_related("tag").order_by("tag__key"):
        name = item.tag.name.casefold()
        if name not in text and any(name in words for words in gone):
            return item.tag.name
    return ""


def _claim_lines(article: Article, claims: list[Claim]) -> Iterator[Check]:
    groups = (
        ("proposals", (ClaimStatus.PROPOSED,), "proposed claim", "waits for a yes or no", "wait for a yes or no",
         "Every proposed claim was looked at"),
        ("accepted", (ClaimStatus.ACCEPTED,), "claim", "is not in review yet", "are not in review yet",
         "Every claim went to review"),
        ("returned", (ClaimStatus.RETURNED,), "claim", "came back with a note", "came back with a note",
         "No claim came back"),
        ("decided", CLAIM_QUEUED, "claim", "is under review", "are under review", "Every claim is decided"),
    )  # fmt: skip
    for key, statuses, noun, one, many, fine in groups:
        number = sum(claim.status in statuses for claim in claims)
        yield Check(key, not number, _count(number, noun, one, many, fine), "claims")
    resting = Review.objects.deciding().filter(
        claim__in=[claim for claim in claims if claim.status == ClaimStatus.DECIDED],
        claim__round=F("round"),
        evidence__source__retracted_at__isnull=False,
    )
    words = _count(resting.values("claim").distinct().count(), "verdict", "rests on a retracted source",
                   "rest on a retracted source", "No verdict rests on a retracted source")  # fmt: skip
    yield Check("retracted", not resting.exists(), words, "claims")
    settled = (ClaimStatus.DISMISSED, ClaimStatus.OPINION)
    loose = (
        Appearance.objects.filter(
            revision=article.revision, state__in=[AnchorState.DRIFTED, AnchorState.ORPHANED]
        )
        .exclude(claim__status__in=settled)
        .count()
    )
    words = _count(loose, "claim", "lost its place in the text", "lost their place in the text",
                   "Every claim stands on its words")  # fmt: skip
    yield Check("anchors", not loose, words, "claims")


def _round_lines(article: Article, claims: list[Claim]) -> Iterator[Check]:
    """Whether the verdicts are enough for this article, and by people who are independent of it still."""
    if article.review_policy:
        short = sum(
            claim.status == ClaimStatus.DECIDED
            and not satisfies(article.review_policy, decided_by=claim.policy, wanted=claim.wanted)
            for claim in claims
        )
        words = _count(short, "claim", "needs a new round", "need a new round", "")
        words = f"{words}: the article asks for more reviews" if short else "Every round had its reviews"
        yield Check("policy", not short, words, "claims")
    near = list(reviews_too_near(article))
    words = "Nobody decides on a text that they edited"
    if near:
        who = near[0].reviewer.get_full_name() or near[0].reviewer.get_username()
        words = f"{who} imported or last edited this text and reviewed “{shorten(near[0].claim.text, 60)}”"
        words += f" and {len(near) - 1} more" if len(near) > 1 else ""
        words += ": open a new round, somebody else reviews it"
    yield Check("reviewers", not near, words, "claims")


def _way_lines(article: Article, by: Any | None) -> Iterator[Check]:
    sent = article.status in ON_THE_WAY
    words = "It was submitted to review" if sent else "Submit it to review first"
    if article.status == ArticleStatus.RETRACTED:
        words = "It is retracted"
    if article.status == ArticleStatus.SET_ASIDE:
        words = "It is set aside; take it up again first"
    yield Check("submitted", sent, words, "overview")
    if by is not None:
        free = can_publish(by, submitted_by=article.submitted_by_id)
        words = (
            "You may publish it"
            if free
            else "Somebody with the role editor who did not submit it publishes it"
        )
        yield Check("publisher", free, words, "overview")


def _count(number: int, noun: str, one: str, many: str, fine: str) -> str:
    if not number:
        return fine
    return f"{number} {noun} {one}" if number == 1 else f"{number} {noun}s {many}"
