"""How well the proposed claims of articles agree with those that a person marked.

    python -m articles.text.claims.measure FILE [--half tune|blind] [--missed]

FILE holds articles as JSON lines: id, language, half and `marked`, the text with its claims as ⟦claimant|words⟧;
claimants that are equally right are divided by "/", an empty one means that the text names nobody. A proposed claim
and a marked one are the same where they share half of the shorter of the two; each meets at most one of the others.
"""

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from articles.text.claims.find import find_claims
from articles.text.types import FoundClaim

_MARK = re.compile(r"⟦([^|⟦⟧]*)\|([^⟦⟧]+)⟧")


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim as a person marked it."""

    start: int
    end: int
    claimants: tuple[str, ...]


@dataclass(slots=True)
class Agreement:
    """Sums over articles."""

    marked: int = 0
    proposed: int = 0
    met: int = 0
    claimant_right: int = 0

    @property
    def recall(self) -> float:
        return self.met / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        return self.met / self.proposed if self.proposed else 1.0

    @property
    def claimants(self) -> float:
        return self.claimant_right / self.met if self.met else 1.0

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.3f} ({self.met} of {self.marked})  precision {self.precision:.3f} "
            f"({self.met} of {self.proposed})  claimant {self.claimants:.3f} ({self.claimant_right} of {self.met})"
        )


def read_marked(marked: str) -> tuple[str, list[Marked]]:
    """The text without its marks, and what they mark."""
    text, claims, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        claims.append(Marked(len(text), len(text) + len(found[2]), tuple(found[1].split("/"))))
        text += found[2]
        at = found.end()
    return text + marked[at:], claims


def pairs(marked: list[Marked], proposed: Iterable[FoundClaim]) -> list[tuple[Marked, FoundClaim]]:
    """Marked claims with the proposed ones that are the same."""
    left, met = list(proposed), []
    for claim in marked:
        for found in left:
            shared = min(claim.end, found.end) - max(claim.start, found.start)
            if 2 * shared >= min(claim.end - claim.start, found.end - found.start):
                met.append((claim, found))
                left.remove(found)
                break
    return met


def measure(path: Path, half: str = "") -> dict[str, Agreement]:
    """The agreement for every language of the articles of one half (of all where it is ""), and for "all"."""
    sums: dict[str, Agreement] = {"all": Agreement()}
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if half in ("", article["half"]):
            text, marked = read_marked(article["marked"])
            proposed = find_claims(text)
            met = pairs(marked, proposed)
            for name in (article["language"], "all"):
                one = sums.setdefault(name, Agreement())
                one.marked += len(marked)
                one.proposed += len(proposed)
                one.met += len(met)
                one.claimant_right += sum(found.claimant in claim.claimants for claim, found in met)
    return sums


def _differences(path: Path, half: str) -> Iterable[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if half not in ("", article["half"]):
            continue
        text, marked = read_marked(article["marked"])
        proposed = find_claims(text)
        met = pairs(marked, proposed)
        for claim in marked:
            if claim not in [one for one, _ in met]:
                yield f"{article['id']} missed   {text[claim.start : claim.end]}"
        for found in proposed:
            if found not in [one for _, one in met]:
                yield f"{article['id']} too much {found.score} {found.text} {found.reasons}"
        for claim, found in met:
            if found.claimant not in claim.claimants:
                yield f"{article['id']} claimant {found.claimant!r}, not {claim.claimants}: {found.text}"


def main() -> None:
    """Print the figures, and the differences where they are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("tune", "blind"), default="")
    parser.add_argument("--missed", action="store_true", help="print what differs as well")
    options = parser.parse_args()
    if options.missed:
        print("\n".join(_differences(options.file, options.half)))  # noqa: T201
    for language, agreement in measure(options.file, options.half).items():
        print(f"{language:4}{agreement}")  # noqa: T201


if __name__ == "__main__":
    main()
