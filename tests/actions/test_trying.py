"""A phrase or a rule tried on the archive: hits, what was decided on them, bounds."""

import pytest

from articles.actions import trying
from articles.actions.importing import import_article
from articles.actions.memory import forget
from articles.actions.rules import put_in_force, switch
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.actions.trying import Sums, Trial, try_phrase, try_rule
from articles.errors import Refused
from articles.models import Article, Event, Finding, Fragment
from tests import factories
from tests.actions.common import everything

pytestmark = pytest.mark.django_db
PHRASE = "云锦阁419"


@pytest.fixture
def articles(reporter) -> list[Article]:
    """Removed and out, to be removed, kept, open; and one with the words where nothing was found."""
    made = [factories.imported(by=reporter) for _ in range(4)]
    for article, decision in zip(made, ("remove", "remove", "keep", ""), strict=True):
        if decision:
            decide_finding(Finding.objects.get(revision__article=article), decision, by=reporter)
    apply_removals(factories.reread(made[0]), by=reporter)
    last = factories.imported(
        by=reporter, text=factories.CLEAN.format(number="z") + "\nHe wrote “云锦阁419” on the wall.\n"
    )
    Finding.objects.filter(revision__article=last).delete()
    return [*made, last]


def test_hits_are_counted_by_what_was_decided(articles):
    trial = try_phrase(PHRASE)
    assert [(hit.slug, hit.status) for hit in trial.hits] == [
        (articles[4].slug, ""),
        (articles[3].slug, "open"),
        (articles[2].slug, "kept"),
        (articles[1].slug, "removed"),
        (articles[0].slug, "removed"),
    ]
    sums = trial.sums
    assert sums == Sums(looked=5, touched=5, hits=5, removed=2, kept=1, open=1, sure=4, added=1)
    assert (trial.rest, sums.decided, sums.precision) == (None, 3, pytest.approx(2 / 3))
    assert sums.interval == pytest.approx((0.2077, 0.9385), abs=1e-4)
    assert sums + Sums(1, 0, 2) == Sums(6, 5, 7, 2, 1, 1, 4, 1)


def test_hit_stands_in_its_context(articles):
    hit = try_phrase(PHRASE).hits[0]
    assert (hit.words, hit.after) == (PHRASE, "” on the wall. ⏎ ")
    assert hit.before.startswith("…")
    assert hit.before.endswith("He wrote “")
    assert len(hit.before.replace(" ⏎ ", "\n")) == 1 + 60


def test_nothing_decided_means_no_precision(reporter):
    factories.imported(by=reporter)
    trial = try_phrase("harbour master")
    assert (trial.sums.hits, trial.sums.precision, trial.sums.interval) == (1, None, (0, 1))
    assert [(hit.status, hit.other) for hit in trial.hits] == [("", "")]


def test_rule_of_the_finder_is_tried_too(articles):
    trial = try_rule("glued-prefix")
    assert [hit.status for hit in trial.hits] == ["open", "kept", "removed", "removed"]
    assert try_rule("tag-entry").hits == ()


def test_what_a_rule_adds_is_what_no_other_rule_in_force_finds(articles, editor):
    """Not what no finding covers: its own findings are what it adds, and those of a rule that is off count no more."""
    assert {hit.other for hit in try_phrase(PHRASE).hits} == {"", "glued-prefix"}
    assert try_phrase(PHRASE).sums.added == 1
    assert [hit.other for hit in try_rule("glued-prefix").hits] == ["known-fragment"] * 4
    forget(Fragment.objects.get(), by=editor)
    assert [hit.other for hit in try_rule("glued-prefix").hits] == [""] * 4
    switch("glued-prefix", active=False, note="A test.", seen=1, by=editor)
    assert try_phrase(PHRASE).sums.added == 5
    assert try_rule("glued-prefix").sums.hits == 4
    rule = put_in_force(phrase=PHRASE, category="escort", note="", by=editor)
    assert try_phrase(PHRASE).sums.added == 5
    assert {hit.other for hit in try_rule("glued-prefix").hits} == {rule.name}


