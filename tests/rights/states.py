"""The states in which the cells are tried. Each gives the things that addresses and bodies speak of."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from articles.actions.answering import take_objection
from articles.actions.campaigns import campaigns
from articles.actions.citing import cite
from articles.actions.claiming import accept_claims, withdraw_claim
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import reopen_article, send_back, set_article_aside, submit_article
from articles.actions.joining import confirm_match, refuse_match
from articles.actions.notices import tell
from articles.actions.publishing import retract, unpublish
from articles.actions.retracting import retract_source
from articles.actions.rules import put_in_force
from articles.actions.scales import add_scale
from articles.actions.tagging import add_tag
from articles.actions.tokens import make_token
from articles.models import Appearance, Article, Finding, Fragment, Match, Notice, RatingScale, Token
from tests import factories
from tests.desk.claim_states import claim_in
from tests.replay import kept

People = dict[str, Any]
MORE = "The harbour counted 120 ships in May."


@kept(factories.reread)
def fresh(owner: Any) -> int:
    return factories.imported(by=owner).pk


@kept(factories.reread)
def cleaned(owner: Any) -> int:
    return factories.cleaned(by=owner).pk


@kept(factories.reread)
def ready(owner: Any) -> int:
    """A draft that may be submitted."""
    article = factories.cleaned(by=owner)
    edit_details(article, by=owner, headline=article.headline, language="en")
    accept_claims(article, by=owner)
    return article.pk


@kept(factories.reread)
def drifted(owner: Any) -> int:
    """The words of the first claim were changed under it."""
    article = factories.cleaned(by=owner)
    text = article.revision.text.replace("4,200 solar panels", "4,300 panels for the sun")
    edit_text(article, text=text, based_on=article.revision.number, by=owner)
    return article.pk


@kept(factories.reread)
def decided(owner: Any, reviewer: Any) -> int:
    """In review, ready to be published for the first time."""
    return factories.decided(by=owner, reviewer=reviewer).pk


@kept(factories.reread)
def published(owner: Any, reviewer: Any, publisher: Any) -> int:
    """Live, with a change that readers have not seen yet."""
    article = factories.published(by=owner, reviewer=reviewer, editor=publisher)
    edit_details(article, by=owner, summary="Panels on the roofs.")
    return article.pk


@kept(factories.reread)
def again(owner: Any, reviewer: Any, publisher: Any) -> int:
    """In review for its second edition."""
    article = published(owner, reviewer, publisher)
    reopen_article(article, by=owner, reason="News.")
    submit_article(factories.reread(article), by=owner)
    return article.pk


@kept(factories.reread)
def reopened(owner: Any, reviewer: Any, publisher: Any) -> int:
    """A draft that was public before, ready for review."""
    article = published(owner, reviewer, publisher)
    reopen_article(article, by=owner, reason="News.")
    return article.pk


@kept(factories.reread)
def unpublished(owner: Any, reviewer: Any, publisher: Any) -> int:
    article = published(owner, reviewer, publisher)
    unpublish(article, by=publisher, reason="Asked to.")
    return article.pk


@kept(factories.reread)
def retracted(owner: Any, reviewer: Any, publisher: Any) -> int:
    article = published(owner, reviewer, publisher)
    retract(article, by=publisher, note="It was wrong.")
    return article.pk


@kept(factories.reread)
def put_aside(owner: Any, *_: Any) -> int:
    """Submitted before, and sent back."""
    article = ready(owner)
    submit_article(article, by=owner)
    for claim in factories.claims_of(article):
        withdraw_claim(claim, by=owner, reason="No article.")
    send_back(article, by=owner, reason="No article.")
    set_article_aside(article, by=owner, reason="No article.")
    return article.pk


# Article status -> the state in which every move from it can be done.
BY_STATUS = {
    "draft": reopened, "in_review": again, "published": published, "unpublished": unpublished, "retracted": retracted,
    "set_aside": put_aside,
}  # fmt: skip


def _of_article(article: Article) -> SimpleNamespace:
    rows = Finding.objects.filter(revision__article=article).order_by("-sure", "pk")
    return SimpleNamespace(
        article=article, claim=next(iter(factories.claims_of(article)), None), finding=rows.first()
    )


def _articles(people: People, name: str) -> SimpleNamespace:
    owner, reviewer, publisher = people["reporter"], people["second_reviewer"], people["administrator"]
    simple = {"fresh": fresh, "cleaned": cleaned, "ready": ready, "drifted": drifted, "set_aside": put_aside}
    if name in simple:
        return _of_article(simple[name](owner))
    if name == "decided":
        return _of_article(decided(owner, reviewer))
    return _of_article(
        {"published": published, "retracted": retracted, "unpublished": unpublished}[name](
            owner, reviewer, publisher
        )
    )


def _claims(people: People, status: str) -> SimpleNamespace:
    named = {
        "reporter": people["reporter"],
        "reviewer": people["reviewer"],
        "second": people["second_reviewer"],
    }
    claim = claim_in(status, named)
    place = Appearance.objects.filter(claim=claim, revision__current_of__isnull=False).get()
    return SimpleNamespace(claim=claim, article=factories.reread(place.revision.article_id), finding=None)


def cited(people: People) -> SimpleNamespace:
    """A claim with a citation that may be taken away."""
    found = _of_article(cleaned(people["reporter"]))
    source = factories.source(by=people["reporter"])
    found.citation = cite(found.claim, source, stance="context", by=people["reporter"])
    found.source = source
    return found


def sourced(people: People) -> SimpleNamespace:
    return SimpleNamespace(source=factories.source(by=people["reporter"]))


def withdrawn_source(people: People) -> SimpleNamespace:
    found = sourced(people)
    retract_source(found.source, by=people["administrator"], reason="Made up.")
    found.source.refresh_from_db()
    return found


def tagged(people: People) -> SimpleNamespace:
    tags = [add_tag(name=name, description="", by=people["administrator"]) for name in ("Port", "Ports")]
    return SimpleNamespace(tag=tags[0], tags=tags)


def ruled(people: People) -> SimpleNamespace:
    rule = put_in_force(phrase="casino online", category="gambling", note="", by=people["administrator"])
    words = Fragment.objects.create(key="words", text="Words", category="other", decision="removed")
    return SimpleNamespace(rule=rule, fragment=words)


def told(people: People) -> SimpleNamespace:
    """The owner has a notice, and a token."""
    tell([people["reporter"]], kind="assigned", words="Something to do.", article=fresh(people["reporter"]))
    make_token(by=people["reporter"], name="mine", days=1)
    return SimpleNamespace(notice=Notice.objects.get(), token=Token.objects.get(name="mine"))


AGAIN = """Energy

