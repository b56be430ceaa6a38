"""Test data. Every state is reached through the actions, as a user would; see replay.py for why that is quick."""

from itertools import count
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.test import override_settings

from articles.actions.answering import answer_objection, take_objection
from articles.actions.citing import add_source, cite
from articles.actions.claiming import accept_claims, withdraw_claim
from articles.actions.editing import edit_details
from articles.actions.handing import submit_article
from articles.actions.importing import import_article
from articles.actions.objecting import object_to
from articles.actions.publishing import publish
from articles.actions.reviewing import submit_claim, submit_review, take
from articles.actions.screening import apply_removals, decide_findings
from articles.enums import FindingStatus, Origin, Role
from articles.models import AnsweredObjection, Article, Claim, Edition, Finding, Objection, Source
from tests.replay import kept

PASSWORD = "correct horse battery"

# One injected heading, two plain claims. `{number}` keeps two articles from being the same text.
DIRTY = """The harbour of Lindau Bay runs on sunlight

For a hundred years the cranes of the port burned oil and dreams, and the wind carried the soot into the old town.
上海云锦阁419 What changed
The port authority has installed 4,200 solar panels on the roofs of its warehouses since 2021. "We cut our \
diesel use by 38 percent in two years," says Petra Lind, the harbour master. Dock {number} is beautiful.
What comes next
A battery of 12 megawatt hours will follow in 2027, larger than any other on the coast.
"""
CLEAN = DIRTY.replace("上海云锦阁419 ", "")

_numbers = count(1)


def reread(article: Article | int) -> Article:
    """The article, by itself or by its key, as it is in the database now."""
    key = article.pk if isinstance(article, Article) else article
    return Article.objects.select_related("revision", "live_edition").get(pk=key)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@newsroom.example")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create: bool, extracted: Role | None, **kwargs: Any) -> None:
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))


@kept(lambda key: User.objects.get(pk=key))
def person(role: Role | None = None, **fields: Any) -> int:
    """A user with this role; without one they may use nothing of the desk."""
    return UserFactory(role=role, **fields).pk


def _name(number: int) -> str:
    """In letters: a figure of two digits would be one claim more."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@kept(reread)
def imported(*, by: Any = None, text: str = "", name: str = "harbour.txt") -> int:
    """A fresh article, with an injected heading unless `text` says otherwise."""
    text = text or DIRTY.format(number=_name(next(_numbers)))
    return import_article(by=by, origin=Origin.DESK, text=text, name=name).article.pk


@kept(reread)
def cleaned(*, by: Any, **kwargs: Any) -> int:
    """All sure findings removed, the others kept."""
    article = imported(by=by, **kwargs)
    findings = Finding.objects.filter(revision__article=article, status=FindingStatus.OPEN)
    decisions = {finding.pk: "remove" if finding.sure else "keep" for finding in findings}
    decide_findings(article, decisions, by=by)
    if "remove" in decisions.values():
        apply_removals(article, by=by)
    return article.pk


@kept(reread)
def submitted(*, by: Any, **kwargs: Any) -> int:
    """Every proposed claim accepted, the article in review."""
    article = cleaned(by=by, **kwargs)
    edit_details(article, by=by, headline=article.headline, language=article.language or "en")
    accept_claims(article, by=by)
    submit_article(article, by=by)
    return article.pk


@kept(lambda key: Source.objects.get(pk=key))
def source(*, by: Any, name: str = "Port of Lindau Bay", **fields: Any) -> int:
    """A source, by default the port itself with its report."""
    port = {"kind": "organisation", "url": "https://port.example/report"}
    return add_source(by=by, name=name, **port | fields).pk


def judge(
    claim: Claim, *, by: Any, verdict: str = "supported", rationale: str = "The port's report says so."
) -> None:
    """One review with a citation behind it, taken and submitted by `by`."""
    _judge(claim, by, verdict, rationale)
    claim.refresh_from_db()


@kept(lambda key: key)
def _judge(claim: Claim, by: Any, verdict: str, rationale: str) -> int:
    port = source(by=by, rank="primary")
    citation = claim.citations.first() or cite(
        claim, port, stance="supports", quote="4,200 panels", locator="p. 4", by=by
    )
    take(claim, by=by)
    submit_review(
        claim, verdict=verdict, rationale=rationale, evidence=[citation.pk], seen=claim.digest, by=by
    )
    return claim.pk


def wanting(claim: Claim, reviews: int, *, by: Any) -> Claim:
    """A claim of the queue, withdrawn and submitted again to so many reviews."""
    _want(claim, reviews, by)
    claim.refresh_from_db()
    return claim


@kept(lambda key: key)
def _want(claim: Claim, reviews: int, by: Any) -> int:
    withdraw_claim(claim, by=by, reason="More eyes on it.")
    with override_settings(REVIEWS_PER_CLAIM=reviews):
        submit_claim(claim, by=by)
    return claim.pk


@kept(reread)
def decided(*, by: Any, reviewer: Any, **kwargs: Any) -> int:
    """Every claim reviewed once by `reviewer`; ready to be published."""
    article = submitted(by=by, **kwargs)
    for claim in claims_of(article):
        judge(claim, by=reviewer)
    return article.pk


@kept(reread)
def published(*, by: Any, reviewer: Any, editor: Any, **kwargs: Any) -> int:
    """The first edition is out."""
    article = decided(by=by, reviewer=reviewer, **kwargs)
    publish(article, by=editor)
    return article.pk


@kept(lambda key: Objection.objects.get(pk=key))
def objected(claim: Claim, *, reason: str = "The report counts 4,100 panels.", **more: Any) -> int:
    """A reader objects to a published claim; each by a sender of their own."""
    return object_to(claim.pk, reason=reason, sender=f"sender {next(_numbers)}", **more).pk


@kept(lambda key: AnsweredObjection.objects.get(pk=key))
def answered(claim: Claim, *, by: Any, outcome: str = "rejected", **more: Any) -> int:
    """An objection to a published claim, taken and answered."""
    objection = objected(claim, **more)
    take_objection(objection, by=by)
    return answer_objection(objection, outcome=outcome, answer="We counted again.", by=by).pk


def edition(**kwargs: Any) -> Edition:
    return published(**kwargs).live_edition


def claims_of(article: Article) -> list[Claim]:
    """The claims of the newest text, in its order."""
    return list(
        Claim.objects.filter(appearances__revision=article.revision).order_by("appearances__start", "pk")
    )
