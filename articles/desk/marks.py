"""Article text for the desk: findings and claims highlighted, words that can be selected or looked up."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.enums import AnchorState, ClaimStatus, FindingStatus
from articles.errors import Refused
from articles.models import Appearance, Article, Finding
from articles.text.marks import Mark
from articles.text.parse import parse
from articles.text.render import render_html, render_raw, visible
from articles.text.types import Change, Document


def shown(document: Document, marks: Iterable[Mark] = ()) -> SafeString:
    """The rendered text with `marks`. Each stretch of it names its place in the raw text, for selecting words."""
    marks = list(marks)
    marked = [*marks, *_pieces(document, marks)]
    return _safe(render_html(document, marks=marked, heading_base=3))


def shown_raw(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    return _safe(render_raw(text, marks))


def _safe(html: str) -> SafeString:
    # The renderer escapes the text; the tags of the marks are made here by format_html.
    return mark_safe(html)  # noqa: S308


def _pieces(document: Document, marks: Sequence[Mark]) -> Iterable[Mark]:
    """A span with its raw place around each stretch of a run, cut where a mark begins or ends."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    at = 0
    for block in document.blocks:
        for run in block.runs:
            if len(run.text) != run.end - run.start:
                yield Mark(
                    run.start, run.end, f'<span data-start="{run.start}" data-end="{run.end}">', "</span>"
                )
                continue
            while at < len(edges) and edges[at] <= run.start:
                at += 1
            cuts, place = [run.start], at
            while place < len(edges) and edges[place] < run.end:
                cuts.append(edges[place])
                place += 1
            for start, end in zip(cuts, [*cuts[1:], run.end], strict=True):
                yield Mark(start, end, f'<span data-start="{start}">', "</span>")


def finding_mark(finding: Finding, start: int, end: int, *, own: bool = True) -> Mark:
    """A finding's words, in the colour of its grade or decision. The one with `own` is what its row points to."""
    name = {
        FindingStatus.REMOVED: "removed" if finding.removed_in_id else "",
        FindingStatus.KEPT: "kept",
    }.get(finding.status, "" if finding.sure else "ask")
    again = format_html('<mark class="{}">', name)
    opening = format_html('<mark class="{}" id="f{}">', name, finding.pk) if own else again
    return Mark(start, end, opening, "</mark>", again)


def claim_mark(place: Appearance, number: int) -> Mark | None:
    """A claim's words with its number in front; None when it has no place."""
    if place.start is None or place.end is None:
        return None
    claim = place.claim
    name = claim.verdict or claim.status
    if place.state == AnchorState.DRIFTED and claim.status not in (
        ClaimStatus.OPINION,
        ClaimStatus.DISMISSED,
    ):
        name = "drifted"
    opening = format_html(
        '<span class="claim {0}" id="w{1}"><sup><a href="#c{1}">{2}</a></sup>', name, claim.pk, number
    )
    return Mark(place.start, place.end, opening, "</span>", format_html('<span class="claim {}">', name))


def change_marks(changes: Iterable[Change], tag: str) -> list[Mark]:
    """`del` or `ins` around what each change touches; a pure insertion or removal touches nothing on one side."""
    return [
        Mark(change.start, change.end, f"<{tag}>", f"</{tag}>")
        for change in changes
        if change.start < change.end
    ]


def place_in(
    article: Article, *, exact: str, start: int | None, end: int | None, occurrence: int | None
) -> tuple[int, int]:
    """Where the selected or typed words stand in the article's newest text, as `[start, end)` code points.

    A selected place counts only while the words in the form are still those that stand there. Refuses words
    that are not in the text, or are there more than once while nothing says which (Refused).
    """
    document = parse(article.revision.text, article.format)
    inside = start is not None and end is not None and 0 <= start < end <= len(document.text)
    if inside and "".join(visible(document, start, end).split()) == "".join(exact.split()):
        return start, end
    found = find_words(document, exact)
    if not found:
        raise Refused("These words do not stand in the text. Copy them from it, exactly as they are.")
    if len(found) > 1 and occurrence is None:
        raise Refused(f"These words stand there {len(found)} times. Say which of them, 1 for the first.")
    if (occurrence or 1) > len(found):
        raise Refused(f"These words stand there {len(found)} times; there is no number {occurrence}.")
    return found[(occurrence or 1) - 1]


def find_words(document: Document, words: str) -> list[tuple[int, int]]:
    """Every place where a reader sees these words, however they are spaced; else where the raw text has them."""
    wanted = " ".join(words.split())
    if not wanted:
        return []
    letters, places = _folded(document)
    found, at = [], letters.find(wanted)
    while at >= 0:
        found.append((places[at][0], places[at + len(wanted) - 1][1]))
        at = letters.find(wanted, at + len(wanted))
    if not found:
        at = document.text.find(wanted)
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = document.text.find(wanted, at + len(wanted))
    return found


def _folded(document: Document) -> tuple[str, list[tuple[int, int]]]:
    """What a reader sees with each white space as one blank, and the raw place of each of its characters."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for block in document.blocks:
        for run in block.runs:
            whole = len(run.text) != run.end - run.start
            for number, letter in enumerate(run.text):
                place = (run.start, run.end) if whole else (run.start + number, run.start + number + 1)
                if not letter.isspace():
                    letters.append(letter)
                    places.append(place)
                elif letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append(place)
        if letters and letters[-1] != " ":
            letters.append(" ")
            places.append((block.end, block.end))
    return "".join(letters), places
