"""Many articles accepted together: what goes out, what is left alone with which words."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from articles.actions import accepting, memory
from articles.actions.accepting import MOST_ARTICLES, accept_sure, stamp_of
from articles.actions.editing import edit_text
from articles.actions.screening import add_finding, decide_finding
from articles.errors import NotAllowed, Refused
from articles.models import Article, Finding
from tests import factories
from tests.actions.common import check_ledger, events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419 "
CHANGED = "Its text or its findings changed since you looked; look at it again."
DONE = "Nothing in it waits any more: it was cleaned, or decided on, since you looked."


@pytest.fixture
def articles(reporter):
    return [factories.imported(by=reporter) for _ in range(3)]


def opened(article: Article):
    return Finding.objects.filter(revision__article=article, status="open")


def stamps(articles) -> dict[int, str]:
    """What a person sees who looks now."""
    found = {one: Finding.objects.filter(revision__article=one, removed_in=None) for one in articles}
    return {
        one.pk: stamp_of(one.revision.pk, rows.exclude(status="kept").values_list("pk", flat=True))
        for one, rows in found.items()
    }


def accept(articles, *, by, seen=None):
    seen = stamps(articles) if seen is None else seen
    return [
        (one.removed, one.problem)
        for one in accept_sure(list(map(factories.reread, articles)), by=by, seen=seen)
    ]


def test_every_article_is_decided_and_cleaned_in_the_persons_name(articles, colleague):
    texts, number = [article.revision.text for article in articles], last_event()
    assert accept(articles, by=colleague) == [(1, "")] * 3
    for article, text in zip(articles, texts, strict=True):
        article = factories.reread(article)
        finding = Finding.objects.get(revision__article=article)
        assert (article.revision.number, article.revision.text) == (2, text.replace(SPAM, ""))
        assert (finding.status, finding.decided_by, finding.removed_in) == (
            "removed",
            colleague,
            article.revision,
        )
        check_ledger(article)
    events = [event[:2] for event in events_since(number)]
    assert [one for one in events if one[0] in ("remove", "cleaned")] == [
        ("remove", "colin"),
        ("cleaned", "colin"),
    ] * 3


def test_one_that_fails_stays_as_it_is_and_stops_no_other(articles, reporter, monkeypatch):
    write, broken = accepting.write_removals, articles[1].pk

    def failing(article, cut, *, by):
        made = write(article, cut, by=by)
        if article.pk == broken:
            raise DatabaseError("locked")
        return made

    monkeypatch.setattr(accepting, "write_removals", failing)
    number = last_event()
    got = accept(articles, by=reporter)
    assert [removed for removed, _ in got] == [1, 0, 1]
    assert got[1][1] == "The database was busy, so nothing was changed. Try this one again."
    assert opened(articles[1]).count() == 1
    assert factories.reread(articles[1]).revision.number == 1
    assert sum(event[0] == "remove" for event in events_since(number)) == 2


def marked(article, *, by, words="the cranes"):
    start = article.revision.text.index(words)
    return add_finding(article, start=start, end=start + len(words), reason="Odd.", revision=1, by=by)


def changed_text(article, by):
    edit_text(article, text=article.revision.text + "More.\n", based_on=1, by=by)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda article, by: marked(article, by=by), CHANGED),
        (lambda article, by: decide_finding(opened(article).get(), "keep", by=by), DONE),
        (changed_text, CHANGED),
    ],
    ids=["marked", "kept", "edited"],
)
def test_article_that_changed_since_the_look_is_left_alone(change, words, articles, reporter, colleague):
    seen = stamps(articles)
    change(factories.reread(articles[0]), colleague)
    number = factories.reread(articles[0]).revision.number
    assert accept(articles, by=reporter, seen=seen) == [(0, words), (1, ""), (1, "")]
    assert factories.reread(articles[0]).revision.number == number


def test_finding_marked_while_the_text_is_prepared_is_not_passed_over(
    articles, reporter, colleague, monkeypatch
):
    article, prepare = articles[0], accepting.prepare_removals

    def slow(*args, **kwargs):
        cut = prepare(*args, **kwargs)
        marked(article, by=colleague)
        return cut

    monkeypatch.setattr(accepting, "prepare_removals", slow)
    assert accept([article], by=reporter) == [(0, CHANGED)]
    assert (opened(article).count(), factories.reread(article).revision.number) == (2, 1)


def test_article_with_a_finding_to_ask_about_is_left_alone(articles, reporter):
    Finding.objects.filter(revision__article=articles[0]).update(sure=False)
    problem = "Not all of its findings are sure; decide on them one by one."
    assert accept(articles[:2], by=reporter) == [(0, problem), (1, "")]


def test_what_somebody_decided_already_goes_out_along_with_the_rest_in_their_name(
    articles, reporter, colleague
):
    article, seen = articles[0], stamps(articles)
    decide_finding(opened(article).get(), "remove", by=colleague)
    assert accept([article], by=reporter, seen=seen) == [(1, "")]
    first = Finding.objects.get(revision__article=article)
    assert (first.decided_by, first.removed_in) == (colleague, factories.reread(article).revision)
    second, later = marked(articles[1], by=colleague), marked(articles[1], by=colleague, words="oil")
    decide_finding(second, "remove", by=colleague)
    assert accept(articles[1:2], by=reporter) == [(3, "")]
    assert (stale(second).decided_by, stale(later).decided_by) == (colleague, reporter)
    check_ledger(factories.reread(articles[1]))


def test_article_with_very_many_fragments_is_looked_at_alone(articles, reporter, monkeypatch):
    for words in ("the cranes", "oil", "soot"):
        marked(articles[0], by=reporter, words=words)
    monkeypatch.setattr(accepting, "MOST_FRAGMENTS", 3)
    assert accept(articles[:2], by=reporter) == [
        (0, "4 fragments are too many at once; look at it on its own page."),
        (1, ""),
    ]
    monkeypatch.setattr(accepting, "MOST_FRAGMENTS", 4)
    assert accept(articles[:1], by=reporter) == [(4, "")]


def test_what_is_not_reached_in_time_stays_as_it_is(articles, reporter, monkeypatch):
    clock = iter([0.0, 1.0, accepting.SECONDS, accepting.SECONDS + 1])
    monkeypatch.setattr(accepting, "monotonic", lambda: next(clock))
    late = (0, "There was no time left for it. It is still in the list.")
    assert accept(articles, by=reporter) == [(1, ""), late, late]
    assert [factories.reread(one).revision.number for one in articles] == [2, 1, 1]


def test_lists_are_read_once_for_all_articles(articles, reporter):
    def fragments(of):
        seen = stamps(of)
        with CaptureQueriesContext(connection) as asked:
            accept_sure(list(map(factories.reread, of)), by=reporter, seen=seen)
        return sum(f"LIMIT {memory.MOST}" in one["sql"] for one in asked)

    assert [fragments(articles[:1]), fragments(articles[1:])] == [1, 1]


def test_article_that_would_be_empty_is_left_alone(reporter):
    article = factories.imported(by=reporter, text="Only this.")
    add_finding(article, start=0, end=10, reason="Odd.", revision=1, by=reporter)
    assert accept([article], by=reporter) == [
        (
            0,
            "That would leave no text at all. Keep at least one fragment; or, if all of it is spam, set the "
            "article aside.",
        )
    ]
    assert stale(Finding.objects.get(revision__article=article)).status == "open"


def test_only_drafts_are_cleaned(reporter):
    article = factories.submitted(by=reporter)
    start = article.revision.text.index("the cranes")
    add_finding(
        article, start=start, end=start + 3, reason="Odd.", revision=article.revision.number, by=reporter
    )
    assert accept([article], by=reporter) == [(0, "It is not a draft any more; look at it on its own page.")]


def test_clean_article_and_one_without_a_stamp_are_left_alone(articles, reporter):
    clean = factories.imported(by=reporter, text=factories.CLEAN.format(number="x"))
    assert not opened(clean).exists()
    assert accept([clean, articles[0]], by=reporter, seen={clean.pk: stamp_of(clean.revision.pk, [])}) == [
        (0, DONE),
        (0, CHANGED),
    ]


def test_only_who_may_accepts(articles, reviewer, outsider):
    for person, words in ((reviewer, "You may not"), (outsider, "You may not"), (None, "takes a person")):
        with refused(NotAllowed, words):
            accept_sure(articles, by=person, seen=stamps(articles))


def test_more_than_the_most_is_refused(articles, reporter):
    with refused(Refused, f"{MOST_ARTICLES + 1} articles are too many at once"):
        accept_sure(articles[:1] * (MOST_ARTICLES + 1), by=reporter, seen=stamps(articles))


def test_the_same_article_twice_is_cleaned_once(articles, reporter):
    assert accept(articles[:1] * 2, by=reporter) == [(1, ""), (0, DONE)]
