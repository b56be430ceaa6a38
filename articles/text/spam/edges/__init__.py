"""How far a fragment reaches in its line. Twice it is asked, and each time a table holds the steps in their order:

1. `fit`, before candidates are graded: by the words and marks of the line. `fit.STEPS` (each one in `widen.py`), then
   fragments that are one are joined, then the line as a whole is looked at (`line.py`).
2. `complete`, for what is worth a look: by what would be left of the sentence. Findings that are one are joined, then
   `complete.STEPS` (each one in `hanging.py`); then a line goes as a whole where the rest of it is more of the offer
   (`rest.py`). Whole sentences, lines and paragraphs that advertise are added to them (`advertises.py`).

What a sentence is, both ask in `sentences.py`. Where an offer ends that begins a line tells `end_of_offer`.
"""

from articles.text.spam.edges.complete import complete
from articles.text.spam.edges.fit import fit
from articles.text.spam.edges.line import end_of_offer

__all__ = ["complete", "end_of_offer", "fit"]
