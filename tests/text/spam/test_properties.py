"""What holds for any string."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.spam import find_spam
from articles.text.types import Finding

PIECES = st.sampled_from(
    (
        "上海龙凤419 ", "爱上海", "论坛", "419", "vx", "казино бонус", "buy viagra online ", "slot gacor hari ini", "telegram @win__vip ",
        "QQ：0419520888 ", "c a s i n o  b o n u s ", "ｃａｓｉｎｏ ｏｎｌｉｎｅ", "真★人★百★家★乐", "b\u200buy v\u200biagra ", "カジノ ", "카지노 ",
        "สล็อต", "The river rose. ", "What we saw", "\n", "\n\n", "- ", "1. ", "## ", "> ", "```\n", "“", "”", '"', "(", ")", "[", "](http://a.example/)",
        "<p>", "</p>", "<li>", '<a href="https://b.example/">', "</a>", "<script>", "</script>", "&#19978;&#28023;", "&amp;", "🔥", "⏱ 2025-01-02 🔖 ",
        " 📢0", "Tags: ", ", ", " | ", " — ", " ", "\t", "\r\n", "\x00", "\ud800", "#cheapcasino", "。", ".",
    )
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


def without(text: str, findings: tuple[Finding, ...]) -> str:
    kept, position = [], 0
    for one in findings:
        if one.sure:
            kept.append(text[position : one.start])
            position = one.end
    return "".join(kept) + text[position:]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_findings_lie_within_the_text_in_order_without_overlap(text: str) -> None:
    findings = find_spam(text)

    places = [place for one in findings for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(0 <= one.confidence <= 1 and one.reason and one.rule and one.category for one in findings)
    assert all(len(one.signals) >= 2 for one in findings)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    clean = without(text, find_spam(text))

    assert [one for one in find_spam(clean) if one.sure] == []


PUMPS = {
    "headings": "上海龙凤419 A heading here\nSome plain words follow it in the text.\n",
    "one line": "Some words come first and go on 上海龙凤419 ",
    "trade words": "casino online buy ",
    "brackets": "[casino](",
    "quotes": "“casino ",
    "tags": "<p>casino bonus online</p>",
    "links": "[casino online](http://a.example) ",
    "comments": "<!-- casino ",
    "letters apart": "w r i t e  m y ",
    "telephones": "0812-0000-",
    "emoji": "⭐buy⭐casino",
    "one word": "a",
    "blanks": " ",
    "entities": "&#19978;&#28023;419 ",
    "invisible": "a\u200b",
}


def steps(text: str) -> int:
    """How many calls of the finder's own functions a text takes; unlike seconds the same on any machine."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "call" and "/articles/text/" in frame.f_code.co_filename

    sys.setprofile(trace)
    try:
        find_spam(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pump", PUMPS.values(), ids=PUMPS.keys())
def test_work_grows_with_length_only(pump: str) -> None:
    """Four times the text may take at most five times the calls; a square would take 16 times."""
    find_spam(pump)
    small, large = (steps(pump * (size // len(pump))) for size in (4_000, 16_000))
    assert large <= 5 * small + 200
