"""The table at the end of an import: what was found in the new articles."""

from collections import Counter
from heapq import nlargest

from articles.text.types import Finding

MOST = 10  # rows of each part


class Summary:
    """Counts as the articles come by; holds no text, and of single articles only those with most findings."""

    def __init__(self) -> None:
        self.sure: dict[str, Counter[str]] = {"rule": Counter(), "category": Counter()}
        self.ask: dict[str, Counter[str]] = {"rule": Counter(), "category": Counter()}
        self.articles: dict[str, Counter[str]] = {"rule": Counter(), "category": Counter()}
        self.most: list[tuple[int, int, str]] = []  # findings, minus the place in the import, name

    def add(self, name: str, found: tuple[Finding, ...], number: int) -> None:
        """One new article; `number` is its place in the import."""
        for part in ("rule", "category"):
            for one in found:
                (self.sure if one.sure else self.ask)[part][getattr(one, part)] += 1
            self.articles[part].update({getattr(one, part) for one in found})
        if found:
            self.most = nlargest(MOST, [*self.most, (len(found), -number, name)])

    def lines(self) -> list[str]:
        """The table, line by line; nothing where nothing was found."""
        if not self.most:
            return []
        lines = []
        for part in ("rule", "category"):
            rows = self.articles[part].most_common()
            lines += ["", f"{f'findings by {part}':<32}{'sure':>8}{'ask':>8}{'articles':>10}"]
            lines += [
                f"  {name[:29]:<30}{self.sure[part][name]:>8}{self.ask[part][name]:>8}{number:>10}"
                for name, number in rows[:MOST]
            ]
            if len(rows) > MOST:
                lines.append(f"  and {len(rows) - MOST} more")
        lines += ["", "most findings"]
        return [*lines, *(f"  {number:>4}  {name}" for number, _, name in self.most)]
