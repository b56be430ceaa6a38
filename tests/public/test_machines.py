"""What machines read: feeds, sitemaps, robots.txt, ClaimReview."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from articles.models import Page
from tests.public.browse import html_of, jsonld_of, words_of
from tests.public.records import claim, put_live, record, tag

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
BASE = "http://localhost:8000"


def xml_of(path: str) -> ElementTree.Element:
    return ElementTree.fromstring(html_of(path).encode())


def test_atom_feed_says_what_was_published_when():
    put_live(record(1, first_published_at="2026-11-21T10:00:00+00:00"))
    put_live(
        record(
            1,
            2,
            headline="Roofs & <sunlight>",
            published_at="2026-11-22T15:30:00+00:00",
            first_published_at="2026-11-21T10:00:00+00:00",
        )
    )
    feed = xml_of("/feeds/atom.xml")
    entry = feed.find(f"{ATOM}entry")
    assert {node.tag.removeprefix(ATOM): node.text for node in entry if node.text} == {
        "title": "Roofs & <sunlight>",
        "published": "2026-11-21T10:00:00+00:00",
        "updated": "2026-11-22T15:30:00+00:00",
        "id": "tag:localhost,2026-11-21:articles/1",
        "summary": "How much of what a port says about its roofs holds? Claims: 1 Supported, 1 Mixed.",
    }
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Mara Quist"
    assert entry.find(f"{ATOM}link").get("href") == f"{BASE}/articles/harbour-1/"
    assert [node.get("term") for node in entry.findall(f"{ATOM}category")] == ["Energy", "Ports"]
    assert feed.find(f"{ATOM}updated").text == "2026-11-22T15:30:00+00:00"
    assert feed.find(f"{ATOM}id").text == f"{BASE}/"
    assert {node.get("rel"): node.get("href") for node in feed.findall(f"{ATOM}link")} == {
        "alternate": f"{BASE}/",
        "self": f"{BASE}/feeds/atom.xml",
    }


def test_rss_feed_says_the_same():
    put_live(record(1, headline="Roofs & <sunlight>", first_published_at="2026-11-21T10:00:00+00:00"))
    item = xml_of("/feeds/rss.xml").find("channel/item")
    assert item.findtext("title") == "Roofs & <sunlight>"
    assert item.findtext("link") == f"{BASE}/articles/harbour-1/"
    assert (item.find("guid").text, item.find("guid").get("isPermaLink")) == (
        "tag:localhost,2026-11-21:articles/1",
        "false",
    )
    assert parsedate_to_datetime(item.findtext("pubDate")) == datetime.fromisoformat(
        "2026-11-21T10:00:00+00:00"
    )
    assert [node.text for node in item.findall("category")] == ["Energy", "Ports"]


@pytest.mark.parametrize("path", ["/feeds/atom.xml", "/feeds/rss.xml"])
def test_feed_has_a_style_sheet_and_a_type_that_browsers_show(path):
    put_live(record(summary='The port\'s <roofs> & "panels"'))
    page = Page.objects.get(pk=path)
    lines = bytes(page.body).decode().split("\n")
    assert lines[:2] == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<?xml-stylesheet type="text/css" href="/static/articles/css/feed.css"?>',
    ]
    assert 'The port\'s &amp;lt;roofs&amp;gt; &amp;amp; "panels" Claims: 1 Supported, 1 Mixed.' in lines[2]
    assert page.content_type == "text/xml; charset=utf-8"
    assert (Path(settings.BASE_DIR) / "articles/static/articles/css/feed.css").exists()


def test_id_of_an_entry_stays_when_the_address_changes():
    put_live(record(1))
    before = xml_of("/feeds/atom.xml").findtext(f"{ATOM}entry/{ATOM}id")
    put_live(record(1, 2, slug="elsewhere"))
    assert xml_of("/feeds/atom.xml").findtext(f"{ATOM}entry/{ATOM}id") == before


def test_sitemap_index_leads_to_every_article_claim_source_and_tag():
    put_live(record(1, first_published_at="2026-10-05T10:00:00+00:00"))
    put_live(record(2, slug="hafen-ä", tags=[tag("Ä & Ö", "ä-ö")]))
    maps = [node.text.removeprefix(BASE) for node in xml_of("/sitemap.xml").iter(f"{MAP}loc")]
    assert maps == [
        "/sitemaps/lists.xml", "/sitemaps/articles-1.xml", "/sitemaps/sources-1.xml", "/sitemaps/tags-1.xml",
    ]  # fmt: skip
    found = [node.text.removeprefix(BASE) for path in maps for node in xml_of(path).iter(f"{MAP}loc")]
    assert sorted(found) == sorted(
        [
            "/", "/archive/", "/corrections/", "/how-we-work/", "/objections/", "/sources/", "/tags/", "/archive/2026/10/", "/archive/2026/11/",
            "/sources/source-3/", "/tags/%C3%A4-%C3%B6/", "/tags/energy/", "/tags/ports/", "/tags/solar/",
            "/articles/harbour-1/", "/claims/11/", "/claims/12/", "/articles/hafen-%C3%A4/", "/claims/21/", "/claims/22/",
        ]
    )  # fmt: skip
    changed = {
        node.findtext(f"{MAP}loc"): node.findtext(f"{MAP}lastmod")
        for node in xml_of("/sitemaps/articles-1.xml")
    }
    assert changed[f"{BASE}/articles/hafen-%C3%A4/"] == "2026-11-22T11:00:00+00:00"


def test_news_sitemap_names_publication_language_date_and_title():
    put_live(record(2, language="zh", headline="海港 & 屋顶"))
    news = xml_of("/news-sitemap.xml").find(f"{MAP}url/{NEWS}news")
    assert {node.tag.removeprefix(NEWS): node.text for node in news.iter() if node.text} == {
        "name": "Newsroom",
        "language": "zh",
        "publication_date": "2026-11-22T10:00:00+00:00",
        "title": "海港 & 屋顶",
    }


def test_robots_names_the_sitemaps():
    put_live(record())
    lines = html_of("/robots.txt").splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "Disallow: /desk/",
        "Disallow: /search/",
        "",
        f"Sitemap: {BASE}/sitemap.xml",
        f"Sitemap: {BASE}/news-sitemap.xml",
    ]


RATINGS = {"supported": 5, "mixed": 3, "refuted": 1, "unproven": None, "not_checkable": None}


@pytest.mark.parametrize("verdict", RATINGS)
def test_claim_review_keeps_the_rules_and_says_what_is_seen(verdict):
    put_live(record(claims=[claim("delivered 21 gigawatt hours", id=7, verdict=verdict)]))
    data, words = jsonld_of(html_of("/claims/7/")), words_of(html_of("/claims/7/"))
    rating = data["reviewRating"]
    assert data["@type"] == "ClaimReview"
    assert data["url"] == f"{BASE}/claims/7/"
    assert data["claimReviewed"] == "delivered 21 gigawatt hours"
    assert rating["alternateName"] not in data["claimReviewed"]
    assert data["claimReviewed"] in words
    assert f"{rating['alternateName']} Single review, decided 20 November 2026" in words
    assert rating.get("ratingValue") == RATINGS[verdict]
    assert rating.get("worstRating", 1) <= rating.get("ratingValue", 1) <= rating.get("bestRating", 5)
    assert data["author"]["name"] != data["itemReviewed"]["author"]["name"] == "Ines Calder"
    assert data["itemReviewed"]["datePublished"] == "2026-01-02"
    assert data["itemReviewed"]["appearance"][0]["url"] == f"{BASE}/articles/harbour-1/"


def test_claimant_who_is_the_site_itself_or_unknown_is_not_named_as_author():
    put_live(
        record(
            claims=[
                claim("delivered 21 gigawatt hours", id=7, claimant="newsroom"),
                claim("covered 61 roofs", id=8, claimant=""),
            ]
        )
    )
    assert ["author" in jsonld_of(html_of(f"/claims/{number}/"))["itemReviewed"] for number in (7, 8)] == [
        False,
        False,
    ]


def test_social_description_and_canonical_address():
    put_live(record())
    html = html_of("/articles/harbour-1/")
    for line in (
        f'<link rel="canonical" href="{BASE}/articles/harbour-1/">',
        '<meta property="og:type" content="article">',
        '<meta property="og:title" content="The harbour that runs on sunlight">',
        f'<meta property="og:url" content="{BASE}/articles/harbour-1/">',
        '<meta property="article:published_time" content="2026-11-21T10:00:00+00:00">',
    ):
        assert line in html
