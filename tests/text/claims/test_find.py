"""Claims with their claimants, in the languages that have a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.claims import find_claims
from articles.text.claims.find import MOST
from articles.text.refusal import TextRefused

# A paragraph, then what must be proposed of it: the words and who says them.
CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "en": (
        '"Five years ago, we imported 80% of our chips," explains Dr. Chen Li, VP of Research. "Today, it is 45%." '
        "The city is beautiful. Mark Zhou, now CEO of DeepLang, said the company grew 40% last year. "
        "He said output doubled in 2023. The United States has 50 states. Sales fell 3%, the ministry said. "
        "According to Reuters, oil rose to $90. Did oil rise to $90?",
        [
            ("Five years ago, we imported 80% of our chips", "Dr. Chen Li"),
            ("Today, it is 45%.", "Dr. Chen Li"),
            ("Mark Zhou, now CEO of DeepLang, said the company grew 40% last year.", "Mark Zhou"),
            ("He said output doubled in 2023.", "Mark Zhou"),
            ("The United States has 50 states.", ""),
            ("Sales fell 3%, the ministry said.", ""),
            ("According to Reuters, oil rose to $90.", "Reuters"),
        ],
    ),
    "zh": (
        "中芯国际研发副总裁陈立博士表示：“五年前，我们80%的高端芯片依靠进口。今天这一数字低于45%。”"
        "国家统计局称，2024年上海的专利申请量首次超过北京。今天天气很好。"
        "据新华社报道，该基金自2020年以来投入280亿美元。你相信80%吗？",
        [
            ("五年前，我们80%的高端芯片依靠进口。", "陈立博士"),
            ("今天这一数字低于45%。", "陈立博士"),
            ("国家统计局称，2024年上海的专利申请量首次超过北京。", "国家统计局"),
            ("据新华社报道，该基金自2020年以来投入280亿美元。", "新华社"),
        ],
    ),
    "ja": (
        "上海市の陳立副社長は「5年前、高性能チップの80%を輸入していた。現在は45%を下回る」と述べた。"
        "総務省によると、2024年の人口は前年より1.2%減少した。天気はいい。",
        [
            ("5年前、高性能チップの80%を輸入していた。", "陳立副社長"),
            ("現在は45%を下回る", "陳立副社長"),
            ("総務省によると、2024年の人口は前年より1.2%減少した。", "総務省"),
        ],
    ),
    "ko": (
        "천리 박사는 “5년 전 우리는 고급 칩의 80%를 수입했다”고 말했다. "
        "통계청에 따르면 2024년 인구는 전년보다 1.2% 감소했다. 날씨가 좋다.",
        [
            ("5년 전 우리는 고급 칩의 80%를 수입했다", "천리 박사"),
            ("통계청에 따르면 2024년 인구는 전년보다 1.2% 감소했다.", "통계청"),
        ],
    ),
    "es": (
        "«Hace cinco años importábamos el 80% de los chips», explica la doctora Ana López, directora. "
        "«Hoy esa cifra es del 45%». Según el Ministerio de Economía, el paro bajó un 3% en 2024. La ciudad es bella. "
        "El ministro de Economía, Carlos Cuerpo, dijo que la inversión superó los 28.000 millones de euros.",
        [
            ("Hace cinco años importábamos el 80% de los chips", "Ana López"),
            ("Hoy esa cifra es del 45%", "Ana López"),
            ("Según el Ministerio de Economía, el paro bajó un 3% en 2024.", "Ministerio de Economía"),
            (
                "El ministro de Economía, Carlos Cuerpo, dijo que la inversión superó los 28.000 millones de euros.",
                "Carlos Cuerpo",
            ),
        ],
    ),
    "fr": (
        "« Il y a cinq ans, nous importions 80 % de nos puces », explique Marie Dupont, directrice du groupe. "
        "« Aujourd'hui, ce chiffre est de 45 %. » Selon l'Insee, le chômage a reculé de 3 % en 2024. Il fait beau.",
        [
            ("Il y a cinq ans, nous importions 80 % de nos puces", "Marie Dupont"),
            ("Aujourd'hui, ce chiffre est de 45 %.", "Marie Dupont"),
            ("Selon l'Insee, le chômage a reculé de 3 % en 2024.", "Insee"),
        ],
    ),
    "de": (
        "„Vor fünf Jahren haben wir 80 Prozent unserer Chips importiert“, sagt der frühere Google-Ingenieur Mark "
        "Zhou, heute Chef von DeepLang. „Heute sind es 45 Prozent.“ Die Stadt ist schön. "
        "Laut Statistischem Bundesamt sank die Arbeitslosigkeit 2024 um 3 Prozent. "
        "Der Sprecher des Ministeriums, Hans Meyer, sagte, die Investitionen überstiegen 28 Milliarden Euro.",
        [
            ("Vor fünf Jahren haben wir 80 Prozent unserer Chips importiert", "Mark Zhou"),
            ("Heute sind es 45 Prozent.", "Mark Zhou"),
            (
                "Laut Statistischem Bundesamt sank die Arbeitslosigkeit 2024 um 3 Prozent.",
                "Statistischem Bundesamt",
            ),
            (
                "Der Sprecher des Ministeriums, Hans Meyer, sagte, die Investitionen überstiegen 28 Milliarden Euro.",
                "Hans Meyer",
            ),
        ],
    ),
    "pt": (
        '"Há cinco anos importávamos 80% dos nossos chips", explica Ana Souza, diretora da empresa. '
        '"Hoje esse número está em 45%." Segundo o IBGE, o desemprego caiu 3% em 2024. A cidade não tem mar.',
        [
            ("Há cinco anos importávamos 80% dos nossos chips", "Ana Souza"),
            ("Hoje esse número está em 45%.", "Ana Souza"),
            ("Segundo o IBGE, o desemprego caiu 3% em 2024.", "IBGE"),
        ],
    ),
    "ru": (
        "«Пять лет назад мы импортировали 80% чипов», — заявила Анна Петрова, директор по исследованиям. "
        "«Сегодня этот показатель ниже 45%». Погода была хорошей, и это не всё. "
        "Министр Антон Силуанов сообщил, что инвестиции превысили 28 млрд рублей.",
        [
            ("Пять лет назад мы импортировали 80% чипов", "Анна Петрова"),
            ("Сегодня этот показатель ниже 45%", "Анна Петрова"),
            ("Министр Антон Силуанов сообщил, что инвестиции превысили 28 млрд рублей.", "Антон Силуанов"),
        ],
    ),
    "id": (
        '"Lima tahun lalu kami mengimpor 80 persen chip kami," kata Budi Santoso, direktur riset perusahaan itu. '
        "Menurut Badan Pusat Statistik, pengangguran turun 3 persen pada 2024. Kota ini tidak jauh dari laut.",
        [
            ("Lima tahun lalu kami mengimpor 80 persen chip kami", "Budi Santoso"),
            (
                "Menurut Badan Pusat Statistik, pengangguran turun 3 persen pada 2024.",
                "Badan Pusat Statistik",
            ),
        ],
    ),
    "tr": (
        "TÜİK'e göre işsizlik 2024'te yüzde 3 düştü. Mehmet Şimşek, “Yatırımlar 28 milyar lirayı aştı” dedi. "
        "Şehir çok güzel ve bu bir gerçek.",
        [
            ("TÜİK'e göre işsizlik 2024'te yüzde 3 düştü.", "TÜİK"),
            ("Yatırımlar 28 milyar lirayı aştı", "Mehmet Şimşek"),
        ],
    ),
    "ar": (
        "قال الدكتور أحمد علي، نائب رئيس الأبحاث، إن المدينة استوردت 80% من الرقائق. الطقس جميل في هذا اليوم. "
        "وفقا لوزارة الاقتصاد، انخفضت البطالة بنسبة 3% في عام 2024.",
        [
            (
                "قال الدكتور أحمد علي، نائب رئيس الأبحاث، إن المدينة استوردت 80% من الرقائق.",
                "الدكتور أحمد علي",
            ),
            ("وفقا لوزارة الاقتصاد، انخفضت البطالة بنسبة 3% في عام 2024.", "وزارة الاقتصاد"),
        ],
    ),
    "hi": (
        "मुख्यमंत्री रमेश कुमार ने कहा कि राज्य ने 2024 में 28 अरब रुपये का निवेश किया। मौसम अच्छा है।",
        [
            (
                "मुख्यमंत्री रमेश कुमार ने कहा कि राज्य ने 2024 में 28 अरब रुपये का निवेश किया।",
                "मुख्यमंत्री रमेश कुमार",
            )
        ],
    ),
    "vi": (
        "“Năm năm trước chúng tôi nhập khẩu 80% chip”, ông Nguyễn Văn An, giám đốc nghiên cứu, cho biết. "
        "Theo Tổng cục Thống kê, tỷ lệ thất nghiệp năm 2024 giảm 3% so với năm ngoái. Thành phố rất đẹp.",
        [
            ("Năm năm trước chúng tôi nhập khẩu 80% chip", "Nguyễn Văn An"),
            (
                "Theo Tổng cục Thống kê, tỷ lệ thất nghiệp năm 2024 giảm 3% so với năm ngoái.",
                "Tổng cục Thống kê",
            ),
        ],
    ),
    "th": (
        "รัฐบาลลงทุนมากกว่า 28,000 ล้านบาทตั้งแต่ปี 2563 นายสมชาย ใจดี กล่าวว่า อัตราการว่างงานลดลงร้อยละ 3 ในปีที่แล้ว "
        "อากาศวันนี้ดีมากจริงๆ",
        [
            ("รัฐบาลลงทุนมากกว่า 28,000 ล้านบาทตั้งแต่ปี 2563", ""),
            ("นายสมชาย ใจดี กล่าวว่า อัตราการว่างงานลดลงร้อยละ 3 ในปีที่แล้ว", "นายสมชาย ใจดี"),
        ],
    ),
}
PARAGRAPH = "The city opened 300 schools in 2023. Everybody there is happy. The bank lent $5 billion to firms since 2020."


def claims_of(text: str, **options: object) -> list[tuple[str, str]]:
    return [(claim.text, claim.claimant) for claim in find_claims(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", CASES)
def test_find_claims_proposes_figures_with_their_claimant_in(language: str) -> None:
    text, expected = CASES[language]
    found = find_claims(text)
    assert [(claim.text, claim.claimant) for claim in found] == expected
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


def test_find_claims_joins_a_quotation_that_its_attribution_divides() -> None:
    text = "It was late. “We have,” said Ann Ray of Acme, “more than 300 plants in Texas.” Then she left the room."
    assert claims_of(text) == [
        ("“We have,” said Ann Ray of Acme, “more than 300 plants in Texas.”", "Ann Ray")
    ]


def test_find_claims_keeps_a_speaker_over_paragraphs_that_one_quotation_fills() -> None:
    text = "“The plant has 4,000 workers,” said Ann Ray. “It opened in 2020.\n\n“It made 3,000 cars last year.”\n\nIt fell by 9% in May."
    assert claims_of(text) == [
        ("The plant has 4,000 workers", "Ann Ray"),
        ("It opened in 2020.", "Ann Ray"),
        ("It made 3,000 cars last year.", "Ann Ray"),
        ("It fell by 9% in May.", ""),
    ]


SPEAKERS = {
    'Housing minister Paul Keene blamed the banks. "Loans cost 40% more than in 2021," he said.': "Paul Keene",
    '"I am Ann," said Ann Ray. At 81, Ines Calder is a doctor. "I treat 300 people a year," she said.': "Ines Calder",
    '"I am Ann," said Ann Ray. The United States is large. "I treat 300 people a year," she said.': "Ann Ray",
    "Die Stadt ist schön, und das ist nicht neu. „Wir haben 7,4 Kilometer Gleise erneuert“, sagt Projektleiterin Sabine Krüger.": "Sabine Krüger",
    "Die Stadt ist schön, und das ist nicht neu. „Wir haben 7,4 Kilometer Gleise erneuert“, sagt Peter Hans Krüger.": "Peter Hans Krüger",
    "Das ist nicht neu. Laut einer Umfrage der Handelskammer haben 14 Geschäfte seit Mai aufgegeben.": "Handelskammer",
    "The bridge carried 64,000 vehicles a day, according to the transport authority.": "transport authority",
    "The bridge carried 64,000 vehicles a day, according to a study.": "",
    "On compte 1 013 loups, selon l'Office français de la biodiversité.": "Office français de la biodiversité",
}


@pytest.mark.parametrize("text", SPEAKERS)
def test_find_claims_names_the_speaker_of(text: str) -> None:
    assert find_claims(text)[-1].claimant == SPEAKERS[text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The state promised 400,000 homes a year; it built 245,000 of them.",
            ["The state promised 400,000 homes a year", "it built 245,000 of them."],
        ),
        (
            "The state promised 400,000 homes a year; what a pity.",
            ["The state promised 400,000 homes a year; what a pity."],
        ),
        ("去年全市新建300家工厂；失业率下降了3%。", ["去年全市新建300家工厂", "失业率下降了3%。"]),
    ],
)
def test_find_claims_divides_a_sentence_whose_clauses_are_all_worth_it(
    text: str, expected: list[str]
) -> None:
    found = find_claims(text)
    assert [claim.text for claim in found] == expected
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


def test_find_claims_takes_no_headings_and_no_tags() -> None:
    text = "# The city opened 300 schools in 2023\n\n- The bank lent $5 billion to 40 firms\n\n```\nx = 300 schools in 2023\n```\n"
    assert claims_of(text, format="markdown") == [("The bank lent $5 billion to 40 firms", "")]


def test_find_claims_gives_what_a_reader_sees_of_html() -> None:
    text = "<h1>Hall</h1><p>The <b>bank</b> &amp; fund lent\n $5&nbsp;billion since 2020.</p>"
    [claim] = find_claims(text, format="html")
    assert claim.text == "The bank & fund lent $5 billion since 2020."
    assert text[claim.start : claim.end] == "The <b>bank</b> &amp; fund lent\n $5&nbsp;billion since 2020."


@pytest.mark.parametrize(
    ("spam", "place", "expected"),
    [
        (
            "上海龙凤419 ",
            0,
            ["The city opened 300 schools in 2023.", "The bank lent $5 billion to firms since 2020."],
        ),
        (
            " 上海龙凤419",
            36,
            ["The city opened 300 schools in 2023.", "The bank lent $5 billion to firms since 2020."],
        ),
        (" 上海龙凤419", 8, ["opened 300 schools in 2023.", "The bank lent $5 billion to firms since 2020."]),
        (" 上海龙凤419", 15, ["The bank lent $5 billion to firms since 2020."]),
    ],
)
def test_find_claims_stays_out_of_what_is_skipped(spam: str, place: int, expected: list[str]) -> None:
    text = PARAGRAPH[:place] + spam + PARAGRAPH[place:]
    found = find_claims(text, skip=[(place, place + len(spam))])
    assert [claim.text for claim in found] == expected
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


def test_find_claims_gives_at_most_two_hundred_the_best_of_them() -> None:
    weak, strong = "Sales fell in {}. ", "Sales fell by {}% in the record year 2023 because of the new bank. "
    text = "\n\n".join(weak.format(2000 + n) + strong.format(n + 3) for n in range(MOST + 20))
    found = find_claims(text)
    assert len(found) == MOST
    assert all(claim.text.startswith("Sales fell by") for claim in found)


@given(
    st.text() | st.text(alphabet='Aa 3%.,"“”«»:\n说年#-<>&;said'),
    st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=3),
)
def test_find_claims_takes_any_text(text: str, skip: list[tuple[int, int]]) -> None:
    try:
        found = find_claims(text, skip=skip)
    except TextRefused:
        return
    at = 0
    for claim in found:
        assert at <= claim.start < claim.end <= len(text)
        assert 0 <= claim.score <= 1
        assert claim.text.strip()
        assert not any(start < claim.end and end > claim.start for start, end in skip if start < end)
        at = claim.end
