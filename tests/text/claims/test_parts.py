"""Quotations, scores and word tables, each alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.claims.quotes import find_quotes
from articles.text.claims.score import THRESHOLD, score_sentence
from articles.text.claims.words import KINDS, languages, words_for

QUOTED = {
    '"One," he said. "Two."': ["One,", "Two."],
    "“One ‘two’ three.”": ["One ‘two’ three."],
    "„Eins“, sagt sie, »zwei«.": ["Eins", "zwei"],
    "« Un », dit-il.": [" Un "],
    "彼は「一つ」と『二つ』。": ["一つ", "二つ"],
    "The firm’s ‘best year’ was Ann’s.": ["best year"],
    "“It goes on in the next paragraph.": ["It goes on in the next paragraph."],
    'A 5" screen and a 6" one.': [],
    "She said: “It goes on.": ["It goes on."],
    'An "open mark inside.': [],
}
SCORES = {
    ("en", "The bank lent $5 billion to 40 firms in 2023."): (0.8, ("figure", "date", "named body")),
    ("en", "Unemployment is higher than in any year since the war."): (0.45, ("comparison", "date")),
    ("en", "Is unemployment 5% higher than in 2020?"): (0.2, ("figure", "comparison", "date")),
    ("en", "I think the city should be beautiful and happy."): (0.0, ()),
    ("en", "The morning light was soft over the river."): (0.1, ()),
    ("en", "A crowd of 20-something workers walked by."): (0.1, ()),
    ("zh", "该市去年新建300家工厂，比上年增长20%。"): (0.95, ("figure", "comparison", "date", "change")),
    ("zh", "清晨的阳光照在安静的河面上。"): (0.1, ()),
    ("de", "Der Umsatz stieg 2023 um 5 Prozent."): (0.9, ("figure", "date", "change")),
    ("de", "Der Morgen war still über dem Fluss."): (0.15, ()),
}


@pytest.mark.parametrize("text", QUOTED)
def test_find_quotes_gives_the_words_between_the_marks(text: str) -> None:
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == QUOTED[text]


@given(st.text(alphabet="a .\"'“”‘’«»„「」"))
def test_find_quotes_takes_any_text(text: str) -> None:
    at = 0
    for quote in find_quotes(text):
        assert at <= quote.left < quote.start <= quote.end <= quote.right <= len(text)
        at = quote.right


@pytest.mark.parametrize(("language", "sentence"), SCORES)
def test_score_sentence_gives_score_and_reasons(language: str, sentence: str) -> None:
    assert score_sentence(sentence, words_for(language)) == SCORES[language, sentence]


def test_score_sentence_adds_an_attribution() -> None:
    words = words_for("en")
    assert score_sentence("No other city can offer what we have.", words)[0] < THRESHOLD
    assert score_sentence("No other city can offer what we have.", words, attributed=True) == (
        0.5,
        ("superlative", "attribution"),
    )


@pytest.mark.parametrize("language", ["", *languages()])
def test_words_for_has_a_pattern_for_every_reason_and_for_speech(language: str) -> None:
    words = words_for(language)
    empty = {kind for kind in (*KINDS, "said") if words.patterns[kind].pattern == "(?!)"}
    assert empty <= {"number"}
    assert not any(pattern.match("") for pattern in words.patterns.values())
