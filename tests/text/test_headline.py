"""The headline that a text gets from its own words."""

import pytest

from articles.text.headline import headline_of, shorten


@pytest.mark.parametrize(
    ("words", "length", "short"),
    [
        ("short", 5, "short"),
        ("longer words", 8, "longer…"),
        ("unbreakable", 6, "unbre…"),
        ("a unbreakable", 8, "a unbre…"),
        ("first, second", 8, "first…"),
    ],
)
def test_long_words_are_cut_between_words_where_that_leaves_enough(words, length, short):
    assert shorten(words, length) == short
    assert len(short) <= length


def test_headline_of_a_text_without_a_title_is_its_first_words():
    assert headline_of("# The port\n\nIt runs.\n", "markdown") == "The port"
    assert headline_of("<p></p><p>It runs.</p>", "html") == "It runs."
    assert headline_of("<p> </p>", "html") == "Untitled"
