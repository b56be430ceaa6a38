"""How far an offer reaches over words of no table, and where it is asked about as a sentence."""

import pytest

from articles.text.spam import find_spam
from articles.text.spam.trade import find_hits

HALL = "The hall was full on Sunday.\n\nForty people came to hear the choir, and all of them stayed for soup.\n\n"
REST = "\n\nThe choir was founded by two fishermen and a teacher. It has sung at every launch since.\n"


def found(line: str) -> list[tuple[str, bool]]:
    text = HALL + line + REST
    return [(text[one.start : one.end].strip("\n"), one.sure) for one in find_spam(text)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Words of the offer's language, and the one that its last small word wants.
        (
            "The old piano crédit rapide en ligne sans justificatif was sold in May.",
            [("crédit rapide en ligne sans justificatif ", False)],
        ),
        # Piled up before a bar, in a line that begins anew behind it.
        (
            "Forex Signals Gold Pro Desk Live | The drum was found in May.",
            "Forex Signals Gold Pro Desk Live | ",
        ),
        # A bar parts it from words that are the title's own.
        ("The money | canlı casino siteleri yeni giriş", " | canlı casino siteleri yeni giriş"),
        # A line of search words keeps its number.
        ("cheap replica watches swiss grade 786", "cheap replica watches swiss grade 786"),
        # Behind the last sentence, and it ends as no sentence does.
        (
            "The drum was found in May. Telegram members & guest post packages, aged gmail accounts from $9",
            " Telegram members & guest post packages, aged gmail accounts from $9",
        ),
        # The sentence goes on behind it.
        ("In May, cheap viagra cialis online pharmacy says Mrs Abel, the drum was found.", None),
    ],
)
def test_offer_reaches_to_where_the_line_goes_on(line: str, expected: object) -> None:
    told = found(line)

    if expected is None:
        assert all("says" not in words for words, _ in told)
    elif isinstance(expected, str):
        assert [words for words, _ in told] == [expected]
    else:
        assert told == expected


LINK = "[quick loans online](https://cash.example/apply)"


def test_sentence_that_sells_with_a_link_is_asked_about_as_a_whole() -> None:
    sentence = f"If you are short of cash before payday, {LINK} can be arranged the same day. "

    assert found(f"The first song was about herring. {sentence}The second was about rain.") == [
        (sentence, False)
    ]


def test_links_to_other_articles_are_never_sure() -> None:
    link = "[Casino licence refused for the old pier](https://post.example/casino)"

    assert found(f"Read more: {link}") == []
    assert found(link) == [(link, False)]
    assert found(f"- {link}\n- [Payday loans: how they work](https://post.example/loans)") == [
        (f"- {link}", False),
        ("- [Payday loans: how they work](https://post.example/loans)", False),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "To list an event, write to hall@post.example ten days before. We are on Telegram as well, t.me/hallnews.",
        "One drum, hardly used, £80. Call Mrs Abel on 01632 960 771 after seven.",
        "The charity runs a helpline on 0808 000 4440 and asks for one thing: that the bar closes at 11.",
        "2 May 2025 - by Ida Marsh",
        "We take no adverts for loans, escorts, vapes or miracle cures.",
        "Locksmith on duty: 05 50 00 01 48. Pharmacy on duty: 05 50 00 01 49.",
        "Sponsored by Norhaven Locksmiths | 24 hour service | 0550 000 147",
    ],
)
def test_lines_of_contact_and_lists_are_not_asked_about(line: str) -> None:
    assert [words for words, sure in found(line) if sure] == []
    assert line.startswith("Sponsored") or found(line) == []


def test_fragments_of_one_campaign_do_not_speak_for_each_other() -> None:
    """Their trade is named three times, and no sentence speaks of it."""
    text = (
        "Le Facteur et ses chiens | Voyance Gratuite\n\nLe facteur connaît tous les chiens de la vallée.\n\n"
        "Voyance gratuite en ligne | Il a noté leurs noms dans un carnet, avec les dates.\n\n"
        "La vallée compte quarante chiens et un chat, qui ne sort pas.\n"
    )

    assert [text[one.start : one.end] for one in find_spam(text)] == [
        " | Voyance Gratuite",
        "Voyance gratuite en ligne | ",
    ]


