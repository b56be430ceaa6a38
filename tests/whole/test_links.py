"""Where the links of the whole site lead: no dead one, no missing fragment, nothing that nobody leads to, no other host."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from articles.public.serve import serve
from tests.whole.crawl import Answer, inside, links_of, tree_of
from tests.whole.looks import Whole

pytestmark = pytest.mark.django_db
# Answers that a link may lead to though they are no 200: the forms behind them ask for a day or for two editions.
ASKING = ("/as-of/", "/changes/")
# What a reader is led to elsewhere: a click on a source. Everything else that leaves is a fault.
LEAVING = {"a href nofollow noopener external", "a href nofollow noopener noreferrer"}


def ids_of(answer: Answer) -> set[str]:
    return (
        {node.get("id") for node in tree_of(answer.body.decode()).iter() if node.get("id")}
        if answer.kind == "text/html"
        else set()
    )


def dead_in(site: dict[str, Answer], answer: Answer) -> Iterator[str]:
    for kind, link in links_of(answer):
        found = inside(link, answer.path, settings.SITE_URL)
        if found is None or found[0].startswith("/desk/"):
            continue
        path, fragment = found
        there = site[path]
        for _ in range(3):
            if there.status in (301, 302):
                there = site[urljoin(there.path, there.headers["Location"])]
        asking = there.status == 400 and urlsplit(path).path.endswith(ASKING)
        asking = asking and (kind.startswith("form action") or there is answer)
        told = there.status == 410 and (
            answer.path == "/corrections/" or there is answer
        )  # why it was taken back
        if there.status != 200 and not asking and not told:
            yield f"{kind}: {link} answers {there.status}"
        elif fragment and fragment not in ids_of(there):
            yield f"{kind}: {link} has no such place"


@pytest.mark.parametrize("which", ["site", "empty"])
def test_no_link_of_readers_is_dead(whole: Whole, which):
    site = getattr(whole, which)
    found = {path: sorted({*dead_in(site, answer)}) for path, answer in site.items()}
    assert {path: dead for path, dead in found.items() if dead} == {}
    assert len(site) > (100 if which == "site" else 20)


def test_every_public_page_can_be_reached(whole: Whole):
    """From the front page and the sitemaps; but for what has moved or is gone, where old links lead."""
    led_to = {path.partition("?")[0] for path in whole.site}  # cards carry the digest of what they show
    left = {path for path, status in whole.stored.items() if status == 200} - led_to
    assert left == set()


def test_nothing_but_a_click_on_a_source_leaves_the_site(whole: Whole):
    left = set()
    for look in whole.looks:
        for kind, link in links_of(look.answer):
            if (
                inside(link, look.answer.path, settings.SITE_URL) is None
                and kind not in LEAVING
                and not link.startswith("mailto:")
            ):
                left.add((look.name, kind, link))
    assert left == set()


def test_every_link_of_the_desk_leads_to_a_page_of_it(whole: Whole):
    """The states are gone, so what is asked is whether the address has a view, and the page its own fragment."""
    dead = set()
    for look in whole.pages():
        if look.name in ("public", "asked"):
            continue
        own = ids_of(look.answer)
        for kind, link in links_of(look.answer):
            found = inside(link, look.answer.path, settings.SITE_URL)
            if found is None:
                continue
            path, fragment = urlsplit(found[0]).path, found[1]
            if found[0] == look.answer.path and fragment and fragment not in own:
                dead.add((look.name, kind, link))
            if path.startswith(("/desk/", "/admin/")) and not known(path):
                dead.add((look.name, kind, link))
    assert dead == set()


def known(path: str) -> bool:
    try:
        return resolve(path).func is not serve
    except Resolver404:
        return False
