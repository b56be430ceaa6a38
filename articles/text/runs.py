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
    """The break between two lines of one block; `style` "br" means that the reader sees it."""
    return Run("\n" if end - start > 1 else text[start:end], start, end, style, href)


def trim(runs: list[Run]) -> tuple[Run, ...]:
    """Return the runs without empty ones and without line breaks and cell gaps at the end."""
    kept = [run for run in runs if run.start < run.end]
    while kept and not kept[-1].text.strip() and (kept[-1].text in "\t\n \r" or "br" in kept[-1].style):
        kept.pop()
    first = 0
    while first < len(kept) and (kept[first].text == "\n" or "br" in kept[first].style):
        first += 1
    return tuple(kept[first:])