def test_offer_between_two_sentences_leaves_both() -> None:
    offer = "Натяжные потолки недорого под ключ, звоните 8 900 000-00-12 "
    text = (
        f"Хор поёт. {offer}Потом чай.\n\nЗал открывается в восемь, и все приходят вовремя.\n\n"
        "Хор основали два рыбака.\n"
    )

    assert [text[one.start : one.end] for one in find_spam(text)] == [offer]


def test_signs_glued_to_an_offer_are_never_surely_a_part_of_it() -> None:
    text = "礼堂代开发票加微信fp8888八点开门。\n\n星期天有四十个人来到礼堂，大家都留下来喝汤。\n"

    assert [one.sure for one in find_spam(text)] == [False]


def test_values_of_fields_are_no_quotations() -> None:
    text = (
        '---\nlayout: post\ntitle: "A Hall for Everybody - windows 11 pro key cheap"\nauthor: Ida Marsh\n'
        f"tags: [hall, choir, payday loan online]\n---\n\n{HALL}"
    )

    assert [text[one.start : one.end] for one in find_spam(text)] == [
        " - windows 11 pro key cheap",
        ", payday loan online",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("والشيخ الروحاني لجلب الحبيب", ["شيخ روحاني", "جلب الحبيب"]),
        ("ההלוואות", ["הלוואות"]),
        ("schlüsseldienst", ["schlüsseldienst*"]),
    ],
)
def test_words_are_known_with_their_article_and_however_long(text: str, words: list[str]) -> None:
    assert [hit.word.text for hit in find_hits(text)] == words


@pytest.mark.parametrize(
    ("line", "fragment"),
    [
        # Separators of several signs, and one before a suffix.
        (
            "deneme bonusu veren siteler 2025 >> The drum was found in May.",
            "deneme bonusu veren siteler 2025 >> ",
        ),
        ("The drum and the choir /// rychlá půjčka sms", " /// rychlá půjčka sms"),
        (
            "The drum and the choir + cheap full spectrum cbd gummies near me",
            " + cheap full spectrum cbd gummies near me",
        ),
        # A number behind words of another script, where the line begins anew behind it.
        ("เว็บสล็อตอันดับ 1 » The drum was found in May.", "เว็บสล็อตอันดับ 1 » "),
        # Between two like stars.
        (
            "★ 10k TikTok likes instant delivery ★ The drum was found in May.",
            "★ 10k TikTok likes instant delivery ★ ",
        ),
        # From the small beginning of the line to the capital.
        ("buy high DA dofollow backlinks The drum was found in May.", "buy high DA dofollow backlinks "),
        (
            "guest post service seo agency rank #1 The drum was found.",
            "guest post service seo agency rank #1 ",
        ),
        # What is written in capitals before an offer is the line's.
        ("ALL RIGHTS RESERVED online slots real money free spins", " online slots real money free spins"),
    ],
)
def test_offer_reaches_to_what_parts_it_from_its_line(line: str, fragment: str) -> None:
    assert [words for words, _ in found(line)] == [fragment]


def test_mark_of_the_first_item_of_a_list_stays() -> None:
    lines = (
        "buy delta 8 vape carts cheap - Winners are painted\n- Losers are plain\n- Those that fell are mended"
    )

    assert [words for words, _ in found(lines)] == ["buy delta 8 vape carts cheap "]


def test_offer_without_an_end_before_a_quotation_is_found() -> None:
    text = (
        "Der Saal war am Sonntag voll.\n\nDie Orgel wird im kommenden Frühjahr ausgetauscht werden. "
        "Kredit ohne Schufa mit Sofortzusage „Es hat sich nicht an die Zeiten gehalten“, sagte der Küster.\n\n"
        "Der Chor wurde von zwei Fischern gegründet. Er hat seither bei jedem Stapellauf gesungen.\n"
    )

    assert [text[one.start : one.end] for one in find_spam(text)] == ["Kredit ohne Schufa mit Sofortzusage "]
