"""Dates at the ends of lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.spam.dates import DATE_END_RE, date_at_end

DATED = {
    "The ladder 2025-03-04": " 2025-03-04",
    "The ladder 4. de marzo de 2025": " 4. de marzo de 2025",
    "The ladder 2025年3月4日 10:30 UTC": " 2025年3月4日 10:30 UTC",
    "The ladder 2025-03-04, they said": None,
    "The ladder 2025-03-04 10:30 UTC": " 2025-03-04 10:30 UTC",
    "梯子 2025 年 3 月 4 日": " 2025 年 3 月 4 日",
    "It went on in 2025.": None,
    "": None,
}
PIECES = st.sampled_from(
    (
        "The ladder",
        " ",
        "2025-03-04",
        "4 ",
        "12. ",
        "marzo",
        "de ",
        "2025",
        "T10:30",
        " UTC",
        "\n",
        "年",
        "3",
        "月",
        "日",
        "x" * 30,
    )
)


@pytest.mark.parametrize(("text", "date"), DATED.items())
def test_date_at_end_of_line(text: str, date: str | None) -> None:
    found = date_at_end(text)

    assert (found and found[0]) == date


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.integers(0, 20))
def test_a_look_at_the_last_characters_finds_what_a_look_at_all_finds(text: str, start: int) -> None:
    near, far = date_at_end(text, start), DATE_END_RE.search(text, start)

    assert (near and near.span()) == (far and far.span())
