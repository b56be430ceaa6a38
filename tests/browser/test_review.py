"""A day of reviewing in a browser: by keyboard, with words that are never lost, targets that can be hit."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.desk.keys import keys_of
from articles.text.hidden import reveal

CSS = Path(settings.BASE_DIR) / "articles" / "static" / "articles" / "css"
WORDS = "Nobody has counted it."
SAVED = re.compile(r"Draft saved \d\d:\d\d")
# Every element that can be clicked, with its name and size; a field that a label holds is as large as the label.
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter((node) => node.checkVisibility() && !node.closest("dialog:not([open])") && !node.matches(".skip"))
  .flatMap((node) => {
    const shown = node.matches("[type=radio], [type=checkbox]") ? node.closest("label") || node : node;
    return [...shown.getClientRects()].filter((box) => box.width && (box.height < 24 || box.width < 24))
      .map((box) => `${node.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`);
  })"""


@pytest.fixture
def at_claim(visitor):
    """at_claim() is a page on a claim that is freshly taken; every call takes another one."""

    def enter(name="reviewer2", **options):
        page = visitor(name, **options)
        page.goto("/desk/queue/?group=waiting")
        page.get_by_role("button", name="Take").first.click()
        page.wait_for_url("**/review/")
        return page

    return enter


def reason(page):
    return page.locator("#id_rationale")


def said(page):
    return page.locator("[data-saved]")


def write(page, words=WORDS):
    reason(page).fill(words)
    said(page).filter(has_text=SAVED).wait_for()


def test_review_by_keyboard_alone(visitor):
    """From the queue take a claim, judge it, go on to the next: no mouse, at most 12 keys besides the reason."""
    page = visitor("reviewer2")
    page.goto("/desk/queue/?group=waiting")
    pressed = []

    def press(key):
        pressed.append(key)
        page.keyboard.press(key)

    press("t")
    page.wait_for_url("**/review/")
    first = page.url
    press("4")
    press("w")
    page.keyboard.type(WORDS)
    press("Control+Enter")
    page.wait_for_url(lambda url: url.endswith("/review/") and url != first)
    assert len(pressed) <= 12
    assert page.evaluate("document.querySelector('input[name=verdict]:checked')") is None


def test_evidence_and_verdict_by_keyboard(at_claim):
    page = at_claim()
    page.keyboard.press("c")
    page.locator("[name=name]").fill("Harbour log")
    page.locator("[name=kind]").select_option("document")
    page.locator("[name=stance]").select_option("supports")
    page.get_by_role("button", name="Cite it and tick it").click()
    tick = page.locator("input[name=evidence]")
    assert tick.is_checked()
    page.locator("h1").click()
    page.keyboard.press("e")
    assert not tick.is_checked()
    for number, value in enumerate(("supported", "refuted", "mixed", "unproven", "not_checkable"), start=1):
        page.keyboard.press(str(number))
        assert page.locator("input[name=verdict]:checked").get_attribute("value") == value


@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_24_pixels(at_claim, width):
    page = at_claim(viewport={"width": width, "height": 900})
    assert page.evaluate(SMALL) == []
    for path in (page.locator("h1 ~ p a").first.get_attribute("href"), "/desk/queue/", "/desk/scales/"):
        page.goto(path)
        assert page.evaluate(SMALL) == [], path


def test_article_beside_is_scrolled_to_the_claim(visitor):
    page = visitor("reviewer2", viewport={"width": 1280, "height": 800})
    page.goto("/desk/queue/?group=waiting")
    page.get_by_role("button", name="Take").last.click()
    page.wait_for_url("**/review/")
    inside = """() => { const box = document.querySelector("[data-shows]").getBoundingClientRect();
      const words = document.getElementById("words").getBoundingClientRect();
      return words.top >= box.top && words.top < box.bottom; }"""
    assert page.evaluate(inside)
    assert page.locator(".claim.near").count()


def test_question_mark_opens_the_list_that_the_handbook_has(at_claim, visitor):
    page = at_claim()
    listed = [one["key"] for one in keys_of("review")]
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("dt").all_inner_texts() == listed
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("4")  # keys of the page behind do nothing
    page.keyboard.press("Enter")
    assert not dialog.is_visible()
    assert page.locator("input[name=verdict]:checked").count() == 0
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    plain = visitor("reviewer2", java_script_enabled=False)
    plain.goto("/desk/queue/")
    plain.get_by_role("link", name="Keys of this page").click()
    shown = plain.locator(".handbook kbd").all_inner_texts()
    assert [key for key in listed if key not in shown] == []


def test_every_key_of_the_page_is_in_the_table(at_claim):
    """And no key of the table is missing where its button can stand."""
    page = at_claim()
    found = page.locator("[data-key]").evaluate_all("all => all.map((one) => one.dataset.key)")
    named = {one["key"].replace("Ctrl ↵", "ctrl+enter") for one in keys_of("review")}
    assert {*found} <= named
    elsewhere = {"e", "o", "t", "d", "q", "j", "k", "?", "Esc"}  # rows of evidence, and what is not one's own
    assert named - {*found} <= elsewhere
    page.goto("/desk/queue/")
    found = page.locator("[data-key]").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert {*found} <= {one["key"] for one in keys_of("queue")}


