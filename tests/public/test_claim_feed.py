"""The feed of claim reviews, and the check of all that is stored."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Page
from articles.public import claim_feed, markup_problems
from articles.public.stored_reviews import check_stored_reviews
from tests.public.browse import html_of, jsonld_of
from tests.public.records import claim, put_live, record, take_off

pytestmark = pytest.mark.django_db
POWER, ROOFS = "delivered 21 gigawatt hours", "covered 61 roofs"
BASE = "http://localhost:8000"


def feed() -> dict:
    return json.loads(html_of("/claims/feed.json"))


def reviews() -> list[str]:
    return [item["item"]["url"].removeprefix(BASE) for item in feed()["dataFeedElement"]]


def test_feed_holds_what_the_pages_hold_newest_decision_first():
    put_live(
        record(1, claims=[claim(POWER, id=7), claim(ROOFS, id=8, decided_at="2026-11-22T09:00:00+00:00")])
    )
    put_live(record(2, claims=[claim(POWER, id=7, decided_at="2026-11-21T09:00:00+00:00", verdict="mixed")]))
    found = feed()
    assert (found["@context"], found["@type"], found["url"]) == (
        "https://schema.org",
        "DataFeed",
        f"{BASE}/claims/feed.json",
    )
    assert found["dateModified"] == "2026-11-22T09:00:00+00:00"
    assert [(item["@type"], item["dateModified"]) for item in found["dataFeedElement"]] == [
        ("DataFeedItem", "2026-11-22T09:00:00+00:00"),
        ("DataFeedItem", "2026-11-21T09:00:00+00:00"),
    ]
    for path, item in zip(("/claims/8/", "/claims/7/"), found["dataFeedElement"], strict=True):
        assert {"@context": "https://schema.org"} | item["item"] == jsonld_of(html_of(path))
    assert Page.objects.get(pk="/claims/feed.json").content_type == "application/ld+json"
    assert 'href="/claims/feed.json"' in html_of("/")
    assert list(check_stored_reviews()) == [("/claims/7/", []), ("/claims/8/", []), ("/claims/feed.json", [])]


@pytest.mark.parametrize("kind", ["retraction", "unpublished"])
def test_feed_drops_what_goes_off_and_is_empty_then(kind):
    put_live(record(1))
    put_live(record(2))
    take_off(1, kind)
    assert reviews() == ["/claims/22/", "/claims/21/"]
    take_off(2, kind)
    assert reviews() == []
    assert "dateModified" not in feed()


def test_feed_is_bounded(monkeypatch):
    monkeypatch.setattr(claim_feed, "IN_FEED", 3)
    monkeypatch.setattr("articles.public.live.LATEST", 2)
    for number in range(1, 5):
        put_live(record(number, published_at=f"2026-11-2{number}T12:00:00+00:00"))
    assert reviews() == ["/claims/42/", "/claims/41/", "/claims/32/"]


BAD = claim(POWER, id=7, text=POWER, label="Delivered 21 gigawatt hours", verdict="mixed")
SAYS = (
    "claimReviewed says the rating “Delivered 21 gigawatt hours” beside the claim; it holds the claim alone."
)


def test_markup_that_breaks_a_rule_is_left_out_and_told(capsys):
    bad = BAD | {"text": "Delivered 21 gigawatt hours: yes"}
    found = record(1, claims=[bad, claim(ROOFS, id=8)])
    put_live(found)
    assert markup_problems(found) == {7: [SAYS]}
    assert '<script type="application/ld+json">' not in html_of("/claims/7/")
    assert reviews() == ["/claims/8/"]
    with pytest.raises(CommandError, match="1 of 3 pages break a rule"):
        call_command("check_claim_reviews")
    assert capsys.readouterr().out == f"/claims/7/: It has no ClaimReview: {SAYS}\n"


def test_command_finds_what_was_changed_afterwards(capsys):
    put_live(record(1, claims=[claim(POWER, id=7)]))
    call_command("check_claim_reviews")
    assert capsys.readouterr().out == "2 pages: all keep the rules.\n"
    page = Page.objects.get(pk="/claims/7/")
    body = bytes(page.body).replace(b'"ratingValue":5', b'"ratingValue":9')
    Page.objects.filter(pk="/claims/7/").update(body=body)
    with pytest.raises(CommandError, match="2 of 2 pages break a rule"):
        call_command("check_claim_reviews")
    assert capsys.readouterr().out == (
        "/claims/7/: ratingValue 9 is not between 1 and 5.\n"
        f"/claims/feed.json: {BASE}/claims/7/ says something else on its page.\n"
    )
