"""What differs between the words of two editions, as rows for a page: unchanged ones folded, nothing injected shown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.public.story import LEFT_OUT, document_of
from articles.public.types import Record
from articles.text.align import Effort
from articles.text.cuts import MASK, cut, masked
from articles.text.differences import COME, GONE, SAME, Pair, paragraph_differences, word_differences
from articles.text.parse import parse
from articles.text.types import Block, Document

CONTEXT = 240  # code points of an unchanged paragraph beside a change
LONGEST_SAME = 500  # of unchanged words inside a changed one; of longer ones the middle is left out
EDGE = 160  # code points that are shown at either end of such a stretch
SHORTEST_MOVED = 20  # code points of a paragraph that is looked for elsewhere
SHORTEST_INJECTED = 4  # code points of injected words that are looked for outside the text
LONGEST_LINK = 120
FEWEST_FOLDED = 2  # unchanged paragraphs
KINDS = {"heading": "heading", "quote": "quote", "list_item": "item", "code": "code", "row": "row"}
_MASKS = re.compile(f"({MASK}+)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, list item or row of a table, as readers see it, and where its links lead."""

    kind: str
    text: str
    links: tuple[str, ...] = ()


def injected_in(record: Record, proof: Mapping | None, later: Mapping | None) -> list[tuple[int, int]]:
    """The spans of an edition's text that a later edition no longer has because they were injected.

    From the two proofs, which say where in the text that came in a piece stood, and what was removed by a finding.
    """
    if proof is None or later is None:
        return []
    gone = [(one["start"], one["start"] + one["length"]) for one in later["removed"] if one.get("rule")]
    found: list[tuple[int, int]] = []
    at = 0
    for origin, length, *_ in proof["pieces"]:
        if origin is not None:
            near = ((max(start, origin), min(end, origin + length)) for start, end in gone)
            found += [(start - origin + at, end - origin + at) for start, end in near if start < end]
        at += length
    return sorted((start, end) for start, end in found if end <= len(record["text"]))


def covered(words: str, record: Record, spans: Iterable[tuple[int, int]]) -> str:
    """Words from beside the text, such as the headline, without what was injected into the text."""
    for start, end in spans:
        injected = record["text"][start:end].strip()
        if len(injected) >= SHORTEST_INJECTED:
            words = words.replace(injected, MASK * len(injected))
    return words


def passages_of(record: Record, spans: list[tuple[int, int]]) -> list[Passage]:
    """The text of an edition in reading order, without title and tag line, which the page shows on its own."""
    document = parse(masked(record["text"], spans), record["format"]) if spans else document_of(record)
    return list(_passages(document))


def _passages(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind in LEFT_OUT:
            continue
        links = tuple(dict.fromkeys(run.href for run in block.runs if run.href))
        rows = _rows(block) if block.kind == "table" else [_words(block)]
        kind = "row" if block.kind == "table" else block.kind
        for number, words in enumerate(rows):
            if words:
                yield Passage(kind, words, () if number else links)


def _words(block: Block) -> str:
    """What a reader sees of a block: spacing counts only in code."""
    text = "".join("\n" if "br" in run.style.split() else run.text for run in block.runs)
    return text if block.kind == "code" else " ".join(text.split())


def _rows(block: Block) -> list[str]:
    text = "".join({"cell": " | ", "row": "\n", "br": " "}.get(run.style, run.text) for run in block.runs)
    return [" ".join(line.split()) for line in text.split("\n")]


def text_rows(old: list[Passage], new: list[Passage], effort: Effort) -> tuple[list[dict], dict[str, int]]:
    """The differences of two texts as rows in reading order, and how many paragraphs changed, went, came, moved.

    A row is `{"kind", "block", "pieces", "links"}`, its kind same, changed, gone, come, left (moved from here), moved
    (to here) or fold, which has the `number` of unchanged paragraphs that are not shown.
    """
    pairs = paragraph_differences(
        [passage.text for passage in old], [passage.text for passage in new], effort
    )
    moved = _moved(pairs, old, new)
    rows = [_row(pair, old, new, moved, effort) for pair in pairs]
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in ("changed", "come", "gone", "moved")}
    return list(_folded(rows)), counts


