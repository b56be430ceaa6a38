"""The proof of a published text: what holds, and each thing that can be wrong about it."""

import copy
import json

import pytest

from articles.text.proof import VERSION, check_proof, digest_of_words, read_proof

ORIGINAL = "上海419 The port 🚢 has 80 roofs. It is the best. "
PUBLISHED = "The port 🚢 has 85 roofs. It is the best."


def span(start: int, length: int, **why: object) -> dict:
    return {
        "start": start,
        "length": length,
        "sha256": digest_of_words(ORIGINAL[start : start + length]),
        **why,
    }


def review(verdict: str, kind: str = "review", role: str = "reviewer") -> dict:
    return {"kind": kind, "verdict": verdict, "role": role, "at": "2026-11-28", "sha256": "0" * 64}


@pytest.fixture
def proof() -> dict:
    found = ORIGINAL.index("80")
    return {
        "version": VERSION,
        "original": {"length": len(ORIGINAL), "sha256": digest_of_words(ORIGINAL)},
        "published": {"length": len(PUBLISHED), "sha256": digest_of_words(PUBLISHED)},
        "pieces": [[6, found - 6], [None, 2, 3], [found + 2, len(ORIGINAL) - found - 3]],
        "removed": [
            span(
                0, 6, rule="prefix", rule_version=1, category="escort", confidence=0.99, role="editor", at=""
            ),
            span(found, 2, revision=3, role="editor", at=""),
            span(len(ORIGINAL) - 1, 1, revision=3, role="editor", at=""),
        ],
        "edits": [{"revision": 3, "at": "", "role": "editor"}],
        "claims": [
            {
                "id": 1,
                "sha256": digest_of_words("The port has 85 roofs."),
                "start": 0,
                "end": 24,
                "exact_sha256": digest_of_words(PUBLISHED[:24]),
                "verdict": "supported",
                "round": 1,
                "reviews": [review("supported"), review("supported")],
            }
        ],
        "events": [
            {"number": 4, "previous": "a", "hash": "b"},
            {"number": 5, "previous": "b", "hash": "c"},
            {"number": 9, "previous": "z", "hash": "d"},
        ],
    }


def test_proof_holds(proof):
    assert check_proof(proof, ORIGINAL, PUBLISHED) == []


def test_texts_of_something_else(proof):
    assert check_proof(proof, ORIGINAL.replace("419", "418"), PUBLISHED) == [
        "The original is not the one that the proof is about: its digest differs.",
        "Characters 1 to 6 of the original are not what the proof says was removed.",
    ]
    assert check_proof(proof, ORIGINAL, PUBLISHED + "!") == [
        "The published text has 41 characters, the proof says 40.",
        "The published text is not the one that the proof is about: its digest differs.",
        "The pieces make up 40 characters of the published text, which has 41.",
    ]


ADJUDICATED = [review("mixed"), review("supported"), review("supported", "adjudication", "editor")]
WRONG = {
    "words that changed with nothing on record": (
        ("pieces", 0, 0), 5, "Characters 1 to 15 of the published text are not characters 6 to 20 of the original."),
    "a removal of other words": (
        ("removed", 0, "sha256"), "0" * 64, "Characters 1 to 6 of the original are not what the proof says was removed."),
    "a removal by nobody": (
        ("removed", 0, "role"), "", "Characters 1 to 6 of the original were removed, and nobody stands behind it."),
    "a removal without a rule": (
        ("removed", 0, "rule"), "", "Characters 1 to 6 of the original were removed without a reason."),
    "a removal without confidence": (
        ("removed", 0, "confidence"), 0, "Characters 1 to 6 of the original were removed without a reason."),
    "a removal that is left out": (
        ("removed",), lambda rows: rows[1:], "Characters 1 to 6 of the original do not add up."),
    "an end that is left out": (
        ("removed",), lambda rows: rows[:2], "The end of the original from character 47 on is unaccounted for."),
    "an edit that is not on record": (
        ("edits",), [], "Revision 3 changed words, and no edit with somebody behind it is on record."),
    "an edit by nobody": (
        ("edits", 0, "role"), "", "Revision 3 changed words, and no edit with somebody behind it is on record."),
    "a claim that moved": (
        ("claims", 0, "end"), 23, "Claim 1 does not stand where the proof says."),
    "a verdict that no review gave": (
        ("claims", 0, "verdict"), "refuted", "Claim 1 is called refuted, which its reviews do not bear out."),
    "reviews that differ": (
        ("claims", 0, "reviews", 0, "verdict"), "mixed", "Claim 1 is called supported, which its reviews do not bear out."),
    "a claim without a review": (
        ("claims", 0, "reviews"), [], "Claim 1 is called supported, which its reviews do not bear out."),
    "a review by nobody": (
        ("claims", 0, "reviews", 1, "role"), "", "Claim 1 has a review that nobody stands behind."),
    "a log in another order": (
        ("events", 1, "number"), 4, "Line 4 of the log does not follow line 4."),
    "a log that was rewritten": (
        ("events", 1, "previous"), "x", "Line 5 of the log does not name the hash of the line before."),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_thing_that_is_wrong_is_told(proof, name):
    path, value, told = WRONG[name]
    place = proof
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value(place[path[-1]]) if callable(value) else value
    assert told in check_proof(proof, ORIGINAL, PUBLISHED)


def test_adjudication_outweighs_the_reviews(proof):
    proof["claims"][0]["reviews"] = ADJUDICATED
    assert check_proof(proof, ORIGINAL, PUBLISHED) == []


def test_pieces_out_of_their_order(proof):
    text = ORIGINAL[23:25] + ORIGINAL[6:8]
    moved = copy.deepcopy(proof) | {"pieces": [[23, 2], [6, 2]], "claims": []}
    moved["published"] = {"length": len(text), "sha256": digest_of_words(text)}
    assert "The pieces of the original do not stand in their order." in check_proof(moved, ORIGINAL, text)


WRONG_VALUES = [None, 7, "x", [None], [[None]], [{}], {"a": 1}]


@pytest.mark.parametrize("part", ["original", "pieces", "removed", "edits", "claims", "events"])
@pytest.mark.parametrize("value", WRONG_VALUES, ids=str)
def test_proof_with_a_wrong_part_is_refused(proof, part, value):
    proof |= {part: value if part != "events" or value != [{}] else [{}, {}]}
    with pytest.raises(ValueError, match="missing or wrong"):
        check_proof(proof, ORIGINAL, PUBLISHED)


NO_PROOFS = [b"", b"[]", b"{}", b"\xff", b'{"version": 2}', b"[" * 100_000, b" " * 20_000_001]


@pytest.mark.parametrize("data", NO_PROOFS, ids=lambda data: str(data[:20]))
def test_what_is_no_proof_is_refused(data):
    with pytest.raises(ValueError, match=r"it is not|a proof has at most"):
        read_proof(data)


def test_proof_is_read_from_its_bytes(proof):
    assert read_proof(json.dumps(proof).encode()) == proof
