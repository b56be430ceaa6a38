"""Where each character of a text came from, followed through changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import apply_changes
from articles.text.trace import Piece, places, step, written_in
from articles.text.types import Change, Span

FIRST = "".join(chr(0x4E00 + number) for number in range(30))  # no character twice


def test_change_takes_pieces_out_and_puts_others_in():
    after, taken = step([Piece(10, 0)], [Change(2, 4, "x"), Change(6, 6, "yz")], [[Piece(1)], [Piece(2)]])
    assert after == [Piece(2, 0), Piece(1), Piece(2, 4), Piece(2), Piece(4, 6)]
    assert taken == [[Piece(2, 2)], []]


@pytest.mark.parametrize(
    ("pieces", "spans"),
    [
        ([], ()),
        ([Piece(3)], ()),
        ([Piece(2, 0), Piece(3, 2), Piece(1)], (Span(0, 5),)),
        ([Piece(2, 5), Piece(2, 0)], (Span(5, 7), Span(0, 2))),
    ],
)
def test_places_join_neighbours_and_leave_out_what_came_later(pieces, spans):
    assert places(pieces) == spans


def test_what_was_written_in_has_its_place_in_the_newest_text():
    pieces = [Piece(2, 0), Piece(3), Piece(4, 2), Piece(1)]
    assert written_in(pieces) == (Span(2, 5), Span(9, 10))


CHANGES = st.lists(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.integers(0, 3)), max_size=4), max_size=6
)


@given(rounds=CHANGES)
def test_each_character_is_where_its_piece_says(rounds):
    text, pieces, fresh = FIRST, [Piece(len(FIRST), 0)], 0x3400
    for wanted in rounds:
        changes, at = [], 0
        for start, length, come in sorted(wanted):
            start = max(start, at)
            if start + length <= len(text):
                changes.append(Change(start, start + length, chr(fresh) * come))
                fresh, at = fresh + 1, start + length
        put = [[Piece(len(one.text))] if one.text else [] for one in changes]
        before = text
        text, (pieces, taken) = apply_changes(text, changes), step(pieces, changes, put)
        assert [sum(piece.length for piece in gone) for gone in taken] == [
            one.end - one.start for one in changes
        ]
        for change, gone in zip(changes, taken, strict=True):
            words = [character for character in before[change.start : change.end] if character in FIRST]
            assert "".join(words) == "".join(FIRST[span.start : span.end] for span in places(gone))
        at = 0
        for piece in pieces:
            words = text[at : at + piece.length]
            if piece.origin is None:
                assert not set(words) & set(FIRST)
            else:
                assert words == FIRST[piece.origin : piece.origin + piece.length]
            at += piece.length
        assert at == len(text)
