"""Propose the claims of an article."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.claims.quotes import find_quotes
from articles.text.claims.score import THRESHOLD, asks, score_sentence
from articles.text.claims.speech import Spoken, speaker_of_sentence, spoken_quotes, subject_of
from articles.text.claims.visible import Visible
from articles.text.claims.words import Words, words_for
from articles.text.claims.worth import english_worth
from articles.text.parse import parse
from articles.text.sentences import split_sentences
from articles.text.types import FoundClaim

MOST = 200  # claims of one article
LONGEST = 2_000  # code points of one claim
# Code points of a text. What stands behind is left to people, who are told: the longest news articles have some
# 100,000, and 2,000,000 took half a minute of a busy machine for the few claims that are kept anyway.
LOOKED_AT = 300_000
_KINDS = ("paragraph", "list_item", "quote")
# For English the model can lift a sentence, to the mean of its score and the reasons', and never sinks one: it was
# taught on debates. Both thresholds are set on the marked articles for tuning; a lower one for English proposes more of
# a long feature than a person wants to read.
ENGLISH_THRESHOLD = 0.4
_SEMICOLON = re.compile(r"[;；]\s*")
_TRIM = ' \t\n"“”„«»「」『』'


@dataclass(slots=True)
class _Memory:
    """What a paragraph leaves for the next: who spoke last, and who had not finished."""

    last: str = ""
    open: str = ""


@dataclass(slots=True)
class _Unit:
    """A sentence that may be a claim, in visible places of its block."""

    start: int
    end: int
    claimant: str = ""
    holes: list[tuple[int, int]] = field(default_factory=list)


def find_claims(
    text: str, *, format: str | None = None, skip: Sequence[tuple[int, int]] = ()
) -> tuple[FoundClaim, ...]:
    """Propose the statements of an article that seem worth checking.

    Takes the raw text (offsets are code points), its format as `parse` takes it, and ranges to stay out of
    (spam): none of them touches a claim. Returns claims in the order of the text, without overlap, at most
    200, the best by score, out of the first LOOKED_AT code points; each quotes a sentence of a paragraph or list
    item, or a quoted sentence without its marks, with the speaker that the text names. Refuses what `parse`
    refuses, with its TextRefused.
    Linear time.
    """
    document = parse(text, format)
    words = words_for(document.language)
    ranges = _merged(skip, len(text))
    memory = _Memory()
    found: list[FoundClaim] = []
    for block in document.blocks:
        room = LOOKED_AT - block.start
        if room <= 0:
            break
        if block.kind not in _KINDS:
            continue
        visible = Visible(block)
        masked, holes = visible.hide(ranges) if ranges else (visible.text, [])
        shown = masked[:room]
        # The sentence that the limit cuts says something else.
        end = len(shown.rstrip()) if len(shown) < len(masked) else len(masked) + 1
        for unit in _units(shown, words, memory):
            if unit.end < end:
                found += _claims(visible, shown, holes, unit, words)
    found = [claim for claim in found if not _touches(claim, ranges)]
    found.sort(key=lambda claim: (-claim.score, claim.start))
    return tuple(sorted(found[:MOST], key=lambda claim: claim.start))


def _merged(skip: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in skip):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _touches(claim: FoundClaim, ranges: list[tuple[int, int]]) -> bool:
    number = bisect_left(ranges, (claim.end, 0))
    return number > 0 and ranges[number - 1][1] > claim.start


def _units(text: str, words: Words, memory: _Memory) -> Iterator[_Unit]:
    """The sentences of a paragraph: quoted ones with their speaker, the others with their named source."""
    quotes = find_quotes(text)
    spoken = spoken_quotes(text, quotes, words, memory.last, memory.open)
    memory.open = spoken[-1].speaker if spoken and not spoken[-1].quote.closed else ""
    units = _quoted(text, spoken)
    number = 0
    for sentence in split_sentences(text):
        while number < len(spoken) and spoken[number].quote.right <= sentence.start:
            number += 1
        here = text[sentence.start : sentence.end][:LONGEST]
        if number < len(spoken) and spoken[number].quote.left < sentence.end:
            memory.last = spoken[number].speaker
            continue
        claimant = speaker_of_sentence(here, words, memory.last)
        memory.last = subject_of(here, words) or memory.last
        units.append(_Unit(sentence.start, sentence.end, claimant))
    yield from sorted(units, key=lambda unit: unit.start)


def _quoted(text: str, spoken: list[Spoken]) -> list[_Unit]:
    units: list[_Unit] = []
    before: Spoken | None = None
    for one in spoken:
        sentences = split_sentences(text[one.quote.start : one.quote.end], one.quote.start)
        for number, sentence in enumerate(sentences):
            if one.joined and number == 0 and units:
                # The attribution stands in the middle, so the claim keeps its marks.
                units[-1].start = max(before.quote.left, units[-1].start - 1) if before else units[-1].start
                units[-1].end = one.quote.right if len(sentences) == 1 and one.quote.closed else sentence.end
            else:
                units.append(_Unit(sentence.start, sentence.end, one.speaker))
        before = one
    return units


def _claims(
    visible: Visible, masked: str, holes: list[tuple[int, int]], unit: _Unit, words: Words
) -> Iterator[FoundClaim]:
    start, end = _trimmed(masked, *_largest(unit, holes))
    if start >= end or end - start > LONGEST:
        return
    clauses = _clauses(masked, start, end)
    if len(clauses) > 1:
        found = [_claim(visible, *clause, unit, words) for clause in clauses if clause[0] < clause[1]]
        if all(found):
            yield from (claim for claim in found if claim)
            return
    claim = _claim(visible, start, end, unit, words)
    if claim:
        yield claim


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What semicolons divide a sentence into: claims of their own where each of them is worth checking."""
    cuts = [start, *(found.end() for found in _SEMICOLON.finditer(text, start, end - 1)), end]
    return [_trimmed(text, left, right) for left, right in pairwise(cuts)]


def _claim(visible: Visible, start: int, end: int, unit: _Unit, words: Words) -> FoundClaim | None:
    sentence = " ".join(visible.text[start:end].split())
    score, reasons = score_sentence(sentence, words, attributed=bool(unit.claimant))
    least = THRESHOLD
    if words.language == "en" and score and not asks(sentence):
        score = max(score, (score + english_worth(sentence, score, reasons)) / 2)
        least = ENGLISH_THRESHOLD
    if score < least:
        return None
    raw_start, raw_end = visible.raw(start, end)
    return FoundClaim(raw_start, raw_end, sentence, round(score, 2), reasons, unit.claimant)


def _largest(unit: _Unit, holes: list[tuple[int, int]]) -> tuple[int, int]:
    """The largest piece of a sentence without a hole; nothing when more than a third of the sentence is lost."""
    number = max(0, bisect_left(holes, (unit.start, 0)) - 1)
    pieces, at, hidden = [], unit.start, 0
    for left, right in holes[number:]:
        if left >= unit.end:
            break
        if right <= unit.start:
            continue
        pieces.append((at, max(at, left)))
        hidden += min(right, unit.end) - max(left, unit.start)
        at = right
    start, end = max([*pieces, (at, unit.end)], key=lambda piece: piece[1] - piece[0])
    return (
        (start, end)
        if 3 * (end - start) >= 2 * (unit.end - unit.start - hidden)
        else (unit.start, unit.start)
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the comma that a quotation ends in before its attribution, and without lone marks."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",，、;；"):
        end -= 1
    piece = text[start:end]
    if piece[:1] in _TRIM and piece[-1:] in _TRIM and len(find_quotes(piece)) == 1:
        start, end = start + 1, end - 1
    return start, end
