"""The templates of public pages: Jinja2 through Django's backend, as publishing renders dozens of pages at once.

A name that a page does not give is an error, so that a misspelt one fails a test. Templates stand in
`templates/public/` and are named from there: "article.html", "parts/verdict.html".
"""

import re
from collections.abc import MutableMapping
from datetime import date, datetime
from html import escape
from typing import Any

from django.template import engines
from jinja2 import Environment, StrictUndefined, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner
from markupsafe import escape as marked

ENGINE = "public"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# What the base template asks of every page.
PAGE = {
    "description": "",
    "url": "",
    "section": "",
    "kind": "website",
    "published": None,
    "modified": None,
    "noindex": False,
    "desk": "/desk/",
    "image": None,
}
_BLANK_LINES = re.compile(r"\n{2,}")


def render(template: str, *, site: dict, page: dict, context: dict[str, Any]) -> str:
    """`templates/public/TEMPLATE.html` with `site`, `page` (title, and any of PAGE) and the page's own values."""
    described = {**PAGE, **page}
    return (
        engines[ENGINE].get_template(f"{template}.html").render({"site": site, "page": described, **context})
    )


def macro(template: str, name: str, *values: Any) -> Markup:
    """What a macro of `templates/public/TEMPLATE.html` makes of these values: a piece of a page."""
    return getattr(engines[ENGINE].env.get_template(f"{template}.html").module, name)(*values)


class Escaping(CodeGenerator):
    """Puts `escaped` around what a template prints, where Jinja2 puts `markupsafe.escape`."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


def escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, without marking it as escaped: it is only joined. That takes a third of the time,
    and a publication prints three thousand values.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else marked(value)


class Imported(Template):
    """Its macros are those of every page: no page has globals of its own, which Jinja2 would look for each time."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class Values(Environment):
    """Names of a dict are its keys, never its methods; asked first, that also takes a third of the time.

    Templates are loaded once, unless they may change meanwhile: a publication asks for 150, and Jinja2 takes a lock, a
    weak reference and its own cache for each.
    """

    code_generator_class = Escaping
    template_class = Imported
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        found = self.loaded.get(name) if isinstance(name, str) and globals is None else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str) and globals is None and not self.auto_reload:
                self.loaded[name] = found
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """What the settings name as the engine's environment."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    found = Values(**options)
    found.filters |= {
        "cut": cut,
        "day": day,
        "first_capital": first_capital,
        "iso": iso,
        "moment": moment,
        "paragraphs": paragraphs,
        "plural": plural,
        "short_day": short_day,
        "time": time,
    }
    return found


def iso(value: date) -> str:
    """A day or a point in time for programs, to the second: HTML takes three digits of a fraction and no more."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def day(value: date) -> str:
    """14 March 2026"""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """14 Mar 2026"""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def moment(value: datetime) -> str:
    """14 March 2026, 09:05"""
    return f"{day(value)}, {value:%H:%M}"


def time(value: date) -> Markup:
    """The day in words, for programs as `iso`. The value is in the site's own time zone already."""
    return Markup(f'<time datetime="{iso(value)}">{day(value)}</time>')  # noqa: S704 - figures and months


def plural(number: int, many: str = "s", one: str = "") -> str:
    """The ending of a word for so many."""
    return one if number == 1 else many


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def cut(text: str, longest: int) -> str:
    """At most so many characters, the last of them an ellipsis where something was cut off."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def paragraphs(text: str) -> Markup:
    """What somebody typed: an empty line divides paragraphs, other line breaks stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = [escape(part).replace("\n", "<br>") for part in _BLANK_LINES.split(lines)]
    return Markup("\n\n".join(f"<p>{part}</p>" for part in parts))  # noqa: S704 - escaped above
