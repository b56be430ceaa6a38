"""What one pass leaves for the next is what a look at the new text tells."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.text.spam.again import Before
from articles.text.spam.article import describe
from articles.text.spam.gate import first_look, following
from articles.text.spam.prefilter import fires, known_words, worthy
from articles.text.spam.segments import Segments, segments
from tests.text.spam.test_gate import MIXED

ENGLISH = (
    "The ferry is late and the captain was not in. They have to wait for it, but who would mind?\n\n" * 3
)


def noted(text: str) -> Before:
    parts, before = segments(text), Before()
    words = known_words(parts.words)
    seen = first_look(parts, words)
    before.note(parts, seen.leading, following(parts, seen), words)
    return before


def fired(parts: Segments) -> set[int]:
    return {i for i, part in enumerate(parts) if fires(part) or worthy(part.shown)}


@settings(max_examples=300, deadline=None)
@given(MIXED, st.integers(0, 300), st.integers(0, 40))
def test_a_changed_text_is_told_as_if_it_were_new(text: str, start: int, length: int) -> None:
    before, rest = noted(text), segments(text[:start] + text[start + length :])
    assume(before.tells(rest))

    leading, more = before.look(rest)

    assert {*leading, *more} == fired(rest)
    assert list(leading) == sorted(set(leading))


@settings(max_examples=150, deadline=None)
@given(MIXED, st.integers(0, 300), st.integers(0, 40))
def test_a_text_that_stays_english_is_english(text: str, start: int, length: int) -> None:
    text = ENGLISH + text
    before, rest = noted(text), segments(text[:start] + text[start + length :])
    english = before.tells(rest) and before.english([text[start : start + length]])

    if english:
        assert describe(segments(rest.text), english=True).language == describe(rest).language


def test_english_is_not_promised_where_the_words_taken_out_could_tell() -> None:
    before = noted(ENGLISH)

    assert before.english(["captain"])
    assert not before.english([ENGLISH])


def test_nothing_is_told_of_tags_and_code() -> None:
    assert not Before().tells(segments("A line"))
    assert not noted("<p>A line</p>").tells(segments("A line"))
    assert not noted("```\nA line\n```").tells(segments("A line"))
    assert not noted("A line").tells(segments("<p>A line</p>"))
