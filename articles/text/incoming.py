"""One article on its way in: decoded, parsed, screened and searched for claims. All that is slow about an import.

No Django here, so that other processes can do it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.check import check_text
from articles.text.claims import find_claims
from articles.text.clean import clean
from articles.text.decode import decode
from articles.text.formats import FORMATS, detect_format
from articles.text.headline import headline_in
from articles.text.parse import parse
from articles.text.refusal import TextRefused
from articles.text.spam import Lists, screen
from articles.text.spam.lists import NOTHING
from articles.text.types import Document, Finding, FoundClaim

MAX_TAGS = 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text ready to be stored, with what was found in it. Small enough to be sent between processes."""

    text: str
    encoding: str  # by Python's name, "" for what came as text
    digest: str
    format: str
    language: str
    headline: str
    slug_base: str  # the headline without what is sure to be injected
    found: tuple[Finding, ...]
    claims: tuple[FoundClaim, ...]
    tags: tuple[str, ...]


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_text(
    *,
    data: bytes | None = None,
    text: str | None = None,
    name: str = "",
    format: str = "",
    lists: Lists = NOTHING,
) -> Incoming:
    """Decodes, parses and screens one article; writes nothing.

    Takes the bytes of a file or a text, its name (for the format), a format that overrides the guess, and the
    desk's lists to screen it by.
    Refuses with TextRefused: empty, too large, binary, undecodable, too deep, unknown format, nothing visible.
    """
    if data is not None:
        decoded = decode(data)
        text, encoding = decoded.text, decoded.encoding
    else:
        text, encoding = check_text(text or ""), ""
    if format and format not in FORMATS:
        words = f"{format!r} is not a format; choose one of {', '.join(FORMATS)}."
        raise TextRefused("unknown_format", words)
    chosen = format or detect_format(text, name)
    document = parse(text, chosen)
    if not any(block.text.strip() for block in document.blocks):
        raise TextRefused("empty", "There is nothing to read in it: no word that a reader would see.")
    found = screen(text, format=chosen, lists=lists)
    cleaned = _without(document, [one for one in found if one.sure])
    # A tag of a fragment that only may be injected is not taken over either: a person can add it.
    rest = cleaned if all(one.sure for one in found) else _without(document, found)
    return Incoming(
        text=text,
        encoding=encoding,
        digest=digest(text),
        format=document.format,
        language=document.language,
        headline=headline_in(document),
        slug_base=headline_in(cleaned) if cleaned else "",
        found=found,
        claims=find_claims(text, format=chosen, skip=[(one.start, one.end) for one in found]),
        tags=rest.tags[:MAX_TAGS] if rest else (),
    )


def _without(document: Document, found: Sequence[Finding]) -> Document | None:
    """The document without these fragments; None when nothing would be left."""
    if not found:
        return document
    rest = clean(document.text, [(one.start, one.end) for one in found]).text
    return parse(rest, document.format) if rest.strip() else None


def read_each(
    given: Sequence[tuple[bytes | None, str | None, str, str]], lists: Lists = NOTHING
) -> list[Incoming | str]:
    """`read_text` of each (data, text, name, format), for another process: what was read, or in words why not.

    A fault in the text functions costs only the article that showed it, like a refusal.
    """
    return [_read_or_words(*one, lists) for one in given]


def _read_or_words(
    data: bytes | None, text: str | None, name: str, format: str, lists: Lists
) -> Incoming | str:
    try:
        return read_text(data=data, text=text, name=name, format=format, lists=lists)
    except TextRefused as refusal:
        return refusal.message
    except Exception as error:
        return f"It cannot be read, by a fault of this program: {type(error).__name__}: {str(error)[:200]}"
