"""HTML: blocks, folded white space, entities, and what is left out with a reason."""

import pytest

from articles.text import parse


def outline(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse(text, "html").blocks]


def dropped(text: str) -> list[tuple[str, str]]:
    document = parse(text, "html")
    return [(part.reason, text[part.start : part.end]) for part in document.parts if part.kind == "drop"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h1>A</h1><h3>B</h3><h1>C</h1>", [("title", 1, "A"), ("heading", 3, "B"), ("heading", 2, "C")]),
        ("<p>a\n  b <b> c</b></p>", [("paragraph", 0, "a b c")]),
        (
            "<p>a<p>b<div>c</div>d",
            [("paragraph", 0, "a"), ("paragraph", 0, "b"), ("paragraph", 0, "c"), ("paragraph", 0, "d")],
        ),
        ("spam <h2>Head</h2>", [("paragraph", 0, "spam"), ("heading", 2, "Head")]),
        (
            "<ul><li>a<ol><li>b</ol><li>c<p>d</ul>",
            [("list_item", 1, "a"), ("list_item", 2, "b"), ("list_item", 1, "c"), ("paragraph", 0, "d")],
        ),
        ("<blockquote>a</blockquote><pre>\n x  y\n</pre>", [("quote", 0, "a"), ("code", 0, "\n x  y\n")]),
        ("<table><tr><th>a<th>b<tr><td>c<td></table>", [("table", 0, "a\tb\nc\t")]),
        ("<table><tr><td><h2>a</h2><ul><li>b</ul></table>", [("heading", 2, "a"), ("list_item", 1, "b")]),
        ("<p>a<br>b<br></p>", [("paragraph", 0, "a\nb")]),
        ("<p>1 < 2 &lt; &#x33; &copy &bogus;</p>", [("paragraph", 0, "1 < 2 < 3 © &bogus;")]),
        ("<ruby>龙<rt>lóng</rt></ruby> <q>x</q>", [("paragraph", 0, "龙(lóng) “x”")]),
        ("<p>see <img alt='a &amp; b'></p>", [("paragraph", 0, "see a & b")]),
        (
            "<h1>A</h1><p class=date>3 March 2025</p><p>By Ann Lee</p>",
            [("title", 1, "A"), ("date_line", 0, "3 March 2025"), ("byline", 0, "By Ann Lee")],
        ),
    ],
)
def test_parse_html_blocks(text, expected):
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<script>if (a</b>) '<p>'</script>b", [("script", "<script>if (a</b>) '<p>'</script>")]),
        ("a<style>p{}", [("style", "<style>p{}")]),
        ("a<!-- <p>no</p> -->b", [("comment", "<!-- <p>no</p> -->")]),
        ("a<div hidden>x<div>y</div>z</div>b", [("hidden", "<div hidden>x<div>y</div>z</div>")]),
        ('a<p style="DISPLAY : none">x</p>b', [("hidden", '<p style="DISPLAY : none">x</p>')]),
        ('a<span style="left:-9999px">x</span>', [("hidden", '<span style="left:-9999px">x</span>')]),
        ('a<p style="opacity:0.5">x</p>b', []),
        ("a<nav>Home</nav>b", [("navigation", "<nav>Home</nav>")]),
        ("a<template><p>x</p></template>", [("template", "<template><p>x</p></template>")]),
        ("a<nav>never closed", []),
    ],
)
def test_parse_html_leaves_out_with_a_reason(text, expected):
    assert dropped(text) == expected


def test_parse_html_title_prefers_the_heading():
    page = "<title>Site | A</title><h1>A &amp; B</h1><p>x</p>"
    assert parse(page, "html").title == "A & B"
    assert parse("<title>Site\n &amp; A</title><p>x</p>", "html").title == "Site & A"
    assert outline("<title>T</title><p>x</p>") == [("paragraph", 0, "x")]


def test_parse_html_entity_and_folded_blank_are_atomic():
    (block,) = parse("<p>a &amp;\n  <i>b</i></p>", "html").blocks
    assert [(run.text, run.start, run.end, run.style) for run in block.runs] == [
        ("a ", 3, 5, ""),
        ("&", 5, 10, ""),
        (" ", 10, 13, ""),
        ("b", 16, 17, "em"),
    ]


def test_parse_html_misnested_tags_keep_their_style():
    (block,) = parse("<b>a<i>b</b>c</i>d", "html").blocks
    assert [(run.text, run.style) for run in block.runs] == [
        ("a", "strong"),
        ("b", "em strong"),
        ("c", "em"),
        ("d", ""),
    ]


@pytest.mark.parametrize("text", ["<a <b>x", '<a href="x', "a < b", "</", "<!x", "<a b='>"])
def test_parse_html_broken_tag_stays_visible(text):
    assert "".join(block.text for block in parse(text, "html").blocks).strip() != ""
