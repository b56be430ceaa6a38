"""The gate for text that comes as text: forms, JSON, the database."""

import re

from articles.text.refusal import TextRefused

MAX_CHARS = 2_000_000  # one article; the longest news articles have some 100,000 characters
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def check_text(text: object) -> str:
    """Return `text` unchanged where it can be an article.

    Refuses with TextRefused: no string (wrong_type), nothing or white space alone (empty), more than MAX_CHARS
    code points (too_large), a NUL (nul), half a surrogate pair (surrogate). The last two cannot be stored.
    """
    if not isinstance(text, str):
        raise TextRefused("wrong_type", "The text must be a string.")
    if len(text) > MAX_CHARS:
        raise TextRefused(
            "too_large",
            f"The text has {len(text):,} characters; {MAX_CHARS:,} are allowed. Split it into several articles.",
        )
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise TextRefused("empty", "The text is empty. Give the words of the article.")
    place = text.find("\0")
    if place >= 0:
        raise TextRefused(
            "nul",
            f"Character {place + 1:,} is NUL, which no text holds. Save the article as plain text and try again.",
        )
    half = _SURROGATE.search(text)
    if half:
        raise TextRefused(
            "surrogate",
            f"Character {half.start() + 1:,} is half a character (a lone surrogate). Copy the text again.",
        )
    return text
