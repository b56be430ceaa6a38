"""The desk as it is worked with by key: the list under `?`, the differences of two texts, Today."""

import pytest

LIVE = "/desk/articles/heat-from-a-cold-harbour/"
DRAFT = "/desk/articles/counting-swifts-with-a-microphone/"
PAGES = [
    "/desk/", "/desk/articles/", "/desk/clean/", "/desk/queue/", "/desk/claims/", "/desk/sources/", "/desk/tags/", "/desk/rules/",
    "/desk/figures/", "/desk/log/", "/desk/notices/", "/desk/help/", "/desk/campaigns/", "/desk/memory/", "/desk/account/",
]  # fmt: skip
PAGES += [LIVE, LIVE + "compare/", LIVE + "ledger/", LIVE + "publish/", LIVE + "log/"]
PAGES += [DRAFT, DRAFT + "clean/", DRAFT + "claims/", DRAFT + "text/", DRAFT + "compare/"]
SHOWN = {"ctrl+enter": "Ctrl ↵", "enter": "↵"}
KEYS = """() => [...document.querySelectorAll("[data-key]")].filter((one) => one.getClientRects().length)
  .map((one) => [one.dataset.key, !!one.closest("[data-row]")])"""


@pytest.mark.parametrize("way", ["key", "link"])
def test_list_of_keys_names_every_key_of_its_page(way, visitor):
    page = visitor("editor")
    missing, twice = {}, {}
    for path in PAGES:
        page.goto(path)
        found = page.evaluate(KEYS)
        if way == "key":
            page.keyboard.press("?")
        else:
            page.locator(".colophon [data-opens=keys]").click()
        dialog = page.get_by_role("dialog")
        listed = dialog.locator("dt").all_inner_texts()
        missing[path] = {SHOWN.get(key, key) for key, _ in found} - {*listed}
        outside = [key for key, inside in found if not inside]
        # A radio button and its like may share a key; two different things outside of rows may not.
        twice[path] = {key for key in outside if outside.count(key) > 1} - {"ctrl+enter"}
        assert {"?", "Esc"} <= {*listed}, path
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
    assert {path: keys for path, keys in missing.items() if keys} == {}
    assert {path: keys for path, keys in twice.items() if keys} == {}


def test_finding_that_a_key_goes_to_has_the_words_around_it_in_sight(visitor):
    page = visitor("editor", viewport={"width": 1280, "height": 700})
    page.goto(DRAFT + "clean/")
    room = """() => { const words = document.querySelector(".doc mark[aria-current]");
      const [one, box] = [words, words.closest(".panel")].map((node) => node.getBoundingClientRect());
      return Math.min(box.bottom, innerHeight) - one.bottom > 60; }"""
    for _ in range(2):  # the further ones stand at the end of the text
        page.keyboard.press("j")
        page.wait_for_function(room, timeout=2000)  # it scrolls smoothly


def test_differences_are_walked_by_key(visitor):
    page = visitor("editor", viewport={"width": 1280, "height": 600})
    page.goto(LIVE)
    page.keyboard.press("b")
    page.wait_for_url("**/compare/")
    current = "document.querySelector('tr.note[aria-current]')?.id"
    marked = "document.querySelector('mark[aria-current]')?.textContent"
    seen = """() => { const box = document.querySelector("tr.note[aria-current]").getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight; }"""
    assert page.evaluate(current) == "n1"
    words = []
    # The second difference is an edit, the others are fragments.
    for key, number in (
        ("j", 2),
        ("n", 3),
        ("n", 4),
        ("n", 4),
        ("p", 3),
        ("k", 2),
        ("k", 1),
        ("k", 1),
        ("n", 2),
    ):
        page.keyboard.press(key)
        page.wait_for_function(f"{current} === 'n{number}'")
        page.wait_for_function(seen)
        words.append((number, page.evaluate(marked)))
    assert words[1:3] == [(3, "上海茶语轩419 "), (4, "魔都听雨阁vx ")]
    page.keyboard.press("l")
    page.wait_for_url("**show=near**")
    assert page.locator(".both .same").count() > 0
    page.keyboard.press("o")
    page.wait_for_url(f"**{LIVE}")


def test_differences_are_read_without_script_and_on_a_phone(visitor):
    page = visitor("editor", java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(LIVE + "compare/")
    note = page.locator("tr.note").first
    assert "Taken out" in note.inner_text()
    assert "reporter" in note.inner_text()
    note.get_by_role("link", name="Next difference").click()
    assert page.url.endswith("#n2")
    row = page.locator("tbody.differs tr.text").nth(1)
    left, right = row.locator("td").evaluate_all(
        "all => all.map((cell) => cell.getBoundingClientRect().toJSON())"
    )
    assert (left["x"], left["width"]) == (right["x"], right["width"])
    assert left["bottom"] <= right["top"]
    same = page.locator("tbody:not(.differs) tr.text").first
    assert [same.locator("td").nth(place).is_visible() for place in (0, 1)] == [True, False]


def test_rows_stand_side_by_side_on_a_wide_screen(visitor):
    page = visitor("editor", viewport={"width": 1280, "height": 900})
    page.goto(LIVE + "compare/")
    boxes = page.locator("tr.text").evaluate_all(
        "all => all.map((row) => [...row.children].map((cell) => cell.getBoundingClientRect().top))"
    )
    assert len(boxes) > 10
    assert [row for row in boxes if row[0] != row[1]] == []


def test_chart_of_today_has_numbers_under_the_keyboard(visitor):
    page = visitor("reporter")
    summary = page.locator("section.figure summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("section.figure table").is_visible()
    page.locator("section.figure h2 a").click()
    page.wait_for_url("**/desk/figures/?days=90#spam")


def test_way_to_readers_and_back(visitor):
    page = visitor("editor")
    page.goto(LIVE)
    page.get_by_role("link", name="Public page").first.click()
    page.wait_for_url("**/articles/heat-from-a-cold-harbour/")
    assert "/desk/" not in page.url
    page.get_by_role("contentinfo").get_by_role("link", name="Desk").click()
    page.wait_for_url(f"**{LIVE}")
