"""Golden texts: each file in golden/ is a text with its findings marked.

⟦…⟧ stands around what must be found for sure, ⟪…⟫ around what must be asked about; nothing else may be found.
Anybody may add a file: no code is needed. The marks are taken out before the finder reads the text.
"""

from pathlib import Path

import pytest

from articles.text.spam import find_spam

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
MARKS = {"⟦": True, "⟪": False}
ENDS = "⟧⟫"


def read(marked: str) -> tuple[str, list[tuple[int, int, bool]]]:
    """The text without marks, and the marked ranges."""
    text, spans, start, sure = "", [], 0, False
    for char in marked:
        if char in MARKS:
            start, sure = len(text), MARKS[char]
        elif char in ENDS:
            spans.append((start, len(text), sure))
        else:
            text += char
    return text, spans


def mark(text: str, spans: list[tuple[int, int, bool]]) -> str:
    """The opposite: what a person compares."""
    for start, end, sure in reversed(spans):
        left, right = "⟦⟧" if sure else "⟪⟫"
        text = text[:start] + left + text[start:end] + right + text[end:]
    return text


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_text_is_marked_as_written(path: Path) -> None:
    marked = path.read_text(encoding="utf-8")
    text, spans = read(marked)

    found = [(one.start, one.end, one.sure) for one in find_spam(text)]

    assert mark(text, found) == marked
    assert found == spans


def test_golden_texts_cover_spam_and_clean_text() -> None:
    kinds = {path.stem.partition("_")[0] for path in GOLDEN}

    assert kinds == {"spam", "asked", "clean"}
    assert len(GOLDEN) >= 40
