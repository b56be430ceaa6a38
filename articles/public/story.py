"""The text of an edition as blocks of HTML, its claims marked by verdict and numbered, each with its note."""

import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise

from django.conf import settings
from django.utils.safestring import mark_safe
from markupsafe import Markup

from articles.public.kept_records import fragment
from articles.public.records import decided_at, how_decided, link, withdrawn_of
from articles.public.site import safe_url
from articles.public.templates import macro
from articles.public.types import Record
from articles.text.marks import Mark
from articles.text.parse import parse
from articles.text.render import render_blocks
from articles.text.types import Block, Document, Run

LEFT_OUT = ("title", "tag_line")  # the page shows headline and tags on its own
TEXT_WIDTH, NOTE_WIDTH = 66, 38  # letters of a line of the text, of a line of a note
NOTE_LINE = 0.7  # of a line of the text
MOST_LACKING = 6
BREAKS = ("br", "cell", "row")  # runs that are no words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block that belongs to the claim of this number."""

    start: int
    end: int
    number: int
    linked: bool  # inside a link of the article


def document_of(record: Record) -> Document:
    """The text of an edition, taken apart: once for its two pages and for search."""
    return _document(record["text"], record["format"], record["language"])


@lru_cache(maxsize=2)
def _document(text: str, format: str, language: str) -> Document:
    return parse(text, format, language=language)


def blocks_of(record: Record, linked: set | None = None) -> list[dict]:
    """Blocks in reading order as `{"html", "notes"}`: a note comes after the block in which its claim begins.

    The notes of claims whose words are not shown (they stand in the title) come first, before any block.
    """
    document = document_of(record)
    claims = record["claims"]
    rendered = render_blocks(document, marks=marks_of(document, claims), skip=LEFT_OUT)
    notes = {number: note_of(number, claim, linked) for number, claim in enumerate(claims, start=1)}
    blocks = []
    for html, start, end in rendered:
        here = [number for number in notes if start <= claims[number - 1]["start"] < end]
        # Safe: render_blocks escapes the text, and marks_of builds its tags from numbers and verdicts.
        told = [notes.pop(number) for number in here]
        blocks.append({"html": mark_safe(html), "length": end - start, "notes": told})  # noqa: S308
    if notes:
        unseen = [note | {"unseen": True} for note in notes.values()]
        blocks.insert(0, {"html": "", "length": 0, "notes": unseen})
    return blocks


def text_of(record: Record, linked: set | None = None) -> tuple[Markup, float]:
    """The text with the notes of its claims as HTML, and how far these reach below it; made once for both pages of a
    live edition, which link everything.
    """
    if linked is None:
        return fragment("text", record, _text_of)
    return _text_of(record, linked)


def _text_of(record: Record, linked: set | None = None) -> tuple[Markup, float]:
    blocks = blocks_of(record, linked)
    return macro("parts/story_text", "story_text", blocks, settings.LANGUAGE_CODE), reach(blocks)


def reach(blocks: list[dict]) -> float:
    """How far the notes reach below the text when they stand beside it and do not hold it up.

    Counted in lines of the text and by letters of Latin width, so with a margin.
    """
    text = notes = 0.0
    for block in blocks:
        for note in block["notes"]:
            notes = max(notes, text) + note_lines(note)
        text += block["length"] / TEXT_WIDTH + 1.4
    return notes - text


def beside(reach: float, *, below: int) -> str:
    """A class for the text by how far its notes reach below it.

    Nothing if they end with the text and the `below` lines that follow it; "lacks-1" to "lacks-6" where the page needs
    so many times ten lines more; "crowded" where it needs more than that, so that the text is parted instead.
    """
    lacks = math.ceil((reach - below) / 10)
    return "" if lacks <= 0 else f"lacks-{lacks}" if lacks <= MOST_LACKING else "crowded"


