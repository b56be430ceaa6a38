"""The page of an article: claims in the text, notes, corrections, editions, cleaning."""

import re

import pytest

from articles.public.article_page import article_pages
from articles.public.story import beside, reach
from tests.public.browse import jsonld_of, links_of, tree_of, words_of
from tests.public.records import citation, claim, correction, record, tag


def page_of(new: dict, *editions: dict, path: str = "") -> str:
    pages = {page.path: page.body.decode() for page in article_pages(new, (*editions, new))}
    return pages[path or f"/articles/{new['slug']}/"]


def text_of(html: str) -> str:
    return html[html.index('<div class="text">') : html.index('<footer class="end"')]


def test_claims_are_marked_by_verdict_and_followed_by_their_notes():
    text = text_of(page_of(record()))
    order = [
        text.index(piece) for piece in ('id="c1"', 'id="n1"', "<h2>What the meters say", 'id="c2"', 'id="n2"')
    ]
    assert order == sorted(order)
    assert (
        '<a class="c supported" href="#n1" id="c1">Port Averly covered 61 roofs with panels<sup>1</sup></a>'
        in text
    )
    assert '<a class="c mixed" href="#n2" id="c2">delivered 21 gigawatt hours<sup>2</sup></a>' in text


def test_summary_counts_claims_by_verdict():
    words = words_of(page_of(record()))
    assert "2 claims, each reviewed by somebody who did not write this" in words
    assert "1 Supported1 Mixed" in words


def test_title_and_tag_line_of_the_text_are_not_repeated():
    text = "The harbour of Averly\n\nTags: energy, ports\n\nPort Averly covered 61 roofs with panels, and its director is proud."
    words = words_of(page_of(record(text=text, headline="Another headline")))
    assert "The harbour of Averly" not in words
    assert "Tags: energy" not in words
    assert "its director is proud" in words


def test_note_of_a_claim_in_the_title_comes_before_the_text_without_a_link_back():
    new = record(claims=[claim("The harbour that runs on sunlight")])
    html = page_of(new)
    text = text_of(html)
    assert text.index('id="n1"') < text.index("<p>Port Averly")
    assert "#c1" not in html


