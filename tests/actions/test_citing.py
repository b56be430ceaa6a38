"""Sources, their kept copies, and what claims rest on."""

import hashlib

import pytest

from articles.actions.capturing import SNAPSHOT_BYTES, add_snapshot
from articles.actions.citing import add_source, cite, drop_citation, edit_source
from articles.actions.reviewing import reopen_claim
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Citation, Source
from tests import factories
from tests.actions.common import events_since, judge, last_event, refused, stale

pytestmark = pytest.mark.django_db
URL = "https://port.example/report"


@pytest.fixture
def source(reporter):
    return add_source(by=reporter, name=" Port of Lindau ", kind="organisation", url=URL, rank="primary")


@pytest.fixture
def claim(reporter):
    return factories.claims_of(factories.submitted(by=reporter))[0]


def test_source_is_stored_with_one_event(reporter, source):
    assert (source.name, source.slug, source.kind, source.rank) == (
        "Port of Lindau",
        "port-of-lindau",
        "organisation",
        "primary",
    )
    assert (source.url, source.created_by, source.reliability) == (URL, reporter, "unrated")
    after = {"name": "Port of Lindau", "kind": "organisation", "url": URL, "rank": "primary"}
    assert events_since(last_event() - 1) == [("add", "rita", {}, after)]


def test_address_that_is_known_gives_the_source_that_has_it(source, colleague):
    number = last_event()
    assert add_source(by=colleague, name="Other", kind="document", url=f" {URL} ") == source
    assert (Source.objects.count(), last_event()) == (1, number)


def test_sources_of_one_name_get_two_slugs(source, reporter):
    assert add_source(by=reporter, name="Port of Lindau", kind="document").slug == "port-of-lindau-2"
    assert add_source(by=reporter, name="Add", kind="document").slug == "add-2"
    assert add_source(by=reporter, name="🎉", kind="document").slug.startswith("source-")


BAD = [
    ({"name": " "}, "needs a name"),
    ({"name": "x" * 201}, "The name has at most 200"),
    ({"name": "a\0b"}, "cannot be stored"),
    ({"url": "javascript:alert(1)"}, "starts with http"),
    ({"url": "https://" + "x" * 1000}, "The url has at most 1,000"),
    ({"kind": "rumour"}, "'rumour' is not a kind"),
    ({"rank": "third"}, "'third' is not a rank"),
    ({"reliability": "high"}, "Say why the source is rated so"),
    ({"reliability": "high", "reliability_note": "x" * 501}, "The reliability note has at most 500"),
    ({"note": "x" * 2001}, "The note has at most 2,000"),
    ({"slug": "mine"}, r"\['slug'\] cannot be set"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_bad_sources_are_refused(fields, words, source, reporter):
    with refused(Refused, words):
        add_source(by=reporter, **{"name": "New", "kind": "document"} | fields)
    with refused(Refused, words):
        edit_source(source, by=reporter, **fields)


def test_source_is_changed_with_one_event(source, reviewer):
    number = last_event()
    changes = {"reliability": "high", "reliability_note": "It is theirs."}
    assert edit_source(source, by=reviewer, **changes, name="Port of Lindau") == list(changes)
    before = {"reliability": "unrated", "reliability_note": ""}
    assert events_since(number) == [("edit", "ravi", before, changes)]
    assert edit_source(source, by=reviewer, **changes) == []
    assert (stale(source).reliability, last_event()) == ("high", number + 1)


def test_address_of_another_source_is_refused(source, reporter):
    other = add_source(by=reporter, name="Other", kind="document")
    with refused(Refused, "Another source has this address already"):
        edit_source(other, by=reporter, url=URL)


def test_field_that_somebody_else_changed_is_a_conflict(source, reporter, colleague):
    mine = stale(source)
    edit_source(source, by=colleague, name="Theirs")
    with refused(Conflict, "Somebody else changed the name"):
        edit_source(mine, by=reporter, name="Mine")
    edit_source(mine, by=reporter, note="A note.")
    assert (stale(source).name, stale(source).note) == ("Theirs", "A note.")


def test_citation_with_one_event(claim, source, reviewer):
    number = last_event()
    said = {"stance": "supports", "quote": " 4,200\npanels ", "locator": "p. 4"}
    citation = cite(claim, source, **said, by=reviewer)
    assert (citation.quote, citation.locator, citation.created_by) == ("4,200 panels", "p. 4", reviewer)
    after = {"claim": claim.pk, "source": source.name} | said | {"quote": "4,200 panels"}
    assert events_since(number) == [("cite", "ravi", {}, after)]
    with refused(Refused, "cites that source already"):
        cite(claim, source, stance="refutes", locator=" p.  4 ", by=reviewer)
    cite(claim, source, stance="refutes", locator="p. 5", by=reviewer)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"stance": "likes"}, "'likes' is not a stance"),
        ({"quote": "x" * 2001}, "The quote has at most 2,000"),
        ({"locator": "x" * 201}, "has at most 200"),
        ({"quote": "\ud800"}, "cannot be stored"),
    ],
)
def test_bad_citations_are_refused(said, words, claim, source, reporter):
    with refused(Refused, words):
        cite(claim, source, **{"stance": "supports"} | said, by=reporter)


