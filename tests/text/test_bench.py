"""The benchmark runs on any folder of articles and says what it measured."""

from pathlib import Path

import pytest

from articles.text.__main__ import main

ARTICLE = """The Ferry That Waits

Every morning the ferry leaves four minutes late, and nobody on the quay complains. The captain waits for forty
loaves, and the harbour office wrote the delay into its own timetable.

深圳桑拿会所419 Four minutes
The custom began in a winter when the road from the bakery was iced over. It has never been written down.
"""


def test_bench_reports_each_set_with_its_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")

    assert main(["bench", str(tmp_path), "--megabytes", "0.05"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["set", "english", "mixed", "injected", "peak"]
    assert all(float(line.split()[5]) > 0 for line in lines[1:4])


def test_bench_says_that_a_folder_holds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "bench: The folders hold no .txt, .md or .html file.\n"
