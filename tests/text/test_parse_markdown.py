"""Markdown: blocks and inlines."""

import pytest

from articles.text import parse


def runs(text: str) -> list[tuple[str, str, str]]:
    return [(run.text, run.style, run.href) for block in parse(text, "markdown").blocks for run in block.runs]


def outline(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse(text, "markdown").blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n## B ##\n\ntext", [("title", 1, "A"), ("heading", 2, "B"), ("paragraph", 0, "text")]),
        ("# A\n\n# B", [("title", 1, "A"), ("heading", 2, "B")]),
        ("##\n\ntext", [("paragraph", 0, "text")]),
        ("A\n===\nB\n---\ntext", [("title", 1, "A"), ("heading", 2, "B"), ("paragraph", 0, "text")]),
        ("- a\n  - b\n- c", [("list_item", 1, "a"), ("list_item", 2, "b"), ("list_item", 1, "c")]),
        ("- a.\nSpam", [("list_item", 1, "a."), ("paragraph", 0, "Spam")]),
        ("> a\n> b\n>\n> c", [("quote", 0, "a\nb"), ("quote", 0, "c")]),
        ("```py\nx = *1*\n```\nafter", [("code", 0, "x = *1*"), ("paragraph", 0, "after")]),
        ("```\nnever closed", [("code", 0, "never closed")]),
        ("|a|b|\n|-|-|\n| c | d |", [("table", 0, "a\t b\nc\td")]),
        ("a\n\n***\n\nb", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ("a\n<!-- no -->\nb", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ("<div><p>a</p></div>\n\n<script>x()</script>\n\nb", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ("上海同城 ## Head\n\nb", [("heading", 2, "上海同城 Head"), ("paragraph", 0, "b")]),
        ("- a\n上海 - b\n- c", [("list_item", 1, "a"), ("list_item", 1, "上海 b"), ("list_item", 1, "c")]),
    ],
)
def test_parse_markdown_blocks(text, expected):
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a *b* **c** ***d***",
            [
                ("a ", "", ""),
                ("b", "em", ""),
                (" ", "", ""),
                ("c", "strong", ""),
                (" ", "", ""),
                ("d", "em strong", ""),
            ],
        ),
        ("snake_case_name", [("snake_case_name", "", "")]),
        ("2 * 3 * 4", [("2 * 3 * 4", "", "")]),
        ("**open", [("**open", "", "")]),
        ("`a*b*` `` ` ``", [("a*b*", "code", ""), (" ", "", ""), (" ` ", "code", "")]),
        ("[a](http://x.example/ 'T') b", [("a", "", "http://x.example/"), (" b", "", "")]),
        (
            "[a][r] [r] [no]\n\n[r]: http://y.example/",
            [
                ("a", "", "http://y.example/"),
                (" ", "", ""),
                ("r", "", "http://y.example/"),
                (" [no]", "", ""),
            ],
        ),
        ("<http://x.example/>", [("http://x.example/", "", "http://x.example/")]),
        ("![alt *x*](p.png)", [("alt ", "", ""), ("x", "em", "")]),
        ("\\*a\\*", [("*a", "", ""), ("*", "", "")]),
        ("a &amp; b &nothing;", [("a ", "", ""), ("&", "", ""), (" b &nothing;", "", "")]),
        (
            "a  \nb\\\nc\nd",
            [
                ("a", "", ""),
                ("\n", "br", ""),
                ("b", "", ""),
                ("\n", "br", ""),
                ("c", "", ""),
                ("\n", "", ""),
                ("d", "", ""),
            ],
        ),
        (
            "a <b>c</b> <!-- x --> d<br>e",
            [
                ("a ", "", ""),
                ("c", "strong", ""),
                (" ", "", ""),
                (" d", "", ""),
                ("\n", "br", ""),
                ("e", "", ""),
            ],
        ),
        ("1 < 2 <3 & 4", [("1 < 2 <3 & 4", "", "")]),
    ],
)
def test_parse_markdown_inlines(text, expected):
    assert runs(text) == expected


def test_parse_front_matter_gives_title_date_and_tags():
    document = parse('---\ntitle: "A: b"\ndate: 2025-03-04\ntags: [x, y]\n---\n\nWords.\n', "markdown")
    assert (document.title, document.date, document.tags) == ("A: b", "2025-03-04", ("x", "y"))
    assert [
        (part.kind, document.text[part.start : part.end]) for part in document.parts if part.kind != "markup"
    ] == [
        ("title", "A: b"),
        ("date_line", "2025-03-04"),
        ("tag_line", "x, y"),
        ("paragraph", "Words."),
        ("blank", "\n"),
    ]


def test_parse_markdown_script_is_a_drop_with_its_reason():
    document = parse("a <script>x()</script> b", "markdown")
    assert [(part.reason, part.start, part.end) for part in document.parts if part.kind == "drop"] == [
        ("script", 2, 22)
    ]
