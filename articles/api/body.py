"""The one reader of what programs send. Nothing hostile gets past it, and nothing large is read at all.

In this order: the size before anything is read, UTF-8, depth and number of values before anything is parsed, then
JSON without what Python's reader lets through: a key twice, NaN, integers of thousands of digits, half a surrogate
pair.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, RawPostDataException, UnreadablePostError

from articles.api.problems import Problem

MOST_BYTES = 256 * 2**10
DEEPEST = 8
MOST_VALUES = 20_000
LONGEST_NUMBER = 18  # digits; what has more is beyond the numbers of both databases
# A string as a whole, so that what stands in it counts for nothing; its end may be missing. Possessive: linear.
MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
HALF = re.compile("[\ud800-\udfff]")


def read_body(request: HttpRequest, *, most: int = MOST_BYTES) -> dict[str, Any]:
    """The object that a request carries; {} when it has no body. `most` is the number of bytes it may have.

    Raises Problem: too_large, wrong_media_type, malformed.
    """
    raw = _read(request, most)
    if not raw:
        return {}
    kind = request.content_type.lower()
    if kind != "application/json":
        raise Problem(
            "wrong_media_type", f"Send the body as application/json, not {kind[:60] or 'without a type'}."
        )
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem("wrong_media_type", "Send the body in UTF-8.")
    return parse(raw)


def _read(request: HttpRequest, most: int) -> bytes:
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isascii() and told.isdigit() and len(told) < 19 and int(told) <= most:
        try:
            raw = request.read(most + 1)  # the length is what somebody says
        except (UnreadablePostError, RawPostDataException) as error:
            raise Problem("malformed", "The body broke off. Send the request again.") from error
        if len(raw) <= most:
            return raw
    raise Problem("too_large", f"The body may have {most:,} bytes here. Send less at once.")


def parse(raw: bytes) -> dict[str, Any]:
    """The object in these bytes. Raises Problem (malformed)."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Problem(
            "malformed", f"The body is not UTF-8: byte {error.start + 1:,} fits no character."
        ) from error
    _measure(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Problem("malformed", f"The body is not JSON: {error.msg} at {where}.") from error
    if not isinstance(value, dict):
        raise Problem("malformed", "The body must be a JSON object: {…}.")
    if any(HALF.search(words) for words in _strings(value)):
        raise Problem("malformed", "The body holds half a character (a lone surrogate). Write it whole.")
    return value


def _measure(text: str) -> None:
    """Refuses what is nested too deep or has too many values, without parsing it."""
    depth, values = 0, 1
    for mark in MARK.finditer(text):
        sign = mark[0]
        if sign in ("[", "{"):
            depth += 1
            values += 1
        elif sign in ("]", "}"):
            depth -= 1
        elif sign == ",":
            values += 1
        if depth > DEEPEST:
            raise Problem("malformed", f"The body is nested more than {DEEPEST} levels deep.")
        if values > MOST_VALUES:
            raise Problem("malformed", f"The body has more than {MOST_VALUES:,} values. Send less at once.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        words = twice[:60].encode("utf-8", "replace").decode()
        raise Problem("malformed", f"The key “{words}” stands twice in one object. Give it once.")
    return found


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_NUMBER:
        raise Problem(
            "malformed", f"A number of {len(digits):,} digits is too long; {LONGEST_NUMBER} are the most."
        )
    return int(digits)


def _decimal(digits: str) -> float:
    raise Problem("malformed", f"“{digits[:30]}” is not a whole number; nothing here takes any other.")


def _no_constant(word: str) -> None:
    raise Problem("malformed", f"{word} is not JSON.")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
