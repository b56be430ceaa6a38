"""What hides in a text is found and shown; what is copied stays what it was."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.hidden import Hidden, find_hidden, hidden_marks, reveal, summary
from articles.text.parse import parse
from articles.text.render import render_html

TAG = re.compile(r"<[^>]*>")
# Text: what is said of it, in labels.
FOUND = {
    "plain words, Größe, 数字, число": [],
    "safe \u202etxet\u202c": ["RLO", "PDF"],
    "one\u2066two\u2069": ["LRI", "PDI"],
    "pass\u200bword": ["ZWSP"],
    "a\u200db and a\u200cb": ["ZWJ", "ZWNJ"],
    "soft\u00adhyphen": ["SHY"],
    "word\u2060joiner": ["WJ"],
    "middle\ufeffmark": ["BOM"],
    "tag\U000e0061s": ["U+E0061"],
    "filler\u3164here": ["U+3164"],
    "left\u200emark": ["LRM"],
    "p\u0430ypal": ["Cyrillic/Latin"],
    "\u041c\u043e\u0441\u043a\u0432a": ["Cyrillic/Latin"],
    "g\u03bf\u03bfgle": ["Greek/Latin"],
    "p\u0430y\u200bpal": ["Cyrillic/Latin", "ZWSP"],
}
# What belongs where it stands.
FINE = [
    "👨\u200d👩\u200d👧 and ❤\ufe0f",
    "می\u200cخواهم",
    "क्\u200dष",
    "שלום\u200f!",
    "\ufeffbegin",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "葛\ufe00",
    "12 μm, 5 kΩ, Δx, β-carotene",
    "Yandex и Google",
]


@pytest.mark.parametrize("text", FOUND)
def test_hidden_characters_are_found(text):
    assert [one.label for one in find_hidden(text)] == FOUND[text]


@pytest.mark.parametrize("text", FINE)
def test_characters_that_belong_are_left_alone(text):
    assert (find_hidden(text), reveal(text)) == ([], text)


def test_mark_says_what_it_is_and_isolates_it():
    assert find_hidden("a\u202eb") == [
        Hidden(1, 2, "direction", "RLO", "right-to-left override (U+202E)"),
    ]
    assert reveal("<a\u202eb>") == (
        '&lt;a<bdi class="hid direction" data-hidden="RLO" title="right-to-left override (U+202E)">\u202e</bdi>b&gt;'
    )
    assert reveal("p\u0430y") == (
        '<span class="hid mixed" data-hidden="Cyrillic/Latin" title="mixes Cyrillic and Latin letters: '
        '\u0430 is Cyrillic">p\u0430y</span>'
    )


def test_marks_stand_in_a_parsed_text_where_the_characters_do():
    text = "A title\n\nThe p\u0430ypal *pass\u200bword* is \u202eold\u202c &#8203; here.\n"
    document = parse(text, "markdown")
    html = render_html(document, marks=hidden_marks(document))
    labels = re.findall(r'data-hidden="([^"]+)"', html)
    assert labels == ["Cyrillic/Latin", "ZWSP", "RLO", "PDF", "ZWSP"]
    assert unescape(TAG.sub("", html)) == unescape(TAG.sub("", render_html(document)))


def test_summary_counts_by_kind():
    assert summary("plain") == ""
    assert summary("p\u0430y \u202ea\u202c\u200b") == (
        "2 characters that turn the direction of writing, 1 character that cannot be seen, "
        "1 word that mixes the letters of two scripts"
    )


@given(
    st.text(
        st.sampled_from("ab <&\"'\u0430\u03bfж\u200b\u200d\u202e\u2069\u00ad\u3164\ufe0f❤1\n"), max_size=40
    )
)
def test_text_content_is_the_text(text):
    html = reveal(text)
    assert unescape(TAG.sub("", html)) == text
    marks = find_hidden(text)
    assert marks == sorted(marks, key=lambda one: (one.start, -one.end))
    assert html.count("<bdi") == html.count("</bdi>") == sum(one.kind != "mixed" for one in marks)
