"""Words in disguise: which are told as a stretch of their own, and who writes so without hiding anything."""

import pytest

from articles.text.spam import find_spam

BEFORE = "The mill was open on Sunday.\n\nThe miller showed the stones to forty visitors.\n\n"
BEHIND = "\n\nHe will be back in May, when the wind comes from the west.\n"

LINES = {
    "struck through": "c̶a̶s̶i̶n̶o̶ b̶o̶n̶u̶s̶ o̶n̶l̶i̶n̶e̶",
    "mathematical": "𝗰𝗮𝘀𝗶𝗻𝗼 𝗯𝗼𝗻𝘂𝘀 𝗼𝗻𝗹𝗶𝗻𝗲",
    "emoji between": "c🔥a🔥s🔥i🔥n🔥o b🔥o🔥n🔥u🔥s",
    "unseen in some words": "ca\u200csino bo\u200cnus on\u200cline",
    "unseen in Hangul": "카\u200b지\u200b노 보\u200b너\u200b스",
}
GENUINE = {
    "headings of a post": "𝗪𝗵𝗮𝘁 𝗜 𝗯𝗿𝗼𝘂𝗴𝗵𝘁\n\nA loaf.\n\n𝗪𝗵𝗼 𝗰𝗮𝗺𝗲 𝗮𝗹𝗼𝗻𝗴\n\nIda.\n\n𝗪𝗵𝗮𝘁 𝘄𝗲 𝘀𝗮𝘄\n\nA mill.",
    "a word stressed": "Please 𝗿𝗲𝗺𝗲𝗺𝗯𝗲𝗿 to bring boots.",
    "words struck out": "I was t̶i̶r̶e̶d̶ a̶n̶d̶ c̶r̶o̶s̶s̶ so happy.",
    "keycaps": "1\ufe0f\u20e3 bread 2\ufe0f\u20e3 butter 3\ufe0f\u20e3 cheese, all from the farm",
    "one sign came along": "The Auf\u200clage of the paper was small.",
    "a formula": "Energy is 𝐸 = 𝑚𝑐², as he said.",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_a_line_in_disguise_with_words_of_a_trade_is_sure(line: str) -> None:
    found = find_spam(f"{BEFORE}{line}{BEHIND}")

    assert [(one.start, one.end, one.sure) for one in found] == [
        (len(BEFORE), len(BEFORE) + len(line) + 1, True)
    ]


def test_a_line_in_disguise_is_asked_about_whatever_it_says() -> None:
    found = find_spam(f"{BEFORE}𝗴𝗹𝗮𝗱 𝘁𝗶𝗱𝗶𝗻𝗴𝘀 𝗼𝗳 𝗯𝗿𝗲𝗮𝗱{BEHIND}")

    assert [one.sure for one in found] == [False]


def test_disguised_and_foreign_words_side_by_side_are_one_fragment() -> None:
    text = f"{BEFORE}ＳＥＮＳＡ９９\u3000คาสิโนสด The miller laughed.{BEHIND}"

    found = find_spam(text)

    assert [text[one.start : one.end] for one in found] == ["ＳＥＮＳＡ９９\u3000คาสิโนสด "]


@pytest.mark.parametrize("line", GENUINE.values(), ids=GENUINE.keys())
def test_what_people_write_for_show_is_left_alone(line: str) -> None:
    assert find_spam(f"{BEFORE}{line}{BEHIND}") == ()
