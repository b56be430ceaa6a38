"""Claims and sources in the admin."""

from datetime import date

import pytest
from django.urls import reverse

from articles.actions.citing import add_source, edit_source
from articles.actions.claiming import edit_claim, withdraw_claim
from articles.actions.reviewing import submit_claim
from articles.enums import ClaimStatus
from articles.models import Claim, Event, Source
from tests import factories
from tests.admin.posts import as_sent, errors, fields_of, form_at, send

ADD_SOURCE = "/admin/articles/source/add/"


def change(row) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def claim(reporter) -> Claim:
    return factories.claims_of(factories.submitted(by=reporter))[0]


@pytest.fixture
def source(reporter) -> Source:
    return add_source(by=reporter, name="Port log", kind="document", url="https://port.example/log")


def test_editing_a_claim_ends_its_round(client, claim, editor):
    assert claim.status == ClaimStatus.WAITING
    send(
        client,
        change(claim),
        text="Other words.",
        claimant="Petra Lind",
        said_on="2026-03-01",
        tag_names="Port",
    )
    claim.refresh_from_db()
    assert (claim.text, claim.claimant, claim.said_on, claim.status, claim.written_by) == (
        "Other words.", "Petra Lind", date(2026, 3, 1), ClaimStatus.ACCEPTED, editor,
    )  # fmt: skip
    assert [item.tag.name for item in claim.tagged.all()] == ["Port"]
    event = Event.objects.get(action="void")
    assert (event.actor, event.article) == (editor, claim.appearances.first().revision.article)


def test_tagging_a_claim_leaves_its_round(client, claim, reporter):
    withdraw_claim(claim, by=reporter, reason="To mend it.")
    Claim.objects.filter(pk=claim.pk).update(text="Two\nlines  of it", digest="0" * 64)
    claim.refresh_from_db()
    submit_claim(claim, by=reporter)
    send(client, change(claim), tag_names="Port")
    claim.refresh_from_db()
    assert (claim.text, claim.status) == ("Two\nlines  of it", ClaimStatus.WAITING)


def test_claim_corrected_meanwhile_is_a_conflict(client, claim, reporter):
    data = form_at(client, change(claim)) | {"text": "Mine."}
    edit_claim(claim, text="Theirs.", claimant="", said_on=None, seen=claim.digest, by=reporter)
    answer = client.post(change(claim), as_sent(data))
    assert errors(answer) == {
        "__all__": ["Somebody else corrected this claim in the meantime. Look at their words first."]
    }
    assert "Mine." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.text == "Theirs."


def test_claim_of_a_forged_form_keeps_what_the_workflow_owns(client, claim):
    before = Claim.objects.filter(pk=claim.pk).values().get()
    send(client, change(claim), status="decided", verdict="supported", round="9", written_by="")
    assert Claim.objects.filter(pk=claim.pk).values().get() == before


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": "x" * 2001}, "text", "at most 2000 characters"),
        ({"text": " "}, "text", "required"),
        ({"claimant": "x" * 201}, "claimant", "at most 200 characters"),
        ({"said_on": "yesterday"}, "said_on", "Enter a valid date."),
        ({"text": "a\0b"}, "text", "Null characters"),
    ],
)
def test_bad_claim_is_an_error_of_the_form(client, claim, changes, field, words):
    answer = send(client, change(claim), **changes)
    assert list(errors(answer)) == [field]
    assert words in errors(answer)[field][0]


def test_adding_a_source(client, editor):
    words = {"name": "Port log", "kind": "document", "url": "port.example/log", "rank": "primary"}
    send(client, ADD_SOURCE, **words, reliability="high", reliability_note="Kept daily.", tag_names="Port")
    source = Source.objects.get()
    assert (source.name, source.url, source.rank, source.reliability_note, source.created_by) == (
        "Port log", "https://port.example/log", "primary", "Kept daily.", editor,
    )  # fmt: skip
    assert [item.tag.name for item in source.tagged.all()] == ["Port"]
    assert [event.action for event in Event.objects.order_by("number")] == ["add", "tag"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"url": "ftp://port.example/"}, "url", "starts with http:// or https://"),
        ({"url": "javascript:alert(1)"}, "url", "Enter a valid URL."),
        ({"url": "https://port.example/log"}, "url", "“Port log” has this address already; cite that one."),
        ({"reliability": "high"}, "__all__", "Say why the source is rated so."),
        ({"name": "x" * 201}, "name", "at most 200 characters"),
        ({"kind": "rumour"}, "kind", "Select a valid choice."),
    ],
)
def test_bad_source_is_an_error_of_the_form(client, source, changes, field, words):
    answer = client.post(
        ADD_SOURCE, {"name": "New", "kind": "document", "rank": "primary", "reliability": "unrated"} | changes
    )
    assert list(errors(answer)) == [field]
    assert words in errors(answer)[field][0]
    assert Source.objects.count() == 1


def test_editing_a_source_changes_what_was_changed(client, source, reporter):
    data = form_at(client, change(source)) | {"note": "Two\nlines"}
    edit_source(source, by=reporter, name="Harbour log")
    assert client.post(change(source), as_sent(data)).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.note) == ("Harbour log", "Two\r\nlines")
    before = Event.objects.count()
    assert send(client, change(source)).status_code == 302
    assert Event.objects.count() == before


def test_source_field_that_somebody_else_changed_is_told(client, source, reporter):
    data = form_at(client, change(source)) | {"name": "Mine"}
    edit_source(source, by=reporter, name="Theirs")
    answer = client.post(change(source), data)
    assert "Somebody else changed this to “Theirs”" in errors(answer)["name"][0]
    assert client.post(change(source), fields_of(answer.context["adminform"].form)).status_code == 302
    source.refresh_from_db()
    assert source.name == "Mine"
