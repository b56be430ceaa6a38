"""Twice the input, about twice the work: the lines of Python that run are counted, no clock is asked."""

import sys

import pytest

from articles.text.spam import find_spam
from tests.text.spam.test_properties import PUMPS

SMALL = 2_000
MORE = (
    "x went. buy pills now The end of it. ",
    "buy cheap pills ",
    "a. a a a. ",
    ">aaaa",
    " ",
    " - a",
    "Tags: a, b c d, ",
    "★a",
    "a b c d  e f ",
    "a\u200bb ",
    "ｃａｓ ",
    "上海龙凤 ",
    "好。上海龙凤论坛 你们来 ",
    "[buy it](https://a.example/) The ",
    "<td>a b c d</td>",
    "buy cheap pills now\n",
    "上海 Name\n",
    "b0nus sl0t ",
    "саsinо ",
    "中文 buy cheap pills ",
    "#abcdefghijklmnopq ",
    "a.com ",
    "Big Name small words ",
    "Ask, and pay 100 now, +49 170 0000000, ",
    "สล็อตWhat ",
    "\nab: a b c",
    "For [quick loans online](https://a.example/) ask us. ",
    "★ cheap pills ",
    "Casino bonus ab cd | ",
    "crédit rapide en ligne ",
    "casino - loans - ",
    "Casino bonus online gratis, and save. ",
    "Get cheap viagra pills online! ",
    "[casino](https://a.example/) bonus. ",
    "온라인카지노 가입코드 시 첫충 30% 지급 ",
    "الشيخ الروحاني ",
    "a",
    "[",
    "<",
    "<li>casino bonus ★ x</li>",
    "[casino]: http://a.example/casino\n",
    "c.a.s.i.n.o ",
    "casino bonus ▸ Wort ohne ",
    "★ casino bonus ★ ",
    "скачать казино бонус - ",
    "casino bonus | vay tiền nhanh, ",
    "casino bonus - a\n",
    "롤 대리 ",
)


def steps(text: str) -> int:
    """How many lines of Python run while a text is searched."""
    count = 0

    def tracer(frame, event, argument):
        nonlocal count
        count += 1
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        find_spam(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("pump", [*PUMPS.values(), *MORE])
def test_pumped_text_takes_linear_steps(pump: str) -> None:
    """A doubling may cost at most 2.5 times the steps."""
    find_spam(pump)
    one, two = (steps("x\n" + pump * (size // len(pump))) for size in (SMALL, 2 * SMALL))

    assert two <= 2.5 * one + 2_000


def varied(count: int) -> str:
    """Lines each of which carries fragments of its own: what is looked for differs from line to line."""
    lines = (
        f"上海{chr(0x4E00 + 7 * i)}{chr(0x4E00 + 11 * i)}{1300 + i} The ladder of day {i}\n\n"
        f"It went on. buy wordy{chr(97 + i % 26)}{chr(97 + i // 26)} casino online {9000 + i} The market was closed.\n"
        for i in range(count)
    )
    return "\n".join(lines)


def test_many_different_fragments_take_linear_steps() -> None:
    find_spam(varied(5))
    one, two = (steps(varied(size)) for size in (60, 120))

    assert two <= 2.5 * one + 2_000
