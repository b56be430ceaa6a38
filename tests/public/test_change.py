"""Which pages a change renders: what goes on, what follows, what goes off."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Page
from articles.public import SiteChange, pages_of
from tests.public.browse import html_of, links_of, status_of, words_of
from tests.public.records import NOW, TEXT, citation, claim, correction, put_live, record, tag, take_off

pytestmark = pytest.mark.django_db


def test_first_publication_makes_the_whole_site():
    put_live(record())
    assert dict(Page.objects.values_list("path", "status")) == dict.fromkeys(
        [
            "/", "/archive/", "/archive/2026/11/", "/articles/harbour-1/", "/articles/harbour-1/editions/1/",
            "/articles/harbour-1/card.png", "/apple-touch-icon.png", "/favicon.ico", "/claims/11/", "/claims/12/", "/claims/feed.json", "/corrections/", "/objections/", "/feeds/atom.xml", "/feeds/rss.xml", "/how-we-work/",
            "/news-sitemap.xml", "/opensearch.xml", "/robots.txt", "/sitemap.xml", "/sitemaps/articles-1.xml", "/sitemaps/lists.xml",
            "/sitemaps/sources-1.xml", "/sitemaps/tags-1.xml", "/sources/", "/sources/source-3/", "/tags/", "/tags/energy/", "/tags/ports/", "/tags/solar/",
        ],
        200,
    )  # fmt: skip


def test_every_link_leads_to_a_page():
    put_live(record(1))
    put_live(record(2, language="zh", headline="海港", slug="海港", tags=[tag("能源", "能源")]))
    put_live(record(1, 2, corrections=[correction(2)], claims=record(1)["claims"][:1]))
    put_live(record(3, format="markdown"))
    take_off(3)
    put_live(record(4))
    put_live(record(4, 2, slug="moved"))
    # The search page is made when it is asked for.
    paths = {*Page.objects.values_list("path", flat=True), "/search/"}
    for path in Page.objects.filter(content_type__startswith="text/html").values_list("path", flat=True):
        inner = {unquote(link.split("#")[0]) for link in links_of(html_of(path)) if link.startswith("/")}
        # What is made when it is asked for is there where its page is: the form for an objection, the search page
        # and two editions compared.
        inner = {link.split("?")[0] for link in inner if not link.startswith(("/static/", "/desk"))}
        inner = {
            re.sub(r"(^/claims/\d+/)object/$|(^/articles/[^/]+/)changes/$", r"\1\2", link) for link in inner
        }
        assert inner - paths == set(), path


def test_foot_of_each_page_leads_to_the_same_thing_at_the_desk():
    """From one thing to itself, from a list to the front; the address follows from the public one."""
    put_live(record(1, language="zh", headline="海港", slug="海港", tags=[tag("能源", "能源")]))
    put_live(record(1, 2, language="zh", headline="海港", slug="海港", corrections=[correction(2)]))
    found = {}
    for path in Page.objects.filter(content_type__startswith="text/html", status=200).values_list(
        "path", flat=True
    ):
        (found[path],) = [unquote(link) for link in links_of(html_of(path)) if link.startswith("/desk/")]
    own = {path: link for path, link in found.items() if link != "/desk/"}
    assert found["/"] == found["/tags/"] == found["/corrections/"] == "/desk/"
    assert own["/articles/海港/"] == own["/articles/海港/editions/1/"] == "/desk/articles/海港/"
    assert {path: f"/desk{path}" for path in own if "/editions/" not in path} == {
        path: link for path, link in own.items() if "/editions/" not in path
    }
    assert {path.split("/")[1] for path in own} == {"articles", "claims", "sources", "tags"}


def test_fragments_in_links_exist():
    put_live(record())
    for path in Page.objects.filter(content_type__startswith="text/html").values_list("path", flat=True):
        for link in links_of(html_of(path)):
            target, _, name = link.partition("#")
            if name and not target.startswith("http"):
                assert f'id="{name}"' in html_of(target or path), (path, link)


def test_new_edition_drops_a_claim_a_tag_and_a_source():
    put_live(record(tags=[tag("Energy"), tag("Ports")]))
    second = record(1, 2, tags=[tag("Energy")], claims=record()["claims"][1:])
    second["claims"][0]["citations"] = [citation(9)]
    put_live(second)
    assert {
        path: status_of(path)
        for path in (
            "/claims/11/",
            "/claims/12/",
            "/tags/ports/",
            "/tags/solar/",
            "/sources/source-3/",
            "/sources/source-9/",
        )
    } == {
        "/claims/11/": 410,
        "/claims/12/": 200,
        "/tags/ports/": 410,
        "/tags/solar/": 410,
        "/sources/source-3/": 410,
        "/sources/source-9/": 200,
    }
    assert "Ports" not in words_of(html_of("/tags/ports/"))
    assert "This tag is no longer published" in words_of(html_of("/tags/ports/"))
    assert "superseded" in html_of("/articles/harbour-1/editions/1/")
    assert "superseded" not in html_of("/articles/harbour-1/editions/2/")


def test_shared_lists_keep_what_other_articles_carry():
    put_live(record(1))
    put_live(record(2))
    take_off(1)
    assert [status_of(path) for path in ("/tags/energy/", "/sources/source-3/", "/archive/2026/11/")] == [
        200,
        200,
        200,
    ]
    for path in (
        "/",
        "/tags/energy/",
        "/sources/source-3/",
        "/archive/2026/11/",
        "/feeds/atom.xml",
        "/feeds/rss.xml",
        "/sitemaps/articles-1.xml",
        "/news-sitemap.xml",
    ):
        assert "harbour-2" in html_of(path), path
        assert "harbour-1" not in html_of(path), path


SECRETS = (
    "Averly",
    "sunlight",
    "gigawatt",
    "Calder",
    "Quist",
    "Energy",
    "register",
    "permits",
    "harbour that",
)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("retraction", "We could not verify it."), ("unpublished", "taken offline on 23 November 2026")],
)
def test_what_is_off_leaves_no_word_behind(kind, words):
    put_live(record(corrections=[correction(1, "Averly had 61 roofs.")]))
    put_live(record(1, 2, corrections=[correction(2, "Averly had 61 roofs.")]))
    take_off(1, kind)
    gone = ["/articles/harbour-1/", "/articles/harbour-1/editions/1/", "/articles/harbour-1/editions/2/"]
    assert [status_of(path) for path in gone] == [410, 410, 410]
    assert all(words in words_of(html_of(path)) for path in gone)
    for path, body in Page.objects.values_list("path", "body"):
        for secret in SECRETS:
            assert secret.encode() not in bytes(body), (path, secret)
    assert status_of("/sitemaps/articles-1.xml") is None
    assert status_of("/archive/2026/11/") == 410


def test_retraction_stands_in_the_corrections_with_date_note_and_link():
    put_live(record(1))
    take_off(1)
    first = html_of("/corrections/")
    assert "Retraction, 23 November 2026 A retracted article We could not verify it." in words_of(first)
    assert "/articles/harbour-1/" in links_of(first)
    put_live(record(2))  # rendered again, from the database this time
    assert html_of("/corrections/") == first


def test_unpublished_article_is_not_among_the_corrections_and_may_come_back():
    put_live(record(1))
    take_off(1, "unpublished")
    assert "There is no correction yet." in words_of(html_of("/corrections/"))
    put_live(record(1, 2))
    assert [status_of(path) for path in ("/articles/harbour-1/", "/claims/11/", "/tags/energy/")] == [
        200,
        200,
        200,
    ]


def test_moved_article_leaves_permanent_redirects_from_all_earlier_addresses():
    put_live(record(1, slug="erste"))
    put_live(record(1, 2, slug="zweite"))
    put_live(record(1, 3, slug="dritte-ä"))
    rows = Page.objects.filter(status=301).order_by("path").values_list("path", "location")
    assert list(rows) == [
        (f"/articles/{old}/{rest}", f"/articles/dritte-%C3%A4/{rest}")
        for old in ("erste", "zweite")
        for rest in (
            *(
                "",
                "card.png",
                "editions/1/",
                "editions/2/",
                "editions/2/changes/",
                "editions/3/",
                "editions/3/changes/",
            ),
        )
    ]
    assert status_of("/articles/dritte-ä/editions/1/") == 200


def test_redirect_never_covers_another_live_article():
    put_live(record(1, slug="first"))
    put_live(record(1, 2, slug="second"))
    put_live(record(2, slug="first"))
    put_live(record(1, 3, slug="second"))
    assert (status_of("/articles/first/"), status_of("/articles/second/")) == (200, 200)


def test_claim_page_shows_the_verdict_decided_last_and_names_the_earlier_one():
    words = "delivered 21 gigawatt hours"
    put_live(record(1, claims=[claim(words, id=7)]))
    put_live(
        record(
            2, claims=[claim(words, id=7, verdict="refuted", decided_at="2026-11-22T09:00:00+00:00", round=2)]
        )
    )
    page = words_of(html_of("/claims/7/"))
    assert "Refuted Single review, decided 22 November 2026, round 2." in page
    assert "That edition was published with the verdict Supported of 20 November 2026." in page
    assert {"/articles/harbour-1/", "/articles/harbour-2/"} <= set(links_of(html_of("/claims/7/")))


def test_lists_are_newest_first_by_first_publication():
    for article, day in ((1, 20), (2, 22), (3, 21)):
        put_live(record(article, first_published_at=f"2026-11-{day}T10:00:00+00:00"))
    put_live(record(1, 2, first_published_at="2026-11-20T10:00:00+00:00"))
    for path in ("/", "/archive/2026/11/", "/tags/energy/", "/feeds/atom.xml", "/feeds/rss.xml"):
        places = [html_of(path).index(f"/articles/harbour-{number}/") for number in (2, 3, 1)]
        assert places == sorted(places), path


def test_months_follow_the_time_zone_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    put_live(record(first_published_at="2026-10-31T20:00:00+00:00"))
    assert status_of("/archive/2026/11/") == 200
    assert "1 November 2026" in words_of(html_of("/"))


def test_front_page_and_feed_stop_at_their_limits(monkeypatch):
    monkeypatch.setattr("articles.public.live.ON_FRONT", 2)
    monkeypatch.setattr("articles.public.feeds.IN_FEED", 1)
    for article in (1, 2, 3):
        put_live(record(article))
    assert [
        html_of(path).count('<li class="item"') for path in ("/", "/tags/energy/", "/archive/2026/11/")
    ] == [2, 3, 3]
    assert html_of("/feeds/atom.xml").count("<entry>") == 1


def test_change_needs_a_record_or_a_reason():
    with pytest.raises(ValueError, match="either a live record or says how"):
        pages_of(SiteChange(article=1, record=None))


def test_rendering_writes_nothing_and_asks_the_same_number_of_queries():
    put_live(record(1))
    put_live(record(2))
    new = record(9, first_published_at="2026-11-24T10:00:00+00:00")
    change = SiteChange(article=9, record=new, editions=(new,))
    counts = []
    for article in (3, 4, 5):
        with CaptureQueriesContext(connection) as queries:
            pages_of(change, now=NOW)
        assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries)
        counts.append(len(queries))
        put_live(record(article))
    assert counts[0] == counts[1] == counts[2]


def test_many_claims_ask_no_more_queries_than_few():
    put_live(record(1))
    words = "Port Averly covered"
    counts = []
    for article, number in ((2, 3), (3, 12)):
        claims = [
            claim(words, id=100 * article + at, citations=[citation(100 * article + at), citation(3)])
            for at in range(number)
        ]
        new = record(article, claims=claims)
        with CaptureQueriesContext(connection) as queries:
            pages_of(SiteChange(article=article, record=new, editions=(new,)), now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_same_change_renders_the_same_bytes():
    put_live(record(1))
    new = record(2)
    change = SiteChange(article=2, record=new, editions=(new,))
    assert pages_of(change, now=NOW) == pages_of(change, now=NOW)


def test_news_sitemap_holds_two_days():
    put_live(record(1, first_published_at="2026-11-20T10:00:00+00:00"))
    put_live(record(2, first_published_at="2026-11-22T10:00:00+00:00"))
    body = html_of("/news-sitemap.xml")
    assert ("harbour-2" in body, "harbour-1" in body) == (True, False)
    new = record(3, first_published_at="2026-12-24T10:00:00+00:00")
    later = pages_of(
        SiteChange(article=3, record=new, editions=(new,)), now=datetime(2026, 12, 25, tzinfo=UTC)
    )
    body = next(page.body for page in later.put if page.path == "/news-sitemap.xml").decode()
    assert [f"harbour-{number}/" in body for number in (1, 2, 3)] == [False, False, True]


def test_page_of_a_source_shows_each_claim_once_with_what_it_takes_from_it():
    words = "delivered 21 gigawatt hours"
    put_live(
        record(
            1,
            claims=[
                claim(
                    words,
                    id=7,
                    citations=[
                        citation(3, quote="first"),
                        citation(3, quote="second", stance="context", stance_label="Context"),
                    ],
                )
            ],
        )
    )
    put_live(
        record(
            2,
            claims=[claim(words, id=7, citations=[citation(3, quote="first"), citation(3, quote="second")])],
        )
    )
    shown = words_of(html_of("/sources/source-3/"))
    assert "1 claim rests on it" in shown
    assert (shown.count("first"), shown.count("second")) == (1, 1)
    assert TEXT[:33] in shown
