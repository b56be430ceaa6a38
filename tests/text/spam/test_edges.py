"""Where a fragment ends and its line begins: arrows, doubled marks, numbers, headings, brands."""

import pytest

from articles.text.spam import find_spam

GERMAN = """Der Fahrplan der Fähre

Die Fähre fährt im Winter nur dreimal am Tag, weil der Fluss Eis führt.

{line}

Der Kapitän hofft auf mildes Wetter und auf Gäste, die früh aufstehen.
"""
CHINESE = """修一把旧雨伞

外婆留下的油纸伞破了一个洞，邻居老周教我怎么补。

{line}

撑开以后要在阴凉的地方晾一夜，第二天才能用。
"""
THAI = """ป่าชายเลนกลับมาแล้ว

ชาวบ้านช่วยกันปลูกต้นโกงกางริมคลองตั้งแต่ปีที่แล้ว

{line}

เด็กนักเรียนมาดูนกน้ำทุกเช้าวันเสาร์
"""


def removed(text: str, line: str) -> list[str]:
    """What is found in a line that stands in an article."""
    whole = text.format(line=line)
    return [whole[one.start : one.end] for one in find_spam(whole)]


@pytest.mark.parametrize(
    ("line", "fragment"),
    [
        ("안전놀이터 추천 » Was der Kapitän sagt", "안전놀이터 추천 » "),
        ("안전놀이터 추천 ➡ Was der Kapitän sagt", "안전놀이터 추천 ➡ "),
        ("Was der Kapitän sagt :: 안전놀이터 추천", " :: 안전놀이터 추천"),
        ("Was der Kapitän sagt || 안전놀이터 추천", " || 안전놀이터 추천"),
        ("เว็บแทงบอล ufa747 Was der Kapitän sagt", "เว็บแทงบอล ufa747 "),
        ("สมัครบาคาร่า wallet - Was der Kapitän sagt", "สมัครบาคาร่า wallet - "),
    ],
)
def test_a_fragment_goes_with_its_mark_and_its_brand(line, fragment):
    assert removed(GERMAN, line) == [fragment]


def test_a_mark_that_the_lines_beside_have_too_is_theirs():
    lines = "上海品茶会所 » Im Winter dreimal\n» Im Sommer stündlich"
    assert removed(GERMAN, lines) == ["上海品茶会所 "]


def test_the_number_of_a_list_item_is_not_the_end_of_what_stands_before_it():
    lines = "1. เก็บขยะริมคลอง\n2. ขุดดินเลน\nfake designer bags aaa quality 3. ปลูกต้นจาก\n4. ทำประตูน้ำ"
    assert removed(THAI, lines) == ["fake designer bags aaa quality "]


def test_a_heading_keeps_its_own_words_before_a_dash():
    assert removed(CHINESE, "步骤 - windows 11 activator kms free download") == [
        " - windows 11 activator kms free download"
    ]


def test_a_date_behind_a_fragment_in_latin_letters_is_the_lines():
    assert removed(CHINESE, "nhà cái uy tín nhất 4月20日下午，老周带来了桐油。") == ["nhà cái uy tín nhất "]


def test_one_of_several_things_in_a_row_goes_with_one_comma():
    line = "Samstag, 6. August 2022 | Abgelegt unter: Fluss, 空放贷款当天下款, Dorf"
    assert removed(GERMAN, line) == [", 空放贷款当天下款"]


def test_tags_behind_other_facts_of_a_line_are_tags():
    line = (
        "Lokales | 6.8.2022, 14.10 Uhr | Schlagwörter: Fluss, lainaa heti tilille ilman luottotietoja, Dorf"
    )
    assert removed(GERMAN, line) == [", lainaa heti tilille ilman luottotietoja"]


def test_four_foreign_words_with_goods_are_no_name():
    text = (
        "Ремонт моста\n\nСтарий міст через річку збудували ще до війни, і відтоді його лагодили тільки двічі, востаннє "
        "тоді, коли льодохід зніс середню опору.\n\nМіст закрили навесні. EU Führerschein kaufen ohne Prüfung Тепер ходять через греблю.\n\n"
        "До зими його відкриють знову, обіцяє майстер, який працює тут уже тридцять років.\n\nЛюди "
        "з обох берегів тим часом носять хліб човном, а діти навчилися розрізняти воду за кольором і знають, коли річка "
        "підніметься.\n\nТеги: міст, MPU umgehen Führerschein kaufen\n"
    )
    assert [text[one.start : one.end] for one in find_spam(text)] == [
        "EU Führerschein kaufen ohne Prüfung ",
        ", MPU umgehen Führerschein kaufen",
    ]


@pytest.mark.parametrize(
    ("line", "fragment"),
    [
        ('tags = ["Fluss", "comprar seguidores instagram"]', ', "comprar seguidores instagram"'),
        ("Schlagwörter: Fluss، نقل اثاث بالدمام", "، نقل اثاث بالدمام"),
    ],
)
def test_an_entry_among_tags_goes_as_a_whole(line, fragment):
    assert removed(GERMAN, line) == [fragment]


def test_a_word_in_disguise_goes_to_its_last_letter():
    assert removed(GERMAN, "Neuer Motor bestellt – nebаnkоvní рůjčky рrо dlužníkу s еxеkuсí") == [
        " – nebаnkоvní рůjčky рrо dlužníkу s еxеkuсí"
    ]


def test_a_word_of_another_trade_behind_a_name_is_the_lines():
    line = "güvenilir bahis siteleri Weißbirken cheat nicht: sie setzen Samen an, ohne bestäubt zu werden."
    assert removed(GERMAN, line) == ["güvenilir bahis siteleri "]


def test_a_word_without_disguise_behind_one_in_disguise_is_the_lines():
    line = "- Kuchen\n- vi\u200bag\u200bra o\u200bhn\u200be re\u200bze\u200bpt und belegte Brote von Frau Vogt\n- Senf"
    assert removed(GERMAN, line) == ["vi\u200bag\u200bra o\u200bhn\u200be re\u200bze\u200bpt "]


def test_a_dash_that_opens_the_lines_beside_is_theirs():
    line = "— ein neuer Motor\n카지노 사이트 추천 — Igor Lang am Steuer\n— ein Fahrplan aus Papier"
    assert removed(GERMAN, line) == ["카지노 사이트 추천 "]


def test_a_line_among_contact_lines_is_not_sure():
    lines = "• 电话：5550 1128，找小沈\n• 加微信群请到一楼服务台扫码，外人不便入群"
    text = CHINESE.format(line=lines)
    assert [one.sure for one in find_spam(text) if one.sure] == []


@pytest.mark.parametrize("tag", ["em", "i", "cite"])
def test_what_a_sentence_names_with_stress_is_quoted(tag):
    page = (
        "<h1>Who broke into the school site</h1>\n<p>The school found three hundred pages that nobody there had "
        f"written. One of them was called <{tag}>купить диплом с занесением в реестр</{tag}>.</p>\n"
        "<p>The volunteer who looks after the site has changed the password since, and found the door.</p>"
    )
    assert [one for one in find_spam(page) if one.sure] == []


def test_a_headline_behind_a_dash_is_not_the_end_of_an_offer():
    line = "سایت شرط بندی انفجار با درگاه مستقیم – Warum das Mehl teurer wird"
    assert removed(GERMAN, line) == ["سایت شرط بندی انفجار با درگاه مستقیم – "]


def test_a_row_of_links_to_one_site_goes_as_a_line():
    line = (
        "[Wegovy tilbud](https://slank.example) · [slankepiller der virker](https://slank.example/piller)\n"
    )
    assert removed(GERMAN, line) == [line]
