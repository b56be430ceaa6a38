"""A phrase or a rule tried on the archive: hits, what was decided on them, bounds."""

import pytest

from articles.actions import trying
from articles.actions.screening import apply_removals, decide_finding
from articles.actions.trying import try_phrase, try_rule
from articles.errors import Refused
from articles.models import Article, Event, Finding
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
    assert (trial.looked, trial.touched, trial.cut, trial.decided) == (5, 5, "", 3)
    assert trial.precision == pytest.approx(2 / 3)
    assert trial.interval == pytest.approx((0.2077, 0.9385), abs=1e-4)


def test_hit_stands_in_its_context(articles):
    hit = try_phrase(PHRASE).hits[0]
    assert (hit.words, hit.after) == (PHRASE, "” on the wall. ⏎ ")
    assert hit.before.endswith("He wrote “")
    assert len(hit.before.replace(" ⏎ ", "\n")) == 60


def test_nothing_decided_means_no_precision(reporter):
    factories.imported(by=reporter)
    trial = try_phrase("harbour master")
    assert (len(trial.hits), trial.precision, trial.interval, trial.counts[""]) == (1, None, (0, 1), 1)


def test_rule_of_the_finder_is_tried_too(articles):
    trial = try_rule("glued-prefix")
    assert [hit.status for hit in trial.hits] == ["open", "kept", "removed", "removed"]
    assert try_rule("tag-entry").hits == ()


def test_trying_writes_nothing(articles):
    before, events = everything(), Event.objects.count()
    try_phrase(PHRASE)
    try_rule("glued-prefix")
    assert (everything(), Event.objects.count()) == (before, events)


def test_queries_grow_with_chunks_only(articles, django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(2):
        try_phrase(PHRASE)
    monkeypatch.setattr(trying, "CHUNK", 2)
    with django_assert_num_queries(1 + 3):
        try_phrase(PHRASE)


def test_finding_of_a_later_text_is_matched_by_its_words(reporter):
    from articles.actions.screening import add_finding

    article = factories.imported(by=reporter)
    decide_finding(Finding.objects.get(), "remove", by=reporter)
    apply_removals(article, by=reporter)
    start = article.revision.text.index("Petra Lind")
    marked = add_finding(article, start=start, end=start + 10, reason="A test.", revision=2, by=reporter)
    decide_finding(marked, "keep", by=reporter)
    assert [hit.status for hit in try_phrase("petra lind").hits] == ["kept"]


@pytest.mark.parametrize(
    ("name", "value", "looked", "cut"),
    [
        ("SECONDS", 0.0, 1, "after 0 seconds"),
        ("MOST_HITS", 2, 3, "after 2 hits"),
        ("MOST_ARTICLES", 3, 3, "after 3 articles"),
    ],
)
def test_what_is_cut_is_told(articles, monkeypatch, name, value, looked, cut):
    monkeypatch.setattr(trying, name, value)
    trial = try_phrase(PHRASE)
    assert (trial.looked, trial.cut) == (looked, cut)
    assert len(trial.hits) <= 3


@pytest.mark.parametrize("phrase", ["", "x", "x" * 101, "a\0b"])
def test_what_cannot_be_a_rule_is_not_tried(phrase):
    with pytest.raises(Refused):
        try_phrase(phrase)
