"""The sample that quickstart imports: its texts, what is expected of them, and the reviews of two of them."""

import html
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "articles" / "sample"
VERDICTS = {"supported", "refuted", "mixed", "unproven", "not_checkable"}
KINDS = {"person", "organisation", "document", "dataset", "webpage"}


@cache
def expected() -> dict[str, dict]:
    lines = (SAMPLE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for row in map(json.loads, lines)}


@cache
def reviews() -> dict[str, dict]:
    return json.loads((SAMPLE / "reviews.json").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    # Bytes, not read_text: universal newlines would move the offsets.
    return (SAMPLE / "texts" / name).read_bytes().decode("utf-8")


def cleaned(name: str) -> str:
    text = text_of(name)
    for span in reversed(expected()[name]["spans"]):
        text = text[: span["start"]] + text[span["end"] :]
    return text


def claims() -> list[tuple[str, dict]]:
    return [(name, claim) for name, entry in reviews().items() for claim in entry["claims"]]


def test_expected_names_every_article_of_the_folder_once():
    lines = (SAMPLE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    files = {path.name for path in (SAMPLE / "texts").iterdir() if path.suffix in {".txt", ".md", ".html"}}
    assert sorted(json.loads(line)["file"] for line in lines) == sorted(files - {"README.md"})


def test_sample_is_broad():
    rows = expected().values()
    assert len(rows) >= 12
    assert len({row["language"] for row in rows}) >= 3
    assert {Path(row["file"]).suffix for row in rows} == {".txt", ".md", ".html"}
    assert sum(bool(row["spans"]) for row in rows) >= 8
    assert sum(not row["spans"] for row in rows) >= 4


@pytest.mark.parametrize("name", sorted(expected()))
def test_spans_quote_the_text_in_order(name):
    text, spans = text_of(name), expected()[name]["spans"]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]
    assert all(span["text"].strip() for span in spans)
    assert all(one["end"] <= two["start"] for one, two in pairwise(spans))


@pytest.mark.parametrize("name", sorted(expected()))
def test_cleaned_text_is_a_whole_article(name):
    text, row = cleaned(name), expected()[name]
    visible = html.unescape(re.sub(r"<[^>]*>", " ", text))
    assert row["title"] in visible.splitlines()[0] or f">{row['title']}<" in text
    assert all(
        tag in visible.splitlines()[-1] or f"Tags: {', '.join(row['tags'])}<" in text for tag in row["tags"]
    )
    # A Chinese or Japanese character carries about as much as two letters and a half.
    dense = len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", visible))
    assert 2_000 <= len(visible) + 1.5 * dense <= 5_000
    assert not re.search(r"[ \t]\n|\n{4,}", text)


@pytest.mark.parametrize("name", sorted(expected()))
def test_no_fragment_is_left_in_the_cleaned_text(name):
    text = cleaned(name)
    assert [span["text"] for span in expected()[name]["spans"] if span["text"].strip() in text] == []


@pytest.mark.parametrize("name", sorted(expected()))
def test_addresses_lead_nowhere(name):
    hosts = [urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"')>]+", text_of(name))]
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_reviews_are_of_articles_of_the_sample():
    assert set(reviews()) <= set(expected())
    assert len(reviews()) == 2
    assert {claim["verdict"] for _, claim in claims()} == VERDICTS
    assert all(4 <= len(entry["claims"]) <= 6 and entry["tags"] for entry in reviews().values())


@pytest.mark.parametrize(
    ("name", "claim"), claims(), ids=lambda value: "" if isinstance(value, str) else value["quote"][:30]
)
def test_claim_stands_once_in_the_cleaned_text_and_is_reasoned(name, claim):
    assert cleaned(name).count(claim["quote"]) == 1
    assert len(claim["rationale"]) >= 80
    assert claim["sources"]
    for source in claim["sources"]:
        assert set(source) == {"name", "kind", "url", "primary", "stance", "quote", "locator"}
        assert source["kind"] in KINDS
        assert source["stance"] in {"supports", "refutes", "context"}
        assert urlsplit(source["url"]).hostname.endswith(".example")


def test_one_address_is_one_source():
    seen = {}
    for _, claim in claims():
        for source in claim["sources"]:
            facts = (source["name"], source["kind"], source["primary"])
            assert seen.setdefault(source["url"], facts) == facts
