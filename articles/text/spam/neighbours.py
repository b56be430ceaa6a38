"""The lines beside a line: what it has in common with them is how the article is made, and tells of nothing put in.

A foreign fragment is usual where the others have the like. A line may be one of a list of links, of services with their
telephones, of times. A mark behind a fragment is the line's own where the lines beside it begin with it.
"""

import re
from collections import defaultdict

from articles.text.spam.candidate import Candidate
from articles.text.spam.places import Place
from articles.text.spam.reach import Reach
from articles.text.spam.segment import MARKER_RE, Segment, host_of
from articles.text.spam.segments import Segments

AROUND = 3  # lines before and behind that tell how a list is made
FEWEST = 2  # others of its like
BLOCK = 4  # lines without a blank line between that make a list
LONGEST = 120  # characters of its lines
USUAL_REACH = frozenset(("handle", "domain", "phone", "contact"))  # as genuine lists have them
NUMBERED_RE = re.compile(r"\W{0,3}\d[\d:.,]{0,7}\W{1,3}$")  # 14:30, 7.
BEGINS_RE = re.compile(r"\W{0,3}\d")
CONTACT_RE = re.compile(r"\d(?:[ /-]{0,3}\d){7}|@[\w.]{4}|[٠-٩۰-۹]{7}")
TITLE_RE = re.compile(r"(?:\d{1,3}[.)] ?)?[\"“«„「『《〈]")
MARKS_RE = re.compile(r"[^\w\s]")
ONE_MARK = str.maketrans("،、，；։。–—", ",,,;.." + "--")  # marks of several scripts that say the same
FEWEST_MARKS = 2
LEAD = 60  # characters in which a fragment before a list marker ends
LIST = 4  # segments before and behind that tell whether a line belongs to a list
DASHED_RE = re.compile(r"\W- ")
MARKS_OF_ITEMS = frozenset("•‣◦▪●○■□◆◇✓✔✗✘★☆☐")
WITHIN = 12  # segments within which a list bears its mark
LABELLED_RE = re.compile(r"^[^.!?。]{1,30}[:：]|@|\d{3}[ -]?\d{3}")  # "Telephone: 555-0142"


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
            taken[_seat_of(one, place)].add(one.segment.index)
    found = []
    for one, place in zip(candidates, places, strict=True):
        segment = one.segment
        if not one.foreign or segment.kind == "code":
            found.append(False)
            continue
        row, rank = rows[segment.kind], ranks[segment.index]
        near = row[max(0, rank - AROUND) : rank] + row[rank + 1 : rank + 1 + AROUND]
        alike = sum(index in taken[_seat_of(one, place)] for index in near)
        found.append(
            (len(near) >= 2 and alike >= 2 and 2 * alike >= len(near))
            or (place.name == "line" and (_among_short(parts, one) or _among_titles(parts, one, near)))
            or (place.name == "line" and _echoes(parts, segment.index, taken[_seat_of(one, place)]))
        )
    return found


def _seat_of(one: Candidate, place: Place) -> tuple[str, str]:
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


def is_listed(parts: Segments, candidate: Candidate, place: Place) -> bool:
    """Is a candidate one of the lines of a list that have all that tells of it?"""
    segment = candidate.segment
    if segment.veiled or (candidate.foreign and place.name != "suffix"):
        return False
    if segment.links and is_linked(segment):
        return _among_links(parts, segment)
    if candidate.reach and all(way.kind in USUAL_REACH for way in candidate.reach):
        return _among_contacts(parts, segment, candidate.reach)
    return place.name == "suffix" and _among_numbers(parts, segment, place)


def is_linked(segment: Segment) -> bool:
    """Is all of a segment one link to another site?"""
    return len(segment.links) == 1 and _linked_part(segment) == len(segment.shown)


def _linked_part(segment: Segment) -> int:
    return sum(end - start for start, end, target, _, _ in segment.links if host_of(target))


def _among_links(parts: Segments, segment: Segment) -> bool:
    """Are lines beside it links to other sites too, and nothing else?"""
    beside = [j for j in _near(parts, segment.index) if parts.kind(j) == segment.kind and j in parts.dressed]
    return sum(is_linked(parts[j]) for j in beside) >= FEWEST


def _among_contacts(parts: Segments, segment: Segment, reach: list[Reach]) -> bool:
    """Is it one of a block of short lines, another of which says how to reach somebody else?"""
    block = _block(parts, segment.index)
    own = {way.target.strip() for way in reach}
    others = (parts.shown(j) for j in block if j != segment.index)
    return len(block) >= BLOCK and any(
        CONTACT_RE.search(shown) and not any(way in shown.lower() for way in own) for shown in others
    )


