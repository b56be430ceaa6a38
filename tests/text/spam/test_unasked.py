"""Genuine lines that look like offers or strangers for themselves, and like their neighbours where they stand."""

import pytest

from articles.text.spam import find_spam

HALL = "The hall was full on Sunday.\n\nForty people came to hear the choir, and all of them stayed for soup.\n\n"
DESK = (
    "<p>The hall was full on Sunday.</p>\n<p>Forty people came to hear the choir, and all stayed.</p>\n" * 2
)
BOARD = """Notice board

WANTED. Somebody to mind a parrot in August, Elm Lane, mornings and evenings. He bites. 0550 000 147, after six.

FOR SALE. A bicycle, green, with a basket and a bell, hardly used. Free lock. Mrs Marsh, 0550 000 733.

FOUND. A glove, left hand, by the bottle bank.

LOST. A glove, right hand.
"""
TEXTS = {
    "notices": BOARD,
    "an imprint": DESK
    + "<p>Imprint | Operator: Marsh &amp; Daughters GmbH, HRB 80777, VAT ID DE000077777. Tel. +49 30 0000 770.</p>\n",
    "links that are paid for": DESK
    + '<p>Six ribs, of which five survived. $18 at <a href="https://rain.example/a" rel="sponsored nofollow">Rain.example</a>, '
    '$21 at <a href="https://drop.example/b" rel="sponsored">Drop.example</a>.</p>\n',
    "a line and how it sounds": HALL + "She counts for us:\nwāḥid, ithnān, thalātha —\nواحد، اثنان، ثلاثة —\nand we sing.\n",
    "one of three languages": HALL + "Singing for beginners / للمبتدئين / для початківців / yeni başlayanlar. From 3 June.\n",
    "songs by number": "# Пять песен о море\n\n"
    + "".join(
        f"## {i}. {title} (19{60 + i})\n\nЭту песню пели в порту, когда уходили корабли.\n\n"
        for i, title in enumerate(("«Якорь»", "«Ветер»", "「海の歌」", "«Маяк»", "«Чайка»"), 1)
    ),
    "a list led by emoji": HALL + "✨ What we learnt ✨\n➡️ you can't hurry a kettle\n➡️ the hall has an echo\n➡️ soup wants salt\n",
    "days at the beginning of lines": "Осенние хлопоты\n\nВорота открыли для всех, и люди пришли с детьми.\n\n"
    "14 сентября в саду у Музея посадили сорок яблонь.\n\n21 сентября к ним Клуб садоводов привёз лавки.\n\nВход по-прежнему свободный.\n",
    "a list of works": HALL + "Marsh, I. (2012). Singing in halls. Oldtown.\n\nИванова, Т. (2017). Шум города. Вестник, № 4, с. 11-29.\n",
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_line_like_its_neighbours_is_not_asked_about(text: str) -> None:
    assert [text[one.start : one.end] for one in find_spam(text)] == []


def test_two_foreign_lines_with_the_same_marks_do_not_speak_for_each_other() -> None:
    lines = "真人，百家乐：注册送彩金\n\n快三，时时彩：注册送彩金\n"

    assert [one.sure for one in find_spam(f"{HALL}{lines}")] == [True, True]
