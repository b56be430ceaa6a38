"""The picture of an article that other sites show."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from articles.models import Page
from articles.public import card_drawn as card
from articles.public.answer import FRESH
from articles.public.fonts import letters_of
from articles.public.recompress import recompress_all
from articles.public.serve import serve
from tests.public.browse import html_of, status_of
from tests.public.records import claim, correction, put_live, record, take_off

pytestmark = pytest.mark.django_db
PATH = "/articles/harbour-1/card.png"
COUNTS = (("supported", "Supported", 6), ("refuted", "Refuted", 1), ("unproven", "Unproven", 2))
LONG = "An investigation into how forty municipalities counted the same seals twice " * 6


def picture(body: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(body))
    found.load()
    return found


def head(body: bytes) -> bytes:
    """The pixels where the headline stands."""
    return picture(body).crop((0, card.HEAD_TOP, card.WIDTH, card.HEAD_BOTTOM)).tobytes()


@pytest.mark.parametrize(
    "headline", ["The harbour", LONG, "W" * 300, "靠阳光运转的港口", "", "Ο ποταμός, река"]
)
@pytest.mark.parametrize("counts", [(), COUNTS, (("mixed", "混合", 3),), (("not_checkable", "N", 400),)])
def test_picture_is_small_and_always_the_same(headline, counts):
    body = card.drawn("Newsroom", headline, counts)
    assert body == card.drawn("Newsroom", headline, counts)
    assert (picture(body).size, picture(body).mode, len(body) < 30_000) == ((1200, 630), "P", True)


def test_headline_stays_inside_its_room():
    for headline in (LONG, "W" * 300, "The harbour that runs on sunlight", "A, b. " * 60):
        size, lines = card.set_lines(headline)
        assert max(card.wide_at(line, size) for line in lines) <= card.WIDTH - 2 * card.EDGE
        assert card.HEAD_TOP + (len(lines) - 1) * size * card.LEADING + size * 1.3 <= card.METER_TOP
    assert card.set_lines(LONG)[1][-1].endswith("…")


def test_headline_that_the_font_lacks_gives_way_to_the_number_of_claims():
    wanted = head(card.drawn("Newsroom", "9 claims reviewed", COUNTS))
    for headline in ("靠阳光运转的港口", "الميناء", "x\u0301 and \u20de", "Tomorrow 🌞"):
        assert head(card.drawn("Newsroom", headline, COUNTS)) == wanted
    assert head(card.drawn("Newsroom", "e\u0301", COUNTS)) == head(card.drawn("Newsroom", "é", COUNTS))


def test_font_has_the_letters_of_european_scripts_and_is_small():
    body = card.FONT.read_bytes()
    assert set("Aząß€“”’…–—ĳΩЖќỆ") <= letters_of(body)
    assert not set("海עم🌞\u00ad") & letters_of(body) - {"\u00ad"}
    assert len(body) < 300_000
    assert "SIL OPEN FONT LICENSE" in (card.FONT.parent / "OFL.txt").read_text().upper()


def test_colours_are_those_of_the_pages():
    css = (Path(settings.BASE_DIR) / "articles/static/articles/css/tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split("@media")[0]))
    assert (light["paper"], light["ink"], light["ink-2"], light["rule"]) == (
        card.PAPER,
        card.INK,
        card.QUIET,
        card.RULE,
    )
    assert {name: light[name.replace("_", "-")] for name in card.COLOURS} == card.COLOURS


def test_page_names_its_picture_by_what_it_shows():
    first = record()
    put_live(first)
    found = re.findall(
        r'<meta (?:property|name)="(?:og:image|twitter)[:\w]*" content="([^"]*)"',
        html_of("/articles/harbour-1/"),
    )
    assert found == [
        f"{settings.SITE_URL}{PATH}?v={found[0][-8:]}",
        "image/png",
        "1200",
        "630",
        "The harbour that runs on sunlight Claims: 1 Supported, 1 Mixed.",
        "summary_large_image",
    ]
    put_live(record(1, 2, headline="Another headline"))
    assert found[0] not in html_of("/articles/harbour-1/")
    assert "og:image" not in html_of("/")


def test_picture_is_drawn_only_when_it_shows_something_else(monkeypatch):
    drawings = []
    monkeypatch.setattr(card, "drawn", lambda *face: drawings.append(face) or b"picture")
    put_live(record())
    put_live(record(1, 2, corrections=[correction(2)], summary="Another summary"))
    assert len(drawings) == 1
    put_live(record(1, 3, claims=record()["claims"][:1]))
    put_live(record(1, 4, claims=record()["claims"][:1], headline="Another headline"))
    put_live(record(1, 5, claims=record()["claims"][:1], headline="Another headline", slug="moved"))
    assert len(drawings) == 4
    assert status_of(PATH) == 301
    take_off(1, "unpublished", "")
    put_live(record(1, 6, claims=record()["claims"][:1], headline="Another headline", slug="moved"))
    assert (len(drawings), status_of("/articles/moved/card.png")) == (5, 200)


def test_picture_goes_off_with_its_article():
    put_live(record())
    take_off(1)
    assert status_of(PATH) == 410
    assert bytes(Page.objects.get(pk=PATH).body).count(b"\x89PNG") == 0


def test_picture_is_sent_as_it_is(rf):
    put_live(record(claims=[claim("delivered 21 gigawatt hours")]))
    body = bytes(Page.objects.get(pk=PATH).body)
    recompress_all(total=lambda _: None, done=lambda _: None)
    for coding in ("identity", "br, gzip"):
        answer = serve(rf.get(PATH, headers={"Accept-Encoding": coding}))
        assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
            200,
            "image/png",
            FRESH,
        )
        assert (answer.content, answer.has_header("Content-Encoding")) == (body, False)


@pytest.mark.parametrize(("path", "kind"), [("/favicon.ico", "ICO"), ("/apple-touch-icon.png", "PNG")])
def test_icon_stands_at_the_root(path, kind):
    put_live(record())
    assert picture(bytes(Page.objects.get(pk=path).body)).format == kind
