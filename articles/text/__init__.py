"""Plain functions on the text of an article: take it apart, find spam and claims, clean, anchor, render.

No Django here. The finders and anchors are loaded when they are first used: the parser does not wait for
their word lists.
"""

from importlib import import_module

from articles.text.check import check_text
from articles.text.clean import apply_changes, clean, diff_changes, invert, map_position, map_span, restore
from articles.text.decode import decode
from articles.text.formats import detect_format
from articles.text.marks import Mark
from articles.text.parse import parse
from articles.text.refusal import TextRefused
from articles.text.render import render_html, render_plain, render_raw, visible

__all__ = [
    "Mark",
    "TextRefused",
    "apply_changes",
    "check_text",
    "clean",
    "decode",
    "detect_format",
    "diff_changes",
    "invert",
    "map_position",
    "map_span",
    "parse",
    "render_html",
    "render_plain",
    "render_raw",
    "restore",
    "visible",
]

_LATER = {
    "find_spam": "spam",
    "find_claims": "claims",
    "split_sentences": "sentences",
    "make_selector": "anchors",
    "find_anchor": "anchors",
    "carry_over": "anchors",
}


def __getattr__(name: str) -> object:
    """Load one of the names in `_LATER`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"articles.text.{_LATER[name]}"), name)
