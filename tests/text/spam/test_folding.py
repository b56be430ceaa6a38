"""Folding: what a disguised text says."""

import pytest

from articles.text.spam import find_spam
from articles.text.spam.folding import disguised, fold

CASES = {
    "full width": ("ｃａｓｉｎｏ", "casino"),
    "mathematical": ("𝐜𝐚𝐬𝐢𝐧𝐨 𝓫𝓸𝓷𝓾𝓼", "casino bonus"),
    "enclosed": ("ⓒⓐⓢⓘⓝⓞ④①⑨", "casino419"),
    "invisible": ("ca\u200bsi\u2060no", "casino"),
    "spaced": ("c a s i n o  b o n u s", "casino  bonus"),
    "dotted": ("c.a.s.i.n.o bonus", "casino bonus"),
    "stars between": ("真★人★百★家★乐", "真人百家乐"),
    "emoji for blanks": ("⭐buy⭐pills⭐", " buy pills "),
    "Cyrillic in Latin": ("саsinо", "casino"),
    "Latin in Cyrillic": ("кaзинo", "казино"),
    "Greek in Latin": ("cαsinο", "casino"),
    "capitals": ("CASINO", "casino"),
    "plain": ("A plain line, e.g. this one.", "a plain line, e.g. this one."),
    "Vietnamese": ("Nhà Cái", "nhà cái"),
}


@pytest.mark.parametrize(("text", "plain"), CASES.values(), ids=CASES.keys())
def test_fold_gives_the_plain_text(text: str, plain: str) -> None:
    assert fold(text).text == plain


@pytest.mark.parametrize(("text", "plain"), CASES.values(), ids=CASES.keys())
def test_fold_knows_where_each_character_stood(text: str, plain: str) -> None:
    folded = fold(text)
    place = folded.text.index(plain.split()[-1])

    start, end = folded.source(place, len(folded.text.rstrip()))

    assert fold(text[start:end]).text.strip() == plain.split()[-1]
    assert list(folded.at) == sorted(folded.at)


@pytest.mark.parametrize(
    "shown", ["ca\u200bsino", "ｃａｓｉｎｏ", "саsino", "c a s i n o", "真★人", "b0nus sl0t"]
)
def test_disguise_is_seen(shown: str) -> None:
    assert disguised(shown)


@pytest.mark.parametrize(
    "shown", ["A plain line.", "Une ligne à l’ancienne", "B2B and H2O", "中文 ★ 中文", "Route 66"]
)
def test_plain_words_are_no_disguise(shown: str) -> None:
    assert not disguised(shown)


def test_turkish_capital_with_a_dot_is_a_plain_letter() -> None:
    assert fold("İddaa İSTANBUL").text == "iddaa istanbul"
    text = (
        "Köprü pazartesi günü açıldı, ve çok kişi geldi.\n\nİddaa siteleri güncel giriş Köy halkı bu yol için çok uğraştı.\n\n"
        "Belediye yeni yol için bir ay daha istedi.\n"
    )
    assert [text[one.start : one.end] for one in find_spam(text)] == ["İddaa siteleri güncel giriş "]
