"""Take an imported text apart: one door for plain text, Markdown and HTML."""

from articles.text.check import check_text
from articles.text.cover import check_counts, cover
from articles.text.formats import FORMATS, detect_format
from articles.text.language import detect_language
from articles.text.lines import read_date, read_tags
from articles.text.parse_html import parse_html
from articles.text.parse_markdown import parse_markdown
from articles.text.parse_plain import parse_plain
from articles.text.refusal import TextRefused
from articles.text.types import Block, Document, Part


def parse(text: str, format: str | None = None, *, language: str | None = None) -> Document:
    """Take `text` apart into named parts and visible blocks.

    Takes the text exactly as it came in (CRLF included) and its format, one of FORMATS; None looks at the
    text itself. The same for the language. All offsets are code points of `text`; the parts cover it without
    gap or overlap.
    Refuses with TextRefused what `check_text` refuses, an unknown format, more lines than MAX_BLOCKS, and
    HTML nested deeper than MAX_DEPTH. Writes nothing. The work is linear in the length of the text.
    """
    check_text(text)
    if format is not None and format not in FORMATS:
        raise TextRefused(
            "unknown_format", f"The format must be one of {', '.join(FORMATS)}, not {format!r}."
        )
    kind = format or detect_format(text)
    blocks, named, outer_title = _take_apart(text, kind)
    check_counts(blocks)
    parts = cover(text, blocks, named)
    title = next((_line(block.text) for block in blocks if block.kind == "title"), outer_title)
    furniture = [(block.kind, block.text) for block in blocks]
    for part in named:
        words = text[part.start : part.end]
        furniture.append((part.kind, f"tags: {words}" if part.kind == "tag_line" else words))
    return Document(
        format=kind,
        text=text,
        title=title,
        language=_language(blocks) if language is None else language,
        date=_date(furniture),
        tags=_tags(furniture),
        blocks=tuple(blocks),
        parts=parts,
    )


def _take_apart(text: str, kind: str) -> tuple[list[Block], list[Part], str]:
    if kind == "html":
        return parse_html(text)
    if kind == "markdown":
        return parse_markdown(text)
    return parse_plain(text), [], ""


def _language(blocks: list[Block]) -> str:
    return detect_language("\n".join(block.text for block in blocks if block.kind != "code"))


def _line(words: str) -> str:
    return " ".join(words.split())


def _date(furniture: list[tuple[str, str]]) -> str:
    for wanted in ("date_line", "tag_line"):
        for kind, words in furniture:
            found = read_date(words) if kind == wanted else None
            if found:
                return found.date
    return ""


def _tags(furniture: list[tuple[str, str]]) -> tuple[str, ...]:
    found = [read_tags(words) or () for kind, words in furniture if kind == "tag_line"]
    return tuple(dict.fromkeys(tag for tags in found for tag in tags))
