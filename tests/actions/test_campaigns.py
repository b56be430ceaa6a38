"""Fragments that recur across articles: found in one query, accepted or refused in one step."""

import pytest

from articles.actions import campaigns as module
from articles.actions.campaigns import accept_campaign, campaigns, refuse_campaign
from articles.actions.screening import decide_finding
from articles.errors import Conflict, NotAllowed
from articles.models import Article, Event, Finding, Fragment
from tests import factories
from tests.actions.common import check_ledger, refused

pytestmark = pytest.mark.django_db


def article(number: int, fragment: str, *, by) -> Article:
    text = factories.CLEAN.replace("What changed", f"{fragment} What changed")
    return factories.imported(by=by, text=text.format(number=chr(97 + number)))


@pytest.fixture
def wave(reporter):
    """The same name with three numbers, in four articles."""
    return [article(number, f"上海云锦阁41{min(number, 2)}", by=reporter) for number in range(4)]


def finding(article: Article) -> Finding:
    return Finding.objects.get(revision__article=article)


def statuses(articles) -> list[str]:
    return [finding(one).status for one in articles]


def test_near_variants_in_three_articles_are_one_campaign(wave):
    (found,) = campaigns()
    assert [(one.key, len(one.articles), one.known) for one in found.fragments] == [
        ("上海云锦阁412", 2, False),
        ("上海云锦阁410", 1, False),
        ("上海云锦阁411", 1, False),
    ]
    assert found.articles == tuple(sorted((one.pk for one in wave), reverse=True))
    times = Finding.objects.order_by("created_at").values_list("created_at", flat=True)
    assert (found.first, found.last, found.open) == (times[0], times[3], 4)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fewer_than_three_articles_are_no_campaign(number, reporter):
    for count in range(number):
        article(count, "上海云锦阁419", by=reporter)
    assert campaigns() == []


def test_same_fragment_many_times_in_one_article_is_no_campaign(reporter):
    article(1, "上海云锦阁419", by=reporter)
    text = "".join(
        f"上海云锦阁41{number} What changed {number}\n\nThe town is pleased.\n\n" for number in range(5)
    )
    factories.imported(by=reporter, text="The harbour\n\n" + text)
    assert campaigns() == []


def test_one_query_however_many_findings(wave, django_assert_num_queries):
    with django_assert_num_queries(1):
        campaigns()


def test_accepting_makes_them_known_and_decides_what_is_open(wave, editor):
    (found,) = campaigns()
    outcome = accept_campaign(found.name, by=editor)
    assert (outcome.remembered, outcome.decided, outcome.applied, outcome.left) == (3, 4, 0, ())
    assert statuses(wave) == ["removed"] * 4
    assert {finding(one).decided_by for one in wave} == {editor}
    assert set(Fragment.objects.values_list("decision", "standing")) == {("removed", True)}
    assert Event.objects.filter(action="remember").count() == 3
    assert campaigns() == []
    with refused(Conflict, "not what it was"):
        accept_campaign(found.name, by=editor)


def test_applying_at_once_cleans_the_drafts_each_by_itself(wave, editor):
    decide_finding(finding(wave[0]), "remove", by=editor)  # decided before, not applied
    outcome = accept_campaign(campaigns()[0].name, by=editor, apply=True)
    assert (outcome.decided, outcome.applied) == (3, 4)
    for one in wave:
        again = factories.reread(one)
        assert (again.revision.number, "云锦阁" in again.revision.text) == (2, False)
        check_ledger(again)


def test_what_is_in_the_way_of_one_article_stops_no_other(wave, editor, monkeypatch):
    apply_removals = module.apply_removals

    def apply(article, *, by, lists):
        if article.pk == wave[1].pk:
            raise Conflict("Somebody else was faster.")
        return apply_removals(article, by=by, lists=lists)

    monkeypatch.setattr(module, "apply_removals", apply)
    outcome = accept_campaign(campaigns()[0].name, by=editor, apply=True)
    assert (outcome.decided, outcome.applied) == (4, 3)
    assert outcome.left == (f"{wave[1]}: Somebody else was faster.",)
    assert factories.reread(wave[1]).revision.number == 1


