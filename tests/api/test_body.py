"""The one reader of bodies: what it gives, and each hostile thing that it refuses."""

import json

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from articles.api.body import DEEPEST, MOST_VALUES, parse, read_body
from articles.api.problems import Problem

LEAVES = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text()
VALUES = st.recursive(
    LEAVES,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(), part, max_size=4),
    max_leaves=12,
)


def read(body: bytes, kind: str = "application/json", **more):
    request = RequestFactory().generic("POST", "/", body, content_type=kind)
    return read_body(request, **more)


def problem(body: bytes, kind: str = "application/json", **more) -> tuple[str, str]:
    with pytest.raises(Problem) as caught:
        read(body, kind, **more)
    return caught.value.code, caught.value.words


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", {}),
        (b"{}", {}),
        ('{"text": "Grüße, 日本 \U0001f600"}'.encode(), {"text": "Grüße, 日本 \U0001f600"}),
        (rb'{"text": "\ud83d\ude00 \u0041"}', {"text": "\U0001f600 A"}),
        (b'{"a": "[[[[[[[[[[[[[[[[[[[[", "b": ",,,,"}', {"a": "[" * 20, "b": ",,,,"}),
        (rb'{"a": "quote \" and [ and \\", "b": [1, -2, null, true]}', {"a": 'quote " and [ and \\', "b": [1, -2, None, True]}),
        (b'{"a": 999999999999999999}', {"a": 999_999_999_999_999_999}),
    ],
)  # fmt: skip
def test_body_is_read(body, found):
    assert read(body) == found


DEEP = f"The body is nested more than {DEEPEST} levels deep."
MANY = f"The body has more than {MOST_VALUES:,} values. Send less at once."
HALF = "The body holds half a character (a lone surrogate). Write it whole."
NOT_JSON = "The body is not JSON: "


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[" * 100_000, DEEP),
        (b'{"a":' * 100_000, DEEP),
        (b'{"a":' + b"[" * 20 + b"]" * 20 + b"}", DEEP),
        (b'{"a": [' + b"1," * 30_000 + b"1]}", MANY),
        (b'{"a": [' + b"[]," * 30_000 + b"1]}", MANY),
        (b'{"a": ' + b"9" * 5_000 + b"}", "A number of 5,000 digits is too long; 18 are the most."),
        (b'{"a": -' + b"9" * 19 + b"}", "A number of 20 digits is too long; 18 are the most."),
        (b'{"a": 1.5}', "“1.5” is not a whole number; nothing here takes any other."),
        (b'{"a": 1e999}', "“1e999” is not a whole number; nothing here takes any other."),
        (b'{"a": NaN}', "NaN is not JSON."),
        (b'{"a": -Infinity}', "-Infinity is not JSON."),
        (b'{"a": "\xff"}', "The body is not UTF-8: byte 8 fits no character."),
        ('{"a": "x"}'.encode("utf-16"), "The body is not UTF-8: byte 1 fits no character."),
        ("\ufeff{}".encode(), NOT_JSON + "Unexpected UTF-8 BOM (decode using utf-8-sig) at line 1, column 1."),
        (rb'{"a": "\ud800"}', HALF),
        (rb'{"\udc00": 1}', HALF),
        (rb'{"a": [{"b": ["\ud83dx"]}]}', HALF),
        (b'{"a": 1, "b": 2, "a": 3}', "The key “a” stands twice in one object. Give it once."),
        (rb'{"\ud800": 1, "\ud800": 3}', "The key “?” stands twice in one object. Give it once."),
        (b"[]", "The body must be a JSON object: {…}."),
        (b'"words"', "The body must be a JSON object: {…}."),
        (b"null", "The body must be a JSON object: {…}."),
        (b"{", NOT_JSON + "Expecting property name enclosed in double quotes at line 1, column 2."),
        (b'{"a": "\0"}', NOT_JSON + "Invalid control character at at line 1, column 8."),
        (b'{"a": "' + rb"\"" * 20_000, NOT_JSON + "Unterminated string starting at at line 1, column 7."),
        (b"]" * 1000 + b"[" * 1000, NOT_JSON + "Expecting value at line 1, column 1."),
        (b"a=1&b=2", NOT_JSON + "Expecting value at line 1, column 1."),
    ],
    ids=range(27),
)  # fmt: skip
def test_hostile_body_is_malformed(body, words):
    assert problem(body, most=10**6) == ("malformed", words)


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "x" * 300, "application/json; charset=latin-1"],
)  # fmt: skip
def test_other_types_are_refused(kind):
    assert problem(b"{}", kind)[0] == "wrong_media_type"


def test_size_is_measured_before_anything_is_read():
    assert problem(b'{"a": "' + b"x" * 200 + b'"}', most=100) == (
        "too_large",
        "The body may have 100 bytes here. Send less at once.",
    )
    request = RequestFactory().generic("POST", "/", b"{}", content_type="application/json")
    for told in ("-5", "9" * 30, "²", "many"):
        request.META["CONTENT_LENGTH"] = told
        with pytest.raises(Problem, match="may have"):
            read_body(request)


def outcome(raw: bytes):
    """What is read out of it, or why it was refused."""
    try:
        return parse(raw)
    except Problem as problem:
        return problem.code, problem.words


@given(VALUES)
def test_what_is_json_comes_back(value):
    """Or is refused for its depth."""
    raw = json.dumps({"a": value}, ensure_ascii=False).encode()
    assert outcome(raw) in ({"a": value}, ("malformed", DEEP))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw):
    found = outcome(raw)
    assert isinstance(found, dict) or found[0] == "malformed"
