"""Words selected behind an emoji and a rare Chinese sign, from the mouse to the stored place."""

import re

TEXT = """The 😀 fair

The 𠮷野 market 🎉 sold 40 lamps in May. The 👩‍🌾 stall sold 40 lamps in June, and 𠮷野 nothing.
"""
SELECT = """words => {
    const walker = document.createTreeWalker(document.querySelector('[data-select-claim]'), NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.includes(words)) last = node;
    const at = last.data.lastIndexOf(words);
    getSelection().setBaseAndExtent(last, at, last, at + words.length);
    last.parentElement.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
}"""
BEFORE = """span => {
    const range = document.createRange();
    range.setStartBefore(span.closest('.doc'));
    range.setEndBefore(span);
    return range.toString().slice(-11);
}"""


def test_selected_words_are_stored_at_their_place(visitor):
    page = visitor("reporter")
    page.goto("/desk/import/")
    page.locator("textarea[name=text]").fill(TEXT)
    page.get_by_role("button", name=re.compile("Import the text")).click()
    page.wait_for_url("**/desk/articles/**")
    page.goto(page.url.replace("/clean/", "/") + "claims/")
    page.evaluate(SELECT, "40 lamps")
    form = page.locator("#add")
    # The same words stand there twice, so only the place says which; a browser counts four units more before it.
    assert form.locator("[name=start]").input_value() == str(TEXT.rindex("40 lamps"))
    form.get_by_role("button", name=re.compile("Add the claim")).click()
    row = page.locator(
        "ol.rows > li[id^=c]", has=page.locator(".said", has_text=re.compile(r"^\s*\d+\s+40 lamps\s*$"))
    )
    span = page.locator("#" + (row.get_attribute("id") or "").replace("c", "w"))
    assert span.evaluate(BEFORE).endswith("stall sold ")
    edited = page.url.split("/claims/")[0]
    # An edit before it moves it along by code points.
    page.goto(f"{edited}/text/")
    page.locator("textarea[name=text]").fill(TEXT.replace("The 😀 fair", "The 😀🎈 summer fair"))
    page.get_by_role("button", name=re.compile("Save as a new revision")).click()
    page.goto(f"{edited}/claims/")
    assert span.evaluate(BEFORE).endswith("stall sold ")
