"""What is typed into the search field: always read, never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.search_query import (
    LONGEST,
    MOST_TERMS,
    ONLY_MINUS,
    OPEN_QUOTE,
    TOO_LONG,
    TOO_MANY,
    Query,
    read_query,
)

# Typed, and (phrases, without, filters, not_filters, notes).
READ = {
    "": ((), (), (), (), ()),
    "Harbour  SOLAR": ((("harbour",), ("solar",)), (), (), (), ()),
    "solar solar": ((("solar",),), (), (), (), ()),
    '"solar panels" -oil': ((("solar", "panels"),), (("oil",),), (), (), ()),
    "„solar panels“ «wind power»": ((("solar", "panels"), ("wind", "power")), (), (), (), ()),
    "well-known 4,200": ((("well", "known"), ("4", "200")), (), (), (), ()),
    "上海港": ((("上", "海", "港"),), (), (), (), ()),
    "「太陽」 発電": ((("太", "陽"), ("発", "電")), (), (), (), ()),
    "tag:Solar-Power -tag:ports": ((), (), ("tag:solar-power",), ("tag:ports",), ()),
    'verdict:"Not checkable" VERDICT：Mixed': ((), (), ("verdict:not-checkable", "verdict:mixed"), (), ()),
    "tag: verdict:": ((("tag",), ("verdict",)), (), (), (), ()),
    "–2 −two a - b": ((("2",), ("a",), ("b",)), (("two",),), (), (), ()),
    "-oil": ((), (("oil",),), (), (), (ONLY_MINUS,)),
    "-tag:oil": ((), (), (), ("tag:oil",), (ONLY_MINUS,)),
    'say "open phrase': ((("say",), ("open", "phrase")), (), (), (), (OPEN_QUOTE,)),
    '"': ((), (), (), (), (OPEN_QUOTE,)),
    '"" ""': ((), (), (), (), ()),
    "!!! ok": ((("ok",),), (), (), (), ("“!!!” has no letter or digit and was left out.",)),
    "NEAR(a b) OR c* AND ^d": ((("near", "a"), ("b",), ("or",), ("c",), ("and",), ("d",)), (), (), (), ()),
    "a:* & b | !c <-> d": (
        (("a",), ("b",), ("c",), ("d",)), (), (), (),
        ("“&” has no letter or digit and was left out.", "“|” has no letter or digit and was left out.",
         "“<->” has no letter or digit and was left out."),
    ),
    "\x00a\u202eb\ud800 c\u200b": ((("ab",), ("c",)), (), (), (), ()),
}  # fmt: skip


@pytest.mark.parametrize("typed", READ)
def test_read_query(typed):
    found = read_query(typed)
    read = (found.phrases, found.without, found.filters, found.not_filters, found.notes)
    assert read == READ[typed]


def test_query_is_cut_with_a_sentence():
    found = read_query("a " * 3 + "b" * 300)
    assert (len(found.shown), found.notes) == (LONGEST, (TOO_LONG,))
    found = read_query(" ".join("abcdefghijklmnop"))
    assert (len(found.phrases), found.notes) == (MOST_TERMS, (TOO_MANY,))


def test_query_says_whether_it_asks_for_anything():
    asks = {"": False, "-a": False, "a": True, "tag:a": True, "-tag:a": False, "tag:a -b": True}
    assert {typed: read_query(typed).asks for typed in asks} == asks


@given(st.text(st.sampled_from("ab -\"'():*&|!<>^{}tag:verdict：\x00\u202e上港“")) | st.text())
def test_any_text_is_read(typed):
    found = read_query(typed)
    assert isinstance(found, Query)
    assert len(found.shown) <= LONGEST
    again = read_query(found.shown)
    assert (again.phrases, again.filters) == (found.phrases, found.filters)
    terms = (*found.phrases, *found.without, *found.filters, *found.not_filters)
    assert len(terms) <= MOST_TERMS
