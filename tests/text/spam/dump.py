"""All findings in all texts at hand, a line a text: to compare the finder before and after a change, byte for byte.

    python -m tests.text.spam.dump FILE

Takes the shared documents (where there are any), alone, in pairs and twenty in a row, some with fragments known to
editors; those of the tests; what the benchmark makes; documents with pieces of others glued into their lines. Of the
blind sets only a digest is written, so that nobody reads them by chance.
"""

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from articles.text.bench import MARKS, SAMPLE, SUFFIXES, made_of
from articles.text.decode import decode
from articles.text.spam import find_spam, folded
from tests.shared import SPAM
from tests.text.spam.test_golden import GOLDEN, read
from tests.text.spam.test_growth import MORE, varied
from tests.text.spam.test_properties import PUMPS

HERE = Path(__file__).parent
COUNTS = {"english": 60, "mixed": 150, "injected": 300}
GLUED = 400


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def found(text: str, known: frozenset[str] = frozenset()) -> str:
    return json.dumps([astuple(one) for one in find_spam(text, known=known)], ensure_ascii=False)


def shared(documents: list[dict]) -> Iterator[tuple[str, str]]:
    texts = [one["text"] for one in documents]
    known = frozenset(folded(span["text"]) for one in documents[:60] for span in one["spans"])
    for one in documents:
        yield one["id"], found(one["text"])
    for one in documents[:120]:
        yield f"known {one['id']}", found(one["text"], known)
    for i in range(0, len(texts), 2):
        yield f"pair {i}", found("\n\n".join(texts[i : i + 2]))
    for i in range(0, len(texts), 20):
        yield f"row {i}", found("\n\n".join(texts[i : i + 20]))
    yield from ((f"glued {i}", found(text)) for i, text in enumerate(glued(texts)))


def glued(texts: list[str]) -> Iterator[str]:
    """Documents in which lines begin or end with a piece of a line of another one."""
    pick = random.Random(3)
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    for _ in range(GLUED):
        made = pick.choice(texts).split("\n")
        for _ in range(4):
            i, line = pick.randrange(len(made)), pick.choice(lines)
            cut = pick.randrange(len(line) + 1)
            head, tail = line[:cut], line[cut:]
            made[i] = pick.choice((head + made[i], made[i] + tail, f"{made[i]} {head} {made[i]}", line))
        yield "\n".join(made)


def own() -> Iterator[tuple[str, str]]:
    for path in sorted(HERE.glob("*.jsonl")):
        for i, one in enumerate(rows(path)):
            told = found(one["text"])
            blind = "blind" in path.stem
            yield f"{path.stem} {i}", hashlib.sha256(told.encode()).hexdigest() if blind else told
    for path in GOLDEN:
        yield path.name, found(read(path.read_text(encoding="utf-8"))[0])
    for i, pump in enumerate([*PUMPS.values(), *MORE]):
        yield f"pump {i}", found("x\n" + pump * (1_000 // len(pump)))
    yield "varied", found(varied(60))


def made() -> Iterator[tuple[str, str]]:
    """Articles of the benchmark. They are made of what is found in the sample: another finder makes others."""
    paths = sorted(path for path in SAMPLE.rglob("*") if path.suffix in SUFFIXES)
    texts = [decode(path.read_bytes()).text.translate(MARKS) for path in paths]
    for path, text in zip(paths, texts, strict=True):
        yield path.name, found(text)
    for name, make in made_of(texts).items():
        pick = random.Random(7)
        for i in range(COUNTS[name]):
            yield f"{name} {i}", found(make(pick))


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for name, told in [*(shared(rows(SPAM)) if SPAM.exists() else ()), *own(), *made()]:
            file.write(f"{name}\t{told}\n")
