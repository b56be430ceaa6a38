"""Twice the input, about twice the work: steps are counted, so that no clock is asked."""

import sys

import pytest

from articles.text import TextRefused, parse

SMALL = 200
PUMPS = (
    *(
        "<",
        "<a ",
        '<a "',
        '<a b="',
        "<a b='\"",
        "</ ",
        "<!",
        "<!--",
        "<p>a",
        "<li>",
        "<td>",
        "</b>",
        "<b></b>",
        "<br>",
    ),
    *(
        "<table><tr><td>x</table>",
        "<nav></nav>",
        "<nav></nav ",
        "<div hidden></div>",
        "<script></script>",
        "<title></title>",
    ),
    *(
        "&",
        "&amp;",
        "&a",
        "[",
        "]",
        "](",
        "![",
        "[a](b",
        "[a](b)",
        "[a][a]",
        "*",
        "*a",
        "**a",
        "a* ",
        "_a_",
        "`",
        "`a``",
        "~~",
    ),
    *(
        "\\",
        "|",
        "|a",
        "|a|\n|-|\n",
        "a\n",
        "a\n\n",
        "# a\n",
        "- a\n",
        "  - a\n",
        "1. a\n",
        "> ",
        "> a\n",
        "```\n",
        "---\n",
    ),
    *(
        "[a]: b\n",
        "a\n===\n",
        "上 - a\n",
        "✓ a\n",
        "Tags: a\n",
        "⏱ 🔖 a\n",
        "1 May 2025\n",
        "By Ann\n",
        "a. b ",
        "a  b  ",
        " ",
    ),
)


def steps(text: str, format: str) -> int:
    """How many lines of Python run while `text` is parsed."""
    count = 0

    def tracer(frame, event, argument):
        nonlocal count
        count += 1
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        parse(text, format)
    except TextRefused:
        pass
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_parse_pumped_text_takes_linear_steps(format):
    """Each doubling may at most cost 2.5 times the steps. Refused texts stop early, which is fine too."""
    too_many = {}
    for pump in PUMPS:
        one, two = steps("x\n" + pump * SMALL, format), steps("x\n" + pump * SMALL * 2, format)
        if two > 2.5 * one + 2_000:
            too_many[pump] = (one, two)
    assert too_many == {}


@pytest.mark.parametrize(
    "tag", ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<svg>", "<a href=x>"]
)
def test_parse_deep_html_refused(tag):
    with pytest.raises(TextRefused) as refused:
        parse(tag * 201 + "x", "html")
    assert refused.value.code == "too_deep"


def test_parse_html_at_the_limit_keeps_its_text():
    document = parse("<div>" * 200 + "deep" + "</div>" * 200, "html")
    assert [block.text for block in document.blocks] == ["deep"]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_parse_one_line_of_two_million_characters(format):
    text = "word " * 400_000
    document = parse(text, format)
    assert [(block.kind, len(block.text)) for block in document.blocks] == [("paragraph", len(text) - 1)]
