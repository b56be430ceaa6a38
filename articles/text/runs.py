"""Make the runs of a block, so that each either quotes the raw text or is atomic."""

from articles.text.types import Run


def literal(text: str, start: int, end: int, style: str = "", href: str = "") -> Run:
    """A run that shows `text[start:end]` as it stands."""
    return Run(text[start:end], start, end, style, href)


def atomic(text: str, shown: str, start: int, end: int, style: str = "", href: str = "") -> Run:
    """A run that shows `shown` for `text[start:end]`: an entity, a line break, the gap between two cells.

    A run of the same length as its range must quote it, so a shown text of that length which differs gets
    a blank behind it.
    """
    if len(shown) == end - start and shown != text[start:end]:
        shown += " "
    return Run(shown, start, end, style, href)


def newline(text: str, start: int, end: int, style: str = "", href: str = "") -> Run:
    """The break between two lines or rows of one block; `style` says of which kind."""
    return Run("\n" if end - start > 1 else text[start:end], start, end, style, href)


def trim(runs: list[Run]) -> tuple[Run, ...]:
    """Return the runs without empty ones and without the line breaks at both ends."""
    kept = [run for run in runs if run.start < run.end]
    first, last = 0, len(kept)
    while first < last and _is_break(kept[last - 1]):
        last -= 1
    while first < last and _is_break(kept[first]):
        first += 1
    return tuple(kept[first:last])


def _is_break(run: Run) -> bool:
    return "br" in run.style or "row" in run.style or run.text in ("\n", "\r", " ")
