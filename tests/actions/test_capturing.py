"""Kept copies: uploaded or fetched, read, and searched for the quotes that are cited from them."""

import hashlib
import subprocess

import pytest

from articles.actions import capturing
from articles.actions.capturing import add_snapshot, capture
from articles.actions.citing import add_source, cite
from articles.actions.fetching import fetch
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Citation, Snapshot
from articles.outgoing import RULES, Answer
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale
from tests.text.test_readable import pdf

pytestmark = pytest.mark.django_db
URL = "https://port.example/report"
PAGE = "<p>The port has 4,200 solar panels.</p><p>Its diesel use fell by “38 percent”.</p>"


@pytest.fixture
def source(reporter):
    return add_source(by=reporter, name="Port", kind="webpage", url=URL)


@pytest.fixture
def claim(reporter):
    return factories.claims_of(factories.imported(by=reporter))[0]


def upload(source, words: str, by, kind: str = "text/plain") -> Snapshot:
    return add_snapshot(source, data=words.encode(), file_name="copy.txt", content_type=kind, by=by)


def state(citation: Citation) -> tuple[str, str]:
    """The state of its quote, and the words where it was found."""
    row = stale(citation)
    words = row.found_in.text[row.found_start : row.found_end] if row.found_in else ""
    return row.quote_state, words


def test_a_fetched_copy_is_kept_with_its_words_and_one_event(source, colleague, web):
    web[URL] = Answer(f"{URL}?v=2", 200, "text/html; charset=utf-8", PAGE.encode())
    number = last_event()
    kept = stale(capture(source, by=colleague))
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    assert (kept.status, kept.url, kept.content_type) == (
        "captured",
        f"{URL}?v=2",
        "text/html; charset=utf-8",
    )
    assert (bytes(kept.content), kept.size, kept.digest) == (PAGE.encode(), len(PAGE.encode()), digest)
    assert kept.text == "The port has 4,200 solar panels.\nIts diesel use fell by “38 percent”."
    assert (kept.captured_by, kept.file_name, kept.note) == (colleague, "", "")
    after = {"digest": digest, "size": kept.size, "url": f"{URL}?v=2"}
    assert events_since(number) == [("capture", "colin", {}, after)]


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (None, "No connection to it can be made."),
        (Answer(URL, 404, "text/html", b"no"), "It answers with status 404."),
        (Answer(URL, 200, "text/html", b""), "It answers with nothing."),
        (Refused("Port 22 is not fetched from."), "Port 22 is not fetched from."),
    ],
)
def test_what_could_not_be_fetched_is_on_record(source, reporter, web, answer, note):
    if answer is not None:
        web[URL] = answer
    number = last_event()
    kept = stale(capture(source, by=reporter))
    assert (kept.status, kept.note, kept.size, kept.digest, kept.url) == ("failed", note, 0, "", URL)
    assert events_since(number) == [("capture_failed", "rita", {}, {})]


def test_nothing_is_fetched_while_the_door_is_shut(source, reporter, settings):
    settings.OUTGOING_REQUESTS = False
    with refused(Refused, "fetches nothing from other servers"):
        capture(source, by=reporter)
    with pytest.raises(Refused, match="fetches nothing"):
        fetch(URL)


def test_the_door_keeps_its_rules(monkeypatch, settings):
    """Whatever the settings say, only the name of the sender is ours to change."""
    settings.OUTGOING_REQUESTS, settings.SITE_NAME, settings.SITE_URL = True, "Zeitung", "https://z.example"
    given = []
    monkeypatch.setattr("articles.outgoing.door.fetch", lambda url, *, rules: given.append(rules))
    fetch(URL)
    assert given[0].agent == "Zeitung (+https://z.example)"
    fields = [name for name in RULES.__slots__ if name != "agent"]
    assert [getattr(given[0], name) for name in fields] == [getattr(RULES, name) for name in fields]


def test_a_source_without_address_is_not_fetched(reporter, web):
    source = add_source(by=reporter, name="Anna Lind", kind="person")
    with refused(Refused, "has no address"):
        capture(source, by=reporter)


def test_only_who_may_fetches(source, outsider, web):
    with refused(NotAllowed, "You may not edit sources"):
        capture(source, by=outsider)


def test_a_quote_is_looked_up_when_it_is_cited_and_when_a_copy_is_kept(source, claim, reporter):
    early = cite(claim, source, stance="supports", quote="4,200 solar panels", by=reporter)
    wrong = cite(claim, source, stance="supports", quote="200 solar panels", locator="2", by=reporter)
    bare = cite(claim, source, stance="context", locator="3", by=reporter)
    assert [state(one) for one in (early, wrong, bare)] == [
        ("not_captured", ""),
        ("not_captured", ""),
        ("", ""),
    ]
    number = last_event()
    upload(source, PAGE, reporter, "text/html")
    assert [state(one) for one in (early, wrong, bare)] == [
        ("found", "4,200 solar panels"),
        ("not_found", ""),
        ("", ""),
    ]
    assert events_since(number)[0][3]["quotes"] == "1 of 2 found"
    late = cite(claim, source, stance="supports", quote='by "38 percent".', locator="4", by=reporter)
    assert state(late) == ("found", "by “38 percent”.")
    never = cite(claim, source, stance="supports", quote="39 percent", locator="5", by=reporter)
    assert state(never) == ("not_found", "")


