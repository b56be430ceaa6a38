"""What machines are told of a page is what a reader sees on it."""

import json
from datetime import datetime

import pytest
from django.conf import settings

from tests.whole.crawl import Answer, tree_of
from tests.whole.looks import Whole

pytestmark = pytest.mark.django_db
STARS = {"supported": 5, "mixed": 3, "refuted": 1, "unproven": None, "not_checkable": None}


class Seen:
    """A page as its reader has it."""

    def __init__(self, answer: Answer) -> None:
        self.tree = tree_of(answer.body.decode())
        self.nodes = [node for node in self.tree.iter() if isinstance(node.tag, str)]

    def all(self, tag: str, **wanted: str):
        """The elements of this kind whose class has the word, or whose attribute has the value."""
        word = wanted.pop("word", "")
        found = [
            node
            for node in self.nodes
            if node.tag == tag and (not word or word in (node.get("class") or "").split())
        ]
        return [node for node in found if all(node.get(name) == value for name, value in wanted.items())]

    def words(self, tag: str, **wanted: str) -> list[str]:
        return [text_of(node) for node in self.all(tag, **wanted)]

    def data(self) -> dict | None:
        found = self.all("script", type="application/ld+json")
        assert len(found) < 2
        return json.loads(found[0].text) if found else None


def text_of(node) -> str:
    return " ".join("".join(node.itertext()).split())


def pages(whole: Whole, start: str) -> dict[str, Seen]:
    return {
        path: Seen(answer)
        for path, answer in whole.site.items()
        if path.startswith(start)
        and path.count("/") == 3
        and "?" not in path
        and answer.status == 200
        and answer.kind == "text/html"
    }


def times_in(node) -> list[datetime]:
    return [datetime.fromisoformat(one.get("datetime")) for one in node.iter() if one.tag == "time"]


def to_the_second(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(microsecond=0)


def test_article_says_to_machines_what_it_shows(whole: Whole):
    found = pages(whole, "/articles/")
    assert len(found) == 4
    for path, page in found.items():
        data, by = page.data(), page.all("p", word="by")[0]
        assert data["url"] == data["@id"] == settings.SITE_URL + path
        assert [data["headline"]] == page.words("h1")
        assert ([data["description"]] if "description" in data else []) == page.words("p", word="dek")
        times = times_in(by)
        assert (to_the_second(data["datePublished"]), to_the_second(data["dateModified"])) == (
            times[0],
            times[-1],
        )
        assert (f"edition {data['version']}" in text_of(by)) == (data["version"] > 1)
        named = data["author"]["name"] if data["author"]["@type"] == "Person" else ""
        assert text_of(by).startswith(f"By {named} ·") if named else not text_of(by).startswith("By ")
        assert data.get("inLanguage") == page.all("article")[0].get("lang")
        assert data.get("keywords", []) == (text_list(page.all("ul", word="tags")))
        notes = [one for one in page.all("section", id="corrections") for one in one.iter("li")]
        assert [note["text"] for note in data.get("correction", [])] == [
            text_of(note).partition(": ")[2] for note in notes
        ]


def text_list(lists) -> list[str]:
    return [text_of(item) for item in lists[0].iter("li")] if lists else []


def test_article_counts_the_claims_that_it_shows(whole: Whole):
    """In its head, in its bar, in its list, and on every list of articles that it stands in."""
    told = {}
    for path, page in pages(whole, "/articles/").items():
        notes = [verdict_of(node) for node in page.all("aside", word="n") or page.all("div", word="n")]
        counts = {
            verdict_of(node): int(text_of(node).split()[0])
            for node in page.all("ul", word="counts")[0].iter("li")
        }
        assert notes, path
        assert counts == {verdict: notes.count(verdict) for verdict in notes}
        assert sorted(node.get("class") for node in page.all("div", word="meter")[0].iter("i")) == sorted(
            notes
        )
        assert page.words("h2", id="claims")[0].startswith(f"{len(notes)} claim")
        told[path] = page.words("ul", word="counts")[0]
    assert told


def verdict_of(node) -> str:
    for one in node.iter():
        words = (one.get("class") or "").split()
        if found := STARS.keys() & set(words):
            return found.pop()
    raise AssertionError(f"no verdict in {text_of(node)[:60]}")


def test_claim_says_to_machines_what_it_shows(whole: Whole):
    found = pages(whole, "/claims/")
    bare = 0
    for path, page in found.items():
        data = page.data()
        if data is None:
            bare += 1
            assert any("withdrawn" in words for words in page.words("div", word="notice")), path
            continue
        decided = page.all("div", word="decided")[0]
        rating, item = data["reviewRating"], data["itemReviewed"]
        assert data["url"] == data["@id"] == settings.SITE_URL + path
        assert [data["claimReviewed"]] == list(page.words("h1"))
        assert [rating["alternateName"]] == page.words("p", word="ruling")
        assert rating.get("ratingValue") == STARS[decided.get("class").split()[-1]]
        assert data["datePublished"] == times_in(decided)[0].date().isoformat()
        kicker = page.words("p", word="kicker")[0]
        assert kicker == "Claim" + (f" by {item['author']['name']}" if "author" in item else "") or item.get(
            "datePublished"
        )
        places = list(page.all("ul", word="lines")[0].iter("a"))
        assert [(one["headline"], one["url"]) for one in item["appearance"]] == [
            (text_of(node), settings.SITE_URL + node.get("href").partition("#")[0]) for node in places
        ]
    assert (len(found) > 15, bare > 0) == (True, True)


def test_no_other_page_speaks_for_a_verdict(whole: Whole):
    for path, answer in whole.site.items():
        if answer.kind == "text/html" and answer.status == 200 and path.count("/") != 3:
            data = Seen(answer).data()
            assert data is None or (data["@type"], data["url"]) == (
                "NewsArticle",
                settings.SITE_URL + path.partition("editions/")[0],
            )
