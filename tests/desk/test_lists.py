"""The lists as a file at the desk: out, in again, bad lines, a file that is none."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.actions.rules import put_in_force
from articles.desk import forms_rules, lists
from articles.models import Event, Fragment

URL = "/desk/memory/file/"
LINE = {"kind": "fragment", "text": "casino  bonus", "category": "gambling", "decision": "removed"}


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


def send(client, *lines, name="lists.jsonl"):
    raw = b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines)
    return client.post(URL, {"file": SimpleUploadedFile(name, raw)}, follow=True)


def test_file_goes_out_and_in_again(client, client_for, reviewer, editor):
    Fragment.objects.create(key="casino", text="Casino «été» ", category="gambling", decision="kept")
    put_in_force(phrase="Rub the lamp", category="other", note="", by=editor)
    page = client_for(reviewer).get(URL)
    assert "1 remembered fragment, 1 version of rules" in page.text
    assert 'type="file"' not in page.text
    response = client_for(reviewer).get(reverse("desk:export-lists"))
    raw = response.getvalue()
    assert response.headers["Content-Type"] == "application/jsonl; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="newsroom-lists-20')
    assert [json.loads(line)["kind"] for line in raw.splitlines()] == ["fragment", "rule"]
    Fragment.objects.all().delete()
    assert "1 taken over, 1 here already, 0 bad." in send(client, raw).text
    assert Fragment.objects.get().text == "Casino «été» "
    assert Event.objects.order_by("-number").first().actor == editor
    assert "0 taken over, 2 here already, 0 bad." in send(client, raw).text


def test_bad_lines_are_told_and_the_rest_is_taken_over(client, monkeypatch):
    monkeypatch.setattr(lists, "MOST_SHOWN", 2)
    response = send(
        client, LINE, b"nonsense", b"[" * 90_000, LINE | {"text": "a\0b"}, LINE | {"text": "slot"}
    )
    assert response.status_code == 200
    assert "2 taken over, 0 here already, 3 bad." in response.text
    assert "Line 2: this is no JSON in UTF-8" in response.text
    assert "And 1 more." in response.text
    assert set(Fragment.objects.values_list("key", flat=True)) == {"casino  bonus", "slot"}
    response = send(client, b"\x89PNG\r\n", b"\xff\xfe{")
    assert (response.status_code, "0 taken over, 0 here already, 2 bad." in response.text) == (400, True)


def test_it_stops_in_time_and_says_how_to_go_on(client, monkeypatch):
    monkeypatch.setattr(lists, "SECONDS", -1.0)
    response = send(client, LINE, LINE | {"text": "slot"})
    assert "it stopped after line 1" in response.text
    monkeypatch.undo()
    send(client, LINE, LINE | {"text": "slot"})
    assert Fragment.objects.count() == 2


def test_file_that_cannot_be_taken_is_told(client, monkeypatch):
    assert "Choose a file." in client.post(URL).text
    assert "The file is empty." in send(client, b"").text
    monkeypatch.setattr(forms_rules, "LISTS_BYTES", 10)
    response = send(client, LINE)
    assert (response.status_code, "MB are the most" in response.text) == (400, True)
    assert not Fragment.objects.exists()


def test_pages_about_rules_lead_to_it(client):
    for name in ("memory", "rules"):
        assert f'href="{URL}"' in client.get(reverse(f"desk:{name}")).text


def test_only_editors_bring_a_file_in(client_for, reporter, reviewer):
    for person in (reporter, reviewer):
        assert send(client_for(person), LINE).status_code == 403
    assert send(client_for(), LINE).redirect_chain[0][0].startswith(reverse("desk:login"))
    assert not Fragment.objects.exists()