def test_a_newer_copy_says_more_and_takes_nothing_away(source, claim, reporter):
    citation = cite(claim, source, stance="supports", quote="4,200 solar panels", by=reporter)
    add_snapshot(source, data=b"\x89PNG\r\n\x1a\n", file_name="a.png", content_type="image/png", by=reporter)
    assert state(citation) == ("no_text", "")
    upload(source, "Nothing of the kind.", reporter)
    assert state(citation) == ("not_found", "")
    add_snapshot(source, data=b"\x89PNG\r\n\x1a\n", file_name="b.png", content_type="image/png", by=reporter)
    assert state(citation) == ("not_found", "")
    first = upload(source, "It has 4,200 solar panels.", reporter)
    assert (state(citation)[0], stale(citation).found_in) == ("found", first)
    upload(source, "It has 5,000 solar panels.", reporter)
    assert (state(citation)[0], stale(citation).found_in) == ("found", first)
    second = upload(source, "Now: 4,200 solar panels.", reporter)
    assert stale(citation).found_in == second
    again = cite(claim, source, stance="supports", quote="5,000", locator="2", by=reporter)
    assert state(again) == ("found", "5,000")


def test_the_words_around_a_quote_come_with_it(source, claim, reporter, django_assert_num_queries):
    upload(source, f"{'a' * 200}\n🎉 It has 4,200 panels.", reporter)
    upload(source, "First 38 percent" + " b" * 200, reporter)
    cite(claim, source, stance="supports", quote="4,200 panels", by=reporter)
    cite(claim, source, stance="supports", quote="First 38 percent", locator="2", by=reporter)
    cite(claim, source, stance="supports", quote="never", locator="3", by=reporter)
    with django_assert_num_queries(1):
        rows = [(row.source.name, row.before, row.after) for row in Citation.objects.for_display()]
    assert rows == [
        ("Port", f"{'a' * 70}\n🎉 It has ", "."),
        ("Port", "", " b" * 40),
        ("Port", None, None),
    ]


def test_a_pdf_is_read_in_a_process_of_its_own(source, claim, reporter, monkeypatch):
    citation = cite(claim, source, stance="supports", quote="4,200 panels", by=reporter)
    add_snapshot(
        source, data=pdf("The port has 4,200 panels."), file_name="r.pdf", content_type="", by=reporter
    )
    assert state(citation) == ("found", "4,200 panels")

    def hangs(*args, **kwargs):
        raise subprocess.TimeoutExpired("readable", 30)

    monkeypatch.setattr(capturing.subprocess, "run", hangs)
    kept = add_snapshot(source, data=pdf("x"), file_name="r.pdf", content_type="", by=reporter)
    assert (kept.text, kept.note) == ("", "Reading the PDF took longer than 30 seconds and was stopped.")


def test_why_a_copy_has_no_words_is_said(source, reporter):
    deep = b"<html>" + b"<div>" * 300
    kept = add_snapshot(source, data=deep, file_name="d.html", content_type="text/html", by=reporter)
    assert kept.note.startswith("The HTML is nested deeper")
    kept = add_snapshot(source, data=b"\x89PNG", file_name="a.png", content_type="image/png", by=reporter)
    assert (kept.note, kept.text) == (capturing.NO_WORDS, "")


def test_a_citation_made_while_a_copy_was_read_is_looked_up_too(source, claim, reporter, monkeypatch):
    real, rounds = capturing.look_up_all, []

    def slow(rows, text):
        if not rounds:
            rounds.append(cite(claim, source, stance="supports", quote="4,200", by=reporter))
        return real(rows, text)

    monkeypatch.setattr(capturing, "look_up_all", slow)
    upload(source, "It has 4,200.", reporter)
    assert (state(rounds[0]), Snapshot.objects.count()) == (("found", "4,200"), 1)


def test_a_copy_kept_while_a_quote_was_looked_up_is_a_conflict(source, claim, reporter, monkeypatch):
    def slow(source, quote):
        upload(source, "It has 4,200.", reporter)
        return {"quote_state": "not_captured"}

    monkeypatch.setattr("articles.actions.citing.look_up", slow)
    with pytest.raises(Conflict, match="kept another copy"):
        cite(claim, source, stance="supports", quote="4,200", by=reporter)
    assert not Citation.objects.exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/", "http://[::1]/", "http://169.254.169.254/latest/"])
def test_a_source_at_an_inner_address_is_never_dialled(reporter, settings, url):
    """Through the real door: the check needs no network, and nothing is connected to."""
    settings.OUTGOING_REQUESTS = True
    kept = capture(add_source(by=reporter, name="Inner", kind="webpage", url=url), by=reporter)
    assert (kept.status, "Only public addresses are fetched from." in kept.note) == ("failed", True)
