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
