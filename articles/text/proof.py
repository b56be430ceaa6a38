"""Whether a published text follows from what came in, as its proof says. Offline, with nothing but two files.

A proof (version 1) is JSON that holds no word of what was removed:

    original, published   length in code points and SHA-256 of the UTF-8 of each text
    pieces                the published text from its beginning: [start, length] copied from the original, or
                          [null, length, revision] written in by an edit
    removed               what of the original is not in it: start, length, SHA-256 of the words, and why: the rule with
                          version and confidence of a finding, or the revision of an edit; whose role decided, when
    edits                 the revisions that changed words: when, by which role
    claims                where each stands in the published text, SHA-256 of its words there and of its own wording,
                          verdict, round, and its reviews: kind, verdict, role, SHA-256 of what the review says
    events                the lines of the log that are about the article: number, when, action, role, hash of the line
                          before and its own. They pin the log: it cannot be rewritten later without another hash

All offsets are code points.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

VERSION = 1
MAX_BYTES = 20_000_000
ADJUDICATION = "adjudication"
# What the rows of each part are.
PARTS: dict[str, type] = {"pieces": list, "removed": dict, "edits": dict, "claims": dict, "events": dict}


def digest_of_words(text: str) -> str:
    """SHA-256 of the UTF-8 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_proof(data: bytes) -> dict[str, Any]:
    """A proof from its bytes. Refuses what is none with ValueError, whose words can be shown."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"a proof has at most {MAX_BYTES:,} bytes")
    try:
        proof = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON: {error}") from error
    if not isinstance(proof, dict) or proof.get("version") != VERSION:
        raise ValueError(f"it is not a proof of version {VERSION}")
    return proof


def check_proof(proof: Mapping[str, Any], original: str, published: str) -> list[str]:
    """What of a proof does not hold for these two texts, a sentence each; [] when all does.

    Checked: both texts are those that the proof names; the published one is its pieces; each character of the
    original is in it or in exactly one removed span, whose words have the digest given; each claim stands where
    it is said to, and its verdict is what its reviews amount to; the lines of the log follow each other.
    Refuses a proof that lacks a part, or has a wrong value in one, with ValueError.
    """
    for name, kind in PARTS.items():
        rows = proof.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, kind) for row in rows):
            raise ValueError(f"its part {name} is missing or wrong")
    try:
        return [
            *_text_problems(proof["original"], original, "original"),
            *_text_problems(proof["published"], published, "published text"),
            *_piece_problems(proof["pieces"], original, published),
            *_removal_problems(proof["removed"], original),
            *_cover_problems(proof["pieces"], proof["removed"], len(original)),
            *_edit_problems(proof),
            *_claim_problems(proof["claims"], published),
            *_event_problems(proof["events"]),
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"one of its values is missing or wrong: {error!r}") from error


def _text_problems(said: Mapping[str, Any], text: str, name: str) -> Iterator[str]:
    if said["length"] != len(text):
        yield f"The {name} has {len(text)} characters, the proof says {said['length']}."
    if said["sha256"] != digest_of_words(text):
        yield f"The {name} is not the one that the proof is about: its digest differs."


def _piece_problems(pieces: list[list[Any]], original: str, published: str) -> Iterator[str]:
    at = 0
    for start, length, *_ in pieces:
        if start is not None and published[at : at + length] != original[start : start + length]:
            yield (
                f"Characters {at + 1} to {at + length} of the published text are not "
                f"characters {start + 1} to {start + length} of the original."
            )
        at += length
    if at != len(published):
        yield f"The pieces make up {at} characters of the published text, which has {len(published)}."


def _removal_problems(removed: list[Mapping[str, Any]], original: str) -> Iterator[str]:
    for one in removed:
        start, end = one["start"], one["start"] + one["length"]
        where = f"Characters {start + 1} to {end} of the original"
        if digest_of_words(original[start:end]) != one["sha256"]:
            yield f"{where} are not what the proof says was removed."
        if not one["role"]:
            yield f"{where} were removed, and nobody stands behind it."
        if not (one.get("rule") and 0 < one["confidence"] <= 1) and not one.get("revision"):
            yield f"{where} were removed without a reason."


def _cover_problems(pieces: list[list[Any]], removed: list[Mapping[str, Any]], length: int) -> Iterator[str]:
    """Each character of the original is accounted for once, and what stayed is in its order."""
    copied = [(start, start + size) for start, size, *_ in pieces if start is not None]
    if any(one[1] > other[0] for one, other in pairwise(copied)):
        yield "The pieces of the original do not stand in their order."
    at = 0
    for start, end in sorted([*copied, *((one["start"], one["start"] + one["length"]) for one in removed)]):
        if start != at:
            yield f"Characters {min(at, start) + 1} to {max(at, start)} of the original do not add up."
        at = max(at, end)
    if at != length:
        yield f"The end of the original from character {at + 1} on is unaccounted for."


def _edit_problems(proof: Mapping[str, Any]) -> Iterator[str]:
    known = {edit["revision"] for edit in proof["edits"] if edit["role"]}
    named = {piece[2] for piece in proof["pieces"] if piece[0] is None}
    named |= {one["revision"] for one in proof["removed"] if one.get("revision")}
    for revision in sorted(named - known):
        yield f"Revision {revision} changed words, and no edit with somebody behind it is on record."


def _claim_problems(claims: list[Mapping[str, Any]], published: str) -> Iterator[str]:
    for number, claim in enumerate(claims, start=1):
        if digest_of_words(published[claim["start"] : claim["end"]]) != claim["exact_sha256"]:
            yield f"Claim {number} does not stand where the proof says."
        reviews = claim["reviews"]
        settled = [one["verdict"] for one in reviews if one["kind"] == ADJUDICATION]
        verdicts = set(settled or [one["verdict"] for one in reviews])
        if verdicts != {claim["verdict"]}:
            yield f"Claim {number} is called {claim['verdict']}, which its reviews do not bear out."
        if not all(one["role"] for one in reviews):
            yield f"Claim {number} has a review that nobody stands behind."


def _event_problems(events: list[Mapping[str, Any]]) -> Iterator[str]:
    for one, following in pairwise(events):
        if following["number"] <= one["number"]:
            yield f"Line {following['number']} of the log does not follow line {one['number']}."
        elif following["number"] == one["number"] + 1 and following["previous"] != one["hash"]:
            yield f"Line {following['number']} of the log does not name the hash of the line before."
