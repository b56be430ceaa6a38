"""One product: the desk and the readers' site lead to each other, and every page of the desk has the same frame."""

import re

import pytest
from django.urls import reverse

from tests import factories

PAGES = (
    "today",
    "articles",
    "batch",
    "queue",
    "claims",
    "sources",
    "tags",
    "rules",
    "figures",
    "log",
    "notices",
    "help",
)


@pytest.fixture
def published(reporter, reviewer, editor):
    return factories.published(by=reporter, reviewer=reviewer, editor=editor)


def test_article_leads_to_its_public_page_and_that_back(published, client_for, reviewer):
    client = client_for(reviewer)
    claim = factories.claims_of(published)[0]
    source = claim.citations.first().source
    for desk, public in (
        (published.get_desk_url(), published.get_absolute_url()),
        (claim.get_desk_url(), f"/claims/{claim.pk}/"),
        (source.get_desk_url(), f"/sources/{source.slug}/"),
    ):
        assert f'href="{public}"' in client.get(desk).text
        page = client.get(public).content.decode()
        assert f'<a href="{desk}" rel="nofollow">Desk</a>' in page
        assert client.get(desk).status_code == 200


@pytest.mark.parametrize(
    "name", ["article", "clean", "article-claims", "publish", "edit", "compare", "ledger", "article-log"]
)
def test_each_page_of_an_article_leads_to_the_others(name, published, client_for, editor):
    page = client_for(editor).get(reverse(f"desk:{name}", args=[published.slug])).text
    around = re.search(r'<nav class="around"[^>]*>(.*?)</nav>', page)[1]
    assert re.findall(r'href="([^"]+)"', around) == [
        reverse(f"desk:{one}", args=[published.slug])
        for one in ("compare", "ledger", "article-log", "preview")
    ] + [published.get_absolute_url()]
    current = re.findall(r'aria-current="page">(\w+)', around)
    assert current == {"compare": ["Compare"], "ledger": ["Ledger"], "article-log": ["Log"]}.get(name, [])


def test_draft_has_no_public_page_to_lead_to(reporter, client_for):
    draft = factories.imported(by=reporter)
    page = client_for(reporter).get(draft.get_desk_url()).text
    assert "Public page" not in page
    assert f'href="{draft.get_absolute_url()}"' not in page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_way_to_readers_and_to_its_keys(name, client_for, editor):
    page = client_for(editor).get(reverse(f"desk:{name}")).text
    foot = page[page.index('<footer class="colophon">') :]
    assert '<a href="/">Newsroom as readers see it</a>' in foot
    assert f'<a href="{reverse("desk:help-keys")}" data-opens="keys">Keys<kbd>?</kbd></a>' in foot
