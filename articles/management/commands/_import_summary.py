"""The tables at the end of an import: what was found in the new articles, and what could not be read."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nlargest
from unicodedata import east_asian_width

from articles.actions.campaigns import ENOUGH
from articles.text.incoming import Incoming
from articles.text.spam.keys import groups_of, key_of

MOST = 10  # rows of each part
MOST_FRAGMENTS = 100_000  # different ones that are looked at for campaigns
MOST_FAILED = 20
NAME = 30  # columns of a name


@dataclass
class Part:
    """One table: how many findings of each name are sure, how many to ask, and in how many articles."""

    sure: Counter[str] = field(default_factory=Counter)
    ask: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[tuple[str, int, int, int]]:
        """The name with most articles first."""
        return [
            (name, self.sure[name], self.ask[name], number) for name, number in self.articles.most_common()
        ]


@dataclass
class Fragment:
    """The same words in several articles, by their number in the import."""

    articles: set[int] = field(default_factory=set)
    sure: int = 0
    ask: int = 0


class Summary:
    """Counts as the articles come by; holds no text but that of different fragments, up to MOST_FRAGMENTS."""

    def __init__(self) -> None:
        self.parts = {"rule": Part(), "category": Part()}
        self.fragments: dict[str, Fragment] = defaultdict(Fragment)
        self.most: list[tuple[int, int, str]] = []  # findings, minus the place in the import, name
        self.only_sure = 0  # articles
        self.matches = 0  # claims that are likely the same as earlier ones
        self.failed: list[str] = []

    def add(self, name: str, read: Incoming, number: int, matches: int = 0) -> None:
        """One new article; `number` is its place in the import, `matches` how much of it is likely known."""
        self.matches += matches
        for kind, part in self.parts.items():
            for one in read.found:
                (part.sure if one.sure else part.ask)[getattr(one, kind)] += 1
            part.articles.update({getattr(one, kind) for one in read.found})
        for one in read.found:
            key = key_of(read.text[one.start : one.end])
            if key and (key in self.fragments or len(self.fragments) < MOST_FRAGMENTS):
                fragment = self.fragments[key]
                fragment.articles.add(number)
                fragment.sure, fragment.ask = fragment.sure + one.sure, fragment.ask + (not one.sure)
        if read.found:
            self.most = nlargest(MOST, [*self.most, (len(read.found), -number, name)])
            self.only_sure += all(one.sure for one in read.found)

    def fail(self, words: str) -> None:
        if len(self.failed) < MOST_FAILED:
            self.failed.append(words)

    def lines(self, *, stored: bool, failed: int) -> list[str]:
        """All of it, line by line; nothing where nothing was found and nothing failed."""
        lines = []
        for kind, rows in (*((kind, part.rows()) for kind, part in self.parts.items()), self._campaigns()):
            lines += _table(f"findings by {kind}", rows) if rows else []
        if stored and self.matches:
            few = self.matches == 1
            words = (
                "claim is likely the same as an earlier one"
                if few
                else "claims are likely the same as earlier ones"
            )
            lines += ["", f"{self.matches} {words}; look at them at /desk/matches/"]
        if self.most:
            lines += ["", "most findings", *(f"  {number:>4}  {name}" for number, _, name in self.most)]
        if failed:
            more = [f"  and {failed - len(self.failed)} more"] if failed > len(self.failed) else []
            lines += ["", "failed", *(f"  {words}" for words in self.failed), *more]
        if stored and self.only_sure:
            few = self.only_sure == 1
            lines += [
                "",
                f"{self.only_sure} of the new articles {'has' if few else 'have'} sure findings only; "
                "accept them together at /desk/clean/",
            ]
        return lines

    def _campaigns(self) -> tuple[str, list[tuple[str, int, int, int]]]:
        """Fragments that are near variants of each other and stand in three articles or more."""
        rows = []
        for keys in groups_of(self.fragments):
            group = [self.fragments[key] for key in keys]
            articles = set().union(*(one.articles for one in group))
            if len(articles) >= ENOUGH:
                first = max(keys, key=lambda key: len(self.fragments[key].articles))
                more = f" +{len(keys) - 1}" if len(keys) > 1 else ""
                name = _cut(first, NAME - 1 - len(more)) + more
                rows.append(
                    (name, sum(one.sure for one in group), sum(one.ask for one in group), len(articles))
                )
        return "campaign", sorted(rows, key=lambda row: (-row[3], row[0]))


def _table(title: str, rows: list[tuple[str, int, int, int]]) -> Iterator[str]:
    yield ""
    yield f"{title:<{NAME + 2}}{'sure':>8}{'ask':>8}{'articles':>10}"
    for name, sure, ask, articles in rows[:MOST]:
        name = _cut(name, NAME - 1)
        yield f"  {name}{' ' * (NAME - _width(name))}{sure:>8}{ask:>8}{articles:>10}"
    if len(rows) > MOST:
        yield f"  and {len(rows) - MOST} more"


def _cut(words: str, columns: int) -> str:
    """The beginning of a name in one line, as far as it fits."""
    words = " ".join(words.split())
    while _width(words) > columns:
        words = words[:-1]
    return words


def _width(words: str) -> int:
    """The columns that a terminal takes for it."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
