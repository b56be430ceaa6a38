"""How a value is shown on a page that only looks: JSON, long texts, sizes, links to lists."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST = 20_000  # characters shown of one value


def pretty(name: str, label: str) -> Callable[[Any], SafeString]:
    """JSON, indented."""
    return _block(name, label, lambda value: json.dumps(value, ensure_ascii=False, indent=2))


def whole(name: str, label: str) -> Callable[[Any], SafeString]:
    """A text with its line breaks."""
    return _block(name, label, str)


def _block(name: str, label: str, words: Callable[[Any], str]) -> Callable[[Any], SafeString]:
    @admin.display(description=label)
    def field(row: Any) -> SafeString:
        text = words(getattr(row, name))
        rest = f"\n… and {len(text) - MOST:,} more characters" if len(text) > MOST else ""
        return format_html('<pre class="block" dir="auto" tabindex="0">{}{}</pre>', text[:MOST], rest)

    field.__name__ = f"{name}_block"
    return field


def size(name: str, label: str) -> Callable[[Any], str]:
    """A number of bytes."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> str:
        return filesizeformat(getattr(row, name))

    column.__name__ = name
    return column


def links(rows: Iterable[tuple[str, str]]) -> SafeString:
    """Links beside each other: (address, words)."""
    return format_html_join(" · ", '<a href="{}">{}</a>', rows)
