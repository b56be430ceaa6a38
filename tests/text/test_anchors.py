"""Quotes stay with their words and never jump to a look-alike."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.anchors import (
    carry_over,
    find_anchor,
    make_selector,
)
from articles.text.types import Anchor, Change, Selector
from articles.text.utf16 import code_points_to_utf16, utf16_to_code_points

TEXT = (
    "The fair opened on Monday. Profit rose 5% in Spain, the firm said. It was cold.\n\n"
    "The 😀 market closed early. 上海的专利申请量首次超过北京。 Profit rose 7% in Chile, the firm said. Nobody came.\n"
)
EXTREME = st.text(alphabet="ab. 字😀\n", max_size=30)


def apply(text: str, changes: list[Change]) -> str:
    for change in sorted(changes, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def selector_of(text: str, words: str, number: int = 0) -> Selector:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return make_selector(text, start, start + len(words))


def replaced(text: str, old: str, new: str) -> Change:
    start = text.index(old)
    return Change(start, start + len(old), new)


def place(anchor: Anchor, text: str) -> tuple[str, str | None]:
    """The state, and the words that the anchor quotes in the text."""
    if anchor.selector is None:
        return anchor.state, None
    quoted = text[anchor.selector.start : anchor.selector.end]
    assert quoted == anchor.selector.exact
    return anchor.state, quoted


def test_make_selector_keeps_the_words_and_their_context() -> None:
    text = "0123456789 the words 9876543210"
    assert make_selector(text, 11, 20, context=4) == Selector("the words", "789 ", " 987", 11, 20)


def test_make_selector_takes_more_context_where_the_words_repeat() -> None:
    text = "First. " + "The same long sentence again. " * 3
    selector = make_selector(text, 37, 66)
    assert text.count(selector.prefix + selector.exact + selector.suffix) == 1


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (2, 99), (5, 4)])
def test_make_selector_refuses_a_range_outside(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not inside a text of 5 code points"):
        make_selector("words", start, end)


QUOTE = "Profit rose 5% in Spain, the firm said."
LATER = "Profit rose 7% in Chile, the firm said."
HAN = "上海的专利申请量首次超过北京。"
CARRIED = {
    "before": (QUOTE, [("The fair opened on Monday. ", "")], ("anchored", QUOTE)),
    "after": (QUOTE, [(" It was cold.", " It was hot 😀.")], ("anchored", QUOTE)),
    "both sides": (HAN, [("The 😀 market", "The"), (" " + LATER, "")], ("anchored", HAN)),
    "a figure inside": (QUOTE, [("5%", "6%")], ("relocated", "Profit rose 6% in Spain, the firm said.")),
    "one Chinese word": (HAN, [("首次", "再次")], ("relocated", "上海的专利申请量再次超过北京。")),
    "half of it, by a removal": (QUOTE, [(" in Spain, the firm", "")], ("relocated", "Profit rose 5% said.")),
    "all of it, a look-alike stays": (QUOTE, [(QUOTE, "")], ("orphaned", None)),
    "the later one, a look-alike stays": (LATER, [(LATER + " Nobody came.", "Snow.")], ("orphaned", None)),
    "moved to the end": (HAN, [(HAN + " ", ""), ("came.", "came. " + HAN)], ("drifted", HAN)),
    "paragraph around it": (HAN, [("closed early. " + HAN, "closed early. " + HAN)], ("relocated", HAN)),
}


@pytest.mark.parametrize("name", CARRIED)
def test_carry_over_when_the_edit_is(name: str) -> None:
    words, edits, expected = CARRIED[name]
    changes = [replaced(TEXT, old, new) for old, new in edits]
    new_text = apply(TEXT, changes)
    assert place(carry_over(selector_of(TEXT, words), changes, new_text), new_text) == expected


FOUND = {
    "the same text": (TEXT, ("relocated", QUOTE)),
    "text before it": ("New. " + TEXT, ("relocated", QUOTE)),
    "one word edited": (
        TEXT.replace("5% in Spain", "5% in Italy"),
        ("relocated", QUOTE.replace("Spain", "Italy")),
    ),
    "its context gone": ("Some other words. " + QUOTE + " And others.", ("drifted", QUOTE)),
    "only the look-alike left": (TEXT.replace(QUOTE + " ", ""), ("drifted", LATER)),
    "another text": ("Nothing of this kind stands here at all. " * 9, ("orphaned", None)),
    "an empty text": ("", ("orphaned", None)),
}


@pytest.mark.parametrize("name", FOUND)
def test_find_anchor_in(name: str) -> None:
    new_text, expected = FOUND[name]
    assert place(find_anchor(selector_of(TEXT, QUOTE), new_text), new_text) == expected


def test_find_anchor_takes_the_repeated_words_whose_context_agrees() -> None:
    text = (
        "Rain fell all day in the north. It grew by half. Sun shone in the south. It grew by half. Snow came."
    )
    new_text = "A line. " + text
    anchor = find_anchor(selector_of(text, "It grew by half.", 1), new_text)
    assert (anchor.state, anchor.selector and anchor.selector.start) == (
        "relocated",
        text.rindex("It grew") + 8,
    )


def test_find_anchor_asks_when_two_places_agree_equally() -> None:
    block = "Sun shone in the far south today. It grew by half. Snow came in the evening again. "
    assert find_anchor(selector_of(block, "It grew by half."), block * 2).state == "drifted"


def test_find_anchor_does_not_fall_for_a_short_look_alike() -> None:
    assert find_anchor(selector_of("We sold 80% of it.", "80%"), "We sold 81% of it.").state == "orphaned"


@pytest.mark.parametrize("new_text", ["ab" * 200_000, "a" * 400_000, "Profit rose 5% in " * 20_000])
def test_find_anchor_of_words_that_stand_everywhere_asks(new_text: str) -> None:
    start = len(new_text) // 2
    assert find_anchor(make_selector(new_text, start, start + 40), new_text[1:]).state == "drifted"


@st.composite
def removals_outside(draw: st.DrawFn) -> tuple[str, int, int, list[Change]]:
    before, words, after = draw(EXTREME), draw(EXTREME.filter(bool)), draw(EXTREME)
    text, start, end = before + words + after, len(before), len(before) + len(words)
    cuts = [sorted(draw(st.tuples(st.integers(0, start), st.integers(0, start))))]
    cuts.append(sorted(draw(st.tuples(st.integers(end, len(text)), st.integers(end, len(text))))))
    return text, start, end, [Change(left, right, draw(EXTREME)) for left, right in cuts]


@given(removals_outside())
def test_carry_over_changes_outside_always_anchors_the_same_words(
    case: tuple[str, int, int, list[Change]],
) -> None:
    text, start, end, changes = case
    new_text = apply(text, changes)
    anchor = carry_over(make_selector(text, start, end), changes, new_text)
    moved = start + len(changes[0].text) - (changes[0].end - changes[0].start)
    assert anchor == Anchor("anchored", make_selector(new_text, moved, moved + end - start))
    assert place(anchor, new_text) == ("anchored", text[start:end])


WORDS = st.sampled_from(["Rain fell. ", "Sun shone. ", "It was 5%. ", "价格上涨。", "😀 came. ", "We won. "])
PASSAGE = st.lists(WORDS, max_size=7).map("".join)


@st.composite
def edited_repeats(draw: st.DrawFn) -> tuple[str, int, str, int | None, list[Change]]:
    """Two equal sentences, the second marked; one place is edited; where the marked one stands then."""
    one, two, three = draw(PASSAGE), draw(PASSAGE), draw(PASSAGE)
    same = "Profit rose five per cent in Spain. "
    text, start = one + same + two + same + three, len(one + same + two)
    left, right = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    change = Change(left, right, draw(PASSAGE | st.just("")))
    end = start + len(same) - 1
    outside = right <= start or left >= end
    moved = start + (len(change.text) - (right - left) if right <= start else 0)
    return text, start, same[:-1], moved if outside else None, [change]


@given(edited_repeats())
def test_carry_over_never_jumps_to_the_equal_sentence(
    case: tuple[str, int, str, int | None, list[Change]],
) -> None:
    text, start, same, moved, changes = case
    new_text = apply(text, changes)
    anchor = carry_over(make_selector(text, start, start + len(same)), changes, new_text)
    if moved is not None:
        assert (anchor.state, anchor.selector and anchor.selector.start) == ("anchored", moved)
    elif anchor.state == "relocated" and anchor.selector:
        # The marked words were edited: the anchor must lie where they stood, not on the other ones.
        assert anchor.selector.end > min(start, changes[0].start)


RAIN, PROFIT = "Rain fell. ", "Profit rose five per cent in Spain. "
TWICE = f"{RAIN}价格上涨。{RAIN}{RAIN}{PROFIT}{RAIN}{RAIN}价格上涨。{RAIN}{RAIN}{PROFIT}{RAIN}{RAIN}{RAIN}"


@given(edited_repeats())
@example((TWICE, 123, PROFIT.rstrip(), 102, [Change(95, 116)]))
def test_find_anchor_never_jumps_to_the_equal_sentence(
    case: tuple[str, int, str, int | None, list[Change]],
) -> None:
    text, start, same, moved, changes = case
    new_text = apply(text, changes)
    anchor = find_anchor(make_selector(text, start, start + len(same)), new_text)
    if (
        anchor.state == "relocated"
        and anchor.selector
        and anchor.selector.exact == same
        and moved is not None
    ):
        assert anchor.selector.start == moved


@given(EXTREME.filter(bool), EXTREME, st.integers(-5, 99))
def test_find_anchor_takes_any_text(words: str, new_text: str, hint: int) -> None:
    anchor = find_anchor(make_selector(words, 0, len(words)), new_text, hint=hint)
    assert place(anchor, new_text)[0] in ("relocated", "drifted", "orphaned")


@given(st.text(alphabet="a字😀𠮷", max_size=20), st.data())
def test_utf16_offsets_go_there_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = code_points_to_utf16(text, offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert utf16_to_code_points(text, units) == offset


def test_utf16_offset_inside_a_pair_is_its_beginning() -> None:
    assert [utf16_to_code_points("a😀b", units) for units in range(5)] == [0, 1, 1, 2, 3]
    assert utf16_to_code_points("😀", 1) == 0


@pytest.mark.parametrize("offset", [-1, 5])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside a text of 4 UTF-16 units"):
        utf16_to_code_points("a😀b", offset)
    with pytest.raises(ValueError, match="outside a text of 3 code points"):
        code_points_to_utf16("a😀b", offset)
