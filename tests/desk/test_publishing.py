"""The way out, by hand: submit, publish, correct, schedule, unpublish, retract, a new address."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.reviewing import reopen_claim
from articles.models import Correction, Edition, Page
from tests import factories


def url(name, article):
    return reverse(f"desk:{name}", args=[article.slug])


@pytest.fixture
def ready(reporter, reviewer):
    return factories.decided(by=reporter, reviewer=reviewer)


@pytest.fixture
def live(reporter, reviewer, editor):
    return factories.published(by=reporter, reviewer=reviewer, editor=editor)


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


def test_submit_says_what_is_open_and_then_goes(client_for, reporter):
    article = factories.cleaned(by=reporter)
    client = client_for(reporter)
    response = client.post(url("submit", article), follow=True)
    assert response.context["article"].status == "draft"
    assert [check["url"] for check in response.context["checks"] if not check["line"].ok] == [
        url("article-claims", article)
    ]
    client.post(url("accept-claims", article), {"all": "yes"})
    response = client.post(url("submit", article), follow=True)
    assert response.context["article"].status == "in_review"
    assert [count["value"] for count in response.context["counts"]] == ["waiting"]


def test_send_back_and_reopen_need_a_reason(client, reporter, live):
    article = factories.submitted(by=reporter)
    assert client.post(url("send-back", article), {"reason": " "}).status_code == 400
    client.post(url("send-back", article), {"reason": "The second part is missing."})
    client.post(url("reopen", live), {"reason": "News came in."})
    assert [factories.reread(one).status for one in (article, live)] == ["draft", "draft"]


def test_publish_page_lists_every_line_with_where_it_is_mended(client, reporter):
    article = factories.imported(by=reporter)
    checks = client.get(url("publish", article)).context["checks"]
    open_lines = {check["line"].key: check["url"] for check in checks if not check["line"].ok}
    assert open_lines == {
        "findings": url("clean", article),
        "proposals": url("article-claims", article),
        "submitted": url("article", article),
    }


def test_publish_makes_the_public_page(client, ready):
    client.post(url("publish", ready), {"seen": ready.revision.number})
    assert factories.reread(ready).status == "published"
    assert Page.objects.get(path=ready.get_absolute_url()).status == 200


def test_publish_of_a_text_that_changed_since_is_a_conflict(client, ready):
    response = client.post(url("publish", ready), {"seen": 1})
    assert (response.status_code, factories.reread(ready).status) == (409, "in_review")


def test_submitter_gets_the_reason_and_no_edition(client_for, editor, reviewer):
    article = factories.decided(by=editor, reviewer=reviewer)
    client = client_for(editor)
    lines = {
        check["line"].key: check["line"].ok for check in client.get(url("publish", article)).context["checks"]
    }
    assert lines["publisher"] is False
    assert client.post(url("publish", article), {"seen": article.revision.number}).status_code == 403
    assert not Edition.objects.exists()


def test_preview_shows_readers_page_and_writes_nothing(client, ready):
    before = Page.objects.count()
    response = client.get(url("preview", ready))
    assert "What changed" in response.content.decode()
    assert "上海" not in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert (Page.objects.count(), Edition.objects.count()) == (before, 0)


def test_second_edition_needs_a_public_note(client, live, reviewer):
    claim = factories.claims_of(live)[0]
    reopen_claim(claim, by=factories.person("editor"), reason="New figures.")
    factories.judge(claim, by=reviewer, verdict="refuted", rationale="The report was wrong.")
    fields = {"seen": live.revision.number}
    response = client.post(url("publish", live), fields | {"note": "The figure is wrong."})
    assert response.status_code == 400
    assert response.context["forms"]["publish"]["note"].value() == "The figure is wrong."
    assert client.post(url("publish", live), fields | {"kind": "retraction", "note": "x"}).status_code == 400
    client.post(url("publish", live), fields | {"kind": "correction", "note": "The figure is wrong."})
    assert factories.reread(live).live_edition.number == 2
    assert Correction.objects.get().note == "The figure is wrong."


def test_publishing_what_did_not_change_is_refused(client, live):
    fields = {"seen": live.revision.number, "kind": "update", "note": "Nothing."}
    response = client.post(url("publish", live), fields)
    assert response.status_code == 400
    assert "Nothing has changed" in response.context["forms"]["publish"].non_field_errors()[0]


def test_schedule_sets_and_clears_the_time(client, ready, editor):
    at = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    client.post(url("schedule", ready), {"at": f"{at:%Y-%m-%dT%H:%M}"})
    found = factories.reread(ready)
    assert (found.publish_at, found.scheduled_by) == (at, editor)
    client.post(url("schedule", ready), {"clear": "yes"})
    assert factories.reread(ready).publish_at is None


@pytest.mark.parametrize("at", ["", "soon", "2001-01-01T10:00", "9999999-01-01T10:00"])
def test_schedule_refuses_what_is_no_later_time(client, ready, at):
    response = client.post(url("schedule", ready), {"at": at})
    assert (response.status_code, factories.reread(ready).publish_at) == (400, None)
    assert response.context["forms"]["schedule"].errors


def test_unpublish_needs_a_reason_and_takes_the_page_off(client, live):
    assert client.post(url("unpublish", live), {"reason": ""}).status_code == 400
    client.post(url("unpublish", live), {"reason": "Asked to."})
    assert factories.reread(live).status == "unpublished"
    assert Page.objects.get(path=live.get_absolute_url()).status == 410


def test_retract_needs_the_tick_and_keeps_the_note_in_the_form(client, live):
    response = client.post(url("retract", live), {"note": "It was wrong."})
    assert response.status_code == 400
    assert response.context["forms"]["retract"]["note"].value() == "It was wrong."
    client.post(url("retract", live), {"note": "It was wrong.", "sure": "on"})
    assert factories.reread(live).status == "retracted"
    page = Page.objects.get(path=live.get_absolute_url())
    assert (page.status, b"It was wrong." in bytes(page.body)) == (410, True)


def test_new_address_moves_the_page_and_a_taken_one_is_refused(client, live, reporter):
    other = factories.imported(by=reporter)
    response = client.post(url("slug", live), {"slug": other.slug})
    assert response.status_code == 400
    assert "is free" in response.context["forms"]["slug"].non_field_errors()[0]
    client.post(url("slug", live), {"slug": "sun-on-the-port"})
    assert factories.reread(live).slug == "sun-on-the-port"
    assert Page.objects.get(path=live.get_absolute_url()).location == "/articles/sun-on-the-port/"


@pytest.mark.parametrize("slug", ["", "a/b", "A b", "🌞", "x" * 81, "..", "a\0b"])
def test_address_that_cannot_be_is_refused(client, live, slug):
    assert client.post(url("slug", live), {"slug": slug}).status_code == 400
    assert factories.reread(live).slug == live.slug