def test_rule_is_tried_in_the_format_of_the_article(reporter):
    html = "<h1>Wells</h1>\n<p>The village has 12 wells, says the mayor of it.</p>\n<h2>上海云锦阁419 What changed</h2>\n"
    article = import_article(by=reporter, origin="desk", text=html, format="html").article
    found = Finding.objects.filter(revision__article=article)
    assert [(hit.words, hit.status) for hit in try_rule(found.get().rule).hits] == [
        (found.get().text, "open")
    ]


def test_known_fragments_are_tried_too(articles, reporter, editor):
    text = "The town\n\nIt has built bridges since then, and Eastern Lantern Palace Twelve among them.\n"
    start = text.index("Eastern")
    first, second = (factories.imported(by=reporter, text=text + words) for words in ("One.\n", "Two.\n"))
    marked = add_finding(first, start=start, end=start + 29, reason="A test.", revision=1, by=reporter)
    decide_finding(marked, "remove", by=reporter)
    apply_removals(factories.reread(first), by=reporter)
    trial = try_rule("known-fragment")
    assert [(hit.slug, hit.status) for hit in trial.hits] == [(second.slug, ""), (first.slug, "removed")]


def test_trying_writes_nothing(articles):
    before, events = everything(), Event.objects.count()
    try_phrase(PHRASE)
    try_rule("glued-prefix")
    assert (everything(), Event.objects.count()) == (before, events)


def test_queries_grow_with_chunks_only(articles, django_assert_num_queries, monkeypatch):
    lists = 2
    with django_assert_num_queries(lists + 2):
        try_phrase(PHRASE)
    monkeypatch.setattr(trying, "CHUNK", 2)
    with django_assert_num_queries(lists + 1 + 3):
        try_phrase(PHRASE)


def test_finding_of_a_later_text_is_matched_by_its_words(reporter):
    article = factories.imported(by=reporter)
    decide_finding(Finding.objects.get(), "remove", by=reporter)
    apply_removals(article, by=reporter)
    start = article.revision.text.index("Petra Lind")
    marked = add_finding(article, start=start, end=start + 10, reason="A test.", revision=2, by=reporter)
    decide_finding(marked, "keep", by=reporter)
    assert [hit.status for hit in try_phrase("petra lind").hits] == ["kept"]


@pytest.mark.parametrize(("name", "value", "looked"), [("SECONDS", -1.0, 1), ("MOST_HITS", 2, 2)])
def test_what_is_left_is_told_and_can_be_gone_on_with(articles, monkeypatch, name, value, looked):
    monkeypatch.setattr(trying, name, value)
    whole, parts, before = Sums(), [], None
    while not parts or before is not None:
        trial = try_phrase(PHRASE, before=before)
        whole, parts, before = whole + trial.sums, [*parts, trial.sums.looked], trial.rest
    assert parts == [looked] * (5 // looked) + [1] * (5 % looked)
    assert whole == Sums(looked=5, touched=5, hits=5, removed=2, kept=1, open=1, sure=4, added=1)
    assert try_phrase(PHRASE, before=0) == Trial((), Sums(), None)


@pytest.mark.parametrize("phrase", ["", "x", "x" * 101, "a\0b"])
def test_what_cannot_be_a_rule_is_not_tried(phrase):
    with pytest.raises(Refused):
        try_phrase(phrase)


@pytest.mark.parametrize("attempt", [lambda: try_phrase(PHRASE), lambda: try_rule("own-line")])
def test_an_article_too_long_is_passed_over_and_counted(articles, monkeypatch, attempt):
    """Nothing stops the screening of one article: one of 2,000,000 characters took a trial of 5 seconds 13."""
    screened = []
    screen = trying.screen
    monkeypatch.setattr(trying, "screen", lambda text, **more: screened.append(text) or screen(text, **more))
    long = len(articles[4].revision.text)
    monkeypatch.setattr(trying, "MOST_TEXT", long - 1)
    sums = attempt().sums
    assert (sums.looked, sums.passed) == (4, 1)
    assert all(len(text) < long for text in screened)