def test_words_are_there_again_after_the_window_was_closed(at_claim):
    page = at_claim()
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    said(page).filter(has_text="Not saved yet").wait_for()
    page.locator("[data-save-now]").click()
    said(page).filter(has_text=SAVED).wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    assert reason(other).input_value() == WORDS
    assert other.locator("input[name=verdict]:checked").get_attribute("value") == "mixed"


def test_second_window_shows_the_newer_draft_and_keeps_its_words(at_claim):
    page = at_claim()
    other = page.context.new_page()
    other.goto(page.url)
    write(page, "From the first window.")
    reason(other).fill("From the second window.")
    newer = other.locator("[data-newer]")
    newer.wait_for()
    assert newer.locator("[data-newer-words]").inner_text() == "From the first window."
    assert reason(other).input_value() == "From the second window."
    other.get_by_role("button", name="Keep what I typed here").click()
    said(other).filter(has_text=SAVED).wait_for()
    reason(page).fill("The first window again.")
    page.locator("[data-newer]").wait_for()
    page.get_by_role("link", name="Use the other one").click()
    page.wait_for_function("document.getElementById('id_rationale').value === 'From the second window.'")


def test_window_left_open_is_told_that_the_review_is_in(at_claim):
    page = at_claim()
    other = page.context.new_page()
    other.goto(page.url)
    page.keyboard.press("4")
    reason(page).fill(WORDS)
    page.get_by_role("button", name=re.compile("^Submit s")).or_(
        page.locator("button[value=submit]")
    ).first.click()
    page.wait_for_url("**/queue/")
    reason(other).fill("Typed in vain.")
    said(other).filter(has_text="Your review of this claim is in already").wait_for()
    assert reason(other).input_value() == "Typed in vain."


def log_in(page, site, name="reviewer2"):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(site.passwords[name])
    page.keyboard.press("Enter")


def test_session_that_ends_while_typing_costs_nothing(at_claim, site):
    page = at_claim()
    page.context.clear_cookies(name="sessionid")
    reason(page).fill(WORDS)
    said(page).filter(has_text="you are logged out").wait_for()
    other = page.context.new_page()
    other.goto("/desk/login/")
    log_in(other, site)
    other.wait_for_url("**/desk/")
    reason(page).fill(WORDS + " Nor will anybody.")
    said(page).filter(has_text=SAVED).wait_for()
    page.reload()
    assert reason(page).input_value() == WORDS + " Nor will anybody."


@pytest.mark.parametrize("script", [True, False])
def test_review_sent_after_the_session_ended_comes_back_after_login(at_claim, site, script):
    page = at_claim(java_script_enabled=script)
    claim = page.url
    page.context.clear_cookies(name="sessionid")
    page.locator("input[value=unproven]").check()
    reason(page).fill(WORDS)
    page.get_by_role("button", name=re.compile("Submit and next")).click()
    assert page.locator("#kept-rationale").input_value() == WORDS
    log_in(page, site)
    page.wait_for_url(claim)
    assert reason(page).input_value() == WORDS
    assert page.locator("input[name=verdict]:checked").get_attribute("value") == "unproven"


def test_review_without_script(at_claim):
    page = at_claim(java_script_enabled=False)
    first = page.url
    reason(page).fill(WORDS)
    page.get_by_role("button", name=re.compile("Save draft")).click()
    page.get_by_text("The draft is saved.").wait_for()
    assert reason(page).input_value() == WORDS
    page.locator("input[value=not_checkable]").check()
    page.get_by_role("button", name=re.compile("Submit and next")).click()
    page.get_by_text("Your review is in.").wait_for()
    assert page.url != first


HIDES = "safe \u202etxt\u202c p\u0430ypal pass\u200bword"


def test_what_hides_is_seen_and_copied_as_it_is(browser):
    page = browser.new_page()
    page.set_content(f'<!doctype html><body class="desk"><p id="text">{reveal(HIDES)}</p>')
    for name in ("tokens.css", "desk.css"):
        page.add_style_tag(content=(CSS / name).read_text(encoding="utf-8"))
    labels = page.locator(".hid").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, one.localName === 'bdi' ? '::before' : '::after').content)"
    )
    assert labels == ['"RLO"', '"PDF"', '"Cyrillic/Latin"', '"ZWSP"']
    copied = "() => { getSelection().selectAllChildren(document.getElementById('text')); return getSelection().toString(); }"
    assert page.evaluate(copied) == HIDES
    # The override turns nothing: the letters behind it stand from left to right.
    lefts = """() => { const text = document.querySelector('.hid.direction').nextSibling;
      return [0, 1, 2].map((at) => { const range = document.createRange(); range.setStart(text, at);
        range.setEnd(text, at + 1); return range.getBoundingClientRect().left; }); }"""
    found = page.evaluate(lefts)
    assert found == sorted(found)
    page.close()
