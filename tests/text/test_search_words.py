"""Words as search compares them: one analysis for what is stored and what is asked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.search_words import (
    LONGEST_UNIT,
    asked_for,
    capped,
    filter_word,
    pairs_of,
    placed,
    row_of,
    units_of,
)

UNITS = {
    "Łódź, Straße! ŒUVRE": ("lodz", "strasse", "oeuvre"),
    "İstanbul ISTANBUL ıstanbul": ("istanbul", "istanbul", "istanbul"),
    "naïve café — Đà Nẵng": ("naive", "cafe", "da", "nang"),
    "Ёлка Йод": ("елка", "иод"),
    "ΌΣΟΣ ὅσος": ("οσοσ", "οσοσ"),
    "port's 4,200 x_y": ("port", "s", "4", "200", "x", "y"),
    "ＦＵＬＬ ﬁne ①② ½": ("full", "fine", "12", "1", "2"),
    "soft\u00adhyphen zero\u200dwidth": ("softhyphen", "zerowidth"),
    "上海云锦419 What": ("上", "海", "云", "锦", "419", "what"),
    "ｶﾞｽ か\u3099す": ("ガ", "ス", "が", "す"),
    "한국 " + unicodedata.normalize("NFD", "한국"): ("한", "국", "한", "국"),
    "กา น้ำ": ("ก", "า", "น", "้", "ํ", "า"),
    "ភាសា မြန်": ("ភ", "ា", "ស", "ា", "မ", "ြ", "န", "်"),
    "हिन्दी": ("हिन्दी",),
    "שָׁלוֹם مُحَمَّد أحمد ٤٢ ـ": ("שלום", "محمد", "احمد", "42"),
    "\x00 ... \u202e\ud800 \U0001f600": (),
    "": (),
}


@pytest.mark.parametrize("text", UNITS)
def test_units_of(text):
    assert units_of(text) == UNITS[text]


@given(st.text())
def test_units_of_any_text_are_their_own_units(text):
    units = units_of(text)
    assert units_of(" ".join(units)) == units
    assert [unit for unit, _, _ in placed(text)] == list(units)
    assert all(text[start:end] for _, start, end in placed(text))


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_units_are_those_of_the_normal_forms(text, form):
    assert units_of(unicodedata.normalize(form, text)) == units_of(unicodedata.normalize("NFC", text))


@given(st.text())
def test_units_hold_no_sign_of_either_query_language(text):
    assert not set("".join(units_of(text))) & set("_^:-|'\"\\()&!* \t\n\x00")


def test_long_words_are_compared_by_their_beginning():
    assert units_of("a" * 500) == ("a" * LONGEST_UNIT,)


def test_words_that_the_index_is_asked_for():
    assert asked_for(("solar",)) == ["solar"]
    assert asked_for(("a", "b", "c")) == ["a_b", "b_c"]
    assert asked_for(("ha", "ha", "ha")) == ["ha_ha"]
    assert pairs_of(units_of("上海港")) == ["上_海", "海_港"]
    assert row_of(("a", "b")) == " a b "
    assert (
        filter_word("verdict", "Not checkable")
        == filter_word("verdict", "not_checkable")
        == "verdict:not-checkable"
    )


def test_capped_keeps_the_first_bytes():
    assert capped(("aa", "bb", "cc"), 4) == ("aa", "bb")
    assert capped(("港", "口"), 5) == ("港",)
    assert capped(("aa",), 4) == ("aa",)
