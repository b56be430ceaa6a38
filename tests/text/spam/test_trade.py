"""How words of the trades are looked up."""

import pytest

from articles.text.spam.trade import find_hits


def found(folded: str) -> list[tuple[str, str, str]]:
    """What stands in the text, the word of the table that it is, its kind."""
    return [(folded[hit.start : hit.end], hit.word.text, hit.word.kind) for hit in find_hits(folded)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("nha cai", "nhà cái"),
        ("doi thuong", "đổi thưởng"),
        ("canli bahis", "canlı bahis"),
        ("chwilowka", "chwilówk*"),
        ("sin deposito", "sin depósito"),
        ("χωρισ καταθεση", "χωρίς κατάθεση"),
    ],
)
def test_word_without_its_marks_is_the_same_word(typed: str, word: str) -> None:
    ((stands, named, _),) = found(typed)

    assert (stands, named) == (typed, word)


def test_short_word_without_its_marks_is_another_word() -> None:
    assert found("nap re kop sen") == []


@pytest.mark.parametrize("brand", ["kudos88", "bóng88", "go68", "22bet", "78win"])
def test_name_with_a_number_in_it_is_a_brand(brand: str) -> None:
    assert found(brand) == [(brand, brand, "brand")]
