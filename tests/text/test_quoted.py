"""A quote is found in the words of a document, and a look-alike is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.quoted import find_quotes, readable

REPORT = readable(
    "The port authority has installed 4,200 solar panels on the roofs of its ware-\nhouses.\n"
    "“We cut our diesel use by 38 percent”, says   Petra\u00a0Lind, the har\u00adbour master: a co-\noperation.\n"
    "It lost −5 percent, then 0.5 percent, then 12 000 tonnes in 2021. He isn’t sure; the well-known dock №7.\n"
    "太阳能电池板已安装在\n仓库的屋顶上。共4200块。 ข้อตกลง\nฉบับใหม่\n"
)


def said(quote: str) -> str | None:
    found = find_quotes([quote], REPORT)[0]
    return REPORT[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("4,200 solar panels", None),
        ("“4,200 solar panels”", "4,200 solar panels"),
        ("roofs of its warehouses", "roofs of its ware-\nhouses"),
        ("roofs of its ware- houses.", "roofs of its ware-\nhouses."),
        (
            '"We cut our diesel use by 38 percent", says Petra Lind',
            "We cut our diesel use by 38 percent”, says   Petra\u00a0Lind",
        ),
        ("the harbour master", None),
        ("the har\u00adbour", "the harbour"),
        ("a co-operation.", "a co-\noperation."),
        ("a cooperation.", "a co-\noperation."),
        ("isn't sure", "isn’t sure"),
        ("well‑known dock", "well-known dock"),
        ("−5 percent", None),
        ("12 000 tonnes", None),
        ("太阳能电池板已安装在仓库的屋顶上", "太阳能电池板已安装在\n仓库的屋顶上"),
        ("仓库", None),
        ("ข้อตกลงฉบับใหม่", "ข้อตกลง\nฉบับใหม่"),
    ],
)
def test_the_same_words_are_found(quote, words):
    assert said(quote) == (words or quote)


@pytest.mark.parametrize(
    "quote",
    [
        "200 solar panels", "4,20", "4.200 solar panels", "42,00 solar panels", "4,200 Solar panels", "8 percent",
        "38 percentage", "5 percent", "000 tonnes", "12", "then 12", "in 202", "ort authority", "authority ha",
        "resinstalled", "is sure", "wellknown", "4200 solar panels", "panels solar", "", " ", "“”", "4200块钱", "200块",
        "warehouses on the roofs", "the roofs its",
    ],
)  # fmt: skip
def test_a_look_alike_is_not(quote):
    assert said(quote) is None


def test_the_first_whole_one_is_found():
    text = "14,200 panels, 24,200 panels, 4,200 panels, 4,200 panels"
    assert find_quotes(["4,200 panels", "24,200"], text) == [(30, 42), (15, 21)]


words = st.text(st.sampled_from("ab1 -\n,.“'é中\u00ad"), max_size=30)


@given(words, words, words)
def test_what_stands_alone_in_a_text_is_found(before, quote, after):
    text = readable(f"{before}\n\n|{quote}|\n\n{after}")
    wanted = readable(quote)
    found = find_quotes([quote], text)[0]
    if not wanted.strip().strip("“'").strip():
        assert found is None
    elif not any(mark in wanted for mark in "“'-\n,."):
        assert found is not None
    if found:
        assert 0 <= found[0] < found[1] <= len(text)


@given(words)
def test_a_readable_text_stays_as_it_is(text):
    assert readable(readable(text)) == readable(text)
