"""What one pass over a text leaves for the next one: the text without its sure fragments has mostly the same lines.

Lines say by themselves whether they are worth a look where there are no tags and no blocks of code. So only those that
have changed are looked at again; and the language is not told anew where it is sure to be the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from articles.text.spam.article import stays_english
from articles.text.spam.gate import first_look, following
from articles.text.spam.prefilter import known_words
from articles.text.spam.segments import Segments


@dataclass(slots=True)
class Before:
    """What was told of a text; nothing at first, nor of one with tags or blocks of code."""

    lines: dict[str, tuple[bool, bool]] = field(default_factory=dict)  # does it lead, does it follow?
    words: list[bytes] = field(default_factory=list)  # known ones
    count: int = 0  # all words

    def note(
        self, parts: Segments, leading: Collection[int], more: Collection[int], words: list[bytes]
    ) -> None:
        """Remember what was told of a text and of each of its lines."""
        if parts.nested:
            return
        led = frozenset(leading)
        self.lines = {line: (i in led, i in more) for i, line in enumerate(parts.lines)}
        self.words, self.count = words, len(parts.words)

    def tells(self, parts: Segments) -> bool:
        """Does it say anything of the segments of a text?"""
        return bool(self.lines) and not parts.nested

    def english(self, taken: list[str]) -> bool:
        """Is the text English without some pieces, too? False says nothing."""
        return stays_english(self.count, self.words, taken)

    def look(self, parts: Segments) -> tuple[Sequence[int], Collection[int]]:
        """The segments that lead, in order, and those that follow."""
        told = [*map(self.lines.get, parts.lines)]
        new = [i for i, one in enumerate(told) if one is None]
        # They are looked at as a text of their own: one look is quicker than one at each.
        changed = Segments("\n".join(parts.lines[i] for i in new))
        seen = first_look(changed, known_words(changed.words))
        leading = [i for i, one in enumerate(told) if one and one[0]] + [new[i] for i in seen.leading]
        more = {i for i, one in enumerate(told) if one and one[1]}
        return sorted(leading), more.union(new[i] for i in following(changed, seen))