def _among_numbers(parts: Segments, segment: Segment, place: Place) -> bool:
    """Stands before it only a number or a time, and does one begin the lines beside it?"""
    if not NUMBERED_RE.fullmatch(segment.shown, 0, place.start):
        return False
    return sum(BEGINS_RE.match(parts.shown(j)) is not None for j in _near(parts, segment.index)) >= FEWEST


def _near(parts: Segments, i: int) -> list[int]:
    return [*range(max(0, i - AROUND), i), *range(i + 1, min(len(parts), i + 1 + AROUND))]


def _block(parts: Segments, i: int) -> range:
    """The short lines around one without a blank line between; in a page with tags the items of its list."""
    low = high = i
    while low and i - low < AROUND and _goes_on(parts, low - 1, low):
        low -= 1
    while high + 1 < len(parts) and high - i < AROUND and _goes_on(parts, high, high + 1):
        high += 1
    return range(low, high + 1)


def _goes_on(parts: Segments, one: int, two: int) -> bool:
    if parts.tagged and not parts.kind(one) == parts.kind(two) == "bullet":
        return False
    adjacent = parts.line(one)[1] == parts.line(two)[0] or parts.tagged
    return adjacent and len(parts.shown(one)) <= LONGEST and len(parts.shown(two)) <= LONGEST


def is_lone(parts: Segments, i: int) -> bool:
    """Is a segment no list item, with no labelled lines beside it?"""
    beside = (j for j in (i - 1, i + 1) if 0 <= j < len(parts))
    return parts.kind(i) != "bullet" and not any(LABELLED_RE.search(parts.shown(j)[:200]) for j in beside)


def lacks_its_marker(parts: Segments, i: int) -> bool:
    """Do lines of the same block begin with a list marker or number, but not this one?"""
    if parts.text.startswith("#", parts.line(i)[0]) or _marked(parts, i):
        return False
    # A line above a list, with nothing above it, is the heading of the list, or its first item behind the same mark.
    for step in (-1, 1) if (i and _touch(parts, i - 1, i)) or _bears_mark_of_next(parts, i) else (-1,):
        one, two = i, i + step
        while 0 <= two < len(parts) and abs(two - i) <= LIST and _touch(parts, one, two):
            if _marked(parts, two):
                return True
            if not DASHED_RE.search(parts.shown(two)[:LEAD]):
                break
            one, two = two, two + step
    return False


def _bears_mark_of_next(parts: Segments, i: int) -> bool:
    """Stands within a line the mark that begins the next one: `glued - First item`, `- Second item`?"""
    for j in range(i + 1, min(len(parts), i + 1 + LIST)):
        mark = MARKER_RE.match(parts.text, parts.line(j)[0])
        if mark is not None and mark[2] is not None:
            return re.search(rf"\W{re.escape(mark[2].strip())} ", parts.shown(i)[:LEAD]) is not None
        if not DASHED_RE.search(parts.shown(j)[:LEAD]):
            break
    return False


def mark_of_the_line(parts: Segments, i: int, end: int) -> int:
    """Where the mark behind a fragment stands, if the lines beside it begin with it (`» first`, `— second`); or 0."""
    shown = parts.shown(i)
    place = end + len(shown[end:]) - len(shown[end:].lstrip())
    mark = shown[place : place + 1]
    if mark in MARKS_OF_ITEMS:
        near = [*range(max(0, i - WITHIN), i), *range(i + 1, min(len(parts), i + 1 + WITHIN))]
        return place if any(_raw(parts, j).lstrip().startswith(mark) for j in near) else 0
    if mark not in tuple("»·—–"):
        return 0
    lines = [
        _raw(parts, j) for j in (i - 1, i + 1) if 0 <= j < len(parts) and _touch(parts, min(i, j), max(i, j))
    ]
    own = any(line.startswith(f"{mark} ") or (mark == "»" and "» " in line[:LEAD]) for line in lines)
    return place if own else 0


def _raw(parts: Segments, i: int) -> str:
    """How the lines of a segment begin; of a page with tags they may be all of it."""
    start, end = parts.line(i)
    return parts.text[start : min(end, start + LEAD)]


def _touch(parts: Segments, one: int, two: int) -> bool:
    """Is there no blank line between two segments?"""
    return parts.line(one)[1] == parts.line(two)[0] or parts.line(two)[1] == parts.line(one)[0]


def _marked(parts: Segments, i: int) -> bool:
    marker = MARKER_RE.match(parts.text, parts.line(i)[0])
    return marker is not None and marker[2] is not None
