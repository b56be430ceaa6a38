"""The routes of the API for the handbook, from the table that they are made from."""

import re
from typing import Any

from django import template

from articles.api.routes import ROUTES
from articles.permissions import PERMISSIONS

register = template.Library()


@register.simple_tag
def api_routes() -> list[dict[str, Any]]:
    return [
        {
            "method": route.method,
            "path": "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route.path),
            "words": route.words,
            "takes": _names(route.takes["properties"], route.takes["required"]),
            "query": _names(route.query, ()),
            "right": PERMISSIONS[route.right][0],
        }
        for route in ROUTES
    ]


def _names(parts: Any, required: Any) -> list[dict[str, Any]]:
    return [{"name": name, "optional": name not in required} for name in parts]
