"""What readers send and get on the running site without a script; the pages themselves are looked at in test_whole.py."""

from tests.browser.shown import LOOKS


def faults_of(page):
    """What axe finds, in a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def look_at(page, paths):
    faults = {}
    for path in paths:
        assert page.goto(path).status == 200, path
        faults[path] = faults_of(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults[path].append(f"{wide} px wider than the window")
    return {path: found for path, found in faults.items() if found}


def test_reader_needs_no_script(visitor):
    page = visitor(java_script_enabled=False)
    assert page.goto("/articles/heat-from-a-cold-harbour/").status == 200
    note = page.locator(".n").first
    assert note.is_visible()
    assert note.inner_text()
    assert page.locator("script:not([type='application/ld+json'])").count() == 0


def test_objection_from_the_form_to_the_desk(visitor):
    """Written without a mouse, by a reader with JavaScript off, on a phone in the dark."""
    page = visitor(color_scheme="dark", java_script_enabled=False, **LOOKS["phone"])
    seen = visitor(color_scheme="dark", **LOOKS["phone"])
    page.goto("/articles/heat-from-a-cold-harbour/")
    claim = page.locator("a[href^='/claims/']").first.get_attribute("href")
    form = f"{claim}object/"
    assert look_at(seen, ["/objections/", form]) == {}
    page.goto(form)
    page.locator("[name=reason]").focus()
    page.keyboard.type("The figure is of households, not people.")
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
    editor = visitor("editor", color_scheme="dark", **LOOKS["phone"])
    desk = f"/desk/objections/{number}/"
    assert look_at(editor, ["/desk/objections/", desk]) == {}
    editor.goto(desk)
    editor.locator("button[data-key=t]").click()
    assert look_at(editor, [desk]) == {}
    editor.locator("[name=outcome][value=partly]").check()
    editor.locator("[name=answer]").fill("The sentence before it speaks of people. We made it clearer.")
    editor.locator("button[data-key='ctrl+enter']").click()
    assert look_at(seen, [claim, "/objections/", page.url]) == {}
