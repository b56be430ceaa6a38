"""The desk's keys and the selecting of words, in a real browser: code points, not UTF-16 units."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "articles" / "static" / "articles" / "js" / "desk.js"
PAGE = """<!doctype html><meta charset="utf-8"><body>
<div data-select-claim="add"><p id="text"><span data-start="10">a😀b <b>𠀀c</b> dé</span><span data-start="30"
data-end="35">&amp;</span><span data-start="35">tail x</span></p></div>
<form id="add" hidden><input name="start"><input name="end"><textarea name="exact"></textarea>
<button type="button" data-key="ctrl+enter" data-log="sent">Send</button></form>
<ul><li data-row="words"><button data-key="r" data-log="remove 1">Remove<kbd>r</kbd></button>
<button data-key="k" data-log="keep 1">Keep</button></li>
<li data-row><button data-key="r" data-log="remove 2">Remove</button></li></ul><mark id="words">x</mark>
<script>window.done = [];
document.addEventListener("click", (e) => e.target.dataset.log && done.push(e.target.dataset.log));</script>"""
SELECT = """([from, start, to, end]) => {
  const texts = [], walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode);
  getSelection().setBaseAndExtent(texts[from], start, texts[to], end);
  document.getElementById("text").dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""
FORM = "() => ['start', 'end', 'exact'].map((name) => document.forms.add.elements[name].value)"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(PAGE)
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            [0, 1, 0, 5],
            ["11", "13", "😀b"],
        ),  # an emoji is two units and one code point; the blank is left out
        ([1, 0, 1, 3], ["14", "16", "𠀀c"]),
        ([2, 1, 4, 4], ["17", "39", "dé&tail"]),
        ([3, 0, 3, 1], ["30", "35", "&"]),  # an entity is taken as a whole
        ([0, 0, 4, 6], ["10", "41", "a😀b 𠀀c dé&tail x"]),
    ],
)
def test_selected_words_fill_the_form_with_code_points(page: Any, selection: list, expected: list) -> None:
    page.evaluate(SELECT, selection)
    page.wait_for_function("() => !document.forms.add.hidden")
    assert page.evaluate(FORM) == expected


def test_key_clicks_in_the_current_row_only(page: Any) -> None:
    for key in ("r", "j", "r", "k", "k"):
        page.keyboard.press(key)
    # The second row has no own k, so the first k goes back a row and the second one keeps.
    assert page.evaluate("done") == ["remove 1", "remove 2", "keep 1"]
    assert page.evaluate("document.getElementById('words').hasAttribute('aria-current')") is True


def test_keys_while_typing_only_type(page: Any) -> None:
    page.evaluate("document.forms.add.hidden = false")
    page.focus("textarea")
    page.keyboard.type("rj?")
    page.keyboard.press("Control+Enter")
    assert page.evaluate(FORM)[2] == "rj?"
    assert page.evaluate("done") == ["sent"]


def test_question_mark_lists_the_keys_and_switching_off_holds_them(page: Any) -> None:
    page.keyboard.press("?")
    assert page.locator("dialog.keys dt").all_inner_texts() == ["Ctrl ↵", "r", "k", "j", "J", "?", "Esc"]
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.keys", state="detached")
    page.evaluate("Object.defineProperty(window, 'localStorage', { value: { getItem: () => 'off' } })")
    page.keyboard.press("r")
    assert page.evaluate("done") == []