def test_only_who_may_cites(claim, source, outsider, reporter):
    citation = cite(claim, source, stance="context", by=reporter)
    for act in (
        lambda: cite(claim, source, stance="supports", locator="2", by=outsider),
        lambda: drop_citation(citation, by=outsider),
        lambda: add_source(by=outsider, name="New", kind="document"),
        lambda: edit_source(source, by=outsider, name="New"),
        lambda: add_snapshot(source, data=b"x", file_name="x", content_type="", by=outsider),
    ):
        with refused(NotAllowed, "You may not edit sources"):
            act()


def test_citation_is_dropped_once(claim, source, reporter, colleague):
    citation = cite(claim, source, stance="supports", by=reporter)
    mine, number = stale(citation), last_event()
    drop_citation(citation, by=colleague)
    before = {"claim": claim.pk, "source": source.name, "stance": "supports"}
    assert events_since(number) == [("drop_citation", "colin", before, {})]
    with refused(Conflict, "Somebody else took this citation away"):
        drop_citation(mine, by=reporter)


def test_citation_of_a_verdict_stays(claim, source, reporter, reviewer, editor):
    citation = cite(claim, source, stance="supports", by=reporter)
    factories.judge(claim, by=reviewer)
    with refused(Refused, "The claim is decided with this citation"):
        drop_citation(citation, by=reporter)
    reopen_claim(claim, reason="News.", by=editor)
    with refused(Refused, "A review rests on this citation"):
        drop_citation(citation, by=reporter)


def test_whether_a_citation_stays_does_not_tell_a_sealed_review(claim, source, reporter, reviewer):
    """Whatever was there when the first review came in stays until the round closes, used or not."""
    factories.wanting(claim, 2, by=reporter)
    citation = cite(claim, source, stance="supports", by=reporter)
    judge(claim, "unproven", by=reviewer)
    with refused(Refused, "A reviewer had this citation at hand"):
        drop_citation(citation, by=reporter)
    later = cite(claim, source, stance="supports", locator="later", by=reporter)
    drop_citation(later, by=reporter)
    assert list(Citation.objects.all()) == [citation]


def test_copy_is_kept_with_its_digest(source, reviewer):
    number = last_event()
    kept = add_snapshot(
        source, data=b"%PDF", file_name="report.pdf", content_type="application/pdf", by=reviewer
    )
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert (bytes(kept.content), kept.size, kept.digest, kept.status) == (b"%PDF", 4, digest, "captured")
    assert (kept.file_name, kept.content_type, kept.captured_by) == (
        "report.pdf",
        "application/pdf",
        reviewer,
    )
    assert events_since(number) == [("capture", "ravi", {}, {"digest": digest, "size": 4})]


def test_bad_copies_are_refused(source, reporter):
    with refused(Refused, "The file is empty"):
        add_snapshot(source, data=b"", file_name="x", content_type="", by=reporter)
    with refused(Refused, "10 MB are the most"):
        add_snapshot(source, data=b"x" * (SNAPSHOT_BYTES + 1), file_name="x", content_type="", by=reporter)
    with refused(Refused, "cannot be stored"):
        add_snapshot(source, data=b"x", file_name="a\0", content_type="", by=reporter)
