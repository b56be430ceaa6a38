"""The part of JSON Schema that the API speaks: one table both checks what is sent and stands in the document."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Schema = dict[str, Any]
TYPES: dict[str, type] = {
    "string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None), "number": float,
}  # fmt: skip
WORDS = {
    "string": "a string", "integer": "a whole number", "boolean": "true or false", "array": "a list",
    "object": "an object", "null": "null", "number": "a number",
}  # fmt: skip

INTEGER: Schema = {"type": "integer"}
ID: Schema = {"type": "integer", "minimum": 1}
STRING: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}
TIME: Schema = {"type": "string", "format": "date-time"}


def words(most: int, *, least: int = 0, **more: Any) -> Schema:
    return {"type": "string", "maxLength": most} | ({"minLength": least} if least else {}) | more


def one_of(values: Any, *, also: tuple[str, ...] = ()) -> Schema:
    """A string of a closed list."""
    return {"type": "string", "enum": [*also, *map(str, values)]}


def many(items: Schema, most: int = 1000) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return schema | {"type": [schema["type"], "null"]}


def thing(properties: dict[str, Schema], *, required: tuple[str, ...] = ()) -> Schema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def problem_of(value: Any, schema: Schema, where: str = "") -> str:
    """What is wrong with a value, in a sentence that names the place; "" when it fits the schema."""
    name = f"“{where}”" if where else "The body"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(value) not in [TYPES[kind] for kind in kinds]:
        return f"{name} must be {' or '.join(WORDS[kind] for kind in kinds)}."
    if value is None:
        return ""
    for key, check in CHECKS.items():
        if key in schema and (wrong := check(value, schema[key])):
            return f"{name} {wrong}"
    if isinstance(value, list):
        places = ((one, schema["items"], f"{where}[{number}]") for number, one in enumerate(value))
    elif isinstance(value, dict) and "properties" in schema:
        if wrong := _wrong_keys(value, schema):
            return f"{name} {wrong}"
        inside = f"{where}." if where else ""
        places = ((value[key], schema["properties"][key], inside + key) for key in value)
    else:
        return ""
    return next((wrong for one, part, place in places if (wrong := problem_of(one, part, place))), "")


def _wrong_keys(value: dict[str, Any], schema: Schema) -> str:
    if missing := [key for key in schema["required"] if key not in value]:
        return f"lacks {', '.join(missing)}."
    if unknown := [key for key in value if key not in schema["properties"]]:
        known = ", ".join(schema["properties"]) or "nothing"
        return f"has “{unknown[0][:60]}”, which is not known here; it takes {known}."
    return ""


def _date(value: str, _: str) -> str:
    try:
        return "" if date.fromisoformat(value).isoformat() == value else "must be a date such as 2026-11-28."
    except ValueError:
        return "must be a date such as 2026-11-28."


def _time(value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return "must be a time such as 2026-11-28T06:40:00Z."
    return ""


CHECKS: dict[str, Callable[[Any, Any], str]] = {
    "maxLength": lambda value, most: (
        f"has {len(value):,} characters; {most:,} are the most." if len(value) > most else ""
    ),
    "minLength": lambda value, least: "must not be empty." if len(value.strip()) < least else "",
    "enum": lambda value, among: (
        "" if value in among else f"must be one of {', '.join(filter(None, among))}."
    ),
    "minimum": lambda value, least: f"must be {least} or more." if value < least else "",
    "maximum": lambda value, most: f"must be {most} or less." if value > most else "",
    "maxItems": lambda value, most: (
        f"has {len(value):,} entries; {most:,} are the most." if len(value) > most else ""
    ),
    "format": lambda value, kind: _date(value, kind) if kind == "date" else _time(value),
}
