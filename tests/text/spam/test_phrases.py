"""Editors' phrases and known fragments: where they are found, how sure, and what of a text is proposed at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import clean
from articles.text.spam import Lists, Phrase, find_spam, folded, screen
from articles.text.spam.interval import wilson
from articles.text.spam.keys import KEY_LENGTH, groups_of, key_of, kin_of
from articles.text.spam.phrases import find_phrases, index_of
from articles.text.spam.rules import BUILTIN, KNOWN_RULE
from tests.text.spam.test_properties import TEXTS

CASINO = Phrase("casino online", "phrase-casino", "gambling", 3)
BODY = "The harbour of Lindau\n\nThe cranes of the port burned oil for years, and the town was grey.\n"
LEARNED = "rub the lamp and call the number below"


def found(text: str, *phrases: Phrase) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [
        (text[one.start : one.end], one.sure, one.signals)
        for one in find_phrases(text, index_of(phrases or [CASINO]))
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The casino online paid well, they say.", [("casino online ", False, ("phrase",))]),
        ("Casino Online", [("Casino Online\n", True, ("phrase", "place"))]),
        ("<p>CASINO ONLINE</p>", [("<p>CASINO ONLINE</p>\n", True, ("phrase", "place"))]),
        ("Ｃａｓｉｎｏ ｏｎｌｉｎｅ", [("Ｃａｓｉｎｏ ｏｎｌｉｎｅ\n", True, ("phrase", "place"))]),
        ("He said “casino online” twice.", [("casino online", False, ("phrase",))]),
        ("A specialcasino online and a casino onlines.", []),
        ("The casino&nbsp;online paid.", [("casino&nbsp;online ", False, ("phrase",))]),
        ("They ask casino online on Telegram @lucky_77.", [("casino online ", True, ("phrase", "reach"))]),
    ],
)
def test_phrase_is_found_as_readers_see_it(line, expected):
    assert found(f"{BODY}\n{line}\n") == expected


def test_repetition_at_the_edges_of_lines_is_a_second_kind_of_evidence():
    once = found(f"{BODY}\nThe fish of Lindau are casino online\n")
    twice = found(f"{BODY}\nThe fish of Lindau are casino online\n\nThe boats of the port, casino online\n")
    assert [sure for _, sure, _ in once] == [False]
    assert [(sure, signals) for _, sure, signals in twice] == [(True, ("phrase", "repeat"))] * 2


def test_longest_phrase_wins_and_short_ones_are_found():
    phrases = [
        Phrase("casino", "a", "gambling"),
        CASINO,
        Phrase("vx", "b", "contact"),
        Phrase("", "c", "other"),
    ]
    text = "A casino online, a casino and vx here."
    assert [
        (text[one.start : one.end].strip(), one.rule) for one in find_phrases(text, index_of(phrases))
    ] == [
        ("casino online", "phrase-casino"),
        ("casino", "a"),
        ("vx", "b"),
    ]


def test_finding_names_the_version_and_says_why():
    lamp = Phrase("rub the lamp", "phrase-lamp", "gambling", 3)
    (one,) = screen(f"{BODY}\nRub the lamp\n", lists=Lists(phrases=(lamp,)))
    assert (one.rule, one.version, one.category) == ("phrase-lamp", 3, "gambling")
    assert (
        one.reason == "Editors put “rub the lamp” on the list; here the words stand on a line of their own."
    )


DIRTY = f"上海云锦阁419 {BODY}"


def test_switched_off_rule_finds_nothing_and_versions_are_named():
    (one,) = screen(DIRTY)
    assert (one.rule, one.version) == ("glued-prefix", 1)
    assert screen(DIRTY, lists=Lists(off=frozenset(["glued-prefix"]))) == ()
    assert [two.version for two in screen(DIRTY, lists=Lists(versions={"glued-prefix": 4}))] == [4]


def test_what_is_kept_for_the_site_is_not_proposed():
    assert screen(DIRTY, lists=Lists(kept=frozenset([folded("上海云锦阁419")]))) == ()
    assert screen(DIRTY, lists=Lists(kept=frozenset(["other words"]))) == find_spam(DIRTY)


def test_known_fragment_is_evidence_and_is_found_by_its_words_alone():
    text = f"{BODY}\n{LEARNED.capitalize()}\n"
    assert screen(text) == ()
    (one,) = screen(text, lists=Lists(known=frozenset([folded(LEARNED)])))
    assert (one.rule, one.sure, one.signals) == (KNOWN_RULE, True, ("known", "place"))
    off = Lists(known=frozenset([folded(LEARNED)]), off=frozenset([KNOWN_RULE]))
    assert screen(text, lists=off) == ()
    assert "known" in screen(DIRTY, lists=Lists(known=frozenset([folded("上海云锦阁419")])))[0].signals


@pytest.mark.parametrize("words", ["the wind", "port", "town was"])
def test_known_words_that_say_little_are_not_looked_for(words):
    assert screen(BODY + f"\n{words}\n", lists=Lists(known=frozenset([words]))) == find_spam(
        BODY + f"\n{words}\n"
    )


LISTS = Lists(
    known=frozenset(["the cranes of the port", "上海云锦阁419"]),
    kept=frozenset(["aaa"]),
    off=frozenset(["own-line"]),
    phrases=(CASINO, Phrase("a", "x", "other"), Phrase("海", "y", "other"), Phrase("& <", "z", "other")),
    versions={"glued-prefix": 2},
)


@given(TEXTS)
def test_screen_never_raises_and_its_spans_are_sound(text):
    position = 0
    for one in screen(text, lists=LISTS):
        assert position <= one.start < one.end <= len(text)
        assert one.rule not in LISTS.off
        position = one.end


@given(st.lists(st.sampled_from([*"ab 海\n<>&;", "casino online", "<b>", "“", "”", "- "])).map("".join))
def test_what_phrases_find_can_be_cut_out(text):
    spans = [(one.start, one.end) for one in find_phrases(text, index_of(LISTS.phrases))]
    assert len(clean(text, spans).text) == len(text) - sum(end - start for start, end in spans)


def test_time_grows_with_the_text():
    """Counted, not timed: the hits told are bounded."""
    assert len(find_phrases("casino online\n" * 5_000, index_of([CASINO]))) == 2_000


@given(st.text())
def test_key_is_short_and_the_same_for_what_folds_to_the_same(text):
    key = key_of(text)
    assert len(key) <= KEY_LENGTH
    assert key == key_of(f" {text} \n")


def test_long_fragments_that_differ_at_the_end_have_two_keys():
    one, other = key_of("x y " * 300 + "a"), key_of("x y " * 300 + "b")
    assert one != other
    assert one[:300] == other[:300]


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("上海云锦阁419", "上海云锦阁 420", True),
        ("buy pills 24", "buy pills 36", True),
        ("win now at lucky-seven.bet", "best odds lucky-seven.bet/go", True),
        ("join t.me/first", "join us t.me/second", False),
        ("join t.me/first", "more at t.me/first", True),
        ("ask @lucky_seven", "write to @lucky_seven", True),
        ("the 12", "the 13", False),
        ("casino online", "essay writing", False),
    ],
)
def test_near_variants_have_something_in_common(one, other, kin):
    assert bool(kin_of(key_of(one)) & kin_of(key_of(other))) is kin


def test_groups_join_through_others():
    keys = [
        "lucky pills 24",
        "lucky pills 25",
        "lucky pills 26 at shop.bet",
        "ask shop.bet",
        "quite other words",
    ]
    shop = "lucky pills at shop.bet 9"
    assert groups_of([*keys, shop]) == [
        ("lucky pills 24", "lucky pills 25"),
        ("lucky pills 26 at shop.bet", "ask shop.bet", shop),
        ("quite other words",),
    ]


def test_rules_of_the_finder_are_all_told():
    from articles.text.spam.rules import RULES

    assert set(RULES.values()) | {KNOWN_RULE} <= BUILTIN.keys()
    assert all(words.endswith(".") and len(words) <= 120 for words in BUILTIN.values())


@given(st.integers(0, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share_and_stays_a_share(counted):
    hits, total = counted
    low, high = wilson(hits, total)
    assert 0 <= low <= high <= 1
    if total:
        assert low <= hits / total <= high
        mirrored = wilson(total - hits, total)
        assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_wilson_figures():
    """Compared with the table in Newcombe (1998), Statistics in Medicine 17, method 3."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert wilson(0, 0) == (0, 1)
    for wrong in ((2, 1), (-1, 3)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(*wrong)
