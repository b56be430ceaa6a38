"""What holds for every text in every format."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import TextRefused, detect_format, parse
from articles.text.cover import cover
from articles.text.types import PART_KINDS, Block, Part, Run
from tests.shared import SPAM, needs_spam
from tests.text.strategies import FORMATS, parse_or_none, texts


def check_document(document) -> None:
    text = document.text
    assert [part.start for part in document.parts] == [0, *(part.end for part in document.parts)][
        : len(document.parts)
    ]
    assert document.parts[-1].end == len(text)
    assert {part.kind for part in document.parts} <= set(PART_KINDS)
    assert all(part.start < part.end for part in document.parts)
    position = 0
    for block in document.blocks:
        assert block.kind in PART_KINDS
        assert block.text.strip()
        for run in block.runs:
            assert position <= run.start < run.end
            assert block.start <= run.start
            assert run.end <= block.end
            if len(run.text) == run.end - run.start:
                assert run.text == text[run.start : run.end]
            position = run.end


@given(text=texts, format=st.sampled_from(FORMATS))
def test_parse_any_text_covers_it_and_quotes_it(text, format):
    document = parse_or_none(text, format)
    if document is not None:
        assert document.text == text
        check_document(document)


@given(text=texts, name=st.text(max_size=9))
def test_detect_format_any_text_is_one_of_three(text, name):
    assert detect_format(text, name) in FORMATS


@given(text=texts, format=st.sampled_from(FORMATS))
def test_parse_twice_is_the_same(text, format):
    assert parse_or_none(text, format) == parse_or_none(text, format)


@needs_spam
def test_parse_development_set_covers_each_text_and_tells_its_format_and_language():
    wrong = []
    for line in SPAM.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = parse(record["text"])
        check_document(document)
        if (document.format, document.language) != (record["format"], record["lang"]):
            wrong.append(record["id"])
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\ufeff\t", "empty"),
        ("a\0b", "nul"),
        ("a\ud800b", "surrogate"),
        ("x" * 2_000_001, "too_large"),
        (b"bytes", "wrong_type"),
    ],
)
@pytest.mark.parametrize("format", [*FORMATS, None])
def test_parse_unfit_text_refused(text, code, format):
    with pytest.raises(TextRefused) as refused:
        parse(text, format)
    assert refused.value.code == code
    assert refused.value.message == str(refused.value) != ""


def test_parse_unknown_format_refused():
    with pytest.raises(TextRefused, match="text, markdown, html"):
        parse("words", "docx")


def test_parse_too_many_lines_refused():
    with pytest.raises(TextRefused) as refused:
        parse("a\n\n" * 50_001, "text")
    assert refused.value.code == "too_many"


def test_cover_overlapping_parts_is_a_bug():
    block = Block("paragraph", 0, 4, (Run("abcd", 0, 4),))
    with pytest.raises(AssertionError, match="overlap at 2"):
        cover("abcdef", [block], [Part("drop", 2, 5, "x")])
