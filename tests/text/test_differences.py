"""What differs between two texts: word by word, paragraph by paragraph, in bounded work, in every script."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.align import Effort, aligned
from articles.text.cuts import MASK, cut, masked
from articles.text.differences import Pair, paragraph_differences, word_differences

SHOWN = {"same": "{}", "gone": "[-{}-]", "come": "[+{}+]"}
FEW = st.lists(
    st.sampled_from(["port", "sun", " ", ", ", "4,200", "港", "口", "ん", "เรือ", "é", "e\u0301", "🇩🇪"]),
    max_size=40,
)
TEXTS = st.one_of(st.text(max_size=60), FEW.map("".join))
ROWS = st.lists(st.sampled_from(["a b c d", "a b c e", "x y z", "x y", "", "港口在这里", "q"]), max_size=12)


def told(old: str, new: str) -> str:
    return "".join(SHOWN[piece.kind].format(piece.text) for piece in word_differences(old, new))


DIFFERENCES = [
    ("", "", ""),
    ("Sun.", "Sun.", "Sun."),
    ("", "Sun.", "[+Sun.+]"),
    ("Sun.", "", "[-Sun.-]"),
    ("It has 4,200 panels.", "It has 4,300 panels.", "It has [-4,200-][+4,300+] panels."),
    ("It’s 1.5 m.", "It’s 1.6 m.", "It’s [-1.5-][+1.6+] m."),
    ("the red big car", "the blue small car", "the [-red big-][+blue small+] car"),
    ("港口安装了4200块板。", "港口安装了约4300块板。", "港口安装了[-4200-][+约4300+]块板。"),
    ("在2021年安装了4200块", "在2022年安装了4300块", "在[-2021-][+2022+]年安装了[-4200-][+4300+]块"),
    ("港がソーラーを置いた", "港はソーラーを置いた", "港[-が-][+は+]ソーラーを置いた"),
    ("학교는 크다", "학교가 크다", "[-학교는-][+학교가+] 크다"),
    ("ركب 4200 لوح", "ركب 4300 لوح", "ركب [-4200-][+4300+] لوح"),
    ("ติดตั้งแผงโซลาร์", "ติดตั้งหลังคาโซลาร์", "ติดตั้ง[-แผง-][+หลังคา+]โซลาร์"),
    ("Wholly other words stood here.", "A new sentence is what we wrote.", "[-Wholly other words stood here-][+A new sentence is what we wrote+]."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), DIFFERENCES)
def test_difference_reads_well(old, new, wanted):
    assert told(old, new) == wanted


@given(TEXTS, TEXTS)
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new_one(old, new):
    pieces = word_differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "come") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != two.kind for one, two in itertools.pairwise(pieces))


@given(TEXTS, TEXTS, st.integers(0, 60))
def test_it_is_as_true_when_the_effort_is_spent(old, new, left):
    pieces = word_differences(old, new, Effort(left))
    assert "".join(piece.text for piece in pieces if piece.kind != "come") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new


@given(st.text(max_size=80))
def test_cut_text_is_the_text(text):
    assert "".join(cut(text)) == text


WHOLE = ["👨\u200d👩\u200d👧", "🇩🇪", "❤\ufe0f", "👍🏽", "é", "e\u0301", "น้ำ", "ម្ពុ", "က္က", "हिन्दी", "שָׁלוֹם", "ガ\u3099", "ソーラー", "x²", "don’t", "1.234,5", "٤٬٢٠٠"]  # fmt: skip


@pytest.mark.parametrize("sign", WHOLE)
def test_what_readers_see_as_one_is_never_cut(sign):
    assert cut(f"{sign} {sign}") == [sign, " ", sign]


@example("0\U000e0100")
@given(st.text(max_size=80))
def test_no_piece_but_the_first_begins_with_a_mark(text):
    assert [piece for piece in cut(text)[1:] if unicodedata.category(piece[0])[0] == "M"] == []


def test_masked_text_is_as_long_and_says_nothing_of_the_words():
    assert masked(f"Buy{MASK} now, friends", [(0, 3), (5, 8)]) == f"{MASK * 3}\ufffd {MASK * 3}, friends"
    assert cut(f"a{MASK * 3}b") == ["a", MASK * 3, "b"]


def test_paragraphs_are_paired_by_their_words():
    old = ["Title", "The port has 4,200 panels on its roofs.", "This goes away for good now.", "End."]
    new = ["Title", "Something is put in before.", "The port has 4,300 panels on its roofs.", "End."]
    assert paragraph_differences(old, new) == (
        Pair(0, 0),
        Pair(None, 1),
        Pair(1, 2),
        Pair(2, None),
        Pair(3, 3),
    )


@given(ROWS, ROWS, st.sampled_from([0, 30, 500_000]))
def test_every_paragraph_stands_once_and_in_its_order(old, new, left):
    pairs = paragraph_differences(old, new, Effort(left))
    assert [pair.old for pair in pairs if pair.old is not None] == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))


@given(
    st.lists(st.integers(0, 6), max_size=30), st.lists(st.integers(0, 6), max_size=30), st.integers(0, 200)
)
def test_aligned_stretches_are_the_same_and_in_order(old, new, left):
    ends = (0, 0)
    for i, j, length in aligned(old, new, Effort(left)):
        assert length > 0
        assert old[i : i + length] == new[j : j + length]
        assert i >= ends[0]
        assert j >= ends[1]
        ends = (i + length, j + length)


def brute(old: list[int], new: list[int]) -> int:
    """The length of the longest common row."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, two in enumerate(new):
            best[i + 1][j + 1] = best[i][j] + 1 if one == two else max(best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


@given(st.lists(st.integers(0, 4), max_size=25), st.lists(st.integers(0, 4), max_size=25))
def test_with_effort_left_as_much_as_possible_stays(old, new):
    assert sum(length for *_, length in aligned(old, new, Effort())) == brute(old, new)


HARD = {
    "one long paragraph, all its words new": ("ab " * 60_000, "cd ef " * 60_000),
    "the same words in another order": (
        " ".join(f"w{number}" for number in range(60_000)),
        " ".join(f"w{number * 7919 % 60_000}" for number in range(60_000)),
    ),
    "few signs": ("ab" * 5_000 + " " + "b a " * 40_000, "ba" * 5_000 + " " + "a b c " * 40_000),
    "Chinese": ("港口安装" * 60_000, "板港安口" * 60_000),
    "marks without end": ("a" + "\u0301" * 300_000, "b" + "\u0301\u200d" * 150_000),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_take_bounded_work(name):
    old, new = HARD[name]
    began = time.process_time()
    pieces = word_differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert time.process_time() - began < 5


def test_many_paragraphs_take_bounded_work():
    old = [f"Paragraph {number} of it says this." for number in range(20_000)]
    new = [f"Paragraph {number} of it says {'that' if number % 2 else 'this'}." for number in range(20_000)]
    began = time.process_time()
    pairs = paragraph_differences(old, new)
    assert sum(old[pair.old] == new[pair.new] for pair in pairs if None not in (pair.old, pair.new)) == 10_000
    assert time.process_time() - began < 5
