"""A page that belongs to somebody else now is told from one that is what it was."""

from pathlib import Path

import pytest

from articles.text.takeover import kept_share, why_taken_over

SAMPLES = sorted((Path(__file__).parents[2] / "articles" / "sample" / "texts").glob("*.*"))
SPAM = {
    "slots": "SLOT GACOR 88: Daftar Situs Slot Online Terpercaya\nSelamat datang di situs judi slot online gacor terpercaya "
    "hari ini. Daftar sekarang dan nikmati bonus new member 100%.\nSlot Gacor Maxwin\nLink alternatif slot88, togel "
    "online, live casino, sbobet.\nHubungi kami: WhatsApp +62 812 3456 7890",
    "casino": "Best Online Casino 2026 - Play Now\nWelcome to the best online casino. Claim your 200% welcome bonus and 50 "
    "free spins today!\nSign up now and win real money. No deposit bonus codes.",
    "escort": "澳门新葡京官网\n欢迎光临澳门新葡京娱乐城，注册送88元彩金。\n真人百家乐、电子游艺、六合彩投注平台。\n上海高端外围模特 微信 abc12345",
    "pharma": "Buy Viagra online without prescription\nCheap cialis 20mg, generic viagra overnight delivery. Order now!\n"
    "Contact us on Telegram @pharma_store",
}
PARKED = [
    "port.example\nThis domain is for sale! Make an offer.",
    "The domain name port.example may be for sale by its owner!",
    "Buy this domain. Related searches: harbour, boats",
    "Diese Domain steht zum Verkauf.",
    "Ce domaine est à vendre",
    "该域名出售 联系我们",
    "Домен продается",
]


@pytest.mark.parametrize("words", SPAM.values(), ids=SPAM)
def test_a_page_of_spam_is_taken_over(words):
    assert "of its words are spam" in why_taken_over(words)


@pytest.mark.parametrize("words", PARKED)
def test_a_domain_for_sale_is_taken_over(words):
    assert "the domain is for sale" in why_taken_over(words)


def test_a_sellers_page_without_words_is_taken_over():
    body = b'<script src="https://img.sedoparking.com/x.js"></script>'
    assert why_taken_over("", body) == "It is a page of a seller of domains (sedoparking)."
    assert why_taken_over("word " * 200, body) == ""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_article_with_injected_fragments_is_not(path):
    assert why_taken_over(path.read_text(encoding="utf-8")) == ""


@pytest.mark.parametrize(
    "words",
    [
        "",
        "The port has 4,200 panels. Contact: info@port.example, +49 89 1234567.",
        "Regulators say that the online casino lost its licence after players complained about bonus rules.",
        "This domain is for sale, said the notice that visitors of the site saw. "
        + "The court heard more. " * 80,
    ],
)
def test_a_page_about_such_things_is_not(words):
    assert why_taken_over(words) == ""


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("One. Two. Three.", "Three. One. Two. Four.", 1.0),
        ("One line\nand another", "One   line\nand others", 8 / 19),
        ("太阳能。电池板。", "电池板。海港。", 0.5),
        ("Anything", "", 0.0),
        ("", "Anything", 1.0),
    ],
)
def test_how_much_of_a_copy_is_left(old, new, share):
    assert kept_share(old, new) == share
