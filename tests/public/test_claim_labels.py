"""The page of a claim shows the label that its edition froze, in its language, with what it means."""

from articles.public.claim_page import claim_page
from tests.public.records import claim, record

EXACT = "Port Averly covered 61 roofs with panels"


def page_of(**changes) -> str:
    found = claim(EXACT, **changes)
    return claim_page("5", [record(language="de", claims=[found])]).body.decode()


def test_label_and_meaning_name_their_languages():
    page = page_of(
        label="Belegt", label_language="de", meaning="It is so.", meaning_language="en", verdict="supported"
    )
    assert '<span class="verdict supported" lang="de">Belegt</span>' in page
    assert '<p lang="en" dir="auto">It is so.</p>' in page


def test_edition_from_before_the_meanings_shows_its_label_alone():
    page = page_of(verdict="supported")
    assert '<span class="verdict supported">Supported</span>' in page
    assert '<p lang=""' not in page
