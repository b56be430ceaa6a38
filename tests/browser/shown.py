"""Pages that were asked for before, shown in a browser: no server runs, and any state can be looked at."""

import mimetypes
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from tests.whole.looks import Look, Whole

SITE = settings.SITE_URL
LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
}
THINGS = re.compile(r"/(articles|claims|sources|tags|objections)/[^/?]+/")
# What a page says while it is shown: a layout that shifts, a rule of the policy that it breaks, what has the focus.
WATCH = """
window.shifts = []; window.broken = []; window.stops = [];
new PerformanceObserver(list => list.getEntries().forEach(one => window.shifts.push(one.value)))
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI));
"""


class Screen:
    """One tab in which looks are shown; `faults` are what the browser said about the newest one."""

    def __init__(self, context: Any, whole: Whole) -> None:
        self.whole = whole
        self.faults: list[str] = []
        self.now: Look | None = None
        self.page = context.new_page()
        self.page.add_init_script(WATCH)
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda said: self._said(said.type, said.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))

    def show(self, look: Look) -> Any:
        self.now, self.faults = look, []
        self.page.goto(SITE + look.answer.path)
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        return self.page

    def unrest(self) -> list[str]:
        """What the look that was just shown did beside standing there: said, asked elsewhere, broke, shifted."""
        shifts, broken = self.page.evaluate("[window.shifts, window.broken]")
        # Django's lists grow as they come in, and its filters move aside; below 0.1 nobody is disturbed.
        most = 0.05 if self.now.answer.path.startswith("/admin/") else 0
        shifted = [f"shifts by {sum(shifts):.4f}"] if sum(shifts) > most else []
        return self.faults + [f"forbidden: {one}" for one in broken] + shifted

    def _said(self, kind: str, words: str) -> None:
        refused = (
            self.now is not None
            and self.now.answer.status >= 400
            and words.startswith("Failed to load resource")
        )
        if kind in ("error", "warning") and not refused:
            self.faults.append(f"{kind}: {words}")

    def _answer(self, route: Any) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        if f"{parts.scheme}://{parts.netloc}" != SITE:
            self.faults.append(f"asks {asked.url}")
            route.abort()
        elif asked.is_navigation_request():
            answer = self.now.answer
            keep = (
                "Content-Type",
                "Content-Security-Policy",
                "X-Frame-Options",
                "X-Content-Type-Options",
                "Referrer-Policy",
            )
            headers = {name: value for name, value in answer.headers.items() if name in keep}
            route.fulfill(status=answer.status, headers=headers, body=answer.body)
        elif asked.method == "POST" and parts.path.endswith("/draft/"):
            route.fulfill(
                status=409, json={"words": "Not kept."}
            )  # what a refused form still holds is saved at once
        elif found := self.whole.site.get(parts.path) or self.whole.scripts.get(parts.path):
            route.fulfill(
                status=found.status, headers={"Content-Type": found.headers["Content-Type"]}, body=found.body
            )
        elif parts.path.startswith(settings.STATIC_URL) and (
            name := finders.find(parts.path.removeprefix(settings.STATIC_URL))
        ):
            route.fulfill(body=Path(name).read_bytes(), content_type=mimetypes.guess_type(name)[0])
        else:
            self.faults.append(f"asks {asked.method} {parts.path}")
            route.fulfill(status=404)


def kind_of(look: Look) -> tuple[Any, ...]:
    """Pages of one kind are made by one template of the same kind of thing."""
    path = urlsplit(look.answer.path).path
    if look.name == "public":
        return (re.sub(r"\d+", "1", THINGS.sub(r"/\1/x/", path)), look.answer.status)
    if look.sent or look.answer.status != 200:
        # A form that is refused shows the page that it stands on, which many forms have in common.
        title = re.search("<title>([^<:]*)", look.html)
        return (title and title[1], look.answer.status)
    # What was asked for beside the states is of many templates; a list that is searched or narrowed shows other parts.
    return (look.answer.path,) if look.name == "asked" else (look.name, urlsplit(look.answer.path).query)


def is_reader(look: Look) -> bool:
    return not look.answer.path.startswith(("/desk/", "/admin/"))


def chosen(whole: Whole, *, desk: bool) -> list[Look]:
    """Of each kind the longest page, where most is to be seen, and the shortest, where there is nothing; the admin is of the desk."""
    kinds: dict[tuple[Any, ...], list[Look]] = {}
    for look in whole.pages():
        if is_reader(look) != desk:
            kinds.setdefault(kind_of(look), []).append(look)
    found = []
    for looks in kinds.values():
        looks.sort(key=lambda look: len(look.answer.body))
        found += [looks[-1]] if looks[0].answer.status != 200 else [looks[-1], looks[0]]
    return list({look.answer.body: look for look in found}.values())