TEXTS = {
    "nested": ("A b c d e f g.", [("A b c d e f g", "supported"), ("c d", "mixed")]),
    "crossing": ("A b c d e f g.", [("A b c d", "supported"), ("c d e f", "mixed")]),
    "the same words": ("A b c d e f g.", [("b c d", "supported"), ("b c d", "mixed")]),
    "side by side": ("A b c d e f g.", [("A b ", "supported"), ("c d", "mixed")]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_overlapping_claims_give_valid_html_with_each_number_once(name):
    text, wanted = TEXTS[name]
    claims = [
        claim(exact, id=n, text=text, verdict=verdict) for n, (exact, verdict) in enumerate(wanted, start=1)
    ]
    html = page_of(record(text=text, claims=claims))
    tree_of(html)
    shown = text_of(html)
    assert [re.findall(rf'id="c{n}"', shown) for n in (1, 2)] == [['id="c1"'], ['id="c2"']]
    assert [shown.count(f"<sup>{n}</sup>") for n in (1, 2)] == [1, 1]
    assert re.sub(r"<sup>.</sup>|<[^>]*>", "", shown[: shown.index("</p>")]).strip() == text


def test_claim_around_a_link_and_markup_keeps_both():
    text = "Port Averly [covered **61** roofs](https://e.org/a) with *many* panels &amp; more."
    html = page_of(
        record(
            text=text,
            format="markdown",
            claims=[claim("covered **61** roofs](https://e.org/a) with *many* panels &amp; more", text=text)],
        )
    )
    tree_of(html)
    shown = text_of(html)
    assert "https://e.org/a" in links_of(html)
    assert shown.count('id="c1"') == 1
    assert shown.count("<sup>1</sup>") == 1
    assert words_of(html).count("covered 61 roofs with many panels & more1") == 1


def test_claim_over_a_list_and_a_table_is_marked_in_every_piece():
    text = "# T\n\n- one roof\n- two roofs\n\n| a | b |\n|---|---|\n| c | d |\n"
    html = page_of(
        record(
            text=text,
            format="markdown",
            claims=[claim(text[text.index("one") : text.index("d |") + 1], text=text)],
        )
    )
    tree_of(html)
    shown = text_of(html)
    assert shown.count('class="c supported"') == 6
    assert shown.count('id="c1"') == 1
    assert shown.count("<sup>1</sup>") == 1


def test_newest_correction_stands_above_the_text_and_all_at_the_end():
    notes = [correction(2, "Twice."), correction(1, "Once.", at="2026-11-21T08:00:00+00:00")]
    html = page_of(record(number=2, corrections=notes), record())
    words = words_of(html)
    assert words.index("Twice.") < words.index("Port Averly covered") < words.index("Once.")
    assert words.count("Twice.") == 2
    assert "All 2 notes" in words


def test_cleaning_is_told_in_figures_only():
    words = words_of(page_of(record()))
    assert (
        "3 injected fragments, 24 characters in all: 3 for escort services. Each removal was decided by a person (reporter)."
        in words
    )
    clean = record(cleaning={"removed": 0, "characters": 0, "kinds": [], "decided_by": []})
    assert "Nothing was removed from the text as it came in." in words_of(page_of(clean))


def test_superseded_edition_says_so_and_links_only_what_the_live_one_has():
    first = record(tags=[tag("Energy"), tag("Dropped")])
    first["claims"][0]["citations"] = [citation(8, name="Old register")]
    second = record(number=2, tags=[tag("Energy")])
    second["claims"] = second["claims"][1:]
    old = page_of(second, first, path="/articles/harbour-1/editions/1/")
    assert "It has been superseded. Read the current edition" in words_of(old)
    assert "Old register" in words_of(old)
    assert '<meta name="robots" content="noindex">' in old
    assert "<script" not in old
    inner = {link for link in links_of(old) if link.startswith(("/claims/1", "/sources/s", "/tags/"))} - {
        "/tags/"
    }
    assert inner == {"/claims/12/", "/sources/source-3/", "/tags/energy/"}
    assert 'rel="canonical" href="http://localhost:8000/articles/harbour-1/editions/1/"' in old


def test_page_of_the_live_edition_names_the_article_as_canonical():
    html = page_of(record(), path="/articles/harbour-1/editions/1/")
    assert 'rel="canonical" href="http://localhost:8000/articles/harbour-1/"' in html
    assert "superseded" not in html


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("zh", "ltr"), ("", "ltr")]
)
def test_language_and_direction_are_declared(language, direction):
    html = page_of(record(language=language))
    story = next(node for node in tree_of(html).iter("article"))
    assert (story.get("lang", ""), story.get("dir")) == (language, direction)


def test_jsonld_says_what_the_page_says():
    new = record(number=2, corrections=[correction(2)])
    html = page_of(new, record())
    data = jsonld_of(html)
    words = words_of(html)
    assert data["@type"] == "NewsArticle"
    for shown in (
        data["headline"],
        data["description"],
        data["author"]["name"],
        *data["keywords"],
        data["correction"][0]["text"],
    ):
        assert shown in words
    assert f'<time datetime="{data["datePublished"]}">' in html
    assert f'<time datetime="{data["dateModified"]}">' in html
    assert data["url"] == "http://localhost:8000/articles/harbour-1/"


@pytest.mark.parametrize(
    ("letters", "notes", "below", "expected"),
    [
        (6600, 3, 0, ""),
        (660, 2, 0, "lacks-1"),
        (660, 3, 20, ""),
        (660, 6, 0, "lacks-4"),
        (660, 9, 0, "lacks-6"),
        (660, 10, 0, "crowded"),
        (660, 14, 300, ""),
    ],
)
def test_page_gets_room_for_notes_that_reach_below_its_text(letters, notes, below, expected):
    source = {"title": "Port register", "stance": "Supports"}
    note = {
        "label": "Supported",
        "how": "single review",
        "claimant": "Ines Calder",
        "rationale": "The permits list them. " * 5,
        "withdrawn": [],
        "sources": [source],
    }
    assert beside(reach([{"length": letters, "notes": [note] * notes}]), below=below) == expected


def test_block_with_claims_stands_with_its_notes():
    html = page_of(record())
    assert html.count('<div class="judged">') == html.count('<div class="notes">') == 2
    assert tree_of(html) is not None
