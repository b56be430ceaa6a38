"""Quotes in edited texts whose outcome is known: none on a look-alike, hardly one lost."""

import pytest

from articles.text.__main__ import main
from articles.text.measure_anchors import EDITS


def test_no_quote_is_wrong_and_nearly_all_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["anchors", "--pairs", "300", "--seed", "7"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:6] == ["edit", "pairs", "findable", "found", "asked", "wrong"]
    assert [row[:22].strip() for row in rows] == [*EDITS, "all"]
    pairs, findable, found, _, wrong = map(int, rows[-1][22:72].split())
    assert (pairs, wrong) == (300, 0)
    assert found >= 0.95 * findable
