"""Turn the bytes of a file into text, or say why that cannot be done.

Byte order marks come first, then strict UTF-8, which other encodings hardly ever look like by chance; only
then a guess among the older encodings.
"""

import re
from dataclasses import dataclass

from articles.text.check import check_text
from articles.text.encodings import guess_encoding
from articles.text.refusal import TextRefused

MAX_BYTES = 2_000_000

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# First bytes of files that are no text, after the file(1) database.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_CONTROL_BYTES = bytes((*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it came in (line ends included), its encoding by Python's name, and what was noticed."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of `data`, exactly as encoded except for a byte order mark, which is noted and cut off.

    Refuses with TextRefused: no bytes (empty), more than MAX_BYTES (too_large), pictures, archives and other
    binary data (binary), bytes that no encoding explains (undecodable), and what `check_text` refuses.
    """
    if not data:
        raise TextRefused("empty", "The file is empty. Choose a file that holds an article.")
    if len(data) > MAX_BYTES:
        raise TextRefused(
            "too_large",
            f"The file has {len(data):,} bytes; {MAX_BYTES:,} are allowed. Split it into several articles.",
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(
                _strict(data[len(mark) :], encoding, len(mark)), encoding, "byte order mark cut off"
            )
    _refuse_binary(data)
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, error)


def _strict(data: bytes, encoding: str, before: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextRefused(
            "undecodable",
            f"The file says that it is {encoding.upper()}, but byte {before + error.start + 1:,} does not fit. "
            "Save it again as UTF-8.",
        ) from error


def _checked(text: str, encoding: str, *notes: str) -> Decoded:
    text = check_text(text)
    strange = len(_CONTROL.findall(text))
    if strange > 3 and 100 * strange > len(text):
        raise TextRefused(
            "binary",
            f"The file holds {strange:,} control characters, so it is no text. Save the article as plain text.",
        )
    if strange:
        notes = (*notes, f"{strange} control characters kept")
    return Decoded(text, encoding, notes)


def _refuse_binary(data: bytes) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise TextRefused("binary", f"The file is {name}, not text. Save the article as plain text.")
    place = data.find(b"\0")
    if place >= 0:
        raise TextRefused(
            "binary",
            f"Byte {place + 1:,} is NUL, so the file is no text (or UTF-16 without its mark). Save it as UTF-8 text.",
        )
    strange = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if strange > 3 and 50 * strange > len(data):
        raise TextRefused(
            "binary", "The file is no text: too many control characters. Save the article as plain text."
        )


def _guess(data: bytes, error: UnicodeDecodeError) -> Decoded:
    found = guess_encoding(data)
    if found:
        return _checked(found[1], found[0], f"encoding guessed: {found[0]}")
    raise TextRefused(
        "undecodable",
        f"Byte {error.start + 1:,} is not UTF-8, and no other encoding explains the file. "
        "Open it in an editor and save it as UTF-8.",
    ) from error
