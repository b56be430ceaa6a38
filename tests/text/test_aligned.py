"""Two texts line for line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.aligned import changed, parts, rows
from articles.text.clean import diff_changes
from articles.text.trace import Piece
from articles.text.types import Change, Span

# What a side shows: [gone], {come}, ^ for the place of what only the other side has.
SIGNS = {"same": ("", ""), "gone": ("[", "]"), "come": ("{", "}"), "gap": ("^", "")}


def shown(before: str, changes) -> list[tuple[str, str]]:
    after = before
    for one in reversed(changes):
        after = after[: one.start] + one.text + after[one.end :]
    return [
        tuple("".join(SIGNS[part.kind][0] + part.text + SIGNS[part.kind][1] for part in own) for own in sides)
        for sides in ((row.left, row.right) for row in rows(parts(before, after, *changed(before, changes))))
    ]


@pytest.mark.parametrize(
    ("before", "changes", "expected"),
    [
        ("", [], []),
        ("a\nb", [], [("a\n", "a\n"), ("b", "b")]),
        ("x spam a\nb", [Change(2, 7)], [("x [spam ]a\n", "x ^a\n"), ("b", "b")]),
        # A whole line that went stands alone, also when it is the first, the last, or ends without a break.
        ("spam\na\n", [Change(0, 5)], [("[spam\n]", "^"), ("a\n", "a\n")]),
        ("a\nspam\nb\n", [Change(2, 7)], [("a\n", "a\n"), ("[spam\n]", "^"), ("b\n", "b\n")]),
        ("a\nspam", [Change(1, 6)], [("a[\n]", "a^"), ("[spam]", "")]),
        # An edit is moved to the beginning of the lines that it took or brought.
        ("a\nspam\nb\n", [Change(1, 6)], [("a\n", "a\n"), ("[spam\n]", "^"), ("b\n", "b\n")]),
        ("-a\n-b\n-c\n", [Change(4, 7)], [("-a\n", "-a\n"), ("[-b\n]", "^"), ("-c\n", "-c\n")]),
        ("-a\n-c", [Change(4, 4, "b\n-")], [("-a\n", "-a\n"), ("^", "{-b\n}"), ("-c", "-c")]),
        # A line that went on in one text stays one line there.
        ("a\nb c\n", [Change(1, 3, " and ")], [("a[\n][b] c\n", "a{ and } c\n")]),
        ("a b\n", [Change(1, 2, "\n")], [("a[ ]b\n", "a{\n}b\n")]),
        # Lines that were rewritten stand beside what they became.
        ("a\nb\nz", [Change(0, 4, "c\nd\n")], [("[a\n]", "{c\n}"), ("[b\n]", "{d\n}"), ("z", "z")]),
        ("z", [Change(0, 0, "a\nb\n")], [("^", "{a\n}"), ("", "{b\n}"), ("z", "z")]),
        ("z", [Change(1, 1, "\nb")], [("z^", "z{\n}"), ("", "{b}")]),
        ("a\r\nb", [Change(1, 2)], [("a[\r]\n", "a^\n"), ("b", "b")]),
    ],
)
def test_rows_of_changes(before, changes, expected):
    assert shown(before, changes) == expected


def test_lines_are_counted_where_they_begin():
    before, changes = "a\nspam\nb c\nd", [Change(2, 7), Change(8, 9, "\n")]
    found = rows(parts(before, "a\nb\nc\nd", *changed(before, changes)))
    assert [row.numbers for row in found] == [(1, 1), (2, 0), (3, 2), (4, 4)]


def test_very_long_line_is_cut_where_both_have_it():
    before, changes = "a" * 12_000 + "\nb", [Change(11_000, 11_001)]
    found = rows(parts(before, before[1:], *changed(before, changes)))
    assert [(row.weight, row.numbers) for row in found] == [
        (10_000, (1, 1)),
        (10_000, (0, 0)),
        (4_001, (0, 0)),
        (2, (2, 2)),
    ]


def test_differences_are_told_apart_by_their_causes():
    before = "x AA BB y"
    after = "x new y"
    gone = [(Span(2, 5), 7), (Span(5, 7), -3)]
    pieces = [Piece(2, 0), Piece(3, revision=3), Piece(2, 7)]
    found = parts(before, after, pieces, gone)
    assert [(part.text, part.kind, part.number, part.cause) for part in found] == [
        ("x ", "same", 0, 0),
        ("AA ", "gone", 1, 7),
        ("BB", "gone", 2, -3),
        ("new", "come", 2, 3),
        (" y", "same", 0, 0),
    ]
    assert rows(found)[0].differences == [1, 2]
    # What somebody wrote where a finding went is a difference of its own.
    found = parts("x AA y", "x new y", [Piece(2, 0), Piece(3, revision=7), Piece(2, 4)], [(Span(2, 4), 7)])
    assert [part.number for part in found] == [0, 1, 2, 0]


def test_fragment_keeps_its_place():
    """What was recorded as taken out is shown where it stood, though a line break more or less is the same text."""
    found = rows(parts("a\nspam\nb\n", "a\nb\n", [Piece(1, 0), Piece(3, 6)], [(Span(1, 6), 7)]))
    assert [("".join(part.text for part in row.left), row.differences) for row in found] == [
        ("a\n", [1]),
        ("spam\n", [1]),
        ("b\n", []),
    ]


@pytest.mark.parametrize(
    "pieces", [[Piece(2, 1), Piece(1, 0)], [Piece(1, 0)], [Piece(3, 1)], [Piece(3, 0), Piece(1)]]
)
def test_pieces_that_do_not_fit_are_refused(pieces):
    with pytest.raises(ValueError, match=r"differ|make up"):
        parts("abc", "abc", pieces, [])


LINES = st.text(alphabet="ab \n\r\u2028", max_size=40)


@given(LINES, LINES)
def test_each_side_is_its_text(before, after):
    changes = diff_changes(before, after)
    found = rows(parts(before, after, *changed(before, changes)))
    assert "".join(part.text for row in found for part in row.left) == before
    assert "".join(part.text for row in found for part in row.right) == after
    for row in found:
        same = "".join(part.text for part in row.left if part.kind == "same")
        assert same == "".join(part.text for part in row.right if part.kind == "same")
    gaps = [part.number for row in found for part in row.left + row.right if part.kind == "gap"]
    assert len(gaps) == len(set(gaps))
