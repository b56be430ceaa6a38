"""The text functions from the command line."""

import io
import json
import os
import subprocess
import sys

import pytest

from articles.text.__main__ import MAX_LINE, main
from tests.shared import SEED, needs_seed


def run(monkeypatch, capsys, command: str, data: bytes) -> tuple[int, list[dict]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code = main([command])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@needs_seed
def test_findings_of_the_seed_are_its_three_fragments(monkeypatch, capsys):
    text = SEED.read_text(encoding="utf-8")
    line = json.dumps({"id": "seed", "text": text}).encode()
    code, (found,) = run(monkeypatch, capsys, "findings", line)
    assert (code, found["id"], found["ask"]) == (0, "seed", [])
    assert [text[start:end] for start, end in found["spans"]] == [
        "上海龙凤419 ",
        "上海花千坊419 ",
        "上海喝茶服务vx ",
    ]


@needs_seed
def test_clean_prints_the_seed_without_them(capfdbinary):
    assert main(["clean", str(SEED)]) == 0
    text = SEED.read_bytes()
    for phrase in ("上海龙凤419 ", "上海花千坊419 ", "上海喝茶服务vx "):
        text = text.replace(phrase.encode(), b"")
    assert capfdbinary.readouterr().out == text


def test_claims_are_quoted_by_their_place(monkeypatch, capsys):
    text = 'A long title\n\n"In 2024 we imported 80% of our chips," said Dr. Chen Li, director of the institute.\n'
    code, (found,) = run(monkeypatch, capsys, "claims", json.dumps({"id": 1, "text": text}).encode())
    assert (code, found["id"]) == (0, 1)
    assert [set(claim) for claim in found["claims"]] == [{"start", "end", "score", "reasons", "claimant"}]
    assert "80%" in text[found["claims"][0]["start"] : found["claims"][0]["end"]]


def test_worth_scores_sentences_one_a_line(monkeypatch, capsys):
    sentences = ["We lost 2 million jobs in 2009.", "Thank you very much."]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(sentences)]
    code, found = run(monkeypatch, capsys, "worth", "\n".join(lines).encode())
    assert (code, [one["id"] for one in found]) == (0, [0, 1])
    assert [set(one) for one in found] == [{"id", "score"}] * 2
    assert 1 >= found[0]["score"] > 0.5 > found[1]["score"] >= 0


EMPTY = {"findings": {"spans": [], "ask": []}, "claims": {"claims": []}, "worth": {"score": None}}


@pytest.mark.parametrize("command", EMPTY)
def test_bad_lines_are_answered_and_the_others_done(monkeypatch, capsys, command):
    lines = [
        b"not json",
        b"[1]",
        b'{"id":"no text"}',
        b'{"id":"number","text":5}',
        b'{"id":"half","text":"\\ud800 x"}',
        b'{"id":"nul","text":"a\\u0000b"}',
        b'{"id":"empty","text":" "}',
        b'{"id":["list"],"text":""}',
        b'{"id":"form","text":"words","format":"docx"}',
        b"[" * 100_000,
        b'{"id":' + b"9" * 5000 + b',"text":"x"}',
        b"\xff\xfe",
        b"",
        b'{"id":"good","text":"Words of an article."}',
    ]
    code, found = run(monkeypatch, capsys, command, b"\n".join(lines))
    empty = EMPTY[command]
    assert code == 1
    assert [answer["id"] for answer in found] == [
        *(None, None, "no text", "number", "half", "nul", "empty", None, "form", None, None, None, "good"),
    ]
    for answer in found[:-1]:
        assert answer.pop("error")
        answer.pop("id")
        assert answer == empty
    assert "error" not in found[-1]
    assert found[-1].keys() == {"id", *empty}


def test_huge_line_is_skipped(monkeypatch, capsys):
    data = b'{"id":1,"text":"' + b"x" * MAX_LINE + b'"}\n{"id":2,"text":"Words."}\n'
    code, found = run(monkeypatch, capsys, "findings", data)
    assert (code, [("error" in answer, answer["id"]) for answer in found]) == (1, [(True, None), (False, 2)])


def test_clean_file_that_cannot_be_read_says_why(tmp_path, capsys):
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert main(["clean", str(picture)]) == 1
    assert main(["clean", str(tmp_path / "absent.txt")]) == 1
    assert main(["clean", str(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.rsplit(": ", 1)[1] for line in said] == [
        "The file is a PNG picture, not text. Save the article as plain text.",
        "No such file or directory",
        "Is a directory",
    ]


def test_broken_pipe_is_quiet_and_django_is_not_needed():
    """The reader of the output goes away at once; the modules of Django are never loaded."""
    code = "import sys; sys.modules['django'] = None; from articles.text.__main__ import main; sys.exit(main(['findings']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ},
    )
    process.stdout.close()
    line = json.dumps({"id": 1, "text": "Words of an article."}).encode() + b"\n"
    try:
        process.stdin.write(line * 50)
        process.stdin.close()
    except BrokenPipeError:
        pass
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (1, b"")
