"""Bytes to text, and the gate for text that is text already."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import TextRefused, check_text, decode
from tests.shared import SPAM, needs_spam

OLD_ENCODINGS = {
    "zh": ("gbk", "gb18030"),
    "ja": ("shift_jis", "euc_jp"),
    "ko": ("euc_kr",),
    "ru": ("cp1251", "koi8_r"),
    "ar": ("cp1256",),
    "tr": ("cp1254",),
    **dict.fromkeys(("de", "fr", "es", "pt"), ("cp1252",)),
}


def refused(data: bytes) -> str:
    with pytest.raises(TextRefused) as error:
        decode(data)
    assert error.value.message == str(error.value) != ""
    return error.value.code


@pytest.mark.parametrize(
    ("data", "text", "encoding", "notes"),
    [
        (b"a\r\nb", "a\r\nb", "utf-8", ()),
        (b"\xef\xbb\xbfa", "a", "utf-8", ("byte order mark cut off",)),
        (
            "a\u4e0a".encode("utf-16-le").join((b"\xff\xfe", b"")),
            "a\u4e0a",
            "utf-16-le",
            ("byte order mark cut off",),
        ),
        (
            "a\u4e0a".encode("utf-16-be").join((b"\xfe\xff", b"")),
            "a\u4e0a",
            "utf-16-be",
            ("byte order mark cut off",),
        ),
        (
            "上海的天气很好，大家都去公园。".encode("gbk"),
            "上海的天气很好，大家都去公园。",
            "gb18030",
            ("encoding guessed: gb18030",),
        ),
        (
            "Le café où il était".encode("cp1252"),
            "Le café où il était",
            "cp1252",
            ("encoding guessed: cp1252",),
        ),
        (b"a\x1bb", "a\x1bb", "utf-8", ()),
    ],
)
def test_decode_readable_bytes(data, text, encoding, notes):
    found = decode(data)
    assert (found.text, found.encoding, found.notes) == (text, encoding, notes)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"x" * 2_000_001, "too_large"),
        (b"a\0b", "binary"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04word/document.xml", "binary"),
        (b"\x01\x02\x03\x04\x05 text", "binary"),
        (random.Random(7).randbytes(4000).replace(b"\0", b"\x80"), "binary"),
        (bytes(random.Random(7).choices(range(128, 256), k=400)), "undecodable"),
        (b"\xff\xfea", "undecodable"),
        ("schön und größer, süß".encode() + b" \xff ", "undecodable"),
    ],
)
def test_decode_unfit_bytes_refused(data, code):
    assert refused(data) == code


def test_decode_bad_byte_is_named_by_its_place():
    with pytest.raises(TextRefused, match="Byte 7 is not UTF-8"):
        decode("größe".encode()[:6] + b"\xff" + "größere Größe".encode())


@given(st.binary(max_size=300))
def test_decode_any_bytes_gives_text_or_refuses(data):
    try:
        found = decode(data)
    except TextRefused:
        return
    assert check_text(found.text) == found.text


@given(st.text(min_size=1))
def test_decode_gives_back_what_utf8_held(text):
    try:
        found = decode(text.encode("utf-8", "surrogatepass"))
    except TextRefused:
        return
    assert (found.text, found.encoding) == (text.removeprefix("\ufeff"), "utf-8")


@needs_spam
def test_decode_development_set_in_old_encodings():
    """Whole articles in the encodings that their language was written in come back exactly."""
    wrong = []
    for record in map(json.loads, SPAM.read_text(encoding="utf-8").splitlines()):
        for encoding in OLD_ENCODINGS.get(record["lang"], ()):
            try:
                data = record["text"].encode(encoding)
            except UnicodeEncodeError:
                continue
            if decode(data).text != record["text"]:
                wrong.append((record["id"], encoding))
    assert wrong == []