def note_lines(note: dict) -> float:
    """How high a note is, in lines of the text."""
    told = [note["how"] + note["label"] + 20 * " ", note["claimant"], note["rationale"]]
    told += [source["title"] + source["stance"] for source in note["sources"]]
    rows = sum(-(-width(words) // NOTE_WIDTH) for words in told) + 3 * len(note["withdrawn"]) + 2.5
    return rows * NOTE_LINE


def marks_of(document: Document, claims: list[dict]) -> list[Mark]:
    """Tags around the words of each claim, never overlapping, each inside one block of the text.

    A piece of text that two claims share goes to the shorter one. Inside a link of the article the words are
    marked without being a link themselves. A claim's number stands at the end of its last piece; that of a
    claim without a piece of its own stands behind the claim that took its words.
    """
    pieces = [
        piece for block in document.blocks if block.kind not in LEFT_OUT for piece in claimed(block, claims)
    ]
    last = {piece.number: place for place, piece in enumerate(pieces)}
    guests: dict[int, list[int]] = {}
    for number, claim in enumerate(claims, start=1):
        if number not in last:
            hosts = [place for place, piece in enumerate(pieces) if piece.start < claim["end"] <= piece.end]
            guests.setdefault(hosts[-1] if hosts else -1, []).append(number)
    marks, seen = [], set()
    for place, piece in enumerate(pieces):
        name = "span" if piece.linked else "a"
        opening = tag(name, piece.number, claims, first=piece.number not in seen)
        seen.add(piece.number)
        closing = (f"<sup>{piece.number}</sup>" if last[piece.number] == place else "") + f"</{name}>"
        for number in guests.get(place, []):
            closing += f"{tag(name, number, claims, first=True)}<sup>{number}</sup></{name}>"
        marks.append(Mark(piece.start, piece.end, opening, closing))
    return marks


def claimed(block: Block, claims: list[dict]) -> list[Piece]:
    """The claimed pieces of one block. Those of neighbouring runs are one, but a link of the article ends it."""
    near = [
        (claim["end"] - claim["start"], number, claim["start"], claim["end"])
        for number, claim in enumerate(claims, start=1)
        if claim["start"] < block.end and block.start < claim["end"]
    ]
    found: list[Piece] = []
    before: Run | None = None
    for run in block.runs if near else ():
        if run.style in BREAKS:
            before = None
            continue
        for piece in split(run, near):
            joins = (
                found
                and before is not None
                and (found[-1].number, found[-1].linked) == (piece.number, piece.linked)
                and found[-1].end == (piece.start if before is run else before.end)
                and (before is run or piece.start == run.start)
            )
            start = found.pop().start if joins else piece.start
            found.append(Piece(start, piece.end, piece.number, piece.linked))
            before = run
        if not found or found[-1].end != run.end:
            before = None
    return found


def split(run: Run, near: list[tuple[int, int, int, int]]) -> list[Piece]:
    """The claimed pieces of one run; `near` holds (length, number, start, end). An atomic run is taken whole."""
    over = [claim for claim in near if claim[2] < run.end and run.start < claim[3]]
    edges = [run.start, run.end]
    if len(run.text) == run.end - run.start:
        edges = sorted(
            {*edges, *(min(max(edge, run.start), run.end) for claim in over for edge in claim[2:])}
        )
    found = []
    for start, end in pairwise(edges):
        holders = [claim for claim in over if claim[2] < end and start < claim[3]]
        if holders:
            found.append(Piece(start, end, min(holders)[1], bool(run.href)))
    return found


def tag(name: str, number: int, claims: list[dict], *, first: bool) -> str:
    """The opening tag around a piece of a claim; the first piece carries the id that its note links back to."""
    link_to = f' href="#n{number}"' if name == "a" else ""
    identity = f' id="c{number}"' if first else ""
    return f'<{name} class="c {escape(claims[number - 1]["verdict"])}"{link_to}{identity}>'


def width(words: str) -> int:
    """In Latin letters; those of the scripts of East Asia are twice as wide."""
    return len(words) if words.isascii() else len(words) + sum(letter > "\u2e7f" for letter in words)


def note_of(number: int, claim: dict, linked: set | None) -> dict:
    """What stands beside the words of a claim."""
    return {
        "number": number,
        "unseen": False,
        "verdict": claim["verdict"],
        "label": claim["label"],
        "how": how_decided(claim),
        "decided": decided_at(claim),
        "claimant": claim["claimant"],
        "rationale": claim["rationale"],
        "withdrawn": withdrawn_of(claim),
        "url": link("claim", str(claim["id"]), linked),
        "sources": [
            {
                "title": cited["name"],
                "url": link("source", cited["slug"], linked),
                "value": cited["stance"],
                "stance": cited["stance_label"],
                "outside": safe_url(cited["url"]),
            }
            for cited in claim["citations"]
        ],
    }
