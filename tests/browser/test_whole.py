"""Every page of the site in each of its states: no fault that axe can name in light and dark, wide and narrow, no shift,
nothing cut off, nothing that the policy of the page forbids, and all of it by the keyboard.
"""

from typing import Any

import pytest

from articles.public.changes_page import changes_pages
from tests.browser.shown import LOOKS, Screen, chosen
from tests.public.records import TEXT, claim, correction, record
from tests.whole.crawl import Answer
from tests.whole.looks import HTML, Look, Whole

pytestmark = pytest.mark.django_db
WIDE, PHONE = (LOOKS[size]["viewport"] for size in ("desktop", "phone"))
ZOOMED = ({"width": 640, "height": 450}, {"width": 320, "height": 640})  # 1280 at 200%, and at 400%
# The full set in light and wide, and in dark and narrow; in the two others what can differ there.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
FINGERS = {"rules": {"target-size": {"enabled": True}}}  # 24 pixels
# What is so in Django's own admin, by a part of the element.
OF_DJANGO = {
    "label-title-only": 'id="searchbar"',  # its label is a picture with a text of its own
}
AXE = """async options => {
  const found = await axe.run(document, {resultTypes: ['violations'], ...options});
  return found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html.slice(0, 120)));
}"""
# What reaches over the window, or holds words that are not to be seen and cannot be scrolled to.
CUT = """() => {
  const found = [];
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) found.push(over + ' px wider than the window');
  for (const node of document.querySelectorAll('body :not(input, textarea, select)')) {
    const style = getComputedStyle(node);
    if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
      const hidden = node.closest('.vh, .skip, .visually-hidden') || style.textOverflow === 'ellipsis' || style.clipPath !== 'none';
      if (!hidden && node.clientWidth && node.scrollWidth > node.clientWidth + 1) found.push('cut off: ' + node.outerHTML.slice(0, 90));
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    from axe_playwright_python.base import AXE_FILE_PATH

    return AXE_FILE_PATH.read_text(encoding="utf-8")


@pytest.fixture
def screen(browser, whole: Whole):
    """CSP is kept on: what a page loads and runs is what it is allowed to. axe is evaluated beside it."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield Screen(context, whole)
    context.close()


def by_axe(page: Any, options: dict[str, Any]) -> list[str]:
    found = (one.partition(": ") for one in page.evaluate(AXE, options))
    return [
        f"{rule}: {node}" for rule, _, node in found if rule not in OF_DJANGO or OF_DJANGO[rule] not in node
    ]


def faults_on(screen: Screen, look: Any, axe: str) -> list[str]:
    page = screen.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    screen.show(look)
    found = screen.unrest()
    page.evaluate(axe)
    found += by_axe(page, {})
    found += [f"wide: {one}" for one in page.evaluate(CUT)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in by_axe(page, COLOURS)]
    page.set_viewport_size(PHONE)
    found += [f"dark, phone: {one}" for one in by_axe(page, FINGERS)]
    page.emulate_media(color_scheme="light")
    found += [f"phone: {one}" for one in by_axe(page, COLOURS) + page.evaluate(CUT)]
    for size in ZOOMED:
        page.set_viewport_size(size)
        found += [f"{size['width']} px: {one}" for one in page.evaluate(CUT)]
    return found


@pytest.mark.parametrize("desk", [True, False], ids=["desk", "reader"])
def test_no_page_has_a_fault(desk, screen, whole, axe):
    looks = list(chosen(whole, desk=desk))
    faults = {str(look): faults_on(screen, look, axe) for look in looks}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(looks) > 30


def test_page_of_changes_has_no_fault(screen, axe):
    """Of editions such as the site has none: a claim judged anew and its words changed, tags and all claims gone."""
    text = TEXT.replace("61 roofs", "64 roofs") + "\n\nThis came."
    old = record(claims=[claim("delivered 21 gigawatt hours", id=7)])
    notes = [correction(2, "The number of roofs was wrong.")]
    judged = claim("delivered 21 gigawatt hours", id=7, text=text, verdict="mixed", rationale="Read again.")
    new = record(1, 2, text=text, headline="The port", claims=[judged], corrections=notes, tags=[])
    third = record(1, 3, text=text.replace("makes", "sells"), claims=[])
    for page in changes_pages((old, new, third), {}, "harbour-1", [2, 3]):
        headers = {"Content-Type": f"{HTML}; charset=utf-8"}
        look = Look("made", "made", "", Answer(page.path, 200, HTML, headers, page.body))
        assert faults_on(screen, look, axe) == []


