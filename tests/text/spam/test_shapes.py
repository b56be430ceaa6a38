"""Fragments with what is around them: what goes, and what stays behind it."""

import pytest

from articles.text.spam import find_spam
from articles.text.spam.spans import with_its_tags

# What is around, what goes (with its separator), what stays behind it.
CASES = {
    "the number of an item of a Thai list is its own": (
        "วิธีปลูกผัก\n\n1. เตรียมดินให้ร่วน ใส่ปุ๋ยคอก\n2. รดน้ำทุกเช้า\n",
        "buy replica watches cheap price ",
        "3. เก็บผักเมื่อครบเดือน\n4. ล้างให้สะอาดก่อนกิน\n",
    ),
    "and so is a number in a bracket": (
        "วิธีปลูกผัก\n\n1) เตรียมดินให้ร่วน ใส่ปุ๋ยคอก\n2) รดน้ำทุกเช้า\n",
        "cheap rolex replica grade aaa ",
        "3) เก็บผักเมื่อครบเดือน\n4) ล้างให้สะอาดก่อนกิน\n",
    ),
    "a Chinese date begins the sentence": (
        "县里的书店又开门了\n\n",
        "online casino welcome bonus ",
        "5月12日，县城老街上的书店重新开门。店主说，书都是旧的，灯是新的。\n\n来的人不多，坐的人不少。\n",
    ),
    "a short Chinese heading stays before the dash": (
        "# 给老电脑装系统\n\n旧电脑还能用，换块硬盘就行。朋友送了一台，放在书房里。\n\n## 步骤",
        " - photoshop crack keygen free download",
        "\n\n先备份，再开机。第一步要慢慢来，不要着急。\n",
    ),
    "a name with a number belongs to the foreign words before it": (
        "Ein Garten im Hof\n\nIm Hof wächst seit Mai ein Apfelbaum, und daneben steht eine Bank für alle.\n- ",
        "สล็อตเว็บตรง pg918 ",
        "Bänke und Tische stehen bereit\n- Der Schlüssel hängt am Haken\n",
    ),
    "a number ends an entry of tags": (
        "The mill pond was dredged\n\n⏱ 2024-05-12 10:40 🔖 ",
        "หวยออนไลน์ 247 ",
        "📢2\n\nForty volunteers came with spades and buckets, and the ducks moved out for a day.\n",
    ),
    "a Latin word between foreign ones and a numbered heading goes too": (
        "Minutes of the allotment society\n\nPresent were eleven members and a dog.\n\n",
        "สมัครเว็บพนัน line - ",
        "2. Water\nThe tap at the north gate drips.\n\n3. Compost\nIt is hot.\n",
    ),
    "a closing mark of quotation can be a separator": (
        "Zupa z dyni\n\nZupa na cztery osoby albo na dwie głodne.\n\n",
        "kredyt bez bik online » ",
        "Przygotowanie\n• pokroić dynię\n• obrać czosnek\n\nGotować do miękkości, a potem zmiksować.\n",
    ),
    "in a numbered line as well": (
        "Программа вечера\n\n1. Песни из кино\n2. ",
        "온라인카지노 추천 » ",
        "Старые вальсы\n3. Гармонь и чай\n\nВход свободный, приходите с соседями.\n",
    ),
    "an arrow is a separator": (
        "# 작은 도서관\n\n도서관이 문을 연 지 십 년이 되었다. 주민 서른 명이 모여 떡을 나누었다.\n\n## ",
        "강남출장안마 후불 ➡ ",
        "앞으로의 계획\n\n내년에는 마당에 나무를 심는다.\n",
    ),
    "two colons are one": (
        "Dominee vroeg om stilte",
        " :: 网上赌场注册送彩金",
        "\n\nDe molen draait weer sinds zaterdag, en de bakker is er blij mee.\n\nHet meel is er vanaf maandag.\n",
    ),
    "tags can stand behind a bar": (
        "How we moved the bell\n\nBy Ida Marsh | 3 May 2024 | Filed under: village",
        ", 网上赌场注册送彩金",
        ", history\n\nIt took nine people and a tractor.\n\nThe bell is older than the church.\n",
    ),
    "an element that ends a paragraph goes with both of its tags": (
        "<h1>The mill</h1>\n<p>The wheel turns again since Monday, and the pond is full.",
        ' <span style="font-size:0">网上赌场注册送彩金</span>',
        "</p>\n<p>Flour is sold at the door.</p>\n<p>Bring a bag.</p>\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "fragment", "behind"), CASES.values(), ids=CASES.keys())
def test_fragment_is_found_with_its_own_edges(before: str, fragment: str, behind: str) -> None:
    text = before + fragment + behind

    assert [text[one.start : one.end] for one in find_spam(text)] == [fragment]


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("a <b>c</b> d", " <b>c", " <b>c</b>"),
        ("a <b>c</b> d", "c</b>", "<b>c</b>"),
        ("a <i><b>c</b></i> d", "<i><b>c", "<i><b>c</b></i>"),
        ("a <b>c<br></b> d", "<b>c<br>", "<b>c<br></b>"),
        ("a <b>c e</b> d", "<b>c", "<b>c"),
        ("a <b>c</i> d", "<b>c", "<b>c"),
        ("a b c", "b", "b"),
    ],
)
def test_range_takes_the_other_tag_of_an_element(text: str, inner: str, outer: str) -> None:
    start = text.index(inner)

    low, high = with_its_tags(text, start, start + len(inner))

    assert text[low:high] == outer
