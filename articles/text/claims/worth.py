"""How much a sentence is worth checking: the score set by hand for every language, a small model for English.

The model is a linear one (README.md beside this file says what taught it): one weight for each hash of a feature,
in one byte. It ranks sentences that are spoken or written in English; others have their reasons alone.
"""

import json
import math
import zlib
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from articles.text.claims.features import BLOCKS, blocks
from articles.text.claims.score import score_sentence
from articles.text.claims.words import words_for
from articles.text.language import sentence_language

MODEL = Path(__file__).with_name("worth.bin")
MASK = (1 << 18) - 1  # of the hash of a feature: the place of its weight
_PROBES = (
    "I think we've got to do better, and it's up to you.",
    "The bank lent $5.2 billion to 40 firms in 2023, 12% more than the year before, because rates fell.",
    "According to the Labor Department, unemployment is the highest since March of 1983.",
)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by hash. A byte holds the signed root of a weight, so that small weights keep their digits."""

    weights: "array[int]"
    scale: float  # the weight of the largest byte, 127
    bias: float
    figures: dict[str, float]  # what it reached in cross-validation
    features: int  # the signature of the features that it was learned from

    def margin(self, features: dict[str, list[str]]) -> float:
        """The log odds that a sentence with these features is worth checking."""
        weights, total = self.weights, 0.0
        for name, strength in BLOCKS.items():
            found = features[name]
            if found:
                read = [weights[crc32(feature.encode()) & MASK] for feature in found]
                total += strength * sum([byte * abs(byte) for byte in read]) / math.sqrt(len(found))
        return self.bias + total * self.scale / 127**2


@cache
def model() -> Model:
    """The model in `worth.bin`: a line of JSON, then the weights, deflated."""
    head, _, body = MODEL.read_bytes().partition(b"\n")
    given = json.loads(head)
    weights = array("b", zlib.decompress(body))
    return Model(weights, given["scale"], given["bias"], given["figures"], given["features"])


def save_model(path: Path, made: Model) -> None:
    """Write a model as `model` reads it."""
    head = {"scale": made.scale, "bias": made.bias, "figures": made.figures, "features": made.features}
    path.write_bytes(json.dumps(head).encode() + b"\n" + zlib.compress(made.weights.tobytes(), 9))


def signature() -> int:
    """A hash of the features of a few sentences: another one means that the model has to be learned again."""
    words = words_for("en")
    return crc32(json.dumps([blocks(text, *score_sentence(text, words)) for text in _PROBES]).encode())


def english_worth(sentence: str, score: float, reasons: tuple[str, ...]) -> float:
    """How likely it is, 0 to 1, that people would call an English sentence a claim to check.

    `score` and `reasons` are what `score_sentence` says of it.
    """
    margin = model().margin(blocks(sentence, score, reasons))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def worth(sentence: str) -> float:
    """The score of one sentence alone, 0 to 1: by the model where it is English, else by its reasons.

    Takes any text; at most 2,000 code points are looked at by the model. Scores of different languages are
    not of one scale. Refuses nothing.
    """
    language = sentence_language(sentence)
    score, reasons = score_sentence(sentence, words_for(language))
    return english_worth(sentence, score, reasons) if language == "en" else score
