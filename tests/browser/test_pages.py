"""Every page as people see it: no fault that axe can name, light and dark, nothing cut off on a phone."""

import pytest

READER = [
    "/",
    "/archive/",
    "/articles/heat-from-a-cold-harbour/",
    "/articles/heat-from-a-cold-harbour/editions/1/",
]
READER += ["/sources/", "/tags/", "/tags/climate/", "/corrections/", "/how-we-work/"]
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
DESK += ["/desk/log/", "/desk/notices/", "/desk/help/", "/desk/help/editor/", "/desk/sources/add/"]
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


def test_review_by_keyboard_alone(visitor):
    """Log in, take the oldest claim, judge it and go on: no mouse, at most 12 keys besides the reason."""
    page = visitor("reviewer2")
    page.goto("/desk/queue/")
    keys = ["t", "4", "w"]
    for key in keys[:1]:
        page.keyboard.press(key)
    page.wait_for_url("**/review/")
    first = page.url
    for key in keys[1:]:
        page.keyboard.press(key)
    page.keyboard.type("Nobody has counted it.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url.endswith("/review/") and url != first)
    assert len(keys) + 1 <= 12
