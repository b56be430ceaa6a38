"""From places in what a reader sees of a block to places in the raw text, and back."""

from bisect import bisect_right

from articles.text.types import Block


class Visible:
    """The visible text of one block with the way back to the raw text."""

    def __init__(self, block: Block) -> None:
        self.runs = [run for run in block.runs if run.text]
        self.text = "".join(run.text for run in self.runs)
        self.begins: list[int] = []
        at = 0
        for run in self.runs:
            self.begins.append(at)
            at += len(run.text)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw range behind the visible `[start, end)`, which must not be empty."""
        return self._raw(start)[0], self._raw(end - 1)[1]

    def _raw(self, place: int) -> tuple[int, int]:
        number = bisect_right(self.begins, place) - 1
        run = self.runs[number]
        if len(run.text) != run.end - run.start:
            return run.start, run.end
        at = run.start + place - self.begins[number]
        return at, at + 1

    def hide(self, skip: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
        """The visible text with every skipped place blank, and the blanked ranges.

        `skip` are raw ranges, sorted and without overlap.
        """
        holes: list[tuple[int, int]] = []
        starts = [start for start, _ in skip]
        for begin, run in zip(self.begins, self.runs, strict=True):
            number = max(0, bisect_right(starts, run.start) - 1)
            while number < len(skip) and skip[number][0] < run.end:
                left, right = max(skip[number][0], run.start), min(skip[number][1], run.end)
                number += 1
                if left >= right:
                    continue
                if len(run.text) == run.end - run.start:
                    holes.append((begin + left - run.start, begin + right - run.start))
                else:
                    holes.append((begin, begin + len(run.text)))
        pieces, at = [], 0
        for left, right in holes:
            pieces += [self.text[at:left], " " * (right - max(left, at))]
            at = max(at, right)
        return "".join([*pieces, self.text[at:]]), holes
