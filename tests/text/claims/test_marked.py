"""How well the proposed claims agree with what a person marked in 44 articles of our own (marked.jsonl).

The marks were written before anything was tuned on them, and are not changed for a result. One half of the articles
is for tuning: look at its differences as long as you like. The other half is blind: only its sums are looked at.
"""

import json
from pathlib import Path

import pytest

from articles.text.claims.measure import Agreement, Marked, main, measure, pairs, read_marked
from articles.text.types import FoundClaim

MARKED = Path(__file__).parent / "marked.jsonl"


@pytest.mark.parametrize("half", ["tune", "blind"])
def test_find_claims_proposes_what_a_person_marked(half: str) -> None:
    reached = measure(MARKED, half)["all"]
    assert reached.recall >= 0.9, reached
    assert reached.precision >= 0.6, reached
    assert reached.claimants >= 0.85, reached


def test_marked_articles_are_forty_or_more_in_five_languages_or_more() -> None:
    articles = [json.loads(line) for line in MARKED.read_text(encoding="utf-8").splitlines()]
    assert len({article["id"] for article in articles}) == len(articles) >= 40
    assert len({article["language"] for article in articles}) >= 5
    assert {article["half"] for article in articles} == {"tune", "blind"}
    assert all(read_marked(article["marked"])[1] for article in articles)


def test_read_marked_takes_the_marks_out() -> None:
    assert read_marked("A. ⟦Ann/|It is.⟧ B.") == ("A. It is. B.", [Marked(3, 9, ("Ann", ""))])


def test_pairs_meets_each_claim_once() -> None:
    marked = [Marked(0, 10, ("",)), Marked(20, 30, ("",))]
    found = [FoundClaim(*place, "", 1.0) for place in ((0, 4), (4, 10), (26, 60))]
    assert pairs(marked, found) == [(marked[0], found[0])]


def test_agreement_counts_shares() -> None:
    assert str(Agreement(marked=4, proposed=3, met=2, claimant_right=1)) == (
        "recall 0.500 (2 of 4)  precision 0.667 (2 of 3)  claimant 0.500 (1 of 2)"
    )


def test_measure_prints_sums_and_differences(tmp_path, monkeypatch, capsys) -> None:
    path = tmp_path / "marked.jsonl"
    text = "⟦Ann|The bank lent $5 billion to 40 firms in 2023.⟧ Everybody was happy. ⟦|He came.⟧"
    row = {"id": "a", "language": "en", "half": "tune", "marked": text}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["measure", str(path), "--missed"])
    main()
    assert capsys.readouterr().out.splitlines() == [
        "a missed   He came.",
        "a claimant '', not ('Ann',): The bank lent $5 billion to 40 firms in 2023.",
        "all recall 0.500 (1 of 2)  precision 1.000 (1 of 1)  claimant 0.000 (0 of 1)",
        "en  recall 0.500 (1 of 2)  precision 1.000 (1 of 1)  claimant 0.000 (0 of 1)",
    ]
