"""Taking out, putting back, and moving along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import apply_changes, clean, diff_changes, invert, map_position, map_span, restore
from articles.text.types import Change, Span

words = st.text(alphabet="ab c\n上😀", max_size=40)


@st.composite
def changed(draw):
    """A text and changes that fit it."""
    text = draw(words)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    if len(cuts) % 2:
        cuts.pop()
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return text, tuple(Change(start, end, draw(st.text(alphabet="xyz", max_size=3))) for start, end in pairs)


@st.composite
def spanned(draw):
    text = draw(words)
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).map(sorted).map(tuple), max_size=5))
    return text, spans


@given(spanned())
def test_clean_keeps_exactly_what_no_span_holds(given_text):
    text, spans = given_text
    gone = {place for start, end in spans for place in range(start, end)}
    found = clean(text, spans)
    assert found.text == "".join(char for place, char in enumerate(text) if place not in gone)
    assert clean(found.text, ()).text == found.text
    assert clean(text, [Span(*span) for span in spans]) == found


@pytest.mark.parametrize("span", [(-1, 2), (2, 1), (0, 5)])
def test_clean_span_out_of_bounds_refused(span):
    with pytest.raises(ValueError, match="does not lie in a text of 4 characters"):
        clean("abcd", [span])


@given(changed())
def test_invert_gives_the_text_back(given_text):
    text, changes = given_text
    assert apply_changes(apply_changes(text, changes), invert(text, changes)) == text


@pytest.mark.parametrize("changes", [(Change(2, 1),), (Change(0, 9),), (Change(2, 3), Change(1, 2))])
def test_apply_changes_that_do_not_fit_refused(changes):
    with pytest.raises(ValueError, match="overlaps another or leaves the text"):
        apply_changes("abcd", changes)


@given(changed(), st.data())
def test_map_span_still_quotes_or_is_none(given_text, data):
    text, changes = given_text
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    moved = map_span(changes, start, end)
    touched = any(change.start < end and start < change.end for change in changes)
    if moved is None:
        assert touched or any(
            start < change.start == change.end < end or change.end > start >= change.start
            for change in changes
        )
    else:
        assert apply_changes(text, changes)[slice(*moved)] == text[start:end]
        assert not touched


@given(changed(), st.data())
def test_map_position_keeps_the_character(given_text, data):
    text, changes = given_text
    offset = data.draw(st.integers(0, len(text)))
    after = apply_changes(text, changes)
    place = map_position(changes, offset)
    assert 0 <= place <= len(after)
    if offset < len(text) and not any(change.start <= offset < change.end for change in changes):
        assert after[place] == text[offset]


@given(words, words)
def test_diff_changes_lead_from_one_text_to_the_other(before, after):
    changes = diff_changes(before, after)
    assert apply_changes(before, changes) == after
    assert (changes == ()) == (before == after)


def test_diff_changes_names_the_changed_word():
    assert diff_changes("one two three four", "one 2 three 4") == (Change(4, 7, "2"), Change(14, 18, "4"))


def test_diff_changes_of_long_texts_is_one_replacement():
    before, after = "a b " * 3000, "c d " * 3000
    assert diff_changes(f"x {before} y", f"x {after} y") == (Change(2, 12001, after[:-1]),)


def test_restore_follows_later_edits():
    original = "Spam Head\nBody spam text"
    first = clean(original, [(0, 5), (15, 20)])
    edit = diff_changes(first.text, "New Head\nBody text, longer")
    newest = apply_changes(first.text, edit)
    found = restore(original, [first.changes, edit], 15, 20)
    assert found.change is not None
    assert apply_changes(newest, [found.change]) == "New Head\nBody spam text, longer"


@pytest.mark.parametrize("order", [((0, 3), (3, 6)), ((3, 6), (0, 3))])
def test_restore_neighbours_in_any_order_gives_the_text_back(order):
    original = "abcdef tail"
    removed = clean(original, [(0, 6)])
    chain, newest = [removed.changes], removed.text
    for start, end in order:
        change = restore(original, chain, start, end).change
        assert change is not None
        chain.append((change,))
        newest = apply_changes(newest, [change])
    assert newest == original


@pytest.mark.parametrize(
    ("later", "span", "reason"),
    [
        ((Change(1, 5, "z"),), (3, 6), "rewritten later"),
        ((), (1, 4), "not removed as a whole"),
    ],
)
def test_restore_without_a_place_says_why(later, span, reason):
    original = "abcdefghij"
    found = restore(original, [(Change(3, 6),), later], *span)
    assert found.change is None
    assert reason in found.reason
