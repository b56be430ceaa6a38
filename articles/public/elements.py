"""XML as text: what feeds and sitemaps are put together from."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NONE: Mapping[str, str] = {}


def element(name: str, text: str = "", attributes: Mapping[str, str] = NONE) -> str:
    """An element with a text or without."""
    return enclosed(name, escape(text), attributes)


def enclosed(name: str, inside: str, attributes: Mapping[str, str] = NONE) -> str:
    """An element around XML."""
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"
