"""Learn the model of check-worthy English sentences, and say by cross-validation how good it is.

    python -m articles.text.claims.learn DATA [--save]

DATA holds sentences as JSON lines: id, text, label (1 worth checking, 0 not). Equal sentences (but for case and
marks) stay in one part of the ten. Printed are the area under the ROC curve and the macro F1 at 0.5, mean of the
ten parts, of the model as it is shipped, one byte a weight. --save writes the model learned from all of DATA to
worth.bin. Needs what learn_requirements.txt lists; judging needs nothing of it.

The method is logistic regression on features weighted by their naive Bayes log-count ratio (S. Wang and
C. Manning, "Baselines and Bigrams", ACL 2012), of which we take the root, by cross-validation.
"""

import argparse
import hashlib
import json
import math
import re
from array import array
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.stats import rankdata

from articles.text.claims.features import BLOCKS, blocks
from articles.text.claims.score import score_sentence
from articles.text.claims.words import words_for
from articles.text.claims.worth import MASK, MODEL, Model, save_model, signature

PARTS = 10
STRENGTH = 3.0  # the inverse of the regularisation
SMOOTHING = 0.5  # of the counts in the ratio
ROUNDS = 60
CUT = 0.9999  # weights above this quantile are cut to it, so that one byte serves the others better

Rows = list[dict[str, Any]]


def main() -> None:
    """Cross-validate, and save where it is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line]
    labels = np.array([row["label"] for row in rows])
    features, counted = _matrix([row["text"] for row in rows])
    figures = _validated(features, counted, labels, _parts(rows))
    print(json.dumps(figures))  # noqa: T201
    if options.save:
        weights, bias = _learned(features, counted, labels)
        save_model(MODEL, _model(weights, bias, figures))


def _matrix(texts: list[str]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """One row a sentence: features as they are weighed, and whether they are there."""
    words = words_for("en")
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for name, found in blocks(text, *score_sentence(text, words)).items():
            rows += [row] * len(found)
            columns += [crc32(feature.encode()) & MASK for feature in found]
            values += [BLOCKS[name] / math.sqrt(len(found))] * len(found)
    shape = (len(texts), MASK + 1)
    weighed = sparse.csr_matrix((values, (rows, columns)), shape=shape)
    counted = weighed.copy()
    counted.data[:] = 1
    return weighed, counted


def _parts(rows: Rows) -> Any:
    """The part of each sentence, by a hash of its words, so that equal ones are in one."""
    bare = [" ".join(re.findall(r"\w+", row["text"].lower())) for row in rows]
    return np.array([int(hashlib.sha256(text.encode()).hexdigest(), 16) % PARTS for text in bare])


def _learned(features: sparse.csr_matrix, counted: sparse.csr_matrix, labels: Any) -> tuple[Any, float]:
    in_favour, against = (SMOOTHING + np.asarray(counted[labels == label].sum(0)).ravel() for label in (1, 0))
    ratio = np.log((in_favour / in_favour.sum()) / (against / against.sum()))
    ratio = np.sign(ratio) * np.sqrt(np.abs(ratio))
    weights, bias = _regression((features @ sparse.diags(ratio)).tocsr(), labels)
    return weights * ratio, bias


def _regression(features: sparse.csr_matrix, labels: Any) -> tuple[Any, float]:
    """Logistic regression with L2, both labels of equal weight."""
    signs = np.where(labels == 1, 1.0, -1.0)
    shares = len(labels) / 2 / np.where(labels == 1, (labels == 1).sum(), (labels == 0).sum())
    turned = features.T.tocsr()

    def loss(given: Any) -> tuple[float, Any]:
        weights, bias = given[:-1], given[-1]
        margins = signs * (features @ weights + bias)
        slope = -signs * shares / (1 + np.exp(margins))
        value = STRENGTH * (shares * np.logaddexp(0, -margins)).sum() + weights @ weights / 2
        return value, np.append(STRENGTH * (turned @ slope) + weights, STRENGTH * slope.sum())

    start = np.zeros(features.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return found[:-1], float(found[-1])


def _model(weights: Any, bias: float, figures: dict[str, float]) -> Model:
    scale = float(np.quantile(np.abs(weights[weights != 0]), CUT))
    roots = np.sign(weights) * np.sqrt(np.minimum(np.abs(weights) / scale, 1))
    return Model(
        array("b", np.round(roots * 127).astype("int8").tobytes()), scale, bias, figures, signature()
    )


def _validated(features: Any, counted: Any, labels: Any, parts: Any) -> dict[str, float]:
    areas, scores = [], []
    for part in range(PARTS):
        known, unknown = parts != part, parts == part
        made = _model(*_learned(features[known], counted[known], labels[known]), {})
        roots = np.array(made.weights, dtype=float)
        margins = features[unknown] @ (roots * np.abs(roots)) * made.scale / 127**2 + made.bias
        areas.append(_area(labels[unknown], margins))
        scores.append(_macro_f1(labels[unknown], margins > 0))
    return {
        "auc": round(float(np.mean(areas)), 4),
        "auc_deviation": round(float(np.std(areas, ddof=1)), 4),
        "macro_f1": round(float(np.mean(scores)), 4),
    }


def _area(labels: Any, margins: Any) -> float:
    ranks = rankdata(margins)
    positive = int((labels == 1).sum())
    negative = len(labels) - positive
    return float((ranks[labels == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _macro_f1(labels: Any, said: Any) -> float:
    halves = []
    for label in (1, 0):
        right = ((labels == label) & (said == bool(label))).sum()
        halves.append(2 * right / ((labels == label).sum() + (said == bool(label)).sum()))
    return float(np.mean(halves))


if __name__ == "__main__":
    main()
