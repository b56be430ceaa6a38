"""Safe HTML, marks that never break the nesting, and plain words."""

import re
from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import Mark, parse, render_html, render_plain, render_raw, visible
from tests.text.strategies import FORMATS, parse_or_none, texts

_ALLOWED = re.compile(
    r"</?(?:h[1-6]|p|ul|ol|li|blockquote|pre|code|table|tr|td|th|em|strong|br|m1|m2|a)>"
    r'|<p class="(?:date|tags|byline)">|<ol start="\d+">|<li value="\d+">|<th scope="col">'
    r'|<a href="(?:https?://|mailto:)[^"<>]*" rel="nofollow ugc noopener">'
)


def check_balanced(html: str) -> str:
    """Every tag is one of ours and closed in order; returns the text between the tags."""
    words, open_tags, position = [], [], 0
    for tag in re.finditer(r"<[^>]*>", html):
        assert _ALLOWED.fullmatch(tag.group()), tag.group()
        words.append(html[position : tag.start()])
        position = tag.end()
        name = re.match(r"</?(\w+)", tag.group())[1]
        if name == "br":
            words.append("\n")
        elif tag.group().startswith("</"):
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []
    words.append(html[position:])
    between = "".join(words)
    assert not set("<>\"'") & set(between)
    return unescape(between)


@st.composite
def marked(draw):
    text = draw(texts.filter(bool))
    place = st.integers(0, len(text))
    pairs = draw(
        st.lists(st.tuples(place, place).map(sorted).filter(lambda pair: pair[0] < pair[1]), max_size=5)
    )
    return text, [
        Mark(start, end, f"<m{1 + n % 2}>", f"</m{1 + n % 2}>") for n, (start, end) in enumerate(pairs)
    ]


@given(marked(), st.sampled_from(FORMATS))
def test_render_html_is_balanced_and_escaped(given_text, format):
    text, marks = given_text
    document = parse_or_none(text, format)
    if document is None:
        return
    shown = check_balanced(render_html(document, marks=marks))
    plain = check_balanced(render_html(document))
    assert shown == plain
    forbidden = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffd]")
    expected = "".join(block.text for block in document.blocks)
    assert forbidden.sub("", shown) == forbidden.sub("", expected)


@given(marked())
def test_render_raw_shows_the_text_as_it_stands(given_text):
    text, marks = given_text
    shown = check_balanced(render_raw(text, marks))
    assert re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", "\ufffd", text) == shown


@given(texts, st.sampled_from(FORMATS))
def test_render_plain_and_visible_take_any_text(text, format):
    document = parse_or_none(text, format)
    if document is not None:
        shown = (render_plain(document).strip(), visible(document, 0, len(text)).strip())
        assert [bool(words) for words in shown] == [bool(document.blocks)] * 2


def test_render_html_uses_semantic_tags_and_orders_headings():
    text = "# T\n\n#### A *b*\n\n2. x\n3. y\n   - in\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n<c>\n```\n"
    html = render_html(parse(text, "markdown"), skip_title=True)
    assert html.replace("\n", "") == (
        "<h2>A <em>b</em></h2>"
        '<ol start="2"><li>x</li><li>y<ul><li>in</li></ul></li></ol>'
        "<blockquote><p>q</p></blockquote>"
        '<table><tr><th scope="col">a</th><th scope="col">b</th></tr><tr><td>1</td><td>2</td></tr></table>'
        "<pre><code>&lt;c&gt;</code></pre>"
    )


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        *(("https://x.example/?a=1&b=2", True), ("HTTP://x.example", True), ("mailto:a@x.example", True)),
        *(
            ("javascript:alert(1)", False),
            ("data:text/html,x", False),
            ("//x.example", False),
            ("/here", False),
        ),
        *((" java\tscript:x", False), ("https://x.example/'onclick=", False), ("vbscript:x", False)),
    ],
)
def test_render_html_keeps_only_harmless_links(href, kept):
    html = render_html(parse(f'<p>see <a href="{href}">it</a> now</p>', "html"))
    assert ("<a " in html) is kept
    assert ('rel="nofollow ugc noopener"' in html) is kept
    assert "it" in html


def test_render_html_marks_cross_blocks_and_overlap():
    text = "<p>one <b>two</b> three</p><p>four</p>"
    marks = [
        Mark(text.index("two"), text.index("four") + 2, '<m1 id="a">', "</m1>", "<m1>"),
        Mark(3, 12, "<m2>", "</m2>"),
    ]
    assert render_html(parse(text, "html"), marks=marks) == (
        '<p><m2>one <m1 id="a"><strong>tw</strong></m1></m2><m1><strong>o</strong> three</m1></p>\n'
        "<p><m1>fo</m1>ur</p>"
    )


def test_render_html_atomic_run_is_marked_as_a_whole():
    assert (
        render_html(parse("<p>a &amp; b</p>", "html"), marks=[Mark(6, 7, "<m1>", "</m1>")])
        == "<p>a <m1>&amp;</m1> b</p>"
    )


def test_render_html_own_link_gives_way_to_a_linked_mark():
    document = parse('<p><a href="http://x.example/">ab</a></p>', "html")
    place = document.text.index("ab")
    html = render_html(document, marks=[Mark(place, place + 1, '<a href="#c1">', "</a>")])
    assert html == '<p><a href="#c1">a</a><a href="http://x.example/" rel="nofollow ugc noopener">b</a></p>'


def test_render_html_declares_another_language():
    document = parse("كيف تجد النحلة طريقها في المدينة على الأسطح من فوق إلى أن\n", "text")
    assert render_html(document, lang="en").startswith('<div lang="ar" dir="rtl">\n<p>')
    assert render_html(document, lang="ar").startswith("<p>")


@pytest.mark.parametrize("place", [(0, 0), (3, 2), (-1, 2), (0, 9)])
def test_render_mark_that_does_not_fit_refused(place):
    with pytest.raises(ValueError, match="does not lie in a text of 4 characters"):
        render_raw("abcd", [Mark(*place, "<m1>", "</m1>")])


def test_visible_shows_a_raw_range_as_a_reader_sees_it():
    document = parse("<h1>A &amp; B</h1>\n<p>one <b>two</b><br>three</p>", "html")
    assert visible(document, 0, len(document.text)) == "A & B\none two\nthree"
    assert visible(document, 6, 8) == "&"


def test_render_html_passes_a_strict_html5_parser():
    text = "# T\n\n- a\n  1. b\n- c\n\n> q\n\n| a |b|\n|-|-|\n|1|2|\n\n[l](http://x.example/?a&b) `c`\n"
    parser = html5lib.HTMLParser(strict=True)
    parser.parse("<!doctype html><title>x</title>" + render_html(parse(text, "markdown")))
    assert parser.errors == []
