"""Campaigns that taught the finder nothing: the shared set with each held out, our own unseen set, the sample.

unseen.jsonl was written before the rules that are judged by it. Its documents have a `half`: those of `tune` were
looked at while the rules were made; those of `held` only as figures at first (recall 0.884, precision 0.942, one
clean document of 34 damaged), then once. blind.jsonl came next, of ten further campaigns; it was looked at when its
figures had been written down (recall 0.80, 19 of 60 sure). wild_tune.jsonl and wild_blind.jsonl (see test_wild.py) came
last: before anything was changed for them recall was 0.617 and 0.594, precision 0.836 and 0.868, and 4 clean documents
of 59 of the blind half were damaged. Of the blind half only totals were looked at. The table grew by words of whole
trades meanwhile, and who wrote the documents wrote the words: how a trade fares that the table does not know tells the
cross-validation. The far set (28 November) came from somebody who had never seen the finder: before anything was
changed for it recall was 0.461 and 0.488 (0.64 in both with other edges), precision 0.667 and 0.757, one clean document
of 70 was damaged and 13 were asked about. Of its blind half the totals were looked at, and five documents that lost
genuine characters. Both blind halves were opened afterwards, at a recall of 0.880 and 0.646 (0.693 where the newline
behind a tag is no other edge) and a precision of 0.970 and 0.859: what they show now, they have taught.

Four more sets came on the same day, each from somebody who had not seen the finder, of 80 documents and some 35
campaigns (see test_wild.py). Before anything was changed for them recall was 0.792, 0.655, 0.912 and 0.517, precision
0.833, 0.714, 0.924 and 0.710, and 6 clean documents of 151 were damaged. shape, page and kin have taught since. Of
tempting, the hardest, one half was looked at late, of the other only one document, a report that quotes spam; it was
opened with the next ones.

Five more came one after the other, each measured before it was opened: akin (recall 0.850, precision 0.918), layout
(0.686, 0.925, two clean documents of 34 damaged), cousin (0.858, 0.920), glue (0.566, 0.759) and seal (0.791, 0.912;
what came before all five would have had 0.696, 0.832). No other clean document of 169 was damaged.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.text import clean
from articles.text.spam import find_spam
from articles.text.spam.crossval import crossval, cut_of
from articles.text.spam.measure import Answer, compare
from articles.text.spam.tables import entries
from tests.shared import SPAM, needs_spam
from tests.text.spam.scoring import documents

SAMPLE = Path(__file__).resolve().parents[3] / "articles" / "sample"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answer(text: str) -> Answer:
    found = find_spam(text)
    sure = tuple((one.start, one.end) for one in found if one.sure)
    return Answer(sure, tuple((one.start, one.end) for one in found if not one.sure))


@needs_spam
def test_campaigns_held_out_are_found_and_clean_documents_kept(tmp_path: Path) -> None:
    save = tmp_path / "answers.jsonl"
    crossval(SPAM, save=save)
    answers = {
        one["id"]: Answer(tuple(map(tuple, one["sure"])), tuple(map(tuple, one["ask"]))) for one in read(save)
    }
    results = [(one, compare(one, answers[one["id"]])) for one in documents()]

    met = [match.met for _, result in results for match in result.matches]
    wrong = sum(len(result.wrong) for _, result in results)
    clean_ones = [result for one, result in results if one["kind"] == "clean"]
    assert (met.count("sure") + met.count("ask")) / len(met) >= 0.9
    assert met.count("sure") / (met.count("sure") + wrong) >= 0.98
    assert [result.damaged for result in clean_ones].count(True) == 0
    assert sum(bool(result.wrong_ask) for result in clean_ones) / len(clean_ones) <= 0.05


@needs_spam
def test_cut_takes_what_only_one_campaign_says() -> None:
    cut = cut_of("en-essay", list(documents()))

    assert {"essay", "essay writing", "homework", "write my"} <= cut <= entries()
    assert not {"buy", "online", "casino"} & cut


@needs_spam
def test_crossval_tells_what_a_change_gained_and_lost(tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    before = tmp_path / "before.jsonl"
    document = next(one for one in documents() if one["campaign"] == "zh-escort" and one["format"] == "text")
    few.write_text(json.dumps(document) + "\n", encoding="utf-8")
    before.write_text(
        json.dumps({"id": document["id"], "sure": [[0, 5]], "ask": []}) + "\n", encoding="utf-8"
    )

    report = crossval(few, against=before, full=True)

    changes = report.partition("changes")[2].splitlines()[1:]
    assert len([line for line in changes if line.startswith("+ ") and "missed -> sure" in line]) == len(
        document["spans"]
    )
    assert any("no longer wrong sure" in line for line in changes)


FLOORS = {
    # recall of sure and ask, precision of sure, clean documents asked about at most
    "unseen": (0.99, 0.99, 1),
    "blind": (1.0, 1.0, 0),
    "wild_tune": (0.97, 1.0, 3),
    "wild_blind": (0.98, 1.0, 0),
    "far_tune": (0.95, 1.0, 0),
    "far_blind": (0.88, 0.99, 4),
    "shape": (0.95, 0.99, 3),
    "page": (0.93, 0.96, 2),
    "kin": (0.97, 0.98, 1),
    "tempting_tune": (0.81, 0.94, 2),
    "tempting_blind": (0.75, 0.9, 4),
    "akin": (0.95, 0.99, 2),
    "layout": (0.83, 0.99, 2),
    "cousin": (0.96, 0.99, 7),
    "glue": (0.82, 0.97, 3),
    "seal": (0.86, 0.95, 2),
}


@pytest.mark.parametrize("name", FLOORS)
def test_unseen_documents(name: str) -> None:
    recall, precision, asked = FLOORS[name]
    results = [
        (one["kind"], compare(one, answer(one["text"])))
        for one in read(Path(__file__).with_name(f"{name}.jsonl"))
    ]

    met = [match.met for _, result in results for match in result.matches]
    wrong = sum(len(result.wrong) for _, result in results)
    clean_ones = [result for kind, result in results if kind == "clean"]
    assert len(met) >= 40
    assert (met.count("sure") + met.count("ask")) / len(met) >= recall
    assert met.count("sure") / (met.count("sure") + wrong) >= precision
    assert [result.damaged for result in clean_ones].count(True) == 0
    assert sum(bool(result.wrong_ask) for result in clean_ones) <= asked


@pytest.mark.parametrize("row", read(SAMPLE / "expected.jsonl"), ids=lambda row: row["file"])
def test_sample_is_cleaned_exactly_and_nothing_else_is_asked_about(row: dict[str, Any]) -> None:
    text = (SAMPLE / "texts" / row["file"]).read_bytes().decode("utf-8")

    found = answer(text)

    # As texts: in a list of tags the comma before or behind an entry may go.
    assert (
        clean(text, list(found.sure)).text == clean(text, [(s["start"], s["end"]) for s in row["spans"]]).text
    )
    assert found.ask == ()
