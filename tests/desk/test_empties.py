"""Empty pages of the desk: each says what it is for and what to do next, with a link that this person may open."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from articles.desk.empties import EMPTIES
from articles.models import Event, Tag
from tests import factories

# Page: the name of its empty state, and the roles that may open it (without: all).
OFFICE = ("editor", "administrator")
PAGES = {
    "/desk/": ("today", ()),
    "/desk/articles/": ("articles", ()),
    "/desk/clean/": ("batch", ()),
    "/desk/queue/": ("queue", ()),
    "/desk/queue/?group=waiting": ("queue-group", ()),
    "/desk/claims/": ("claims", ()),
    "/desk/matches/": ("matches", ()),
    "/desk/clashes/": ("clashes", ()),
    "/desk/sources/": ("sources", ()),
    "/desk/tags/": ("tags", ()),
    "/desk/campaigns/": ("campaigns", ()),
    "/desk/memory/": ("memory", ()),
    "/desk/notices/": ("notices-new", ()),
    "/desk/notices/?show=all": ("notices", ()),
    "/desk/objections/": ("objections-open", OFFICE),
    "/desk/objections/?group=mine": ("objections-mine", OFFICE),
    "/desk/objections/?group=free": ("objections-free", OFFICE),
    "/desk/objections/?group=overdue": ("objections-overdue", OFFICE),
    "/desk/objections/?group=answered": ("objections-answered", OFFICE),
    "/desk/log/": ("log", ()),
    "/desk/account/": ("tokens", ()),
    "/desk/tags/ice/": ("tag-articles", ()),
    "/desk/tags/ice/?on=claims": ("tag-claims", ()),
    "/desk/tags/ice/?on=sources": ("tag-sources", ()),
}
ROLES = ("reporter", "reviewer", "editor", "administrator")
# Lists with a filter: where nothing fits, the way leads to the list without it.
NARROWED = (
    "/desk/articles/?q=nowhere",
    "/desk/claims/?q=nowhere",
    "/desk/sources/?q=nowhere",
    "/desk/tags/?q=nowhere",
    "/desk/memory/?q=nowhere",
    "/desk/log/?action=retract",
)
EMPTY = re.compile(
    r'<div class="empty"><h2>([^<]+)</h2>\s*<p>([^<]+)</p>\s*<a class="button go" href="([^"]+)">([^<]+)</a>'
)


@pytest.mark.parametrize(
    ("path", "role"), [(path, role) for path, (_, who) in PAGES.items() for role in who or ROLES]
)
def test_empty_page_says_what_to_do_next(path, role, client_for, request):
    person = request.getfixturevalue(role)
    if path.startswith("/desk/tags/ice/"):
        Tag.objects.create(name="ice", slug="ice")
    client = client_for(person)
    found = [tuple(map(unescape, one)) for one in EMPTY.findall(client.get(path).text)]
    wanted = next(
        (one.heading, one.words, one.url, one.action)
        for one in EMPTIES[PAGES[path][0]]
        if person.has_perm(f"articles.{one.right}")
    )
    assert wanted in found
    assert client.get(wanted[2]).status_code == 200


def test_every_empty_state_stands_on_a_page():
    """And ends with a variant for all."""
    elsewhere = {"waiting"}  # on Today, where something waits for others only
    assert {name for name, _ in PAGES.values()} | elsewhere == set(EMPTIES)
    assert {variants[-1].right for variants in EMPTIES.values()} == {"use_desk"}


@pytest.mark.parametrize("path", NARROWED)
def test_filters_that_leave_nothing_lead_back_to_the_whole_list(path, client_for, editor):
    page = client_for(editor).get(path).text
    assert [(url, action) for _, _, url, action in EMPTY.findall(page)] == [
        (path.partition("?")[0], "Show all")
    ]


def test_nothing_that_waits_for_me_is_said_beside_what_waits_for_others(client_for, colleague, reviewer):
    factories.imported(by=colleague)
    page = client_for(reviewer).get("/desk/").text
    assert EMPTIES["waiting"][0].heading in page
    assert "<span>For others</span>" in page


def test_pages_of_an_article_say_what_to_do_next(client_for, reporter):
    article = factories.imported(
        by=reporter, text="A plain title\n\nNothing is claimed here, and nothing sold.\n"
    )
    client = client_for(reporter)

    def page(name: str) -> str:
        return client.get(reverse(f"desk:{name}", args=[article.slug])).text

    assert (
        reverse("desk:clean", args=[article.slug])
        in page("ledger").partition("Nothing is out of the text")[2]
    )
    assert "No reader has seen it yet." in page("article")
    assert reverse("desk:publish", args=[article.slug]) in page("article").partition("No reader")[2]
    assert "If you see something, mark it below." in page("clean")
    assert Event.objects.filter(article=article).exists()


def test_no_template_writes_an_empty_state_without_a_way_on():
    """All of them come from the table, or name an address and what it does."""
    bare = []
    for path in sorted((Path(settings.BASE_DIR) / "templates" / "desk").rglob("*.html")):
        for tag in re.findall(
            r'{% include "desk/parts/empty.html" [^%]*%}', path.read_text(encoding="utf-8")
        ):
            if "url=" not in tag or "action=" not in tag:
                bare.append((path.name, tag))
    assert bare == []
