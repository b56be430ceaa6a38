"""Links whose target alone says what is sold there."""

import pytest

from articles.text.spam import find_spam

SAID = "The wind is measured on the {}, from nought to twelve.\n\nThe mill stands still below three.\n"
CASINO = "https://casino-moon.example/bonus"


@pytest.mark.parametrize("link", ["[Beaufort scale]({})", '<a href="{}">Beaufort scale</a>'])
def test_a_target_that_advertises_is_asked_about(link: str) -> None:
    text = SAID.format(link.format(CASINO))

    (one,) = find_spam(text)

    assert (text[one.start : one.end], one.sure, one.rule) == (CASINO, False, "link-target")
    assert one.reason == (
        "The link leads to a site that by its name advertises casino, of which the article does not speak."
    )


@pytest.mark.parametrize(
    "text",
    [
        SAID.format("[Beaufort scale](https://weather.example/online/bonus)"),
        SAID.format(f"[Beaufort scale]({CASINO})") + "\nThe old casino has a weathercock.\n",
        SAID.format("[Beaufort scale](/casino-bonus)"),
        SAID.format(f"`[Beaufort scale]({CASINO})`") + f"\n```\n[scale]({CASINO})\n```\n",
        SAID.format(f"![Beaufort scale]({CASINO}.jpg)"),
    ],
)
def test_targets_of_the_article_are_left_alone(text: str) -> None:
    assert find_spam(text) == ()
