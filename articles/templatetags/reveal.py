"""{{ words|reveal }}: text in which nothing hides; see articles/text/hidden.py."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.text import hidden

register = template.Library()


@register.filter
def reveal(value: Any) -> SafeString:
    # Safe: reveal() escapes the text, its own tags hold escaped labels only.
    return mark_safe(hidden.reveal(str(value or "")))  # noqa: S308
