"""The quick look at a whole text names the segments that a close look at each would name, and no others."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.text.spam.article import KNOWN_WELL, describe, function_words, language_of, sample
from articles.text.spam.candidates import find_candidates, leads_out, view
from articles.text.spam.gate import USUAL, first_look, following, strange_lines
from articles.text.spam.idle import is_idle
from articles.text.spam.pitch import may_be_pitch
from articles.text.spam.prefilter import fires, known_words, worthy
from articles.text.spam.scripts import STRANGE_RE, tokens_of
from articles.text.spam.segments import segments
from tests.shared import SPAM, needs_spam
from tests.text.spam.test_golden import GOLDEN, read
from tests.text.spam.test_growth import MORE
from tests.text.spam.test_properties import PUMPS, TEXTS

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "articles" / "sample" / "texts"
# What the looks for classes of signs could stumble over.
PIECES = st.sampled_from(
    (
        "A b. cheap pills now ", "a. ", "b) ", "12. ", "(3) ", "- ", "> ", "• ", "# ", "#tag ", "C#, Java: a, b", "Tags: a, b", "Topics：", "\n", "\n\n", "end. ",
        'He asked "why?" and went ', "(it rains.) the ", "wait… what ", "it’s “so” he ", " | ", " - ", " — ", " _ ", "\u00a0- ", "é", "É ", "ß", "ª", "²", "·", "a·b·c·d·",
        "a b c d  e f ", "p.m. on ", "U.S. is ", "e.g. this ", "a_b_c_d_", "a.b.c.d.", "30th ", "b0nus ", "1970s ", "a$b ", "US$5m ", "win88 ", "555 123 4567 ", "+49 ", "me@x ",
        "x.com ", "www.", "http://a.example/", "[a b](http://a.example/x) ", "&amp;", "&#10;", "& ", "<p>", "</p>", "<b>", "</b>", "<pre>", "```\n", "~~~\n", "上海", "★",
        "casino bonus ", "paper ", "loan ", "work from home ", "buy now ", "term ", "line 42 ", "call on v 12345 ", "chat 1234 5678 ", "join telegram ", "ℓ", "² ",
        " [a](#b), c ", "see [a b](//c) ", "[x y](//z)", "the of and to ", "el perro que la casa ", "der Hund und die Katze ", "word " * 9, "x" * 60, "\ud800", "\x00", "\x1c", "\u0130", "\r\n", "\t",
    )
)  # fmt: skip
MIXED = st.one_of(TEXTS, st.lists(PIECES, max_size=30).map("".join))


def check(text: str) -> None:
    """Compare the quick look with a close one at every segment."""
    quick, close = segments(text), segments(text)
    article = describe(quick)

    seen = first_look(quick, known_words(quick.words))
    fired = {i for i, part in enumerate(close) if fires(part)}
    spoken = {i for i, part in enumerate(close) if worthy(part.shown)}
    assert {*seen.leading, *following(quick, seen)} == fired | spoken
    passed_over = fired - set(seen.leading)
    for i, part in enumerate(close):
        # What no page shows and leads to one place may be the site's own menu: it is judged beside others only.
        idle = (i in passed_over or is_idle(part, article)) and not (part.veiled and leads_out(part))
        for one in find_candidates(part, view(part), article) if idle else ():
            goods = {hit.word.text for hit in one.hits if hit.word.kind == "goods"}
            assert (one.seam, one.reach, one.foreign, len(goods)) == (None, [], False, 1)
    strange = [i for i in strange_lines(quick, article) if may_be_pitch(quick[i], article)]
    assert strange == [i for i, part in enumerate(close) if may_be_pitch(part, article)]


def rows(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.jsonl")), ids=lambda path: path.stem)
def test_documents(path: Path) -> None:
    for text in rows(path):
        check(text)


@needs_spam
def test_shared_documents() -> None:
    for text in rows(SPAM):
        check(text)


def test_golden_texts_and_sample() -> None:
    for path in GOLDEN:
        check(read(path.read_text(encoding="utf-8"))[0])
    for path in SAMPLE.iterdir():
        check(path.read_bytes().decode("utf-8"))


@settings(max_examples=1500, deadline=None)
@given(MIXED)
@example("a · b · c · d")
@example('A00000000:$00000000?" 00000000:00000000:00000000:00000000:00000000:00000000:0000:')
@example("-" + " " * 40 + "Tags: a, b")
@example("| TAG:")
@example("x" * 30 + "$" * 30 + "0a")
@example("buy [pills now](http://a.example/) in The end.")
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("pump", [*PUMPS.values(), *MORE])
def test_pumped_text(pump: str) -> None:
    check("x\n" + pump * 40)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_what_is_told_without_making_a_segment_is_what_the_segment_says(text: str) -> None:
    quick, made = segments(text), list(segments(text))

    assert [quick.firsts[i] for i in range(len(quick))] == [part.shown[:1] for part in made]
    assert [quick.kind(i) for i in range(len(quick))] == [part.kind for part in made]
    assert [quick.line(i) for i in range(len(quick))] == [(part.line_start, part.line_end) for part in made]
    assert [quick.width(i) for i in range(len(quick))] == [part.end - part.line_start for part in made]
    assert [quick.shown(i) for i in range(len(quick))] == [part.shown for part in made]


@settings(max_examples=150, deadline=None)
@given(MIXED)
@example("a. the\nb. of\nand o a o a o a o a")
def test_language_is_that_of_the_sample(text: str) -> None:
    parts = segments(text)

    article = describe(parts)

    assert describe(segments(text), known_words(parts.words)).language == article.language
    if article.main == "latin":
        assert article.language == language_of(tokens_of(sample(parts)))
    if not STRANGE_RE.search(parts.stream):
        assert (article.main, article.native) == ("latin", {"latin"})


def test_usual_words_are_small_words_of_their_language() -> None:
    assert USUAL.keys() == KNOWN_WELL
    for language, words in USUAL.items():
        assert {word.strip() for word in words} <= function_words(language)
