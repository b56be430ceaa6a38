"""A line of which fragments leave only more of the same offer goes as a whole, and one that has words of its own stays."""

import pytest

from articles.text.spam import find_spam

VILLAGE = (
    "Der Rat hat die neue Brücke genehmigt.\n\nDie Brücke kostet 84.000 Euro, und das Land zahlt davon die Hälfte.\n\n"
    "{}\n\nDie Arbeiten beginnen im April. Die Straße bleibt bis zum Herbst für alle gesperrt.\n"
)
VILLAGE_END = VILLAGE.replace("{}", "Der Bürgersaal ist geöffnet.") + "\n{}\n"


def found(text: str) -> list[str]:
    return [text[one.start : one.end].strip("\n") for one in find_spam(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Schlüsseldienst Oberau 24h Notdienst ☎ 0800 / 55 01 77 ab 9,90 € – Türöffnung ohne Beschädigung",
        "kredit ohne schufa ★ sofortzusage in 10 minuten ★ auszahlung am gleichen tag",
    ],
)
def test_offer_in_several_parts_is_asked_about_as_its_line(line: str) -> None:
    assert found(VILLAGE.format(line)) == [line]


def test_offer_that_ends_a_text_is_asked_about_as_its_line() -> None:
    line = "Schlüsseldienst Notdienst Preise | Tür zugefallen was tun | Schlosswechsel sofort"

    assert found(VILLAGE_END.format(line)) == [line]


@pytest.mark.parametrize(
    "own",
    [
        "Die Brücke im April",  # words that the article has
        "Ein Rundgang durch Oberau",  # a heading of its own
        "1. Ein Rundgang",
        "• ein Rundgang durch Oberau",
    ],
)
def test_line_behind_an_offer_is_left(own: str) -> None:
    for one in found(VILLAGE.format(f"online casino ohne einzahlung | {own}")):
        assert own not in one


HALL = (
    "The hall was full on Sunday.\n\nForty people came to hear the choir, and all of them stayed for soup.\n\n{}\n\n"
    "The choir was founded by two fishermen and a teacher. It has sung at every launch since.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        # It ends as no sentence does.
        "Buy high DA guest posts and dofollow backlinks, 500 sites, rank #1 on Google, mail outreach@links.example",
        "**IPTV 4K 25000 channels, sports PPV, free trial 24h, no buffering**",
        # A paragraph that says where to go.
        "I lost $84,000 in a fake trading platform until I met ADAMS HACK SOLUTIONS, who recovered all my bitcoin "
        "in two days. Contact the recovery expert at adams@mail.example.",
        # All of it is in another language.
        "Vay tiền nhanh online chỉ cần CMND, giải ngân trong 5 phút",
        "Grand marabout africain, retour de l'être aimé en 3 jours, chance aux jeux. Paiement après résultat.",
        # Nothing of the line is left.
        "스포츠토토 배당 높은곳 → [toto-bada77](https://toto-bada77.example/join)",
    ],
)
def test_line_that_advertises_in_words_of_its_own_is_found_as_a_whole(line: str) -> None:
    assert found(HALL.format(line)) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: [Casino licence refused for the old pier](https://post.example/casino)",
        "The man said: “Buy guest posts and dofollow backlinks, mail me at outreach@links.example!”",
        "Lot 14: 34 dating, 13 won, 12 drawn, 9 lost",
    ],
)
def test_line_that_names_a_trade_is_left(line: str) -> None:
    assert found(HALL.format(line)) == []


def test_definition_of_a_reference_that_the_text_has_is_left() -> None:
    text = HALL.format(
        "The [review][casino-review] came in May.\n\n[casino-review]: https://a.example/casino-bonus-review"
    )

    assert found(text) == []


def test_names_in_several_scripts_are_no_campaign() -> None:
    text = HALL.format("- Подмосковные вечера\n- 雨夜花\n- Autumn Bucket\n- 섬집 아기")

    assert found(text) == []


def test_letters_parted_by_dots_are_a_disguise() -> None:
    assert found(HALL.format("n.ổ.h.ũ.đ.ổ.i.t.h.ư.ở.n.g")) == ["n.ổ.h.ũ.đ.ổ.i.t.h.ư.ở.n.g"]
    assert found(HALL.format("c.h.e.a.p s.e.o p.a.c.k.a.g.e.s P.B.N l.i.n.k.s")) == [
        "c.h.e.a.p s.e.o p.a.c.k.a.g.e.s P.B.N l.i.n.k.s"
    ]


def test_chinese_in_a_japanese_article_is_another_language() -> None:
    text = (
        "魚を運ぶ人は朝早く起きる。\n\n得意先は三十軒で、いちばん遠い店は丘の上の食堂です。\n\n供卵试管包性别,成功率高,签约付款\n\n"
        "父の代からの店を継いで、今年で十二年になる。雨の日も休まない。\n"
    )

    assert found(text) == ["供卵试管包性别,成功率高,签约付款"]
