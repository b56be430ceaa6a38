"""The search page: friendly whatever is typed, without cookies, nothing of the query or the texts unescaped."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.public.answer import POLICY
from articles.public.search import ON_PAGE
from articles.public.search_index import put as put_found
from tests.public.browse import html_of, tree_of, words_of
from tests.public.records import claim, put_live, record
from tests.public.test_search import simple

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.public.urls")]


def page(client, typed: str, **more: str) -> str:
    response = client.get("/search/", {"q": typed, **more})
    assert response.status_code == 200
    html = response.content.decode()
    tree_of(html)
    return html


def test_headers_of_the_answer(client):
    response = client.get("/search/", {"q": "harbour"})
    assert {
        name: response[name] for name in ("Content-Security-Policy", "Cache-Control", "X-Robots-Tag")
    } == {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    assert (response["Content-Type"], response.cookies.output()) == ("text/html; charset=utf-8", "")
    assert "form-action 'self'" in POLICY
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
@pytest.mark.parametrize("path", ["/search/", "/search"])
def test_other_methods_are_refused(client, method, path):
    response = getattr(client, method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_address_without_slash_sends_on_with_the_query(client):
    response = client.get("/search?q=%E6%B8%AF")
    assert (response.status_code, response["Location"]) == (301, "/search/?q=%E6%B8%AF")
    assert client.head("/search/").content == b""


@pytest.mark.parametrize("typed", ["", "   ", "-oil", "!!!", '""', "\x00", "\u202e"])
def test_nothing_to_look_for_gets_the_page_that_says_what_can_be_typed(client, typed):
    words = words_of(page(client, typed))
    assert "What you can type" in words
    assert "Nothing that is published" not in words


def test_results_of_each_kind_with_their_words_marked(client):
    put_live(record(1))
    html = page(client, "port panels")
    assert "The harbour that runs on sunlight" in words_of(html)
    assert "<mark>Port</mark> Averly covered 61 roofs with <mark>panels</mark>" in html
    assert re.findall(r"(\w+) <span>(\d+)</span>", html) == [
        ("Articles", "1"),
        ("Claims", "1"),
        ("Sources", "0"),
    ]
    html = page(client, "port panels", **{"in": "claims"})
    assert "Supported · single review, 20 November 2026" in words_of(html)
    assert 'aria-current="page">Claims' in html
    html = page(client, "register", **{"in": "sources"})
    assert "Organisation, primary source · cited in 1 article" in words_of(html)


def test_first_kind_with_results_is_shown_where_none_is_chosen(client):
    put_live(record(1))
    assert 'aria-current="page">Claims' in page(client, "calder")
    assert 'aria-current="page">Articles' in page(client, "nowhere")
    words = words_of(page(client, "calder", **{"in": "articles"}))
    assert "No article here" in words
    assert "Nothing that is published has all of this" in words_of(page(client, "nowhere"))


def chosen_in(html: str) -> tuple[list[str], list[str]]:
    """What can be chosen to look for, and what is."""
    options = re.findall(r'<option value="(\w*)"( selected)?>', html)
    return [value for value, _ in options], [value for value, selected in options if selected]


def test_kind_can_be_chosen_before_anything_is_typed(client):
    put_live(record(1))
    kinds = ["", "articles", "claims", "sources"]
    assert chosen_in(page(client, "")) == (kinds, [""])
    assert chosen_in(page(client, "", **{"in": "sources"})) == (kinds, ["sources"])
    assert chosen_in(page(client, "register", **{"in": "sources"})) == (kinds, ["sources"])
    assert chosen_in(page(client, "register", **{"in": "drafts"})) == (kinds, [""])


def test_kind_that_nobody_chose_is_not_kept_for_the_next_words(client):
    """Claims are shown because no article has the word; the next word may stand in one."""
    put_live(record(1))
    assert chosen_in(page(client, "calder"))[1] == [""]


HOSTILE = "<script>alert(1)</script> \"' onload=x &amp; <mark>"


def test_neither_query_nor_text_reaches_the_page_unescaped(client):
    text = f"First {HOSTILE} words.\n\nMore {HOSTILE}."
    put_live(
        record(
            1,
            headline=f"Head {HOSTILE}",
            text=text,
            claims=[claim("First", text=text, rationale=HOSTILE, claimant=HOSTILE)],
        )
    )
    for typed in (HOSTILE, "script alert", "onload", "first", "amp"):
        for kind in ("articles", "claims", "sources"):
            html = page(client, typed, **{"in": kind})
            assert "<script" not in html
            assert "onload=x" not in re.sub(r'value="[^"]*"|>[^<]*<', "", html)


ODD = {
    "in": ["drafts", "article", "\x00", "a" * 900],
    "before": ["", "1", "3-5", "1--5", "2-99999999999999999999", "x"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in ODD for value in ODD[name]])
def test_odd_addresses_get_the_first_page(client, name, value):
    put_live(record(1))
    assert "<mark>harbour</mark>" in page(client, "harbour", **{name: value})


@pytest.mark.parametrize(
    "query", ["q=%00%ff%fe", "q=" + "%22" * 300, "q=a&q=b", "q[]=1", "%", "q=" + "a" * 5000]
)
def test_hostile_addresses_get_a_page(client, query):
    assert client.get(f"/search/?{query}").status_code == 200


def test_notes_say_what_was_left_out(client):
    words = words_of(page(client, '!!! harbour "open'))
    assert "“!!!” has no letter or digit and was left out." in words
    assert "A quotation mark was missing" in words


def test_older_results_have_an_address(client):
    put_found([simple(number) for number in range(ON_PAGE + 1)])
    html = page(client, "common")
    older = unescape(re.search(r'href="([^"]+)" rel="next"', html)[1])
    query = parse_qs(urlsplit(older).query)
    assert (query["q"], query["in"]) == (["common"], ["articles"])
    html = client.get(older).content.decode()
    assert (html.count('<li class="item">'), 'rel="next"' in html) == (1, False)


def test_same_queries_for_one_result_and_for_three(client, django_assert_max_num_queries):
    for article in (1, 2, 3):
        put_live(record(article))
        with django_assert_max_num_queries(7):
            page(client, "harbour")


def test_every_page_has_the_field(client):
    put_live(record(1))
    for path in ("/", "/articles/harbour-1/", "/tags/", "/how-we-work/"):
        assert html_of(path).count('<form class="find" role="search" action="/search/">') == 1
    assert page(client, "").count("<form") == 1
