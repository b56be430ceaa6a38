"""What reading is like: lines of a good length, nothing that moves, little to load, and paper."""

import json
import re
from itertools import pairwise
from urllib.parse import urljoin

import brotli
import pytest

ARTICLE = "/articles/heat-from-a-cold-harbour/"
PAGES = ["/", ARTICLE, "/tags/climate/", "/sources/", "/corrections/", "/how-we-work/", "/search/?q=harbour"]
MOST_BYTES = 40_000  # of a page with its style sheets, as they are sent

# Letters of each full line of the paragraphs: a line is full when another one follows it in its paragraph.
LINES = """() => [...document.querySelectorAll('.text > p, .judged > p')].flatMap(p => {
    const rows = new Map(), range = document.createRange(), top = p.getBoundingClientRect().top;
    const high = parseFloat(getComputedStyle(p).lineHeight);
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('sup')) continue;
        for (let at = 0; at < node.length; at++) {
            range.setStart(node, at); range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            const row = Math.floor(((box.top + box.bottom) / 2 - top) / high);
            if (box.width) rows.set(row, (rows.get(row) || 0) + 1);
        }
    }
    return [...rows.values()].slice(0, -1);
})"""
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
        .observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""
BOXES = """selector => [...document.querySelectorAll(selector)].map(one => {
    const box = one.getBoundingClientRect();
    return [Math.round(box.top), Math.round(box.bottom)];
})"""


def test_lines_are_60_to_75_letters_long(visitor):
    page = visitor(viewport={"width": 1280, "height": 900})
    page.goto(ARTICLE)
    lines = page.evaluate(LINES)
    assert len(lines) > 20
    assert sum(60 <= letters <= 75 for letters in lines) > 0.85 * len(lines), lines


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_a_page_loads(width, visitor):
    page = visitor(viewport={"width": width, "height": 900})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(SHIFT) == 0, path


def test_page_with_its_styles_is_small(visitor, site):
    page = visitor()
    for path in PAGES:
        body = page.request.get(path, headers={"Accept-Encoding": "br"})
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', body.text())
        whole = [body.body(), *(page.request.get(urljoin(site.url, sheet)).body() for sheet in sheets)]
        assert sum(len(brotli.compress(one, quality=5)) for one in whole) < MOST_BYTES, path


def test_page_asks_for_nothing_that_is_not_there(visitor):
    page = visitor()
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    for path in [*PAGES, "/feeds/atom.xml", "/feeds/rss.xml"]:
        page.goto(path)
    assert failed == []
    assert [page.request.get(path).status for path in ("/favicon.ico", "/apple-touch-icon.png")] == [200, 200]


@pytest.mark.parametrize("width", [1000, 1280, 1600])
def test_notes_stand_beside_text_that_goes_on(width, visitor):
    page = visitor(viewport={"width": width, "height": 900})
    page.goto(ARTICLE)
    notes, end = page.evaluate(BOXES, ".n"), page.evaluate(BOXES, ".colophon")[0]
    assert len(notes) >= 5
    assert all(before[1] < after[0] for before, after in pairwise(notes)), notes
    assert notes[-1][1] < end[0]
    blocks = page.evaluate(BOXES, ".text > :not(.judged), .judged > :not(.notes)")
    assert max(after[0] - before[1] for before, after in pairwise(blocks)) < 40, blocks
    judged = page.evaluate(BOXES, ".judged > :not(.notes)")
    assert notes[0][0] - judged[0][0] < 10


def test_paper_has_the_notes_after_the_text_and_nothing_to_click(visitor):
    page = visitor()
    page.emulate_media(media="print")
    page.goto(ARTICLE)
    last = max(bottom for _, bottom in page.evaluate(BOXES, ".text > :not(.judged), .judged > :not(.notes)"))
    notes = page.evaluate(BOXES, ".n")
    assert min(top for top, _ in notes) > last
    assert not any(page.locator(name).first.is_visible() for name in (".bar nav", ".find", ".colophon"))
    written = "one => getComputedStyle(one, '::after').content"
    source = page.locator(".n li[data-address]").first
    assert source.get_attribute("data-address") in json.loads(source.evaluate(written))
    assert page.locator(".printed").is_visible()


@pytest.mark.parametrize("path", ["/feeds/atom.xml", "/feeds/rss.xml"])
def test_feed_is_readable_in_a_browser(path, visitor):
    page = visitor()
    page.goto(path)
    assert "This is a feed." in page.evaluate(
        "getComputedStyle(document.documentElement, '::before').content"
    )
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 247)"
    title = page.evaluate("getComputedStyle(document.getElementsByTagName('title')[1]).display")
    assert title == "block"
