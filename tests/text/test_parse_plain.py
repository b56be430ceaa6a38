"""Plain text without markup: what each line is."""

import pytest

from articles.text import parse
from tests.shared import SEED, needs_seed

LONG = "The residents own the house together, and nobody can sell a flat for profit to anybody else at all."


def outline(text: str, format: str = "text") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parse(text, format).blocks]


@needs_seed
def test_parse_seed_has_four_headings_and_no_title():
    document = parse(SEED.read_text(encoding="utf-8"))
    assert (document.format, document.title, document.language, document.date) == ("text", "", "en", "")
    assert [block.text for block in document.blocks if block.kind == "heading"] == [
        "The Semiconductor Surge",
        "上海龙凤419 AI: Shanghai's Secret Weapon",
        "上海花千坊419 The Talent Wars",
        "上海喝茶服务vx Challenges Ahead",
    ]
    assert {block.kind for block in document.blocks} == {"paragraph", "heading"}


def test_parse_article_names_each_line():
    text = f"Forty Flats\n3 March 2025 | Ledger\nBy Ann Lee\n\n{LONG}\n\nThe rules:\n- One\n- Two\n\nWhat next\n{LONG}\n\nTags: a, b"
    document = parse(text, "text")
    assert outline(text) == [
        ("title", "Forty Flats"),
        ("date_line", "3 March 2025 | Ledger"),
        ("byline", "By Ann Lee"),
        ("paragraph", LONG),
        ("paragraph", "The rules:"),
        ("list_item", "One"),
        ("list_item", "Two"),
        ("heading", "What next"),
        ("paragraph", LONG),
        ("tag_line", "Tags: a, b"),
    ]
    assert (document.title, document.date, document.tags) == ("Forty Flats", "3 March 2025", ("a", "b"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_parse_any_line_end_gives_the_same_outline(newline):
    lines = ["Title", "", "A heading", LONG, "", "one", "two", "three"]
    assert [kind for kind, _ in outline(newline.join(lines))] == [
        "title",
        "heading",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "2025-04-27",
            "2025-04-27 03:40",
            "3 March 2025",
            "Tuesday, 11 February 2025",
            "March 3, 2025",
            "21. März 2025",
        ),
        *(
            "14 janvier 2025",
            "5 de marzo de 2025",
            "2025年3月18日",
            "2025년 3월 5일",
            "2 Haziran 2025",
            "12 мая 2025 г.",
        ),
        *(
            "١٥ فبراير ٢٠٢٥",
            "ngày 5 tháng 3 năm 2025",
            "5 มีนาคม 2568",
            "5 मार्च 2025",
            "5 Maret 2025",
            "Released 6 May 2025",
        ),
    ],
)
def test_parse_date_line_under_the_title(line):
    assert outline(f"A Title\n{line}\n\n{LONG}")[1] == ("date_line", line)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("⏱ 2025-04-27 03:40 🔖 上海同城 📢0", ("上海同城",)),
        ("⏱ 2025-04-27 03:40 🔖 📢0", ()),
        ("Tags: one, two words", ("one", "two words")),
        ("标签：甲，乙", ("甲", "乙")),
        ("#one #two", ("one", "two")),
    ],
)
def test_parse_tag_line_gives_its_tags(line, tags):
    document = parse(f"A Title\n\n{line}\n\n{LONG}", "text")
    assert (document.blocks[1].kind, document.tags) == ("tag_line", tags)


@pytest.mark.parametrize(
    ("first", "second", "ordered"),
    [
        *(("-", "-", False), ("*", "*", False), ("•", "•", False), ("→", "→", False), ("✓", "✓", False)),
        *(
            ("1.", "2.", True),
            ("1)", "2)", True),
            ("(1)", "(2)", True),
            ("①", "②", True),
            ("1、", "2、", True),
        ),
    ],
)
def test_parse_list_item_keeps_the_marker_apart(first, second, ordered):
    document = parse(f"{LONG}\n{first} First\n{second} Second", "text")
    items = [(block.text, block.marker, block.ordered) for block in document.blocks[1:]]
    assert items == [("First", first, ordered), ("Second", second, ordered)]


def test_parse_fragment_glued_in_front_of_a_marker_is_still_an_item():
    block = parse(f"{LONG}\n- One\n上海娱乐会所 - Two\n- Three", "text").blocks[2]
    assert [(run.text, run.start) for run in block.runs] == [("上海娱乐会所 ", 106), ("Two", 115)]
    assert (block.kind, block.marker) == ("list_item", "-")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"T\n\n1. The hours\n{LONG}\n\n2. The room\n{LONG}", "title heading paragraph heading paragraph"),
        (f"T\n\n{LONG}\n1. One\n2. Two\n{LONG}", "title paragraph list_item list_item paragraph"),
        ("T\n\nRoses are red\nviolets are blue,\nthis is no heading\nand neither are you", "title paragraph"),
        (f"{LONG}\nand it goes on", "paragraph paragraph"),
        (f"T\n\na  b  c\nd  e  f\n\n{LONG}", "title table paragraph"),
        (f"T\n\nHead\n+---+---+\n| a | b |\n+---+---+\n{LONG}", "title heading table paragraph"),
        ("> q\n> r\n\nnot", "quote paragraph"),
        (f"🎉\n\n{LONG}", "title paragraph"),
        (f"{'t' * 2000}\n\n{LONG}", "paragraph paragraph"),
        (f"杭州-龙凤论坛|爱杭州会\n\nRobots Fold Shirts\n\n{LONG}", "paragraph title paragraph"),
        (f"T\n\n[Article Content - 229 words]\n\n{LONG}", "title paragraph paragraph"),
    ],
)
def test_parse_lines_that_look_alike(text, kinds):
    assert " ".join(kind for kind, _ in outline(text)) == kinds


def test_parse_wrapped_mail_joins_its_lines():
    lines = [
        "In the basement of the town archive twelve thousand sounds are kept in",
        "the dark. There is a tram bell from 1934",
    ]
    lines += [
        "and the last working loom of the valley, which nobody has heard since",
        "the butcher called his dog. It ends.",
    ]
    text = "\n".join(lines)
    assert outline(text) == [("paragraph", text)]
    assert {run.style for run in parse(text, "text").blocks[0].runs} == {""}
