"""A person's own page: make a token, see its key once, revoke it."""

import pytest
from django.urls import reverse

from articles.actions.tokens import digest_of, make_token
from articles.models import Event, Token

URL = "/desk/account/"
pytestmark = pytest.mark.django_db


def test_key_is_shown_once(reporter, client_for):
    client = client_for(reporter)
    assert b"No tokens yet" in client.get(URL).content
    answer = client.post(URL, {"name": "wire", "days": "90"})
    key = answer.context["key"]
    assert key in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    token = Token.objects.get()
    assert (token.digest, token.person, token.name) == (digest_of(key), reporter, "wire")
    again = client.get(URL).content.decode()
    assert key not in again
    assert f"…{key[-4:]}" in again


@pytest.mark.parametrize(
    ("data", "words"),
    [({}, "This field is required."), ({"name": "x", "days": "9999"}, "Select a valid choice"), ({"name": "old", "days": "30"}, "of that name")],
)  # fmt: skip
def test_form_says_what_is_wrong(data, words, reporter, client_for):
    make_token(by=reporter, name="old", days=1)
    answer = client_for(reporter).post(URL, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Token.objects.count() == 1


def test_token_is_revoked_by_its_person_alone(reporter, colleague, client_for):
    token, _ = make_token(by=reporter, name="x", days=1)
    url = reverse("desk:revoke-token", args=[token.pk])
    before = Event.objects.count()
    assert client_for(colleague).post(url).status_code == 404
    assert client_for(reporter).get(url).status_code == 405
    assert Event.objects.count() == before
    assert client_for(reporter).post(url).headers["Location"] == URL
    assert b"No longer in force" in client_for(reporter).get(URL).content
    assert Event.objects.count() == before + 1


def test_nobody_sees_the_tokens_of_others(reporter, colleague, client_for):
    make_token(by=reporter, name="zephyr", days=1)
    assert b"zephyr" not in client_for(colleague).get(URL).content


def test_handbook_names_every_route(reporter, client_for):
    page = client_for(reporter).get("/desk/help/api/").content.decode()
    assert "/api/v1/articles/{slug}/findings/decide" in page
    assert "openapi.json" in page


def test_log_says_who_made_a_token(reporter, client_for):
    make_token(by=reporter, name="wire", days=1)
    page = client_for(reporter).get("/desk/log/").content.decode()
    assert "made a token" in page
    assert 'href="/desk/account/"' in page
