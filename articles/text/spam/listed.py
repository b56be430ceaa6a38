"""Lines that are one of a list of their like: of links, of services with their telephones, of times.

What such a line has in common with the others is how the list is made, and tells nothing of where it came from.
"""

import re

from articles.text.spam.candidate import Candidate
from articles.text.spam.places import Place
from articles.text.spam.reach import Reach
from articles.text.spam.segment import Segment, host_of
from articles.text.spam.segments import Segments

AROUND = 3  # lines before and behind that tell how a list is made
FEWEST = 2  # others of its like
BLOCK = 4  # lines without a blank line between that make a list
LONGEST = 120  # characters of its lines
USUAL_REACH = frozenset(("handle", "domain", "phone", "contact"))  # as genuine lists have them
NUMBERED_RE = re.compile(r"\W{0,3}\d[\d:.,]{0,7}\W{1,3}$")  # 14:30, 7.
BEGINS_RE = re.compile(r"\W{0,3}\d")
CONTACT_RE = re.compile(r"\d(?:[ /-]{0,3}\d){7}|@[\w.]{4}|[٠-٩۰-۹]{7}")


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
