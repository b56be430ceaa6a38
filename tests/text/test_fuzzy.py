"""Approximate search against the plain definition of edit distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fuzzy import LONGEST_PATTERN, LONGEST_TEXT, edit_distance, find_similar

short = st.text(alphabet="ab字😀", min_size=1, max_size=9)


def plain_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, mine in enumerate(one, 1):
        last, row = row, [number]
        for place, theirs in enumerate(other, 1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (mine != theirs)))
    return row[-1]


@given(short, short)
def test_edit_distance_is_the_plain_one(one: str, other: str) -> None:
    assert edit_distance(one, other) == plain_distance(one, other)


def test_edit_distance_of_nothing_is_the_length() -> None:
    assert (edit_distance("", ""), edit_distance("abc", ""), edit_distance("", "ab")) == (0, 3, 2)


@given(short, short)
def test_find_similar_finds_the_best_piece_and_counts_its_edits(pattern: str, text: str) -> None:
    pieces = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]
    best = min(plain_distance(pattern, piece) for piece in pieces)
    found = find_similar(pattern, text, most_edits=len(pattern) - 1)
    assert all(plain_distance(pattern, text[start:end]) == edits for edits, start, end in found)
    assert [edits for edits, _, _ in found] == sorted(edits for edits, _, _ in found)
    assert (found[0][0] if found else len(pattern)) == min(best, len(pattern))


def test_find_similar_counts_overlapping_pieces_once() -> None:
    text = "xx the red house yy the rad house zz"
    found = find_similar("the red house", text, most_edits=3)
    assert [(edits, text[start:end]) for edits, start, end in found] == [
        (0, "the red house"),
        (1, "the rad house"),
    ]


@pytest.mark.parametrize(
    ("pattern", "text"), [("", "a"), ("a" * (LONGEST_PATTERN + 1), "a"), ("a", "a" * (LONGEST_TEXT + 1))]
)
def test_find_similar_refuses_what_would_take_too_long(pattern: str, text: str) -> None:
    with pytest.raises(ValueError, match="find_similar takes"):
        find_similar(pattern, text, most_edits=0)
