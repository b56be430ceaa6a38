"""The whole site with something on every page: the sample, and what became of its articles since."""

from types import SimpleNamespace
from typing import Any

from articles.actions.answering import take_objection
from articles.actions.capturing import add_snapshot
from articles.actions.citing import add_source
from articles.actions.claiming import accept_claims
from articles.actions.demo import PEOPLE, import_sample, sample_files, walk, walks
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import reopen_article, submit_article
from articles.actions.publishing import publish, retract, unpublish
from articles.actions.retracting import retract_source
from articles.actions.slugs import change_slug
from articles.enums import ClaimStatus
from articles.models import Article, Citation, Source
from tests import factories

ARABIC = """ميناء يعمل بضوء الشمس

منذ عام 2021 ركبت هيئة الميناء 4200 لوح شمسي على أسطح المستودعات. يقول مدير الميناء إن استهلاك الوقود انخفض 38 في المئة.
"""


def sample(people: dict[str, Any]) -> SimpleNamespace:
    """The articles of quickstart, walked as it walks them; then corrected, moved, taken back, objected to."""
    for name, (role, _) in PEOPLE.items():
        factories.person(role, username=name)
    articles = {path.name: import_sample(path)[0] for path in sample_files()}
    for name, plan in walks():
        walk(articles[name], plan)
    live = Article.objects.filter(live_edition__isnull=False).order_by("slug")
    twice = factories.reread(live[0].pk)
    _again(twice, people, "correction", "The last sentence was missing.")
    _again(factories.reread(twice.pk), people, "update", "A second one was added.")
    _more(people)
    claims = factories.claims_of(factories.reread(twice.pk))
    claim = next(one for one in claims if one.status == ClaimStatus.DECIDED)
    factories.answered(claim, by=people["administrator"], outcome="partly")
    factories.objected(claim, reason="The table says something else.")
    cited = Source.objects.filter(pk__in=Citation.objects.values("source")).order_by("slug")
    retract_source(cited[0], by=people["administrator"], reason="The figures were made up.")
    return SimpleNamespace(article=factories.reread(twice.pk), claim=claim)


def _more(people: dict[str, Any]) -> None:
    """One article each that moved, was retracted, was taken offline, and reads from right to left."""
    by = {"by": people["reporter"], "reviewer": people["reviewer"], "editor": people["administrator"]}
    retract(factories.published(**by), by=people["administrator"], note="The port never built it.")
    unpublish(factories.published(**by), by=people["administrator"], reason="Asked to.")
    change_slug(factories.published(**by), slug="sunlight-in-the-harbour", by=people["administrator"])
    draft = factories.cleaned(by=people["reporter"], text=ARABIC)
    edit_details(
        draft,
        by=people["reporter"],
        language="ar",
        byline="ليلى",
        summary="كم من هذا صحيح؟",
        headline=draft.headline,
    )
    accept_claims(draft, by=people["reporter"])
    submit_article(factories.reread(draft.pk), by=people["reporter"])
    for claim in factories.claims_of(draft):
        factories.judge(claim, by=people["reviewer"], verdict="mixed")
    publish(factories.reread(draft.pk), by=people["administrator"])


def _again(article: Article, people: dict[str, Any], kind: str, note: str) -> None:
    """One more edition, with a sentence more that claims nothing."""
    reporter = people["reporter"]
    reopen_article(article, by=reporter, reason=note)
    article = factories.reread(article.pk)
    text = article.revision.text.rstrip("\n") + "\n\nWe thank all who wrote to us.\n"
    edit_text(article, text=text, based_on=article.revision.number, by=reporter)
    _send(factories.reread(article.pk), people, (kind, note))


def _send(article: Article, people: dict[str, Any], correction: tuple[str, str]) -> None:
    article = factories.reread(article.pk)
    submit_article(article, by=people["reporter"])
    publish(factories.reread(article.pk), by=people["administrator"], correction=correction)


def copied(people: dict[str, Any]) -> SimpleNamespace:
    """A source with a kept copy whose words can be read."""
    source = factories.source(by=people["reporter"])
    data = b"<!doctype html><title>Report</title><p>In all 4,200 panels were installed."
    copy = add_snapshot(
        source, data=data, file_name="report.html", content_type="text/html", by=people["reporter"]
    )
    return SimpleNamespace(source=source, claim=copy)


def bare(people: dict[str, Any]) -> SimpleNamespace:
    """A source of which nothing is known but its name."""
    return SimpleNamespace(source=add_source(by=people["reporter"], name="Somebody", kind="person", url=""))


def objection_in_hand(people: dict[str, Any]) -> SimpleNamespace:
    article = factories.published(
        by=people["reporter"], reviewer=people["reviewer"], editor=people["administrator"]
    )
    objection = factories.objected(factories.claims_of(article)[0], contact="reader@readers.example")
    take_objection(objection, by=people["editor"])
    return SimpleNamespace(objection=objection, article=article)
