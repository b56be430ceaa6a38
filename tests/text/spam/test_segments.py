"""Segments: what is shown, and where it stands in the raw text."""

from articles.text.spam.segments import segments


def shown(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.shown) for one in segments(text)]


def test_lines_lose_their_markers() -> None:
    text = (
        "# A title\n\nFirst line of a body that ends here.\n- item\n2. second\n> quoted words.\nTags: a, b\n"
    )

    assert shown(text) == [
        ("heading", "A title"),
        ("body", "First line of a body that ends here."),
        ("bullet", "item"),
        ("bullet", "second"),
        ("body", "quoted words."),
        ("tags", "Tags: a, b"),
    ]


def test_fenced_and_preformatted_lines_are_code() -> None:
    assert shown("```\nx = 1\n```\ny\n") == [("code", "x = 1"), ("heading", "y")]
    assert shown("<pre>x = 1</pre>\n<p>y</p>\n") == [("code", "x = 1"), ("heading", "y")]


def test_html_is_cut_at_blocks_and_scripts_are_left_out() -> None:
    text = "<h2>A <em>b</em> &amp; c</h2><script>var x;</script><ul><li>d</li></ul>"

    assert shown(text) == [("heading", "A b & c"), ("bullet", "d")]


def test_raw_range_covers_entities_and_whole_links() -> None:
    text = "See &amp; [the map](https://maps.example/) now"
    (segment,) = segments(text)

    entity = segment.raw(segment.shown.index("&"), segment.shown.index("&") + 1)
    link = segment.raw(segment.shown.index("the"), segment.shown.index("the") + 7)
    word = segment.raw(segment.shown.index("map"), segment.shown.index("map") + 3)

    assert text[slice(*entity)] == "&amp;"
    assert text[slice(*link)] == "[the map](https://maps.example/)"
    assert text[slice(*word)] == "map"  # a part of a link's text is no link
    assert [target for _, _, target, _, _ in segment.links] == ["https://maps.example/"]
