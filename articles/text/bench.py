"""How fast are injected fragments found? Measured against `unicodedata.normalize` in the same run.

    python -m articles.text bench [FOLDER ...] [--megabytes 50]

Takes text, Markdown and HTML files (the project's own sample without folders) and makes articles of some thousand
characters of their paragraphs, mixed in a fixed order. Three sets: `english`, paragraphs in plain English without a
finding; `mixed`, all files as they are, two in a row; `injected`, paragraphs of which every third carries a fragment.
Prints for each megabytes a second of both (UTF-8, processor time of this process) and the peak of memory.

The ratio is to the speed of NFKC on the `mixed` set in the same run: on pure ASCII normalising does nothing at all
and runs ten times as fast as anything that reads the text.
"""

import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from articles.text.decode import decode
from articles.text.spam import find_spam
from articles.text.spam.article import guess
from articles.text.spam.scripts import count_scripts

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "texts"
SUFFIXES = frozenset((".txt", ".md", ".html"))
SHARES = {"english": 0.6, "mixed": 0.3, "injected": 0.1}
PARAGRAPHS = 24  # in one article
GOALS = {"english": 0.2, "injected": 0.05}
CHUNK = 500_000  # characters of articles that are kept at a time
MARKS = str.maketrans("", "", "⟦⟧⟪⟫")  # of marked texts


def bench(folders: Sequence[Path], *, megabytes: float = 50) -> str:
    """Measure and report as text. Refuses (ValueError) folders without a readable file."""
    folders = folders or [SAMPLE]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES)
    texts = [decode(path.read_bytes()).text.translate(MARKS) for path in files]
    if not texts:
        raise ValueError("The folders hold no .txt, .md or .html file.")
    lines = [f"{'set':10}{'MB':>7}{'articles':>10}{'NFKC MB/s':>11}{'find MB/s':>11}{'ratio':>9}{'goal':>7}"]
    measured = {name: _measure(make, SHARES[name] * megabytes * 1e6) for name, make in _sets(texts).items()}
    yardstick = measured["mixed"][0] / measured["mixed"][2]
    for name, (done, count, normal, finding) in measured.items():
        lines.append(
            f"{name:10}{done / 1e6:7.1f}{count:10}{done / normal / 1e6:11.1f}{done / finding / 1e6:11.2f}"
            f"{done / finding / yardstick:9.4f}{GOALS.get(name, ''):>7}"
        )
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    lines.append(f"peak memory {peak / 1e6:.0f} MB")
    return "\n".join(lines)


def _sets(texts: list[str]) -> dict[str, Callable[[random.Random], str]]:
    """For each set a function that makes one article."""
    clean: list[str] = []
    injected: list[str] = []
    for text in texts:
        found = [(one.start, one.end) for one in find_spam(text)]
        position = 0
        for piece in text.split("\n\n"):
            end = position + len(piece)
            touched = any(start < end and position < stop for start, stop in found)
            if touched:
                injected.append(piece)
            elif _plain_english(piece):
                clean.append(piece)
            position = end + 2
    return {
        "english": lambda pick: "\n\n".join(pick.choices(clean or texts, k=PARAGRAPHS)) + "\n",
        "mixed": lambda pick: "\n\n".join(pick.choices(texts, k=2)),
        "injected": lambda pick: "\n\n".join(
            piece
            for _ in range(PARAGRAPHS // 3)
            for piece in (*pick.choices(clean or texts, k=2), pick.choice(injected or texts))
        ),
    }


def _plain_english(piece: str) -> bool:
    latin = count_scripts(piece).keys() == {"latin"}
    return len(piece) > 80 and "<" not in piece and latin and guess(piece) == "en"


def _measure(article: Callable[[random.Random], str], size: float) -> tuple[int, int, float, float]:
    """Bytes and articles gone through, processor seconds of normalising and of finding."""
    pick = random.Random(1)  # noqa: S311
    find_spam(article(random.Random(2)))  # noqa: S311
    done, count, normal, finding = 0, 0, 0.0, 0.0
    while done < size:
        chunk: list[str] = []
        held = 0
        while held < CHUNK and done < size:
            chunk.append(article(pick))
            held += len(chunk[-1])
            done += len(chunk[-1].encode("utf-8", "surrogatepass"))
        began = time.process_time()
        for text in chunk:
            unicodedata.normalize("NFKC", text)
        between = time.process_time()
        for text in chunk:
            find_spam(text)
        finding += time.process_time() - between
        normal += between - began
        count += len(chunk)
    return done, count, max(normal, 1e-9), max(finding, 1e-9)