def _moved(pairs: Iterable[Pair], old: list[Passage], new: list[Passage]) -> set[str]:
    """The paragraphs that stand elsewhere now, word for word."""
    gone = {old[pair.old].text for pair in pairs if pair.new is None and pair.old is not None}
    come = {new[pair.new].text for pair in pairs if pair.old is None and pair.new is not None}
    return {text for text in gone & come if len(text) >= SHORTEST_MOVED}


def _row(pair: Pair, old: list[Passage], new: list[Passage], moved: set[str], effort: Effort) -> dict:
    before = None if pair.old is None else old[pair.old]
    after = None if pair.new is None else new[pair.new]
    links = [
        *({"kind": GONE, "url": url} for url in _only(before, after)),
        *({"kind": COME, "url": url} for url in _only(after, before)),
    ]
    one = after or before
    assert one is not None  # noqa: S101 - a pair has a side
    if before and after:
        same = before.text == after.text
        pieces = pieces_of(before.text, after.text, effort)
        return _as_row(SAME if same and not links else "changed", one, pieces, links)
    kind = GONE if before else COME
    if one.text in moved:
        return _as_row("left" if before else "moved", one, [shown(SAME, shortened(one.text))], [])
    return _as_row(kind, one, shown_all(kind, one.text), links if after else [])


def _only(one: Passage | None, other: Passage | None) -> list[str]:
    """Links of one paragraph that the other does not have; none that was injected."""
    if one is None or other is None:
        return []
    return [link[:LONGEST_LINK] for link in one.links if link not in other.links and MASK not in link]


def _as_row(kind: str, passage: Passage, pieces: list[dict], links: list[dict]) -> dict:
    return {"kind": kind, "block": KINDS.get(passage.kind, "paragraph"), "pieces": pieces, "links": links}


def pieces_of(old: str, new: str, effort: Effort) -> list[dict]:
    """The words of one paragraph, what went and came marked, long unchanged stretches without their middle."""
    return [
        piece
        for one in word_differences(old, new, effort)
        for piece in (_edges(one.text) if one.kind == SAME else shown_all(one.kind, one.text))
    ]


def shown(kind: str, text: str) -> dict:
    return {"kind": kind, "text": text, "number": 0}


def shown_all(kind: str, text: str) -> list[dict]:
    """The words, and in place of injected ones how many code points they have."""
    return [
        {"kind": kind, "text": "", "number": len(part)} if part.startswith(MASK) else shown(kind, part)
        for part in _MASKS.split(text)
        if part
    ]


def _edges(text: str) -> list[dict]:
    """Unchanged words inside a paragraph."""
    if len(text) <= LONGEST_SAME or MASK in text:
        return shown_all(SAME, text)
    head, tail = shortened(text, EDGE), shortened(text, EDGE, end=True)
    left_out = len(text) - len(head) - len(tail)
    return [shown(SAME, head), {"kind": "fold", "text": "", "number": left_out}, shown(SAME, tail)]


def shortened(text: str, most: int = CONTEXT, *, end: bool = False) -> str:
    """The beginning of a text, or its end, not cut inside a word; some code points more where a word is long."""
    if len(text) <= most:
        return text
    pieces = cut(text[-2 * most :] if end else text[: 2 * most])
    size, kept = 0, []
    # The outermost piece of what was cut off above may be half a word.
    for piece in reversed(pieces[1:]) if end else pieces[:-1]:
        size += len(piece)
        if size > most:
            break
        kept.append(piece)
    return "".join(reversed(kept) if end else kept)


def _folded(rows: Sequence[dict]) -> Iterator[dict]:
    """Without unchanged rows that stand beside no change, but for how many they are."""
    near = {place + step for place, row in enumerate(rows) if row["kind"] != SAME for step in (-1, 0, 1)}
    for far, stretch in groupby(enumerate(rows), key=lambda one: one[0] not in near):
        found = [row for _, row in stretch]
        if far and len(found) >= FEWEST_FOLDED:
            yield {"kind": "fold", "block": "", "pieces": [], "links": [], "number": len(found)}
        else:
            yield from (_in_short(row) if row["kind"] == SAME else row for row in found)


def _in_short(row: dict) -> dict:
    text = "".join(piece["text"] for piece in row["pieces"][:1])
    head = shortened(text)
    cut_off = len(head) < len(text) or len(row["pieces"]) > 1
    return row | {"pieces": [shown(SAME, f"{head.rstrip()} …" if cut_off else head)]}
