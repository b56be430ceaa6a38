"""Texts for the property tests: ordinary characters, and the marks that the parsers look for."""

from hypothesis import strategies as st

from articles.text import TextRefused, parse

FORMATS = ("text", "markdown", "html")
_TOKENS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<li>",
        "<ul>",
        "</ul>",
        "<ol>",
    ),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<br>",
        "<pre>",
        "</pre>",
        "<a href='http://x.example/'>",
        "</a>",
        "<q>",
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<div hidden>",
        "<ruby>",
        "<rt>",
        "<img alt='x y'>",
    ),
    *(
        "&amp;",
        "&lt",
        "&#0;",
        "&#xd800;",
        "&notin;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "<a ",
        '<a b="',
        "</",
        "<!",
        "<?",
    ),
    *("\n", "\r\n", "\r", "\n\n", "  \n", "\\\n", "\u2028", "\t", "    ", " ", "\u3000", "\ufeff"),
    *(
        "# ",
        "## ",
        "===",
        "---",
        "***",
        "> ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "(3) ",
        "✓ ",
        "```",
        "~~~",
        "`",
        "``",
        "|",
        "|---|",
    ),
    *("*", "**", "_", "~~", "[", "]", "](http://x.example/)", "![", "[a]: b", "\\*", "+---+"),
    *("⏱ 2025-04-27 03:40 🔖 x 📢0", "Tags: a, b", "3 March 2025", "2025年3月18日", "By Ann Lee", "#tag"),
    *("上海 ", "Одна ", "word ", "A sentence ends here. ", "x" * 130, "👩‍🌾", "é"),
)

texts = st.lists(st.one_of(st.sampled_from(_TOKENS), st.text(max_size=6)), max_size=40).map("".join)


def parse_or_none(text: str, format: str):
    """The document, or None where the text is refused. Any other error is a bug and comes through."""
    try:
        return parse(text, format)
    except TextRefused:
        return None
