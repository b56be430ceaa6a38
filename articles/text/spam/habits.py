"""How the lines of an article begin: what breaks its habits was glued in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.spam.segment import Segment

LONE_SHARE = 0.15  # of lines that begin small: such a line stands out
LOWER_SHARE = 0.34  # of lines that begin small: more is a habit of the article
SPACED_SHARE = 0.5  # of lines with a blank in them
FIELDS = 40  # lines among which the head of a Markdown file ends
NARROWEST, WIDEST = 40, 100  # characters of a line where a text was wrapped
FEWEST_WRAPPED = 4  # lines that go on; fewer may be chance


@dataclass(frozen=True, slots=True)
class Habits:
    """What the lines of the article do."""

    small: float  # share of the lines that begin with a small letter
    function: frozenset[str]  # function words of its language
    cased: bool  # its script knows capitals
    among: frozenset[int]  # segments with small or numbered lines beside them
    continued: frozenset[int] = frozenset()  # lines that go on where the line before was wrapped
    spaced: bool = False  # blanks part the words of many lines, in a script that needs none


def habits_of(parts: Sequence[Segment], function: frozenset[str], cased: bool) -> Habits:
    """Look at how the lines of an article begin."""
    first = [part.shown[:1].islower() or part.shown[:1].isdigit() for part in parts]
    beside = [sum(first[max(0, i - 2) : i]) + sum(first[i + 1 : i + 3]) for i in range(len(parts))]
    among = frozenset(i for i, part in enumerate(parts) if beside[i] > (part.kind != "bullet"))
    skipped = _front_matter(parts) | (continued := _continued(parts))
    begins = [
        part.shown[:1]
        for part in parts
        if part.kind not in ("code", "tags") and part.shown[:1].isalpha() and part.index not in skipped
    ]
    # Each line is judged by the others.
    small = max(0, sum(char.islower() for char in begins) - 1) / max(1, len(begins) - 1)
    spaced = not cased and sum(map(_spaced, parts)) > SPACED_SHARE * len(parts)
    return Habits(small, function, cased, among, continued, spaced)


def _spaced(part: Segment) -> bool:
    return " " in part.shown or "\u3000" in part.shown


def _front_matter(parts: Sequence[Segment]) -> frozenset[int]:
    """The fields between dashes at the head of a Markdown file: their names begin small."""
    if not parts or parts[0].shown != "---":
        return frozenset()
    for part in parts[1:FIELDS]:
        if part.shown == "---":
            return frozenset(range(part.index + 1))
    return frozenset()


def _continued(parts: Sequence[Segment]) -> frozenset[int]:
    """Lines of a text that was wrapped at a width: the first word would not have fitted into the line before."""
    pairs = [
        (one, two)
        for one, two in pairwise(parts)
        if one.line_end == two.line_start and two.kind in ("heading", "body") and one.shown[-1:] not in ".!?:"
    ]
    widths = sorted(one.end - one.line_start for one, _ in pairs)
    width = widths[-1 - len(widths) // 6] if widths else 0  # something glued in makes a line longer
    if not NARROWEST <= width <= WIDEST:
        return frozenset()
    went_on = [
        two.index
        for one, two in pairs
        if one.end - one.line_start + 1 + len(two.shown.split(" ", 1)[0]) > width
    ]
    return frozenset(went_on) if len(went_on) >= FEWEST_WRAPPED else frozenset()
