"""Edits by hand: the text, and the words about an article."""

import pytest

from articles.actions.editing import edit_details, edit_text, with_own_breaks
from articles.actions.publishing import retract
from articles.errors import Conflict, NotAllowed, Refused
from tests import factories
from tests.actions.common import check_ledger, events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
TEXT = "The port of Lindau\n\nRed cranes burned oil for a hundred years.\n\nThen the boats came.\n"


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter, text=TEXT)


def test_edit_is_a_new_revision_with_its_changes(article, reporter, colleague):
    number = last_event()
    text = TEXT.replace("Red", "Green").replace("boats", "ferry")
    revision = edit_text(article, text=text, based_on=1, by=colleague, note=" Colours. ")
    assert (revision.number, revision.kind, revision.text, revision.note) == (2, "edited", text, "Colours.")
    assert revision.based_on.number == 1
    assert revision.changes == [
        {"start": 20, "end": 23, "text": "Green"},
        {"start": TEXT.index("boats"), "end": TEXT.index("boats") + 5, "text": "ferry"},
    ]
    check_ledger(factories.reread(article))
    before = {"revision": 1, "digest": article.digest}
    after = {"revision": 2, "digest": revision.digest, "changes": 2}
    assert events_since(number) == [("edited", "colin", before, after)]


def test_headline_follows_the_title_until_somebody_writes_one(article, reporter):
    edit_text(article, text=TEXT.replace("Lindau", "Bregenz"), based_on=1, by=reporter)
    assert stale(article).headline == "The port of Bregenz"
    edit_details(article, by=reporter, headline="Our port")
    edit_text(article, text=TEXT, based_on=2, by=reporter)
    assert stale(article).headline == "Our port"
    assert article.headline == "Our port"


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_line_breaks_of_a_browser_change_nothing(breaks, reporter):
    raw = TEXT.replace("\n", breaks)
    article = factories.imported(by=reporter, text=raw)
    with refused(Refused, "Nothing has changed"):
        edit_text(article, text=TEXT.replace("\n", "\r\n"), based_on=1, by=reporter)
    revision = edit_text(
        article, text=TEXT.replace("Red", "Blue").replace("\n", "\r\n"), based_on=1, by=reporter
    )
    assert revision.text == raw.replace("Red", "Blue")


def test_mixed_line_breaks_stay_where_they_are():
    before = "a\r\nb\nc\r\nd\re"
    assert with_own_breaks(before, "a\r\nb\r\nnew\r\nc\r\nd\r\ne") == "a\r\nb\nnew\r\nc\r\nd\re"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT, "Nothing has changed"),
        ("", "empty"),
        (" \n ", "empty"),
        ("a\0b", "NUL"),
        ("half \ud800 a pair", "surrogate"),
        ("x" * 2_000_001, "2,000,001 characters"),
    ],
    ids=["same", "empty", "blank", "NUL", "surrogate", "too large"],
)
def test_bad_text_is_refused(text, words, article, reporter):
    with refused(Refused, words):
        edit_text(article, text=text, based_on=1, by=reporter)


def test_too_long_note_is_refused(article, reporter):
    with refused(Refused, "The note has at most 500 characters; this has 501"):
        edit_text(article, text=TEXT + "More.", based_on=1, by=reporter, note="x" * 501)


def test_edit_of_an_older_text_is_a_conflict(article, reporter, colleague):
    mine = factories.reread(article)
    edit_text(article, text=TEXT + "More.\n", based_on=1, by=colleague)
    with refused(Conflict, "Somebody saved a newer text"):
        edit_text(factories.reread(article), text=TEXT + "Else.\n", based_on=1, by=reporter)
    with refused(Conflict, "have changed in the meantime"):
        edit_text(mine, text=TEXT + "Else.\n", based_on=1, by=reporter)


def test_only_who_may_edits(article, reviewer, outsider):
    for person in (reviewer, outsider):
        with refused(NotAllowed, "You may not edit articles"):
            edit_text(article, text=TEXT + "More.", based_on=1, by=person)
        with refused(NotAllowed, "You may not edit articles"):
            edit_details(article, by=person, headline="Mine")


def test_details_are_set_with_one_event(article, reporter):
    number = last_event()
    details = {"headline": " A  port\n", "summary": "About it.", "byline": "Rita", "language": "de"}
    assert edit_details(article, by=reporter, **details) == ["headline", "summary", "byline", "language"]
    now = stale(article)
    assert (now.headline, now.summary, now.byline, now.language) == ("A port", "About it.", "Rita", "de")
    assert events_since(number) == [
        (
            "edit",
            "rita",
            {"headline": "The port of Lindau", "summary": "", "byline": "", "language": "en"},
            {"headline": "A port", "summary": "About it.", "byline": "Rita", "language": "de"},
        )
    ]
    assert edit_details(article, by=reporter, **details) == []
    assert last_event() == number + 1


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"headline": "  "}, "needs a headline"),
        ({"headline": "x" * 301}, "The headline has at most 300 characters; this has 301"),
        ({"summary": "x" * 501}, "The summary has at most 500"),
        ({"byline": "x" * 201}, "The byline has at most 200"),
        ({"language": "x" * 13}, "The language has at most 12"),
        ({"language": "e"}, "two or three letters"),
        ({"language": 'en" x="'}, "two or three letters"),
        ({"headline": "a\0b"}, r"holds a character that cannot be stored \(number 2\)"),
        ({"byline": "\udc00"}, "cannot be stored"),
        ({"slug": "mine"}, r"\['slug'\] cannot be edited here"),
    ],
)
def test_bad_details_are_refused(details, words, article, reporter):
    with refused(Refused, words):
        edit_details(article, by=reporter, **details)


def test_detail_that_somebody_else_changed_is_a_conflict(article, reporter, colleague):
    seen = {"headline": article.headline, "summary": ""}
    edit_details(stale(article), by=colleague, headline="Theirs")
    with refused(Conflict, "Somebody else changed the headline in the meantime, to “Theirs”"):
        edit_details(article, by=reporter, seen=seen, headline="Mine", summary="Words.")
    assert edit_details(article, by=reporter, seen=seen, summary="Words.") == ["summary"]
    assert stale(article).headline == "Theirs"


def test_retracted_article_is_not_edited(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    mine = factories.reread(article)
    retract(article, by=editor, note="It does not hold.")
    for copy in (article, mine):
        with refused(Refused, "This article is retracted"):
            edit_text(copy, text=copy.revision.text + "More.", based_on=2, by=reporter)
        with refused(Refused, "This article is retracted"):
            edit_details(copy, by=reporter, headline="Back again")
