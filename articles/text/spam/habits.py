"""How the lines of an article begin: what breaks its habits was glued in. Told when somebody asks for it."""

from dataclasses import dataclass

from articles.text.spam.once import once
from articles.text.spam.segments import Segments

LONE_SHARE = 0.15  # of lines that begin small: such a line stands out
LOWER_SHARE = 0.34  # of lines that begin small: more is a habit of the article
SPACED_SHARE = 0.5  # of lines with a blank in them
FIELDS = 40  # lines among which the head of a Markdown file ends
NARROWEST, WIDEST = 40, 100  # characters of a line where a text was wrapped
FEWEST_WRAPPED = 4  # lines that go on; fewer may be chance


@dataclass(frozen=True)
class Habits:
    """What the lines of an article do."""

    parts: Segments
    function: frozenset[str]  # function words of its language
    cased: bool  # its script knows capitals

    @once
    def small(self) -> float:
        """The share of the lines that begin with a small letter; each line is judged by the others."""
        parts, skipped = self.parts, self.continued | _front_matter(self.parts)
        begins = [
            first
            for i, first in enumerate(parts.firsts)
            if first.isalpha() and i not in skipped and parts.kind(i) not in ("code", "tags", "attribute")
        ]
        return max(0, sum(map(str.islower, begins)) - 1) / max(1, len(begins) - 1)

    def is_among(self, i: int) -> bool:
        """Has a segment small or numbered lines beside it, a list item even one?"""
        firsts = self.parts.firsts
        beside = [*firsts[max(0, i - 2) : i], *firsts[i + 1 : i + 3]]
        own = firsts[i] if not firsts[i].isalnum() else "\n"  # a sign that opens the lines of a list
        small = sum(first.islower() or first.isdigit() or first == own for first in beside)
        return small > 1 or (small == 1 and self.parts.kind(i) == "bullet")

    @once
    def spaced(self) -> bool:
        """Do blanks part the words of many lines, in a script that needs none?"""
        if self.cased:
            return False
        lines = [self.parts.shown(i) for i in range(len(self.parts))]
        return sum(" " in line or "\u3000" in line for line in lines) > SPACED_SHARE * len(lines)

    @once
    def continued(self) -> frozenset[int]:
        """Lines of a text that was wrapped at a width: the first word would not have fitted into the line before."""
        parts = self.parts
        # A line with its width and the width of the first word of the next one.
        pairs = [
            (i + 1, parts.width(i), parts.width(i) + 1 + len(parts.shown(i + 1).split(" ", 1)[0]))
            for i in range(len(parts) - 1)
            if parts.line(i)[1] == parts.line(i + 1)[0]
            and parts.shown(i)[-1:] not in ".!?:"
            and parts.kind(i + 1) in ("heading", "body")
        ]
        widths = sorted(width for _, width, _ in pairs)
        width = widths[-1 - len(widths) // 6] if widths else 0  # something glued in makes a line longer
        if not NARROWEST <= width <= WIDEST:
            return frozenset()
        went_on = [i for i, _, joined in pairs if joined > width]
        return frozenset(went_on) if len(went_on) >= FEWEST_WRAPPED else frozenset()


def _front_matter(parts: Segments) -> frozenset[int]:
    """The fields between dashes at the head of a Markdown file: their names begin small."""
    if not parts or parts.shown(0) != "---":
        return frozenset()
    for i in range(1, min(FIELDS, len(parts))):
        if parts.shown(i) == "---":
            return frozenset(range(i + 1))
    return frozenset()