Since 2021 the port authority has installed 4,200 solar panels on the warehouse roofs.
"""


def matched(people: People) -> SimpleNamespace:
    """Two articles say likely the same; nothing is decided about either claim."""
    factories.imported(by=people["reporter"], text=AGAIN.replace("Energy", "Port"))
    factories.imported(by=people["colleague"], text=AGAIN.replace("warehouse", "big warehouse"))
    return SimpleNamespace(match=Match.objects.get())


def told_apart(people: People) -> SimpleNamespace:
    found = matched(people)
    refuse_match(found.match, by=people["administrator"])
    return found


def joined(people: People) -> SimpleNamespace:
    """The claim of the second article is that of the first."""
    found = matched(people)
    article = found.match.second.appearances.get().revision.article
    claim = confirm_match(found.match, by=people["administrator"])
    return SimpleNamespace(article=factories.reread(article.pk), claim=claim)


def objected(people: People) -> SimpleNamespace:
    """A reader objects to a published verdict."""
    article = published(people["reporter"], people["second_reviewer"], people["administrator"])
    return SimpleNamespace(objection=factories.objected(factories.claims_of(article)[0]))


def objection_taken(people: People) -> SimpleNamespace:
    found = objected(people)
    take_objection(found.objection, by=people["editor"])
    return found


def scaled(people: People) -> SimpleNamespace:
    """A newer version of the labels than the one in force."""
    old = RatingScale.objects.get(is_default=True)
    labels = old.labels | {"mixed": old.labels["mixed"] | {"de": "Teils, teils"}}
    words = {"name": old.name, "labels": labels, "meanings": old.meanings}
    return SimpleNamespace(old=old, scale=add_scale(**words, seen=old.version, by=people["administrator"]))


def wave(people: People) -> SimpleNamespace:
    """One campaign in three articles."""
    for _ in range(3):
        factories.imported(by=people["reporter"])
    return SimpleNamespace(campaign=campaigns()[0])


def nothing(people: People) -> SimpleNamespace:
    return SimpleNamespace()


STATES: dict[str, Callable[[People], SimpleNamespace]] = {
    "nothing": nothing, "cited": cited, "sourced": sourced, "retracted-source": withdrawn_source, "tagged": tagged,
    "ruled": ruled, "told": told, "wave": wave, "matched": matched, "told-apart": told_apart, "joined": joined,
    "objected": objected, "objection-taken": objection_taken, "scaled": scaled,
}  # fmt: skip


def things(state: str, people: People) -> SimpleNamespace:
    """What there is in a state: "claim:waiting", "article:fresh", or one of STATES."""
    kind, _, name = state.partition(":")
    if kind == "claim":
        return _claims(people, name)
    return _articles(people, name) if kind == "article" else STATES[state](people)


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()
