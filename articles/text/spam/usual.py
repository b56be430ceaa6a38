"""Foreign fragments that are usual where they stand: the lines beside them are made in the same way."""

import re
from collections import defaultdict

from articles.text.spam.candidate import Candidate
from articles.text.spam.places import Place
from articles.text.spam.segments import Segments

AROUND = 3  # lines before and behind that tell what is usual
TITLE_RE = re.compile(r"(?:\d{1,3}[.)] ?)?[\"“«„「『《〈]")
MARKS_RE = re.compile(r"[^\w\s]")
ONE_MARK = str.maketrans("،、，；։。–—", ",,,;.." + "--")  # marks of several scripts that say the same
FEWEST_MARKS = 2


def usual_among(parts: Segments, candidates: list[Candidate], places: list[Place]) -> list[bool]:
    """For each candidate: is it foreign, and are the lines beside it made in the same way?

    Its neighbours of the same kind have foreign words in the same place (a bilingual list), or are titles as it is
    one; it stands among short lines; the line beside it has the same marks in the same order (the same in letters
    that one can read).
    """
    rows: dict[str, list[int]] = defaultdict(list)
    ranks: dict[int, int] = {}
    for i in range(len(parts)):
        kind = parts.kind(i)
        if kind != "code":
            ranks[i] = len(rows[kind])
            rows[kind].append(i)
    taken: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one, place in zip(candidates, places, strict=True):
        if one.foreign and one.segment.kind != "code":
            taken[_seat(one, place)].add(one.segment.index)
    found = []
    for one, place in zip(candidates, places, strict=True):
        segment = one.segment
        if not one.foreign or segment.kind == "code":
            found.append(False)
            continue
        row, rank = rows[segment.kind], ranks[segment.index]
        near = row[max(0, rank - AROUND) : rank] + row[rank + 1 : rank + 1 + AROUND]
        alike = sum(index in taken[_seat(one, place)] for index in near)
        found.append(
            (len(near) >= 2 and alike >= 2 and 2 * alike >= len(near))
            or (place.name == "line" and (_among_short(parts, one) or _among_titles(parts, one, near)))
            or (place.name == "line" and _echoes(parts, segment.index, taken[_seat(one, place)]))
        )
    return found


def _seat(one: Candidate, place: Place) -> tuple[str, str]:
    """The kind of the line, and where in it the candidate stands; in a list that does not matter."""
    kind = one.segment.kind
    return kind, "" if kind == "bullet" else place.name


def _among_short(parts: Segments, one: Candidate) -> bool:
    """Is a line of its own one of a block of short lines: songs, names, verses?"""
    i = one.segment.index
    return (
        one.segment.kind == "heading"
        and 0 < i < len(parts) - 1
        and parts.kind(i - 1) == parts.kind(i + 1) == "heading"
        and parts.line(i - 1)[1] == parts.line(i)[0]
        and parts.line(i + 1)[0] == parts.line(i)[1]
    )


def _among_titles(parts: Segments, one: Candidate, near: list[int]) -> bool:
    """Does it begin with a title in its marks, and do lines of the same kind beside it?"""
    if not TITLE_RE.match(one.segment.shown):
        return False
    return sum(TITLE_RE.match(parts.shown(i)) is not None for i in near) > 1


def _echoes(parts: Segments, i: int, foreign: set[int]) -> bool:
    """Has the line before or behind it, in the article's own script, the same marks in the same order?"""
    marks = _marks(parts.shown(i))
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(parts) and j not in foreign]
    return len(marks) >= FEWEST_MARKS and any(
        (parts.line(j)[1] == parts.line(i)[0] or parts.line(j)[0] == parts.line(i)[1])
        and _marks(parts.shown(j)) == marks
        for j in beside
    )


def _marks(shown: str) -> list[str]:
    return MARKS_RE.findall(shown.translate(ONE_MARK))
