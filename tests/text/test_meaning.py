"""What an edit did to the meaning of a claim: nothing, something it turns on, or something else."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.meaning import LONGEST, Meaning, Touch, compare_meaning

ROWS = [
    line.split("|")
    for line in Path(__file__).with_name("meaning_pairs.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("language", sorted({row[0] for row in ROWS}))
def test_pairs_of(language: str) -> None:
    rows = [row for row in ROWS if row[0] == language]
    wrong = [
        (row, compare_meaning(row[2], row[3], language))
        for row in rows
        if compare_meaning(row[2], row[3], language).kind != row[1]
    ]
    assert wrong == []
    assert all(compare_meaning(row[3], row[2], language).kind == row[1] for row in rows)


def test_touches_are_told_in_words() -> None:
    meaning = compare_meaning("80 people came.", "It is not so: 85 people came.", "en")
    assert meaning == Meaning("touched", (Touch("number", "80", "85"), Touch("negation", "", "not")))
    assert meaning.words == "“80” became “85”, “not” was added"
    assert compare_meaning("It is not so.", "It is so.", "en").words == "“not” went"


def test_many_touches_are_counted() -> None:
    meaning = compare_meaning("1 a 2 a 3 a 4 a 5 a 6", "9 a 8 a 7 a 6 a 5 a 4", "en")
    assert meaning.words.count("became") <= 4
    assert "more" in meaning.words


def test_long_passages_are_the_same_or_touched() -> None:
    long = "words " * LONGEST
    assert compare_meaning(long, long.replace(" ", "  ")).kind == "same"
    assert compare_meaning(long, long + "more").words == "a long passage was rewritten"


WORD = st.sampled_from(
    [
        "port",
        "Lindau",
        "panels",
        "4,200",
        "not",
        "38%",
        "percent",
        "上海",
        "über",
        "größer",
        "день",
        "2021",
        "all",
        "ليس",
        "café",
        "5",
    ]
)
PUNCTUATION = st.lists(
    st.sampled_from([" ", ", ", " – ", "; ", "\u00a0", "” ", "… ", "\n", "! "]), min_size=20, max_size=20
)


@settings(deadline=None)  # the tables of a language are read when it is first met
@given(st.lists(WORD, min_size=1, max_size=12), PUNCTUATION, st.sampled_from(["en", "de", "zh", ""]))
def test_spaces_and_punctuation_between_words_are_never_touched(words, marks, language) -> None:
    # Two figures side by side may be one: "4 200". Words keep them apart here.
    plain = [part for word in words for part in (word, "x")]
    pointed = "".join(word + mark for word, mark in zip(plain, marks * 2, strict=False))
    assert compare_meaning(" ".join(plain), pointed, language).kind == "same"


@settings(deadline=None)  # the tables of a language are read when it is first met
@given(st.text(alphabet=string.digits, min_size=1, max_size=6), st.data())
def test_changing_a_digit_is_always_touched(figure, data) -> None:
    place = data.draw(st.integers(0, len(figure) - 1))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != figure[place]]))
    before = f"They counted {figure} ships."
    after = f"They counted {figure[:place] + other + figure[place + 1 :]} ships."
    assert compare_meaning(before, after, "en").kind == "touched"


@settings(deadline=None)  # the tables of a language are read when it is first met
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared(one, other) -> None:
    assert compare_meaning(one, one) == Meaning("same")
    assert compare_meaning(one, other).kind in ("same", "touched", "changed")