def test_articles_on_their_way_and_late_ones_are_left_for_their_own_pages(wave, editor, monkeypatch):
    monkeypatch.setattr(module, "APPLY_SECONDS", 0.0)
    outcome = accept_campaign(campaigns()[0].name, by=editor, apply=True)
    assert (outcome.decided, outcome.applied) == (4, 0)
    assert outcome.left == (
        "4 articles are no drafts or took too long; the drafts among them wait on “Accept together”.",
    )


def test_what_there_is_no_time_for_is_told(wave, editor, monkeypatch):
    monkeypatch.setattr(module, "DECIDE_SECONDS", -1.0)
    outcome = accept_campaign(campaigns()[0].name, by=editor, apply=True)
    assert (outcome.remembered, outcome.decided, statuses(wave)) == (3, 0, ["open"] * 4)
    assert outcome.left == ("There was no time for 4 articles; their findings wait on their own pages.",)


def test_no_more_than_the_most_are_decided_in_one_step(wave, editor, monkeypatch):
    monkeypatch.setattr(module, "MOST_DECIDED", 2)
    outcome = accept_campaign(campaigns()[0].name, by=editor)
    assert (outcome.decided, statuses(wave)) == (2, ["removed", "removed", "open", "open"])
    assert "the others wait" in outcome.left[0]


def test_refusing_keeps_them_for_the_site(wave, reporter, editor):
    outcome = refuse_campaign(campaigns()[0].name, by=editor)
    assert (outcome.remembered, outcome.decided) == (3, 4)
    assert statuses(wave) == ["kept"] * 4
    assert set(Fragment.objects.values_list("decision", flat=True)) == {"kept"}
    later = article(9, "上海云锦阁411", by=reporter)
    assert not Finding.objects.filter(revision__article=later).exists()


def test_variant_of_known_fragments_is_shown_and_known_ones_stay_known(wave, reporter, editor):
    accept_campaign(campaigns()[0].name, by=editor)
    article(7, "上海云锦阁417", by=reporter)
    (found,) = campaigns()
    assert [(one.key, one.known) for one in found.fragments if not one.known] == [("上海云锦阁417", False)]
    refuse_campaign(found.name, by=editor)
    assert dict(Fragment.objects.values_list("key", "decision"))["上海云锦阁412"] == "removed"
    assert statuses(wave) == ["removed"] * 4


def test_accepting_decides_the_open_findings_of_known_fragments_too(wave, reporter, editor):
    """They are counted as open on the page, so pressing the button settles them."""
    accept_campaign(campaigns()[0].name, by=editor)
    again, new = article(6, "上海云锦阁412", by=reporter), article(7, "上海云锦阁417", by=reporter)
    (found,) = campaigns()
    assert (found.open, [one.key for one in found.fresh]) == (2, ["上海云锦阁417"])
    assert found.fragments[0].key == "上海云锦阁417"  # what is new comes first
    outcome = accept_campaign(found.name, by=editor)
    assert (outcome.remembered, outcome.decided) == (1, 2)
    assert statuses([again, new]) == ["removed"] * 2


def test_campaign_that_grew_since_is_a_conflict(wave, reporter, editor):
    name = campaigns()[0].name
    article(8, "上海云锦阁418", by=reporter)
    for step in (accept_campaign, refuse_campaign):
        with refused(Conflict, "fragments joined it"):
            step(name, by=editor)


def test_only_editors_decide_on_campaigns(wave, reporter, reviewer):
    name = campaigns()[0].name
    for person in (reporter, reviewer):
        for step in (accept_campaign, refuse_campaign):
            with refused(NotAllowed, "You may not edit rules and decide on campaigns"):
                step(name, by=person)
