"""One article on its way in: everything that is known about it before it is stored, and what is refused."""

import pickle
import subprocess
import sys

import pytest

from articles.text.incoming import MAX_TAGS, Incoming, digest, read_text
from articles.text.refusal import TextRefused
from tests.factories import DIRTY

TEXT = DIRTY.format(number=1)


def test_file_is_decoded_screened_and_searched_for_claims():
    read = read_text(data=TEXT.encode("utf-16"), name="harbour.txt")
    assert (read.text, read.encoding, read.digest) == (TEXT, "utf-16-le", digest(TEXT))
    assert (read.format, read.language) == ("text", "en")
    assert read.headline == read.slug_base == "The harbour of Lindau Bay runs on sunlight"
    assert [(TEXT[one.start : one.end], one.sure) for one in read.found] == [("上海云锦阁419 ", True)]
    assert len(read.claims) == 3


def test_injected_words_give_neither_slug_nor_tags_nor_claims():
    text = "上海云锦阁419 The harbour runs\n\nThe port has 40 cranes since 2021.\n\nTags: port, harbour\n"
    read = read_text(text=text)
    assert (read.headline, read.slug_base) == ("上海云锦阁419 The harbour runs", "The harbour runs")
    assert read.tags == ("port", "harbour")
    assert all("419" not in claim.text for claim in read.claims)


def test_more_tags_than_allowed_are_left_out():
    tags = [f"word{number}" for number in range(MAX_TAGS + 5)]
    read = read_text(text=f"The port\n\nThe port has 40 cranes.\n\nTags: {', '.join(tags)}\n")
    assert read.tags == tuple(tags[:MAX_TAGS])


def test_it_goes_from_one_process_to_another_as_it_is():
    read = read_text(text=TEXT)
    assert isinstance(read, Incoming)
    assert pickle.loads(pickle.dumps(read)) == read


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"data": b""}, "empty"),
        ({"text": " \n"}, "empty"),
        ({}, "empty"),
        ({"text": "<script>1</script>", "format": "html"}, "empty"),
        ({"data": b"\x89PNG\r\n\x1a\n"}, "binary"),
        ({"text": "a\0b"}, "nul"),
        ({"text": "half \ud800"}, "surrogate"),
        ({"text": "words", "format": "pdf"}, "unknown_format"),
        ({"text": "<div>" * 5000 + "words", "format": "html"}, "too_deep"),
    ],
)
def test_what_is_no_article_is_refused(given, code):
    with pytest.raises(TextRefused) as caught:
        read_text(**given)
    assert caught.value.code == code


def test_reading_loads_no_django():
    code = "import sys, articles.text.incoming; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
