"""Sentences of many languages, divided by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.sentences import split_sentences
from articles.text.types import Span

# Each case is the list of its sentences; a text is made by joining them with the mark in front.
CASES = {
    "titles and initials": (
        " ",
        ["Dr. Chen met J. K. Rowling in the U.S. Senate.", "She left the U.S.", "The end."],
    ),
    "decimals and numbers": (
        " ",
        ["It cost $3.5 million.", "See No. 5 on p. 3.", "He said no.", "Then left."],
    ),
    "company and example": (" ", ["Acme Inc. Chairman Bo left, e.g. by car.", "Acme Inc.", "The firm grew."]),
    "a number ends it": (" ", ["We grew to 45.", "The city.", "It was 5 mm.", "So small."]),
    "quote closes after the stop": (" ", ['"It works."', '"What?" he asked.', "“Good.”", "Done!"]),
    "ellipsis inside": (" ", ["And then ... nothing came.", "He waited…", "Then he left."]),
    "Spanish": (" ", ["EE. UU. creció.", "¿Qué?", "El Sr. López llegó a la pág. 5.", "¡Sí!", "Bien."]),
    "French": (" ", ["« Bonjour. »", "« Non », dit M. Dupont.", "Il part à 5 h.", "Fin."]),
    "German": (
        " ",
        ["Am 3. Oktober kam er.", "Das war die 2. Liga, z. B. hier.", "»Ja.«", "„Nein.“", "Gut."],
    ),
    "French elision": (" ", ["L'art. 5 le prévoit.", "Le P.-D.G. part."]),
    "German street": (" ", ["Er wohnt in der Hauptstr. 5.", "Die Huber & Co. KG wächst."]),
    "a contraction ends it": (" ", ["They don't.", "Nobody does.", "That's Ann's.", "Everybody left."]),
    "Russian": (
        " ",
        ["В 2020 г. он уехал.", "А. С. Пушкин родился в г. Москве.", "Долг — 5 млн руб.", "Он жил."],
    ),
    "Portuguese": (" ", ["A Dra. Souza saiu.", "O art. 5 vale.", "Não!"]),
    "Turkish": (" ", ["Prof. Dr. Ayşe Yılmaz geldi.", "Bitti mi?", "Evet."]),
    "Indonesian": (" ", ["Ia tinggal di Jl. Merdeka No. 5.", "Benar?", "Ya."]),
    "Vietnamese": (" ", ["TP. Hồ Chí Minh rất lớn.", "Đúng không?", "Đúng."]),
    "Chinese": ("", ["今天很好。", "他说：“我们走。”", "“真的吗？”他问。", "好！"]),
    "Japanese": ("", ["彼は「増えた。」と述べた。", "次に進む。", "本当？"]),
    "Korean": (" ", ["서울은 크다.", "인구는 1,000만 명이다.", "정말?"]),
    "Korean date": (" ", ["서울시는 2024. 3. 5. 발표했다.", "시민들은 환영했다."]),
    "Korean quotation": (" ", ["그는 “늦었다.”라고 말했다.", "정말인가?"]),
    "Arabic title": (" ", ["قال د. أحمد إن النمو بلغ 3.5%.", "نعم، هذا صحيح."]),
    "Hindi title and initials": (" ", ["डॉ. शर्मा और श्री ए. के. सिंह आए।", "दर 3.5% है.", "लोग खुश थे!"]),
    "Arabic": (" ", ["هل هذا صحيح؟", "نعم.", "ثم ذهب."]),
    "Hindi": (" ", ["यह सच है।", "क्या?", "वह गया।"]),
    "Thai": (" ", ["กรุงเทพมหานครมีประชากรมากกว่าสิบล้านคน", "รัฐบาลประกาศแผนขนส่งสาธารณะ 50 เส้นทาง"]),
    "an empty line": ("\n\n", ["No stop here", "Next paragraph"]),
}


@pytest.mark.parametrize("name", CASES)
def test_split_sentences_gives_the_sentences_of(name: str) -> None:
    joint, sentences = CASES[name]
    text = joint.join(sentences)
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_split_sentences_adds_the_start_and_leaves_white_space_out() -> None:
    assert split_sentences("  One. Two.\n", start=100) == [Span(102, 106), Span(107, 111)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u3000"])
def test_split_sentences_of_nothing_is_empty(text: str) -> None:
    assert split_sentences(text) == []


@given(st.text() | st.text(alphabet="aA. \n\"'“”。！?1·ก。「」»"))
def test_split_sentences_covers_all_but_white_space(text: str) -> None:
    at = 0
    for span in split_sentences(text):
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert not text[at:].strip()
