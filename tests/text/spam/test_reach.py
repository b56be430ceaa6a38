"""Ways to reach somebody, however they are written."""

import pytest

from articles.text.spam.reach import find_reach


@pytest.mark.parametrize(
    "number",
    [
        "+44 7700 900123",
        "+44 (0) 20 7946 0018",
        "+1-(888)-555-0163",
        "(020) 7946 0018",
        "0800 / 55 01 77",
        "0351/4567890",
        "1⇢888⇢555⇢0163",
        "010-1234-5678",
    ],
)
def test_telephone_is_found_as_a_whole(number: str) -> None:
    assert [(one.kind, one.target) for one in find_reach(f"call {number} now")] == [("phone", number)]


@pytest.mark.parametrize(
    "words", ["12/05/2025 10:30", "(1998-2003) 2004", "2019 (12) 3456", "555-0142", "24/7 2025"]
)
def test_date_and_range_are_no_telephone(words: str) -> None:
    assert find_reach(f"on {words} or later") == []


def test_one_telephone_leads_to_one_place_however_it_is_written() -> None:
    assert {one.led_to for one in find_reach("+1 888 555 0163, +1-(888)-555-0163, 1⇢888⇢555⇢0163")} == {
        "18885550163"
    }
