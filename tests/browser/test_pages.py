"""Every page as people see it: no fault that axe can name, light and dark, nothing cut off on a phone."""

from urllib.parse import urlsplit

import pytest

from articles.public.changes_page import changes_pages
from tests.public.records import TEXT, claim, correction, record

READER = [
    "/",
    "/archive/",
    "/articles/heat-from-a-cold-harbour/",
    "/articles/heat-from-a-cold-harbour/editions/1/",
    "/articles/heat-from-a-cold-harbour/editions/2/changes/",
]
READER += ["/objections/", "/sources/", "/tags/", "/tags/climate/", "/corrections/", "/how-we-work/"]
READER += ["/search/", "/search/?q=harbour", "/search/?q=water&in=claims", "/search/?q=%22nowhere"]
DRAFT = "/desk/articles/counting-swifts-with-a-microphone/"
LIVE = "/desk/articles/heat-from-a-cold-harbour/"
DESK = [
    "/desk/",
    "/desk/import/",
    "/desk/articles/",
    "/desk/clean/",
    "/desk/queue/",
    "/desk/claims/",
    "/desk/sources/",
    "/desk/tags/",
]
DESK += [
    "/desk/log/",
    "/desk/notices/",
    "/desk/help/",
    "/desk/help/editor/",
    "/desk/help/keys/",
    "/desk/scales/",
    "/desk/scales/2/",
    "/desk/sources/add/",
]
DESK += [
    "/desk/rules/",
    "/desk/rules/glued-prefix/",
    "/desk/rules/try/?phrase=harbour&category=other",
    "/desk/rules/try/?rule=own-line",
    "/desk/campaigns/",
    "/desk/memory/",
    "/desk/memory/?decision=removed",
    "/desk/memory/file/",
]
DESK += [DRAFT, DRAFT + "clean/", DRAFT + "claims/", DRAFT + "text/", DRAFT + "log/"]
DESK += [
    "/desk/figures/",
    "/desk/queue/?group=mine",
    "/desk/articles/?whose=mine",
    "/desk/objections/",
    "/desk/account/",
]
DESK += [DRAFT + "compare/", LIVE + "compare/?show=near", LIVE + "log/", LIVE]
DESK += [LIVE + "publish/", LIVE + "compare/", LIVE + "revisions/1/", LIVE + "ledger/"]
LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


def faults_of(page):
    """What axe finds, in a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def look_at(page, paths, status=200):
    faults = {}
    for path in paths:
        assert page.goto(path).status == status, path
        faults[path] = faults_of(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults[path].append(f"{wide} px wider than the window")
    return {path: found for path, found in faults.items() if found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", LOOKS)
@pytest.mark.parametrize(("name", "paths"), [("", READER), ("editor", DESK)], ids=["reader", "desk"])
def test_page_has_no_fault(name, paths, size, scheme, visitor):
    assert look_at(visitor(name, color_scheme=scheme, **LOOKS[size]), paths) == {}


def test_claim_and_source_pages_have_no_fault(visitor):
    page = visitor()
    page.goto("/articles/heat-from-a-cold-harbour/")
    found = page.locator("a[href^='/claims/'], a[href^='/sources/'][href$='/']").evaluate_all(
        "all => all.map(a => a.pathname)"
    )
    assert look_at(page, sorted(set(found))) == {}


def test_missing_page_is_in_the_sites_design(visitor):
    assert look_at(visitor(), ["/articles/nothing/", "/nothing"], status=404) == {}


def test_reader_needs_no_script(visitor):
    page = visitor(java_script_enabled=False)
    assert page.goto("/articles/heat-from-a-cold-harbour/").status == 200
    note = page.locator(".n").first
    assert note.is_visible()
    assert note.inner_text()
    assert page.locator("script:not([type='application/ld+json'])").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", LOOKS)
def test_objection_from_the_form_to_the_desk(size, scheme, visitor):
    """Written without a mouse, by a reader with JavaScript off."""
    page = visitor(color_scheme=scheme, java_script_enabled=False, **LOOKS[size])
    seen = visitor(color_scheme=scheme, **LOOKS[size])
    page.goto("/articles/heat-from-a-cold-harbour/")
    claim = page.locator("a[href^='/claims/']").first.get_attribute("href")
    form = f"{claim}object/"
    assert look_at(seen, ["/objections/", form]) == {}
    page.goto(form)
    page.locator("[name=reason]").focus()
    page.keyboard.type(f"The figure is of households, not people, says {size} in {scheme}.")
    page.keyboard.press("Tab")
    page.keyboard.type("nowhere")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "The link is no web address" in page.locator(".errors").inner_text()
    page.locator("[name=link]").fill("https://statistics.example/table?page=3")
    page.locator("button.go").press("Enter")
    assert page.locator("h1").inner_text() == "Thank you, it has come in"
    number = page.locator(".kicker").inner_text().split()[-1]
    assert look_at(seen, [page.url]) == {}
    editor = visitor("editor", color_scheme=scheme, **LOOKS[size])
    desk = f"/desk/objections/{number}/"
    assert look_at(editor, ["/desk/objections/", desk]) == {}
    editor.goto(desk)
    editor.locator("button[data-key=t]").click()
    assert look_at(editor, [desk]) == {}
    editor.locator("[name=outcome][value=partly]").check()
    editor.locator("[name=answer]").fill("The sentence before it speaks of people. We made it clearer.")
    editor.locator("button[data-key='ctrl+enter']").click()
    assert look_at(seen, [claim, "/objections/", page.url]) == {}


ASKED = ["as-of/?on=2000-01-01", "changes/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", LOOKS)
def test_page_of_changes_has_no_fault(size, scheme, visitor):
    """The pages of editions as the demonstration has none are laid under an address."""
    text = TEXT.replace("61 roofs", "64 roofs") + "\n\nThis came."
    old = record(claims=[claim("delivered 21 gigawatt hours", id=7)])
    notes = [correction(2, "The number of roofs was wrong.")]
    judged = claim("delivered 21 gigawatt hours", id=7, text=text, verdict="mixed", rationale="Read again.")
    new = record(1, 2, text=text, headline="The port", claims=[judged], corrections=notes, tags=[])
    third = record(1, 3, text=text.replace("makes", "sells"), claims=[])
    pages = {page.path: page.body for page in changes_pages((old, new, third), {}, "harbour-1", [2, 3])}
    page = visitor(color_scheme=scheme, **LOOKS[size])

    def answer(route):
        body = pages.get(urlsplit(route.request.url).path)
        if body is None:
            route.continue_()
        else:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**", answer)
    assert look_at(page, list(pages)) == {}
    assert (
        look_at(page, [f"/articles/la-biblioteca-que-presta-semillas/{rest}" for rest in ASKED], status=404)
        == {}
    )