@pytest.mark.parametrize("desk", [True, False], ids=["desk", "reader"])
def test_no_page_shifts_asks_elsewhere_or_breaks_its_policy_on_a_phone(desk, screen, whole):
    screen.page.set_viewport_size(PHONE)
    faults = {}
    for look in chosen(whole, desk=desk):
        screen.show(look)
        faults[str(look)] = screen.unrest()
    assert {name: found for name, found in faults.items() if found} == {}


# What Tab has to reach, in the order of the page; and from then on, what it reaches and whether that can be seen.
LISTEN = """() => {
  const may = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const groups = new Set();
  window.wanted = [...document.querySelectorAll(may)].filter(node => {
    if (node.tabIndex < 0 || node.disabled || !node.checkVisibility({visibilityProperty: true})) return false;
    if (node.type !== 'radio') return true;
    const group = node.name + [...document.forms].indexOf(node.form);
    const chosen = [...document.getElementsByName(node.name)].find(one => one.form === node.form && one.checked);
    if (groups.has(group) || (chosen && chosen !== node)) return false;
    return groups.add(group);
  });
  const begun = Boolean(document.querySelector('main')?.contains(document.activeElement));
  document.activeElement.blur();
  document.addEventListener('focusin', event => {
    const shown = [event.target, event.target.closest('label')].filter(Boolean).some(node => {
      const style = getComputedStyle(node);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== 'none';
    });
    window.stops.push([window.wanted.indexOf(event.target), shown]);
  });
  // A date has a stop for each of its parts, and one for its calendar.
  return [begun, window.wanted.length, window.wanted.filter(node => /date|time|month/.test(node.type)).length * 6];
}"""
NAMES = "places => places.map(place => window.wanted[place].outerHTML.slice(0, 110))"


def stops_of(screen: Screen, look: Any) -> list[str]:
    page = screen.show(look)
    begun, number, parts = page.evaluate(LISTEN)
    for _ in range(number + parts + 2):
        page.keyboard.press("Tab")
    stops = [stop for stop in page.evaluate("window.stops") if stop[0] >= 0]
    order = list(dict.fromkeys(place for place, _ in stops))
    faults = [f"never reached: {name}" for name in page.evaluate(NAMES, sorted({*range(number)} - {*order}))]
    unseen = [place for place, shown in stops if not shown]
    faults += [f"focus is not seen: {name}" for name in page.evaluate(NAMES, unseen)]
    if begun:  # the page begins with it, and comes to the rest at its end
        first = order.index(min(order))
        order = order[first:] + order[:first]
    elif look.name != "broken" and not page.locator("[autofocus]").count():
        faults += skipping(page, stops[0][0])
    return faults + (["in another order than they are read"] if order != sorted(order) else [])


SKIPS = {"skip": "main", "skip-to-content-link": "content-start"}  # ours, and that of Django's admin


def skipping(page: Any, first: int) -> list[str]:
    """The first stop leads over the head of the page to its content."""
    link = page.evaluate("place => window.wanted[place].className", first)
    if link not in SKIPS:
        return ["does not begin with a link to its content"]
    page.locator(f".{link}").press("Enter")
    where = page.evaluate("document.activeElement.id")
    return [] if where == SKIPS[link] else [f"the link to its content leads to {where}"]


@pytest.mark.parametrize("desk", [True, False], ids=["desk", "reader"])
def test_tab_reaches_everything_in_order_and_is_seen(desk, screen, whole):
    faults = {str(look): stops_of(screen, look) for look in chosen(whole, desk=desk)}
    assert {name: found for name, found in faults.items() if found} == {}
