"""Fragments where readers do not look: attributes, elements that no page shows, tags, targets of links."""

import pytest

from articles.text.spam import find_spam

BODY = "<p>The mill was open on Sunday.</p>\n<p>The miller showed the stones to forty visitors.</p>\n"
LINKS = '<a href="https://den.example/">{}</a> <a href="https://den.example/b">{}</a>'
VEILS = ("display:none", "position:absolute; left:-9999px", "font-size: 0px", "visibility: hidden")


def found(text: str) -> list[tuple[str, bool]]:
    return [(text[one.start : one.end], one.sure) for one in find_spam(text)]


@pytest.mark.parametrize("style", VEILS)
def test_links_that_no_page_shows_are_sure_with_words_of_a_trade(style: str) -> None:
    links = LINKS.format("online casino bonus", "casino free spins")
    assert found(f'{BODY}<div style="{style}">{links}</div>\n{BODY}') == [(links, True)]


def test_links_that_no_page_shows_are_asked_about_whatever_they_say() -> None:
    links = LINKS.format("oak doors", "oak floors")

    assert found(f'{BODY}<div style="display:none">{links}</div>\n{BODY}') == [(links, False)]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">The mill is closed today. Tickets stay valid.</div>',
        '<div style="display:none"><a href="/a">About</a> <a href="/b">Contact</a></div>',
        '<div style="display:none"><a href="https://one.example/">One</a> <a href="https://two.example/">Two</a></div>',
        '<div style="display:none"><a href="https://share.example/">Share this</a></div>',
        '<div style="font-size:0.9em">' + LINKS.format("The mill", "The miller") + "</div>",
        LINKS.format("The mill", "The miller")
        + '<div style="display:none">'
        + LINKS.format("Mill", "Miller")
        + "</div>",
    ],
)
def test_what_sites_hide_is_left_alone(hidden: str) -> None:
    assert found(f"{BODY}{hidden}\n{BODY}") == []


@pytest.mark.parametrize("name", ["alt", "title"])
def test_an_offer_in_an_attribute_is_found(name: str) -> None:
    text = (
        f'{BODY}<p><img src="a.jpg" {name}="The mill in May best online casino bonus no deposit"></p>\n{BODY}'
    )

    assert found(text) == [(" best online casino bonus no deposit", False)]


@pytest.mark.parametrize(
    "value", ["red apples on a wooden table", "中文", "Русский язык", "girl with a red coat, 1912 - archive"]
)
def test_what_a_picture_is_called_is_left_alone(value: str) -> None:
    assert found(f'{BODY}<p><img src="a.jpg" alt="{value}"> The wind.</p>\n{BODY}') == []


def test_a_line_with_a_picture_is_still_a_line_of_its_own() -> None:
    line = '<p><img src="a.jpg" alt="The mill in May">online casino bonus, free spins, no deposit</p>\n'

    assert found(f"{BODY}{line}{BODY}") == [(line, True)]


TAGS = {
    "zh": ("老手艺人在南门修伞已经四十一年。\n\n", "标签：老手艺,城南", ",办证"),
    "th": ("ลุงซ่อมวิทยุมาสามสิบปีที่บ้านหม้อ\n\n", "ป้ายกำกับ: วิทยุ, ช่างซ่อม", ", สล็อตเว็บตรง"),
    "en": ("The mill was open on Sunday.\n\n", "Tags: mill, wind", ", casino"),
    "pl": ("Młyn był otwarty w niedzielę.\n\n", "Słowa kluczowe: młyn, wiatr", ", kasyno"),
}


@pytest.mark.parametrize(("body", "tags", "tag"), TAGS.values(), ids=TAGS.keys())
def test_a_tag_of_a_trade_that_the_article_does_not_speak_of_is_found(body: str, tags: str, tag: str) -> None:
    assert [one for one, _ in found(f"{body * 3}{tags}{tag}\n")] == [tag]


def test_a_tag_that_the_article_speaks_of_is_left_alone() -> None:
    assert found("The old casino was torn down on Sunday.\n\n" * 2 + "Tags: town, casino\n") == []


def test_reason_of_a_tag_says_once_that_nothing_speaks_of_it() -> None:
    text = (
        "The hall was full on Sunday, and forty people came to hear the choir.\n\nThe choir was founded by two fishermen.\n\n"
        "Tags: harbour, choir, cheap viagra online, soup\n"
    )

    (finding,) = find_spam(text)

    assert finding.reason.count("the article speaks of this nowhere") == 1
