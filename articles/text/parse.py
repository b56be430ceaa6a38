"""Take an imported text apart: one door for plain text, Markdown and HTML."""

import re

from articles.text.cover import check_counts, cover
from articles.text.language import detect_language
from articles.text.lines import read_date, read_tags
from articles.text.parse_html import parse_html
from articles.text.parse_plain import parse_plain
from articles.text.types import Document

FORMATS = ("text", "markdown", "html")


def parse(text: str, format: str | None = None) -> Document:
    if format == "html":
        blocks, named, title = parse_html(text)
    else:
        blocks, named, title = parse_plain(text), [], ""
    check_counts(blocks)
    title = next((block.text for block in blocks if block.kind == "title"), title)
    date = next((found.date for b in blocks if b.kind == "date_line" and (found := read_date(b.text))), "")
    tags = tuple(t for b in blocks if b.kind == "tag_line" for t in read_tags(b.text) or ())
    language = detect_language("\n".join(b.text for b in blocks))
    return Document("text", text, title, language, date, tags, tuple(blocks), cover(text, blocks, named))
