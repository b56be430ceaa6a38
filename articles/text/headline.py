"""A headline for a text: its title, or its first words."""

from articles.text.parse import parse
from articles.text.types import Document

HEADLINE_LENGTH = 300
WORKING_TITLE_LENGTH = 90


def headline_of(text: str, format: str) -> str:
    """The headline of a text that is not parsed yet. Refuses what `parse` refuses (TextRefused)."""
    return headline_in(parse(text, format))


def headline_in(document: Document) -> str:
    """The text's title, or its first words where it has none."""
    title = " ".join(document.title.split())
    if title:
        return shorten(title, HEADLINE_LENGTH)
    first = next((block.text for block in document.blocks if block.text.strip()), "")
    return shorten(" ".join(first.split()), WORKING_TITLE_LENGTH) or "Untitled"


def shorten(words: str, length: int) -> str:
    """At most `length` code points, cut between words where there are any, with an ellipsis."""
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > length // 2 else cut).rstrip(" ,;:-") + "…"
