"""The feeds as readers of feeds take them, and as their specifications want them where those readers are kind."""

import json
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings

from tests.whole.looks import Whole

pytestmark = pytest.mark.django_db
FEEDS = ("/feeds/atom.xml", "/feeds/rss.xml")
ATOM = "{http://www.w3.org/2005/Atom}"
WHICH = ("site", "empty")


def absolute(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("which", WHICH)
def test_feed_is_read_whole(whole: Whole, which, path):
    site = getattr(whole, which)
    feed = feedparser.parse(
        site[path].body, response_headers={"content-type": site[path].headers["Content-Type"]}
    )
    assert (feed.bozo, feed.version) == (0, {"/feeds/atom.xml": "atom10", "/feeds/rss.xml": "rss20"}[path])
    assert feed.feed.title == settings.SITE_NAME
    assert len(feed.entries) == (4 if which == "site" else 0)
    for entry in feed.entries:
        assert entry.title
        assert entry.summary
        assert entry.published_parsed
        assert site[urlsplit(entry.link).path].status == 200
    assert all(times == 1 for times in Counter(entry.id for entry in feed.entries).values())
    assert [entry.published_parsed for entry in feed.entries] == sorted(
        (entry.published_parsed for entry in feed.entries), reverse=True
    )


@pytest.mark.parametrize("which", WHICH)
def test_atom_keeps_rfc_4287(whole: Whole, which):
    feed = ElementTree.fromstring(getattr(whole, which)["/feeds/atom.xml"].body)
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        found = Counter(child.tag.removeprefix(ATOM) for child in one)
        assert [found[name] for name in ("id", "title", "updated")] == [1, 1, 1]
        assert found["published"] <= 1
        assert urlsplit(one.findtext(f"{ATOM}id")).scheme
        for name in ("updated", "published"):
            for date in one.findall(f"{ATOM}{name}"):
                assert datetime.fromisoformat(date.text).tzinfo
        links = [(link.get("rel", "alternate"), link.get("href")) for link in one.findall(f"{ATOM}link")]
        assert all(absolute(href) for _, href in links)
        assert [rel for rel, _ in links].count("alternate") == 1
        assert all(person.findtext(f"{ATOM}name") for person in one.findall(f"{ATOM}author"))
    assert ("self", f"{settings.SITE_URL}/feeds/atom.xml") in [
        (link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")
    ]
    # 4.1.1: an author of the feed, unless each entry has its own.
    assert feed.find(f"{ATOM}author") is not None or all(
        one.find(f"{ATOM}author") is not None for one in entries
    )


@pytest.mark.parametrize("which", WHICH)
def test_rss_keeps_its_specification(whole: Whole, which):
    feed = ElementTree.fromstring(getattr(whole, which)["/feeds/rss.xml"].body)
    channel = feed.find("channel")
    assert feed.get("version") == "2.0"
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": f"{settings.SITE_URL}/feeds/rss.xml"}
    for item in channel.findall("item"):
        assert absolute(item.findtext("link"))
        assert item.find("author") is None  # it would have to be a mail address; dc:creator has the name
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert item.find("guid").get("isPermaLink") == "false"


@pytest.mark.parametrize("which", WHICH)
def test_feed_of_claim_reviews_says_what_the_pages_say(whole: Whole, which):
    site = getattr(whole, which)
    feed = json.loads(site["/claims/feed.json"].body)
    assert (feed["@context"], feed["@type"], feed["url"]) == (
        "https://schema.org",
        "DataFeed",
        f"{settings.SITE_URL}/claims/feed.json",
    )
    items = feed["dataFeedElement"]
    assert len({item["item"]["@id"] for item in items}) == len(items) == (16 if which == "site" else 0)
    for item in items:
        assert datetime.fromisoformat(item["dateModified"]).tzinfo
        html = site[urlsplit(item["item"]["url"]).path].body.decode()
        start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
        on_page = json.loads(html[start : html.index("</script>", start)])
        assert item["item"] == {name: value for name, value in on_page.items() if name != "@context"}
